"""Fields that look elsewhere while one types."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.widgets.searches import Hit, PersonPicker, SearchField

PEOPLE = [
    Hit(1, "Айгүл Құрманбаева", "29 · room 12"),
    Hit(2, "Айгерим Оразова", "31"),
    Hit(3, "Дана Тұрсынова"),
]


class Searcher:
    """Keeps what was asked, and answers when told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.waiting: list[tuple[str, Callable[[Sequence[Hit]], None]]] = []
        self.at_once = True

    def __call__(self, text: str, deliver: Callable[[Sequence[Hit]], None]) -> None:
        self.asked.append(text)
        if self.at_once:
            deliver([hit for hit in PEOPLE if text.casefold() in hit.title.casefold()])
        else:
            self.waiting.append((text, deliver))


@pytest.fixture
def searcher() -> Searcher:
    return Searcher()


@pytest.fixture
def field(qtbot: QtBot, en: Language, searcher: Searcher) -> SearchField:
    made = SearchField(en, searcher)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def type_text(field: SearchField | PersonPicker, text: str) -> None:
    field.setText(text)
    field.textEdited.emit(text)


def test_every_letter_asks_and_what_is_found_stands_below(field: SearchField, searcher: Searcher) -> None:
    type_text(field, "А")
    type_text(field, "Айг")
    assert searcher.asked == ["А", "Айг"]
    assert field.hits_shown
    assert field._model.rowCount() == 2


def test_down_and_enter_take_a_hit_and_empty_the_field(field: SearchField, qtbot: QtBot) -> None:
    type_text(field, "Айг")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.chosen) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [PEOPLE[1]]
    assert (field.text(), field.hits_shown) == ("", False)


def test_escape_closes_the_hits_and_keeps_the_text(field: SearchField, qtbot: QtBot) -> None:
    type_text(field, "Айг")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.hits_shown) == ("Айг", False)


def test_an_answer_to_an_older_text_is_ignored(field: SearchField, searcher: Searcher) -> None:
    searcher.at_once = False
    type_text(field, "Айг")
    type_text(field, "Дан")
    for _text, deliver in reversed(searcher.waiting):
        deliver(PEOPLE[2:] if _text == "Дан" else PEOPLE[:2])
    assert [field._model.index(at, 0).data() for at in range(field._model.rowCount())] == ["Дана Тұрсынова"]


def test_nothing_typed_asks_nothing(field: SearchField, searcher: Searcher) -> None:
    type_text(field, "  ")
    assert searcher.asked == []
    assert not field.hits_shown


def test_a_hit_is_said_with_what_it_is(field: SearchField) -> None:
    type_text(field, "Айгүл")
    said = field._model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Айгүл Құрманбаева, 29 · room 12"


def test_the_search_names_itself_in_the_windows_language(field: SearchField) -> None:
    assert field.accessibleName() == field.placeholderText() == "Find a person, paper, task or page"


@pytest.fixture
def picker(qtbot: QtBot, en: Language, searcher: Searcher) -> PersonPicker:
    made = PersonPicker(en, searcher)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def test_a_person_is_chosen_and_kept(picker: PersonPicker, qtbot: QtBot) -> None:
    type_text(picker, "Айгүл")
    assert picker.value() is None
    assert picker.problem() == "Choose somebody from the list below the field."
    with qtbot.waitSignal(picker.edited):
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert (picker.value(), picker.text(), picker.problem()) == (1, "Айгүл Құрманбаева", "")
    assert picker.note() == "29 · room 12"


def test_a_name_changed_by_hand_is_nobody(picker: PersonPicker, qtbot: QtBot) -> None:
    picker.set_value(PEOPLE[0])
    qtbot.keyClick(picker, Qt.Key.Key_Delete)
    assert picker.value() is None


def test_no_person_is_a_value_too(picker: PersonPicker) -> None:
    picker.set_value(PEOPLE[0])
    picker.set_value(None)
    assert (picker.value(), picker.problem(), picker.text()) == (None, "", "")
