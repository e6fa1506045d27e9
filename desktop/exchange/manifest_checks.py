"""What the lines of an arrival list say about each other: mothers, heads, adults, the same person twice.

Every check goes over the list once, so that its cost per person is the same in a long list.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.exchange.manifest_lines import Notes
from desktop.exchange.manifest_rows import ManifestRow
from desktop.exchange.manifest_words import folded
from desktop.i18n import N_
from desktop.rules import ages

# Years of the mother at a birth: outside the first pair it is an error, outside the second a warning.
POSSIBLE_MOTHER, USUAL_MOTHER = (8, 65), (14, 50)

_SAME_NUMBER = N_("The line number {number} stands on line {line} too. Number the lines anew.")
_SAME_PERSON = N_("The same person stands on line {line}. Delete one of the two lines.")
_MAYBE_SAME = N_("Same name and date of birth as on line {line}: perhaps the same person.")
_SAME_IDENTITY = N_("The same identity number stands on line {line}. Correct one of them.")
_SAME_DOCUMENT = N_("The same document stands on line {line}.")
_TWO_HEADS = N_("This household has a head on line {line} already. Correct one of them.")
_TWO_MOTHERS = N_("This household has the head's mother on line {line} already. Correct one of them.")
_NO_ADULT = N_("No grown person is in this household.")
_ALONE = N_("A child without a household: nobody seems to have come with it.")
_MOTHERS = N_("More than one mother is named. Write the number of one line.")
_MOTHER_NOT_A_LINE = N_("Write the line number of the mother, as it stands in the column of numbers.")
_MOTHER_MISSING = N_("No line has the number {number}. Correct the mother's number.")
_MOTHER_SELF = N_("Nobody is her own mother. Correct the mother's number.")
_MOTHER_SEX = N_("The mother on line {line} is not a woman. Correct the mother's number.")
_MOTHER_AGE = N_("The mother on line {line} cannot be, by the two dates of birth. Correct one of them.")
_MOTHER_AGE_RARE = N_(
    "The mother on line {line} was very young or rather old at this birth. Check both dates."
)
_MOTHER_ELSEWHERE = N_("The mother on line {line} is in another household.")


def check_lines(rows: Sequence[ManifestRow], notes: Notes) -> list[ManifestRow]:
    """All checks between lines; the rows come back with the lines of their mothers."""
    with_mothers = _mothers(rows, notes)
    _same_people(rows, notes)
    _same_numbers(rows, notes)
    _households(rows, notes)
    return with_mothers


# Mothers.


def _mothers(rows: Sequence[ManifestRow], notes: Notes) -> list[ManifestRow]:
    by_number = _by_number(rows, notes)
    found = []
    for row in rows:
        mother = _mother_of(row, by_number, notes) if row.mother else None
        if mother is not None:
            _check_mother(row, mother, notes)
            row = replace(row, mother_line=mother.line)  # noqa: PLW2901  (the same row, one fact richer)
        found.append(row)
    return found


def _by_number(rows: Sequence[ManifestRow], notes: Notes) -> dict[str, ManifestRow]:
    """Rows by the number people use for them; a list without numbers goes by the lines of the file."""
    if not any(row.number for row in rows):
        return {str(row.line): row for row in rows}
    found: dict[str, ManifestRow] = {}
    for row in rows:
        number = row.number.rstrip(".")
        first = found.setdefault(number, row) if number else row
        if first is not row:
            notes.error(row.line, "number", _SAME_NUMBER, number=number, line=first.line)
    return found


def _mother_of(row: ManifestRow, by_number: dict[str, ManifestRow], notes: Notes) -> ManifestRow | None:
    numbers = re.findall(r"\w+", row.mother)
    if len(numbers) > 1:
        notes.error(row.line, "mother", _MOTHERS if row.mother[0].isdigit() else _MOTHER_NOT_A_LINE)
        return None
    number = numbers[0] if numbers else row.mother
    mother = by_number.get(number)
    if mother is None:
        text = _MOTHER_MISSING if number.isdigit() else _MOTHER_NOT_A_LINE
        notes.error(row.line, "mother", text, number=number)
    elif mother is row:
        notes.error(row.line, "mother", _MOTHER_SELF)
        return None
    return mother


def _check_mother(row: ManifestRow, mother: ManifestRow, notes: Notes) -> None:
    if mother.sex == "M":
        notes.error(row.line, "mother", _MOTHER_SEX, line=mother.line)
    if mother.home != row.home:
        notes.warn(row.line, "mother", _MOTHER_ELSEWHERE, line=mother.line)
    if not row.born.is_known or not mother.born.is_known:
        return
    age = ages.age_at(mother.born, row.born)
    if age is None or age.high_years < POSSIBLE_MOTHER[0] or age.low_years > POSSIBLE_MOTHER[1]:
        notes.error(row.line, "mother", _MOTHER_AGE, line=mother.line)
    elif age.high_years < USUAL_MOTHER[0] or age.low_years > USUAL_MOTHER[1]:
        notes.warn(row.line, "mother", _MOTHER_AGE_RARE, line=mother.line)


# The same person, number or document twice.


def _same_people(rows: Iterable[ManifestRow], notes: Notes) -> None:
    found: dict[tuple[object, ...], ManifestRow] = {}
    for row in rows:
        if not row.given and not row.surname:
            continue
        name = folded(f"{row.surname}|{row.given}|{row.patronymic}")
        first = found.setdefault((name, row.sex, row.born.earliest, row.born.latest), row)
        if first is not row:
            same = first.home == row.home
            note = notes.error if same else notes.warn
            note(row.line, "given", _SAME_PERSON if same else _MAYBE_SAME, line=first.line)


def _same_numbers(rows: Iterable[ManifestRow], notes: Notes) -> None:
    identities: dict[str, ManifestRow] = {}
    documents: dict[tuple[str, str], ManifestRow] = {}
    for row in rows:
        if row.identity_number:
            first = identities.setdefault(row.identity_number, row)
            if first is not row:
                notes.error(row.line, "identity_number", _SAME_IDENTITY, line=first.line)
        if row.document_number:
            first = documents.setdefault((row.document_kind, folded(row.document_number)), row)
            # Children often stand in the passport of their mother.
            if first is not row and first.home != row.home:
                notes.warn(row.line, "document_number", _SAME_DOCUMENT, line=first.line)


# Households.


def _households(rows: Iterable[ManifestRow], notes: Notes) -> None:
    first_of: dict[tuple[str, int], ManifestRow] = {}
    grown: set[tuple[str, int]] = set()
    once: dict[tuple[tuple[str, int], str], ManifestRow] = {}
    for row in rows:
        first_of.setdefault(row.home, row)
        if row.category != "C":
            grown.add(row.home)
        if row.relation in ("HEAD", "MOTHER"):
            first = once.setdefault((row.home, row.relation), row)
            if first is not row:
                text = _TWO_HEADS if row.relation == "HEAD" else _TWO_MOTHERS
                notes.error(row.line, "relation", text, line=first.line)
    for home, row in first_of.items():
        if home not in grown:
            notes.warn(row.line, "household", _NO_ADULT if row.household else _ALONE)
