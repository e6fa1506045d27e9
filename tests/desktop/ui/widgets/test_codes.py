"""Coded answers."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.widgets.codes import CodeLine, CodePicker, SegmentRow, fits_a_row
from desktop.ui.widgets.values import Choice, fold
from tests.desktop.ui.keys import type_letters

FEW = [Choice("NO", "no"), Choice("MILD", "mild"), Choice("SEVERE", "severe")]
MANY = [
    Choice("KZ", "Қазақстан"),
    Choice("KG", "Кыргызстан"),
    Choice("TJ", "Тоҷикистон"),
    Choice("UZ", "Oʻzbekiston"),
    Choice("RU", "Россия"),
    Choice("SU", "СССР", retired=True),
]


@pytest.fixture
def row(qtbot: QtBot, en: Language) -> SegmentRow:
    made = SegmentRow(en, FEW)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def line(qtbot: QtBot, en: Language) -> CodeLine:
    made = CodeLine(en, MANY)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def test_few_short_codes_stand_in_a_row_and_many_in_a_list(qtbot: QtBot, en: Language) -> None:
    few, many = CodePicker(en, FEW), CodePicker(en, MANY)
    qtbot.addWidget(few)
    qtbot.addWidget(many)
    assert isinstance(few.face, SegmentRow)
    assert isinstance(many.face, CodeLine)
    assert not fits_a_row([Choice("A", "a very long answer indeed"), Choice("B", "another long answer")])
    assert not fits_a_row([Choice("A", "a", retired=True), Choice("B", "b")])


def test_nothing_is_chosen_at_first_and_a_code_can_be_taken_back(row: SegmentRow, qtbot: QtBot) -> None:
    assert row.value() is None
    qtbot.mouseClick(row._buttons[1], Qt.MouseButton.LeftButton)
    assert row.value() == "MILD"
    qtbot.mouseClick(row._buttons[1], Qt.MouseButton.LeftButton)
    assert row.value() is None


def test_arrows_letters_and_delete_work_in_a_row(row: SegmentRow, qtbot: QtBot) -> None:
    row._buttons[0].setFocus()
    with qtbot.waitSignal(row.edited):
        qtbot.keyClick(row._buttons[0], Qt.Key.Key_Right)
    assert row.value() == "MILD"
    qtbot.keyClicks(row._buttons[1], "s")
    assert row.value() == "SEVERE"
    qtbot.keyClick(row._buttons[2], Qt.Key.Key_Right)
    assert row.value() == "NO"
    qtbot.keyClick(row._buttons[0], Qt.Key.Key_Delete)
    assert row.value() is None


def test_tab_stops_once_in_a_row_at_the_answer(row: SegmentRow) -> None:
    row.set_value("SEVERE")
    stops = [bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus) for button in row._buttons]
    assert stops == [False, False, True]
    assert row.focusProxy() is row._buttons[2]


def test_a_read_only_row_does_not_change(row: SegmentRow, qtbot: QtBot) -> None:
    row.set_value("NO")
    row.set_read_only(True)
    qtbot.mouseClick(row._buttons[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(row._buttons[0], Qt.Key.Key_Right)
    assert row.value() == "NO"


def test_each_button_of_a_row_is_said_by_its_label(row: SegmentRow) -> None:
    assert [button.accessibleName() for button in row._buttons] == ["no", "mild", "severe"]


def test_a_label_is_found_without_case_accents_or_the_right_keyboard() -> None:
    assert fold("Қазақстан") == fold("казакстан")
    assert fold("Тоҷикистон") == fold("точикистон")
    assert fold("Ёлка") == fold("елка")
    assert fold("Oʻzbekiston") == fold("ozbekiston")


def test_typing_letters_of_the_only_match_chooses_it_when_the_field_is_left(
    line: CodeLine, qtbot: QtBot
) -> None:
    type_letters(line, "казак")
    assert line.problem() == "Choose one of the list; a few letters are enough to find it."
    line._completer.popup().hide()
    with qtbot.waitSignal(line.edited):
        line.editingFinished.emit()
    assert (line.value(), line.text(), line.problem()) == ("KZ", "Қазақстан", "")


def test_the_list_offers_what_holds_the_letters_typed(line: CodeLine) -> None:
    type_letters(line, "стан")
    model = line._completer.completionModel()
    offered = {model.index(at, 0).data() for at in range(model.rowCount())}
    assert offered == {"Қазақстан", "Кыргызстан"}
    line._completer.popup().hide()


def test_f4_opens_the_whole_list_without_retired_codes(line: CodeLine, qtbot: QtBot) -> None:
    qtbot.keyClick(line, Qt.Key.Key_F4)
    assert line._completer.popup().isVisible()
    assert line._completer.completionCount() == 5
    line._completer.popup().hide()


def test_a_retired_code_that_is_set_is_shown_and_kept(line: CodeLine) -> None:
    line.set_value("SU")
    assert (line.text(), line.value()) == ("СССР", "SU")


def test_a_word_that_is_no_answer_is_a_problem_and_no_value(line: CodeLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "Mars")
    assert line.value() is None
    assert line.problem()
    line.clear()
    assert (line.value(), line.problem()) == (None, "")
