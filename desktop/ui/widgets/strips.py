"""What stands under a person's name on every page: must-know lines, the stage, the tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from desktop.i18n import Language
from desktop.ui import theme
from desktop.ui.widgets.flows import FlowLayout
from desktop.ui.widgets.labels import ElidedLabel, tip


@dataclass(frozen=True)
class MustKnow:
    """One line everybody must know. `kind`: danger, plain, or unasked ("No allergies asked yet").

    `tip` says who wrote it and when; never why.
    """

    text: str
    kind: str = "plain"
    key: object = None
    tip: str = ""


class MustKnowStrip(QWidget):
    """The must-know lines as chips; `activated` carries the key of the one pressed."""

    activated = Signal(object)

    def __init__(
        self, language: Language, lines: Sequence[MustKnow] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=8, line_gap=6)
        self.setAccessibleName(language.text("What everybody must know"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_lines(lines)

    def set_lines(self, lines: Sequence[MustKnow]) -> None:
        """Show these and no others; danger first."""
        self._flow.clear()
        order = {"danger": 0, "unasked": 1}
        for line in sorted(lines, key=lambda line: order.get(line.kind, 2)):
            self._flow.addWidget(self._chip(line))
        self.updateGeometry()

    def _chip(self, line: MustKnow) -> QPushButton:
        chip = QPushButton(line.text.replace("&", "&&"), self)
        chip.setProperty("look", "mustknow")
        chip.setProperty("kind", line.kind)
        chip.setAccessibleName(line.text)
        chip.setAccessibleDescription(line.tip)
        tip(chip, line.tip)
        chip.clicked.connect(lambda _checked=False, key=line.key: self.activated.emit(key))
        chip.show()
        return chip


class StageBar(QWidget):
    """The stages of the programme, those behind, the one now and those ahead; a word in each."""

    def __init__(
        self, language: Language, stages: Sequence[str], current: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(3)
        self._labels = [self._label(name, at, len(stages)) for at, name in enumerate(stages)]
        self.set_current(current)

    def _label(self, name: str, at: int, count: int) -> ElidedLabel:
        label = ElidedLabel(name, "stage", self)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setProperty("place", {0: "first", count - 1: "last"}.get(at, "middle"))
        # As wide as its word asks: "Follow-up" and its longer sisters in other languages stay whole.
        self._row.addWidget(label, max(6, len(name)))
        return label

    def set_current(self, current: int) -> None:
        """Show the stage at this place, counted from 0, as the one now; -1 is before the first."""
        for at, label in enumerate(self._labels):
            kind = "done" if at < current else "now" if at == current else "ahead"
            label.setProperty("kind", kind)
            label.style().unpolish(label)
            label.style().polish(label)
        if 0 <= current < len(self._labels):
            said = self._language.text("Stage {n} of {count}: {name}")
            name = self._labels[current].text()
            self.setAccessibleName(said.format(n=current + 1, count=len(self._labels), name=name))


class TabBar(QTabBar):
    """The pages of a file, one word each, the present one underlined; `chosen` carries its code."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        self._measured: list[int] | None = None
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for code, text in tabs:
            self.add(code, text)
        self.currentChanged.connect(self._tell)

    def add(self, code: str, text: str) -> None:
        """Add a page at the end."""
        self._measured = None
        at = self.addTab(text.replace("&", "&&"))
        self.setTabData(at, code)

    def current_code(self) -> str:
        """Return the code of the present page; empty without pages."""
        return str(self.tabData(self.currentIndex()) or "")

    def show_code(self, code: str) -> None:
        """Go to a page; an unknown code changes nothing."""
        for at in range(self.count()):
            if self.tabData(at) == code:
                self.setCurrentIndex(at)

    def step(self, by: int) -> None:
        """Go `by` pages on, around the end."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def tabSizeHint(self, index: int) -> QSize:
        # All have the room of their bold form, so nothing moves when another is chosen; the room around
        # the words shrinks before any page goes out of sight.
        around = min(
            max((self.width() - self._words_wide()) // (2 * self.count()), theme.px(3)), theme.px(11)
        )
        return QSize(self._word_wide(index) + 2 * around, super().tabSizeHint(index).height())

    def _word_wide(self, index: int) -> int:
        return self._widths()[index]

    def _words_wide(self) -> int:
        return sum(self._widths())

    def _widths(self) -> list[int]:
        """Return how wide each word is in bold; measured once for a type, for layouts ask again and again."""
        if self._measured is None or len(self._measured) != self.count():
            font = QFont(self.font())
            font.setBold(True)
            words = [self.tabText(at).replace("&&", "&") for at in range(self.count())]
            self._measured = [QFontMetrics(font).horizontalAdvance(word) + 1 for word in words]
        return self._measured

    def setTabText(self, index: int, text: str) -> None:
        self._measured = None
        super().setTabText(index, text)

    def changeEvent(self, event: QEvent) -> None:
        self._measured = None
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), super().minimumSizeHint().height())

    def _tell(self, at: int) -> None:
        self.chosen.emit(str(self.tabData(at) or ""))


def underlined(tabs: TabBar) -> QWidget:
    """Return the tabs standing on their hairline."""
    host = QWidget()
    rule = QFrame()
    rule.setProperty("look", "rule")
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(tabs)
    column.addWidget(rule)
    return host
