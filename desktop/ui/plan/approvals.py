"""The yes of the director to a plan: asked for, given, or sent back with what should be changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.base import Category
from db.queries.papers import REQUESTED, ApprovalPage, AskedFor, approvals
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import plans
from desktop.ui.context import Context
from desktop.ui.errors import refusal
from desktop.ui.not_for_roles import not_for_role
from desktop.ui.person_parts import PersonPart, Query, named
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.cards import FactLine
from desktop.ui.widgets.labels import Badge, PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.notices import Banner

PLAN = "plan"
_WHAT = {PLAN: N_("The plan")}
_KINDS = {"APPROVED": "well", "REJECTED": "danger"}


class Approvals(PersonPart):
    """Requests with their state. Who may approve answers here; who keeps the plan asks here."""

    kinds: ClassVar[frozenset[str] | None] = frozenset({"approval", "goal"})

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, person_id, parent)
        self.reasons: dict[UUID, TextLine] = {}

    def query(self) -> Query:
        desk = self.context.desk()
        return named(approvals, access=desk.access, actor=desk.actor, person_id=self.person_id)

    def show_answer(self, answer: ApprovalPage | None) -> None:
        _ = self.context.language.text
        card = self.fresh_card(_("Approval"))
        self.reasons.clear()
        if answer is None:
            card.add(not_for_role(self.context, Category.CASEWORK))
            return
        for one in answer.requests:
            card.add(self._line(one))
            if one.state == REQUESTED and answer.may_decide and one.asked_by_id != answer.me:
                card.body.addLayout(self._answer_row(one))
        if not answer.requests:
            card.add(PlainLabel(_("Nobody has asked for approval yet."), "muted", wrap=True))
        if answer.may_ask and not any(one.state == REQUESTED for one in answer.requests):
            card.body.addLayout(self._buttons((_("Ask for approval of the plan"), self.ask)))
        self._said = Banner(self.context.language)
        card.add(self._said)

    def _line(self, one: AskedFor) -> FactLine:
        language = self.context.language
        what = language.text(_WHAT[one.what]) if one.what in _WHAT else one.what
        when = language.moment(one.decided_at or one.asked_at, self.context.zone)
        by = self.context.staff_name(one.decided_by_id or one.asked_by_id)
        left = " · ".join(part for part in (what, by, when, one.reason or "") if part)
        return FactLine(left, Badge(language.label("approval", one.state), _KINDS.get(one.state, "due")))

    def _answer_row(self, one: AskedFor) -> QHBoxLayout:
        _ = self.context.language.text
        reason = TextLine(self.context.language, length=500)
        reason.setPlaceholderText(_("what should be changed"))
        reason.setAccessibleName(_("What should be changed"))
        self.reasons[one.id] = reason
        row = self._buttons(
            (_("Approve"), partial(self.decide, one.id, approved=True)),
            (_("Send back"), partial(self.decide, one.id, approved=False)),
        )
        row.insertWidget(1, reason, 1)
        return row

    @staticmethod
    def _buttons(*jobs: tuple[str, Callable[[], object]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, job in jobs:
            row.addWidget(KeyButton(text, "", job))
        if len(jobs) == 1:
            row.addStretch(1)
        return row

    def ask(self) -> None:
        """Ask the director for the yes to this person's plan."""
        desk = self.context.desk()
        job = named(
            plans.ask_approval, desk=desk, person_id=self.person_id, what=PLAN, record_id=self.person_id
        )
        self._write(job, "ask_approval")

    def decide(self, approval_id: UUID, *, approved: bool) -> None:
        """Give the yes, or send it back with the reason that was typed."""
        reason = None if approved else self.reasons[approval_id].value()
        job = named(
            plans.decide_approval, desk=self.context.desk(), approval_id=approval_id, approved=approved,
            reason=reason,
        )  # fmt: skip
        self._write(job, "decide_approval")

    def _write(self, job: Callable[[Session], UUID], verb: str) -> None:
        self._said.silence()
        self.context.work.write(job, None, self._refused, verb=verb)

    def _refused(self, error: Refused) -> None:
        self._said.say("error", refusal(error, self.context.language))
