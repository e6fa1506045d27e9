"""The languages of the window and of the papers: texts, dates, numbers, ages and the alphabet.

A language is an object; the window has one, a paper gets one or two. What is particular to a language
lies in resources/i18n/TAG/locale.toml, its texts in umid.po and umid.mo beside it. Nothing is
installed globally: `_` is `language.text`, in a local name.
"""

import gettext
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from desktop.resources import resource
from desktop.rules.ages import AgeRange
from desktop.rules.messages import marked
from desktop.rules.partial_dates import PartialDate, Precision, hijri_parts
from desktop.vocabularies import vocabulary

TAGS = ("en", "ru", "kk", "uz-Latn", "uz-Cyrl", "tg", "ky")
SHORT_TAGS = {"uz": "uz-Latn"}

# Marks a text for translation without translating it.
N_ = marked

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUS = "\N{MINUS SIGN}"
_TUTUQ, _TURNED_COMMA = "\u02bc", "\u02bb"
# The apostrophes of keyboards and of older texts; after o and g of Uzbek they mean the turned comma.
_APOSTROPHES = str.maketrans(dict.fromkeys("'`\u00b4\u2018\u2019\u02bb", _TUTUQ))
# "About" adds one unit on either side: three months from one, nine from a season, three years from a year.
_WIDENED_MONTH_DAYS, _WIDENED_SEASON_DAYS = 100, 300
_CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
# A letter that an alphabet lacks stands after the one it is nearest to: Әсел beside Асель, not after Яна.
_BESIDE = "әа ғг қк ңн өо ұу үу һх іи ӣи ӯу ҳх ҷч ўу ёе цх щш ъш ыи ьш cb wv"
_OWN, _OTHER_SCRIPT, _NO_ALPHABET = 100, 1_000, 10_000


def tag_of(name: str) -> str:
    """The tag meant by `name`: "uz" is uz-Latn, "uz_Cyrl" is uz-Cyrl. KeyError for a language we lack."""
    wanted = SHORT_TAGS.get(name, name).replace("_", "-").casefold()
    return {tag.casefold(): tag for tag in TAGS}[wanted]


@cache
def load(name: str) -> "Language":
    """The language of this tag; it is kept for the life of the process."""
    tag = tag_of(name)
    folder = resource("i18n", tag.replace("-", "_"))
    with (folder / "locale.toml").open("rb") as file:
        facts = tomllib.load(file)
    compiled = folder / "umid.mo"
    if not compiled.is_file():
        return Language(tag, facts["name"], facts, gettext.NullTranslations())
    with compiled.open("rb") as file:
        return Language(tag, facts["name"], facts, gettext.GNUTranslations(file))


@dataclass(frozen=True)
class Language:
    """One language: what it calls itself, its texts, and how it writes dates, numbers and lists."""

    tag: str
    name: str
    facts: dict[str, Any] = field(repr=False, compare=False)
    catalogue: gettext.NullTranslations = field(repr=False, compare=False)

    def text(self, message: str) -> str:
        """The translation, or the English text itself; placeholders are filled in afterwards."""
        # The empty text is where a catalogue keeps its header.
        return self.catalogue.gettext(message) if message else ""

    def plural(self, one: str, many: str, n: int) -> str:
        """The form that goes with n; the caller fills in {n}."""
        return self.catalogue.ngettext(one, many, n)

    def label(self, vocabulary_name: str, code: str) -> str:
        """What people read for a coded answer; the code itself if the list does not hold it."""
        return vocabulary(vocabulary_name).label(code, self.tag)

    def day(self, d: date) -> str:
        """05.03.2026, the same in every language."""
        return f"{d.day:02}.{d.month:02}.{d.year:04}"

    def long_day(self, d: date) -> str:
        """5 March 2026, with the month in the form a date asks for."""
        return self._dates("long_day", day=d.day, month=self.facts["months"][d.month - 1], year=d.year)

    def weekday_day(self, d: date) -> str:
        """Fri 27 Nov: for lists of the coming days."""
        facts = self.facts
        weekday, month = facts["weekdays_short"][d.weekday()], facts["months_short"][d.month - 1]
        return self._dates("weekday_day", weekday=weekday, day=d.day, month=month)

    def clock(self, moment_ms: int, zone: str) -> str:
        """10:42, in the zone of the centre; the moment in milliseconds since 1970, UTC."""
        return f"{_local(moment_ms, zone):%H:%M}"

    def moment(self, moment_ms: int, zone: str) -> str:
        """22.11.2026 10:42, in the zone of the centre."""
        local = _local(moment_ms, zone)
        return f"{self.day(local.date())} {local:%H:%M}"

    def partial(self, p: PartialDate) -> str:
        """A date known in part: "spring 2023", "about 2019", "1985-1990", "5 Ramadan 1440 AH"."""
        if p.earliest is None or p.latest is None:
            return str(self.facts["unknown"])
        if said := hijri_parts(p):
            return self._hijri(*said)
        if p.precision is Precision.APPROX:
            return self._dates("about", when=self._about_when(p.earliest, p.latest))
        return self._between(p.earliest, p.latest)

    def age(self, a: AgeRange) -> str:
        """Months under 2 years, "3 y 5 m" under 6, then years; a range where the birth date leaves one."""
        if a.high_months < 24:
            return self._counted("months", a.low_months, a.high_months)
        if a.high_years < 6 and a.low_months == a.high_months and a.low_months % 12:
            years = self._counted("years_part", a.low_years, a.low_years)
            return f"{years} {self._counted('months', a.low_months % 12, a.low_months % 12)}"
        return self._counted("years", a.low_years, a.high_years)

    def age_short(self, a: AgeRange) -> str:
        """For a narrow column: "7 m", "29", "11-12"; two years of doubt and more are "≈ 2"."""
        if a.high_months < 24:
            return self.age(a)
        if a.high_years - a.low_years > 1:
            return f"≈ {(a.low_years + a.high_years) // 2}"
        return _span(a.low_years, a.high_years)

    def number(self, x: Decimal | int, places: int | None = None) -> str:
        """Decimal sign of the language, thousands parted by a no-break space, a true minus sign.

        `places` rounds half away from zero; without it a number keeps the places it has.
        """
        exact = Decimal(x)
        if places is not None:
            exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        whole, _, fraction = f"{abs(exact):,f}".partition(".")
        sign = _MINUS if exact < 0 else ""
        digits = whole.replace(",", self.facts["thousands"])
        return f"{sign}{digits}{self.facts['decimal']}{fraction}" if fraction else f"{sign}{digits}"

    def sort_key(self, text: str) -> tuple[int, ...]:
        """Orders texts by this language's alphabet; letters of other alphabets stand beside their kin."""
        ranks, letters = _alphabet(self.facts["alphabet"])
        return tuple(rank for letter in letters.findall(_plain(text)) if (rank := _rank(letter, ranks)))

    def _dates(self, pattern: str, **parts: object) -> str:
        return str(self.facts["dates"][pattern]).format(**parts)

    def _counted(self, unit: str, low: int, high: int) -> str:
        # After a range the word agrees with its last number.
        forms = self.facts["ages"][unit]
        return str(forms[_plural_form(self.facts["plural"])(high)]).format(n=_span(low, high))

    def _between(self, first: date, last: date) -> str:
        """A day, month, season, year or row of years by its name, else its first and last day."""
        if first == last:
            return self.day(first)
        # Whole months begin on a first and end the day before one.
        if first.day != 1 or (last + timedelta(days=1)).day != 1:
            return self._dates("between", first=self.day(first), last=self.day(last))
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months == 1:
            return self._month(first)
        if months == 3 and first.month % 3 == 0:
            return self._season(first)
        if months % 12 == 0 and first.month == 1:
            return self._years(first.year, last.year)
        return self._dates("between", first=self.day(first), last=self.day(last))

    def _about_when(self, first: date, last: date) -> str:
        """What was said before it was widened by one unit on either side."""
        middle, days = first + (last - first) // 2, (last - first).days
        if days > _WIDENED_SEASON_DAYS:
            return self._years(middle.year, middle.year)
        if days > _WIDENED_MONTH_DAYS:
            return self._season(middle)
        return self._month(middle) if first.day == 1 else self.day(middle)

    def _month(self, d: date) -> str:
        month, alone = self.facts["months"][d.month - 1], self.facts["months_alone"][d.month - 1]
        return self._dates("month_year", month=month, month_alone=alone, year=d.year)

    def _season(self, d: date) -> str:
        # A winter is named after the year it ends in.
        year = d.year + (d.month == 12)
        return self._dates("season_year", season=self.facts["seasons"][d.month // 3 % 4], year=year)

    def _years(self, first: int, last: int) -> str:
        if first == last:
            return self._dates("year", year=first)
        return self._dates("years", first=first, last=last)

    def _hijri(self, year: int, month: int | None, day: int | None) -> str:
        if month is None:
            return self._dates("hijri_year", year=year)
        name = self.facts["hijri_months"][month - 1]
        return self._dates("hijri_month" if day is None else "hijri_day", day=day, month=name, year=year)


def _local(moment_ms: int, zone: str) -> datetime:
    return (_EPOCH + timedelta(milliseconds=moment_ms)).astimezone(ZoneInfo(zone))


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


@cache
def _plural_form(header: str) -> Callable[[int], int]:
    return gettext.c2py(header.rpartition("plural=")[2].rstrip(";"))


@cache
def _alphabet(letters: str) -> tuple[Mapping[str, int], re.Pattern[str]]:
    """Rank of each letter, and the pattern that takes a text apart into letters (Uzbek sh is one)."""
    own = letters.split()
    other = _LATIN if "б" in own else _CYRILLIC
    ranks = {letter: _OWN + 4 * place for place, letter in enumerate(own)}
    for place, letter in enumerate(other.split()):
        ranks.setdefault(letter, _OTHER_SCRIPT + 4 * place)
    for pair in _BESIDE.split():
        ranks.setdefault(pair[0], ranks[pair[1]] + 1)
    two_signs = [letter for letter in own if len(letter) > 1]
    return ranks, re.compile("|".join([*two_signs, "."]), re.DOTALL)


def _plain(text: str) -> str:
    """One spelling for what sorts alike: case, composed letters, the many apostrophes."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_APOSTROPHES)
    return plain.replace(f"o{_TUTUQ}", f"o{_TURNED_COMMA}").replace(f"g{_TUTUQ}", f"g{_TURNED_COMMA}")


def _rank(letter: str, ranks: Mapping[str, int]) -> int:
    """0 for signs that do not count in sorting; spaces come first, then figures, then letters."""
    known = ranks.get(letter)
    if known is not None:
        return known
    if letter.isspace() or letter == "-":
        return 1
    if letter.isdecimal():
        return 10 + int(letter)
    if not letter.isalpha() or letter == _TUTUQ:
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    return ranks[base] + 2 if base in ranks else _NO_ALPHABET + ord(letter)
