"""Answers to tick: several codes at once, and a plain yes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.i18n import Language
from desktop.ui import icons, theme
from desktop.ui.widgets.buttons import Chip
from desktop.ui.widgets.codes import CodeLine
from desktop.ui.widgets.flows import FlowLayout
from desktop.ui.widgets.labels import tip
from desktop.ui.widgets.values import Choice

MOST_CHIPS = 12


class MultiPicker(QWidget):
    """Several codes at once: all as chips while few, else the chosen as chips and a list to add from.

    `value()` is a tuple of codes in the order of the vocabulary; empty means nothing was answered.
    """

    edited = Signal()
    # The whole width of a form.
    span = 0

    def __init__(self, language: Language, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._choices = tuple(choices)
        self._chosen: set[str] = set()
        self._read_only = False
        self._flow = FlowLayout(gap=6, line_gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        column.addLayout(self._flow)
        self._adder: CodeLine | None = None
        if sum(not choice.retired for choice in choices) > MOST_CHIPS:
            self._adder = CodeLine(language, choices, self)
            self._adder.setPlaceholderText(language.text("add: type a few letters"))
            self._adder.edited.connect(self._add)
            column.addWidget(self._adder)
        self._show()

    def value(self) -> tuple[str, ...]:
        """Return the chosen codes."""
        return tuple(choice.code for choice in self._choices if choice.code in self._chosen)

    def set_value(self, value: Sequence[str] | None) -> None:
        """Choose these codes and no others."""
        self._chosen = set(value or ())
        self._show()

    def problem(self) -> str:
        """Say what the list to add from says."""
        return self._adder.problem() if self._adder is not None else ""

    def note(self) -> str:
        """Return nothing: the chips speak for themselves."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Show the answers without letting them be changed."""
        self._read_only = read_only
        if self._adder is not None:
            self._adder.setVisible(not read_only)
        self._show()

    def _offered(self) -> list[Choice]:
        if self._adder is not None:
            return [choice for choice in self._choices if choice.code in self._chosen]
        return [choice for choice in self._choices if not choice.retired or choice.code in self._chosen]

    def _show(self) -> None:
        held = self._held_code()
        self._flow.clear()
        first: Chip | None = None
        for choice in self._offered():
            chip = Chip(choice.label, checked=choice.code in self._chosen, parent=self)
            chip.setObjectName(choice.code)
            chip.setEnabled(not self._read_only)
            tip(chip, choice.hint)
            chip.toggled.connect(lambda on, code=choice.code: self._toggled(code, on))
            self._flow.addWidget(chip)
            chip.show()
            first = first or chip
            if choice.code == held:
                chip.setFocus()
        stop = self._adder or first
        if stop is not None:
            self.setFocusProxy(stop)
        self.updateGeometry()

    def _held_code(self) -> str:
        focused = self.focusWidget()
        return focused.objectName() if isinstance(focused, Chip) and focused.hasFocus() else ""

    def _toggled(self, code: str, on: bool) -> None:
        (self._chosen.add if on else self._chosen.discard)(code)
        if self._adder is not None:
            self._show()
        self.edited.emit()

    def _add(self) -> None:
        code = self._adder.value() if self._adder is not None else None
        if code is None or self._adder is None:
            return
        self._chosen.add(code)
        self._adder.clear()
        self._show()
        self.edited.emit()


class TickBox(QCheckBox):
    """Yes or not yet: a tick that can be set with Space."""

    edited = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(lambda _checked=False: self.edited.emit())

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(words.width() + theme.px(16 + 10), max(words.height(), theme.px(16)) + theme.px(8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look, side = theme.current(), theme.px(16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(1, (self.height() - side) // 2, side, side)
        on, able = self.isChecked(), self.isEnabled()
        edge = look.accent if (on and able) or self.hasFocus() else look.muted
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(look.accent if on and able else look.field))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if on:
            icons.paint(painter, "check", look.on_accent if able else look.muted, box.toRectF())
        painter.setPen(QColor(look.text if able else look.muted))
        words = self.rect().adjusted(side + theme.px(8), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, int(flags), self.text())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def problem(self) -> str:
        """Return nothing: a tick is always right."""
        return ""

    def note(self) -> str:
        """Return nothing."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Show the tick without letting it be changed."""
        self.setEnabled(not read_only)
