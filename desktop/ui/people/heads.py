"""The head of a file: name, who she is, what everybody must know, and the stage; the same on every page."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.base import Category
from db.queries.overview import Head, head
from desktop.programmes import Stage
from desktop.ui.context import Context
from desktop.ui.not_for_roles import not_for_role
from desktop.ui.people import words
from desktop.ui.person_parts import PersonPart, Query, emptied, named
from desktop.ui.widgets.buttons import KeyButton, PrimaryButton
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.strips import MustKnowStrip, StageBar

# Shown on the bar only while the person is there.
_OUTER_STAGES = frozenset({"PRE", "CLS"})


class FileHead(PersonPart):
    """Name and line, Print and Record, the must-know strip, the stage bar.

    `must_know_wanted` carries the kind of the line pressed; `withheld` follows when the whole person is
    not for this role.
    """

    must_know_wanted = Signal(str)
    print_wanted = Signal()
    record_wanted = Signal()
    withheld = Signal()
    kinds: ClassVar[frozenset[str] | None] = frozenset(
        {
            "identity", "name", "must_know", "room_stay", "presence", "stay", "stage_entry", "assignment",
            "person_link",
        }
    )  # fmt: skip

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, person_id, parent)
        language = context.language
        self.shown: Head | None = None
        self.name = PlainLabel("", "name", wrap=True)
        self.about = PlainLabel("", "muted", wrap=True)
        self.print_button = KeyButton(language.text("Print"), "Ctrl+P", self.print_wanted.emit)
        self.record_button = PrimaryButton(
            language.text("Record"), "Ctrl+R", self.record_wanted.emit, own_key=False
        )
        self.strip = MustKnowStrip(language)
        self.strip.activated.connect(lambda key: self.must_know_wanted.emit(str(key)))
        desk = context.desk()
        self.print_button.setVisible(desk.access.may(desk.actor, "print"))
        self.record_button.hide()
        self._stages = QVBoxLayout()
        self.column.addLayout(self._top())
        self.column.addWidget(self.strip)
        self.column.addLayout(self._stages)

    def _top(self) -> QHBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.name)
        lines.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(lines, 1)
        top.addWidget(self.print_button)
        top.addWidget(self.record_button)
        return top

    def query(self) -> Query:
        desk = self.context.desk()
        return named(head, access=desk.access, actor=desk.actor, person_id=self.person_id, today=desk.today)

    def show_answer(self, answer: Head) -> None:
        self.shown = answer
        if answer.name is None:
            self._withhold(answer)
            return
        speaker = speaker_of(self.context)
        self.name.setText(answer.name)
        self.about.setText(words.about(speaker, answer))
        self.strip.set_lines(words.strip(speaker, answer))
        self._show_stage(answer)

    def _withhold(self, answer: Head) -> None:
        self.name.setText(answer.code)
        for part in (self.strip, self.print_button, self.record_button, self.about):
            part.hide()
        emptied(self._stages)
        self._stages.addWidget(not_for_role(self.context, Category.IDENTITY))
        self.withheld.emit()

    def _show_stage(self, answer: Head) -> None:
        emptied(self._stages)
        if not answer.stages:
            return
        now = answer.stages[0][0]
        shown = [one for one in self.context.programme.stages if one.code not in _OUTER_STAGES - {now}]
        codes = [one.code for one in shown]
        tag = self.context.language.tag
        current = codes.index(now) if now in codes else -1
        self._stages.addWidget(StageBar(self.context.language, [_short(one, tag) for one in shown], current))


def _short(stage: Stage, tag: str) -> str:
    return stage.short.get(tag, stage.short["en"])


def stage_names(context: Context) -> dict[str, str]:
    """Stage -> its short name in the window's language."""
    return {one.code: _short(one, context.language.tag) for one in context.programme.stages}


def speaker_of(context: Context) -> words.Speaker:
    """Who says it: the window's language, today, the colleagues' names."""
    return words.Speaker(context.language, context.desk().today, context.staff_name)
