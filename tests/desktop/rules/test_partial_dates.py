import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.partial_dates import (
    Basis,
    Calendar,
    PartialDate,
    Precision,
    about,
    between,
    exact,
    from_json,
    hijri_day,
    hijri_month,
    hijri_parts,
    hijri_year,
    looks_like_default_birthday,
    middle,
    month,
    season,
    to_json,
    unknown,
    widened,
    year,
)
from tests.desktop.rules.strategies import days, known_dates, partial_dates


@given(partial_dates())
def test_a_partial_date_comes_back_from_its_json_text(p: PartialDate) -> None:
    assert from_json(json.loads(json.dumps(to_json(p)))) == p


@given(st.lists(partial_dates(), max_size=8))
def test_json_texts_sort_by_the_earliest_day_with_the_unknown_last(found: list[PartialDate]) -> None:
    texts = sorted(json.dumps(to_json(p)) for p in found)
    assert [from_json(json.loads(text)).earliest for text in texts] == [p.earliest for p in sorted(found)]


@given(partial_dates(), partial_dates())
def test_of_two_dates_exactly_one_comes_first_or_they_are_equal(a: PartialDate, b: PartialDate) -> None:
    assert (a < b) + (b < a) + (a == b) == 1


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "reason"),
    [
        (date(1990, 1, 2), date(1990, 1, 1), Precision.RANGE, "wrong_order"),
        (date(1990, 1, 1), date(1990, 1, 2), Precision.DAY, "day_with_range"),
        (date(1990, 1, 1), None, Precision.YEAR, "date_missing"),
        (None, date(1990, 1, 1), Precision.RANGE, "date_missing"),
        (date(1990, 1, 1), date(1990, 1, 1), Precision.UNKNOWN, "unknown_with_dates"),
    ],
)
def test_a_contradiction_is_refused(
    earliest: date | None, latest: date | None, precision: Precision, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        PartialDate(earliest, latest, precision)


@pytest.mark.parametrize(
    "parts",
    [
        None,
        "1990-01-01",
        [],
        ["1990-01-01", "1990-01-01", "DAY", "GREGORIAN", ""],
        ["1990-01-01", "1990-01-01", "WEEK", "GREGORIAN", "", None],
        ["1990-01-01", "1990-01-01", "DAY", "JULIAN", "", None],
        ["1990-01-01", "1990-01-01", "DAY", "GREGORIAN", "", "RUMOUR"],
        ["yesterday", "1990-01-01", "DAY", "GREGORIAN", "", None],
        [1990, "1990-01-01", "DAY", "GREGORIAN", "", None],
        ["1990-01-02", "1990-01-01", "RANGE", "GREGORIAN", "", None],
    ],
)
def test_what_is_not_a_stored_date_is_refused(parts: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(parts)


def test_months_and_seasons_end_on_their_last_day() -> None:
    assert month(2024, 2).latest == date(2024, 2, 29)
    assert month(1990, 12).latest == date(1990, 12, 31)
    assert (season(1990, "spring").earliest, season(1990, "spring").latest) == (
        date(1990, 3, 1),
        date(1990, 5, 31),
    )
    assert (season(1990, "autumn").earliest, season(1990, "autumn").latest) == (
        date(1990, 9, 1),
        date(1990, 11, 30),
    )


def test_winter_begins_in_december_of_the_year_before() -> None:
    winter = season(1992, "winter")
    assert (winter.earliest, winter.latest) == (date(1991, 12, 1), date(1992, 2, 29))


def test_a_month_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no_such_day"):
        month(1990, 13)


def test_about_a_year_is_that_year_and_one_either_way() -> None:
    p = about(2019)
    assert (p.earliest, p.latest, p.precision) == (date(2018, 1, 1), date(2020, 12, 31), Precision.APPROX)
    assert about(2019, margin=2).earliest == date(2017, 1, 1)
    with pytest.raises(ValueError, match="wrong_order"):
        about(2019, margin=-1)


@given(known_dates)
def test_about_never_makes_a_date_narrower(p: PartialDate) -> None:
    wider = widened(p)
    assert wider.precision is Precision.APPROX
    assert wider.earliest is not None
    assert wider.latest is not None
    assert p.earliest is not None
    assert p.latest is not None
    assert wider.earliest < p.earliest <= p.latest < wider.latest


def test_about_a_year_said_in_either_way_is_the_same_range() -> None:
    assert widened(year(2019)) == about(2019)
    assert widened(unknown()) == unknown()


@given(st.integers(1290, 1530), st.integers(1, 12), st.integers(1, 29))
def test_an_islamic_date_keeps_its_parts_and_two_days_of_doubt(y: int, m: int, d: int) -> None:
    day = hijri_day(y, m, d)
    assert day.earliest is not None
    assert day.latest is not None
    assert day.latest - day.earliest == timedelta(days=4)
    assert (day.precision, day.calendar) == (Precision.APPROX, Calendar.HIJRI)
    assert hijri_parts(day) == (y, m, d)
    assert hijri_parts(hijri_month(y, m)) == (y, m, None)
    assert hijri_parts(hijri_year(y)) == (y, None, None)


@given(known_dates)
def test_a_gregorian_date_has_no_islamic_parts(p: PartialDate) -> None:
    assert hijri_parts(p) is None


def test_the_thirtieth_may_have_been_sighted_in_any_islamic_month() -> None:
    assert middle(hijri_day(1440, 2, 30)) == middle(hijri_day(1440, 3, 1))
    with pytest.raises(ValueError, match="no_such_day"):
        hijri_day(1440, 2, 31)


@given(known_dates)
def test_the_middle_lies_within(p: PartialDate) -> None:
    centre = middle(p)
    assert centre is not None
    assert p.may_be(centre)


@given(days)
def test_an_exact_date_can_only_have_been_its_day_and_an_unknown_one_any(d: date) -> None:
    assert exact(d).may_be(d)
    assert not exact(d).may_be(d + timedelta(days=1))
    assert exact(d).day == d
    assert unknown().may_be(d)
    assert unknown().day is None
    assert not unknown().is_known


@given(days)
def test_only_an_exact_first_of_january_looks_like_a_default_birthday(d: date) -> None:
    assert looks_like_default_birthday(exact(d)) == ((d.month, d.day) == (1, 1))
    assert not looks_like_default_birthday(year(d.year))
    assert not looks_like_default_birthday(unknown())
    assert looks_like_default_birthday(exact(date(d.year, 1, 1)))


def test_every_constructor_keeps_the_basis() -> None:
    basis = Basis.MOTHER
    d = date(1990, 5, 12)
    made = [
        exact(d, basis),
        unknown(basis),
        year(1990, basis),
        month(1990, 5, basis),
        season(1990, "winter", basis),
    ]
    made += [between(d, d, basis), about(1990, basis=basis), hijri_day(1440, 1, 1, basis)]
    made += [hijri_month(1440, 1, basis), hijri_year(1440, basis)]
    assert {p.basis for p in made} == {basis}
