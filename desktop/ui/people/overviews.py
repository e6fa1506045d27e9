"""The overview of a file: how is she, what is next? In five seconds, at the door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.base import Category
from db.queries.due import DueItem
from db.queries.overview import Coming, Contact, Overview, Track, overview
from db.queries.relatives import Relative
from db.queries.timelines import Happened
from desktop.i18n import N_
from desktop.rules.due import State
from desktop.ui.context import Context
from desktop.ui.not_for_roles import not_for_role
from desktop.ui.people import words
from desktop.ui.people.heads import speaker_of, stage_names
from desktop.ui.person_parts import PersonPart, Query, emptied, named
from desktop.ui.widgets.cards import Card, FactLine, Timeline, TimelineEntry
from desktop.ui.widgets.labels import Badge, PlainLabel, quote

MOST_TOLD, MOST_AHEAD, MOST_WORDS = 6, 2, 280
_GOAL_KINDS = {"MET": "well", "PARTLY": "well", "IN_PROGRESS": "underway", "DROPPED": "neutral"}
_CONTACTS = {
    "counselling_session.MHPSS": N_("Counselling session"),
    "counselling_session.THEOLOGY": N_("Religious counselling"),
    "health_check": N_("Health"),
    "measurement": N_("Weighed and measured"),
    "family_meeting": N_("Family meeting"),
}


class OverviewPage(PersonPart):
    """Next and worries, last contact and today, her own words, family, papers, goals, the row of time.

    `page_wanted` carries the code of the page that has more of what was clicked.
    """

    page_wanted = Signal(str)

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, person_id, parent)
        self._everything = False
        self._answer: Overview | None = None

    def query(self) -> Query:
        desk = self.context.desk()
        return named(
            overview,
            access=desk.access,
            actor=desk.actor,
            person_id=self.person_id,
            today=desk.today,
            now_ms=desk.now_ms,
            rules=self.context.programme.due_rules,
        )

    def show_answer(self, answer: Overview) -> None:
        self._answer = answer
        emptied(self.column)
        if answer.head.name is None:
            return
        speaker = speaker_of(self.context)
        self.column.addWidget(self._ahead(answer, speaker))
        self.column.addLayout(side_by_side(self._contacts(answer, speaker), self._words(answer, speaker)))
        self.column.addLayout(side_by_side(self._family(answer, speaker), self._papers(answer, speaker)))
        self.column.addWidget(self._goals(answer, speaker))
        self.column.addWidget(self._told(answer, speaker))
        self.column.addStretch(1)

    def _go(self, page: str) -> Callable[[], object]:
        return lambda: self.page_wanted.emit(page)

    # Next, and what worries.

    def _ahead(self, answer: Overview, speaker: words.Speaker) -> Card:
        _ = speaker.language.text
        card = Card(kind="next")
        if answer.coming is None or answer.due is None:
            card.add(not_for_role(self.context, Category.CASEWORK))
            return card
        near = [_due_line(one, answer, speaker) for one in answer.due if one.state is not State.OVERDUE]
        ahead = [*(self._coming(one, speaker) for one in answer.coming), *near]
        for title, lines, none in (
            (_("Next"), ahead, _("No appointment yet. Make one with Record.")),
            (_("Worries us"), _worries(answer, speaker), _("Nothing is overdue.")),
        ):
            said = words.first_few(speaker.language, lines, MOST_AHEAD)
            card.body.addLayout(_titled(title, said or none))
        return card

    def _coming(self, one: Coming, speaker: words.Speaker) -> str:
        service = speaker.language.label("service_domain", one.service)
        place = one.place or ""
        whom = speaker.staff_name(one.with_id)
        said = speaker.language.text("{what}, {when}").format(what=service, when=self._when(one, speaker))
        return ", ".join(part for part in (said, place, whom) if part)

    def _when(self, one: Coming, speaker: words.Speaker) -> str:
        language = speaker.language
        day = self.context.day_of(one.starts_at)
        clock = language.clock(one.starts_at, self.context.zone)
        return language.text("{day} {clock}").format(day=speaker.day(day), clock=clock)

    # The cards.

    def _contacts(self, answer: Overview, speaker: words.Speaker) -> Card:
        _ = speaker.language.text
        if answer.contacts is None:
            return _withheld(self.context, _("Last contact and today"), Category.CASEWORK)
        card = Card(_("Last contact and today"))
        for one in answer.contacts:
            card.add(FactLine(*_contact(one, speaker), self._go(_page_of(one.kind))))
        for coming in answer.coming or ():
            if self.context.day_of(coming.starts_at) == speaker.today:
                service = speaker.language.label("service_domain", coming.service)
                card.add(FactLine(service, self._when(coming, speaker), self._go("plan")))
        if not answer.contacts:
            card.add(PlainLabel(_("Nobody has recorded a contact yet."), "muted", wrap=True))
        return card

    def _words(self, answer: Overview, speaker: words.Speaker) -> Card:
        _ = speaker.language.text
        title = words.own_words_title(speaker.language, answer.head.sex)
        if answer.words is None:
            return _withheld(self.context, title, Category.CASEWORK)
        newest = next(iter(answer.words), None)
        if newest is None:
            card = Card(title)
            card.add(PlainLabel(_("Not asked yet. Ask, and write it down as said."), "muted", wrap=True))
            return card
        card = Card(title, speaker.day(newest.on), self._go("plan"))
        card.add(quote(_("“{words}”").format(words=shortened(newest.words))))
        if newest.disagrees:
            said = _("Disagrees with: {what}").format(what=shortened(newest.disagrees))
            card.add(PlainLabel(said, "muted", wrap=True))
        return card

    def _family(self, answer: Overview, speaker: words.Speaker) -> Card:
        _ = speaker.language.text
        if answer.relatives is None:
            return _withheld(self.context, _("Family"), Category.FAMILY)
        card = Card(_("Family"), _("all of it"), self._go("family"))
        for one in answer.relatives:
            card.add(self._relative(one, answer, speaker))
        if not answer.relatives:
            card.add(PlainLabel(_("Nobody of the family is on file here."), "muted", wrap=True))
        return card

    def _relative(self, one: Relative, answer: Overview, speaker: words.Speaker) -> FactLine:
        whom = one.person_id
        right = _due_badge([due for due in answer.due or () if whom == due.person_id], speaker)
        room = speaker.language.text("room {room}").format(room=one.room) if one.room else ""
        return FactLine(
            words.relative_line(speaker, one), right or room, lambda: self.context.open_person(one.person_id)
        )

    def _papers(self, answer: Overview, speaker: words.Speaker) -> Card:
        _ = speaker.language.text
        if answer.tracks is None:
            return _withheld(self.context, _("Papers"), Category.LEGAL)
        card = Card(_("Papers"), _("all steps"), self._go("legal"))
        for one in answer.tracks:
            card.add(self._track(one, answer, speaker))
        if not answer.tracks:
            card.add(PlainLabel(_("No paper has been asked for yet."), "muted", wrap=True))
        return card

    def _track(self, one: Track, answer: Overview, speaker: words.Speaker) -> FactLine:
        language = speaker.language
        paper, step = language.label("legal_track", one.track), language.label("legal_step", one.step)
        own = is_self(answer, one.person_id)
        left = paper if own else language.text("{name}: {paper}").format(name=one.name, paper=paper)
        badge = Badge(step, words.step_kind(one, speaker.today))
        if own:
            return FactLine(left, badge, self._go("legal"))
        return FactLine(left, badge, lambda: self.context.open_person(one.person_id))

    def _goals(self, answer: Overview, speaker: words.Speaker) -> Card:
        language = speaker.language
        _ = language.text
        if answer.goals is None:
            return _withheld(self.context, _("Goals"), Category.CASEWORK)
        card = Card(_("Goals"), _("the plan"), self._go("plan"))
        for one in answer.goals:
            status = language.label("goal_status", one.status)
            by = _("by {day}").format(day=speaker.day(one.due_on)) if one.due_on else ""
            left = words.joined(one.text, by)
            card.add(FactLine(left, Badge(status, _GOAL_KINDS.get(one.status, "neutral")), self._go("plan")))
        if not answer.goals:
            card.add(PlainLabel(_("No goals yet. Set the first one together."), "muted", wrap=True))
        return card

    def _told(self, answer: Overview, speaker: words.Speaker) -> Card:
        _ = speaker.language.text
        if answer.timeline is None:
            return _withheld(self.context, _("Timeline"), Category.CASEWORK)
        more = len(answer.timeline) > MOST_TOLD
        card = Card(
            _("Timeline"),
            "" if not more else _("the latest") if self._everything else _("everything"),
            self._turn_timeline if more else None,
        )
        shown = answer.timeline if self._everything else answer.timeline[:MOST_TOLD]
        card.add(Timeline(_entries(shown, speaker, stage_names(self.context))))
        return card

    def _turn_timeline(self) -> None:
        self._everything = not self._everything
        if self._answer is not None:
            self.show_answer(self._answer)


def _entries(
    shown: Iterable[Happened], speaker: words.Speaker, stages: dict[str, str]
) -> list[TimelineEntry]:
    return [
        TimelineEntry(words.happened(speaker, one, stages), words.happened_when(speaker, one))
        for one in shown
    ]


def _contact(one: Contact, speaker: words.Speaker) -> tuple[str, str]:
    """Left and right side of one line of the last contacts."""
    language = speaker.language
    _ = language.text
    day, by = speaker.day(one.on), speaker.staff_name(one.by_id)
    if one.kind == "enrolment":
        counted = language.plural("present {n} of {total}", "present {n} of {total}", one.present)
        present = counted.format(n=one.present, total=one.held)
        return one.label, present if one.held else _("enrolled {day}").format(day=day)
    left = _(_CONTACTS[one.kind])
    if one.kind.startswith("counselling_session"):
        attendance = language.label("attendance", one.code).lower()
        return left, words.joined(_("{day}, {what}").format(day=day, what=attendance), by)
    if one.kind == "health_check":
        return left, words.joined(_("examined {day}").format(day=day), by)
    return left, words.joined(day, by)


def _page_of(kind: str) -> str:
    pages = {"health_check": "health", "measurement": "health", "family_meeting": "family"}
    return pages.get(kind, "learning" if kind == "enrolment" else "counselling")


def is_self(answer: Overview, other: UUID) -> bool:
    """Whether a line is about the person of this file, and not about her household."""
    return other == answer.head.person_id


def _worries(answer: Overview, speaker: words.Speaker) -> list[str]:
    """What is overdue, her own first, then that of her household."""
    overdue = [one for one in answer.due or () if one.state is State.OVERDUE]
    overdue.sort(key=lambda one: not is_self(answer, one.person_id))
    return [_due_line(one, answer, speaker) for one in overdue]


def _due_line(one: DueItem, answer: Overview, speaker: words.Speaker) -> str:
    language = speaker.language
    rule = language.label("due_rule", one.rule)
    own = is_self(answer, one.person_id)
    what = rule if own else language.text("{name}: {what}").format(name=one.name, what=rule)
    text = N_("{what}, since {day}") if one.state is State.OVERDUE else N_("{what}, by {day}")
    return language.text(text).format(what=what, day=speaker.day(one.due_on))


def _due_badge(items: list[DueItem], speaker: words.Speaker) -> Badge | None:
    language = speaker.language
    overdue = sum(one.state is State.OVERDUE for one in items)
    if overdue:
        return Badge(language.plural("{n} overdue", "{n} overdue", overdue).format(n=overdue), "danger")
    if any(one.state is State.TODAY for one in items):
        return Badge(language.text("due today"), "due")
    return None


def _titled(title: str, text: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(PlainLabel(title, "heading"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(PlainLabel(text, wrap=True), 1)
    return line


def _withheld(context: Context, title: str, category: Category) -> Card:
    card = Card(title)
    card.add(not_for_role(context, category))
    return card


def shortened(text: str) -> str:
    """The beginning of a long text; the whole stands on its own page."""
    return text if len(text) <= MOST_WORDS else text[: MOST_WORDS - 1].rsplit(" ", 1)[0] + "…"


def side_by_side(*cards: Card) -> QHBoxLayout:
    """Cards of one height beside one another."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for card in cards:
        card.fill()
        row.addWidget(card, 1)
    return row
