"""Tables from outside: whatever program wrote them, and whoever meant harm."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from desktop.exchange import tables
from desktop.exchange.tables import FORMULA_SIGNS, UnreadableTable, csv_bytes, neutral, tables_in, xlsx_bytes

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12)


def lines(path: Path, place: int = 0) -> list[tuple[int, list[str]]]:
    """The file as its first (or another) way to read it gives it."""
    return list(list(tables_in(path))[place])


def written(folder: Path, data: bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def sheet(folder: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_russian_letters_are_read_in_every_encoding_that_programs_write(
    tmp_path: Path, encoding: str
) -> None:
    path = written(tmp_path, "Фамилия;Имя\r\nРахимова;Сабина\r\n".encode(encoding))
    assert lines(path) == [(1, ["Фамилия", "Имя"]), (2, ["Рахимова", "Сабина"])]


@pytest.mark.parametrize(("place", "delimiter"), [(0, ";"), (1, ","), (2, "\t")])
def test_each_delimiter_is_one_way_to_read_the_file(tmp_path: Path, place: int, delimiter: str) -> None:
    path = written(tmp_path, f"a{delimiter}b\n".encode())
    assert lines(path, place) == [(1, ["a", "b"])]


def test_a_line_is_counted_where_it_begins_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, b'a;b\n\n"one\ntwo";c\nd;e\n')
    assert [line for line, _ in lines(path)] == [1, 3, 5]


def test_a_sheet_gives_dates_year_first_and_whole_numbers_without_a_point(tmp_path: Path) -> None:
    path = sheet(
        tmp_path, ("a", date(2019, 3, 5), datetime.fromisoformat("2019-03-06"), 61211600012.0, 3, None, 1.5)
    )
    assert lines(path) == [(1, ["a", "2019-03-05", "2019-03-06", "61211600012", "3", "", "1.5"])]


def test_empty_rows_of_a_sheet_count_as_lines_and_are_not_read(tmp_path: Path) -> None:
    assert lines(sheet(tmp_path, ("a",), (), (None,), ("b",))) == [(1, ["a"]), (4, ["b"])]


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_a_text_that_looks_like_a_formula_is_neutral_in_csv_and_comes_back(tmp_path: Path, sign: str) -> None:
    text = f"{sign}1+1"
    data = csv_bytes([["x", text]])
    (row,) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert row[1] == f"'{text}"
    assert lines(written(tmp_path, data))[0][1][1] == text


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4).filter(any), min_size=1, max_size=5))
def test_whatever_is_written_as_csv_is_read_back_and_nothing_is_live(rows: list[list[str]]) -> None:
    data = csv_bytes(rows)
    raw = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert not any(cell[:1] in set(FORMULA_SIGNS) for row in raw for cell in row if cell)
    read_back = [cells for _, cells in tables._csv_lines(data, "utf-8-sig", ";")]
    assert read_back == rows


def test_text_without_a_sign_is_left_alone() -> None:
    assert neutral("O'Brien") == "O'Brien"
    assert neutral("'quoted'") == "'quoted'"


def test_a_sheet_we_write_holds_text_only(tmp_path: Path) -> None:
    rows = [["=1+1", "#N/A", "+7", "0012", "a\x00b"]]
    path = written(tmp_path, xlsx_bytes([("List: [1]", rows)]), "list.xlsx")
    cells = load_workbook(path).active
    assert cells is not None
    assert {cell.data_type for cell in cells[1]} == {"s"}
    assert lines(path) == [(1, ["=1+1", "#N/A", "+7", "0012", "ab"])]


def test_a_missing_file_says_that_it_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable, match="cannot be opened"):
        lines(tmp_path / "no.csv")


def test_an_old_or_locked_excel_file_says_how_to_save_it(tmp_path: Path) -> None:
    path = written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "list.xls")
    with pytest.raises(UnreadableTable, match="password"):
        lines(path)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"%PDF-1.7\n\0\0", b"\xff\xd8\xff\xe0\0\x10JFIF", b"\xff\xfe\xd8"]
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableTable, match="not a table"):
        lines(written(tmp_path, data))


def test_a_damaged_sheet_is_refused_in_words_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = sheet(tmp_path, ("Surname", "Given name"), ("a", "b")).read_bytes()
    for end in range(4, len(whole), 97):
        with pytest.raises(UnreadableTable, match="damaged"):
            lines(written(tmp_path, whole[:end], "cut.xlsx"))


def packed(folder: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return folder / "bomb.xlsx"


# Where in the file (in thousandths of it), and the new byte there: a sheet holds the time it was made,
# so its length is not the same each time.
CHANGES = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 255)), min_size=1, max_size=6)


def changed(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    found = bytearray(data)
    for place, byte in changes:
        found[place * len(found) // 1000] = byte
    return bytes(found)


@given(
    changes=CHANGES,
    part=st.sampled_from([None, "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]),
)
def test_a_sheet_with_changed_bytes_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], part: str | None
) -> None:
    folder = tmp_path_factory.mktemp("changed", numbered=True)
    path = sheet(folder, ("Surname", "Given name", 3.5, date(2019, 3, 5)), ("a", "b"))
    if part is None:
        path.write_bytes(changed(path.read_bytes(), changes))
    else:
        with zipfile.ZipFile(path) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        path = packed(folder, parts | {part: changed(parts[part], changes)})
    try:
        found = [list(way) for way in tables_in(path)]
    except UnreadableTable:
        return
    assert all(isinstance(cell, str) for way in found for _, cells in way for cell in cells)


def test_a_sheet_that_unpacks_to_far_more_than_a_list_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = packed(tmp_path, {"xl/worksheets/sheet1.xml": bytes(8 * 1024 * 1024)})
    with pytest.raises(UnreadableTable, match="unpacks"):
        lines(path)


def test_a_sheet_of_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_PARTS", 3)
    with pytest.raises(UnreadableTable, match="unpacks"):
        lines(sheet(tmp_path, ("a",)))


def test_a_sheet_that_declares_entities_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(sheet(tmp_path, ("a",))) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts[name]
    with pytest.raises(UnreadableTable, match="damaged"):
        lines(packed(tmp_path, parts))


def test_a_sheet_whose_rows_have_absurd_numbers_ends(tmp_path: Path) -> None:
    with zipfile.ZipFile(sheet(tmp_path, ("a",), ("b",))) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert b'<row r="2"' in parts[name]
    parts[name] = parts[name].replace(b'<row r="2"', b'<row r="99999999999"')
    assert lines(packed(tmp_path, parts)) == [(1, ["a"])]


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 10)
    with pytest.raises(UnreadableTable, match="larger"):
        lines(written(tmp_path, b"a;b\n" * 10))


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_too_many_lines_are_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    rows = [["a", "b"]] * 3
    data = csv_bytes(rows) if name.endswith("csv") else xlsx_bytes([("x", rows)])
    with pytest.raises(UnreadableTable, match="more than 2 lines"):
        lines(written(tmp_path, data, name))


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_too_many_columns_are_refused(tmp_path: Path, name: str) -> None:
    rows = [["a"] * 101]
    data = csv_bytes(rows) if name.endswith("csv") else xlsx_bytes([("x", rows)])
    with pytest.raises(UnreadableTable, match="more than 100 columns"):
        lines(written(tmp_path, data, name))


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, b'a;b\nc;"' + b"x" * 200_000)
    with pytest.raises(UnreadableTable, match="Line 2"):
        lines(path)
