"""What the page itself says: nothing here yet, not for this role, something to know or to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import Language
from desktop.ui import icons, theme
from desktop.ui.widgets.buttons import IconButton, KeyButton, LinkButton
from desktop.ui.widgets.labels import PlainLabel

_DRAWINGS = {"info": "info", "warning": "warning", "error": "warning", "done": "check"}
_INKS = {"info": "underway", "warning": "due", "error": "danger", "done": "well"}


class Drawing(QLabel):
    """An icon beside a text, in the colour of a token."""

    def __init__(self, name: str, ink: str = "muted", side: int = icons.SIZE) -> None:
        super().__init__()
        self._name, self._ink, self._side = name, ink, side
        self._draw()

    def show_drawing(self, name: str, ink: str) -> None:
        """Change drawing and colour."""
        self._name, self._ink = name, ink
        self._draw()

    def _draw(self) -> None:
        colour = str(getattr(theme.current(), self._ink))
        self.setPixmap(icons.pixmap(self._name, colour, theme.px(self._side), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()


class EmptyState(QWidget):
    """An empty place that says what to do next, and does it."""

    def __init__(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        key: str = "",
        drawing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 18, 12, 18)
        column.setSpacing(10)
        centre = Qt.AlignmentFlag.AlignHCenter
        if drawing:
            column.addWidget(Drawing(drawing, "muted", 24), 0, centre)
        self.label = PlainLabel(text, "muted", wrap=True)
        self.label.setAlignment(centre)
        column.addWidget(self.label)
        self.button = KeyButton(action, key, on_action) if action else None
        if self.button is not None:
            column.addWidget(self.button, 0, centre)
        self.setAccessibleName(text)


class NotForRole(QWidget):
    """Says that a page or a part is kept by others. It is not empty, and it is not a mistake.

    `kept_by` are the names of the roles that hold it, in the window's language.
    """

    def __init__(self, language: Language, kept_by: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = language.text
        text = _("Not for this role. It is kept by: {roles}.") if kept_by else _("Not for this role.")
        self.label = PlainLabel(text.format(roles=kept_by), "muted", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(Drawing("lock"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.setAccessibleName(self.label.text())


class Banner(QFrame):
    """A message at its place on the page instead of a dialog: info, warning, error or done.

    Hidden until `say`. `closed` follows when it is put away by hand.
    """

    closed = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        self._on_action: Callable[[], object] | None = None
        self._drawing = Drawing("info")
        self._label = PlainLabel(wrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = LinkButton("", self._act)
        self._close = IconButton("cross", language.text("Close this message"), self._put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 5, 5)
        row.setSpacing(10)
        row.addWidget(self._drawing)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return self._label.text() if not self.isHidden() else ""

    def say(
        self, kind: str, text: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show a message with, where there is one, the way on; the screen reader reads it out."""
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._drawing.show_drawing(_DRAWINGS[kind], _INKS[kind])
        self._label.setText(text)
        self._action.setText(action.replace("&", "&&"))
        self._action.setVisible(bool(action))
        self._on_action = on_action
        self.setAccessibleName(text)
        self.show()
        announce(self, text)

    def silence(self) -> None:
        """Take the message away."""
        self.hide()

    def _act(self) -> None:
        action = self._on_action
        self.hide()
        if action is not None:
            action()

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()


def announce(widget: QWidget, text: str) -> None:
    """Let the screen reader say a text that appeared by itself."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
