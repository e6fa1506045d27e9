"""The arrival desk by keyboard, on a real vault with a list of 146 people."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.queries.arrivals import Line
from desktop.services.arrival_desk import desk_list
from desktop.ui.intake.arrival_desk import ArrivalDesk
from desktop.ui.intake.arrival_keys import letter_of
from desktop.ui.widgets.values import fold
from tests.desktop.ui.desk_vault import PEOPLE, Desktop

MOST_KEYS_A_PERSON = 12
_KEYS = {"\r": Qt.Key.Key_Return, "\b": Qt.Key.Key_Backspace, "\x1b": Qt.Key.Key_Escape}


class Keyboard:
    """Presses keys where the focus is, and counts them."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, keys: str, on: QWidget) -> None:
        for key in keys:
            self.pressed += 1
            code = _KEYS.get(key, Qt.Key.Key_unknown)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(on, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, key))


def desk_page(desktop: Desktop, login: str = "case") -> ArrivalDesk:
    desktop.log_in(login)
    desktop.umid.window._command("arrival_desk")
    desktop.settle()
    page = desktop.umid.window.page()
    assert isinstance(page, ArrivalDesk)
    return page


def saved(desktop: Desktop) -> dict[str, Line]:
    """What the vault says of each line, by case code."""
    desktop.settle()
    sitting = desktop.sitting
    with sitting.opened.vault.reading() as session:
        return {one.code: one for one in desk_list(session, desk=sitting.desk()).lines}


def type_on(page: ArrivalDesk, keys: str) -> int:
    keyboard = Keyboard()
    keyboard.press(keys, page.list)
    return keyboard.pressed


def families(lines: Sequence[Line]) -> list[list[Line]]:
    return [list(home) for _key, home in groupby(lines, key=lambda one: one.household_id or one.id)]


def find(page: ArrivalDesk, keyboard: Keyboard, wanted: Line) -> None:
    """Space, letters of the name until the line is reached, Enter."""
    keyboard.press(" ", page.list)
    for letter in wanted.name:
        if page.model.line(page.list.at).id == wanted.id:
            break
        keyboard.press(letter, page.finder)
    keyboard.press("\r", page.finder)
    if page.model.line(page.list.at).id != wanted.id:
        keyboard.press(" ", page.list)
        keyboard.press(f"{wanted.number}\r", page.finder)


def take_family(page: ArrivalDesk, keyboard: Keyboard, home: Sequence[Line], room: str, absent: Line) -> None:
    """Find the family, type its room once, and go through its members."""
    find(page, keyboard, home[0])
    for at, member in enumerate(home):
        assert page.model.line(page.list.at).id == member.id
        if member is absent:
            keyboard.press("N", page.list)
            continue
        if member.number is not None and member.number % 9 == 0:
            keyboard.press("UF\r", page.list)
        first = not any(one is not absent for one in home[:at])
        keyboard.press(f"{room}\r" if first else "\r", page.list)


def test_146_people_take_at_most_twelve_keys_each_with_their_rooms(desktop: Desktop) -> None:
    page = desk_page(desktop)
    lines = page.model.lines()
    assert len(lines) == PEOPLE
    homes = families(lines)
    absent = homes[3][-1]
    # Families come through the door in any order.
    homes = [*homes[1::2], *homes[::2]]
    keyboard = Keyboard()
    for number, home in enumerate(homes, start=101):
        take_family(page, keyboard, home, str(number), absent)
    assert keyboard.pressed / PEOPLE <= MOST_KEYS_A_PERSON
    after = saved(desktop)
    assert Counter(one.state for one in after.values()) == {"HERE": PEOPLE - 1, "NOT_HERE": 1}
    for number, home in enumerate(homes, start=101):
        assert {after[one.code].room for one in home if one is not absent} <= {str(number)}
    assert "Here 145 of 146" in page.count.text()
    assert absent.name in page.differences.text()


def test_here_shows_at_once_and_goes_on_to_the_next(desktop: Desktop) -> None:
    page = desk_page(desktop)
    first = page.list.at
    type_on(page, "h")
    assert page.model.line(first).state == "HERE"
    assert page.list.at == first + 1
    assert saved(desktop)[page.model.line(first).code].state == "HERE"


def test_the_keys_work_on_a_russian_keyboard(desktop: Desktop) -> None:
    assert [letter_of(letter) for letter in "рРтгазфьия"] == list("HHNUFPAMBZ")
    page = desk_page(desktop)
    first = page.list.at
    type_on(page, "га\rр")
    line = saved(desktop)[page.model.line(first).code]
    assert (line.state, line.urgent) == ("HERE", ("FEVER",))


def test_a_bed_goes_into_the_room_of_the_family(desktop: Desktop) -> None:
    page = desk_page(desktop)
    home = next(home for home in families(page.model.lines()) if len(home) > 1)
    page.list.go_to(page.model.place_of(home[0]))
    type_on(page, "12/1\r/2\r")
    after = saved(desktop)
    assert [(after[one.code].room, after[one.code].bed) for one in home[:2]] == [("12", "1"), ("12", "2")]


def test_the_room_of_one_family_is_not_given_to_the_next(desktop: Desktop) -> None:
    page = desk_page(desktop)
    one, other = families(page.model.lines())[:2]
    page.list.go_to(page.model.place_of(one[-1]))
    type_on(page, "12\r")
    page.list.go_to(page.model.place_of(other[0]))
    type_on(page, "\r")
    assert saved(desktop)[other[0].code].room is None


def test_a_bed_that_is_taken_puts_the_line_back_and_says_so(desktop: Desktop) -> None:
    page = desk_page(desktop)
    type_on(page, "12/1\r12/1\r")
    desktop.settle()
    assert "Bed 1 in room 12 is taken." in page.banner.text
    states = [one.state for one in page.model.lines()[:2]]
    assert states == ["HERE", "EXPECTED"]


def test_a_slip_is_taken_back_with_one_key(desktop: Desktop, qtbot: QtBot) -> None:
    page = desk_page(desktop)
    line = page.model.line(page.list.at)
    type_on(page, "12\r")
    assert saved(desktop)[line.code].room == "12"
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    after = saved(desktop)[line.code]
    assert (after.state, after.room) == ("EXPECTED", None)
    assert page.model.line(page.list.at).id == line.id


def test_undo_goes_back_through_every_kind_of_key(desktop: Desktop, qtbot: QtBot) -> None:
    page = desk_page(desktop)
    before = [(one.state, one.urgent, one.room) for one in page.model.lines()[:3]]
    type_on(page, "UB\r12\rN\b")
    type_on(page, "H")
    for _step in range(5):
        qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    after = saved(desktop)
    codes = [one.code for one in page.model.lines()[:3]]
    assert [(after[code].state, after[code].urgent, after[code].room) for code in codes] == before


def test_escape_leaves_a_room_half_typed(desktop: Desktop) -> None:
    page = desk_page(desktop)
    type_on(page, "12\x1b")
    assert page.model.typing is None
    assert page.model.line(page.list.at).state == "EXPECTED"


def test_who_is_not_on_the_list_gets_a_file_and_is_here(desktop: Desktop) -> None:
    page = desk_page(desktop)
    type_on(page, "+")
    form = page._unlisted
    assert form.isVisible()
    form.given.set_value("Зейнеп")
    form.sex.set_value("F")
    form.save()
    desktop.settle()
    assert "not on the list 1" in page.count.text()
    assert "Зейнеп" in page.differences.text()
    new = next(one for one in saved(desktop).values() if one.state == "NOT_ON_LIST")
    page.list.go_to(page.model.place_of(new))
    type_on(page, "31\r")
    assert saved(desktop)[new.code].room == "31"


def test_the_small_form_marks_what_is_missing(desktop: Desktop) -> None:
    page = desk_page(desktop)
    type_on(page, "+")
    page._unlisted.sex.set_value("F")
    page._unlisted.save()
    desktop.settle()
    assert "at least one name" in page._unlisted.rows["name.surname"].beneath


def test_letters_of_a_name_go_to_its_line(desktop: Desktop) -> None:
    page = desk_page(desktop)
    wanted = page.model.lines()[40]
    find(page, Keyboard(), wanted)
    assert page.model.line(page.list.at).id == wanted.id
    assert fold(wanted.name)


def test_the_screen_reader_hears_a_whole_sentence(desktop: Desktop) -> None:
    page = desk_page(desktop)
    type_on(page, "12/3\r")
    said = str(page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith(page.model.line(0).name)
    assert "Here, room 12, bed 3" in said


def test_printing_asks_for_the_paper_of_this_arrival(desktop: Desktop) -> None:
    desk_page(desktop)
    desktop.umid.window._command("print")
    desktop.settle()
    assert not isinstance(desktop.umid.window.page(), ArrivalDesk)
