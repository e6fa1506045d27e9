"""Which grade is expected of a child, and how far the grade is from the age, by year-of-birth arithmetic.

n is the age reached in the calendar year in which the school year begins. Entry: Kazakhstan the year of
turning 6; Uzbekistan and Tajikistan 7; Kyrgyzstan 7 in the old track of 11 grades, 6 in that of 12
(concept Decree No. 654 of 30.10.2024, from 2025/26), which stand side by side: store the track with
the grade.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.rules.partial_dates import PartialDate

ENTRY_AGE = {"KZ": 6, "UZ": 7, "TJ": 7}
LAST_GRADE = 11
KG_TRACKS = {11: 7, 12: 6}  # grades of the track: entry age
KG_TRANSITION = 2025  # first school year of the track of 12 grades
KG_BRIDGE = {3: 5, 6: 8}  # grade finished in 2025: grade of 2025/26; all others go up by one
WIDE_GAP = 3  # years

TransitionCohort = Literal["transition_cohort"]
TRANSITION_COHORT: TransitionCohort = "transition_cohort"


@dataclass(frozen=True)
class GradeRange:
    """Least and greatest expected grade. 0 means not yet at school, `last` + 1 that school is over."""

    low: int
    high: int
    last: int


@dataclass(frozen=True)
class GradeGap:
    """Least and greatest number of years by which a child is older than its grade; negative if younger."""

    low: int
    high: int

    @property
    def is_wide(self) -> bool:
        """Three years or more either way on every possible birth date: worth a warning."""
        return self.low >= WIDE_GAP or self.high <= -WIDE_GAP


def school_year(on: date) -> int:
    """The calendar year in which the school year of this day began; it begins on 1 September."""
    return on.year if on.month >= 9 else on.year - 1


def expected_grade(
    country: str, born: PartialDate, year: int, track: int | None = None
) -> GradeRange | TransitionCohort | None:
    """Grade expected in the school year that begins in `year`; None if the birth date is unknown.

    `track` is 11 or 12, for KG only; without it "transition_cohort" from 2025 on. ValueError for a country
    or a track that is not known here.
    """
    entry, last = _entry(country, year, track)
    ages = _ages(born, year)
    if ages is None:
        return None
    if entry is None:
        return TRANSITION_COHORT
    low, high = (min(max(age - entry + 1, 0), last + 1) for age in ages)
    return GradeRange(low, high, last)


def age_grade_gap(
    country: str, born: PartialDate, year: int, grade: int, track: int | None = None
) -> GradeGap | TransitionCohort | None:
    """n - (entry age + grade - 1) as a range, 0 as expected. Grade 1 to 12; otherwise as `expected_grade`."""
    entry, _ = _entry(country, year, track)
    if not 1 <= grade <= 12:
        raise ValueError("grades run from 1 to 12")
    ages = _ages(born, year)
    if ages is None:
        return None
    if entry is None:
        return TRANSITION_COHORT
    low, high = (age - (entry + grade - 1) for age in ages)
    return GradeGap(low, high)


def kg_bridge_grade(finished: int) -> int:
    """Kyrgyzstan: the grade in 2025/26, in the numbering of 12, of who finished this grade of 11 in 2025."""
    if not 1 <= finished <= 10:
        raise ValueError("grades 1 to 10 go on")
    return KG_BRIDGE.get(finished, finished + 1)


def _entry(country: str, year: int, track: int | None) -> tuple[int | None, int]:
    """Entry age (None where the track decides and is not known) and last grade."""
    if country != "KG":
        if country not in ENTRY_AGE:
            raise ValueError(f"no school system for {country}")
        return ENTRY_AGE[country], LAST_GRADE
    if track is None:
        return (None if year >= KG_TRANSITION else KG_TRACKS[LAST_GRADE]), LAST_GRADE
    if track not in KG_TRACKS:
        raise ValueError("the track is 11 or 12")
    return KG_TRACKS[track], track


def _ages(born: PartialDate, year: int) -> tuple[int, int] | None:
    if born.earliest is None or born.latest is None:
        return None
    return year - born.latest.year, year - born.earliest.year
