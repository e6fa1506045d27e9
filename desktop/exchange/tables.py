"""Tables from outside, row by row as text: CSV and XLSX, whatever program wrote them, within limits.

Everything here expects a hostile file. A file that cannot be read is a Refused that says what to do.
"""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from db import files
from desktop.errors import Refused
from desktop.i18n import N_

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 100
LAST_ROW = 1_048_576  # of a sheet; a file may name any number
# What an XLSX may grow to when it is unpacked, in all and against its packed size.
MOST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 200
MOST_PARTS = 2_000
_SMALL_PART = 1024 * 1024  # a part below this may be packed as tightly as it likes

DELIMITERS = (";", ",", "\t")
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

# A spreadsheet takes a text that begins like this for a formula; the last four are full-width.
FORMULA_SIGNS = "=+-@\t\r＝＋－＠"
_LIVE = re.compile(f"'*[{re.escape(FORMULA_SIGNS)}]")
_QUOTED = re.compile(f"'+[{re.escape(FORMULA_SIGNS)}]")

_UNREADABLE = N_("This file is damaged. Save it again as XLSX or CSV and try that file.")

Line = tuple[int, list[str]]


class UnreadableTable(Refused):
    """The file is not a table that can be read."""


def tables_in(path: Path) -> Iterator[Iterator[Line]]:
    """Ways to read the file, to be tried until one has the right headings: per delimiter, or per sheet.

    Each yields (line as the user counts it, cells); raises UnreadableTable, also while it is read.
    """
    data = _bytes_of(path)
    if data.startswith(_OLD_OFFICE):
        raise UnreadableTable(
            N_("This is an old Excel file or one with a password. Save it as XLSX without a password.")
        )
    if data.startswith(_ZIP):
        yield from _sheets(data)
        return
    encoding = _encoding_of(data)
    for delimiter in DELIMITERS:
        yield _csv_lines(data, encoding, delimiter)


def neutral(text: str) -> str:
    """The text as it may stand in a CSV file: never a formula. `_unquoted` takes it back."""
    return f"'{text}" if _LIVE.match(text) else text


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as CSV that both LibreOffice and a Russian Excel open with a double click."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Iterable[tuple[str, Iterable[Iterable[str]]]]) -> bytes:
    """Sheets (title, rows) of text cells; the first row of each is its headings and stays in view.

    Whole columns are formatted as text, so that a number typed below keeps the zeros at its start.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        # A sheet's name is short and has no signs that mean something in a reference.
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
        sheet.freeze_panes = "A2"
        _fill(sheet, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, rows: Iterable[Iterable[str]]) -> None:  # noqa: ANN401  (openpyxl is not typed)
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    bold = Font(bold=True)
    for line, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            if line == 1:
                column = sheet.column_dimensions[get_column_letter(place)]
                column.number_format, column.width = "@", 18
            if not text:
                continue
            cell = sheet.cell(line, place, ILLEGAL_CHARACTERS_RE.sub("", text))
            # Said again, because the library takes "=..." for a formula and "#N/A" for an error.
            cell.data_type, cell.number_format = "s", "@"
            if line == 1:
                cell.font = bold


def _bytes_of(path: Path) -> bytes:
    try:
        data = files.read(path, MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableTable(
            N_("The file cannot be opened. Check that it is still there and that you may read it.")
        ) from error
    if len(data) > MOST_BYTES:
        raise UnreadableTable(
            N_("The file is larger than {megabytes} MB. Split it into several."), megabytes=MOST_BYTES >> 20
        )
    return data


# CSV.


def _encoding_of(data: bytes) -> str:
    """UTF-8 if it can be, else UTF-16 with its mark, else the Russian code page of older programs."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            if "\0" not in data.decode(encoding):
                return encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableTable(N_("This is not a table. Save the list as XLSX, or as CSV in UTF-8."))


def _csv_lines(data: bytes, encoding: str, delimiter: str) -> Iterator[Line]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter)
    # A list says the same words over and over; one copy of each keeps a long one small.
    once: dict[str, str] = {}
    found, line = 0, 1
    try:
        for cells in reader:
            if any(cells):
                found += 1
                _check_limits(cells, found, line)
                yield line, [once.setdefault(cell, cell) for cell in map(_unquoted, cells)]
            # A quoted cell may run over several lines; the row begins where it begins.
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableTable(
            N_("Line {line} cannot be read. Look there for a quotation mark that is never closed."), line=line
        ) from error


def _unquoted(cell: str) -> str:
    return cell[1:] if _QUOTED.match(cell) else cell


def _check_limits(cells: list[str], found: int, line: int) -> None:
    if found > MOST_ROWS:
        raise UnreadableTable(
            N_("The file has more than {rows} lines. Split it into several."), rows=MOST_ROWS
        )
    if len(cells) > MOST_COLUMNS:
        raise UnreadableTable(
            N_("Line {line} has more than {columns} columns. Check how the file was saved."),
            line=line,
            columns=MOST_COLUMNS,
        )


# XLSX.


def _sheets(data: bytes) -> Iterator[Iterator[Line]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _refuse_bomb(data)
    try:
        with warnings.catch_warnings():
            # The library warns of decoration it does not keep; nothing here needs it.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (*_BROKEN, InvalidFileException) as error:
        raise UnreadableTable(_UNREADABLE) from error
    for sheet in book.worksheets:
        yield _sheet_lines(sheet)


_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    UnicodeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def _refuse_bomb(data: bytes) -> None:
    """Look at the sizes before anything is unpacked: zipfile never unpacks more than they say."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            small = len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_UNPACKED
            if not small or any(_is_bomb(part) for part in parts):
                raise UnreadableTable(
                    N_("This file unpacks to far more than a list of people. Save it again as XLSX or CSV.")
                )
            if any(_declares_entities(packed, part) for part in parts):
                raise UnreadableTable(_UNREADABLE)
    except _BROKEN as error:
        raise UnreadableTable(_UNREADABLE) from error


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SMALL_PART and part.file_size > MOST_RATIO * max(1, part.compress_size)


def _declares_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """No spreadsheet program writes a document type; one that stands there is meant to do harm."""
    if not part.filename.endswith((".xml", ".rels")):
        return False
    with packed.open(part) as file:
        start = file.read(4_096)
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start


def _sheet_lines(sheet: Any) -> Iterator[Line]:  # noqa: ANN401  (openpyxl is not typed)
    found = 0
    try:
        # Some programs write a wrong size, and the library would believe it.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1, values_only=True)
        for line, values in enumerate(rows, start=1):
            if any(values):
                found += 1
                cells = _texts(values)
                _check_limits(cells, found, line)
                yield line, cells
    except _BROKEN as error:
        raise UnreadableTable(_UNREADABLE) from error


def _texts(values: tuple[object, ...]) -> list[str]:
    """The cells up to the last one that holds something: the library fills the row up to the limit."""
    end = len(values)
    while values[end - 1] is None:
        end -= 1
    return [_text_of(value) for value in values[:end]]


def _text_of(value: object) -> str:
    """A cell as the user sees it; dates year first, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
