"""One line of an arrival list: from cells to a row, with everything that is wrong with the line itself."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from desktop.exchange.manifest_rows import ERROR, WARNING, ManifestRow, Problem
from desktop.exchange.manifest_words import codes, folded
from desktop.i18n import N_
from desktop.rules import ages
from desktop.rules.date_texts import REASONS
from desktop.rules.identity_numbers import NumberCheck, check_number, cleaned
from desktop.rules.partial_dates import PartialDate, looks_like_default_birthday, parse, unknown

# Characters, as the record holds them.
LONGEST_NAME, LONGEST_TEXT = 300, 500
NAMES = ("surname", "given", "patronymic", "printed")

# Marks of direction that come along when a name is copied, and mean nothing in a cell of its own.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u00ad"))
# Control characters, and overrides of direction, which make a text look other than it is.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LOST_LETTER = re.compile(r"\ufffd|\?(?=\w)|(?<=\w)\?")
_SHORTENED = re.compile(r"\d([.,]\d+)?[Ee]\+?\d+")
_BETWEEN_WORDS = re.compile(r"[,;/|\n]| и | and ")

_NAME_MISSING = N_("The name is missing. Write at least a surname or a given name.")
_SEX_MISSING = N_("The sex is missing. Write male, female or unknown.")
_SEX_UNKNOWN = N_("“{text}” is not a sex. Write male, female or unknown.")
_AFTER_ARRIVAL = N_("The date of birth is after the arrival on {day}. Correct the year.")
_DEFAULT_BIRTHDAY = N_("1 January is often written when only the year is known. If so, write the year alone.")
_NOT_A_WORD = N_("“{text}” is not known here. It was passed over; record it by hand.")
_CONTROL_CHARACTER = N_("This cell holds a character that cannot be seen. Type it anew.")
_TOO_LONG = N_("This is longer than {limit} characters. Shorten it.")
_LETTER_LOST = N_("A letter was lost when the file was saved. Save the list as XLSX, or as CSV in UTF-8.")
_NUMBER_SHORTENED = N_(
    "The spreadsheet has shortened this number. Format the column as text and type it anew."
)
_ZEROS_ADDED = N_("The spreadsheet has cut off zeros at the start of this number. They were put back.")
_CATEGORY_AND_SEX = N_("The category and the sex contradict each other. Correct one of them.")
_GROWN_CHILD = N_("The list says child, the date of birth says 18 or older.")
_YOUNG_ADULT = N_("The list says a grown person, the date of birth says under 18.")


@dataclass(frozen=True)
class Asked:
    """What the reader was told: the day of the flight, the kinds of national number, the home country."""

    arrived: date | None = None
    number_kinds: tuple[str, ...] = ()
    country: str = ""


@dataclass
class Notes:
    """Collects problems; `headings` leads from a column's key to its heading in the file."""

    headings: Mapping[str, str]
    found: list[Problem] = field(default_factory=list)

    def error(self, line: int, key: str, text: str, /, **params: object) -> None:
        """A problem that keeps the line back."""
        self.found.append(Problem(line, self.headings.get(key, ""), text, params, ERROR))

    def warn(self, line: int, key: str, text: str, /, **params: object) -> None:
        """A problem to look at."""
        self.found.append(Problem(line, self.headings.get(key, ""), text, params, WARNING))


def row_of(line: int, said: Mapping[str, str], asked: Asked, notes: Notes) -> ManifestRow:
    """The row of one line, as far as it can be read; `said` is the text of each column."""
    texts = {key: tidy(text) for key, text in said.items() if text}
    _check_texts(line, said, texts, notes)
    if not texts.get("surname") and not texts.get("given"):
        notes.error(line, "given", _NAME_MISSING)
    sex = _sex(line, texts.get("sex", ""), notes)
    born = _born(line, texts.get("born", ""), asked, notes)
    kind, number, as_printed = _number(line, texts, sex, born, asked, notes)
    urgent, other = _listed(line, "urgent", texts, notes)
    languages, _ = _listed(line, "languages", texts, notes)
    return ManifestRow(
        line=line,
        number=texts.get("number", ""),
        household=texts.get("household", ""),
        surname=texts.get("surname", ""),
        given=texts.get("given", ""),
        patronymic=texts.get("patronymic", ""),
        printed=texts.get("printed", ""),
        sex=sex,
        born=born,
        category=_category(line, texts, sex, born, asked, notes),
        relation=_coded(line, "relation", texts, notes),
        mother=texts.get("mother", ""),
        citizenship=_citizenship(line, texts, asked, notes),
        document_kind=_document(line, texts, notes),
        document_number=texts.get("document_number", ""),
        identity_kind=kind,
        identity_number=number,
        as_printed=as_printed,
        languages=languages,
        urgent=urgent,
        notes="; ".join(filter(None, (texts.get("notes", ""), *other))),
    )


def tidy(text: str) -> str:
    """Composed letters, no invisible marks, one space between words."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    found = " ".join(text.split())
    # The same object where nothing changed: a long list is half as large in memory.
    return text if found == text else found


def _check_texts(line: int, said: Mapping[str, str], texts: Mapping[str, str], notes: Notes) -> None:
    for key, text in said.items():
        if text and _CONTROL.search(text):
            notes.error(line, key, _CONTROL_CHARACTER)
    for key, text in texts.items():
        limit = LONGEST_NAME if key in NAMES else LONGEST_TEXT
        if len(text) > limit:
            notes.error(line, key, _TOO_LONG, limit=limit)
    for key in NAMES:
        if _LOST_LETTER.search(texts.get(key, "")):
            notes.error(line, key, _LETTER_LOST)


def _sex(line: int, text: str, notes: Notes) -> str:
    if not text:
        notes.error(line, "sex", _SEX_MISSING)
        return ""
    code = codes("sex").get(folded(text), "")
    if not code:
        notes.error(line, "sex", _SEX_UNKNOWN, text=text)
    return code


def _born(line: int, text: str, asked: Asked, notes: Notes) -> PartialDate:
    born, reason = read_date(text)
    if born is None:
        notes.error(line, "born", REASONS.get(reason, REASONS["not_a_date"]))
        return unknown()
    if asked.arrived and born.earliest and born.earliest > asked.arrived:
        notes.error(line, "born", _AFTER_ARRIVAL, day=f"{asked.arrived:%d.%m.%Y}")
    elif looks_like_default_birthday(born):
        notes.warn(line, "born", _DEFAULT_BIRTHDAY)
    return born


@lru_cache(maxsize=20_000)
def read_date(text: str) -> tuple[PartialDate | None, str]:
    """The date, or None and the reason why it cannot be read: a list says the same dates over and over."""
    try:
        return parse(text), ""
    except ValueError as error:
        return None, str(error)


# National numbers.


def _number(
    line: int, texts: Mapping[str, str], sex: str, born: PartialDate, asked: Asked, notes: Notes
) -> tuple[str, str, bool]:
    """Kind, number, and whether it stands although it fails its check."""
    text = texts.get("identity_number", "")
    as_printed = folded(texts.get("as_printed", "")) in codes("as_printed")
    if not text:
        return "", "", False
    if _SHORTENED.fullmatch(text):
        notes.error(line, "identity_number", _NUMBER_SHORTENED)
        return "", text, False
    kind, number, check = _best_kind(text, sex, born, asked.number_kinds)
    if check is None:
        return "", text, False
    if not check.valid and not as_printed:
        notes.error(line, "identity_number", check.reason or "")
    elif number != cleaned(text):
        notes.warn(line, "identity_number", _ZEROS_ADDED)
    for warning in (check.reason or "", *check.warnings) if check.valid or as_printed else ():
        if warning:
            notes.warn(line, "identity_number", warning)
    return kind, number, as_printed and not check.valid


def _best_kind(
    text: str, sex: str, born: PartialDate, kinds: Sequence[str]
) -> tuple[str, str, NumberCheck | None]:
    """The first kind the number is valid as, else the first kind there is."""
    tried = []
    for kind in kinds:
        # Only an IIN can begin with a zero, and a number format makes it two digits shorter at most.
        padded = (
            cleaned(text).zfill(12) if kind == "KZ_IIN" and len(cleaned(text)) in (10, 11) else cleaned(text)
        )
        for number in dict.fromkeys((cleaned(text), padded)):
            check = check_number(kind, number, sex=sex or None, born=born)
            if check.valid:
                return kind, number, check
            tried.append((kind, number, check))
    return tried[0] if tried else ("", text, None)


# Coded answers.


def _coded(line: int, key: str, texts: Mapping[str, str], notes: Notes) -> str:
    text = texts.get(key, "")
    code = codes(key).get(folded(text), "") if text else ""
    if text and not code:
        notes.warn(line, key, _NOT_A_WORD, text=text)
    return code


def _listed(line: int, key: str, texts: Mapping[str, str], notes: Notes) -> tuple[tuple[str, ...], list[str]]:
    """The codes of a cell with several words, and the words that are none."""
    text = texts.get(key, "")
    if not text:
        return (), []
    known, found, other = codes(key), [], []
    whole = known.get(folded(text))
    for part in (text,) if whole else _BETWEEN_WORDS.split(text):
        if code := known.get(folded(part)):
            found.append(code)
        elif part.strip():
            other.append(part.strip())
            notes.warn(line, key, _NOT_A_WORD, text=part.strip())
    return tuple(dict.fromkeys(found)), other


def _document(line: int, texts: Mapping[str, str], notes: Notes) -> str:
    """A number without a kind, or with one we do not know, is some document all the same."""
    code = _coded(line, "document_kind", texts, notes)
    return code or ("OTHER" if texts.get("document_kind") or texts.get("document_number") else "")


def _citizenship(line: int, texts: Mapping[str, str], asked: Asked, notes: Notes) -> str:
    text = folded(texts.get("citizenship", ""))
    country = codes("country").get(text, "") if text else ""
    if country in ("", "OTHER", "UNKNOWN"):
        return _coded(line, "citizenship", texts, notes)
    return "CITIZEN" if country == asked.country else "FOREIGN"


def _category(
    line: int, texts: Mapping[str, str], sex: str, born: PartialDate, asked: Asked, notes: Notes
) -> str:
    """As the list says, checked against sex and age; where it says nothing, by age on arrival."""
    said = _coded(line, "category", texts, notes)
    child = ages.is_child(born, asked.arrived) if asked.arrived else None
    if not said:
        if child is None:
            return ""
        return "C" if child else {"M": "M", "F": "W"}.get(sex, "")
    if (said, sex) in (("M", "F"), ("W", "M")):
        notes.error(line, "category", _CATEGORY_AND_SEX)
    if said == "C" and child is False:
        notes.warn(line, "category", _GROWN_CHILD)
    if said != "C" and asked.arrived and _certainly_child(born, asked.arrived):
        notes.warn(line, "category", _YOUNG_ADULT)
    return said


def _certainly_child(born: PartialDate, on: date) -> bool:
    age = ages.age_range(born, on)
    return age is not None and age.high_years < ages.MAJORITY
