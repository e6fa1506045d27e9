"""The two outer columns of the window: who, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import Language
from desktop.ui import theme
from desktop.ui.widgets.buttons import Chip, IconButton, KeyButton
from desktop.ui.widgets.due_items import Due, DueItem
from desktop.ui.widgets.flows import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notices import EmptyState
from desktop.ui.widgets.person_lists import PersonList

PEOPLE_WIDTH, DUE_WIDTH, FOLDED_WIDTH = 276, 268, 38


@dataclass(frozen=True)
class Filter:
    """One filter of a list: its code, its words in the window's language, how many it leaves."""

    code: str
    text: str
    count: int | None = None


class ChipRow(QWidget):
    """Filters of which one is on; `chosen` carries its code."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, Chip] = {}
        self._flow = FlowLayout(self, gap=6, line_gap=6)

    def set_filters(self, filters: Sequence[Filter], chosen: str) -> None:
        """Offer these, with one on. The same filters with other counts keep the keyboard where it is."""
        if tuple(self._chips) == tuple(one.code for one in filters):
            for one in filters:
                self._chips[one.code].show_count(one.text, one.count)
        else:
            self._build(filters)
        self.show_chosen(chosen)
        self.updateGeometry()

    def _build(self, filters: Sequence[Filter]) -> None:
        self._flow.clear()
        self._chips = {}
        for one in filters:
            chip = Chip(one.text, one.count, parent=self)
            chip.clicked.connect(lambda _checked=False, code=one.code: self._choose(code))
            self._flow.addWidget(chip)
            chip.show()
            self._chips[one.code] = chip

    def _choose(self, code: str) -> None:
        self.show_chosen(code)
        self.chosen.emit(code)

    def show_chosen(self, code: str) -> None:
        """Turn one on without telling anybody."""
        for one, chip in self._chips.items():
            chip.setChecked(one == code)


class PeopleColumn(QFrame):
    """Filters, the people, and the way to take in somebody new."""

    new_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "leftcolumn")
        self.filters = ChipRow()
        self.filters.setContentsMargins(10, 10, 10, 10)
        self.people = PersonList(language)
        self.new = KeyButton(language.text("New intake"), "Ctrl+N", self.new_wanted.emit)
        self._empty = PlainLabel("", "muted", wrap=True)
        self._empty.setContentsMargins(14, 14, 14, 14)
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(rule())
        column.addWidget(self._empty)
        column.addWidget(self.people, 1)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 8, 10, 8)
        foot.addWidget(self.new)
        foot.addStretch(1)
        column.addLayout(foot)

    def set_empty(self, text: str) -> None:
        """Say what to do when the list is empty; an empty text takes it away."""
        self._empty.setText(text)
        self._empty.setVisible(bool(text))

    def retranslate(self, language: Language) -> None:
        """Name everything in another language."""
        self.people.retranslate(language)
        self.new.set_text(language.text("New intake"))


class DueColumn(QFrame):
    """What is due, by groups; folds to a strip. `opened` carries the key of a Due, `folded` whether it is."""

    opened = Signal(object)
    folded = Signal(bool)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rightcolumn")
        self._language = language
        self._items: tuple[Due, ...] = ()
        self._folded = False
        self._title = PlainLabel("", "heading")
        self._fold = IconButton("chevron-right", "", self.toggle, key="F8")
        self._unfold = IconButton("chevron-left", "", self.toggle, key="F8")
        self.scopes = ChipRow()
        self._list = QWidget()
        self._list.setProperty("look", "clear")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 11, 0)
        self._column.setSpacing(6)
        self._scroll = scrolling(self._list, "panel")
        self._body = self._made_body()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(self._body, 1)
        self._unfold.hide()
        self.retranslate(language)

    def _made_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(11, 8, 0, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._fold)
        column.addLayout(head)
        self.scopes.setContentsMargins(0, 0, 8, 2)
        column.addWidget(self.scopes)
        column.addWidget(self._scroll, 1)
        return body

    @property
    def is_folded(self) -> bool:
        """Whether only the strip is shown."""
        return self._folded

    def fold(self, *, folded: bool) -> None:
        """Fold to a strip or open again."""
        if folded != self._folded:
            self._folded = folded
            self._body.setVisible(not folded)
            self._unfold.setVisible(folded)
            self.folded.emit(folded)

    def toggle(self) -> None:
        """Fold, or open again."""
        self.fold(folded=not self._folded)

    def set_items(self, items: Sequence[Due]) -> None:
        """Show these, in their order, under the headings they name."""
        self._items = tuple(items)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        group = ""
        for due in items:
            if due.group and due.group != group:
                self._column.addWidget(PlainLabel(due.group, "smallbold"))
            group = due.group
            self._column.addWidget(self._item(due))
        if not items:
            self._column.addWidget(EmptyState(self._language.text("Nothing is due."), drawing="check"))
        self._column.addStretch(1)

    def _item(self, due: Due) -> DueItem:
        item = DueItem(due)
        item.clicked.connect(lambda _checked=False, key=due.key: self.opened.emit(key))
        return item

    def focus_first(self) -> None:
        """Put the keyboard on the first thing due."""
        first = next(iter(self._list.findChildren(DueItem)), None)
        if first is not None:
            first.setFocus()

    def retranslate(self, language: Language) -> None:
        """Name everything in another language."""
        self._language = language
        self._title.setText(language.text("What is due"))
        self._fold.set_name(language.text("Fold this column away"))
        self._unfold.set_name(language.text("Show what is due"))
        self.set_items(self._items)


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setProperty("look", "rule")
    return line


def scrolling(content: QWidget, look: str = "", parent: QWidget | None = None) -> QScrollArea:
    """Return a frame that scrolls its content up and down.

    With its `parent` known from the start the content is dressed once and not again for each new parent.
    """
    area = QScrollArea(parent)
    if look:
        area.setProperty("look", look)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def width_of(wanted: float, window: int, share: float) -> int:
    """Return a column's width at the present zoom, at most this share of the window."""
    return min(theme.px(wanted), int(window * share))
