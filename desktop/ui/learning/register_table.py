"""The lines of a course register, and its keyboard: one letter marks a person, Space all who are left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from db.queries.learning import RegisterLine
from desktop.i18n import Language
from desktop.ui import theme
from desktop.ui.tables import Column, RowTable

PRESENT = "PRESENT"
KEYS = {"P": PRESENT, "E": "EXCUSED", "A": "ABSENT", "D": "REFUSED"}
ROW_HEIGHT, MOST_ROWS = 32, 14
# The letter on the same key of a Russian keyboard: nobody should have to change over in the middle.
_SAME_KEY = str.maketrans("зуфв", "pead")


def letter_of(text: str) -> str:
    """The Latin capital of the key that was pressed, whichever alphabet it wrote."""
    return text.lower().translate(_SAME_KEY).upper()


class RegisterTable(QTableView):
    """Everybody enrolled with the mark of the day; `edited` follows every mark made here.

    P present, E excused, A absent, D declined; Space marks all who have no mark as present; Backspace
    puts back what is saved.
    """

    edited = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._typed: dict[int, str] = {}
        _ = language.text
        self.lines: RowTable[RegisterLine] = RowTable(
            [Column(_("Name"), lambda line: line.name), Column(_("Attendance"), self._said)], self
        )
        self.setModel(self.lines)
        self._dress()
        keys = _("P present, E excused, A absent, D declined; Space: all who are left are present.")
        self.setAccessibleName(language.label("form_title", "attendance"))
        self.setAccessibleDescription(keys)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)

    def _said(self, line: RegisterLine) -> str:
        code = self.mark_of(line)
        return self._language.label("attendance", code) if code else "—"

    def sizeHint(self) -> QSize:
        rows = min(max(self.lines.rowCount(), 1), MOST_ROWS)
        head = max(self.horizontalHeader().sizeHint().height(), theme.px(ROW_HEIGHT))
        # A little more than the rows, or the last one would scroll.
        return QSize(theme.px(400), head + rows * theme.px(ROW_HEIGHT) + theme.px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    # What is marked.

    def set_lines(self, lines: Sequence[RegisterLine]) -> None:
        """Show who takes part, with what is saved."""
        self._typed.clear()
        self.lines.set_rows(lines)
        self.setFixedHeight(self.sizeHint().height())
        self.go_to(0)

    def mark_of(self, line: RegisterLine) -> str | None:
        """What was typed for a person, else what is saved."""
        at = self.lines.rows().index(line)
        return self._typed.get(at, line.mark)

    def typed(self) -> dict[int, str]:
        """Place of a line -> the mark it was given here, where that differs from what is saved."""
        return {at: code for at, code in self._typed.items() if self.lines.row(at).mark != code}

    def mark(self, at: int, code: str | None) -> None:
        """Mark a line, or put back what is saved."""
        if code is None:
            self._typed.pop(at, None)
        else:
            self._typed[at] = code
        self.lines.dataChanged.emit(self.lines.index(at, 0), self.lines.index(at, 1))
        self.edited.emit()

    def mark_rest(self) -> None:
        """Everybody without a mark is present."""
        for at, line in enumerate(self.lines.rows()):
            if self.mark_of(line) is None:
                self.mark(at, PRESENT)

    # Keys.

    def go_to(self, at: int) -> None:
        """Put the keyboard on a line, if there is one."""
        if 0 <= at < self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(at, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        at, letter = self.currentIndex().row(), letter_of(event.text())
        if plain and at >= 0 and letter in KEYS:
            self.mark(at, KEYS[letter])
            self.go_to(at + 1)
        elif plain and at >= 0 and event.key() == Qt.Key.Key_Backspace:
            self.mark(at, None)
        elif plain and event.key() == Qt.Key.Key_Space:
            self.mark_rest()
        else:
            super().keyPressEvent(event)
