"""One row of a form, and the grid of rows."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.dates import MomentEdit, OptionalDateEdit
from desktop.ui.widgets.lines import NumberEdit, TextEdit, TextLine
from desktop.ui.widgets.partial_dates import PartialDateEdit
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.widgets.ticks import MultiPicker
from desktop.ui.widgets.values import Choice

TODAY = date(2026, 11, 22)
CHOICES = [Choice("A", "yes"), Choice("B", "no")]


@pytest.fixture
def row(qtbot: QtBot, en: Language) -> FieldRow:
    made = FieldRow(en, "&MUAC, mm", NumberEdit(en, "mm", places=0), hint="left arm")
    qtbot.addWidget(made)
    made.show()
    return made


def every_field(en: Language) -> list[QWidget]:
    return [
        TextLine(en),
        NumberEdit(en),
        TextEdit(en),
        OptionalDateEdit(en, lambda: TODAY),
        MomentEdit(en, lambda: TODAY),
        PartialDateEdit(en),
        CodePicker(en, CHOICES),
        CodePicker(en, CHOICES, segmented=False),
        MultiPicker(en, CHOICES),
    ]


def test_every_kind_of_field_has_a_buddy_a_name_and_a_description(qtbot: QtBot, en: Language) -> None:
    for field in every_field(en):
        made = FieldRow(en, "&Weight && height", field, hint="in the morning")
        qtbot.addWidget(made)
        assert made.label.buddy() is field
        assert field.accessibleName() == "Weight & height"
        assert field.accessibleDescription() == "in the morning"
        target = field.focusProxy() or field
        assert target.accessibleName() == "Weight & height"


def test_an_ampersand_meant_as_such_is_said(qtbot: QtBot, en: Language) -> None:
    made = FieldRow(en, "Papers && &rights", TextLine(en))
    qtbot.addWidget(made)
    assert made.field.accessibleName() == "Papers & rights"


def test_the_key_of_the_label_goes_to_the_field(row: FieldRow, qtbot: QtBot) -> None:
    row.activateWindow()
    qtbot.keyClick(row, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert row.focusWidget() is row.field


def test_beneath_stands_the_hint_then_the_last_value_then_the_problem(row: FieldRow) -> None:
    assert row.beneath == "left arm"
    row.set_last("last 138 on 15.11")
    assert row.beneath == "last 138 on 15.11"
    row.show_error("Looks like centimetres.")
    assert (row.beneath, row.state) == ("Looks like centimetres.", "error")
    row.clear_problem()
    assert (row.beneath, row.state) == ("last 138 on 15.11", "")


def test_the_way_out_of_an_error_is_taken_with_a_click(row: FieldRow, qtbot: QtBot) -> None:
    field = row.field
    assert isinstance(field, NumberEdit)
    field.set_value(14)
    row.show_error("Looks like centimetres.", "Use 142", lambda: field.set_value(142))
    assert row._way_out.isVisible()
    assert not row.check()
    qtbot.mouseClick(row._way_out, Qt.MouseButton.LeftButton)
    assert field.value() == Decimal(142)
    assert (row.state, row.check()) == ("", True)


def test_a_warning_is_confirmed_only_with_a_reason(row: FieldRow, qtbot: QtBot) -> None:
    row.show_warning("Much higher than last week.")
    heard: list[str] = []
    row.confirmed.connect(heard.append)
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    assert (heard, row.state) == ([], "warning")
    qtbot.keyClicks(row.reason, "measured twice")
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    assert (heard, row.state) == (["measured twice"], "")


def test_a_warning_may_have_a_way_out_too(row: FieldRow, qtbot: QtBot) -> None:
    field = row.field
    assert isinstance(field, NumberEdit)
    row.show_warning("Much higher than last week.", "Use 142", lambda: field.set_value(142))
    qtbot.mouseClick(row._way_out, Qt.MouseButton.LeftButton)
    assert (field.value(), row.state) == (Decimal(142), "")


def test_typing_takes_an_error_away_and_is_told(row: FieldRow, qtbot: QtBot) -> None:
    row.show_error("Looks like centimetres.")
    with qtbot.waitSignal(row.edited):
        qtbot.keyClicks(row.field, "142")
    assert row.state == ""


def test_what_the_field_finds_wrong_itself_is_shown_when_it_is_checked(row: FieldRow, qtbot: QtBot) -> None:
    qtbot.keyClicks(row.field, "many")
    assert row.state == ""
    assert not row.check()
    assert row.beneath == "Write a number, for example 12."
    assert row.field.property("state") == "error"


def test_a_needed_field_says_so_and_may_not_be_empty(qtbot: QtBot, en: Language) -> None:
    for field in every_field(en):
        made = FieldRow(en, "&Name", field, required=True)
        qtbot.addWidget(made)
        assert made.label.text() == "&Name (needed)"
        assert not made.check()
        assert made.beneath == "This is needed."


def test_the_reason_line_does_not_shadow_the_fields_own_problem(row: FieldRow) -> None:
    row.show_warning("Unlikely.")
    assert row.reason.isVisible()
    row.show_error("Impossible.")
    assert not row.reason.isVisible()


def test_a_grid_has_fewer_columns_where_there_is_less_room(qtbot: QtBot, en: Language) -> None:
    grid = FormGrid(3, least=150)
    qtbot.addWidget(grid)
    for at in range(3):
        grid.add(FieldRow(en, f"Field {at}", TextLine(en)))
    for width, lines in ((700, 1), (340, 2), (200, 3)):
        grid.resize(width, 400)
        grid.show()
        tops = {row.y() for row in grid.rows()}
        qtbot.waitUntil(lambda lines=lines: len({row.y() for row in grid.rows()}) == lines)
        assert tops


def test_a_grid_gives_a_text_its_whole_width(qtbot: QtBot, en: Language) -> None:
    grid = FormGrid(3)
    qtbot.addWidget(grid)
    grid.add(FieldRow(en, "Short", TextLine(en)))
    grid.add(FieldRow(en, "Note", TextEdit(en)))
    grid.resize(700, 300)
    grid.show()
    short, note = grid.rows()
    qtbot.waitUntil(lambda: note.y() > short.y())
    assert note.width() > 2 * short.width()


def test_a_grid_checks_every_row_and_goes_to_the_first_that_is_wrong(qtbot: QtBot, en: Language) -> None:
    grid = FormGrid(2)
    qtbot.addWidget(grid)
    rows = [
        FieldRow(en, name, TextLine(en), required=name != "Nickname") for name in ("Nickname", "Name", "Town")
    ]
    for row in rows:
        grid.add(row)
    grid.show()
    assert not grid.check()
    assert [row.state for row in rows] == ["", "error", "error"]
    assert grid.focusWidget() is rows[1].field


def test_tab_goes_through_a_grid_in_paper_order(qtbot: QtBot, en: Language) -> None:
    grid = FormGrid(3)
    qtbot.addWidget(grid)
    fields = [TextLine(en), MomentEdit(en, lambda: TODAY), CodePicker(en, CHOICES), TextLine(en)]
    for at, field in enumerate(fields):
        grid.add(FieldRow(en, f"Field {at}", field))
    grid.show()
    fields[0].setFocus()
    seen = []
    for _step in range(4):
        qtbot.keyClick(grid.focusWidget(), Qt.Key.Key_Tab)
        seen.append(grid.focusWidget())
    moment = fields[1]
    assert isinstance(moment, MomentEdit)
    assert seen == [moment.day, moment.time, fields[2].focusProxy().focusProxy(), fields[3]]
