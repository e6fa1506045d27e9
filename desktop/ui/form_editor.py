"""Draws a form, reads it back, keeps what is typed, and says beside each field what is wrong with it.

It knows no session: it is handed what saves, keeps and undoes, and hears what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.errors import Refused
from desktop.forms.spec import Field, Form, Kind, Section
from desktop.rules.ages import AgeRange
from desktop.rules.measures import ERROR, check_value
from desktop.services.drafts import KeptDraft
from desktop.services.records import Doubt, Doubtful, Wrong
from desktop.ui.form_fields import (
    Surroundings,
    everything,
    filled,
    read,
    seal_line,
    sentence,
    sentences,
    typed,
    widget_of,
    write,
)
from desktop.ui.widgets.buttons import KeyButton, PrimaryButton
from desktop.ui.widgets.labels import PlainLabel, tip
from desktop.ui.widgets.lines import NumberEdit
from desktop.ui.widgets.notices import Banner, announce
from desktop.ui.widgets.rows import FieldRow, FormGrid, accelerators_stripped, tab_in_order

# A power cut takes at most the typing of this time.
DRAFT_MS = 3000
UNDO_KEY = "Ctrl+Shift+U"

Values = dict[str, Any]
# save(values, confirmed, done, refused); keep(values, done(when)); undo().
Save = Callable[[Values, dict[str, str], Callable[[object], object], Callable[[Refused], object]], object]
Keep = Callable[[Values, Callable[[str], object]], object]
Undo = Callable[[], object]


@dataclass(frozen=True)
class _Part:
    """The fields under one heading, as they stand on the screen."""

    host: QWidget
    grid: FormGrid


class FormEditor(QWidget):
    """One form to fill in. `saved` carries what the save returned; the fields keep their values.

    `shows` leaves out fields of the form, as when a record is corrected. `age` sharpens what is said of
    a measured number. `edited` follows every change by the person, `discarded` the wish to forget the
    draft, `closed` the Escape key; the draft is kept then.
    """

    saved = Signal(object)
    edited = Signal()
    discarded = Signal()
    closed = Signal()

    def __init__(
        self,
        around: Surroundings,
        form: Form,
        save: Save,
        *,
        keep: Keep | None = None,
        undo: Undo | None = None,
        shows: Callable[[Field], bool] = everything,
        age: AgeRange | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.around, self.form = around, form
        self._save, self._keep, self._undo = save, keep, undo
        self._age = age
        self.fields = [field for field in form.fields() if shows(field) and self._is_ours(field)]
        self.rows = {field.name: self._row(field) for field in self.fields}
        self._parts = [part for section in form.sections if (part := self._part(section)) is not None]
        self._confirmed: dict[str, str] = {}
        self._baseline: Values = {}
        self._dirty = self._saving = self._keeping = False
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._timer.timeout.connect(self.flush)
        self._lay_out()
        self._connect()
        self._show_for_colleague()

    def _is_ours(self, field: Field) -> bool:
        return self.around.may_write(field) or self.around.for_colleague(field)

    # Drawing.

    def _row(self, field: Field) -> FieldRow:
        _ = self.around.language.text
        row = FieldRow(
            self.around.language,
            _(field.label),
            widget_of(self.around, field),
            hint=_(field.hint),
            required=field.required and field.kind is not Kind.TICK,
        )
        row.setObjectName(field.name)
        layout = row.layout()
        if field.sealed and isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, seal_line(self.around, field))
        row.edited.connect(lambda: self._changed(field))
        row.confirmed.connect(lambda reason: self._was_confirmed(field, reason))
        if isinstance(row.field, NumberEdit) and field.measure:
            row.field.editingFinished.connect(lambda: self._look_at(field))
        return row

    def _part(self, section: Section) -> _Part | None:
        fields = [field for field in section.fields if field.name in self.rows]
        if not fields:
            return None
        host, grid = QWidget(), FormGrid(3)
        column = _column(host, 6)
        if len(self.form.sections) > 1 and section.title not in _names(fields):
            column.addWidget(PlainLabel(self.around.language.text(section.title), "smallbold", wrap=True))
        for field in fields:
            grid.add(self.rows[field.name], 0 if field.wide else None)
        column.addWidget(grid)
        return _Part(host, grid)

    def _lay_out(self) -> None:
        language = self.around.language
        column = _column(self, 12)
        if self.form.intro:
            column.addWidget(PlainLabel(language.text(self.form.intro), "small", wrap=True))
        self.begun = Banner(language)
        self.problem = Banner(language)
        column.addWidget(self.begun)
        self._body = QWidget()
        body = _column(self._body, 14)
        for part in self._parts:
            body.addWidget(part.host)
        column.addWidget(self._body)
        column.addWidget(self.problem)
        column.addLayout(self._foot())
        self._order()

    def _order(self) -> None:
        tab_in_order([*self.rows.values(), self.save_button, self.undo_button])

    def _foot(self) -> QLayout:
        _ = self.around.language.text
        self.save_button = PrimaryButton(_("Save"), "Ctrl+S", self.save, own_key=False)
        self.undo_button = KeyButton(_("Undo"), "", self._undo)
        self.line = PlainLabel(_("The draft survives a power cut."), "small", wrap=True)
        self.offer_undo(_("Nothing was saved on this page yet."))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.save_button)
        foot.addWidget(self.undo_button)
        foot.addWidget(self.line, 1)
        return foot

    def _connect(self) -> None:
        # In this editor alone: two open on one page must not fight for the key.
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, job in (
            ("Ctrl+S", self.save),
            (UNDO_KEY, self.undo_button.click),
            ("Esc", self.closed.emit),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(within)
            shortcut.activated.connect(job)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # Values.

    def _shown(self) -> list[Field]:
        return [field for field in self.fields if not self.rows[field.name].isHidden()]

    def values(self) -> Values:
        """Every field that is shown, by its name, as its column takes it."""
        return {field.name: read(self.around, field, self.rows[field.name].values) for field in self._shown()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show these values and no others; nothing is dirty afterwards."""
        self._baseline = dict(values)
        self._write(self.fields, values)
        self._confirmed.clear()
        self._set_dirty(dirty=False)

    def restore(self, draft: KeptDraft) -> None:
        """Go on where a draft stopped, and say so."""
        self._write([field for field in self.fields if field.name in draft.values], draft.values)
        self._set_dirty(dirty=True)
        language = self.around.language
        _ = language.text
        when = language.moment(draft.kept_at, self.around.zone)
        said = _("You had begun this on {when}. Keep typing, or discard.").format(when=when)
        lost = [accelerators_stripped(_(field.label)) for field in self.fields if field.name in draft.unkept]
        if lost:
            kept_not = _("Sealed, so not kept in the draft; type it again: {fields}.")
            said = f"{said}\n{kept_not.format(fields=', '.join(lost))}"
        self.begun.say("info", said, _("Discard"), self.discard)

    def discard(self) -> None:
        """Go back to the values the form was opened with, and forget the draft."""
        self._timer.stop()
        self.begun.silence()
        self.fill(self._baseline)
        self.discarded.emit()

    def _write(self, fields: Iterable[Field], values: Mapping[str, Any]) -> None:
        for field in fields:
            row = self.rows[field.name]
            write(self.around, field, row.field, values.get(field.name))
            row.clear_problem()
        self._order()
        self._show_for_colleague()

    def show_last(self, last: Mapping[str, str]) -> None:
        """Show beneath each field what stood there before, by field name."""
        for name, text in last.items():
            if name in self.rows:
                self.rows[name].set_last(text)

    def _show_for_colleague(self) -> None:
        """A note typed from paper can be written once it is said whose it is."""
        done_by = next((field for field in self.fields if field.name.endswith(".done_by_id")), None)
        who = read(self.around, done_by, self.rows[done_by.name].values) if done_by is not None else None
        for field in self.fields:
            if not self.around.may_write(field):
                self.rows[field.name].setVisible(who not in (None, self.around.me))
        for part in self._parts:
            part.host.setVisible(any(not row.isHidden() for row in part.grid.rows()))

    # Typing.

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._dirty

    def _set_dirty(self, *, dirty: bool) -> None:
        self._dirty = dirty
        if not dirty:
            self._timer.stop()

    def _changed(self, field: Field) -> None:
        self._confirmed.pop(field.name, None)
        if field.kind is Kind.STAFF:
            self._show_for_colleague()
        elif field.kind is Kind.CODES:
            # Its chips were drawn anew.
            self._order()
        self._set_dirty(dirty=True)
        if not self._timer.isActive():
            self._timer.start()
        self.edited.emit()

    def flush(self) -> None:
        """Keep the draft now: when the form is left, and before the window locks."""
        self._timer.stop()
        if self._keep is None or not self._dirty or self._saving:
            return
        if self._keeping:
            # One keep waits for the writer already; a further one comes after it.
            self._timer.start()
            self.line.setText(
                self.around.language.text("The draft waits in memory until a longer task ends.")
            )
            return
        self._keeping = True
        self._keep(self._typed(), self._was_kept)

    def _typed(self) -> Values:
        rows = [(field, self.rows[field.name]) for field in self._shown()]
        return {field.name: typed(self.around, field, row.field, row.values) for field, row in rows}

    def _was_kept(self, when: str) -> None:
        self._keeping = False
        _ = self.around.language.text
        self.line.setText(_("Draft kept {when}. It survives a power cut.").format(when=when))

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and self.isAncestorOf(old) and not (new is not None and self.isAncestorOf(new)):
            self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    # Checking and saving.

    def check(self) -> bool:
        """Mark every field that cannot be saved; the keyboard goes into the first."""
        for row in self.rows.values():
            # What a service said holds for the values it saw: it is asked again.
            row.clear_problem()
        wrong = [field for field in self._shown() if not self._is_well(field)]
        if wrong:
            self._go_to(wrong[0])
        return not wrong

    def _is_well(self, field: Field) -> bool:
        row = self.rows[field.name]
        return row.check() and self._look_at(field) and self._has_its_time(field)

    def _has_its_time(self, field: Field) -> bool:
        row = self.rows[field.name]
        if field.kind is not Kind.MOMENT or row.values.value() is None:
            return True
        if read(self.around, field, row.values) is not None:
            return True
        row.show_error(self.around.language.text("Write the time too, for example 14:30."))
        return False

    def _look_at(self, field: Field) -> bool:
        """Say at once that a number is impossible, and what may have been meant."""
        row = self.rows[field.name]
        number = row.values.value()
        if field.measure is None or not isinstance(number, Decimal) or row.state:
            return not row.state
        found = check_value(field.measure, number, self._age)
        if found.level != ERROR:
            return True
        self._show_wrong(field, found.message or "", found.params, found.suggestion)
        return False

    def _go_to(self, field: Field) -> None:
        row = self.rows[field.name]
        (row.reason if row.state == "warning" else row.field).setFocus()
        announce(row, row.beneath)

    def save(self) -> None:
        """Hand the values over, unless a field is wrong or a doubt has no reason yet."""
        if self._saving or not self._reasons_given() or not self.check():
            return
        self.problem.silence()
        self._timer.stop()
        self._set_saving(saving=True)
        self._save(self.values(), dict(self._confirmed), self._was_saved, self._was_refused)

    def _reasons_given(self) -> bool:
        for field in self._shown():
            row = self.rows[field.name]
            if row.state != "warning":
                continue
            reason = row.reason.value()
            if reason is None:
                self._go_to(field)
                return False
            self._confirmed[field.name] = reason
        return True

    def _set_saving(self, *, saving: bool) -> None:
        focused = QApplication.focusWidget()
        self._saving = saving
        if saving:
            self._held = focused if focused is not None and self.isAncestorOf(focused) else None
        for part in (self._body, self.save_button):
            part.setEnabled(not saving)
        if not saving and self._held is not None:
            self._held.setFocus()

    def release(self) -> None:
        """Give the form back after a save that neither worked nor was refused: a fault, now reported."""
        self._keeping = False
        if self._saving:
            self._set_saving(saving=False)
            self.flush()

    def _was_saved(self, result: object) -> None:
        self._set_saving(saving=False)
        self._confirmed.clear()
        self._baseline = self.values()
        self._set_dirty(dirty=False)
        self.begun.silence()
        self.line.setText(self.around.language.text("Saved."))
        self.saved.emit(result)

    def _was_refused(self, error: Refused) -> None:
        self._set_saving(saving=False)
        if isinstance(error, Doubtful):
            self._show_doubts(error.doubts)
        else:
            self._show_refusal(error)
        self.flush()

    def _show_refusal(self, error: Refused) -> None:
        field = next((field for field in self._shown() if field.name == error.field), None)
        if field is None:
            self.problem.say("error", sentence(self.around.language, error.message, error.params))
            return
        suggestion = error.suggestion if isinstance(error, Wrong) else None
        self._show_wrong(field, error.message, error.params, suggestion)
        self._go_to(field)

    def _show_wrong(
        self, field: Field, message: str, params: Mapping[str, object], suggestion: object
    ) -> None:
        self.rows[field.name].show_error(*self._said(field, message, params, suggestion))

    def _said(
        self, field: Field, message: str, params: Mapping[str, object], suggestion: object
    ) -> tuple[str, str, Callable[[], object] | None]:
        """What is wrong, and the link that puts the better value in: "Use 142"."""
        language = self.around.language
        if not isinstance(suggestion, Decimal | int):
            return sentence(language, message, params), "", None
        number = language.number(suggestion)
        rest, better = sentences(language.text(message))
        way_out = filled(language, better, params).rstrip(".") or language.text("Use {value}").format(
            value=number
        )
        return filled(language, rest, params), way_out, lambda: self._take(field, suggestion)

    def _take(self, field: Field, value: object) -> None:
        write(self.around, field, self.rows[field.name].field, value)
        self._changed(field)

    def _show_doubts(self, doubts: Sequence[Doubt]) -> None:
        shown = [field for field in self._shown() if any(doubt.field == field.name for doubt in doubts)]
        for field in shown:
            said = [
                self._said(field, doubt.message, doubt.params, doubt.suggestion)
                for doubt in doubts
                if doubt.field == field.name
            ]
            # Two doubts about one number stand one above the other; the last one's way out is offered.
            self.rows[field.name].show_warning("\n".join(text for text, *_rest in said), *said[-1][1:])
        if shown:
            self._go_to(shown[0])
        else:
            language = self.around.language
            texts = [sentence(language, doubt.message, doubt.params) for doubt in doubts]
            self.problem.say("warning", "\n".join(texts))

    def _was_confirmed(self, field: Field, reason: str) -> None:
        self._confirmed[field.name] = reason
        if not any(row.state == "warning" for row in self.rows.values()):
            self.save()

    # Undo.

    def offer_undo(self, why_not: str | None) -> None:
        """Offer to take the last save of this page back, or say (translated) why that cannot be."""
        able = why_not is None and self._undo is not None
        self.undo_button.setEnabled(able)
        key = self.around.language.text("Take the last save of this page back ({key})").format(key=UNDO_KEY)
        said = key if able else why_not or ""
        tip(self.undo_button, said)
        self.undo_button.setAccessibleDescription(said)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        shown = self._shown()
        if shown:
            self.rows[shown[0].name].field.setFocus()


def _names(fields: Iterable[Field]) -> set[str]:
    return {accelerators_stripped(field.label) for field in fields}


def _column(host: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
