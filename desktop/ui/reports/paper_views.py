"""The pages of a paper on the screen: scrolled, enlarged, counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.i18n import Language
from desktop.ui import theme

# Of the true size, in percent; fitting the width goes no further than this either way.
ZOOMS = (50, 75, 100, 125, 150, 200, 300)
LEAST_FIT, MOST_FIT = 40, 150
# Pixels on the screen for a point of the paper at true size.
TRUE_SIZE = 96 / 72
GAP = 12
# Pages further from what is seen than this many heights of the window give their picture back.
KEPT_AROUND = 2


class PageFace(QWidget):
    """One page: white while its picture is on the way."""

    def __init__(self, size: tuple[float, float], parent: QWidget) -> None:
        super().__init__(parent)
        self.points = size
        self.image: QImage | None = None
        # The scale its picture was made at, and the one that was asked for last.
        self.drawn_at = self.asked_at = 0.0

    def forget(self) -> None:
        """Give the picture back."""
        self.image = None
        self.drawn_at = self.asked_at = 0.0
        self.update()

    def _place(self, image: QImage) -> QRectF:
        """Where the picture goes: pixel on pixel where it fits, stretched while a better one is made."""
        natural = image.deviceIndependentSize()
        fits = abs(natural.width() - self.width()) <= 1 and abs(natural.height() - self.height()) <= 1
        return QRectF(QPointF(0, 0), natural) if fits else QRectF(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # Paper is white in both themes: what is seen here is what comes out of the printer.
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.image is not None:
            painter.drawImage(self._place(self.image), self.image)
        painter.setPen(QPen(QColor(theme.current().line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PaperView(QScrollArea):
    """Shows pages whose pictures somebody else makes, asking for those that are seen.

    picture_wanted(page from 0, pixels a point) is answered with `set_picture`; page_shown(page from 1,
    pages) follows the scrolling; zoom_changed follows every change of size.
    """

    picture_wanted = Signal(int, float)
    page_shown = Signal(int, int)
    zoom_changed = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._faces: list[PageFace] = []
        # None fits the width.
        self._zoom: int | None = None
        self._paper = QWidget()
        self._paper.setProperty("look", "clear")
        self.setWidget(self._paper)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there, or fitting the width would make it come and go.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look())
        # Many steps of a wheel ask for pictures once.
        self._asking = QTimer(self, singleShot=True, interval=60)
        self._asking.timeout.connect(self._ask)

    # What is shown.

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show pages of these sizes in points; where one was looked at, the same place is shown again."""
        at = self.verticalScrollBar().value()
        for face in self._faces:
            face.setParent(None)
            face.deleteLater()
        self._faces = [PageFace(size, self._paper) for size in sizes]
        for face in self._faces:
            face.show()
        self._arrange()
        self.verticalScrollBar().setValue(at)
        self._look()

    def set_picture(self, number: int, scale: float, image: QImage, words: str) -> None:
        """Show the picture of a page, made at this scale; words are what a screen reader reads."""
        if number >= len(self._faces) or not self._is_near(self._faces[number]):
            return
        face = self._faces[number]
        image.setDevicePixelRatio(self.devicePixelRatioF())
        face.image, face.drawn_at = image, scale
        face.setAccessibleName(words)
        face.update()

    def clear(self) -> None:
        """Show nothing and keep nothing."""
        self._asking.stop()
        self.set_pages(())

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._faces)

    @property
    def page(self) -> int:
        """The page in the middle of the view, counted from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [number for number, face in enumerate(self._faces, start=1) if face.y() <= middle]
        return above[-1] if above else min(1, len(self._faces))

    # How large.

    @property
    def percent(self) -> int:
        """The size shown, in percent of the true size."""
        return self._fitting() if self._zoom is None else self._zoom

    @property
    def fits_width(self) -> bool:
        """Whether the size follows the window."""
        return self._zoom is None

    def set_zoom(self, percent: int | None) -> None:
        """Show at this size; None fits the width."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, self._paper.height())
        self._zoom = percent
        self._arrange()
        bar.setValue(round(share * self._paper.height()))
        self._look()
        self.zoom_changed.emit()

    def step_zoom(self, step: int) -> None:
        """Go to the next larger (1) or smaller (-1) size."""
        now = self.percent
        larger, smaller = [z for z in ZOOMS if z > now], [z for z in ZOOMS if z < now]
        wanted = larger[:1] if step > 0 else smaller[-1:]
        if wanted:
            self.set_zoom(wanted[0])

    def _fitting(self) -> int:
        widest = max((face.points[0] for face in self._faces), default=595.0)
        room = self.viewport().width() - 2 * GAP
        return min(MOST_FIT, max(LEAST_FIT, int(100 * room / (widest * TRUE_SIZE))))

    def _arrange(self) -> None:
        scale = TRUE_SIZE * self.percent / 100
        sizes = [QSize(round(face.points[0] * scale), round(face.points[1] * scale)) for face in self._faces]
        wide = max([self.viewport().width(), *(size.width() + 2 * GAP for size in sizes)])
        y = GAP
        for face, size in zip(self._faces, sizes, strict=True):
            face.setGeometry(QRect((wide - size.width()) // 2, y, size.width(), size.height()))
            y += size.height() + GAP
        self._paper.resize(wide, y if self._faces else 0)

    # What is seen, and so wanted.

    def _look(self) -> None:
        self._asking.start()
        self.page_shown.emit(self.page, self.pages)
        said = self._language.text("Preview, page {n} of {total}")
        self.setAccessibleName(said.format(n=self.page, total=self.pages))

    def _is_near(self, face: PageFace, around: float = KEPT_AROUND) -> bool:
        height = self.viewport().height()
        top = self.verticalScrollBar().value()
        return (
            face.geometry().bottom() >= top - around * height and face.y() <= top + height + around * height
        )

    def _ask(self) -> None:
        scale = TRUE_SIZE * self.percent / 100 * self.devicePixelRatioF()
        for number, face in enumerate(self._faces):
            if not self._is_near(face):
                face.forget()
            elif self._is_near(face, 0.5) and scale not in (face.drawn_at, face.asked_at):
                face.asked_at = scale
                self.picture_wanted.emit(number, scale)

    # Keys, wheel, size of the window.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._look()
        if self._zoom is None:
            self.zoom_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        keys = {
            Qt.Key.Key_Plus: lambda: self.step_zoom(1),
            Qt.Key.Key_Minus: lambda: self.step_zoom(-1),
            Qt.Key.Key_0: lambda: self.set_zoom(None),
            Qt.Key.Key_Home: lambda: bar.setValue(0),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
        }
        done = keys.get(Qt.Key(event.key()))
        if done is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        done()
        event.accept()
