"""The arrival list of a flight: read from CSV or XLSX, checked line by line, written, and given back.

Reading is pure: nothing is saved here, so nothing can be half imported.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from db import files
from desktop.exchange.manifest_checks import check_lines
from desktop.exchange.manifest_lines import Asked, Notes, row_of
from desktop.exchange.manifest_rows import (
    ERROR,
    WARNING,
    ManifestReading,
    ManifestRow,
    NotAManifest,
    Problem,
    RefusedLine,
)
from desktop.exchange.manifest_words import PASSED_OVER, Column, column_of, columns, folded, word
from desktop.exchange.tables import Line, UnreadableTable, csv_bytes, tables_in, xlsx_bytes
from desktop.i18n import N_, Language
from desktop.rules.partial_dates import Calendar, PartialDate, Precision

__all__ = [
    "ERROR",
    "WARNING",
    "ManifestReading",
    "ManifestRow",
    "NotAManifest",
    "Problem",
    "RefusedLine",
    "UnreadableTable",
    "problems_csv",
    "read",
    "write_manifest",
    "write_template",
]

# Lines above the headings: a title, the flight, the date.
MOST_TITLE_LINES = 15

_NOT_A_MANIFEST = N_(
    "This file is not an arrival list. Its first line must hold these headings, in any order: {headings}. "
    "Print or save the empty list to see all of them."
)
_HEADINGS_MISSING = N_("This arrival list lacks the headings {missing}. Add these columns and try again.")
_NOBODY = N_("The list has headings and no people.")
_COLUMN_UNKNOWN = N_("The column “{heading}” is not known here and was passed over.")
_COLUMN_TWICE = N_("The column “{heading}” stands twice. The first one was read.")
_NO_HOUSEHOLDS = N_("The list has no column for households: everybody was read as coming alone.")
_KEPT_BACK = N_("Kept back with line {line} of the same household.")

# What stands beside each heading on the sheet that explains the empty list.
_HINTS = {
    "number": N_("Any number; the column of mothers points to it."),
    "household": N_("The same number or word for all who belong together."),
    "surname": N_("As in the document, in any letters."),
    "given": N_("As in the document, in any letters."),
    "patronymic": N_("If there is one."),
    "printed": N_("Surname and given name in Latin letters, as the travel paper prints them."),
    "sex": N_("male, female or unknown"),
    "born": N_(
        "12.05.1990, or what is known: 05.1990, spring 1990, 1990, 1985-1990, about 1990, Ramadan 1440 AH."
    ),
    "category": N_("man, woman or child; left empty it follows from the date of birth."),
    "relation": N_("head, spouse, child, grandchild, nephew or niece, brother or sister, other relative"),
    "mother": N_("The number of the mother's line, if she is on the list."),
    "citizenship": N_("A country, or what is known of the citizenship."),
    "document_kind": N_("Passport, identity card, birth certificate, certificate of return ..."),
    "document_number": N_("As printed."),
    "identity_number": N_("All digits; format the column as text so that zeros at the start stay."),
    "as_printed": N_("yes, if the number fails its check but the document says so."),
    "languages": N_("Kazakh, Russian, ... separated by commas."),
    "urgent": N_("bleeding, fever, pregnant, child alone, needs medicine now"),
    "notes": N_("Anything else that must not wait."),
}


def read(
    path: Path, *, arrived: date | None = None, number_kinds: Sequence[str] = (), country: str = ""
) -> ManifestReading:
    """Read and check a whole list: every problem of every line, and the people without one.

    `arrived` is the day of the flight, `number_kinds` the national numbers to expect (KZ_IIN ...),
    `country` the home country ("KZ"). Raises NotAManifest or UnreadableTable, which say what to do.
    """
    headings, heading_line, lines = _find_headings(path)
    places, problems = _layout(headings, heading_line)
    notes = Notes({key: headings[place] for key, place in places.items()}, problems)
    asked = Asked(arrived, tuple(number_kinds), country)
    rows, cells_of = [], {}
    for line, cells in lines:
        said = {key: cells[place] for key, place in places.items() if place < len(cells)}
        if any(text and not text.isspace() for text in said.values()):
            rows.append(row_of(line, said, asked, notes))
            cells_of[line] = tuple(cells)
    if not rows:
        raise NotAManifest(_NOBODY)
    rows = check_lines(rows, notes)
    return _reading(headings, rows, cells_of, notes.found)


def problems_csv(reading: ManifestReading, out: Path, language: Language) -> None:
    """Write the refused lines with their reasons, to be corrected and read again. Raises OSError."""
    reasons: dict[int, list[str]] = {}
    for problem in reading.problems:
        if problem.level == ERROR:
            said = language.text(problem.text).format(**problem.params)
            reasons.setdefault(problem.line, []).append(
                f"{problem.column}: {said}" if problem.column else said
            )
    names = {column.key: column.heading(language.tag) for column in columns()}
    kept = [
        i for i, heading in enumerate(reading.headings) if column_of().get(folded(heading)) not in PASSED_OVER
    ]
    head = [names["source_line"], *(reading.headings[i] for i in kept), names["reason"]]
    rows = []
    for refused in reading.refused:
        cells = [refused.cells[i] if i < len(refused.cells) else "" for i in kept]
        waits = language.text(_KEPT_BACK).format(line=refused.because_of)
        why = " ".join(reasons.get(refused.line, [waits]))
        rows.append([str(refused.line), *cells, why])
    files.write_atomically(out, csv_bytes([head, *rows]))


def write_manifest(rows: Iterable[ManifestRow], path: Path, language: Language) -> None:
    """Write people as a list that `read` reads: XLSX by the suffix of the path, else CSV. Raises OSError."""
    wanted = _written_columns()
    head = [column.heading(language.tag) for column in wanted]
    body = ([_written(row, column.key, language.tag) for column in wanted] for row in rows)
    _write(path, language, head, body, ())


def write_template(path: Path, language: Language) -> None:
    """Write the empty list; as XLSX with a second sheet that says what goes where. Raises OSError."""
    wanted = _written_columns()
    head = [column.heading(language.tag) for column in wanted]
    needed = language.text(N_("needed"))
    hints = [
        [column.heading(language.tag), needed if column.required else "", language.text(_HINTS[column.key])]
        for column in wanted
    ]
    _write(path, language, head, (), hints)


# Reading.


def _find_headings(path: Path) -> tuple[tuple[str, ...], int, Iterator[Line]]:
    """The headings, their line, and the lines below: of the reading of the file that knows most of them."""
    best: tuple[int, tuple[str, ...], int, Iterator[Line]] | None = None
    for lines in tables_in(path):
        for count, (line, cells) in enumerate(lines, start=1):
            known = {column_of().get(folded(cell)) for cell in cells} - {None}
            if len(known) >= 2 and (best is None or len(known) > best[0]):
                best = len(known), tuple(cell.strip() for cell in cells), line, lines
                break
            if count >= MOST_TITLE_LINES:
                break
    if best is None:
        raise NotAManifest(
            _NOT_A_MANIFEST, headings=_named(column for column in columns() if column.required)
        )
    found = {column_of().get(folded(heading)) for heading in best[1]}
    missing = [column for column in columns() if column.required and column.key not in found]
    if missing:
        raise NotAManifest(_HEADINGS_MISSING, missing=_named(missing))
    return best[1:]


def _named(wanted: Iterable[Column]) -> str:
    """Headings in both languages: who made the file knows one of them."""
    return ", ".join(f"{column.heading('en')} ({column.heading('ru')})" for column in wanted)


def _layout(headings: Sequence[str], line: int) -> tuple[dict[str, int], list[Problem]]:
    """The place of each column, and what is to be said about the others."""
    places: dict[str, int] = {}
    problems = []
    for place, heading in enumerate(headings):
        key = column_of().get(folded(heading))
        if key in places:
            problems.append(Problem(line, heading, _COLUMN_TWICE, {"heading": heading}, WARNING))
        elif key is not None and key not in PASSED_OVER:
            places[key] = place
        elif key is None and heading:
            problems.append(Problem(line, heading, _COLUMN_UNKNOWN, {"heading": heading}, WARNING))
    if "household" not in places:
        problems.append(Problem(line, "", _NO_HOUSEHOLDS, {}, WARNING))
    return places, problems


def _reading(
    headings: tuple[str, ...],
    rows: Sequence[ManifestRow],
    cells_of: dict[int, tuple[str, ...]],
    problems: list[Problem],
) -> ManifestReading:
    wrong = {problem.line for problem in problems if problem.level == ERROR}
    held: dict[tuple[str, int], int] = {}
    for row in rows:
        if row.line in wrong:
            held.setdefault(row.home, row.line)
    return ManifestReading(
        headings=headings,
        rows=tuple(row for row in rows if row.home not in held),
        refused=tuple(
            RefusedLine(row.line, held[row.home], cells_of[row.line]) for row in rows if row.home in held
        ),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


# Writing.


def _written_columns() -> list[Column]:
    return [column for column in columns() if column.key not in PASSED_OVER]


def _written(row: ManifestRow, key: str, tag: str) -> str:
    """One cell, in the words that are read back."""
    if key == "born":
        return _date_text(row.born)
    if key == "as_printed":
        return word(key, "YES", tag) if row.as_printed else ""
    value: str | tuple[str, ...] = getattr(row, key)
    if isinstance(value, tuple):
        return ", ".join(word(key, code, tag) for code in value)
    if key in ("sex", "category", "relation", "citizenship", "document_kind"):
        return word(key, value, tag) if value else ""
    return value


def _date_text(born: PartialDate) -> str:
    """What was said, else the shortest text that is read as the same date."""
    if born.original:
        return born.original
    if born.earliest is None or born.latest is None:
        return "unknown"
    if born.precision is Precision.DAY:
        return f"{born.earliest:%d.%m.%Y}"
    if born.calendar is Calendar.GREGORIAN and born.precision is Precision.YEAR:
        return f"{born.earliest.year}"
    if born.calendar is Calendar.GREGORIAN and born.precision is Precision.MONTH:
        return f"{born.earliest:%m.%Y}"
    return f"{born.earliest:%d.%m.%Y} - {born.latest:%d.%m.%Y}"


def _write(
    path: Path,
    language: Language,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    hints: Sequence[Sequence[str]],
) -> None:
    if path.suffix.lower() != ".xlsx":
        files.write_atomically(path, csv_bytes([head, *rows]))
        return
    sheets: list[tuple[str, Iterable[Sequence[str]]]] = [(language.text(N_("Arrival list")), [head, *rows])]
    if hints:
        hint_head = [language.text(N_("Column")), "", language.text(N_("What to write"))]
        sheets.append((language.text(N_("How to fill it in")), [hint_head, *hints]))
    files.write_atomically(path, xlsx_bytes(sheets))
