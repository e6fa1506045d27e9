"""Days of birth, and what is known of them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.births import LEAST_GAP, known_as, mother_of, siblings
from desktop.demo.names import stock
from tests.desktop.demo.chance import seeded

DAYS = st.dates(date(1960, 1, 1), date(2024, 12, 31))


@given(st.integers(1, 8), st.integers(0, 10_000), st.integers(8 * LEAST_GAP, 6_000))
def test_brothers_and_sisters_lie_between_the_two_days_and_apart(count: int, seed: int, room: int) -> None:
    last = date(2025, 1, 1)
    first = last - timedelta(days=room)
    days = siblings(count, last, first, seeded(seed))
    assert len(days) == count
    assert first <= days[0] <= days[-1] <= last
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert all(gap == 0 or gap >= LEAST_GAP for gap in gaps)


def test_no_children_have_no_birthdays() -> None:
    assert siblings(0, date(2025, 1, 1), date(2010, 1, 1), seeded(1)) == []


@given(st.integers(0, 10_000), st.integers(0, 16 * 365))
def test_a_mother_is_grown_up_and_not_over_45_at_her_last_birth(seed: int, span: int) -> None:
    youngest = date(2026, 1, 1)
    eldest = youngest - timedelta(days=span)
    grown_by = date(2008, 1, 1)
    born = mother_of(eldest, youngest, grown_by, seeded(seed))
    assert born <= grown_by
    assert (eldest - born).days > 16.5 * 365
    assert (youngest - born).days <= 45 * 365.25


@pytest.mark.parametrize("tag", ["kk", "uz", "tg", "ky"])
@given(day=DAYS, seed=st.integers(0, 10_000))
def test_what_is_known_of_a_birth_always_holds_the_day(tag: str, day: date, seed: int) -> None:
    known = known_as(day, stock(tag), date(2026, 11, 13), seeded(seed), child=True)
    assert known.may_be(day)
    assert known.basis is not None
    assert known.day == day or known.original


def test_a_birth_shortly_before_the_arrival_is_known_by_its_day() -> None:
    day, arrived = date(2026, 1, 10), date(2026, 11, 13)
    known = [known_as(day, stock("kk"), arrived, seeded(seed), child=True) for seed in range(200)]
    assert {born.day for born in known} == {day}
