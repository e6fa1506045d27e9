"""Texts on the page. Always plain: a name with markup in it is shown as it was typed."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.widgets.values import mark


def tip(widget: QWidget, text: str) -> None:
    """Set a tool tip that is never read as markup."""
    widget.setToolTip(f"<span>{html.escape(text)}</span>" if text else "")


class PlainLabel(QLabel):
    """A text in one of the looks of the style sheet: name, heading, muted, small, quote."""

    def __init__(
        self, text: str = "", look: str = "", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if look:
            self.setProperty("look", look)
        self.setText(text)


class ElidedLabel(PlainLabel):
    """One line that ends in … where there is no room, and then says the whole in its tool tip."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, look, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def is_elided(self) -> bool:
        """Say whether some of the text does not fit."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tip(self, self.text() if self.is_elided() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_elided():
            super().paintEvent(event)
            return
        whole = self.text()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, self.contentsRect().width())
        painter = QPainter(self)
        self.drawFrame(painter)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment() | Qt.AlignmentFlag.AlignVCenter),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


class Badge(PlainLabel):
    """A state in a word on its colour: due, danger, well, underway, neutral or accent.

    Draws nothing while the window is turned to the person beside it.
    """

    def __init__(self, text: str, kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, "badge", parent=parent)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_state(self, text: str, kind: str) -> None:
        """Change word and colour together."""
        self.setText(text)
        mark(self, kind=kind)

    def sizeHint(self) -> QSize:
        return QSize(0, 0) if theme.beside_now() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0) if theme.beside_now() else super().minimumSizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not theme.beside_now():
            super().paintEvent(event)


def quote(text: str) -> PlainLabel:
    """Return somebody's own words, set in italics."""
    return PlainLabel(text, "quote", wrap=True)
