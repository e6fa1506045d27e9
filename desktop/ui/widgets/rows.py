"""One row of a form: its label, its field, and the line beneath; and the grid that rows stand in."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Language
from desktop.ui import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.values import ValueWidget, mark

_FIELDS = (QLineEdit, QPlainTextEdit, QPushButton, QComboBox)


class _Marked(Protocol):
    def mark_state(self, state: str) -> None: ...


def accelerators_stripped(label: str) -> str:
    """Return a label as it is said aloud: without the & that marks its key."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")


class FieldRow(QWidget):
    """Label, field and what stands beneath, with buddy, accessible name and description made once.

    Beneath stands, the first that there is: an error (red, with the way out), a warning (amber, with a
    reason to give), the widget's own note, the last value, the hint. What the widget finds wrong itself
    is shown when the field is left; `show_error` and `show_warning` are for what the form or the service
    finds. An error or warning goes away with the next change of the field.
    """

    edited = Signal()
    confirmed = Signal(str)

    def __init__(
        self,
        language: Language,
        label: str,
        field: QWidget,
        *,
        hint: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._hint, self._last = hint, ""
        self._error, self._warning = "", ""
        self._fix: Callable[[], object] | None = None
        self.required = required
        self.field = field
        self.label = self._label(label)
        self._beneath = PlainLabel("", "small", wrap=True)
        self._way_out = LinkButton("", self._take_way_out, kind="danger")
        self._reason = self._reason_line()
        self._lay_out()
        self._name_field(accelerators_stripped(label))
        self.values.edited.connect(self._changed)
        for part in self._parts():
            part.installEventFilter(self)
        self._show()

    @property
    def values(self) -> ValueWidget:
        """The field as the holder of its value."""
        return cast("ValueWidget", self.field)

    def _label(self, text: str) -> QLabel:
        _ = self._language.text
        made = QLabel(_("{label} (needed)").format(label=text) if self.required else text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("look", "small")
        made.setBuddy(self.field)
        return made

    def _reason_line(self) -> QWidget:
        _ = self._language.text
        line = QWidget(self)
        self.reason = TextLine(self._language, length=200, parent=line)
        self.reason.setPlaceholderText(_("why it is right"))
        self.reason.setAccessibleName(_("Why it is right"))
        self.reason.returnPressed.connect(self._confirm)
        confirm = LinkButton(_("It is right"), self._confirm, kind="due", parent=line)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.reason)
        column.addWidget(confirm, 0, Qt.AlignmentFlag.AlignLeft)
        return line

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for part in (self.label, self.field, self._beneath):
            column.addWidget(part)
        column.addWidget(self._way_out, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._reason)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _name_field(self, name: str) -> None:
        self.setAccessibleName(name)
        proxy = self.field.focusProxy()
        for part in (self.field, *([proxy] if proxy is not None else [])):
            part.setAccessibleName(name)
        for part in self._parts():
            # A button of a row says its own answer first, then what it answers.
            if not part.accessibleName():
                part.setAccessibleName(name)
            elif part.accessibleName() != name:
                part.setAccessibleDescription(name)

    def _parts(self) -> list[QWidget]:
        """Return the field and what the keyboard can be in inside it."""
        inner = [part for part in self.field.findChildren(QWidget) if isinstance(part, _FIELDS)]
        return [self.field, *inner]

    def in_tab_order(self) -> tuple[QWidget, ...]:
        """Return its parts in the order in which they are read."""
        return self.field, self._way_out, self._reason

    def set_hint(self, hint: str) -> None:
        """Say what is asked for."""
        self._hint = hint
        self._show()

    def set_last(self, last: str) -> None:
        """Show the value before this one, as "last 12.6 on 15.11"."""
        self._last = last
        self._show()

    def show_error(self, message: str, way_out: str = "", fix: Callable[[], object] | None = None) -> None:
        """Mark the field as wrong and say what to do; `way_out` is a link that runs `fix` ("Use 142")."""
        self._error, self._warning, self._fix = message, "", fix
        self._way_out.setText(way_out.replace("&", "&&"))
        self._show()

    def show_warning(self, message: str, way_out: str = "", fix: Callable[[], object] | None = None) -> None:
        """Ask whether an unlikely value is right; `confirmed` carries the reason once it is given.

        `way_out` is a link that runs `fix`, where another value may have been meant.
        """
        self._error, self._warning, self._fix = "", message, fix
        self._way_out.setText(way_out.replace("&", "&&"))
        self.reason.set_value("")
        self._show()

    def clear_problem(self) -> None:
        """Take error and warning away."""
        self._error, self._warning, self._fix = "", "", None
        self._show()

    @property
    def state(self) -> str:
        """Return "error", "warning" or ""."""
        return "error" if self._error else "warning" if self._warning else ""

    @property
    def beneath(self) -> str:
        """The text that stands beneath."""
        return self._beneath.text()

    def check(self) -> bool:
        """Show what the widget itself finds wrong, or that it is needed; say whether all is well."""
        if self._error and self._fix is not None:
            return False
        _ = self._language.text
        problem = self.values.problem()
        if not problem and self.required and self.values.value() in (None, (), ""):
            problem = _("This is needed.")
        if problem:
            self.show_error(problem)
        return not problem and not self._error

    def _show(self) -> None:
        text = self._error or self._warning or self.values.note() or self._last or self._hint
        self._beneath.setText(text)
        self._beneath.setVisible(bool(text))
        self._way_out.setVisible(bool(self.state and self._fix and self._way_out.text()))
        mark(self._way_out, kind="due" if self._warning else "danger")
        self._reason.setVisible(bool(self._warning))
        mark(self._beneath, state=self.state)
        self._mark_field()
        self.field.setAccessibleDescription(text)
        target = self.field.focusProxy()
        if target is not None:
            target.setAccessibleDescription(text)

    def _mark_field(self) -> None:
        if hasattr(self.field, "mark_state"):
            cast("_Marked", self.field).mark_state(self.state)
            return
        for part in self._parts():
            mark(part, state=self.state)

    def _changed(self) -> None:
        self._error, self._warning, self._fix = "", "", None
        self._show()
        self.edited.emit()

    def _take_way_out(self) -> None:
        fix = self._fix
        self.clear_problem()
        if fix is not None:
            fix()
        self.field.setFocus()

    def _confirm(self) -> None:
        reason = self.reason.value()
        if reason is None:
            self.reason.setFocus()
            return
        self.clear_problem()
        self.confirmed.emit(reason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is not self.reason:
            problem = self.values.problem()
            if problem and not self.state:
                self.show_error(problem)
        return super().eventFilter(watched, event)


class FormGrid(QWidget):
    """Rows side by side in up to `columns` columns of at least `least` pixels, in paper order.

    Where there is no room for all columns, as at a large zoom, there are fewer.
    """

    def __init__(self, columns: int = 3, least: int = 130, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most, self._least = columns, least
        self._shown = 0
        self._rows: list[tuple[QWidget, int]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)

    def add(self, row: QWidget, span: int | None = None) -> None:
        """Add a row that is `span` columns wide, by default what its field asks for; 0 is the whole width."""
        asked = getattr(row.field, "span", 1) if isinstance(row, FieldRow) else 1
        self._rows.append((row, int(asked) if span is None else span))
        row.setParent(self)
        self._arrange(self._shown or self._most)

    def rows(self) -> list[QWidget]:
        """Return the rows in order."""
        return [row for row, _span in self._rows]

    def check(self) -> bool:
        """Check every field row; put the keyboard into the first that is wrong."""
        wrong = [row for row in self.rows() if isinstance(row, FieldRow) and not row.check()]
        if wrong:
            wrong[0].field.setFocus()
        return not wrong

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(self._least), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = (event.size().width() + 12) // (theme.px(self._least) + 12)
        columns = max(1, min(self._most, fitting))
        if columns != self._shown:
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        self._shown = columns
        while self._grid.count():
            self._grid.takeAt(0)
        line, at = 0, 0
        for row, span in self._rows:
            wide = columns if span == 0 else min(span, columns)
            if at + wide > columns:
                line, at = line + 1, 0
            self._grid.addWidget(row, line, at, 1, wide)
            at += wide
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        tab_in_order(self.rows())


def tab_in_order(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through the fields in the order given, and within a row through everything it holds."""
    stops = [stop for widget in widgets for stop in _stops(widget)]
    for one, following in itertools.pairwise(stops):
        QWidget.setTabOrder(one, following)


def _stops(widget: QWidget) -> list[QWidget]:
    """What the keyboard goes through: the field with its parts, then the way out and the reason beneath.

    A field of several parts stands itself before them: Qt would jump back into it where it stood behind.
    """
    if isinstance(widget, FieldRow):
        return [stop for part in widget.in_tab_order() for stop in _stops(part)]
    inner = widget.findChildren(QWidget)
    proxy = _deepest(widget)
    parts = [one for one in inner if _takes_tab(one) and one is not proxy]
    return [widget, *parts] if _takes_tab(proxy) else parts


def _deepest(widget: QWidget) -> QWidget:
    proxy = widget.focusProxy()
    return widget if proxy is None else _deepest(proxy)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.isWindow()
