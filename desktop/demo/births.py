"""Invented days of birth that fit together, and what is known of them."""

from datetime import date, timedelta
from functools import cache
from random import Random

from desktop.demo.names import Stock
from desktop.rules import hijri
from desktop.rules.partial_dates import Basis, PartialDate, exact, parse

YEAR = 365.25
# Brothers and sisters are 10 months apart at least, or twins.
LEAST_GAP = 305
# Nobody born this shortly before the arrival has a birth date known in part: it might lie after it.
SURE_BEFORE = 430


def before(day: date, years: float) -> date:
    """The day so many years earlier; a year has 365.25 days."""
    return day - timedelta(days=round(years * YEAR))


def siblings(count: int, youngest_by: date, eldest_from: date, rng: Random) -> list[date]:
    """Days of birth of one mother's children between two days, the eldest first.

    The span must have room for them at the least gap.
    """
    if count == 0:
        return []
    room = (youngest_by - eldest_from).days
    gaps = [0 if rng.random() < 0.02 else rng.randint(LEAST_GAP, 1_200) for _ in range(count - 1)]
    spare = room - sum(LEAST_GAP for gap in gaps if gap)
    wanted = sum(gap - LEAST_GAP for gap in gaps if gap)
    if wanted > spare:
        gaps = [LEAST_GAP + (gap - LEAST_GAP) * spare // (wanted + 1) if gap else 0 for gap in gaps]
    youngest = youngest_by - timedelta(days=rng.randint(0, max(0, room - sum(gaps))))
    days = [youngest]
    for gap in gaps:
        days.append(days[-1] - timedelta(days=gap))
    return days[::-1]


def mother_of(eldest: date, youngest: date, grown_by: date, rng: Random) -> date:
    """A woman of 17 to 28 at her first child's birth, of 45 at most at her last one's, born by `grown_by`."""
    day = min(before(eldest, rng.triangular(17, 28, 20)), grown_by)
    return max(day, before(youngest, 44.9))


def known_as(day: date, names: Stock, arrived: date, rng: Random, *, child: bool) -> PartialDate:
    """What is known of a birth: mostly the day; of some only the year, the season, or what people said."""
    told = Basis.MOTHER if child else Basis.STATEMENT
    lot = rng.random()
    # A grown woman must not become a possible child because of what is not known of her birth.
    latest = before(arrived, 0 if child else 21) - timedelta(days=SURE_BEFORE)
    if lot < (0.82 if child else 0.93) or day > latest:
        return exact(day, Basis.DOCUMENT if lot < 0.6 else told)
    return said(_words(day, names, rng), told)


@cache
def said(words: str, basis: Basis) -> PartialDate:
    """A date in somebody's words; the words are kept."""
    found = parse(words)
    return PartialDate(found.earliest, found.latest, found.precision, found.calendar, found.original, basis)


def _words(day: date, names: Stock, rng: Random) -> str:
    way = rng.choice(
        ("year", "year", "season", "season", "month", "about", "between", "islamic", "islamic day")
    )
    if way == "season":
        # December belongs to the winter of the year after it.
        return f"{names.seasons[day.month % 12 // 3]} {day.year + day.month // 12}"
    if way == "month":
        return f"{day:%m.%Y}"
    if way == "about":
        return f"{names.about} {day.year}"
    if way == "between":
        return f"{day.year - rng.randint(0, 1)}-{day.year + 1}"
    if way.startswith("islamic"):
        year, month, number = hijri.from_gregorian(day)
        said_day = f"{number} " if way == "islamic day" else ""
        return f"{said_day}{names.islamic_months[month - 1]} {year} AH"
    return f"{day.year}"
