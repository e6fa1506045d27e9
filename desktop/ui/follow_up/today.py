"""The first page after unlocking: my appointments, my due, what changed, what waits for my yes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.today import Changed, HouseCount, Meeting, Waiting
from desktop.errors import Refused
from desktop.forms.catalogue import FORMS
from desktop.i18n import N_
from desktop.services import plans
from desktop.services.today import TodayFacts, today_facts
from desktop.ui import errors
from desktop.ui.context import Context
from desktop.ui.follow_up.due_lines import due_lines
from desktop.ui.person_parts import emptied
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.due_items import DueItem
from desktop.ui.widgets.labels import Badge, PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.notices import Banner, EmptyState

# Beyond this the column on the right has them all.
MOST_DUE, MOST_CHANGED, MOST_KINDS = 8, 12, 3
_SOON_MS = 250
# Kinds of record that have no form of their own.
_ENTRIES = {
    "appointment": N_("Appointment"),
    "approval": N_("Approval"),
    "arrival_line": N_("Arrival"),
    "assignment": N_("Caseload"),
    "confirmation": N_("A value confirmed"),
    "identifier": N_("Number or paper"),
    "member": N_("Household"),
    "name": N_("Name"),
    "presence": N_("Where she is"),
    "printed_paper": N_("A paper printed"),
    "relationship": N_("Family"),
    "room_stay": N_("Room"),
    "stage_entry": N_("Stage"),
    "stay": N_("Stay"),
}
_ENTRY = N_("Entry")


class WaitingLine(QWidget):
    """Something that waits for a yes: approve, or send back with what should change."""

    approved = Signal(object)
    sent_back = Signal(object)

    def __init__(self, context: Context, one: Waiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one = one
        language = context.language
        _ = language.text
        asked = _("{what} · asked by {who}, {when}").format(
            what=entry_name(context, one.what), who=context.staff_name(one.asked_by_id),
            when=language.moment(one.asked_at, context.zone),
        )  # fmt: skip
        self.banner = Banner(language)
        self.reason = TextLine(language, 500)
        self.reason.setPlaceholderText(_("what should be changed first"))
        self.reason.setAccessibleName(_("What should be changed first"))
        approve = KeyButton(_("Approve"), "", lambda: self.approved.emit(self))
        back = KeyButton(_("Send back"), "", lambda: self.sent_back.emit(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(FactLine(one.name, asked, lambda: context.open_person(one.person_id)))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(approve)
        row.addWidget(self.reason, 1)
        row.addWidget(back)
        column.addLayout(row)
        column.addWidget(self.banner)

    @property
    def approval_id(self) -> UUID:
        """What is decided."""
        return self._one.id


class TodayPage(QWidget):
    """Reads its facts when shown and when records change. `since_ms` is the last visit.

    `wanted` carries the code of a command: "arrival_desk", "manifest". `due_opened` carries the items
    of a line.
    """

    wanted = Signal(str)
    due_opened = Signal(object)

    def __init__(self, context: Context, since_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._since = context, since_ms
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.reload)
        language = context.language
        day = context.desk().today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(language.text("Today"), "name"))
        head.addWidget(PlainLabel(language.long_day(day), "muted"), 1, Qt.AlignmentFlag.AlignBottom)
        self._column.addLayout(head)
        self._body = QVBoxLayout()
        self._body.setSpacing(10)
        self._column.addLayout(self._body)
        self._column.addStretch(1)
        context.work.changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _changed(self, _kinds: frozenset[str]) -> None:
        if self.isVisible():
            self._soon.start()

    def reload(self) -> None:
        """Read the facts anew."""
        query = partial(today_facts, desk=self._context.desk(), since_ms=self._since)
        self._context.work.read(query, self.show_facts, key="today")

    def show_facts(self, facts: TodayFacts) -> None:
        """Draw the page."""
        if any(line.reason.text() for line in self.findChildren(WaitingLine)):
            # Somebody is writing why it goes back: the page waits.
            return
        emptied(self._body)
        if facts.house is not None:
            self._body.addWidget(self._house(facts.house, facts.overdue))
        waiting = self._waiting(facts.waiting)
        if waiting is not None:
            self._body.addWidget(waiting)
        row = QHBoxLayout()
        row.setSpacing(10)
        for card in (self._meetings(facts.meetings), self._due(facts)):
            card.fill()
            row.addWidget(card, 1)
        self._body.addLayout(row)
        self._body.addWidget(self._changes(facts.changed))

    # Cards.

    def _meetings(self, meetings: Sequence[Meeting]) -> Card:
        language = self._context.language
        card = Card(language.text("My appointments"))
        for one in meetings:
            said = language.text("{time}  {name}").format(
                time=language.clock(one.starts_at, self._context.zone), name=one.name
            )
            about = [language.label("service_domain", one.service), one.place or ""]
            detail = " · ".join(part for part in about if part)
            card.add(FactLine(said, detail, partial(self._context.open_person, one.person_id)))
        if not meetings:
            card.add(
                self._empty(language.text("No appointment today. Make one in a person's file, under Plan."))
            )
        return card

    def _due(self, facts: TodayFacts) -> Card:
        language, desk = self._context.language, self._context.desk()
        lines = due_lines(language, facts.due, desk.today, desk.programme.due_rules)
        left = len(lines) - MOST_DUE
        more = language.text("{n} more on the right").format(n=left) if left > 0 else ""
        card = Card(language.text("My due"), more)
        for due in lines[:MOST_DUE]:
            item = DueItem(due)
            item.clicked.connect(lambda _checked=False, key=due.key: self.due_opened.emit(key))
            card.add(item)
        if not lines:
            card.add(self._empty(language.text("Nothing of yours is due within a week.")))
        return card

    def _changes(self, changed: Sequence[Changed]) -> Card:
        language = self._context.language
        since = language.moment(self._since, self._context.zone)
        card = Card(language.text("Changed on my cases"), language.text("since {when}").format(when=since))
        for together in by_person(changed)[:MOST_CHANGED]:
            card.add(self._changed_line(together))
        if not changed:
            card.add(self._empty(language.text("Nothing that others wrote since you were here.")))
        return card

    def _changed_line(self, together: Sequence[Changed]) -> FactLine:
        language, first = self._context.language, together[0]
        kinds = [entry_name(self._context, one.record_type) for one in together]
        what = ", ".join(dict.fromkeys(kinds[:MOST_KINDS]))
        if len(kinds) > MOST_KINDS:
            what = language.text("{entries} and {n} more").format(entries=what, n=len(kinds) - MOST_KINDS)
        left = language.text("{name} · {entry}").format(name=first.name, entry=what)
        right = (
            f"{self._context.staff_name(first.actor_id)} · {language.moment(first.at, self._context.zone)}"
        )
        return FactLine(left, right, partial(self._context.open_person, first.person_id))

    def _waiting(self, waiting: Sequence[Waiting]) -> Card | None:
        desk = self._context.desk()
        if not desk.access.may(desk.actor, "approve"):
            return None
        card = Card(self._context.language.text("Waits for my approval"), kind="next" if waiting else "")
        for one in waiting:
            line = WaitingLine(self._context, one)
            line.approved.connect(lambda line: self._decide(line, approved=True))
            line.sent_back.connect(lambda line: self._decide(line, approved=False))
            card.add(line)
        if not waiting:
            card.add(self._empty(self._context.language.text("Nothing waits for you.")))
        return card

    def _house(self, house: HouseCount, overdue: int) -> Card:
        language = self._context.language
        _ = language.text
        card = Card(_("The house"), _("Arrival desk"), partial(self.wanted.emit, "arrival_desk"))
        card.add(self._beds(house))
        card.add(FactLine(_("Came today"), language.number(house.came_today)))
        card.add(FactLine(_("Left today"), language.number(house.left_today)))
        for label, count in house.expected.items():
            text = language.plural("{n} person expected", "{n} people expected", count).format(n=count)
            card.add(FactLine(label, text, partial(self.wanted.emit, "arrival_desk")))
        if overdue:
            text = language.plural("{n} thing overdue", "{n} things overdue", overdue).format(n=overdue)
            card.add(FactLine(_("Whole house"), Badge(text, "danger")))
        if not house.in_house and not house.expected:
            told = _("Nobody is on file yet. Read the list of the first arrival.")
            do = partial(self.wanted.emit, "manifest")
            card.add(EmptyState(told, _("Read an arrival list"), do, drawing="list"))
        return card

    def _beds(self, house: HouseCount) -> FactLine:
        language = self._context.language
        people = language.number(house.in_house)
        if house.capacity is None:
            return FactLine(language.text("In the house"), people)
        text = language.text("{people} of {beds} beds").format(
            people=people, beds=language.number(house.capacity)
        )
        full = house.in_house > house.capacity
        return FactLine(language.text("In the house"), Badge(text, "danger") if full else text)

    @staticmethod
    def _empty(text: str) -> QWidget:
        return PlainLabel(text, "muted", wrap=True)

    # Deciding.

    def _decide(self, line: WaitingLine, *, approved: bool) -> None:
        job = partial(
            plans.decide_approval, desk=self._context.desk(), approval_id=line.approval_id,
            approved=approved, reason=line.reason.value(),
        )  # fmt: skip
        line.setEnabled(False)
        self._context.work.write(job, partial(self._decided, line), partial(self._refused, line))

    @staticmethod
    def _decided(line: WaitingLine, _approval_id: UUID) -> None:
        line.reason.clear()

    def _refused(self, line: WaitingLine, error: Refused) -> None:
        line.setEnabled(True)
        line.banner.say("error", errors.refusal(error, self._context.language))
        line.reason.setFocus()


def by_person(changed: Sequence[Changed]) -> list[list[Changed]]:
    """What one colleague wrote in one file is one line, in the order of the newest."""
    found: dict[tuple[UUID, UUID | None], list[Changed]] = {}
    for one in changed:
        found.setdefault((one.person_id, one.actor_id), []).append(one)
    return list(found.values())


def entry_name(context: Context, record_type: str) -> str:
    """What a kind of record is called in the window."""
    of_form = {form.record.__tablename__: form.title for form in FORMS.values()}
    return context.language.text(_ENTRIES.get(record_type) or of_form.get(record_type, _ENTRY))
