from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.partial_dates import between, exact, unknown, year
from desktop.rules.schools import (
    TRANSITION_COHORT,
    GradeGap,
    GradeRange,
    age_grade_gap,
    expected_grade,
    kg_bridge_grade,
    school_year,
)

# By the age reached in the calendar year of September: 6 to 17.
TABLE = {
    ("KZ", None): [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ("UZ", None): [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    ("TJ", None): [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    ("KG", 12): [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ("KG", 11): [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
}


@pytest.mark.parametrize(("country", "track"), TABLE)
def test_the_expected_grade_follows_the_table_of_each_country(country: str, track: int | None) -> None:
    last = track or 11
    for age, grade in enumerate(TABLE[country, track], start=6):
        assert expected_grade(country, year(2025 - age), 2025, track) == GradeRange(grade, grade, last)


@given(st.sampled_from(sorted(TABLE, key=str)), st.integers(6, 17))
def test_who_is_in_the_expected_grade_has_no_gap(system: tuple[str, int | None], age: int) -> None:
    country, track = system
    grade = TABLE[system][age - 6]
    if 1 <= grade <= (track or 11):
        assert age_grade_gap(country, year(2025 - age), 2025, grade, track) == GradeGap(0, 0)


def test_before_school_and_after_it_are_told_from_the_grades() -> None:
    assert expected_grade("UZ", year(2023), 2025) == GradeRange(0, 0, 11)
    assert expected_grade("KZ", year(1990), 2025) == GradeRange(12, 12, 11)


def test_the_day_in_the_year_of_birth_does_not_matter() -> None:
    first, last = exact(date(2018, 1, 1)), exact(date(2018, 12, 31))
    assert expected_grade("TJ", first, 2025) == expected_grade("TJ", last, 2025) == GradeRange(1, 1, 11)


def test_a_birth_date_known_in_part_gives_a_range() -> None:
    born = between(date(2013, 5, 1), date(2015, 2, 1))
    assert expected_grade("KZ", born, 2025) == GradeRange(5, 7, 11)
    assert age_grade_gap("KZ", born, 2025, 3) == GradeGap(2, 4)


def test_an_unknown_birth_date_gives_neither_grade_nor_gap() -> None:
    assert expected_grade("KZ", unknown(), 2025) is None
    assert age_grade_gap("KG", unknown(), 2025, 3) is None


def test_a_gap_is_a_warning_from_three_years_that_are_certain() -> None:
    assert GradeGap(3, 5).is_wide
    assert GradeGap(-4, -3).is_wide
    assert not GradeGap(2, 4).is_wide
    assert not GradeGap(-2, 2).is_wide


def test_in_kyrgyzstan_the_track_decides_from_2025_on() -> None:
    assert expected_grade("KG", year(2015), 2025) == TRANSITION_COHORT
    assert age_grade_gap("KG", year(2015), 2025, 5) == TRANSITION_COHORT
    assert age_grade_gap("KG", year(2015), 2025, 5, track=12) == GradeGap(0, 0)
    assert age_grade_gap("KG", year(2015), 2025, 5, track=11) == GradeGap(-1, -1)
    assert expected_grade("KG", year(2015), 2024) == GradeRange(3, 3, 11)


def test_the_bridge_of_2025_jumps_after_grades_3_and_6() -> None:
    assert [kg_bridge_grade(n) for n in range(1, 11)] == [2, 3, 5, 5, 6, 8, 8, 9, 10, 11]
    with pytest.raises(ValueError, match="1 to 10"):
        kg_bridge_grade(11)


def test_a_school_year_begins_in_september() -> None:
    assert school_year(date(2025, 8, 31)) == 2024
    assert school_year(date(2025, 9, 1)) == 2025
    assert school_year(date(2026, 5, 25)) == 2025


@pytest.mark.parametrize(
    ("country", "grade", "track"), [("RU", 1, None), ("KZ", 0, None), ("KZ", 13, None), ("KG", 1, 10)]
)
def test_what_no_table_has_is_refused(country: str, grade: int, track: int | None) -> None:
    with pytest.raises(ValueError, match=r"school system|grades|track"):
        age_grade_gap(country, year(2015), 2025, grade, track)
