from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.people.families import FIELDS, FamilyPart
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.searches import Hit, PersonPicker
from tests.desktop.ui.people.looking import opened, said, settle
from tests.desktop.ui.small_vault import House


def fill(part: FamilyPart, other: Hit, kind: str) -> None:
    picker, codes = part.rows[FIELDS[0]].field, part.rows[FIELDS[1]].field
    assert isinstance(picker, PersonPicker)
    assert isinstance(codes, CodePicker)
    picker.set_value(other)
    codes.set_value(kind)


def test_a_relation_is_saved_and_shown(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "case_worker", en, small_house.children[0], "family")
    part = file.findChildren(FamilyPart)[0]
    fill(part, Hit(small_house.children[2], "Құрманбаев Тимур"), "SIBLING_HALF")
    save = next(one for one in part.findChildren(QPushButton) if one.text() == "Save the relation")
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    settle(small_house)
    assert "Құрманбаев Тимур, half-sibling, 14 m" in said(part)


def test_a_relation_that_cannot_be_is_refused_beside_its_field(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "case_worker", en, small_house.children[0], "family")
    part = file.findChildren(FamilyPart)[0]
    fill(part, Hit(small_house.children[2], "Құрманбаев Тимур"), "MOTHER")
    part.relate()
    settle(small_house)
    assert "She cannot have been the mother at this age." in part.rows[FIELDS[1]].beneath


def test_nothing_is_saved_while_a_field_is_empty(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "case_worker", en, small_house.children[0], "family")
    part = file.findChildren(FamilyPart)[0]
    part.relate()
    assert part.rows[FIELDS[0]].beneath == "This is needed."
    assert not file.context.work.writing


def test_relatives_are_found_by_the_beginning_of_their_name(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "case_worker", en, small_house.children[0], "family")
    part = file.findChildren(FamilyPart)[0]
    picker = part.rows[FIELDS[0]].field
    assert isinstance(picker, PersonPicker)
    found: list[Hit] = []
    part._search("тим", found.extend)
    settle(small_house)
    assert [one.title for one in found] == ["Құрманбаев Тимур"]


def test_who_may_not_write_families_is_not_asked_for_relations(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "nurse", en, small_house.children[0], "family")
    part = file.findChildren(FamilyPart)[0]
    assert part.rows == {}
    assert "Құрманбаева Айгүл, mother" in said(part)
