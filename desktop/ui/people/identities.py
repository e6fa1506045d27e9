"""Who the person is, apart from her names: one entry that is corrected, never added to."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from db.models import Identity
from desktop.forms.catalogue import FORMS
from desktop.forms.reading import FormPage
from desktop.ui.context import Context
from desktop.ui.widgets.records import RecordsSection


class IdentitySection(RecordsSection):
    """The identity form without the names, which have a section of their own."""

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            person_id,
            FORMS["identity"],
            shows=lambda field: field.record is Identity,
            parent=parent,
        )
        self._standing: UUID | None = None

    def show_answer(self, answer: FormPage) -> None:
        super().show_answer(answer)
        newest = next(iter(answer.entries), None)
        self._standing = newest.id if newest is not None else None
        if newest is not None and self.editor is None:
            self.new_button.setText(self.context.language.text("Correct"))

    def open_new(self) -> None:
        """Correct the standing entry; a person has one identity."""
        if self._standing is None:
            super().open_new()
        else:
            self.correct(self._standing)
