"""An entry to read, and how it came to be: what was set when, by whom, and how it stood on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.records import Past
from desktop.forms.spec import Field, Form, Kind
from desktop.ui.form_fields import NOTHING, Surroundings, shown
from desktop.ui.person_parts import emptied
from desktop.ui.widgets.cards import FactLine
from desktop.ui.widgets.dates import OptionalDateEdit
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.rows import FieldRow, accelerators_stripped

Values = Mapping[str, Any]


def label_of(around: Surroundings, field: Field) -> str:
    """A field's name as it is read, without its key."""
    return accelerators_stripped(around.language.text(field.label))


class RecordView(QWidget):
    """The answers of one form, read only: those that came and say something."""

    def __init__(
        self, around: Surroundings, form: Form, values: Values, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.around, self.form = around, form
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.show_values(values)

    def show_values(self, values: Values | None, note: str = "") -> None:
        """Show these, under a note such as the day they stood on; None is an entry that was not there."""
        emptied(self._column)
        if note:
            self._column.addWidget(PlainLabel(note, "smallbold", wrap=True))
        for field in self.form.fields():
            text = shown(self.around, field, (values or {}).get(field.name))
            if text != NOTHING:
                self._add(field, text)

    def _add(self, field: Field, text: str) -> None:
        label = label_of(self.around, field)
        if field.kind is not Kind.LONG_TEXT:
            self._column.addWidget(FactLine(label, text))
            return
        self._column.addWidget(PlainLabel(label, "small", wrap=True))
        said = PlainLabel(text, wrap=True)
        said.setAccessibleName(label)
        self._column.addWidget(said)


@dataclass(frozen=True)
class HistoryLine:
    """One change of one field, as it is read."""

    what: str
    when: str


def history_lines(
    around: Surroundings, form: Form, past: Sequence[Past], name_of: Callable[[UUID | None], str]
) -> list[HistoryLine]:
    """What was set, by whom and when, newest first: "Weight: 12.6 kg → 12.9 kg"."""
    known = {field.attribute.key: field for field in form.fields() if field.record is form.record}
    made = []
    for at, one in enumerate(past):
        before = next((older for older in past[at + 1 :] if older.field == one.field), None)
        what = _removal(around, one) if one.field == "removed" else _change(around, known, one, before)
        if what:
            when = around.language.moment(one.at, around.zone)
            made.append(HistoryLine(what, f"{name_of(one.actor_id)} · {when}"))
    return made


def _removal(around: Surroundings, past: Past) -> str:
    _ = around.language.text
    return _("Removed from the file") if past.value else _("Put back on the file")


def _change(around: Surroundings, known: Mapping[str, Field], past: Past, before: Past | None) -> str:
    field = known.get(past.field)
    if field is None:
        return ""
    _ = around.language.text
    new = _("erased by law") if past.erased else shown(around, field, past.value)
    if before is None:
        return _("{field}: {new}").format(field=label_of(around, field), new=new)
    old = _("erased by law") if before.erased else shown(around, field, before.value)
    return _("{field}: {old} → {new}").format(field=label_of(around, field), old=old, new=new)


class RecordHistory(QWidget):
    """The lines of an entry's history, and a day to see it as it stood.

    `day_chosen` carries the day, or None once the field is emptied.
    """

    day_chosen = Signal(object)

    def __init__(
        self, around: Surroundings, lines: Sequence[HistoryLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        _ = around.language.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(_("History"), "smallbold"))
        for line in lines:
            column.addWidget(FactLine(line.what, line.when))
        self.day = OptionalDateEdit(around.language, around.today)
        self.row = FieldRow(around.language, _("As it &stood on"), self.day)
        self.row.setMaximumWidth(self.row.fontMetrics().averageCharWidth() * 40)
        column.addWidget(self.row)
        self.day.edited.connect(self._choose)

    def _choose(self) -> None:
        # A half-typed day asks nothing; an emptied one goes back to today's values.
        if self.day.value() is not None or not self.day.text().strip():
            self.day_chosen.emit(self.day.value())
