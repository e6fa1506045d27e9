from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.queries.learning import RegisterLine
from desktop.i18n import Language
from desktop.ui.learning.register_table import RegisterTable
from tests.desktop.ui.keys import type_letters


@pytest.fixture
def table(qtbot: QtBot, en: Language) -> RegisterTable:
    made = RegisterTable(en)
    qtbot.addWidget(made)
    marks = {"Айгүл": None, "Дина": "ABSENT", "Сәуле": None, "Тимур": None}
    made.set_lines([RegisterLine(uuid4(), name, mark) for name, mark in marks.items()])
    made.show()
    return made


def shown(table: RegisterTable) -> list[str]:
    return [str(table.lines.index(at, 1).data()) for at in range(table.lines.rowCount())]


def test_a_letter_marks_a_person_and_goes_to_the_next(table: RegisterTable) -> None:
    type_letters(table, "peda")
    assert shown(table) == ["Present", "Absent with reason", "Declined", "Absent"]
    assert table.typed() == {0: "PRESENT", 1: "EXCUSED", 2: "REFUSED", 3: "ABSENT"}


def test_the_same_keys_mark_on_a_russian_keyboard(table: RegisterTable) -> None:
    type_letters(table, "зувф")
    assert shown(table) == ["Present", "Absent with reason", "Declined", "Absent"]


def test_the_arrows_move_without_marking(qtbot: QtBot, table: RegisterTable) -> None:
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    type_letters(table, "a")
    assert table.typed() == {2: "ABSENT"}


def test_space_leaves_those_who_are_marked_and_takes_all_others_as_present(
    qtbot: QtBot, table: RegisterTable
) -> None:
    type_letters(table, "e")
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert shown(table) == ["Absent with reason", "Absent", "Present", "Present"]
    assert table.typed() == {0: "EXCUSED", 2: "PRESENT", 3: "PRESENT"}


def test_backspace_puts_back_what_is_saved(qtbot: QtBot, table: RegisterTable) -> None:
    type_letters(table, "pp")
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Backspace)
    assert shown(table)[:2] == ["Present", "Absent"]
    assert table.typed() == {0: "PRESENT"}


def test_the_mark_that_is_saved_already_is_not_saved_again(table: RegisterTable) -> None:
    table.go_to(1)
    type_letters(table, "a")
    assert table.typed() == {}


def test_a_key_with_control_marks_nobody(qtbot: QtBot, table: RegisterTable) -> None:
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.typed() == {}
