"""The tabular civil Islamic calendar, both ways, by whole-number arithmetic.

Cycles of 30 years with 11 leap years (2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29), epoch 16 July 622
(Julian). Source: Reingold and Dershowitz, Calendrical Calculations, chapter on the Islamic calendar.
A calendar kept by sighting the moon may differ from it by one or two days: see SIGHTING_DAYS.
"""

from datetime import date

# date.toordinal() counts as Calendrical Calculations does: 1 January of year 1 is day 1.
EPOCH = 227015
SIGHTING_DAYS = 2
MONTHS = 12
LAST_YEAR = 9665  # the last whole year that fits in datetime.date


def is_leap(year: int) -> bool:
    """Whether the twelfth month of this Islamic year has 30 days."""
    return (11 * year + 14) % 30 < 11


def month_length(year: int, month: int) -> int:
    """29 or 30 days."""
    return 30 if month % 2 or (month == MONTHS and is_leap(year)) else 29


def to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of an Islamic one; ValueError if there is no such day in the tabular calendar."""
    if not (1 <= year <= LAST_YEAR and 1 <= month <= MONTHS and 1 <= day <= month_length(year, month)):
        raise ValueError("no_such_day")
    return date.fromordinal(_fixed(year, month, day))


def from_gregorian(day: date) -> tuple[int, int, int]:
    """Islamic (year, month, day); ValueError before 19 July 622 (Gregorian), where the calendar begins."""
    fixed = day.toordinal()
    if fixed < EPOCH:
        raise ValueError("no_such_day")
    year = (30 * (fixed - EPOCH) + 10646) // 10631
    month = (11 * (fixed - _fixed(year, 1, 1)) + 330) // 325
    return year, month, fixed - _fixed(year, month, 1) + 1


def _fixed(year: int, month: int, day: int) -> int:
    return EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
