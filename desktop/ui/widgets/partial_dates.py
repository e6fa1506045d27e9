"""Dates that people do not know exactly: typed in words, read back as they were understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import Language
from desktop.rules.date_texts import REASONS
from desktop.rules.partial_dates import Basis, PartialDate, Precision, parse
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.values import Choice


class PartialDateEdit(QWidget):
    """A date known in part, or nothing: "12.05.1990", "spring 1990", "about 1985", "5 Ramadan 1440 AH".

    With `bases` (codes of desktop.rules.partial_dates.Basis with their labels) it also asks who says so.
    """

    edited = Signal()

    def __init__(
        self, language: Language, bases: Sequence[Choice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language = language
        self.span = 2 if bases else 1
        self.line = TextLine(language, length=120, parent=self)
        self.line.setPlaceholderText(language.text("day, month, season or year"))
        self.line.edited.connect(self.edited)
        self.basis = CodePicker(language, bases, segmented=False, parent=self) if bases else None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 3)
        self.setFocusProxy(self.line)
        if self.basis is not None:
            self.basis.set_placeholder(language.text("who says so"))
            self.basis.setAccessibleName(language.text("Who says so"))
            self.basis.edited.connect(self.edited)
            row.addWidget(self.basis, 2)

    def value(self) -> PartialDate | None:
        """Return the date with the words it was told in, or None when empty or not understood."""
        found = self._read()
        if found is None or self.basis is None:
            return found
        code = self.basis.value()
        return replace(found, basis=Basis(code) if code else None)

    def _read(self) -> PartialDate | None:
        text = self.line.text().strip()
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            return None

    def set_value(self, value: PartialDate | None) -> None:
        """Show a date in the words it was told in, else as this language writes it."""
        text = "" if value is None else value.original or self._language.partial(value)
        self.line.set_value(text)
        if self.basis is not None:
            self.basis.set_value(value.basis.value if value is not None and value.basis else None)

    def problem(self) -> str:
        """Say how to write it."""
        text = self.line.text().strip()
        if not text:
            return ""
        try:
            parse(text)
        except ValueError as error:
            return self._language.text(REASONS.get(str(error), REASONS["not_a_date"]))
        return ""

    def note(self) -> str:
        """Say how it was understood, with the days it can have been."""
        found = self._read()
        if found is None:
            return ""
        _ = self._language.text
        understood = self._language.partial(found)
        if found.precision is Precision.DAY or found.earliest is None or found.latest is None:
            return _("understood: {date}").format(date=understood)
        return _("understood: {date} ({first} to {last})").format(
            date=understood, first=self._language.day(found.earliest), last=self._language.day(found.latest)
        )

    def set_read_only(self, read_only: bool) -> None:
        """Show the date without letting it be changed."""
        self.line.set_read_only(read_only)
        if self.basis is not None:
            self.basis.set_read_only(read_only)
