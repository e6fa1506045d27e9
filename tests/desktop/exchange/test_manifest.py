"""The arrival list: what is read, what is refused, and what goes back to whoever made it."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.exchange.manifest import (
    ManifestReading,
    ManifestRow,
    NotAManifest,
    UnreadableTable,
    problems_csv,
    read,
    write_manifest,
    write_template,
)
from desktop.exchange.manifest_words import columns
from desktop.i18n import load
from desktop.rules.partial_dates import PartialDate, exact, month, season, year

ARRIVED = date(2026, 11, 13)
HEAD = "No.;Household;Surname;Given name;Sex;Date of birth;Relation to head;Mother (No.);Category"
FAMILY = (
    "1;F1;Құрманбаева;Айгүл;female;12.05.1997;head;;woman",
    "2;F1;Құрманбаев;Дәулет;male;03.2019;child;1;child",
    "3;F1;Құрманбаева;Әмина;female;spring 2023;child;1;child",
)

Reader = Callable[..., ManifestReading]


@pytest.fixture
def reading(tmp_path: Path) -> Reader:
    """Reads lines as a CSV file in some encoding."""

    def _read(*lines: str, encoding: str = "utf-8") -> ManifestReading:
        path = tmp_path / "list.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return read(path, arrived=ARRIVED, number_kinds=("KZ_IIN",), country="KZ")

    return _read


def texts(found: ManifestReading, level: str = "error") -> list[tuple[int, str, str]]:
    return [(p.line, p.column, p.text.format(**p.params)) for p in found.problems if p.level == level]


def test_a_family_is_read_with_its_mother_and_nothing_to_complain_of(reading: Reader) -> None:
    found = reading(HEAD, *FAMILY)
    assert found.problems == ()
    assert found.refused == ()
    assert found.households == 1
    assert [(row.line, row.given, row.mother_line) for row in found.rows] == [
        (2, "Айгүл", None),
        (3, "Дәулет", 2),
        (4, "Әмина", 2),
    ]
    mother = found.rows[0]
    assert (mother.sex, mother.category, mother.relation, mother.born.day) == (
        "F",
        "W",
        "HEAD",
        date(1997, 5, 12),
    )
    assert (found.rows[2].born.earliest, found.rows[2].born.original) == (date(2023, 3, 1), "spring 2023")


def test_russian_headings_in_any_case_and_the_old_code_page_are_read(reading: Reader) -> None:
    found = reading(
        "№ п/п;СЕМЬЯ;фамилия; Имя ;Отчество;ПОЛ;Дата  рождения:;Гражданство;Языки",
        "1;1;Рахимова;Сабина;Тимуровна;жен.;весна 1992;Казахстан;казахский, русский",
        encoding="cp1251",
    )
    (row,) = found.rows
    assert (row.surname, row.sex, row.born.earliest) == ("Рахимова", "F", date(1992, 3, 1))
    assert (row.citizenship, row.languages) == ("CITIZEN", ("kk", "ru"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_is_recognised(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\n".join((HEAD, *FAMILY)).replace(";", delimiter), encoding="utf-8")
    assert len(read(path).rows) == 3


def test_a_title_may_stand_above_the_headings(reading: Reader) -> None:
    found = reading("Flight of 13 November;;", "", HEAD, *FAMILY)
    assert [row.line for row in found.rows] == [4, 5, 6]


def test_the_sheet_with_the_headings_is_found_among_others(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_manifest(
        [ManifestRow(2, surname="Бекова", given="Гүлнар", sex="F", born=year(1974))], path, load("ru")
    )
    book = load_workbook(path)
    book.create_sheet("First", 0).append(["something", "else"])
    book.save(path)
    assert [row.given for row in read(path).rows] == ["Гүлнар"]


def test_a_table_that_is_no_list_says_which_headings_are_expected(reading: Reader) -> None:
    with pytest.raises(NotAManifest) as refused:
        reading("product;price", "bread;100")
    assert "not an arrival list" in str(refused.value)
    assert "Surname (Фамилия)" in str(refused.value)
    assert refused.value.message.count("{headings}") == 1


def test_a_list_without_a_needed_heading_names_it(reading: Reader) -> None:
    with pytest.raises(NotAManifest, match=r"Date of birth \(Дата рождения\)"):
        reading("Surname;Given name;Sex", "Бекова;Гүлнар;f")


def test_a_list_of_nobody_is_refused(reading: Reader) -> None:
    with pytest.raises(NotAManifest, match="no people"):
        reading(HEAD, ";;;;;;;;")


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0\0\x10JFIF", b"PK\x03\x04nothing", b"hello"])
def test_a_file_of_another_kind_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableTable):
        read(path)


def test_unknown_and_repeated_columns_are_named_and_passed_over(reading: Reader) -> None:
    found = reading(f"{HEAD};Shoe size;Sex", *(f"{line};40;male" for line in FAMILY))
    assert texts(found, "warning") == [
        (1, "Shoe size", "The column “Shoe size” is not known here and was passed over."),
        (1, "Sex", "The column “Sex” stands twice. The first one was read."),
    ]
    assert [row.sex for row in found.rows] == ["F", "M", "F"]


def test_without_a_column_for_households_everybody_came_alone(reading: Reader) -> None:
    found = reading(
        "Surname;Given name;Sex;Date of birth", "Бекова;Гүлнар;f;1974", "Оразов;Тимур;m;05.03.2017"
    )
    assert found.households == 2
    assert [text for _, _, text in texts(found, "warning")] == [
        "The list has no column for households: everybody was read as coming alone.",
        "A child without a household: nobody seems to have come with it.",
    ]


def test_every_problem_of_every_line_is_listed_at_once(reading: Reader) -> None:
    found = reading(
        HEAD,
        "1;F1;;;x;someday;head;;",
        "2;F2;Оразов;Тимур;m;14.11.2026;head;;",
        "3;F3;Бекова;Гүлнар;f;1974;head;;",
    )
    assert [(line, column) for line, column, _ in texts(found)] == [
        (2, "Given name"),
        (2, "Sex"),
        (2, "Date of birth"),
        (3, "Date of birth"),
    ]
    assert texts(found)[3][2] == "The date of birth is after the arrival on 13.11.2026. Correct the year."
    assert [row.given for row in found.rows] == ["Гүлнар"]


def test_a_household_with_an_error_is_kept_back_whole(reading: Reader) -> None:
    wrong = FAMILY[0].replace("12.05.1997", "12.05.97")
    found = reading(HEAD, wrong, *FAMILY[1:], "4;F2;Бекова;Гүлнар;f;1974;head;;")
    assert [(line.line, line.because_of) for line in found.refused] == [(2, 2), (3, 2), (4, 2)]
    assert [row.given for row in found.rows] == ["Гүлнар"]


def test_a_text_that_begins_like_a_formula_stays_a_text(reading: Reader) -> None:
    found = reading(HEAD + ";Notes", *(f"{line};=HYPERLINK(1)" for line in FAMILY))
    assert {row.notes for row in found.rows} == {"=HYPERLINK(1)"}


def test_600_people_are_read_with_600_lines(reading: Reader) -> None:
    lines = [f"{n};F{n // 3};Бекова;Гүлнар{'а' * (n % 9)};f;{1960 + n % 40};;;woman" for n in range(1, 601)]
    found = reading(HEAD, *lines)
    assert len(found.rows) == 600
    assert found.rows[-1].line == 601


# Back to whoever made the list.


def test_refused_lines_go_back_with_their_reasons_and_are_read_when_corrected(
    reading: Reader, tmp_path: Path
) -> None:
    found = reading(HEAD, FAMILY[0].replace("female", "?!"), *FAMILY[1:], "4;F2;Бекова;Гүлнар;f;1974;head;;")
    out = tmp_path / "refused.csv"
    problems_csv(found, out, load("en"))
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == f"Line in the file;{HEAD};What to correct"
    assert lines[1].endswith("Sex: “?!” is not a sex. Write male, female or unknown.")
    assert lines[2].endswith("Kept back with line 2 of the same household.")
    out.write_text("\n".join(lines).replace("?!;", "f;"), encoding="utf-8")
    again = read(out, arrived=ARRIVED)
    assert again.problems == ()
    assert [row.given for row in again.rows] == ["Айгүл", "Дәулет", "Әмина"]


def test_the_file_of_refused_lines_can_go_round_twice(reading: Reader, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    problems_csv(reading(HEAD, FAMILY[0].replace("female", "?!")), first, load("ru"))
    problems_csv(read(first), second, load("ru"))
    assert second.read_bytes() == first.read_bytes()


@given(sign=st.sampled_from("=+-@＝＋－＠"), rest=st.text(st.characters(codec="utf-8"), max_size=20))
def test_no_cell_of_the_file_of_refused_lines_is_a_formula(
    tmp_path_factory: pytest.TempPathFactory, sign: str, rest: str
) -> None:
    folder = tmp_path_factory.mktemp("refused", numbered=True)
    path, out = folder / "list.csv", folder / "refused.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["Surname", "Given name", "Sex", "Date of birth"], [sign + rest.replace("\0", ""), "x", "", ""]]
        )
    problems_csv(read(path), out, load("en"))
    with out.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r＝＋－＠") and cell]


# What we write.


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("tag", ["en", "ru"])
def test_the_empty_list_has_every_heading_and_nobody(tmp_path: Path, suffix: str, tag: str) -> None:
    path = tmp_path / f"empty{suffix}"
    write_template(path, load(tag))
    with pytest.raises(NotAManifest, match="no people"):
        read(path)


def test_the_empty_sheet_says_on_a_second_one_what_goes_where(tmp_path: Path) -> None:
    write_template(tmp_path / "empty.xlsx", load("en"))
    first, second = load_workbook(tmp_path / "empty.xlsx").worksheets
    headings = [cell.value for cell in first[1]]
    assert headings == [column.heading("en") for column in columns()][: len(headings)]
    assert [row[0].value for row in second.iter_rows(min_row=2)] == headings
    assert all(row[2].value for row in second.iter_rows(min_row=2))


@pytest.mark.parametrize(
    "born", [exact(date(1990, 5, 12)), year(1990), month(1990, 5), season(1990, "winter")]
)
def test_a_birth_date_without_its_words_is_written_so_that_it_reads_the_same(
    tmp_path: Path, born: PartialDate
) -> None:
    path = tmp_path / "list.csv"
    row = ManifestRow(2, surname="Бекова", given="Гүлнар", sex="F", born=born)
    write_manifest([row], path, load("en"))
    (found,) = read(path).rows
    assert (found.born.earliest, found.born.latest) == (row.born.earliest, row.born.latest)


def test_an_unknown_birth_date_is_written_as_unknown(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_manifest([ManifestRow(2, surname="Бекова", given="Гүлнар", sex="F")], path, load("en"))
    (found,) = read(path).rows
    assert not found.born.is_known
