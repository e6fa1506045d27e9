"""Who belongs to her: the household and relatives elsewhere, and how they are related."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.base import Category
from db.queries.people import Listed, found
from db.queries.relatives import FamilyPage, Relative, family_page
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import people
from desktop.ui.context import Context
from desktop.ui.errors import refusal
from desktop.ui.form_fields import vocabulary_choices
from desktop.ui.not_for_roles import not_for_role
from desktop.ui.people import words
from desktop.ui.people.heads import speaker_of
from desktop.ui.person_parts import PersonPart, Query, named
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notices import Banner
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.widgets.searches import Hit, PersonPicker

FIELDS = ("relationship.other_id", "relationship.kind", "relationship.basis")


class FamilyPart(PersonPart):
    """Household and relatives; a click opens a file. Who may, says here who is related to whom."""

    kinds: ClassVar[frozenset[str] | None] = frozenset(
        {"member", "household", "relationship", "identity", "name", "room_stay", "person_link"}
    )

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, person_id, parent)
        self.rows: dict[str, FieldRow] = {}

    def query(self) -> Query:
        desk = self.context.desk()
        return named(family_page, access=desk.access, actor=desk.actor, person_id=self.person_id)

    def show_answer(self, answer: FamilyPage) -> None:
        _ = self.context.language.text
        card = self.fresh_card(_("Family"))
        if answer.relatives is None:
            card.add(not_for_role(self.context, Category.FAMILY))
            return
        if answer.care_status:
            status = self.context.language.label("care_status", answer.care_status)
            card.add(FactLine(_("In whose care"), status))
        self._list(card, [one for one in answer.relatives if one.in_household])
        elsewhere = [one for one in answer.relatives if not one.in_household]
        if elsewhere:
            card.add(PlainLabel(_("In another household"), "smallbold"))
            self._list(card, elsewhere)
        if not answer.relatives:
            card.add(PlainLabel(_("Nobody of the family is on file here."), "muted", wrap=True))
        if answer.may_relate:
            self.column.addWidget(self._relating())

    def _list(self, card: Card, relatives: Sequence[Relative]) -> None:
        speaker = speaker_of(self.context)
        for one in relatives:
            room = self.context.language.text("room {room}").format(room=one.room) if one.room else ""
            right = words.joined(room, one.code)
            opens: Callable[[], object] = partial(self.context.open_person, one.person_id)
            card.add(FactLine(words.relative_line(speaker, one), right, opens))

    # Saying who is related.

    def _relating(self) -> Card:
        language = self.context.language
        _ = language.text
        self._said = Banner(language)
        parts: tuple[tuple[str, QWidget], ...] = (
            (N_("&Relative"), PersonPicker(language, self._search)),
            (N_("&Is to this person"), self._codes("relationship")),
            (N_("Kno&wn from"), self._codes("relationship_basis")),
        )
        grid = FormGrid(3)
        for name, (label, field) in zip(FIELDS, parts, strict=True):
            self.rows[name] = FieldRow(language, _(label), field, required=name != FIELDS[2])
            grid.add(self.rows[name], 1)
        card = Card(_("Say who is related"))
        card.add(grid)
        foot = QHBoxLayout()
        foot.addWidget(KeyButton(_("Save the relation"), "", self.relate))
        foot.addStretch(1)
        card.body.addLayout(foot)
        card.add(self._said)
        return card

    def _codes(self, vocabulary: str) -> CodePicker:
        return CodePicker(
            self.context.language, vocabulary_choices(self.context.language, vocabulary), segmented=False
        )

    def _search(self, typed: str, deliver: Callable[[Sequence[Hit]], None]) -> None:
        desk = self.context.desk()
        job = named(found, access=desk.access, actor=desk.actor, typed=typed)
        self.context.work.read(job, partial(self._found, deliver), key=f"relative-{id(self)}")

    def _found(self, deliver: Callable[[Sequence[Hit]], None], people_found: Sequence[Listed]) -> None:
        deliver([Hit(one.person_id, one.name, one.code) for one in people_found])

    def relate(self) -> None:
        """Save that the one chosen is the mother, aunt, ... of this person."""
        self._said.silence()
        wrong = [row for row in self.rows.values() if not row.check()]
        if wrong:
            wrong[0].field.setFocus()
            return
        other, kind, basis = (self.rows[name].values.value() for name in FIELDS)
        job = named(
            people.relate, desk=self.context.desk(), person_id=self.person_id, other_id=other, kind=kind,
            basis=basis,
        )  # fmt: skip
        self.context.work.write(job, None, self._refused, verb="relate")

    def _refused(self, error: Refused) -> None:
        said = refusal(error, self.context.language)
        if error.field in self.rows:
            self.rows[error.field].show_error(said)
        else:
            self._said.say("error", said)
