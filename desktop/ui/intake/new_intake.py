"""A new file for somebody who came by herself: who she is, and she is in the house from today."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.base import Category
from db.models import Identity
from desktop.errors import Refused
from desktop.forms.identity import IDENTITY
from desktop.services import arrival_desk, drafts
from desktop.services.drafts import About, KeptDraft
from desktop.ui.context import Context
from desktop.ui.form_editor import FormEditor
from desktop.ui.form_fields import Surroundings
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notices import NotForRole
from desktop.ui.widgets.records import writers

FORM = "new_intake"
_NOBODY_YET = About(None)


class NewIntakePage(QWidget):
    """`opened` carries the person's id once her file is open; what was begun is kept as a draft."""

    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        _ = context.language.text
        around = Surroundings(context.language, lambda: context.desk().today, context.zone)
        self.editor = FormEditor(around, IDENTITY, self._save, keep=self._keep)
        self.editor.saved.connect(self.opened)
        self.editor.discarded.connect(self._discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("New intake"), "name"))
        told = _(
            "Look for her first (Ctrl+K): she may have a file already. Who came with a group is ticked off "
            "at the arrival desk."
        )
        column.addWidget(PlainLabel(told, "muted", wrap=True))
        card = Card(_("Who she is"))
        column.addWidget(card)
        column.addStretch(1)
        desk = context.desk()
        if not desk.access.may_write(desk.actor, Identity, own=True):
            self.editor.setParent(card)
            self.editor.hide()
            card.add(NotForRole(context.language, writers(context, Category.IDENTITY)))
            return
        card.add(self.editor)
        self.setFocusProxy(next(iter(self.editor.rows.values())).field)
        context.work.failed.connect(self._failed)
        query = partial(drafts.find, desk=context.desk(), form_key=FORM, about=_NOBODY_YET)
        context.work.read(query, self._found)

    def _found(self, draft: KeptDraft | None) -> None:
        if draft is not None and not self.editor.dirty:
            self.editor.restore(draft)

    def _failed(self, _text: str) -> None:
        self.editor.release()

    def _save(
        self,
        values: dict[str, Any],
        confirmed: dict[str, str],
        done: Callable[[object], object],
        refused: Callable[[Refused], object],
    ) -> None:
        desk = self._context.desk()
        job = partial(arrival_desk.take_in, desk=desk, values=values, confirmed=confirmed, form_key=FORM)
        self._context.work.write(job, done, refused)

    def _keep(self, values: dict[str, Any], done: Callable[[str], object]) -> None:
        context = self._context

        def kept(when_ms: int) -> None:
            done(context.language.clock(when_ms, context.zone))

        job = partial(drafts.keep, desk=context.desk(), form_key=FORM, about=_NOBODY_YET, values=values)
        context.work.write(job, kept)

    def _discard(self) -> None:
        self._context.work.write(
            partial(drafts.discard, desk=self._context.desk(), form_key=FORM, about=_NOBODY_YET)
        )
