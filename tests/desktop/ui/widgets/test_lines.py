"""Text and numbers."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.widgets.lines import NumberEdit, TextEdit, TextLine


def test_a_line_is_trimmed_and_empty_is_none(qtbot: QtBot, en: Language) -> None:
    line = TextLine(en)
    qtbot.addWidget(line)
    qtbot.keyClicks(line, "  Dana  ")
    assert line.value() == "Dana"
    line.set_value(None)
    assert line.value() is None


def test_a_pasted_text_that_is_too_long_is_told_and_not_cut_off(qtbot: QtBot, en: Language) -> None:
    line = TextLine(en, length=200)
    qtbot.addWidget(line)
    line.setText("x" * 300)
    assert line.problem() == "100 characters too many; 200 fit."
    assert len(line.value() or "") == 300


@pytest.mark.parametrize(
    ("typed", "meant"), [("12.9", "12.9"), ("12,9", "12.9"), ("1 234", "1234"), ("-3", "-3")]
)
def test_a_number_is_read_with_comma_or_full_stop(qtbot: QtBot, en: Language, typed: str, meant: str) -> None:
    field = NumberEdit(en, "kg")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    assert field.value() == Decimal(meant)


def test_a_number_is_written_in_the_readers_language_and_read_back(qtbot: QtBot, ru: Language) -> None:
    field = NumberEdit(ru, "кг", low=Decimal(-5000))
    qtbot.addWidget(field)
    for number in (Decimal("12.9"), Decimal("-1234.5")):
        field.set_value(number)
        assert field.value() == number
    assert "," in field.text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("heavy", "Write a number, for example 12.5."),
        ("12.95", "Too many decimals; 1 at most."),
        ("0", "Between 1 and 300."),
        ("300.1", "Between 1 and 300."),
        ("", ""),
        ("12.50", ""),
    ],
)
def test_a_number_says_what_is_wrong_with_it(qtbot: QtBot, en: Language, typed: str, said: str) -> None:
    field = NumberEdit(en, "kg", low=Decimal(1), high=Decimal(300))
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.problem() == said
    assert (field.value() is None) == bool(said or not typed)


def test_a_text_takes_words_only_and_counts_down_near_its_end(qtbot: QtBot, en: Language) -> None:
    field = TextEdit(en, length=50)
    qtbot.addWidget(field)
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b>")
    pasted.setText("bold")
    with qtbot.waitSignal(field.edited):
        field.insertFromMimeData(pasted)
    assert field.value() == "bold"
    field.set_value("x" * 49)
    assert field.note() == "1 character left"
    field.set_value("x" * 51)
    assert field.problem() == "1 character too many; 50 fit."


def test_setting_a_text_is_not_editing_it(qtbot: QtBot, en: Language) -> None:
    field, told = TextEdit(en), []
    qtbot.addWidget(field)
    field.edited.connect(lambda: told.append(1))
    field.set_value("from the file")
    assert told == []


def test_tab_leaves_a_text_of_many_lines(qtbot: QtBot, en: Language) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    text, line = TextEdit(en), TextLine(en)
    column.addWidget(text)
    column.addWidget(line)
    page.show()
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert page.focusWidget() is line
    assert text.value() is None
