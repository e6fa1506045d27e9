"""Dates known in part."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.rules.partial_dates import Basis, PartialDate, Precision, exact, parse
from desktop.ui.widgets.partial_dates import PartialDateEdit
from desktop.ui.widgets.values import Choice
from tests.desktop.ui.keys import type_letters

BASES = [Choice(Basis.MOTHER, "mother"), Choice(Basis.DOCUMENT, "document")]


@pytest.fixture
def field(qtbot: QtBot, en: Language) -> PartialDateEdit:
    made = PartialDateEdit(en, BASES)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "precision"),
    [
        ("1990", Precision.YEAR),
        ("spring 1990", Precision.SEASON),
        ("12.05.1990", Precision.DAY),
        ("about 1985", Precision.APPROX),
        ("весна 1990", Precision.SEASON),
    ],
)
def test_a_date_is_typed_in_words(
    field: PartialDateEdit, qtbot: QtBot, typed: str, precision: Precision
) -> None:
    with qtbot.waitSignal(field.edited):
        type_letters(field.line, typed)
    value = field.value()
    assert value is not None
    assert (value.precision, value.original) == (precision, typed)


def test_it_says_how_it_was_understood(field: PartialDateEdit) -> None:
    field.line.setText("spring 1990")
    assert field.note() == "understood: spring 1990 (01.03.1990 to 31.05.1990)"
    field.line.setText("12.05.1990")
    assert field.note() == "understood: 12.05.1990"


def test_a_hijri_date_is_understood(field: PartialDateEdit) -> None:
    field.line.setText("Ramadan 1440 AH")
    assert field.note().startswith("understood: Ramadan 1440")


def test_it_may_be_empty(field: PartialDateEdit) -> None:
    assert (field.value(), field.problem(), field.note()) == (None, "", "")


def test_what_is_not_understood_says_how_to_write_it(field: PartialDateEdit) -> None:
    field.line.setText("the day it rained")
    assert field.value() is None
    assert "12.05.1990" in field.problem()


def test_it_keeps_who_says_so(field: PartialDateEdit) -> None:
    field.set_value(parse("1990"))
    assert field.basis is not None
    field.basis.set_value(Basis.MOTHER)
    value = field.value()
    assert value is not None
    assert value.basis is Basis.MOTHER


def test_a_date_without_words_is_shown_as_the_language_writes_it(field: PartialDateEdit) -> None:
    stored = PartialDate(date(1990, 1, 1), date(1990, 12, 31), Precision.YEAR)
    field.set_value(stored)
    assert field.line.text() == "1990"
    field.set_value(exact(date(1990, 5, 12), Basis.DOCUMENT))
    assert field.line.text() == "12.05.1990"
    field.set_value(None)
    assert field.value() is None
