"""The list of people on the left: one line each, children under their mother, age in its own column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import Language
from desktop.ui import theme
from desktop.ui.tables import ROW_ROLE, PeopleModel, PersonRow
from desktop.ui.widgets.searches import facts

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 36
_NAME_AT, _STEP, _DOT_AT, _RIGHT = 30, 14, 15, 13


class PersonDelegate(QStyledItemDelegate):
    """Draws one person: a dot where something is due, the name, the age on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(theme.px(160), theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        place, chosen = facts(option)
        painter.save()
        self._draw_ground(painter, place, chosen=chosen)
        if row.due and not theme.beside_now():
            self._draw_dot(painter, place, row)
        self._write(painter, place, row, chosen=chosen)
        painter.restore()

    @staticmethod
    def _draw_ground(painter: QPainter, place: QRect, *, chosen: bool) -> None:
        look = theme.current()
        if chosen:
            painter.fillRect(place, QColor(look.accent_soft))
            painter.fillRect(
                QRect(place.left(), place.top(), theme.px(3), place.height()), QColor(look.accent)
            )
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())

    @staticmethod
    def _draw_dot(painter: QPainter, place: QRect, row: PersonRow) -> None:
        look = theme.current()
        at = QPointF(place.left() + theme.px(_DOT_AT + _STEP * row.depth), place.center().y() + 0.5)
        colour = QColor(look.danger if row.due == "overdue" else look.due)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Never colour alone: what is overdue is a full dot, what is due a ring.
        painter.setPen(QPen(colour, theme.px(2)))
        painter.setBrush(colour if row.due == "overdue" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, theme.px(3) - 0.2, theme.px(3) - 0.2)

    @staticmethod
    def _write(painter: QPainter, place: QRect, row: PersonRow, *, chosen: bool) -> None:
        look = theme.current()
        inner = place.adjusted(theme.px(_NAME_AT + _STEP * row.depth), 0, -theme.px(_RIGHT), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(look.muted))
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignRight), row.age)
        age_room = painter.fontMetrics().horizontalAdvance(row.age) + theme.px(10)
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(QColor(look.text))
        name_place = inner.adjusted(0, 0, -age_room, 0)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, name_place.width())
        painter.drawText(name_place, int(middle | Qt.AlignmentFlag.AlignLeft), name)


class PersonList(QListView):
    """The people; `opened` carries the key of the one chosen by click, Enter or the arrows.

    Letters typed while it has the keyboard go to the name that begins with them.
    """

    opened = Signal(object)
    more_wanted = Signal(int)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = False
        self._told: object | None = None
        self._model = PeopleModel(language, self)
        self._model.more_wanted.connect(self.more_wanted)
        self.setModel(self._model)
        self.setItemDelegate(PersonDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(language.text("People"))
        self.selectionModel().currentChanged.connect(self._moved)
        # A click on the row already chosen moves nothing, but asks for its file all the same.
        self.clicked.connect(self._clicked)

    def retranslate(self, language: Language) -> None:
        """Say the list's name, and what the rows say aloud, in another language."""
        rows, key = self._model.rows(), self.current_key()
        fresh = PeopleModel(language, self)
        fresh.more_wanted.connect(self.more_wanted)
        old, self._model = self._model, fresh
        self.setModel(fresh)
        old.deleteLater()
        self.selectionModel().currentChanged.connect(self._moved)
        self.setAccessibleName(language.text("People"))
        self.set_rows(rows)
        self.show_key(key)

    def set_rows(self, rows: Sequence[PersonRow], total: int | None = None) -> None:
        """Replace the rows and keep the one chosen where it is still among them."""
        key = self.current_key()
        self._setting = True
        self._model.set_rows(rows, total)
        self._setting = False
        self.show_key(key)

    def add_rows(self, rows: Sequence[PersonRow]) -> None:
        """Add the next rows of a long list."""
        self._model.add_rows(rows)

    def rows(self) -> tuple[PersonRow, ...]:
        """Return the rows given so far."""
        return self._model.rows()

    def current_key(self) -> object | None:
        """Return the key of the row chosen, or None."""
        index = self.currentIndex()
        return self._model.row(index.row()).key if index.isValid() else None

    def show_key(self, key: object | None) -> None:
        """Choose a row without opening it; None, or a key not in the list, chooses none."""
        at = self._model.place_of(key) if key is not None else -1
        self._setting = True
        if at < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self._model.index(at, 0))
        self._setting = False

    def step(self, by: int) -> None:
        """Open the person `by` rows on."""
        at = self.currentIndex().row() + by
        if 0 <= at < self._model.rowCount():
            self.setCurrentIndex(self._model.index(at, 0))

    def _clicked(self, index: QModelIndex) -> None:
        if self._told is None:
            self._tell(index)
        self._told = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._told = None
        super().mousePressEvent(event)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._setting:
            self._tell(now)

    def _tell(self, index: QModelIndex) -> None:
        self._told = self._model.row(index.row()).key
        self.opened.emit(self._told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._tell(index)
            return
        super().keyPressEvent(event)
