"""One thing due for many people, opened as a round: each of them, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.due import DueItem
from desktop.ui.context import Context
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.labels import PlainLabel


class RoundPage(QWidget):
    """The people one line of what is due stands for; each opens her file."""

    def __init__(self, context: Context, items: Sequence[DueItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = context.language
        first = items[0]
        count = len(items)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(PlainLabel(language.label("due_rule", first.rule), "name", wrap=True))
        told = language.plural(
            "{n} person, by {day} · {role}", "{n} people, by {day} · {role}", count
        ).format(n=count, day=language.weekday_day(first.due_on), role=language.label("role", first.role))
        column.addWidget(PlainLabel(told, "muted", wrap=True))
        card = Card()
        self.lines = [FactLine(item.name, "", partial(context.open_person, item.person_id)) for item in items]
        for line in self.lines:
            card.add(line)
        column.addWidget(card)
        column.addStretch(1)
        self.setFocusProxy(self.lines[0])
