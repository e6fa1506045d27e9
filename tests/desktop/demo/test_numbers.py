"""Invented identity numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.numbers import invented_number
from desktop.rules.identity_numbers import KINDS, check_number
from desktop.rules.partial_dates import exact
from tests.desktop.demo.chance import seeded


@given(
    st.sampled_from(KINDS), st.sampled_from("FM"), st.dates(date(1940, 1, 1), date(2026, 1, 1)), st.integers()
)
def test_an_invented_number_is_valid_and_fits_sex_and_birth(
    kind: str, sex: str, born: date, seed: int
) -> None:
    number = invented_number(kind, sex, born, set(), seeded(seed))
    check = check_number(kind, number, sex=sex, born=exact(born))
    assert check.valid
    assert check.warnings == ()
    assert "99" in number


def test_no_number_is_given_twice_and_a_full_day_gives_none() -> None:
    taken: set[str] = set()
    rng = seeded(1)
    numbers = [invented_number("KZ_IIN", "F", date(1990, 1, 1), taken, rng) for _ in range(130)]
    given_out = [number for number in numbers if number]
    assert 50 < len(given_out) <= 100
    assert len(set(given_out)) == len(given_out)
    assert numbers[-1] == ""


@pytest.mark.parametrize("kind", ["PASSPORT", ""])
def test_a_kind_without_a_rule_has_no_invented_number(kind: str) -> None:
    assert invented_number(kind, "F", date(1990, 1, 1), set(), seeded(1)) == ""
