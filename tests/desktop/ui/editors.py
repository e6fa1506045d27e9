"""An editor to type into, and who takes what it hands over."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.errors import Refused
from desktop.forms.catalogue import FORMS
from desktop.i18n import Language
from desktop.services.records import Doubt
from desktop.ui.form_editor import FormEditor
from desktop.ui.form_fields import Surroundings
from desktop.ui.widgets.rows import FieldRow
from tests.desktop.ui.keys import type_letters

TODAY = date(2026, 11, 22)
ME, OTHER = uuid4(), uuid4()
WEIGHT, ARM, HEIGHT = "measurement.weight", "measurement.muac", "measurement.height"
NOTE, DONE_BY = "counselling_note.text", "counselling_session.done_by_id"


class Saver:
    """Takes what an editor hands over, and answers as a service would."""

    def __init__(self) -> None:
        self.saves: list[tuple[dict[str, Any], dict[str, str]]] = []
        self.kept: list[dict[str, Any]] = []
        self.refusals: list[Refused] = []
        self.finished: Callable[[str], object] | None = None

    def save(
        self,
        values: dict[str, Any],
        confirmed: dict[str, str],
        done: Callable[[object], object],
        refused: Callable[[Refused], object],
    ) -> None:
        self.saves.append((values, confirmed))
        if self.refusals:
            refused(self.refusals.pop(0))
        else:
            done("saved id")

    def keep(self, values: dict[str, Any], done: Callable[[str], object]) -> None:
        self.kept.append(values)
        self.finished = done


@pytest.fixture
def saver() -> Saver:
    return Saver()


def around(language: Language, **more: Any) -> Surroundings:
    return Surroundings(
        language, lambda: TODAY, "Asia/Almaty", me=ME, staff=((ME, "Темирова Н."), (OTHER, "Мусина А.")),
        sealed_to=lambda _field: "psychologist", **more,
    )  # fmt: skip


@pytest.fixture
def open_form(qtbot: QtBot, en: Language, saver: Saver) -> Iterator[Callable[..., FormEditor]]:
    made: list[FormEditor] = []

    def open_one(key: str, where: Surroundings | None = None, **more: Any) -> FormEditor:
        editor = FormEditor(where or around(en), FORMS[key], saver.save, keep=saver.keep, **more)
        qtbot.addWidget(editor)
        editor.resize(800, 700)
        with qtbot.waitActive(editor):
            editor.show()
            editor.activateWindow()
        made.append(editor)
        return editor

    yield open_one
    for editor in made:
        editor.fill({})


def row(editor: FormEditor, name: str) -> FieldRow:
    return editor.rows[name]


def type_in(editor: FormEditor, name: str, text: str) -> None:
    field = row(editor, name).field
    line = field if isinstance(field, QLineEdit) else field.focusProxy()
    line.setFocus()
    type_letters(line, text)


def doubt(field: str = WEIGHT) -> Doubt:
    return Doubt(field, "Unusual: most values are {low} to {high}. Look again, and keep it if it is right.",
                 {"low": Decimal("2.5"), "high": Decimal(30)})  # fmt: skip
