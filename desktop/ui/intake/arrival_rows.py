"""The lines of the arrival desk: one person each, families held together by the line between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from db.queries.arrivals import Line
from desktop.i18n import Language
from desktop.rules.ages import age_range
from desktop.ui import icons, theme
from desktop.ui.widgets.searches import facts

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 34
EXPECTED, HERE, NOT_HERE, NOT_ON_LIST = "EXPECTED", "HERE", "NOT_HERE", "NOT_ON_LIST"
_DRAWINGS = {HERE: ("check", "well"), NOT_ON_LIST: ("plus", "underway"), NOT_HERE: ("cross", "danger")}
# Where the parts of a line stand, from its left edge and from its right one.
_ICON, _NUMBER, _NAME, _STEP = 14, 38, 84, 14
_ROOM_WIDTH, _AGE_WIDTH, _STATE_WIDTH = 92, 62, 120


class ArrivalModel(QAbstractListModel):
    """The lines as they stand on the screen; `typing` is the row whose room is being typed, and the text."""

    def __init__(self, language: Language, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language, self.today = language, today
        self._lines: list[Line] = []
        self.typing: tuple[int, str] | None = None

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Replace all lines."""
        self.beginResetModel()
        self._lines = list(lines)
        self.typing = None
        self.endResetModel()

    def lines(self) -> tuple[Line, ...]:
        """The lines in their order."""
        return tuple(self._lines)

    def line(self, at: int) -> Line:
        """The line at this place."""
        return self._lines[at]

    def replace(self, line: Line) -> None:
        """Show a line as it is now, at its place."""
        at = self.place_of(line)
        self._lines[at] = line
        self.touched(at)

    def touched(self, at: int) -> None:
        """Draw a line again."""
        index = self.index(at)
        self.dataChanged.emit(index, index)

    def place_of(self, line: Line) -> int:
        """The place of a line, whatever its state."""
        return next(at for at, one in enumerate(self._lines) if one.id == line.id)

    def begins_family(self, at: int) -> bool:
        """Whether another family stood above."""
        home = self._lines[at].household_id
        return at > 0 and (home is None or home != self._lines[at - 1].household_id)

    def set_typing(self, typing: tuple[int, str] | None) -> None:
        """Show what is being typed as somebody's room, or nothing."""
        old, self.typing = self.typing, typing
        for at in {one[0] for one in (old, typing) if one is not None}:
            self.touched(at)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (line.name, self.age(line), self.state(line), self.room(line), self.urgent(line))
            return ", ".join(part for part in parts if part)
        return None

    def age(self, line: Line) -> str:
        """Her age as far as it is known."""
        found = age_range(line.born, self.today) if line.born is not None else None
        return self.language.age_short(found) if found is not None else ""

    def state(self, line: Line) -> str:
        """Her state in words."""
        return self.language.label("arrival_state", line.state)

    def urgent(self, line: Line) -> str:
        """What cannot wait, in words."""
        return ", ".join(self.language.label("urgent", code) for code in line.urgent)

    def room(self, line: Line) -> str:
        """Room and bed in words."""
        if not line.room:
            return ""
        _ = self.language.text
        said = _("room {room}, bed {bed}") if line.bed else _("room {room}")
        return said.format(room=line.room, bed=line.bed)


class ArrivalDelegate(QStyledItemDelegate):
    """Draws one line: mark, number, name, urgent signs, age, room, state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(theme.px(400), theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ArrivalModel):
            return
        line, (place, chosen) = model.line(index.row()), facts(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, place, chosen=chosen, first=model.begins_family(index.row()))
        self._draw_mark(painter, place, line)
        right = self._write_right(painter, place, model, index.row())
        self._write_left(painter, place.adjusted(0, 0, -right, 0), model, line)
        painter.restore()

    @staticmethod
    def _draw_ground(painter: QPainter, place: QRect, *, chosen: bool, first: bool) -> None:
        look = theme.current()
        if chosen:
            painter.fillRect(place, QColor(look.accent_soft))
            painter.fillRect(
                QRect(place.left(), place.top(), theme.px(3), place.height()), QColor(look.accent)
            )
        if first:
            painter.setPen(QPen(QColor(look.line), 1))
            painter.drawLine(place.topLeft(), place.topRight())

    @staticmethod
    def _draw_mark(painter: QPainter, place: QRect, line: Line) -> None:
        look = theme.current()
        side = theme.px(icons.SIZE)
        at = QRectF(place.left() + theme.px(_ICON), place.center().y() - side / 2, side, side)
        if line.state in _DRAWINGS:
            drawing, ink = _DRAWINGS[line.state]
            icons.paint(painter, drawing, str(getattr(look, ink)), at)
            return
        painter.setPen(QPen(QColor(look.muted), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at.center(), side * 0.28, side * 0.28)

    def _write_left(self, painter: QPainter, place: QRect, model: ArrivalModel, line: Line) -> None:
        look = theme.current()
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(look.muted))
        painter.setFont(_smaller(painter.font()))
        number = str(line.number) if line.number is not None else "+"
        painter.drawText(place.adjusted(theme.px(_NUMBER), 0, 0, 0), middle, number)
        font = theme.type_of(theme.zoom_now())
        font.setBold(line.is_head)
        painter.setFont(font)
        painter.setPen(QColor(look.muted if line.state == NOT_HERE else look.text))
        indent = 0 if line.is_head else theme.px(_STEP)
        room = place.adjusted(theme.px(_NAME) + indent, 0, -theme.px(8), 0)
        urgent = model.urgent(line)
        urgent_width = self._urgent_width(urgent, room)
        name = painter.fontMetrics().elidedText(
            line.name, Qt.TextElideMode.ElideRight, room.width() - urgent_width
        )
        painter.drawText(room, middle, name)
        if urgent:
            self._draw_urgent(painter, room, painter.fontMetrics().horizontalAdvance(name), urgent)

    @staticmethod
    def _urgent_width(urgent: str, room: QRect) -> int:
        return min(theme.px(190), room.width() // 2) if urgent else 0

    def _draw_urgent(self, painter: QPainter, room: QRect, name_width: int, urgent: str) -> None:
        look = theme.current()
        painter.setFont(_smaller(painter.font()))
        left = room.left() + name_width + theme.px(10)
        widest = room.right() - left - theme.px(12)
        text = painter.fontMetrics().elidedText(urgent, Qt.TextElideMode.ElideRight, widest)
        width = painter.fontMetrics().horizontalAdvance(text) + theme.px(12)
        height = theme.px(19)
        frame = QRect(left, room.center().y() - height // 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.danger_soft))
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(QColor(look.danger))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), text)

    def _write_right(self, painter: QPainter, place: QRect, model: ArrivalModel, at: int) -> int:
        """Draw age, room and state; return the width they take."""
        look, line = theme.current(), model.line(at)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        state = place.adjusted(place.width() - theme.px(_STATE_WIDTH), 0, -theme.px(6), 0)
        inks = {HERE: look.well, NOT_HERE: look.danger, NOT_ON_LIST: look.underway}
        painter.setPen(QColor(inks.get(line.state, look.muted)))
        painter.setFont(_smaller(theme.type_of(theme.zoom_now())))
        said = painter.fontMetrics().elidedText(model.state(line), Qt.TextElideMode.ElideRight, state.width())
        painter.drawText(state, flags, said)
        painter.setFont(theme.type_of(theme.zoom_now()))
        width = theme.px(_STATE_WIDTH + _ROOM_WIDTH)
        room = QRect(place.right() - width, place.top(), theme.px(_ROOM_WIDTH - 10), place.height())
        self._write_room(painter, room, model, at)
        age = QRect(
            room.left() - theme.px(_AGE_WIDTH), place.top(), theme.px(_AGE_WIDTH - 14), place.height()
        )
        painter.setPen(QColor(look.muted))
        painter.drawText(
            age, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), model.age(line)
        )
        return width + theme.px(_AGE_WIDTH)

    @staticmethod
    def _write_room(painter: QPainter, place: QRect, model: ArrivalModel, at: int) -> None:
        look, line = theme.current(), model.line(at)
        text = f"{line.room}/{line.bed}" if line.bed else line.room or ""
        if model.typing is not None and model.typing[0] == at:
            text = f"{model.typing[1]}|"
            frame = place.adjusted(0, theme.px(4), 0, -theme.px(4))
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(QColor(look.field))
            painter.drawRoundedRect(frame, 5, 5)
        painter.setPen(QColor(look.text))
        inner = place.adjusted(theme.px(8), 0, 0, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setBold(False)
    small.setPixelSize(theme.px(11.5))
    return small
