"""The list of people."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.tables import PersonRow
from desktop.ui.widgets.person_lists import PersonList
from tests.desktop.ui import samples


@pytest.fixture
def people(qtbot: QtBot, en: Language) -> PersonList:
    made = PersonList(en)
    qtbot.addWidget(made)
    made.set_rows(samples.PEOPLE)
    made.resize(276, 400)
    made.show()
    return made


def middle(people: PersonList, at: int) -> QPoint:
    return people.visualRect(people.model().index(at, 0)).center()


def test_rows_are_36_pixels_high(people: PersonList) -> None:
    assert people.visualRect(people.model().index(1, 0)).height() == 36


def test_a_click_opens_a_file_once_and_again_if_clicked_again(people: PersonList, qtbot: QtBot) -> None:
    opened: list[object] = []
    people.opened.connect(opened.append)
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=middle(people, 3))
    assert opened == [4]
    qtbot.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=middle(people, 3))
    assert opened == [4, 4]


def test_arrows_and_enter_open_files(people: PersonList, qtbot: QtBot) -> None:
    opened: list[object] = []
    people.show_key(1)
    people.opened.connect(opened.append)
    qtbot.keyClick(people, Qt.Key.Key_Down)
    qtbot.keyClick(people, Qt.Key.Key_Return)
    people.step(1)
    assert opened == [2, 2, 3]


def test_marking_somebody_opens_nothing(people: PersonList) -> None:
    opened: list[object] = []
    people.opened.connect(opened.append)
    people.show_key(5)
    assert (people.current_key(), opened) == (5, [])
    people.show_key("nobody")
    assert people.current_key() is None


def test_new_rows_keep_the_one_chosen(people: PersonList) -> None:
    people.show_key(5)
    people.set_rows(samples.PEOPLE[3:])
    assert people.current_key() == 5
    people.set_rows(samples.PEOPLE[:2])
    assert people.current_key() is None


def test_a_row_says_name_age_and_that_something_is_due_and_no_more(people: PersonList) -> None:
    model = people.model()
    said = [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert said == [
        "Құрманбаева Айгүл, 29",
        "Құрманбаев Дәулет, 7, something is due",
        "Құрманбаева Әмина, 3, something is overdue",
    ]


def test_a_long_list_is_asked_for_while_it_is_looked_through(people: PersonList, qtbot: QtBot) -> None:
    wanted: list[int] = []
    people.more_wanted.connect(wanted.append)
    people.set_rows([PersonRow(at, f"Person {at}") for at in range(50)], total=100)
    people.scrollToBottom()
    qtbot.waitUntil(lambda: wanted == [50])
    people.add_rows([PersonRow(at, f"Person {at}") for at in range(50, 100)])
    people.scrollToBottom()
    assert len(people.rows()) == 100
    assert wanted == [50]


def test_a_letter_goes_to_the_name_that_begins_with_it(people: PersonList) -> None:
    people.keyboardSearch("Бек")
    assert people.current_key() == 13


def test_another_language_keeps_rows_and_choice(people: PersonList, ru: Language) -> None:
    people.show_key(5)
    people.retranslate(ru)
    assert people.rows() == samples.PEOPLE
    assert people.current_key() == 5
