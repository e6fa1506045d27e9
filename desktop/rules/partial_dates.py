"""Dates that people do not know exactly: earliest and latest day, how exact, and the words that were said."""

import calendar as gregorian
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering

from desktop.rules import hijri
from desktop.rules.date_words import SEASON_MONTHS


class Precision(StrEnum):
    """How much of the date is known."""

    DAY = "DAY"
    MONTH = "MONTH"
    SEASON = "SEASON"
    YEAR = "YEAR"
    RANGE = "RANGE"
    APPROX = "APPROX"
    UNKNOWN = "UNKNOWN"


class Calendar(StrEnum):
    """The calendar in which the date was said; earliest and latest are always Gregorian."""

    GREGORIAN = "GREGORIAN"
    HIJRI = "HIJRI"


class Basis(StrEnum):
    """Where the date comes from."""

    DOCUMENT = "DOCUMENT"
    COURT = "COURT"
    MOTHER = "MOTHER"
    CHILD = "CHILD"
    RELATIVE = "RELATIVE"
    MEDICAL = "MEDICAL"
    STATEMENT = "STATEMENT"


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """Every day from earliest to latest is possible; sorted by earliest, the unknown last.

    DAY means one Gregorian day. A day of the Islamic calendar is APPROX with a range of five days,
    because the moon may have been sighted up to two days off the tables; `hijri_parts` gives it back.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    calendar: Calendar = Calendar.GREGORIAN
    original: str = ""
    basis: Basis | None = None

    def __post_init__(self) -> None:
        if self.precision is Precision.UNKNOWN:
            if self.earliest is not None or self.latest is not None:
                raise ValueError("unknown_with_dates")
            return
        if self.earliest is None or self.latest is None:
            raise ValueError("date_missing")
        if self.earliest > self.latest:
            raise ValueError("wrong_order")
        if self.precision is Precision.DAY and self.earliest != self.latest:
            raise ValueError("day_with_range")

    def __lt__(self, other: "PartialDate") -> bool:
        return _sort_key(self) < _sort_key(other)

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of the date."""
        return self.earliest is not None

    @property
    def day(self) -> date | None:
        """The day, if it is known exactly."""
        return self.earliest if self.precision is Precision.DAY else None

    def may_be(self, day: date) -> bool:
        """Whether the date can have been this day; an unknown date can have been any."""
        return self.earliest is None or self.latest is None or self.earliest <= day <= self.latest


def _sort_key(p: PartialDate) -> tuple[date, date, str, str, str, str]:
    return (
        p.earliest or date.max,
        p.latest or date.max,
        p.precision,
        p.calendar,
        p.original,
        p.basis or "",
    )


def exact(d: date, basis: Basis | None = None) -> PartialDate:
    """One day of the Gregorian calendar."""
    return PartialDate(d, d, Precision.DAY, basis=basis)


def unknown(basis: Basis | None = None) -> PartialDate:
    """Asked for and not known: an answer, not an empty field."""
    return PartialDate(None, None, Precision.UNKNOWN, basis=basis)


def year(y: int, basis: Basis | None = None) -> PartialDate:
    """Some day of this year."""
    return PartialDate(date(y, 1, 1), date(y, 12, 31), Precision.YEAR, basis=basis)


def month(y: int, m: int, basis: Basis | None = None) -> PartialDate:
    """Some day of this month, 1 to 12."""
    if not 1 <= m <= 12:
        raise ValueError("no_such_day")
    return PartialDate(*_months(y, m, m), Precision.MONTH, basis=basis)


def season(y: int, name: str, basis: Basis | None = None) -> PartialDate:
    """A season of the northern half of the earth: "spring" is March to May, and so on by whole months.

    "winter" of a year runs from December of the year before to the end of February.
    "spring or summer" is kept as a RANGE.
    """
    first, last = SEASON_MONTHS[name]
    precision = Precision.SEASON if last - first == 2 else Precision.RANGE
    return PartialDate(*_months(y, first, last), precision, basis=basis)


def between(earliest: date, latest: date, basis: Basis | None = None) -> PartialDate:
    """Not before the first day and not after the second."""
    return PartialDate(earliest, latest, Precision.RANGE, basis=basis)


def about(y: int, margin: int = 1, basis: Basis | None = None) -> PartialDate:
    """This year, or up to `margin` years before or after it."""
    if margin < 0:
        raise ValueError("wrong_order")
    return PartialDate(date(y - margin, 1, 1), date(y + margin, 12, 31), Precision.APPROX, basis=basis)


def hijri_day(y: int, m: int, d: int, basis: Basis | None = None) -> PartialDate:
    """A day of the Islamic calendar, two days either way; the 30th is possible in every month."""
    if not 1 <= d <= 30:
        raise ValueError("no_such_day")
    middle_day = hijri.to_gregorian(y, m, 1) + timedelta(days=d - 1)
    return _sighted(middle_day, middle_day, Precision.APPROX, basis)


def hijri_month(y: int, m: int, basis: Basis | None = None) -> PartialDate:
    """A month of the Islamic calendar, two days wider at either end."""
    first = hijri.to_gregorian(y, m, 1)
    last = first + timedelta(days=hijri.month_length(y, m) - 1)
    return _sighted(first, last, Precision.MONTH, basis)


def hijri_year(y: int, basis: Basis | None = None) -> PartialDate:
    """A year of the Islamic calendar, two days wider at either end."""
    last = hijri.to_gregorian(y + 1, 1, 1) - timedelta(days=1)
    return _sighted(hijri.to_gregorian(y, 1, 1), last, Precision.YEAR, basis)


def hijri_parts(p: PartialDate) -> tuple[int, int | None, int | None] | None:
    """Islamic (year, month, day) as far as they were said; None for any other calendar or a longer range."""
    centre = middle(p)
    if p.calendar is not Calendar.HIJRI or centre is None or p.earliest is None or p.latest is None:
        return None
    y, m, d = hijri.from_gregorian(centre)
    if p.precision is Precision.YEAR:
        return y, None, None
    if p.precision is Precision.MONTH:
        return y, m, None
    is_one_day = p.precision is Precision.APPROX and (p.latest - p.earliest).days == 2 * hijri.SIGHTING_DAYS
    return (y, m, d) if is_one_day else None


def middle(p: PartialDate) -> date | None:
    """The day half-way: for sorting and for the "2019" of "about 2019", never for an age."""
    if p.earliest is None or p.latest is None:
        return None
    return p.earliest + (p.latest - p.earliest) // 2


def widened(p: PartialDate) -> PartialDate:
    """The same date said with "about": one unit of what was said, either way.

    A year becomes three years, a season nine months, a month three months, a day a month either way.
    """
    if p.earliest is None or p.latest is None:
        return p
    if p.calendar is Calendar.HIJRI or p.precision in (Precision.DAY, Precision.APPROX):
        days = timedelta(days=355 if p.precision is Precision.YEAR else 31)
        return replace(p, earliest=p.earliest - days, latest=p.latest + days, precision=Precision.APPROX)
    by = {Precision.MONTH: 1, Precision.SEASON: 3}.get(p.precision, 12)
    earliest, _ = _months(p.earliest.year, p.earliest.month - by, p.earliest.month)
    _, latest = _months(p.latest.year, p.latest.month, p.latest.month + by)
    return replace(p, earliest=earliest, latest=latest, precision=Precision.APPROX)


def looks_like_default_birthday(p: PartialDate) -> bool:
    """Whether it is exactly 1 January: offices write that when only the year is known."""
    return p.day is not None and (p.day.month, p.day.day) == (1, 1)


def to_json(p: PartialDate) -> list[str | None]:
    """[earliest, latest, precision, calendar, original, basis]: as JSON text sorted by earliest day."""
    return [
        None if p.earliest is None else p.earliest.isoformat(),
        None if p.latest is None else p.latest.isoformat(),
        p.precision.value,
        p.calendar.value,
        p.original,
        None if p.basis is None else p.basis.value,
    ]


def from_json(parts: object) -> PartialDate:
    """Reads what `to_json` wrote; ValueError for anything else."""
    if not isinstance(parts, list) or len(parts) != 6:
        raise ValueError("not_a_date")
    if not all(part is None or isinstance(part, str) for part in parts):
        raise ValueError("not_a_date")
    earliest, latest, precision, calendar, original, basis = parts
    return PartialDate(
        None if earliest is None else date.fromisoformat(earliest),
        None if latest is None else date.fromisoformat(latest),
        Precision(precision),
        Calendar(calendar),
        original or "",
        None if basis is None else Basis(basis),
    )


def parse(text: str) -> PartialDate:
    """What staff type, in English or a language of the four countries; `original` keeps the words.

    Numbers are day first (12.05.1990, 12/05/1990) unless the year comes first (1990-05-12).
    A ValueError carries a reason code that `date_texts.REASONS` turns into a sentence.
    """
    # The reader of words stands on the constructors above, so it is met here and not at the top.
    from desktop.rules.date_texts import read

    original = unicodedata.normalize("NFC", text).strip()
    return replace(read(original), original=original)


def _months(y: int, first: int, last: int) -> tuple[date, date]:
    """First day of the first and last day of the last month; months outside 1 to 12 are in years beside."""
    first_year, first_month = y + (first - 1) // 12, (first - 1) % 12 + 1
    last_year, last_month = y + (last - 1) // 12, (last - 1) % 12 + 1
    length = gregorian.monthrange(last_year, last_month)[1]
    return date(first_year, first_month, 1), date(last_year, last_month, length)


def _sighted(first: date, last: date, precision: Precision, basis: Basis | None) -> PartialDate:
    days = timedelta(days=hijri.SIGHTING_DAYS)
    return PartialDate(first - days, last + days, precision, Calendar.HIJRI, basis=basis)
