"""Cards of the overview, and the lines that stand in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.labels import PlainLabel

_GAP = 14


class Card(QFrame):
    """A panel with a title and, on the right, a few words or a link; its content goes into `body`."""

    def __init__(
        self,
        title: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        if kind:
            self.setProperty("kind", kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(13, 10, 13, 12)
        self.body.setSpacing(6)
        self._title = PlainLabel(title, "cardtitle", wrap=True)
        self._action = self._made_action(action, on_action)
        for part in (self._title, self._action):
            part.setParent(self)
            part.setVisible(bool(title or action))
        if title or action:
            head = QHBoxLayout()
            head.setSpacing(_GAP)
            head.addWidget(self._title, 1)
            head.addWidget(self._action)
            self.body.addLayout(head)
        self.setAccessibleName(title)

    @staticmethod
    def _made_action(text: str, on_action: Callable[[], object] | None) -> QWidget:
        if on_action is None:
            return PlainLabel(text, "cardtitle")
        return LinkButton(text, on_action, kind="muted")

    def set_action(self, text: str) -> None:
        """Change the words on the right."""
        if isinstance(self._action, QLabel | LinkButton):
            self._action.setText(text)

    def add(self, part: QWidget) -> None:
        """Add a part at the bottom."""
        self.body.addWidget(part)

    def fill(self) -> None:
        """Keep what was added at the top when the card is taller than its content."""
        self.body.addStretch(1)


class FactLine(QWidget):
    """One fact: what on the left, how it stands on the right, muted or as a badge.

    Where both do not fit on one line, both wrap and each keeps its side. With `on_click` the line can
    be clicked, or chosen with Enter.
    """

    def __init__(
        self,
        left: str,
        right: str | QWidget = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._placed: dict[int, tuple[QRect, QRect]] = {}
        self.left = PlainLabel(left, wrap=True, parent=self)
        self.right = PlainLabel(right, "muted", wrap=True) if isinstance(right, str) else right
        self.right.setParent(self)
        if isinstance(self.right, PlainLabel) and isinstance(right, str):
            self.right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._on_click = on_click
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = right if isinstance(right, str) else getattr(right, "text", str)()
        self.setAccessibleName(f"{left}: {said}" if said else left)
        if on_click is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _natural(self, label: QWidget) -> int:
        label.ensurePolished()
        if isinstance(label, QLabel) and label.wordWrap():
            # One pixel more than the text, or rounding would break it after all.
            return label.fontMetrics().horizontalAdvance(label.text()) + 2
        return label.sizeHint().width()

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Return where both sides stand at this width. Layouts ask many times over: it is remembered."""
        if width not in self._placed:
            self._placed[width] = self._placed_at(width)
        left, right = self._placed[width]
        return QRect(left), QRect(right)

    def _placed_at(self, width: int) -> tuple[QRect, QRect]:
        left, right = self._natural(self.left), self._natural(self.right)
        gap = _GAP if right > 2 else 0
        if left + gap + right > width:
            fixed = not (isinstance(self.right, QLabel) and self.right.wordWrap())
            right = right if fixed else max(width // 3, min(right, width - gap - left))
            left = max(1, min(left, width - gap - right))
            right = right if fixed else width - gap - left
        right_height = self._tall(self.right, right)
        height = max(self._tall(self.left, left), right_height)
        return QRect(0, 0, left, height), QRect(width - right, 0, right, right_height)

    def event(self, event: QEvent) -> bool:
        # A side that changed its words, its type or its look asks for a new layout.
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._placed.clear()
            self.updateGeometry()
        return super().event(event)

    @staticmethod
    def _tall(label: QWidget, width: int) -> int:
        tall = label.heightForWidth(width) if label.hasHeightForWidth() else -1
        return tall if tall >= 0 else label.sizeHint().height()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, right = self._places(width)
        return max(left.height(), right.height())

    def sizeHint(self) -> QSize:
        wide = self._natural(self.left) + _GAP + self._natural(self.right)
        return QSize(wide, max(self._tall(self.left, wide), self.right.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left, right = self._places(self.width())
        if right.height() < left.height() and not isinstance(self.right, PlainLabel):
            right.moveTop((left.height() - right.height()) // 2)
        left.setHeight(self.height())
        self.left.setGeometry(left)
        self.left.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.right.setGeometry(right)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on_click is not None and event.button() == Qt.MouseButton.LeftButton:
            self._on_click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._on_click is not None and event.key() in keys:
            self._on_click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._on_click is not None and self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(theme.current().accent), 1))
            painter.drawLine(0, self.height() - 1, self.left.width(), self.height() - 1)


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened: what, and when, by whom, from which paper. `key` is what a click opens."""

    text: str
    detail: str = ""
    key: object = None
    kind: str = "accent"


class TimelineLine(FactLine):
    """One entry beside the line of time."""

    _INDENT = 20

    def __init__(self, entry: TimelineEntry, place: str, on_click: Callable[[], object] | None) -> None:
        super().__init__(entry.text, f"· {entry.detail}" if entry.detail else "", on_click)
        self._entry, self._place = entry, place

    def _placed_at(self, width: int) -> tuple[QRect, QRect]:
        indent = theme.px(self._INDENT)
        room = width - indent
        left, right = self._natural(self.left), self._natural(self.right)
        line = self.fontMetrics().lineSpacing()
        top = theme.px(5)
        if left + 1 + right <= room:
            both = max(self._tall(self.left, left), line) + top
            return QRect(indent, top, left, both), QRect(indent + left + 1, top, right, both)
        upper = self._tall(self.left, room)
        lower = self._tall(self.right, room)
        return QRect(indent, top, room, upper), QRect(indent, top + upper, room, lower + top)

    def heightForWidth(self, width: int) -> int:
        _left, right = self._places(width)
        return right.bottom() + 1

    def sizeHint(self) -> QSize:
        wide = theme.px(self._INDENT) + self._natural(self.left) + 4 + self._natural(self.right)
        return QSize(wide, self.heightForWidth(wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        QWidget.resizeEvent(self, event)
        left, right = self._places(self.width())
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        for label, place in ((self.left, left), (self.right, right)):
            label.setGeometry(place)
            if isinstance(label, QLabel):
                label.setAlignment(top)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = theme.px(8)
        dot = theme.px(5) + self.fontMetrics().lineSpacing() / 2
        painter.setPen(QPen(QColor(look.line), theme.px(2)))
        top = dot if self._place in ("first", "only") else 0
        bottom = dot if self._place in ("last", "only") else self.height()
        painter.drawLine(QPointF(middle, top), QPointF(middle, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(look, self._entry.kind)))
        painter.drawEllipse(QPointF(middle, dot), theme.px(4), theme.px(4))


class Timeline(QWidget):
    """What happened, the newest first, beside one line. `opened` carries the key of an entry."""

    opened = Signal(object)

    def __init__(self, entries: Sequence[TimelineEntry] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.set_entries(entries)

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these and no others."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for at, entry in enumerate(entries):
            places = {0: "first", len(entries) - 1: "last"}
            place = "only" if len(entries) == 1 else places.get(at, "middle")
            self._column.addWidget(TimelineLine(entry, place, self._opener(entry)))

    def _opener(self, entry: TimelineEntry) -> Callable[[], object] | None:
        if entry.key is None:
            return None
        return lambda: self.opened.emit(entry.key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
