"""Ages as ranges: a birth date known in part gives an age known in part."""

from dataclasses import dataclass
from datetime import date

from desktop.rules.partial_dates import PartialDate

MAJORITY = 18  # years, in all four countries


@dataclass(frozen=True)
class AgeRange:
    """Least and greatest possible age: in days, and in completed months of the calendar; both at least 0."""

    low_days: int
    high_days: int
    low_months: int
    high_months: int

    @property
    def low_years(self) -> int:
        """Least completed years."""
        return self.low_months // 12

    @property
    def high_years(self) -> int:
        """Greatest completed years."""
        return self.high_months // 12

    @property
    def is_exact(self) -> bool:
        """Whether the day of birth is known."""
        return self.low_days == self.high_days


def age_range(born: PartialDate, on: date) -> AgeRange | None:
    """Possible ages on a day; None if the birth date is unknown or certainly later.

    Where only a part of the range is later ("born in 2026", in May 2026), the age counts from 0.
    """
    if born.earliest is None or born.latest is None or born.earliest > on:
        return None
    youngest = min(born.latest, on)
    return AgeRange(
        low_days=(on - youngest).days,
        high_days=(on - born.earliest).days,
        low_months=completed_months(youngest, on),
        high_months=completed_months(born.earliest, on),
    )


def age_at(born: PartialDate, event: PartialDate) -> AgeRange | None:
    """Possible ages at an event known in part; None if either date is unknown or the order is impossible."""
    if event.earliest is None or event.latest is None:
        return None
    oldest = age_range(born, event.latest)
    if oldest is None:
        return None
    youngest = age_range(born, event.earliest)
    return AgeRange(
        low_days=youngest.low_days if youngest else 0,
        high_days=oldest.high_days,
        low_months=youngest.low_months if youngest else 0,
        high_months=oldest.high_months,
    )


def is_child(born: PartialDate, on: date) -> bool | None:
    """Under 18, or possibly under 18: doubt is decided for the child. None if the birth date says nothing."""
    age = age_range(born, on)
    return None if age is None else age.low_years < MAJORITY


def is_certainly_adult(born: PartialDate, on: date) -> bool:
    """Whether the person is 18 on every possible birth date; False if nothing is known."""
    return is_child(born, on) is False


def completed_months(born: date, on: date) -> int:
    """Whole months of the calendar between two days; negative if `on` is earlier.

    A month that has no such day is completed on the 1st of the next: who was born on 29 February
    comes of age on 1 March of a common year, the later of the two possible days.
    """
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def completed_years(born: date, on: date) -> int:
    """Whole years between two days; negative if `on` is earlier."""
    return completed_months(born, on) // 12


def birthday(born: date, years: int) -> date:
    """The day on which this age is reached; 29 February becomes 1 March in a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def reaches(born: PartialDate, years: int) -> tuple[date, date] | None:
    """First and last day on which this age may be reached; None if the birth date is unknown."""
    if born.earliest is None or born.latest is None:
        return None
    return birthday(born.earliest, years), birthday(born.latest, years)
