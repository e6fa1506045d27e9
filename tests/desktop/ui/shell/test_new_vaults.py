"""A new vault, and a new password."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.shell.new_vaults import ChangePasswordPage, CreateVaultPage, NewPassword, NewVault
from tests.desktop.ui.gallery import RECOVERY

PASSWORD = "warm bread at noon"


@pytest.fixture
def page(qtbot: QtBot, en: Language) -> CreateVaultPage:
    made = CreateVaultPage(en, pick_group=lambda _count: 2)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(page: CreateVaultPage, first: str = PASSWORD, again: str = PASSWORD) -> None:
    page.name.set_value("Nurgul Temirova")
    page.login.set_value("nurse")
    page.pair.first.set_value(first)
    page.pair.again.set_value(again)


def test_a_vault_is_asked_for_with_name_and_password(page: CreateVaultPage, qtbot: QtBot) -> None:
    fill(page)
    with qtbot.waitSignal(page.create_wanted) as told:
        qtbot.keyClick(page.pair.again, Qt.Key.Key_Return)
    assert told.args == [NewVault("Nurgul Temirova", "nurse", PASSWORD)]
    assert PASSWORD not in repr(told.args)


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("short", "short", "Too short: 10 characters at least."),
        (PASSWORD, PASSWORD + "x", "The two are not the same. Type it again."),
    ],
)
def test_a_password_that_will_not_do_is_told_beneath_it(
    page: CreateVaultPage, first: str, again: str, said: str
) -> None:
    asked: list[object] = []
    page.create_wanted.connect(asked.append)
    fill(page, first, again)
    page.create_button.click()
    assert asked == []
    assert said in (page.pair.first_row.beneath, page.pair.again_row.beneath)


def test_a_vault_without_a_name_is_not_made(page: CreateVaultPage) -> None:
    asked: list[object] = []
    page.create_wanted.connect(asked.append)
    fill(page)
    page.name.set_value("")
    page.create_button.click()
    assert (asked, page.name_row.beneath) == ([], "This is needed.")


def test_the_recovery_key_is_shown_in_groups_and_one_is_asked_back(
    page: CreateVaultPage, qtbot: QtBot
) -> None:
    page.set_busy("Making the keys…")
    page.show_recovery(RECOVERY)
    shown = [label.text() for label in page.findChildren(QLabel) if label.property("look") == "secret"]
    assert "-".join(shown) == RECOVERY
    assert not page.name.isVisible()
    confirmed: list[int] = []
    page.recovery_confirmed.connect(lambda: confirmed.append(1))
    qtbot.keyClicks(page.typed_back, "rb3v")
    page.confirm_button.click()
    assert (confirmed, page.back_row.beneath) == ([], "That is not group 3. Look at the key again.")
    page.typed_back.clear()
    qtbot.keyClicks(page.typed_back, "0p9t")
    qtbot.keyClick(page.typed_back, Qt.Key.Key_Return)
    assert confirmed == [1]


def test_the_first_step_waits_while_keys_are_made(page: CreateVaultPage) -> None:
    page.set_busy("Making the keys…")
    assert not page.create_button.isEnabled()
    page.show_refusal("The folder cannot be written to. Choose another.")
    assert page.create_button.isEnabled()
    assert page.banner.text == "The folder cannot be written to. Choose another."


def test_a_password_is_changed_with_the_present_one(qtbot: QtBot, en: Language) -> None:
    page = ChangePasswordPage(en, "Dana S.")
    qtbot.addWidget(page)
    page.show()
    asked: list[object] = []
    page.change_wanted.connect(asked.append)
    page.pair.first.set_value(PASSWORD)
    page.pair.again.set_value(PASSWORD)
    page.change_button.click()
    assert (asked, page.old_row.beneath) == ([], "This is needed.")
    page.old.set_value("old one")
    page.change_button.click()
    assert asked == [NewPassword("old one", PASSWORD)]
    page.show_refusal("The present password is wrong.")
    assert page.old.value() is None
    assert PASSWORD not in repr(asked)


def test_escape_leaves_the_password_as_it_is(qtbot: QtBot, en: Language) -> None:
    page = ChangePasswordPage(en, "Dana S.")
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    with qtbot.waitSignal(page.cancelled):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
