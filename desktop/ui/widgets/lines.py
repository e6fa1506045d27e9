"""Fields of one line and of many: plain text, numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.i18n import Language
from desktop.ui import theme

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_SPACES = re.compile("[\\s\u00a0\u202f]")


class LineField(QLineEdit):
    """What the fields of one line have in common. A subclass says what its text means."""

    edited = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.textEdited.connect(self._typed)

    def _typed(self, _text: str) -> None:
        self.edited.emit()

    def _enter(self, text: str) -> None:
        """Write for the person, as if typed."""
        if text != self.text():
            self.setText(text)
            self.edited.emit()

    def problem(self) -> str:
        """Return why what is typed is not a value; empty when it is one."""
        return ""

    def note(self) -> str:
        """Return what to show beneath while all is well."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed."""
        self.setReadOnly(read_only)


class TextLine(LineField):
    """One line of plain text of at most `length` characters; `value()` is trimmed, None when empty."""

    def __init__(self, language: Language, length: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self._length = length

    def value(self) -> str | None:
        """Return the text without space around it, or None."""
        return self.text().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.setText(value or "")
        self.setCursorPosition(0)

    def problem(self) -> str:
        """Say by how much the text is too long: nothing pasted is cut off in silence."""
        return too_long(self._language, len(self.text().strip()), self._length)


def too_long(language: Language, length: int, limit: int) -> str:
    """Return what to say about a text of `length` characters where `limit` fit."""
    if length <= limit:
        return ""
    over = length - limit
    said = language.plural(
        "{n} character too many; {limit} fit.", "{n} characters too many; {limit} fit.", over
    )
    return said.format(n=over, limit=limit)


class NumberEdit(LineField):
    """A number as Decimal, typed with comma or full stop; the unit stands inside on the right.

    `places` is the most decimals, `low` and `high` what the field can hold at all (an error beyond);
    what is merely unlikely is the form's to ask about.
    """

    def __init__(
        self,
        language: Language,
        unit: str = "",
        *,
        places: int = 1,
        low: Decimal | None = None,
        high: Decimal | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(language, parent)
        self._unit, self._places, self._low, self._high = unit, places, low, high
        self.editingFinished.connect(self._tidy)
        self._make_room()

    def _make_room(self) -> None:
        room = self.fontMetrics().horizontalAdvance(self._unit) + theme.px(8) if self._unit else 0
        if self.textMargins().right() != room:
            self.setTextMargins(0, 0, room, 0)

    @property
    def unit(self) -> str:
        """The unit shown."""
        return self._unit

    def value(self) -> Decimal | None:
        """Return the number, or None when empty or not one."""
        return None if self.problem() else self._read()

    def set_value(self, value: Decimal | int | None) -> None:
        """Show a number."""
        self.setText("" if value is None else self._written(Decimal(value)))

    def problem(self) -> str:
        """Say what keeps the text from being a number this field can hold."""
        _ = self._language.text
        text = _SPACES.sub("", self.text())
        if not text:
            return ""
        number = self._read()
        if number is None:
            return _("Write a number, for example {example}.").format(example=self._example())
        if _decimals(number) > self._places:
            return _("Too many decimals; {places} at most.").format(places=self._places)
        if self._out_of_range(number):
            return self._range_told()
        return ""

    def _example(self) -> str:
        return self._written(Decimal("12.5") if self._places else Decimal(12))

    def _read(self) -> Decimal | None:
        text = _SPACES.sub("", self.text()).replace("\N{MINUS SIGN}", "-")
        return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None

    def _out_of_range(self, number: Decimal) -> bool:
        too_low = self._low is not None and number < self._low
        return too_low or (self._high is not None and number > self._high)

    def _range_told(self) -> str:
        _ = self._language.text
        if self._low is None:
            return _("{high} at most.").format(high=self._written(self._high or Decimal(0)))
        if self._high is None:
            return _("{low} at least.").format(low=self._written(self._low))
        return _("Between {low} and {high}.").format(
            low=self._written(self._low), high=self._written(self._high)
        )

    def _written(self, number: Decimal) -> str:
        return self._language.number(number)

    def _tidy(self) -> None:
        number = self.value()
        if number is not None:
            self.setText(self._written(number))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._make_room()
        super().paintEvent(event)
        if not self._unit:
            return
        painter = QPainter(self)
        painter.setPen(QColor(theme.current().muted))
        place = QRect(0, 0, self.width() - theme.px(9), self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._unit)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


class TextEdit(QPlainTextEdit):
    """Plain text of several lines, at most `length` characters; Tab goes on to the next field.

    It grows with its text from `lines` up to three times that. `note()` counts down near the end.
    """

    edited = Signal()
    # The whole width of a form.
    span = 0

    def __init__(
        self, language: Language, length: int = 4000, lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language, self._length, self._lines = language, length, lines
        self._setting = False
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def _changed(self) -> None:
        if not self._setting:
            self.edited.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        # Paste takes the words and leaves fonts, colours and pictures behind.
        self.insertPlainText(source.text())

    def value(self) -> str | None:
        """Return the text without space around it, or None."""
        return self.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self._setting = True
        self.setPlainText(value or "")
        self._setting = False

    def problem(self) -> str:
        """Say by how much the text is too long."""
        return too_long(self._language, len(self.toPlainText().strip()), self._length)

    def note(self) -> str:
        """Say how many characters are left, once few are."""
        left = self._length - len(self.toPlainText().strip())
        if left > self._length // 10 or left < 0:
            return ""
        return self._language.plural("{n} character left", "{n} characters left", left).format(n=left)

    def set_read_only(self, read_only: bool) -> None:
        """Show the text without letting it be changed."""
        self.setReadOnly(read_only)

    def sizeHint(self) -> QSize:
        wanted = min(max(self.document().lineCount(), self._lines), self._lines * 3)
        return QSize(super().sizeHint().width(), self._height_of(wanted))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self._height_of(self._lines))

    def _height_of(self, lines: int) -> int:
        return self.fontMetrics().lineSpacing() * lines + theme.px(16)
