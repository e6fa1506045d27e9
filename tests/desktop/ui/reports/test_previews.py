"""The preview: looked at, printed, saved, cleared."""

import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db import files
from db.models import PrintedPaper, ReadLog, ReservedCode
from desktop.i18n import Language
from desktop.reports import progress
from desktop.services import plans
from desktop.ui import system, theme
from desktop.ui.reports.pages import blank_page, person_page
from desktop.ui.reports.previews import PreviewPage
from tests.desktop.reports.papers import text
from tests.desktop.ui.small_vault import NOTE, TODAY, House

Show = Callable[..., PreviewPage]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str]]:
    """What came out of the printer."""
    out: list[tuple[bytes, str]] = []
    monkeypatch.setattr(system, "print_paper", lambda data, title: out.append((data, title)))
    return out


@pytest.fixture
def show(qtbot: QtBot, small_house: House, en: Language) -> Show:
    def shown(who: str = "case_worker", saved_as: Path | None = None) -> PreviewPage:
        page = PreviewPage(
            small_house.context(who, en),
            person_id=small_house.mother,
            ask=lambda *_question: str(saved_as or ""),
        )
        qtbot.addWidget(page)
        page.resize(800, 680)
        page.show()
        small_house.settle()
        return page

    return shown


def settled(page: PreviewPage, house: House, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: (house.settle(), not page._is_sending)[1])
    house.settle()


def copies(house: House) -> list[str]:
    wanted = select(PrintedPaper.copy_number).where(PrintedPaper.removed.is_(False))
    with house.store.reading() as session:
        return list(session.scalars(wanted.order_by(PrintedPaper.id)))


def words_shown(page: PreviewPage, house: House, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: (house.settle(), bool(page.view._faces[0].accessibleName()))[1])
    return page.view._faces[0].accessibleName()


def test_the_report_is_seen_as_pages_with_their_number(show: Show, small_house: House, qtbot: QtBot) -> None:
    page = show()
    words = words_shown(page, small_house, qtbot)
    assert "Құрманбаева Айгүл Серікқызы" in words
    assert "барысы туралы есеп" in words
    assert NOTE not in words
    assert page.count.text() == f"page 1 of {page.view.pages}"
    assert page.view._faces[0].image is not None


def test_another_choice_shows_another_paper(show: Show, small_house: House, qtbot: QtBot) -> None:
    page = show()
    page.form.second.set_value(None)
    page.form.paper.set_value("blank_health")
    page.form.paper.edited.emit()
    small_house.settle()
    assert "Health check" in words_shown(page, small_house, qtbot)
    assert page.told.text() == ""


def test_what_is_withheld_is_said_beside_the_paper(show: Show, small_house: House) -> None:
    page = show("nurse")
    page.form.recipient.set_value("GUARDIANSHIP")
    page.form.recipient.edited.emit()
    small_house.settle()
    assert "Not for this recipient: Health." in page.told.text()
    assert "Not for your role: Papers and legal steps, School." in page.told.text()
    assert "notes" in page.told.text()


def test_who_may_not_print_reads_why_and_sees_no_paper(show: Show) -> None:
    page = show("teacher")
    assert page.view.pages == 0
    assert page.banner.text == "Printing for others is not for your role. Ask the case worker."
    assert not page.print_button.isEnabled()
    assert not page.save_button.isEnabled()


def test_ctrl_p_once_more_prints_and_says_which_copy(
    show: Show, small_house: House, qtbot: QtBot, printed: list[tuple[bytes, str]]
) -> None:
    page = show()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settled(page, small_house, qtbot)
    assert page.banner.text == "Printed: copy AKT-A0001."
    data, title = printed[0]
    assert title == "AKT-A0001"
    assert "copy AKT-A0001" in text(data)
    assert copies(small_house) == ["AKT-A0001"]


def test_enter_on_the_paper_prints_and_enter_in_a_field_does_not(
    show: Show, small_house: House, qtbot: QtBot, printed: list[tuple[bytes, str]]
) -> None:
    page = show()
    qtbot.keyClick(page.form.recipient.face, Qt.Key.Key_Return)
    settled(page, small_house, qtbot)
    assert printed == []
    with qtbot.waitActive(page):
        page.activateWindow()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    settled(page, small_house, qtbot)
    assert len(printed) == 1


def test_the_key_of_the_windows_menu_is_taken_by_the_page_while_it_has_the_keyboard(show: Show) -> None:
    page = show()
    keys = (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier, "")
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, *keys)
    asked.ignore()
    QApplication.sendEvent(page, asked)
    assert asked.isAccepted()


def test_a_second_press_while_printing_prints_once(
    show: Show, small_house: House, qtbot: QtBot, printed: list[tuple[bytes, str]]
) -> None:
    page = show()
    page.print_paper()
    assert not page.print_button.isEnabled()
    page.print_paper()
    settled(page, small_house, qtbot)
    assert len(printed) == 1
    assert page.print_button.isEnabled()


def test_without_a_printer_nothing_counts_as_printed_and_saving_is_offered(
    show: Show, small_house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_printer(_data: bytes, _title: str) -> None:
        raise system.NotPrinted

    monkeypatch.setattr(system, "print_paper", no_printer)
    page = show(saved_as=tmp_path / "report.pdf")
    page.print_paper()
    settled(page, small_house, qtbot)
    assert "There is no printer here that takes the paper." in page.banner.text
    assert copies(small_house) == []
    page.banner._act()
    settled(page, small_house, qtbot)
    assert copies(small_house) == ["AKT-A0002"]
    assert "copy AKT-A0002" in text((tmp_path / "report.pdf").read_bytes())


def test_saving_writes_the_one_file_that_was_asked_for(
    show: Show, small_house: House, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    page = show(saved_as=folder / "for the family")
    page.save_paper()
    settled(page, small_house, qtbot)
    assert [path.name for path in folder.iterdir()] == ["for the family.pdf"]
    assert page.banner.text == "Saved: copy AKT-A0001."
    assert copies(small_house) == ["AKT-A0001"]


def test_a_disk_that_refuses_leaves_no_file_and_no_record(
    show: Show, small_house: House, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_atomically", full)
    page = show(saved_as=tmp_path / "report.pdf")
    page.save_paper()
    settled(page, small_house, qtbot)
    assert page.banner.text == "The file could not be written there. Choose another folder."
    assert copies(small_house) == []
    assert not (tmp_path / "report.pdf").exists()


def test_leaving_the_question_where_to_save_does_nothing(
    show: Show, small_house: House, qtbot: QtBot
) -> None:
    page = show()
    page.save_paper()
    settled(page, small_house, qtbot)
    assert page.banner.text == ""
    assert copies(small_house) == []


def test_looking_at_papers_writes_no_file(
    show: Show, small_house: House, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "watched"))
    (tmp_path / "watched").mkdir()
    page = show()
    words_shown(page, small_house, qtbot)
    assert list((tmp_path / "watched").iterdir()) == []


def test_a_drawing_that_fails_leaves_the_buttons_and_no_record(
    show: Show, small_house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_anything: object) -> None:
        raise ZeroDivisionError

    page = show()
    monkeypatch.setattr(progress, "draw", broken)
    page.print_paper()
    settled(page, small_house, qtbot)
    assert "fault in Umid" in page.banner.text
    assert page.print_button.isEnabled()
    assert copies(small_house) == []


def test_the_lock_clears_the_preview(show: Show, small_house: House, qtbot: QtBot) -> None:
    page = show()
    words_shown(page, small_house, qtbot)
    for keep in list(page.context.before_lock):
        keep()
    assert page.view.pages == 0
    assert page._looked is None
    assert (page.told.text(), page.count.text()) == ("", "")


def test_the_lock_waits_for_a_paper_on_its_way_and_takes_back_one_that_failed(
    show: Show, small_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_printer(_data: bytes, _title: str) -> None:
        raise system.NotPrinted

    monkeypatch.setattr(system, "print_paper", no_printer)
    page = show()
    page.print_paper()
    for keep in list(page.context.before_lock):
        keep()
    page.context.work.drain()
    assert copies(small_house) == []
    assert not page._is_sending


def test_a_page_that_is_gone_leaves_nothing_behind_for_the_lock(
    small_house: House, en: Language, qtbot: QtBot
) -> None:
    context = small_house.context("case_worker", en)
    before = len(context.before_lock)
    page = PreviewPage(context, person_id=small_house.mother)
    assert len(context.before_lock) == before + 1
    gone = weakref.ref(page)
    page.deleteLater()
    del page
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: len(context.before_lock) == before)
    assert gone() is None


def test_looking_at_a_report_is_noted_once_as_reading_the_file(show: Show, small_house: House) -> None:
    page = show()
    page.reload()
    small_house.settle()
    with small_house.store.reading() as session:
        pages = session.scalars(select(ReadLog.page).where(ReadLog.page == "print")).all()
    assert pages == ["print"]


def test_a_change_in_the_file_is_on_the_paper_at_once_and_printing_does_not_redraw(
    show: Show, small_house: House, qtbot: QtBot, printed: list[tuple[bytes, str]]
) -> None:
    page = show()
    del printed
    before = page._looked
    page.print_paper()
    settled(page, small_house, qtbot)
    assert page._looked is before
    page.context.work.write(
        lambda session: plans.save_goal(
            session, desk=page.context.desk(), person_id=small_house.mother,
            values={"goal.domain": "HOUSING", "goal.text": "A room of our own", "goal.due_on": TODAY},
        )
    )  # fmt: skip
    small_house.settle()
    assert page._looked is not None
    assert "A room of our own" in text(page._looked.data)


def test_escape_goes_back_to_the_file(show: Show, small_house: House, qtbot: QtBot) -> None:
    page = show()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert small_house.opened == [small_house.mother]


def test_the_size_follows_the_buttons_and_the_keys(show: Show, qtbot: QtBot) -> None:
    page = show()
    fitting = page.zoom.text()
    qtbot.keyClick(page.view, Qt.Key.Key_Plus)
    assert page.zoom.text() != fitting
    page.zoom.click()
    assert page.zoom.text() == fitting


def test_blank_sheets_for_the_reserve_take_their_codes_when_printed(
    small_house: House, en: Language, qtbot: QtBot, printed: list[tuple[bytes, str]]
) -> None:
    page = blank_page(small_house.context("case_worker", en))
    qtbot.addWidget(page)
    page.show()
    small_house.settle()
    with small_house.store.reading() as session:
        assert session.scalars(select(ReservedCode.code)).all() == []
    page.print_paper()
    settled(page, small_house, qtbot)
    with small_house.store.reading() as session:
        codes = session.scalars(select(ReservedCode.code)).all()
    assert len(codes) == 10
    assert all(code in text(printed[0][0]) for code in codes)
    assert page.banner.text == "Printed."


@pytest.mark.parametrize("zoom", [80, 200])
def test_the_page_fits_beside_both_columns_at_every_zoom(
    small_house: House, en: Language, qtbot: QtBot, zoom: int, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", zoom)
    page = person_page(small_house.context("case_worker", en), small_house.mother)
    qtbot.addWidget(page)
    page.show()
    small_house.settle()
    assert page.minimumSizeHint().width() <= 628
