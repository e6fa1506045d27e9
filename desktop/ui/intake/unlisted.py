"""The small form for somebody who came and is not on the list."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import Refused
from desktop.services import arrival_desk, arrivals
from desktop.ui import errors
from desktop.ui.context import Context
from desktop.ui.widgets.buttons import KeyButton, PrimaryButton
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.notices import Banner
from desktop.ui.widgets.partial_dates import PartialDateEdit
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.widgets.values import Choice
from desktop.vocabularies import vocabulary


class UnlistedForm(QFrame):
    """Name, sex and birth are enough at the desk; the full intake follows. `saved` when she is on file."""

    saved = Signal()
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._context = context
        self._arrival_id: UUID | None = None
        language = context.language
        _ = language.text
        self.surname, self.given = TextLine(language, 300), TextLine(language, 300)
        choices = [Choice(code.code, language.label("sex", code.code)) for code in vocabulary("sex").codes]
        self.sex = CodePicker(language, choices, segmented=False)
        self.born = PartialDateEdit(language)
        self.rows = {
            "name.surname": FieldRow(language, _("&Surname"), self.surname),
            "name.given": FieldRow(language, _("&Given name"), self.given),
            "identity.sex": FieldRow(language, _("Se&x"), self.sex, required=True),
            "identity.born": FieldRow(language, _("Date of &birth"), self.born),
        }
        self.banner = Banner(language)
        self._lay_out()

    def _lay_out(self) -> None:
        _ = self._context.language.text
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 10, 13, 12)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("Not on the list: a new file, and she is here"), "cardtitle"))
        self._grid = FormGrid(4)
        for row in self.rows.values():
            self._grid.add(row)
        column.addWidget(self._grid)
        column.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(PrimaryButton(_("She is here"), "Ctrl+S", self.save, own_key=False))
        foot.addWidget(KeyButton(_("Back"), "Esc", self.closed.emit))
        foot.addStretch(1)
        column.addLayout(foot)
        for key, job in (("Ctrl+S", self.save), ("Esc", self.closed.emit)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(job)

    def open(self, arrival_id: UUID) -> None:
        """Begin with empty fields."""
        self._arrival_id = arrival_id
        self.banner.silence()
        self.surname.set_value(None)
        self.given.set_value(None)
        self.sex.set_value(None)
        self.born.set_value(None)
        for row in self.rows.values():
            row.clear_problem()
        self.surname.setFocus()

    def save(self) -> None:
        """Open the file and take her in, unless a field is wrong."""
        if self._arrival_id is None or not self._grid.check():
            return
        values: dict[str, object] = {
            "name.surname": self.surname.value(),
            "name.given": self.given.value(),
            "identity.sex": self.sex.value(),
            "identity.born": self.born.value(),
        }
        job = partial(
            arrivals.add_unlisted, desk=self._context.desk(), arrival_id=self._arrival_id,
            values=arrival_desk.named(values),
        )  # fmt: skip
        self._context.work.write(job, self._done, self._refused)

    def _done(self, _person_id: UUID) -> None:
        self.saved.emit()

    def _refused(self, error: Refused) -> None:
        said = errors.refusal(error, self._context.language)
        row = self.rows.get(error.field or "")
        if row is not None:
            row.show_error(said)
            row.field.setFocus()
        else:
            self.banner.say("error", said)
