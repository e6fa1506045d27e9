"""Line drawings of 16 px in the colour of the text beside them; drawn once, as SVG, under resources/icons."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.resources import resource
from desktop.ui import theme

SIZE = 16
_REDRESSED = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


def names() -> tuple[str, ...]:
    """Return the name of every drawing there is."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, colour: str, side: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """Return the drawing in one colour, `side` logical pixels square, sharp at this device pixel ratio."""
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    paint(painter, name, colour, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def paint(painter: QPainter, name: str, colour: str, place: QRectF) -> None:
    """Draw into a rectangle of an open painter."""
    svg = _drawing(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, place)


def icon(name: str, ink: str = "text") -> QIcon:
    """Return the drawing in the colour of the token `ink` of the theme now shown."""
    colour = str(getattr(theme.current(), ink))
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, theme.px(SIZE), ratio))
    return made


class _Dresser(QObject):
    """Gives its parent the drawing again whenever the theme or the zoom changes."""

    def __init__(self, wearer: QAbstractButton | QAction, name: str, ink: str, watched: QWidget) -> None:
        super().__init__(wearer)
        self._wearer, self._name, self._ink = wearer, name, ink
        self._worn: tuple[str, int] | None = None
        watched.installEventFilter(self)
        self._dress()

    def _dress(self) -> None:
        # Setting an icon may itself announce a change of style: only what differs is set.
        worn = (theme.current().name, theme.zoom_now())
        if worn == self._worn:
            return
        self._worn = worn
        self._wearer.setIcon(icon(self._name, self._ink))
        if isinstance(self._wearer, QAbstractButton):
            self._wearer.setIconSize(QSize(theme.px(SIZE), theme.px(SIZE)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _REDRESSED:
            self._dress()
        return super().eventFilter(watched, event)


def dress(button: QAbstractButton, name: str, ink: str = "text") -> None:
    """Put a drawing on a button and keep it in the colour of the theme, whatever the theme becomes."""
    _Dresser(button, name, ink, button)


def dress_action(action: QAction, name: str, within: QWidget, ink: str = "muted") -> None:
    """The same for an action shown inside `within`, as in the corner of a field."""
    _Dresser(action, name, ink, within)
