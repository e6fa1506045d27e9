"""The keyboard of the arrival desk: one key says here or not here, figures are a room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from desktop.ui.intake.arrival_rows import ArrivalDelegate, ArrivalModel, Index

# The letter on the same key of a Russian keyboard: nobody should have to change over in the middle.
_SAME_KEY = str.maketrans("рткгиазфья", "hnrubfpamz")
URGENT = {"B": "BLEEDING", "F": "FEVER", "P": "PREGNANT", "A": "ALONE", "M": "MEDICINE_NOW"}
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def letter_of(text: str) -> str:
    """The Latin capital of the key that was pressed, whichever alphabet it wrote."""
    return text.lower().translate(_SAME_KEY).upper()


class ArrivalList(QListView):
    """The list, with its keys. Signals carry the place of the line.

    here(place, room as typed), not_here(place), put_back(place), urgent_changed(place, codes),
    unlisted_wanted(), find_wanted(), undo_wanted(), mode_changed().
    """

    here = Signal(int, str)
    not_here = Signal(int)
    put_back = Signal(int)
    urgent_changed = Signal(int, object)
    unlisted_wanted = Signal()
    find_wanted = Signal()
    undo_wanted = Signal()
    mode_changed = Signal()

    def __init__(self, model: ArrivalModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        # Codes chosen so far while the keyboard speaks of what cannot wait; None in between.
        self.urgent: tuple[str, ...] | None = None
        self.setModel(model)
        self.setItemDelegate(ArrivalDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)

    @property
    def at(self) -> int:
        """The place of the line the keyboard is on; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, at: int) -> None:
        """Put the keyboard on a line."""
        if 0 <= at < self._lines.rowCount():
            self.setCurrentIndex(self._lines.index(at))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # What was typed belonged to the line that was left.
        self._lines.set_typing(None)
        if self.urgent is not None:
            self._end_urgent(previous.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            self._with_control(event)
            return
        if self.at >= 0 and self._answers(event):
            event.accept()
            return
        if event.text() == "+":
            self.unlisted_wanted.emit()
            return
        super().keyPressEvent(event)

    def _with_control(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.undo_wanted.emit()
            return
        super().keyPressEvent(event)

    def _answers(self, event: QKeyEvent) -> bool:
        if self.urgent is not None:
            return self._marks(event)
        if self._lines.typing is not None:
            return self._types(event)
        return self._says(event)

    def _says(self, event: QKeyEvent) -> bool:
        """One key says something of the line."""
        typed, letter = event.text(), letter_of(event.text())
        if event.key() in _ENDS or letter == "H":
            self.here.emit(self.at, "")
        elif typed.isdecimal() or typed == "/":
            self._lines.set_typing((self.at, typed))
        elif letter == "R":
            self._lines.set_typing((self.at, ""))
        elif letter == "N":
            self.not_here.emit(self.at)
        elif letter == "U":
            self._begin_urgent()
        elif letter == "Z" or event.key() == Qt.Key.Key_Backspace:
            self.put_back.emit(self.at)
        elif event.key() == Qt.Key.Key_Space:
            self.find_wanted.emit()
        else:
            return False
        return True

    def _types(self, event: QKeyEvent) -> bool:
        """The room is being typed."""
        at, text = self._lines.typing or (self.at, "")
        if event.key() in _ENDS:
            self._lines.set_typing(None)
            self.here.emit(at, text)
        elif event.key() == Qt.Key.Key_Escape:
            self._lines.set_typing(None)
        elif event.key() == Qt.Key.Key_Backspace:
            self._lines.set_typing((at, text[:-1]) if text else None)
        elif event.text().isprintable() and event.text():
            self._lines.set_typing((at, text + event.text()))
        else:
            return False
        return True

    def _begin_urgent(self) -> None:
        self.urgent = self._lines.line(self.at).urgent
        self.mode_changed.emit()

    def _marks(self, event: QKeyEvent) -> bool:
        """Letters say what cannot wait; Enter, Escape or U ends it."""
        letter = letter_of(event.text())
        chosen = self.urgent or ()
        if letter in URGENT:
            code = URGENT[letter]
            self.urgent = tuple(one for one in URGENT.values() if (one in chosen) != (one == code))
            self.mode_changed.emit()
        elif event.key() in (*_ENDS, Qt.Key.Key_Escape) or letter == "U":
            self._end_urgent(self.at)
        else:
            return event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        return True

    def _end_urgent(self, at: int) -> None:
        chosen, self.urgent = self.urgent, None
        if at >= 0 and chosen is not None and chosen != self._lines.line(at).urgent:
            self.urgent_changed.emit(at, chosen)
        self.mode_changed.emit()
