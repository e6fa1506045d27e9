from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.ages import birthday
from desktop.rules.partial_dates import PartialDate, exact, month, unknown, year
from desktop.rules.relations import (
    Level,
    birth_after_death_check,
    mother_age_check,
    own_relatives,
    parent_cycle,
    sibling_gap_check,
    with_several_mothers,
)
from tests.desktop.rules.strategies import days, partial_dates

MOTHER = date(1990, 5, 12)
numbers = st.integers(0, 12)


def level_at(day: date) -> Level | None:
    finding = mother_age_check(exact(MOTHER), exact(day))
    return None if finding is None else finding.level


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (-1, Level.ERROR),
        (0, Level.ERROR),
        (7, Level.ERROR),
        (8, Level.WARNING),
        (14, Level.WARNING),
        (15, None),
        (50, None),
        (51, Level.WARNING),
        (65, Level.WARNING),
        (66, Level.ERROR),
    ],
)
def test_a_mother_is_8_to_65_and_usually_15_to_50(age: int, expected: Level | None) -> None:
    assert level_at(birthday(MOTHER, age)) == expected
    assert level_at(birthday(MOTHER, age + 1) - timedelta(days=1)) == expected


def test_where_the_dates_leave_doubt_about_the_mother_nothing_is_said() -> None:
    assert mother_age_check(year(1990), year(2005)) is None
    assert mother_age_check(unknown(), year(2005)) is None
    assert mother_age_check(year(1990), unknown()) is None
    finding = mother_age_check(year(1990), year(1996))
    assert finding is not None
    assert finding.level is Level.ERROR


def test_siblings_less_than_nine_months_apart_are_asked_about() -> None:
    first = exact(date(2020, 1, 10))
    assert sibling_gap_check(first, exact(date(2020, 10, 9))) is not None
    assert sibling_gap_check(first, exact(date(2020, 10, 10))) is None
    assert sibling_gap_check(first, first) is None


def test_siblings_who_may_be_twins_or_far_enough_apart_are_not_asked_about() -> None:
    assert sibling_gap_check(year(2020), year(2020)) is None
    assert sibling_gap_check(month(2020, 1), month(2020, 10)) is None
    assert sibling_gap_check(month(2020, 1), month(2020, 9)) is not None
    assert sibling_gap_check(unknown(), year(2020)) is None


@given(partial_dates(), partial_dates())
def test_it_does_not_matter_which_sibling_is_named_first(one: PartialDate, other: PartialDate) -> None:
    assert sibling_gap_check(one, other) == sibling_gap_check(other, one)


@given(days, days)
def test_nobody_dies_before_being_born(born: date, died: date) -> None:
    assert (birth_after_death_check(exact(born), exact(died)) is None) == (born <= died)


def test_an_unknown_birth_or_death_is_not_a_contradiction() -> None:
    assert birth_after_death_check(year(2020), year(2020)) is None
    assert birth_after_death_check(unknown(), year(2020)) is None
    assert birth_after_death_check(year(2020), unknown()) is None


def test_nobody_is_their_own_relative() -> None:
    assert own_relatives([(1, 2), (3, 3), (2, 2), (3, 3)]) == [3, 2]
    assert own_relatives([(1, 2)]) == []


@given(st.lists(st.tuples(numbers, numbers), max_size=20))
def test_a_cycle_that_is_found_is_one_and_without_one_there_is_an_order(pairs: list[tuple[int, int]]) -> None:
    cycle = parent_cycle(pairs)
    if cycle is not None:
        assert len(cycle) == len(set(cycle))
        assert set(zip(cycle, cycle[1:] + cycle[:1], strict=True)) <= set(pairs)
        return
    left = set(pairs)
    while left:
        youngest = {child for _, child in left} - {parent for parent, _ in left}
        assert youngest
        left = {pair for pair in left if pair[1] not in youngest}


@given(st.lists(st.tuples(numbers, numbers), max_size=20))
def test_parents_older_than_their_children_make_no_cycle(pairs: list[tuple[int, int]]) -> None:
    assert parent_cycle((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]) is None


def test_a_very_long_line_of_descent_is_walked_through() -> None:
    line = [(n, n + 1) for n in range(20_000)]
    assert parent_cycle(line) is None
    cycle = parent_cycle([*line, (20_000, 0)])
    assert cycle is not None
    assert len(cycle) == 20_001


def test_a_child_with_two_verified_mothers_is_named_with_both() -> None:
    assert with_several_mothers([("m1", "a"), ("m2", "a"), ("m1", "b"), ("m1", "b")]) == {"a": ("m1", "m2")}
