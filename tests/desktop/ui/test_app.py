"""The window from the door to the desk and back, on a real vault."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models import Person
from db.store import Closed
from desktop.ui.admin.days import DayPage
from desktop.ui.admin.first_start import LastWordPage
from desktop.ui.app import SESSION_MINUTES, Umid
from desktop.ui.follow_up.today import TodayPage
from desktop.ui.intake.new_intake import NewIntakePage
from desktop.ui.people.files import FilePage
from desktop.ui.shell.logins import LoginPage, SwitchUserPage
from desktop.ui.sittings import PERSON, Spot
from desktop.ui.widgets.lines import TextLine
from tests.desktop.ui.desk_vault import NOW, Desktop
from tests.desktop.ui.keys import type_letters

CTRL = Qt.KeyboardModifier.ControlModifier


def new_intake_with(desktop: Desktop, surname: str) -> NewIntakePage:
    """The page for a new file with a surname typed and not saved."""
    desktop.umid.window._command("new_intake")
    desktop.settle()
    page = desktop.umid.window.page()
    assert isinstance(page, NewIntakePage)
    type_letters(surname_of(page), surname)
    return page


def surname_of(page: object) -> TextLine:
    assert isinstance(page, NewIntakePage)
    field = page.editor.rows["name.surname"].field
    assert isinstance(field, TextLine)
    return field


def test_after_unlocking_today_is_the_first_page(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    assert isinstance(desktop.umid.window.page(), TodayPage)
    assert not desktop.umid.window.is_covered


def test_the_window_stays_alive_while_the_password_is_tried(desktop: Desktop) -> None:
    desktop.try_password("nurse")
    # The key is derived on another thread: this line runs before it is done.
    assert desktop.door().busy_text == "Unlocking…"
    desktop.settle()
    assert desktop.umid.sitting is not None


def test_a_wrong_password_says_so_and_keeps_the_login(desktop: Desktop) -> None:
    desktop.try_password("nurse", "not the right one")
    desktop.settle()
    page = desktop.door()
    assert page.banner.text == "User name or password is not right. Try again."
    assert (page.login.value(), page.password.text()) == ("nurse", "")


def test_an_unknown_user_is_told_the_same_as_a_wrong_password(desktop: Desktop) -> None:
    desktop.try_password("nobody")
    desktop.settle()
    assert desktop.door().banner.text == "User name or password is not right. Try again."


def test_after_five_wrong_passwords_the_door_counts_down(desktop: Desktop) -> None:
    for _try in range(5):
        desktop.try_password("nurse", "not the right one")
        desktop.settle()
    page = desktop.door()
    assert "Too many wrong passwords" in page.banner.text
    assert not page.unlock.isEnabled()


def test_a_second_start_says_where_umid_is_open_and_ends(desktop: Desktop, qapp: QApplication) -> None:
    second = Umid(qapp, desktop.clock, cheap=True)
    second.start(desktop.folder)
    second.lane.drain(20)
    page = second.window.findChildren(LastWordPage)[-1]
    assert "open on these records already" in page.told.text()
    page.end.click()
    assert not second.window.isVisible()
    second.window.deleteLater()
    second.deleteLater()


def test_a_damaged_vault_is_not_opened_and_says_what_to_do(desktop: Desktop) -> None:
    database = desktop.folder / "umid.db"
    data = bytearray(database.read_bytes())
    data[4096:8192] = bytes(4096)
    data[:64] = bytes(64)
    database.write_bytes(bytes(data))
    desktop.try_password("nurse")
    desktop.settle()
    assert "damaged and were not opened" in desktop.door().banner.text


def test_locking_closes_the_vault_and_leaves_nobody_on_the_screen(desktop: Desktop, qtbot: QtBot) -> None:
    opened = desktop.log_in("case").opened
    qtbot.keyClick(desktop.umid.window, Qt.Key.Key_L, CTRL)
    assert desktop.umid.window.is_covered
    assert desktop.umid.window.left.people.rows() == ()
    assert desktop.umid.window.page() is None
    with pytest.raises(Closed), opened.vault.reading():
        pass
    assert not any(opened.vault.unlocked.data_key)


def test_after_a_lock_the_same_page_is_back_with_what_was_typed(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.log_in("case")
    new_intake_with(desktop, "Жаңа")
    qtbot.keyClick(desktop.umid.window, Qt.Key.Key_L, CTRL)
    assert isinstance(desktop.door(), LoginPage)
    assert desktop.door().login.value() == "case"
    desktop.log_in("case")
    assert surname_of(desktop.umid.window.page()).value() == "Жаңа"


def test_one_key_changes_the_user_and_what_the_first_was_typing_waits(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.log_in("case")
    new_intake_with(desktop, "Жаңа")
    qtbot.keyClick(desktop.umid.window, Qt.Key.Key_U, CTRL)
    page = desktop.door()
    assert isinstance(page, SwitchUserPage)
    desktop.log_in("nurse")
    assert isinstance(desktop.umid.window.page(), TodayPage)
    qtbot.keyClick(desktop.umid.window, Qt.Key.Key_U, CTRL)
    desktop.log_in("case")
    assert surname_of(desktop.umid.window.page()).value() == "Жаңа"


def test_going_back_from_the_change_of_user_takes_the_password_again(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.log_in("case")
    qtbot.keyClick(desktop.umid.window, Qt.Key.Key_U, CTRL)
    page = desktop.door()
    assert isinstance(page, SwitchUserPage)
    page.back.click()
    assert desktop.umid.sitting is None
    assert desktop.door().login.value() == "case"


def test_the_window_locks_when_nobody_is_there(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    assert desktop.umid.idle._timer.interval() == 5 * 60_000
    desktop.umid.idle.went_idle.emit()
    assert desktop.umid.sitting is None
    assert not desktop.umid.idle.is_running


def test_the_lock_waits_longer_while_somebody_beside_the_screen_tells(desktop: Desktop) -> None:
    sitting = desktop.log_in("nurse")
    with sitting.opened.vault.reading() as session:
        person = session.scalars(select(Person.id)).first()
    assert person is not None
    sitting.go(Spot(PERSON, person, "health"))
    desktop.settle()
    page = desktop.umid.window.page()
    assert isinstance(page, FilePage)
    page.record_form("health_check", "health")
    desktop.settle()
    assert desktop.umid.idle._timer.interval() == 5 * 60_000
    desktop.umid.window.turn_beside(beside=True)
    assert desktop.umid.idle._timer.interval() == SESSION_MINUTES * 60_000
    desktop.umid.window.turn_beside(beside=False)
    assert desktop.umid.idle._timer.interval() == 5 * 60_000


def test_three_letters_find_a_person_and_enter_opens_her_file(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.log_in("case")
    window = desktop.umid.window
    window.show()
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    type_letters(window.top.search, "айт")
    desktop.settle()
    assert window.top.search.hits_shown
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    desktop.settle()
    page = window.page()
    assert isinstance(page, FilePage)
    assert page.head.shown is not None
    assert (page.head.shown.name or "").startswith("Айт")


def test_pages_are_found_by_their_names_too(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.log_in("case")
    window = desktop.umid.window
    window.activateWindow()
    window.top.search.setFocus()
    type_letters(window.top.search, "who works")
    desktop.settle()
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert desktop.sitting.spot == Spot("users")


def test_the_language_changes_without_a_restart_and_keeps_the_page(desktop: Desktop) -> None:
    desktop.log_in("case")
    new_intake_with(desktop, "Жаңа")
    desktop.umid.window.language_chosen.emit("ru")
    desktop.settle()
    window = desktop.umid.window
    assert window.menus.actions["lock"].text().replace("&", "") != "Lock"
    assert surname_of(window.page()).value() == "Жаңа"
    window.language_chosen.emit("en")
    desktop.settle()
    assert window.menus.actions["lock"].text() == "&Lock"


def test_the_language_changes_at_the_door(desktop: Desktop) -> None:
    desktop.cover().language_chosen.emit("ru")
    assert desktop.door().title.text() != "Unlock the records"


def test_language_and_colours_come_back_with_the_colleague(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.log_in("case")
    desktop.umid.choose_language("ru")
    qtbot.keyClick(desktop.umid.window, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    desktop.settle()
    desktop.umid.lock()
    desktop.umid.choose_language("en")
    desktop.umid._theme_chosen("light")
    desktop.log_in("case")
    assert desktop.umid.language.tag == "ru"
    assert QApplication.instance() is not None
    assert desktop.umid.window.menus.actions["dark"].isChecked()


def test_a_clock_that_was_put_back_is_asked_about_before_anything_is_saved(desktop: Desktop) -> None:
    desktop.clock.set(NOW - timedelta(days=40))
    desktop.try_password("case")
    desktop.settle()
    page = desktop.cover()
    assert isinstance(page, DayPage)
    assert desktop.umid.sitting is None
    page.day.set_value(date(2026, 11, 1))
    page.go_on.click()
    assert "already" in page.row.beneath
    page.day.set_value(date(2026, 11, 23))
    page.go_on.click()
    desktop.settle()
    assert desktop.sitting.today() == date(2026, 11, 23)


def test_a_clock_far_ahead_is_asked_about_too(desktop: Desktop) -> None:
    desktop.clock.set(NOW + timedelta(days=31))
    desktop.try_password("case")
    desktop.settle()
    assert isinstance(desktop.cover(), DayPage)


def test_ctrl_and_a_figure_go_to_a_page_of_the_file(desktop: Desktop, qtbot: QtBot) -> None:
    sitting = desktop.log_in("case")
    with sitting.opened.vault.reading() as session:
        person = session.scalars(select(Person.id)).first()
    sitting.open_person(person)
    desktop.settle()
    page = desktop.umid.window.page()
    assert isinstance(page, FilePage)
    qtbot.keyClick(desktop.umid.window, Qt.Key.Key_3, CTRL)
    assert page.current == "health"
    desktop.settle()


def test_closing_the_window_while_the_password_is_tried_leaves_nothing_open(desktop: Desktop) -> None:
    desktop.try_password("nurse")
    desktop.close()
    assert not (desktop.folder / "umid.lock").exists()


def test_the_vault_opened_last_is_offered_first(desktop: Desktop, qapp: QApplication) -> None:
    desktop.log_in("nurse")
    desktop.close()
    again = Umid(qapp, desktop.clock, cheap=True)
    again.start()
    again.lane.drain(20)
    assert again.window.findChildren(LoginPage)
    again.window.close()
    again.window.deleteLater()
    again.deleteLater()


def test_a_page_on_its_way_out_reads_nothing_of_locked_records(desktop: Desktop) -> None:
    sitting = desktop.log_in("nurse")
    work, answers = sitting.work, list[object]()
    desktop.umid.lock()
    work.read(lambda _session: "too late", answers.append, key="late")
    desktop.settle()
    assert answers == []
