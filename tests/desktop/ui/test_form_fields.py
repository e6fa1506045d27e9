"""Every kind of question as a widget, and its value as a fact."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtTest import QTest

from db.types import SealedText
from desktop.forms.catalogue import FORMS
from desktop.forms.spec import Field, Kind
from desktop.i18n import Language
from desktop.rules.partial_dates import parse
from desktop.ui.form_editor import FormEditor
from desktop.ui.form_fields import NOTHING, Surroundings, sentences, shown
from desktop.vocabularies import vocabulary
from tests.desktop.ui.editors import (
    OTHER,
    TODAY,
    WEIGHT,
    Saver,
    around,
    row,
)

EXAMPLES: dict[Kind, Any] = {
    Kind.TEXT: "a word",
    Kind.LONG_TEXT: "a word & <b>another</b>",
    Kind.DATE: date(2026, 11, 1),
    Kind.PARTIAL_DATE: parse("spring 2023"),
    Kind.MOMENT: 1_795_000_020_000,
    Kind.TICK: True,
    Kind.STAFF: OTHER,
}

MEASURED: dict[str, Any] = {
    "weight": Decimal("12.9"), "height": Decimal("94.4"), "head": Decimal("48.5"), "muac": 142,
    "temperature": Decimal("36.6"), "pulse": 90, "breaths": 30, "systolic": 110, "diastolic": 70,
    "oxygen": 97,
}  # fmt: skip


def example(where: Surroundings, field: Field) -> Any:
    if field.kind in (Kind.CODE, Kind.CODES):
        codes = [code.code for code in vocabulary(field.vocabulary or "").offered()]
        return codes[0] if field.kind is Kind.CODE else (codes[0],)
    if field.kind is Kind.NUMBER:
        return MEASURED[field.measure] if field.measure else 7
    if field.kind is Kind.CHOICE:
        return where.choices[field.name][0][0]
    return EXAMPLES[field.kind]


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("tag", ["en", "ru"])
def test_every_form_gives_back_what_was_filled_in(
    open_form: Callable[..., FormEditor], request: pytest.FixtureRequest, key: str, tag: str
) -> None:
    form = FORMS[key]
    choices = {field.name: ((uuid4(), "Sewing"), (uuid4(), "Sewing")) for field in form.fields()}
    where = around(request.getfixturevalue(tag), choices=choices)
    values = {field.name: example(where, field) for field in form.fields()}
    editor = open_form(key, where)
    editor.fill(values)
    assert editor.values() == values
    assert editor.check()
    assert not editor.dirty


def test_a_moment_is_counted_in_the_zone_of_the_centre(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    editor = open_form("appointment")
    editor.fill({"appointment.service": "FAMILY"})
    moment = row(editor, "appointment.starts_at").field
    QTest.keyClicks(moment.day, "27.11.2026")
    editor.save()
    assert saver.saves == []
    assert row(editor, "appointment.starts_at").beneath == "Write the time too, for example 14:30."
    QTest.keyClicks(moment.time, "11:00")
    editor.save()
    # 11:00 in Almaty is 06:00 UTC.
    assert saver.saves[0][0]["appointment.starts_at"] == 1_795_759_200_000


def test_numbers_are_read_and_shown_without_idle_noughts(
    open_form: Callable[..., FormEditor], en: Language
) -> None:
    field = FORMS["measurement"].field(WEIGHT)
    for number, text in (("12.60", "12.6"), ("100.00", "100"), ("0.50", "0.5")):
        assert shown(around(en), field, Decimal(number)) == f"{text} kg"
        editor = open_form("measurement")
        editor.fill({WEIGHT: Decimal(number)})
        assert row(editor, WEIGHT).field.text() == text


def test_two_colleagues_of_one_name_can_both_be_chosen(
    open_form: Callable[..., FormEditor], en: Language
) -> None:
    both: tuple[tuple[UUID, str], ...] = ((uuid4(), "Асанова А."), (uuid4(), "Асанова А."))
    editor = open_form("legal_step", Surroundings(en, lambda: TODAY, "Asia/Almaty", staff=both))
    for key, _name in both:
        editor.fill({"legal_step.done_by_id": key})
        assert editor.values()["legal_step.done_by_id"] == key


FIELDS = [(key, field) for key, form in FORMS.items() for field in form.fields()]


@pytest.mark.parametrize("tag", ["en", "ru"])
@pytest.mark.parametrize(("key", "field"), FIELDS, ids=lambda one: getattr(one, "name", one))
def test_every_value_reads_as_words_and_nothing_as_a_dash(
    request: pytest.FixtureRequest, key: str, field: Field, tag: str
) -> None:
    where = around(request.getfixturevalue(tag), choices={field.name: ((uuid4(), "Sewing"),)})
    said = shown(where, field, example(where, field))
    assert said not in {"", NOTHING}, key
    assert "&" not in said or field.kind is Kind.LONG_TEXT
    assert shown(where, field, None) == NOTHING


def test_a_colleague_of_another_centre_and_a_sealed_text_have_a_word(en: Language) -> None:
    done_by, note = FORMS["goal"].field("goal.text"), FORMS["legal_note"].field("legal_note.text")
    assert shown(around(en), FORMS["legal_note"].field("legal_note.done_by_id"), uuid4()) == "not known here"
    assert shown(around(en), note, SealedText(uuid4(), b"", b"")) == "sealed"
    assert shown(around(en), done_by, "a word") == "a word"


@pytest.mark.parametrize(
    ("message", "rest", "better"),
    [
        ("Looks like metres. Use {suggestion}.", "Looks like metres.", "Use {suggestion}."),
        ("The point may be missing. Is it {suggestion}?", "The point may be missing.", "Is it {suggestion}?"),
        ("Use {suggestion}.", "Use {suggestion}.", ""),
        ("Type a number.", "Type a number.", ""),
    ],
)
def test_the_sentence_that_names_the_better_value_becomes_the_link(
    message: str, rest: str, better: str
) -> None:
    assert sentences(message) == (rest, better)
