"""Reads a date from the words and figures that staff type. Entry: `partial_dates.parse`."""

import re
from dataclasses import dataclass, replace
from datetime import date

from desktop.rules.date_words import (
    ABOUT,
    BETWEEN,
    HIJRI_MARK,
    HIJRI_MONTHS,
    MONTHS,
    NOISE,
    SEASONS,
    UNKNOWN,
    WINTER,
)
from desktop.rules.messages import N_
from desktop.rules.partial_dates import (
    Calendar,
    PartialDate,
    Precision,
    between,
    exact,
    hijri_day,
    hijri_month,
    hijri_year,
    month,
    season,
    unknown,
    widened,
    year,
)

LONGEST = 120  # characters; a longer text is a note, not a date
GREGORIAN_YEARS = range(1880, 2101)
HIJRI_YEARS = range(1290, 1531)

REASONS = {
    "empty": N_("Type a date, or “unknown”."),
    "too_long": N_("This is too long for a date. Put the story in a note."),
    "not_a_date": N_(
        "This cannot be read as a date. Type for example 12.05.1990, May 1990, 1990 or 1985-1990."
    ),
    "two_digit_year": N_("Type the year with four digits."),
    "ambiguous": N_("This can be read in more than one way. Put full stops between day, month and year."),
    "no_year": N_("The year is missing. If nobody knows it, type “unknown”."),
    "no_such_day": N_("There is no such day. Type day, month, year."),
    "year_out_of_range": N_("The year is not possible. Check its digits."),
    "hijri_without_mark": N_(
        "This looks like a year of the Islamic calendar. Type AH after it, for example 1440 AH."
    ),
    "wrong_order": N_("The first date is later than the second. Exchange them."),
}

_APOSTROPHES = re.compile("['`’‘ʻʼ´]")
_DASHES = re.compile("[‐-―−]")
_BETWEEN_PARTS = r"[ ./-]+"
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_BETWEEN_PARTS}(\d{{1,2}}){_BETWEEN_PARTS}(\d{{4}})")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_BETWEEN_PARTS}(\d{{1,2}}){_BETWEEN_PARTS}(\d{{1,2}})")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_BETWEEN_PARTS}(\d{{4}})")
_YEAR_MONTH = re.compile(r"(\d{4})([-/.])(\d{2})")
_YEAR = re.compile(r"\d{4}")
_SHORT_YEAR = re.compile(rf"(\d{{1,2}}{_BETWEEN_PARTS}){{0,2}}\d{{2}}")


@dataclass(frozen=True)
class _Words:
    """A text taken apart; `figures` is what is left of it without the words."""

    hijri_month: int | None
    is_hijri: bool
    months: tuple[int, ...]
    seasons: tuple[str, ...]
    figures: str

    @property
    def numbers(self) -> list[str]:
        return re.findall(r"\d+", self.figures)


def read(text: str) -> PartialDate:
    """The date a text speaks of, without the text; ValueError with a key of REASONS."""
    folded = _folded(text)
    if not folded:
        raise ValueError("empty")
    if len(folded) > LONGEST:
        raise ValueError("too_long")
    if folded in UNKNOWN:
        return unknown()
    plain = ABOUT.sub("", folded)
    # A question mark after a year says the same as "about" before it.
    said_about = plain != folded or plain.endswith("?")
    found = _span(plain.rstrip("? "))
    return widened(found) if said_about else found


def _folded(text: str) -> str:
    folded = _DASHES.sub("-", _APOSTROPHES.sub("", text.casefold().replace("ё", "е")))
    return " ".join(folded.split())


def _span(text: str) -> PartialDate:
    """One date, or two with a range between them."""
    try:
        return _point(text)
    except ValueError as error:
        halves = _halves(text)
        if halves is None or str(error) != "not_a_date":
            raise
        return _range(*halves, error)


def _halves(text: str) -> tuple[str, str] | None:
    words = BETWEEN.fullmatch(text)
    if words is not None:
        return words["first"], words["last"]
    for dash in (" - ", "-", "/"):
        if text.count(dash) == 1:
            first, last = text.split(dash)
            return first.strip(), last.strip()
    return None


def _range(first: str, last: str, error: ValueError) -> PartialDate:
    """Both ends must be dates; the first may borrow the year of the second ("May-June 1990")."""
    end = _point(last)
    try:
        start = _point(first)
    except ValueError as start_error:
        if str(start_error) != "no_year" or end.latest is None:
            raise error from start_error
        start = _point(f"{first} {end.latest.year}")
    if start.earliest is None or end.latest is None:
        raise error
    calendar = start.calendar if start.calendar is end.calendar else Calendar.GREGORIAN
    return replace(between(start.earliest, end.latest), calendar=calendar)


def _point(text: str) -> PartialDate:
    words = _words(text)
    if words.hijri_month is not None or words.is_hijri:
        return _hijri(words)
    if words.seasons:
        return _season(words)
    if words.months:
        return _month(words)
    return _figures(words.figures)


def _words(text: str) -> _Words:
    hijri_month, rest = _take_hijri_month(text)
    months, seasons, is_hijri = [], [], False
    for word in re.findall(r"[^\W\d_]+", rest):
        if word in MONTHS:
            months.append(MONTHS[word])
        elif word in SEASONS:
            seasons.append(SEASONS[word])
        elif HIJRI_MARK.fullmatch(word):
            is_hijri = True
        elif word not in NOISE:
            raise ValueError("not_a_date")
    if len(months) + len(seasons) + (hijri_month is not None) > 1:
        raise ValueError("not_a_date")
    figures = re.sub(r"[^\W\d_]+", " ", rest)
    return _Words(
        hijri_month, is_hijri, tuple(months), tuple(seasons), re.sub(r"\s+", " ", figures).strip(" .,-/")
    )


def _take_hijri_month(text: str) -> tuple[int | None, str]:
    spaced = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", text)
    for number, pattern in enumerate(HIJRI_MONTHS, start=1):
        if pattern.search(spaced):
            return number, pattern.sub(" ", spaced, count=1)
    return None, text


def _figures(text: str) -> PartialDate:
    """A date in figures alone."""
    if m := _DAY_FIRST.fullmatch(text):
        return _day(m[3], int(m[2]), m[1])
    if m := _YEAR_FIRST.fullmatch(text):
        return _day(m[1], int(m[2]), m[3])
    if m := _MONTH_YEAR.fullmatch(text):
        return month(_year(m[2]), int(m[1]))
    if m := _YEAR_MONTH.fullmatch(text):
        return _year_month(m[1], m[2], m[3])
    if _YEAR.fullmatch(text):
        return year(_year(text))
    if _SHORT_YEAR.fullmatch(text):
        raise ValueError("two_digit_year")
    raise ValueError("ambiguous" if text.isdigit() and len(text) > 4 else "not_a_date")


def _year_month(said_year: str, separator: str, figures: str) -> PartialDate:
    """1990-05 is May 1990; 2003-04 may also be the years 2003 to 2004, so it is asked again."""
    if int(figures) > 12:
        raise ValueError("two_digit_year")
    if separator != "." and int(figures) > int(said_year[2:]):
        raise ValueError("ambiguous")
    return month(_year(said_year), int(figures))


def _day(said_year: str, number: int, day: str) -> PartialDate:
    try:
        return exact(date(_year(said_year), number, int(day)))
    except ValueError as error:
        raise ValueError(str(error) if str(error) in REASONS else "no_such_day") from error


def _month(words: _Words) -> PartialDate:
    said_year, others = _year_among(words.numbers)
    if not others:
        return month(_year(said_year), words.months[0])
    if len(others) > 1:
        raise ValueError("not_a_date")
    return _day(said_year, words.months[0], others[0])


def _season(words: _Words) -> PartialDate:
    said_year, others = _year_among(words.numbers)
    first = _year(said_year)
    if not others:
        return season(first, words.seasons[0])
    # "winter 1990/91" and "winter 1990-1991" name the years of both its ends.
    if words.seasons[0] == WINTER and others in ([f"{first + 1}"], [f"{(first + 1) % 100:02}"]):
        return season(first + 1, WINTER)
    raise ValueError("not_a_date")


def _year_among(numbers: list[str]) -> tuple[str, list[str]]:
    """The first number of four digits, and the other numbers."""
    years = [number for number in numbers if len(number) == 4]
    if years:
        others = list(numbers)
        others.remove(years[0])
        return years[0], others
    # "May 12" is a day without a year or a year of two digits: either way four digits are asked for.
    if len(numbers) > 1 or any(int(number) > 31 for number in numbers):
        raise ValueError("two_digit_year")
    raise ValueError("no_year")


def _year(text: str) -> int:
    number = int(text)
    if number in GREGORIAN_YEARS:
        return number
    raise ValueError("hijri_without_mark" if number in HIJRI_YEARS else "year_out_of_range")


def _hijri(words: _Words) -> PartialDate:
    said_year, others = _year_among(words.numbers)
    number = words.hijri_month
    if number is None and others:
        year_first = words.numbers[0] == said_year
        number = int(others.pop(0 if year_first else -1))
    if int(said_year) in GREGORIAN_YEARS and number is not None and not others and not words.is_hijri:
        return _hijri_month_in(int(said_year), number)
    if int(said_year) not in HIJRI_YEARS:
        raise ValueError("year_out_of_range")
    if number is None:
        return hijri_year(int(said_year))
    if not others:
        return hijri_month(int(said_year), number)
    if len(others) > 1 or len(others[0]) > 2:
        raise ValueError("not_a_date")
    return hijri_day(int(said_year), number, int(others[0]))


def _hijri_month_in(gregorian_year: int, number: int) -> PartialDate:
    """Ramadan of 2019: the Islamic month that touches that year; where two do, from first to second."""
    about = (gregorian_year - 622) * 33 // 32
    found = [hijri_month(y, number) for y in range(about - 1, about + 3)]
    touching = [p for p in found if _touches(p, gregorian_year)]
    if len(touching) == 1:
        return touching[0]
    return PartialDate(touching[0].earliest, touching[-1].latest, Precision.RANGE, Calendar.HIJRI)


def _touches(p: PartialDate, gregorian_year: int) -> bool:
    return (
        p.earliest is not None and p.latest is not None and p.earliest.year <= gregorian_year <= p.latest.year
    )
