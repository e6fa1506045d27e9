from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.rules.ages import (
    age_at,
    age_range,
    birthday,
    completed_months,
    completed_years,
    is_certainly_adult,
    is_child,
    reaches,
)
from desktop.rules.partial_dates import between, exact, month, unknown, year
from tests.desktop.rules.strategies import days

TODAY = date(2026, 11, 22)


@given(days, days)
def test_an_exact_birth_date_gives_an_exact_age(born: date, on: date) -> None:
    assume(born <= on)
    age = age_range(exact(born), on)
    assert age is not None
    assert age.is_exact
    assert age.low_days == (on - born).days
    assert age.low_months == age.high_months
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    assert age.low_years == on.year - born.year - (not had_birthday)


@given(days, days, days, days)
def test_the_age_on_any_possible_birth_date_lies_in_the_range(a: date, b: date, c: date, d: date) -> None:
    earliest, possible, latest, on = sorted((a, b, c, d))
    age = age_range(between(earliest, latest), on)
    assert age is not None
    assert age.low_days <= (on - possible).days <= age.high_days
    assert age.low_months <= completed_months(possible, on) <= age.high_months


def test_an_unknown_or_future_birth_gives_no_age() -> None:
    assert age_range(unknown(), TODAY) is None
    assert age_range(exact(TODAY + timedelta(days=1)), TODAY) is None
    assert is_child(unknown(), TODAY) is None
    assert reaches(unknown(), 18) is None
    assert not is_certainly_adult(unknown(), TODAY)


def test_a_birth_year_that_is_not_over_counts_from_birth_today() -> None:
    age = age_range(year(2026), TODAY)
    assert age is not None
    assert (age.low_days, age.high_days, age.high_months) == (0, 325, 10)


def test_a_child_whose_age_straddles_18_is_treated_as_a_child() -> None:
    assert is_child(year(2008), TODAY) is True
    assert is_child(between(date(1995, 1, 1), date(2010, 1, 1)), TODAY) is True
    assert is_child(year(2007), TODAY) is False
    assert is_certainly_adult(year(2007), TODAY)


def test_the_day_of_the_18th_birthday_ends_childhood() -> None:
    assert is_child(exact(date(2008, 11, 22)), TODAY) is False
    assert is_child(exact(date(2008, 11, 23)), TODAY) is True


@pytest.mark.parametrize(
    ("on", "years"),
    [(date(2022, 2, 28), 17), (date(2022, 3, 1), 18), (date(2024, 2, 28), 19), (date(2024, 2, 29), 20)],
)
def test_who_was_born_on_29_february_grows_older_on_1_march_of_common_years(on: date, years: int) -> None:
    assert completed_years(date(2004, 2, 29), on) == years
    assert is_child(exact(date(2004, 2, 29)), on) is (years < 18)


@given(days, st.integers(0, 90))
def test_a_birthday_is_the_first_day_of_its_age(born: date, years: int) -> None:
    day = birthday(born, years)
    assert completed_years(born, day) == years
    assert completed_years(born, day - timedelta(days=1)) == years - 1


@given(days, days)
def test_completed_months_count_whole_months(born: date, on: date) -> None:
    assume(born <= on)
    months = completed_months(born, on)
    assert 28 * months <= (on - born).days < 31 * (months + 1)


def test_a_month_without_such_a_day_is_completed_on_the_first_of_the_next() -> None:
    assert completed_months(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert completed_months(date(2026, 1, 31), date(2026, 3, 1)) == 1
    assert completed_months(date(2026, 3, 1), date(2026, 1, 31)) == -2


def test_an_age_at_an_event_known_in_part_is_a_range() -> None:
    age = age_at(year(1990), month(2015, 6))
    assert age is not None
    assert (age.low_years, age.high_years) == (24, 25)
    assert age_at(year(1990), unknown()) is None
    assert age_at(year(2016), month(2015, 6)) is None
    newborn = age_at(exact(date(2015, 6, 10)), month(2015, 6))
    assert newborn is not None
    assert (newborn.low_days, newborn.high_days) == (0, 20)


def test_an_age_is_reached_on_a_range_of_days() -> None:
    assert reaches(year(2008), 18) == (date(2026, 1, 1), date(2026, 12, 31))
    assert reaches(exact(date(2008, 2, 29)), 18) == (date(2026, 3, 1), date(2026, 3, 1))
