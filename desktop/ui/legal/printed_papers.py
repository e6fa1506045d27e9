"""The papers that were printed from a file: which, for whom, which copy."""

from __future__ import annotations

from typing import ClassVar

from db.base import Category
from db.queries.papers import Printed, printed_papers
from desktop.ui.not_for_roles import not_for_role
from desktop.ui.person_parts import PersonPart, Query, named
from desktop.ui.widgets.cards import FactLine
from desktop.ui.widgets.labels import PlainLabel


class PrintedPapers(PersonPart):
    """One line per paper, newest first."""

    kinds: ClassVar[frozenset[str] | None] = frozenset({"printed_paper"})

    def query(self) -> Query:
        desk = self.context.desk()
        return named(printed_papers, access=desk.access, actor=desk.actor, person_id=self.person_id)

    def show_answer(self, answer: tuple[Printed, ...] | None) -> None:
        _ = self.context.language.text
        card = self.fresh_card(_("Papers printed"))
        if answer is None:
            card.add(not_for_role(self.context, Category.CONSENT))
            return
        for one in answer:
            card.add(self._line(one))
        if not answer:
            card.add(PlainLabel(_("Nothing was printed from this file yet."), "muted", wrap=True))

    def _line(self, one: Printed) -> FactLine:
        language = self.context.language
        left = language.text("{paper}, for: {recipient}").format(
            paper=language.label("report_kind", one.kind),
            recipient=language.label("recipient", one.recipient),
        )
        when = language.moment(one.printed_at, self.context.zone)
        parts = (one.copy_number, one.languages, when, self.context.staff_name(one.printed_by_id))
        return FactLine(left, " · ".join(part for part in parts if part))
