"""Texts on the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.widgets.buttons import Chip, IconButton, KeyButton, PrimaryButton
from desktop.ui.widgets.cards import FactLine
from desktop.ui.widgets.labels import Badge, ElidedLabel, PlainLabel, tip

MARKUP = "<b>Dana</b> & <img src='x'>"


def test_markup_in_a_text_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    label = PlainLabel(MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_markup_in_a_tip_is_not_read_as_markup(qtbot: QtBot) -> None:
    label = PlainLabel("x")
    qtbot.addWidget(label)
    tip(label, MARKUP)
    assert "<b>" not in label.toolTip()
    assert "&lt;b&gt;Dana" in label.toolTip()


def test_a_text_without_room_says_the_whole_in_its_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("A long name that has no room at all")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.is_elided()
    assert "no room at all" in label.toolTip()
    label.resize(600, 20)
    assert not label.is_elided()
    assert label.toolTip() == ""


def test_a_badge_draws_nothing_while_the_window_is_turned_to_the_person_beside(
    qtbot: QtBot, qapp: QApplication
) -> None:
    badge = Badge("1 overdue", "danger")
    qtbot.addWidget(badge)
    badge.ensurePolished()
    assert badge.sizeHint().width() > 20
    theme.apply(qapp, "light", beside=True)
    assert badge.sizeHint().width() == 0
    theme.apply(qapp, "light")
    assert badge.sizeHint().width() > 20


def test_a_badge_always_has_a_word_besides_its_colour(qtbot: QtBot) -> None:
    badge = Badge("waiting", "due")
    qtbot.addWidget(badge)
    badge.show_state("issued", "well")
    assert (badge.text(), badge.property("kind")) == ("issued", "well")


def test_a_button_shows_its_key_and_says_it(qtbot: QtBot) -> None:
    plain, keyed = KeyButton("&Print"), KeyButton("&Print", "Ctrl+P")
    for button in (plain, keyed):
        qtbot.addWidget(button)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 20
    assert (keyed.accessibleName(), keyed.accessibleDescription()) == ("Print", "Ctrl+P")


def test_the_primary_button_answers_to_its_own_key(qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = PrimaryButton("&Save", "Ctrl+S", lambda: pressed.append(1))
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    qtbot.keyClick(button, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]


def test_a_key_that_belongs_to_the_menu_is_only_shown(qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = KeyButton("&Print", "Ctrl+P", lambda: pressed.append(1))
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    qtbot.keyClick(button, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
    button.click()
    assert pressed == [1]


def test_an_icon_to_press_has_a_name_and_a_tip(qtbot: QtBot) -> None:
    button = IconButton("cross", "Close this message", key="Esc")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close this message"
    assert "Close this message (Esc)" in button.toolTip()


def test_an_ampersand_in_a_chip_is_a_letter(qtbot: QtBot) -> None:
    chip = Chip("Needle & thread", 4)
    qtbot.addWidget(chip)
    assert chip.text() == "Needle && thread 4"
    assert chip.accessibleName() == "Needle & thread 4"


@pytest.mark.parametrize("width", [200, 320, 700])
def test_a_fact_shows_all_of_both_sides_at_any_width(qtbot: QtBot, width: int) -> None:
    line = FactLine("Свидетельство о рождении дочери", "выдано, подлинник у неё с 16 ноября")
    qtbot.addWidget(line)
    line.resize(width, line.heightForWidth(width))
    line.show()
    assert isinstance(line.right, PlainLabel)
    for label in (line.left, line.right):
        assert label.heightForWidth(label.width()) <= line.height()
    assert not line.left.geometry().intersects(line.right.geometry())
    assert line.right.geometry().right() == width - 1


def test_a_fact_keeps_its_badge_whole_and_wraps_its_words(qtbot: QtBot) -> None:
    line = FactLine("Дәулет, свидетельство о рождении", Badge("выдано, подлинник у неё", "well"))
    qtbot.addWidget(line)
    line.resize(300, line.heightForWidth(300))
    line.show()
    assert line.right.width() >= line.right.sizeHint().width()
    assert line.left.heightForWidth(line.left.width()) <= line.height()


def test_a_fact_that_leads_somewhere_is_reached_and_taken_by_keyboard(qtbot: QtBot) -> None:
    opened: list[int] = []
    line = FactLine("Дәулет, son, 7", "room 12", lambda: opened.append(1))
    qtbot.addWidget(line)
    line.show()
    assert line.focusPolicy() is Qt.FocusPolicy.StrongFocus
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert opened == [1, 1]
    assert line.accessibleName() == "Дәулет, son, 7: room 12"
