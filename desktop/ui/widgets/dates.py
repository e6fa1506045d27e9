"""Days and times that may be left empty. Qt's own date field cannot, and would store today as a fact."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Language
from desktop.ui import icons, theme
from desktop.ui.widgets.lines import LineField

_SHORTEST_YEAR = 4
_DAY = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{1,2})(?:\s*[./\- ]\s*(\d{4}|\d{2})?)?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.\- ]\s*(\d{2}))?")
_FOUR_DIGITS = re.compile(r"(\d{1,2})(\d{2})")


def read_day(text: str, today: date) -> date | None:
    """Return the day a text means, or None. Without a year it is this year's; "26" is 2026, "74" is 1974."""
    found = _DAY.fullmatch(text.strip()) or _DIGITS.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = found.groups()
    try:
        return date(_whole_year(year, today), int(month), int(day))
    except ValueError:
        return None


def _whole_year(written: str | None, today: date) -> int:
    if not written:
        return today.year
    if len(written) >= _SHORTEST_YEAR:
        return int(written)
    # Papers of a centre reach two decades ahead (plans, validity), birthdays eight back.
    century = today.year - today.year % 100
    year = century + int(written)
    return year if year <= today.year + 20 else year - 100


def read_time(text: str) -> time | None:
    """Return the time of day a text means ("9", "910", "9:10", "09.10"), or None."""
    found = _TIME.fullmatch(text.strip()) or _FOUR_DIGITS.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None


def _month_on(day: date, step: int) -> date:
    moved = QDate(day.year, day.month, day.day).addMonths(step)
    return date(moved.year(), moved.month(), moved.day())


class CalendarPopup(QFrame):
    """A month to click in, under its field; Escape closes it."""

    picked = Signal(object)

    def __init__(self, language: Language, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popup")
        self._month = QCalendarWidget(self)
        self._month.setLocale(QLocale(language.tag.replace("-", "_")))
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.activated.connect(self._pick)
        self._month.clicked.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._month)

    def _dress(self) -> None:
        """Give Qt's calendar the drawings and the ink of the theme: it brings black arrows and red days."""
        look = theme.current()
        for name, drawing in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self._month.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icons.icon(drawing))
        weekday = QTextCharFormat()
        weekday.setForeground(QColor(look.text))
        for day in Qt.DayOfWeek:
            self._month.setWeekdayTextFormat(day, weekday)
        heading = QTextCharFormat()
        heading.setForeground(QColor(look.muted))
        self._month.setHeaderTextFormat(heading)
        self._month.setMinimumWidth(theme.px(320))

    def show_under(self, field: QWidget, day: date) -> None:
        """Open on this day's month."""
        self._dress()
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(field.mapToGlobal(QPoint(0, field.height())))
        self.show()
        self._month.setFocus()

    def _pick(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))


class OptionalDateEdit(LineField):
    """A day as dd.MM.yyyy, or nothing.

    t writes today; + and - (or the arrows) go a day on or back, Page Up and Page Down a month;
    Alt+Down or F4 opens the month. `today` is asked each time: a page may stay open over midnight.
    """

    def __init__(self, language: Language, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self._today = today
        self._popup: CalendarPopup | None = None
        self.setPlaceholderText(language.text("dd.mm.yyyy"))
        self._open = self.addAction(
            icons.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        icons.dress_action(self._open, "calendar", self)
        self._open.setText(language.text("Open the calendar"))
        self._open.setToolTip(language.text("Open the calendar"))
        self._open.triggered.connect(self.open_calendar)
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        """Return the day, or None when empty or not one."""
        return read_day(self.text(), self._today())

    def set_value(self, value: date | None) -> None:
        """Show a day."""
        self.setText("" if value is None else self._language.day(value))

    def problem(self) -> str:
        """Say how to write a day."""
        if not self.text().strip() or self.value() is not None:
            return ""
        _ = self._language.text
        return _("Not a day. Write it like {example}.").format(example=self._language.day(self._today()))

    def note(self) -> str:
        """Name the weekday, which shows a slip at once."""
        day = self.value()
        return "" if day is None else self._language.weekday_day(day)

    def set_read_only(self, read_only: bool) -> None:
        """Show the day without letting it be changed."""
        super().set_read_only(read_only)
        self._open.setVisible(not read_only)

    def open_calendar(self) -> None:
        """Open the month under the field."""
        if self.isReadOnly():
            return
        if self._popup is None:
            self._popup = CalendarPopup(self._language, self)
            self._popup.picked.connect(self._picked)
        self._popup.show_under(self, self.value() or self._today())

    def _picked(self, day: date) -> None:
        self._enter(self._language.day(day))
        self.setFocus()

    def _tidy(self) -> None:
        day = self.value()
        if day is not None:
            self.setText(self._language.day(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.isReadOnly() and self._answers(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _answers(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key = event.key()
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_calendar()
            return True
        # The key of t carries another letter on a Cyrillic keyboard: any t or its neighbour will do.
        if event.text().lower() in ("t", "е", "т"):
            self._enter(self._language.day(self._today()))
            return True
        moved = self._moved(event, key)
        if moved is None:
            return False
        self._enter(self._language.day(moved))
        return True

    def _moved(self, event: QKeyEvent, key: int) -> date | None:
        """Return the day a moving key leads to; None when the key is for typing."""
        day = self.value()
        # A minus inside a date still being typed is typing ("1-12-2026" passes through "1-12").
        if self.text().strip() and (day is None or self.text() != self._language.day(day)):
            return None
        start = day or self._today()
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.text() in ("+", "-"):
            return start + timedelta(days=1 if event.text() == "+" else -1)
        if key in steps:
            return start + timedelta(days=steps[Qt.Key(key)])
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            return _month_on(start, 1 if key == Qt.Key.Key_PageUp else -1)
        return None


class OptionalTimeEdit(LineField):
    """A time of day as 09:10, or nothing; the arrows go five minutes on or back."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self.setPlaceholderText(language.text("hh:mm"))
        self.editingFinished.connect(self._tidy)

    def value(self) -> time | None:
        """Return the time, or None when empty or not one."""
        return read_time(self.text())

    def set_value(self, value: time | None) -> None:
        """Show a time."""
        self.setText("" if value is None else f"{value:%H:%M}")

    def problem(self) -> str:
        """Say how to write a time."""
        if not self.text().strip() or self.value() is not None:
            return ""
        return self._language.text("Not a time. Write it like {example}.").format(example="14:30")

    def _tidy(self) -> None:
        if self.value() is not None:
            self.set_value(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}
        now = self.value()
        if event.key() in steps and now is not None and not self.isReadOnly():
            minutes = (now.hour * 60 + now.minute + steps[Qt.Key(event.key())]) % (24 * 60)
            self._enter(f"{minutes // 60:02}:{minutes % 60:02}")
            event.accept()
            return
        super().keyPressEvent(event)


class MomentEdit(QWidget):
    """A day and, where known, its time; `value()` is (day, time or None), or None when empty."""

    edited = Signal()
    # Two columns of a form.
    span = 2

    def __init__(self, language: Language, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = OptionalDateEdit(language, today, self)
        self.time = OptionalTimeEdit(language, self)
        self._language = language
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.day, 3)
        row.addWidget(self.time, 2)
        self.setFocusProxy(self.day)
        self.day.edited.connect(self.edited)
        self.time.edited.connect(self.edited)

    def value(self) -> tuple[date, time | None] | None:
        """Return the day and the time, or None without a day."""
        day = self.day.value()
        return None if day is None else (day, self.time.value())

    def set_value(self, value: tuple[date, time | None] | None) -> None:
        """Show a moment."""
        self.day.set_value(value[0] if value else None)
        self.time.set_value(value[1] if value else None)

    def problem(self) -> str:
        """Say what is wrong with the day, else with the time."""
        if self.time.value() is not None and not self.day.text().strip():
            return self._language.text("A time needs its day.")
        return self.day.problem() or self.time.problem()

    def note(self) -> str:
        """Name the weekday."""
        return self.day.note()

    def set_read_only(self, read_only: bool) -> None:
        """Show the moment without letting it be changed."""
        self.day.set_read_only(read_only)
        self.time.set_read_only(read_only)
