"""Several codes at once, and a plain yes."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.widgets.buttons import Chip
from desktop.ui.widgets.ticks import MultiPicker, TickBox
from desktop.ui.widgets.values import Choice

NEEDS = [Choice("BLEEDING", "bleeding"), Choice("FEVER", "fever"), Choice("ALONE", "alone")]
MANY = [Choice(str(at), f"answer {at}") for at in range(20)]


def chips(picker: MultiPicker) -> dict[str, Chip]:
    return {chip.objectName(): chip for chip in picker.findChildren(Chip)}


def test_few_codes_are_chips_that_go_on_and_off(qtbot: QtBot, en: Language) -> None:
    picker = MultiPicker(en, NEEDS)
    qtbot.addWidget(picker)
    picker.show()
    assert picker.value() == ()
    with qtbot.waitSignal(picker.edited):
        qtbot.mouseClick(chips(picker)["ALONE"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(chips(picker)["BLEEDING"], Qt.Key.Key_Space)
    assert picker.value() == ("BLEEDING", "ALONE")
    qtbot.mouseClick(chips(picker)["ALONE"], Qt.MouseButton.LeftButton)
    assert picker.value() == ("BLEEDING",)


def test_setting_codes_is_not_editing_them(qtbot: QtBot, en: Language) -> None:
    picker, told = MultiPicker(en, NEEDS), []
    qtbot.addWidget(picker)
    picker.edited.connect(lambda: told.append(1))
    picker.set_value(["FEVER"])
    picker.set_value(None)
    assert (picker.value(), told) == ((), [])


def test_many_codes_are_added_from_a_list_and_taken_away_as_chips(qtbot: QtBot, en: Language) -> None:
    picker = MultiPicker(en, MANY)
    qtbot.addWidget(picker)
    picker.show()
    assert picker._adder is not None
    picker._adder.setText("answer 7")
    picker._adder.edited.emit()
    assert picker.value() == ("7",)
    assert picker._adder.text() == ""
    qtbot.mouseClick(chips(picker)["7"], Qt.MouseButton.LeftButton)
    assert picker.value() == ()


def test_read_only_chips_do_not_change(qtbot: QtBot, en: Language) -> None:
    picker = MultiPicker(en, NEEDS)
    qtbot.addWidget(picker)
    picker.set_value(["FEVER"])
    picker.set_read_only(True)
    assert not any(chip.isEnabled() for chip in picker.findChildren(Chip) if chip.parent() is picker)
    assert picker.value() == ("FEVER",)


def test_a_tick_is_set_by_space_and_by_a_click_anywhere_on_it(qtbot: QtBot) -> None:
    tick = TickBox("It is &so")
    qtbot.addWidget(tick)
    tick.resize(200, 30)
    tick.show()
    with qtbot.waitSignal(tick.edited):
        qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.value() is True
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert tick.value() is False
