"""Who is responsible for her case, and handing it to a colleague."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.base import Category
from db.queries.caseloads import Duty, Responsible, responsible
from db.queries.overview import CASE_MANAGER
from desktop.errors import Refused
from desktop.services import people
from desktop.ui.context import Context
from desktop.ui.errors import refusal
from desktop.ui.not_for_roles import not_for_role
from desktop.ui.person_parts import PersonPart, Query, named
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notices import Banner
from desktop.ui.widgets.ticks import TickBox
from desktop.ui.widgets.values import Choice


class CaseManagers(PersonPart):
    """The case manager now and before; who may assign chooses another, for the household at once."""

    kinds: ClassVar[frozenset[str] | None] = frozenset({"assignment", "member", "user"})

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, person_id, parent)
        self.chosen: CodePicker | None = None
        self.household: TickBox | None = None

    def query(self) -> Query:
        desk = self.context.desk()
        return named(
            responsible, access=desk.access, actor=desk.actor, person_id=self.person_id, role=CASE_MANAGER
        )

    def show_answer(self, answer: Responsible | None) -> None:
        language = self.context.language
        card = self.fresh_card(language.label("role", CASE_MANAGER))
        self.chosen = self.household = None
        if answer is None:
            card.add(not_for_role(self.context, Category.CASEWORK))
            return
        for one in sorted(answer.duties, key=lambda duty: duty.until_on is not None):
            card.add(FactLine(self.context.staff_name(one.user_id), self._time(one)))
        if not any(one.until_on is None for one in answer.duties):
            self._say_nobody(card, answer)
        if answer.may_change and answer.colleagues:
            card.body.addLayout(self._change(answer))
        self._said = Banner(language)
        card.add(self._said)

    def _time(self, one: Duty) -> str:
        language = self.context.language
        if one.until_on is None:
            return language.text("since {day}").format(day=language.day(one.from_on))
        span = language.text("{first} – {last}")
        return span.format(first=language.day(one.from_on), last=language.day(one.until_on))

    def _say_nobody(self, card: Card, answer: Responsible) -> None:
        _ = self.context.language.text
        if answer.may_change and not answer.colleagues:
            said = _("No colleague works here as a case manager yet. Add one under File, Who works here.")
        elif answer.may_change:
            said = _("Nobody is responsible yet. Choose a colleague.")
        else:
            said = _("Nobody is responsible yet. Your director or case manager assigns people.")
        card.add(PlainLabel(said, "muted", wrap=True))

    def _change(self, answer: Responsible) -> QHBoxLayout:
        language = self.context.language
        _ = language.text
        choices = [Choice(user_id.hex, name) for user_id, name in answer.colleagues]
        self.chosen = CodePicker(language, choices, segmented=False)
        self.chosen.set_placeholder(_("choose a colleague"))
        self.chosen.face.setAccessibleName(language.label("role", CASE_MANAGER))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.chosen, 1)
        if answer.together:
            whole = language.plural(
                "and {n} who lives with her", "and {n} who live with her", answer.together
            )
            self.household = TickBox(whole.format(n=answer.together))
            self.household.set_value(True)
            row.addWidget(self.household)
        row.addWidget(KeyButton(_("Make responsible"), "", self.assign))
        return row

    def assign(self) -> None:
        """Hand the case to the colleague who was chosen."""
        _ = self.context.language.text
        user = self.chosen.value() if self.chosen is not None else None
        if user is None:
            self._said.say("warning", _("Choose a colleague first."))
            return
        self._said.silence()
        job = named(
            people.assign, desk=self.context.desk(), person_id=self.person_id, user_id=UUID(user),
            role=CASE_MANAGER, household=self.household is not None and self.household.value(),
        )  # fmt: skip
        self.context.work.write(job, None, self._refused, verb="assign")

    def _refused(self, error: Refused) -> None:
        self._said.say("error", refusal(error, self.context.language))
