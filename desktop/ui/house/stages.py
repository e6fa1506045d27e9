"""The stage she is at: the steps so far, and the next one at a press."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.forms.catalogue import FORMS
from desktop.forms.reading import FormPage
from desktop.services import people
from desktop.ui.context import Context
from desktop.ui.person_parts import named
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.records import RecordsSection

FORM = "stage_entry"


class Stages(RecordsSection):
    """The entries of the form of a stage; who may write it goes to the next one with one button."""

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        empty = context.language.text("No stage has been entered yet. Enter the first one.")
        super().__init__(context, person_id, FORMS[FORM], empty=empty, parent=parent)
        self.next_button: KeyButton | None = None

    def show_answer(self, answer: FormPage) -> None:
        super().show_answer(answer)
        self.next_button = None
        following = self._next(answer)
        if answer.may_write and following is not None and self.editor is None:
            self._list.insertLayout(0, self._step(following))

    def _next(self, answer: FormPage) -> str | None:
        codes = [one.code for one in self.context.programme.stages]
        now = answer.entries[0].values.get("stage_entry.stage") if answer.entries else None
        if now not in codes:
            return None
        after = codes.index(now) + 1
        return codes[after] if after < len(codes) else None

    def _step(self, stage: str) -> QHBoxLayout:
        language = self.context.language
        text = language.text("Go to: {stage}").format(stage=language.label("stage_short", stage))
        self.next_button = KeyButton(text, "", lambda: self.go_to(stage))
        row = QHBoxLayout()
        row.addWidget(self.next_button)
        row.addStretch(1)
        return row

    def go_to(self, stage: str) -> None:
        """Enter the next stage today."""
        self.said.silence()
        job = named(people.enter_stage, desk=self.context.desk(), person_id=self.person_id, stage=stage)
        self.context.work.write(job, None, self._say_refusal, verb="enter_stage")
