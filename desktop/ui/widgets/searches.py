"""Fields that look elsewhere while one types: the search of the window, the choice of a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import Language
from desktop.ui import icons, theme
from desktop.ui.widgets.labels import tip
from desktop.ui.widgets.lines import LineField

_HIT = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 9
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Hit:
    """Something found. `key` is handed back when it is chosen; `kind` names a drawing of icons.py."""

    key: object
    title: str
    detail: str = ""
    kind: str = "person"


# Called with what was typed and where to hand the hits, now or a little later.
Search = Callable[[str, Callable[[Sequence[Hit]], None]], object]


class HitsModel(QAbstractListModel):
    """The hits of one search."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Hit] = []

    def show_hits(self, rows: Sequence[Hit]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self._rows[index.row()]
        if role == _HIT:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title}, {hit.detail}" if hit.detail else hit.title
        return None


def facts(option: QStyleOptionViewItem) -> tuple[QRect, bool]:
    """Return where an item is drawn, and whether it is the chosen one."""
    return QRect(option.rect), bool(option.state & QStyle.StateFlag.State_Selected)


class HitDelegate(QStyledItemDelegate):
    """Draws a hit: its drawing, its title, what it is on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(theme.px(200), theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(_HIT)
        look = theme.current()
        place, chosen = facts(option)
        painter.save()
        if chosen:
            painter.fillRect(place, QColor(look.accent_soft))
        side = theme.px(icons.SIZE)
        drawing = QRect(place.left() + theme.px(8), place.center().y() - side // 2, side, side)
        icons.paint(painter, hit.kind, look.muted, drawing.toRectF())
        self._write(painter, hit, place.adjusted(theme.px(34), 0, -theme.px(10), 0))
        painter.restore()

    def _write(self, painter: QPainter, hit: Hit, place: QRect) -> None:
        look = theme.current()
        metrics = painter.fontMetrics()
        middle = Qt.AlignmentFlag.AlignVCenter
        detail_room = min(metrics.horizontalAdvance(hit.detail), place.width() * 2 // 3)
        title_room = place.width() - detail_room - theme.px(10)
        painter.setPen(QPen(QColor(look.text)))
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, title_room)
        painter.drawText(place, int(middle | Qt.AlignmentFlag.AlignLeft), title)
        painter.setPen(QPen(QColor(look.muted)))
        detail = metrics.elidedText(hit.detail, Qt.TextElideMode.ElideRight, detail_room + 1)
        painter.drawText(place, int(middle | Qt.AlignmentFlag.AlignRight), detail)


class SearchEdit(LineField):
    """A field with what was found under it: Down and Up go through the hits, Enter takes one, Escape closes.

    `chosen` carries the Hit. Hits for a text that is no longer the one typed are ignored.
    """

    chosen = Signal(object)

    def __init__(
        self, language: Language, search: Search, *, least: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(language, parent)
        self._search, self._least = search, least
        self._model = HitsModel(self)
        # A child of the window, not a popup window: it must never take the keyboard from the field.
        self._list = QListView(self)
        self._list.setWindowFlags(Qt.WindowType.ToolTip)
        self._list.setProperty("look", "popup")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setModel(self._model)
        self._list.setItemDelegate(HitDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.clicked.connect(self._take)
        self.edited.connect(self._look_for)

    @property
    def hits_shown(self) -> bool:
        """Whether something found stands under the field."""
        return self._list.isVisible()

    def _look_for(self) -> None:
        asked = self.text().strip()
        if len(asked) < self._least:
            self._list.hide()
            return
        self._search(asked, lambda hits: self._show_hits(asked, hits))

    def _show_hits(self, asked: str, hits: Sequence[Hit]) -> None:
        if asked != self.text().strip() or not self.hasFocus():
            return
        self._model.show_hits(hits)
        self._list.setVisible(bool(hits))
        if hits:
            self._place_list(len(hits))
            self._list.setCurrentIndex(self._model.index(0, 0))

    def _place_list(self, count: int) -> None:
        height = theme.px(32) * min(count, _MOST_SHOWN) + theme.px(8)
        self._list.setGeometry(
            QRect(self.mapToGlobal(QPoint(0, self.height() + 2)), QSize(self.width(), height))
        )
        self._list.raise_()

    def _take(self, index: Index) -> None:
        hit = index.data(_HIT)
        self._list.hide()
        if isinstance(hit, Hit):
            self.take(hit)

    def take(self, hit: Hit) -> None:
        """Choose a hit; a subclass may keep it."""
        self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._list.isVisible() and self._walk(Qt.Key(event.key())):
            event.accept()
            return
        super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        row = self._list.currentIndex().row()
        if key in steps:
            row = min(max(row + steps[key], 0), self._model.rowCount() - 1)
            self._list.setCurrentIndex(self._model.index(row, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self._list.hide()
        else:
            return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._list.hide()


class SearchField(SearchEdit):
    """The one search of the window: lens on the left, key on the right; empty again once a hit is taken."""

    def __init__(
        self, language: Language, search: Search, key: str = "Ctrl+K", parent: QWidget | None = None
    ) -> None:
        super().__init__(language, search, parent=parent)
        self._key = key
        self.setProperty("look", "search")
        lens = self.addAction(icons.icon("search", "muted"), self.ActionPosition.LeadingPosition)
        icons.dress_action(lens, "search", self)
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say in another language what can be found."""
        self._language = language
        asked = language.text("Find a person, paper, task or page")
        self.setPlaceholderText(asked)
        self.setAccessibleName(asked)
        tip(self, f"{asked} ({self._key})")

    def take(self, hit: Hit) -> None:
        """Hand the hit over and be ready for the next search."""
        self.clear()
        super().take(hit)

    def _key_frame(self) -> QRect:
        """Return where the key stands while the field is not used."""
        font = QFont(self.font())
        font.setPixelSize(theme.px(11))
        width = QFontMetrics(font).horizontalAdvance(self._key) + theme.px(12)
        height = theme.px(18)
        return QRect(self.width() - width - theme.px(6), (self.height() - height) // 2, width, height)

    def _shows_key(self) -> bool:
        return not self.text() and not self.hasFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self._key_frame()
        room = frame.width() if self._shows_key() else 0
        if self.textMargins().right() != room:
            self.setTextMargins(0, 0, room, 0)
        super().paintEvent(event)
        if not self._shows_key():
            return
        painter, look = QPainter(self), theme.current()
        font = painter.font()
        font.setPixelSize(theme.px(11))
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(QColor(look.panel))
        painter.drawRoundedRect(frame.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(look.muted))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), self._key)


class PersonPicker(SearchEdit):
    """One person or colleague, looked for by `search`; `value()` is the key of the hit chosen, or None."""

    def __init__(self, language: Language, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(language, search, parent=parent)
        self._held: Hit | None = None
        self.setPlaceholderText(language.text("name or code"))
        lens = self.addAction(icons.icon("search", "muted"), self.ActionPosition.TrailingPosition)
        icons.dress_action(lens, "search", self)

    def value(self) -> object | None:
        """Return the key of the person chosen, or None."""
        return None if self._held is None else self._held.key

    def set_value(self, value: Hit | None) -> None:
        """Show a person; the caller knows the name to the key."""
        self._held = value
        self.setText(value.title if value is not None else "")
        self.setCursorPosition(0)

    def take(self, hit: Hit) -> None:
        """Keep the hit and show its name."""
        self.set_value(hit)
        self.edited.emit()
        super().take(hit)

    def _typed(self, text: str) -> None:
        # A name changed by hand is no longer the person that was chosen.
        self._held = None
        super()._typed(text)

    def _look_for(self) -> None:
        if self._held is None:
            super()._look_for()

    def problem(self) -> str:
        """Say that typing a name chooses nobody."""
        if not self.text().strip() or self._held is not None:
            return ""
        return self._language.text("Choose somebody from the list below the field.")

    def note(self) -> str:
        """Return what tells this person from others of the name."""
        return self._held.detail if self._held is not None else ""
