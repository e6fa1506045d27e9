"""Days and times that may be empty."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.widgets.dates import MomentEdit, OptionalDateEdit, OptionalTimeEdit, read_day, read_time
from tests.desktop.ui.keys import type_letters

TODAY = date(2026, 11, 22)


@pytest.fixture
def day(qtbot: QtBot, en: Language) -> OptionalDateEdit:
    made = OptionalDateEdit(en, lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22.11.2026", TODAY),
        ("1.2.2026", date(2026, 2, 1)),
        ("01022026", date(2026, 2, 1)),
        ("1/2/26", date(2026, 2, 1)),
        ("1-2-74", date(1974, 2, 1)),
        ("5.12", date(2026, 12, 5)),
        ("0512", date(2026, 12, 5)),
        ("29.02.2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, meant: date | None) -> None:
    assert read_day(typed, TODAY) == meant


def test_a_day_may_be_empty_and_today_is_not_stored_as_a_fact(day: OptionalDateEdit) -> None:
    assert (day.value(), day.problem(), day.text()) == (None, "", "")
    day.set_value(TODAY)
    day.set_value(None)
    assert day.value() is None


def test_t_writes_today_also_on_a_cyrillic_keyboard(day: OptionalDateEdit, qtbot: QtBot) -> None:
    for letter in ("t", "е"):
        day.clear()
        with qtbot.waitSignal(day.edited):
            type_letters(day, letter)
        assert day.value() == TODAY


def test_plus_and_minus_and_the_arrows_go_by_days_and_pages_by_months(
    day: OptionalDateEdit, qtbot: QtBot
) -> None:
    day.set_value(date(2026, 1, 31))
    qtbot.keyClicks(day, "+")
    assert day.value() == date(2026, 2, 1)
    qtbot.keyClicks(day, "-")
    qtbot.keyClick(day, Qt.Key.Key_Down)
    assert day.value() == date(2026, 1, 30)
    qtbot.keyClick(day, Qt.Key.Key_PageUp)
    assert day.value() == date(2026, 2, 28)


def test_a_hyphen_inside_a_half_typed_day_is_typing(day: OptionalDateEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(day, "1-12-2026")
    assert day.value() == date(2026, 12, 1)


def test_a_day_is_written_out_when_the_field_is_left(day: OptionalDateEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(day, "112")
    assert day.problem() == "Not a day. Write it like 22.11.2026."
    day.clear()
    qtbot.keyClicks(day, "5.12")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert day.text() == "05.12.2026"
    assert day.note() == "Sat 5 Dec"


def test_f4_opens_the_month_and_a_click_in_it_fills_the_field(day: OptionalDateEdit, qtbot: QtBot) -> None:
    qtbot.keyClick(day, Qt.Key.Key_F4)
    assert day._popup is not None
    assert day._popup.isVisible()
    with qtbot.waitSignal(day.edited):
        day._popup.picked.emit(date(2026, 11, 3))
    assert day.value() == date(2026, 11, 3)


def test_a_read_only_day_does_not_change(day: OptionalDateEdit, qtbot: QtBot) -> None:
    day.set_value(TODAY)
    day.set_read_only(True)
    qtbot.keyClicks(day, "+t1")
    qtbot.keyClick(day, Qt.Key.Key_F4)
    assert day.value() == TODAY
    assert day._popup is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("9", time(9)), ("910", time(9, 10)), ("9:10", time(9, 10)), ("14.30", time(14, 30)), ("25", None)],
)
def test_a_time_is_read_as_people_type_it(typed: str, meant: time | None) -> None:
    assert read_time(typed) == meant


def test_a_time_may_be_empty_is_tidied_and_moves_by_five_minutes(qtbot: QtBot, en: Language) -> None:
    field = OptionalTimeEdit(en)
    qtbot.addWidget(field)
    assert (field.value(), field.problem()) == (None, "")
    qtbot.keyClicks(field, "910")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "09:10"
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == time(9, 15)
    field.setText("99")
    assert field.problem() == "Not a time. Write it like 14:30."


def test_a_moment_is_a_day_and_perhaps_a_time(qtbot: QtBot, en: Language) -> None:
    field = MomentEdit(en, lambda: TODAY)
    qtbot.addWidget(field)
    assert field.value() is None
    field.time.set_value(time(9))
    assert field.problem() == "A time needs its day."
    with qtbot.waitSignal(field.edited):
        qtbot.keyClicks(field.day, "t")
    assert field.value() == (TODAY, time(9))
    field.set_value(None)
    assert (field.value(), field.problem()) == (None, "")
