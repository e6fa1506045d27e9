"""The door."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.shell.logins import Credentials, LoginPage, SwitchUserPage
from tests.desktop.ui.gallery import LANGUAGES


@pytest.fixture
def door(qtbot: QtBot, en: Language) -> LoginPage:
    made = LoginPage(en, "Adaptation centre", LANGUAGES)
    qtbot.addWidget(made)
    made.show()
    return made


def test_name_enter_password_enter_asks_to_unlock(door: LoginPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(door.login, "nurse")
    qtbot.keyClick(door.login, Qt.Key.Key_Return)
    assert door.focusWidget() is door.password
    qtbot.keyClicks(door.password, " pass word ")
    with qtbot.waitSignal(door.entered) as told:
        qtbot.keyClick(door.password, Qt.Key.Key_Return)
    assert told.args == [Credentials("nurse", " pass word ")]


def test_an_empty_field_asks_for_itself_and_nothing_is_tried(door: LoginPage) -> None:
    tried: list[object] = []
    door.entered.connect(tried.append)
    door.unlock.click()
    assert (tried, door.focusWidget()) == ([], door.login)
    door.login.set_value("nurse")
    door.unlock.click()
    assert (tried, door.focusWidget()) == ([], door.password)


def test_a_password_is_hidden_until_the_eye_is_pressed(door: LoginPage) -> None:
    assert door.password.echoMode() is QLineEdit.EchoMode.Password
    door.password._eye.trigger()
    assert door.password.echoMode() is QLineEdit.EchoMode.Normal


def test_neither_log_nor_trace_can_show_a_password() -> None:
    assert "secret" not in repr(Credentials("nurse", "secret"))


def test_while_it_unlocks_nothing_can_be_typed(door: LoginPage) -> None:
    door.set_busy("Unlocking…")
    assert door.busy_text == "Unlocking…"
    assert not door.password.isEnabled()
    door.set_busy("")
    assert door.password.isEnabled()


def test_a_refusal_is_shown_empties_the_password_and_keeps_the_name(door: LoginPage) -> None:
    door.login.set_value("nurse")
    door.password.set_value("wrong")
    door.set_busy("Unlocking…")
    door.show_refusal("Name or password is wrong.")
    assert door.banner.text == "Name or password is wrong."
    assert (door.login.value(), door.password.value()) == ("nurse", None)
    assert door.password.isEnabled()


def test_after_wrong_passwords_nobody_can_try_until_the_time_is_over(door: LoginPage) -> None:
    door.show_wait(61)
    assert door.banner.text == "Too many wrong passwords. Try again in 1:01."
    assert not door.unlock.isEnabled()
    for _second in range(60):
        door._tick()
    assert door.banner.text == "Too many wrong passwords. Try again in 0:01."
    door._tick()
    assert door.banner.text == ""
    assert door.unlock.isEnabled()
    assert not door._timer.isActive()


def test_the_demonstration_can_say_how_to_try_it(door: LoginPage) -> None:
    assert not door.hint.isVisible()
    door.set_hint("To try it: nurse / password")
    assert door.hint.isVisible()


def test_language_and_colours_can_be_chosen_at_the_door(door: LoginPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(door.theme_chosen) as colours:
        door.theme_button.click()
    assert colours.args == ["dark"]


def test_who_was_typing_waits_and_can_come_back(qtbot: QtBot, en: Language) -> None:
    page = SwitchUserPage(en, "Dana S.", unsaved=True)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.cancelled):
        page.back.click()
    assert page.back.text() == "Back to Dana S."
