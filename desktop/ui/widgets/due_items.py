"""What is due: whom, what, since when, by which rule; a click does it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.widgets.labels import Badge, PlainLabel


@dataclass(frozen=True)
class Due:
    """One thing to do. `state`: overdue, today, week or later; `badge` is a word such as "2 days".

    `when` stands beside the title ("by Fri 27 Nov"), `detail` below it ("Amina · nurse · 7 days after
    arrival"). One rule and day for many people is one Due with their number in the detail.
    """

    key: object
    title: str
    detail: str = ""
    when: str = ""
    state: str = "week"
    badge: str = ""
    group: str = ""


class DueItem(QPushButton):
    """One Due, pressed with a click, Enter or Space; its edge has the colour of its state."""

    def __init__(self, due: Due, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due = due
        self.setProperty("look", "dueitem")
        self.setProperty("kind", due.state)
        self.setAutoDefault(False)
        said = [due.title, due.when, due.badge, due.detail]
        self.setAccessibleName(", ".join(part for part in said if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 6, 9, 6)
        column.setSpacing(1)
        column.addLayout(self._head(due))
        if due.detail:
            column.addWidget(PlainLabel(due.detail, "small", wrap=True))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @staticmethod
    def _head(due: Due) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(PlainLabel(due.title, "heading", wrap=True), 1)
        if due.when:
            head.addWidget(PlainLabel(due.when, "small"), 0, top)
        if due.badge:
            kind = "danger" if due.state == "overdue" else "due" if due.state == "today" else "neutral"
            head.addWidget(Badge(due.badge, kind), 0, top)
        return head

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()
