"""A part of a page that reads something about one person and shows it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.ui.context import Context
from desktop.ui.widgets.cards import Card

Query = Callable[[Session], Any]


class PersonPart(QWidget):
    """Reads when it is first shown, again when its kinds of record change, and only while it is shown.

    A subclass gives `query` (what the reader runs) and `show_answer` (draws what came back). `answered`
    follows each time something was drawn.
    """

    answered = Signal()
    # Kinds of record whose change makes this stale; None for all of them.
    kinds: ClassVar[frozenset[str] | None] = None

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.person_id = person_id
        self.stale = True
        self.was_read = False
        self._waiting: list[Callable[[], object]] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        context.work.changed.connect(self._changed)

    @abstractmethod
    def query(self) -> Query:
        """The job for the reader; called on this thread, each time anew."""

    @abstractmethod
    def show_answer(self, answer: Any) -> None:  # noqa: ANN401  (each part has its own)
        """Draw what the reader found."""

    def reload(self) -> None:
        """Ask the reader now."""
        self.stale = False
        # Each part has its own newest question; an answer to an older one is dropped.
        self.context.work.read(self.query(), self._answered, key=f"{type(self).__name__}-{id(self)}")

    def call_when_read(self, job: Callable[[], object]) -> None:
        """Do something once the answer that is under way has been drawn."""
        self._waiting.append(job)

    def _answered(self, answer: object) -> None:
        self.was_read = True
        self.show_answer(answer)
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            job()
        self.answered.emit()

    def fresh_card(self, title: str) -> Card:
        """An empty card in place of everything that stood here."""
        emptied(self.column)
        card = Card(title)
        self.column.addWidget(card)
        return card

    def _changed(self, kinds: frozenset[str]) -> None:
        if self.kinds is not None and not kinds & self.kinds:
            return
        if self.isVisible():
            self.reload()
        else:
            self.stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.stale:
            self.reload()


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)


def named(function: Callable[..., Any], **arguments: object) -> Query:
    """A job that hands its arguments by name, so that the log can say whose it was."""
    return partial(function, **arguments)
