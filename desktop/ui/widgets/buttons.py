"""Buttons that say their key, links, and filter chips."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from desktop.ui import icons, theme
from desktop.ui.widgets.labels import tip

_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic


class KeyButton(QPushButton):
    """A button with its key written inside: in a small frame, or lighter where the button is filled.

    `key` is portable ("Ctrl+P"). With `own_key` the button answers to the key itself while it is
    visible; without, the key belongs to the menu and is only shown here.
    """

    look = ""

    def __init__(
        self,
        text: str,
        key: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        own_key: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        if self.look:
            self.setProperty("look", self.look)
        self.set_text(text)
        if own_key and key:
            QShortcut(QKeySequence(key), self).activated.connect(self.click)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    @property
    def key_text(self) -> str:
        """The key as it is written on this system."""
        return QKeySequence(self._key).toString(QKeySequence.SequenceFormat.NativeText) if self._key else ""

    def set_text(self, text: str) -> None:
        """Change the words; a mnemonic is marked with &."""
        self.setText(text)
        said = text.replace("&", "")
        self.setAccessibleName(said)
        self.setAccessibleDescription(self.key_text)

    def _key_type(self) -> QFont:
        font = QFont(self.font())
        font.setBold(False)
        font.setPixelSize(theme.px(11))
        return font

    def _key_width(self) -> int:
        if not self._key:
            return 0
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.key_text) * theme.px(11) // theme.px(13)
        return width + theme.px(8 + self._frame_room() * 2)

    def _frame_room(self) -> int:
        return 6

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self.text():
            # Qt gives a button without words the room of a few letters.
            return QSize(self._key_width() + theme.px(14), hint.height())
        return QSize(hint.width() + self._key_width(), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        place = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        self._draw_words(painter, text, place)

    def _draw_words(self, painter: QPainter, text: str, place: QRect) -> None:
        metrics = self.fontMetrics()
        words = metrics.size(Qt.TextFlag.TextShowMnemonic, text).width()
        left = place.left() + max(0, (place.width() - words - self._key_width()) // 2)
        if not self.icon().isNull():
            side = self.iconSize().width()
            self.icon().paint(painter, left - theme.px(3), place.center().y() - side // 2 + 1, side, side)
            left += side + theme.px(3)
        painter.setPen(self._ink())
        painter.setFont(self.font())
        self.style().drawItemText(
            painter,
            QRect(left, place.top(), words + 2, place.height()),
            int(_FLAGS),
            self.palette(),
            self.isEnabled(),
            text,
        )
        if self._key:
            key_left = left + (words + theme.px(8) if text else 0)
            self._draw_key(
                painter, QRect(key_left, place.top(), self._key_width() - theme.px(8), place.height())
            )

    def _ink(self) -> QColor:
        look = theme.current()
        return QColor(look.text if self.isEnabled() else look.muted)

    def _draw_key(self, painter: QPainter, place: QRect) -> None:
        look = theme.current()
        height = theme.px(18)
        frame = QRect(place.left(), place.center().y() - height // 2 + 1, place.width(), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(QColor(look.raised))
        painter.drawRoundedRect(frame.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(look.muted))
        painter.setFont(self._key_type())
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), self.key_text)


class PrimaryButton(KeyButton):
    """The one thing to do on this page, with its key written inside; answers to the key itself."""

    look = "primary"

    def __init__(
        self,
        text: str,
        key: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        own_key: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, key, on_click, own_key=own_key, parent=parent)

    def _frame_room(self) -> int:
        return 0

    def _ink(self) -> QColor:
        look = theme.current()
        return QColor(look.on_accent if self.isEnabled() else look.muted)

    def _draw_key(self, painter: QPainter, place: QRect) -> None:
        look = theme.current()
        painter.setPen(QColor(look.on_accent_muted if self.isEnabled() else look.muted))
        painter.setFont(self._key_type())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place.adjusted(0, 0, theme.px(4), 0), int(flags), self.key_text)


class QuietButton(KeyButton):
    """A button without a frame, for what is seldom needed."""

    look = "quiet"


class LinkButton(QPushButton):
    """A few words that can be clicked, in the colour of `kind`: accent, danger, due or muted."""

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "link")
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())


class IconButton(QPushButton):
    """A drawing to press. `name` is said by the screen reader and shown as its tip, with the key."""

    def __init__(
        self,
        drawing: str,
        name: str,
        on_click: Callable[[], object] | None = None,
        *,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "icon")
        self._key = key
        self.set_name(name)
        icons.dress(self, drawing, "muted")
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_name(self, name: str) -> None:
        """Change what it is called."""
        self.setAccessibleName(name)
        tip(self, f"{name} ({self._key})" if self._key else name)


class Chip(QPushButton):
    """A filter that is on or off, with a count where there is one."""

    def __init__(
        self, text: str, count: int | None = None, *, checked: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "chip")
        self.setCheckable(True)
        self.setChecked(checked)
        self.show_count(text, count)

    def show_count(self, text: str, count: int | None) -> None:
        """Change words and count."""
        # An ampersand in a room's or a group's name is not a mnemonic.
        shown = text.replace("&", "&&")
        self.setText(shown if count is None else f"{shown} {count}")
        self.setAccessibleName(self.text().replace("&&", "&"))
