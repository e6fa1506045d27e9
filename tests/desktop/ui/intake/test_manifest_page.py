"""Reading a list through the window: problems by line, then everybody on file."""

from datetime import date
from pathlib import Path

import pytest

from desktop.exchange import manifest
from desktop.i18n import load
from desktop.ui.intake.arrival_desk import ArrivalDesk
from desktop.ui.intake.manifest_page import ManifestPage, Ways
from desktop.ui.widgets.notices import NotForRole
from tests.desktop.ui.desk_vault import Desktop

HEAD = "No.;Household;Surname;Given name;Sex;Date of birth;Mother (No.)"
GOOD = (
    "1;1;Ахметова;Сауле;female;12.05.1990;",
    "2;1;Ахметов;Тимур;male;03.04.2015;1",
    "3;2;Рахимова;Азиза;female;spring 1990;",
)
BAD = ("4;3;Бекова;Дана;female;41.05.1980;", "5;3;Беков;Алан;male;2012;4")


def page_of(desktop: Desktop, login: str = "case") -> ManifestPage:
    desktop.log_in(login)
    desktop.umid.window._command("manifest")
    desktop.settle()
    page = desktop.umid.window.page()
    assert isinstance(page, ManifestPage)
    return page


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join((HEAD, *lines)), encoding="utf-8")
    return path


def read(desktop: Desktop, page: ManifestPage, path: Path) -> None:
    page.day.set_value(date(2026, 11, 22))
    page.read(path)
    desktop.settle()


def test_every_problem_is_named_by_its_line(desktop: Desktop, tmp_path: Path) -> None:
    page = page_of(desktop)
    read(desktop, page, write(tmp_path / "Flight 6.csv", *GOOD, *BAD))
    shown = page.table.rows()
    assert page.summary.text() == "3 people in 2 households can be put on file."
    assert [one.line for one in shown if one.level == manifest.ERROR] == [5]
    assert page.told.text().startswith("2 lines are kept back")
    assert page.register.text() == "Put 3 people on file"


def test_the_lines_kept_back_are_saved_with_their_reasons(desktop: Desktop, tmp_path: Path) -> None:
    page = page_of(desktop)
    out = tmp_path / "kept back"
    page._ways = Ways(save_file=lambda _page, _title: str(out))
    read(desktop, page, write(tmp_path / "Flight 6.csv", *GOOD, *BAD))
    page.correct.click()
    text = out.with_suffix(".csv").read_text(encoding="utf-8-sig")
    assert "Бекова" in text
    assert "Ахметова" not in text
    assert "Saved as kept back.csv." in page.banner.text


def test_everybody_accepted_is_put_on_file_and_the_desk_opens(desktop: Desktop, tmp_path: Path) -> None:
    page = page_of(desktop)
    read(desktop, page, write(tmp_path / "Flight 6.csv", *GOOD))
    page.register.click()
    desktop.settle()
    desk = desktop.umid.window.page()
    assert isinstance(desk, ArrivalDesk)
    assert "Flight 6" in desk.title.text()
    assert sorted(line.name for line in desk.model.lines()) == [
        "Ахметов Тимур",
        "Ахметова Сауле",
        "Рахимова Азиза",
    ]


def test_the_same_list_is_not_put_on_file_twice(desktop: Desktop, tmp_path: Path) -> None:
    page = page_of(desktop)
    read(desktop, page, write(tmp_path / "Flight 5.csv", *GOOD))
    page.register.click()
    desktop.settle()
    assert "on file already" in page.rows["arrival.label"].beneath
    assert page.register.isEnabled()


def test_without_the_day_of_arrival_nothing_is_put_on_file(desktop: Desktop, tmp_path: Path) -> None:
    page = page_of(desktop)
    page.read(write(tmp_path / "Flight 6.csv", *GOOD))
    desktop.settle()
    page.register.click()
    assert page.rows["arrival.arrives_on"].state == "error"
    assert desktop.umid.window.page() is page


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("holiday.csv", b"\xff\xd8\xff\xe0 not a table", "not an arrival list"),
        ("other.csv", b"a;b;c\n1;2;3\n", "not an arrival list"),
        ("empty.csv", HEAD.encode(), "no people"),
        ("gone.csv", None, ""),
    ],
)
def test_a_file_that_is_no_list_says_what_to_do(
    desktop: Desktop, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    page = page_of(desktop)
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    read(desktop, page, path)
    assert said in page.banner.text
    assert page.banner.text
    assert page.reading is None
    assert not page._answer.isVisible()


def test_birth_after_the_arrival_is_a_problem_of_its_line(desktop: Desktop, tmp_path: Path) -> None:
    page = page_of(desktop)
    read(desktop, page, write(tmp_path / "f.csv", *GOOD, "4;4;Оразова;Дана;female;01.12.2026;"))
    assert any("after the arrival on 22.11.2026" in page.table.data(page.table.index(at, 3)).__str__()
               for at in range(page.table.rowCount()))  # fmt: skip


def test_the_page_is_not_for_who_may_not_import(desktop: Desktop) -> None:
    page = page_of(desktop, "nurse")
    notice = page.findChild(NotForRole)
    assert notice is not None
    assert load("en").label("role", "case_manager") in notice.label.text()
