"""Fills the two outer columns: who is in the house, and what is due for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu

from db.queries import arrivals, people
from db.queries.arrivals import Group
from db.queries.people import Listed
from desktop.i18n import Language
from desktop.rules.ages import age_range
from desktop.rules.due import State
from desktop.services.today import HouseList, house_list
from desktop.ui.context import Context
from desktop.ui.follow_up.due_lines import due_lines
from desktop.ui.shell.columns import Filter
from desktop.ui.shell.windows import MainWindow
from desktop.ui.tables import PersonRow
from desktop.ui.widgets.searches import Hit
from desktop.ui.widgets.values import fold

# Saves come in bursts at the arrival desk: the columns follow when they pause.
_SOON_MS = 300
HOUSE, MINE, DUE, ROOMS, MORE = "house", "mine", "due", "rooms", "more"
FAMILY, WHOLE = "family", "whole"
# A leading letter of nothing sorts behind every room.
_LAST = "\uffff"


class Lists(QObject):
    """Reads both columns in one look and shows what the chips choose of it."""

    def __init__(self, window: MainWindow, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._context = window, context
        self._facts = HouseList((), frozenset(), ())
        self._filter, self._scope = HOUSE, self._usual_scope()
        self._group: tuple[Group, tuple[Listed, ...]] | None = None
        self._person: UUID | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.reload)
        context.work.changed.connect(self._changed)
        window.filter_chosen.connect(self._choose_filter)
        window.due_scope_chosen.connect(self._choose_scope)

    def _usual_scope(self) -> str:
        # A director has little of her own to do and all of it to see.
        return WHOLE if "director" in self._context.desk().actor.roles else MINE

    def translate(self, context: Context) -> None:
        """Show the same in another language."""
        self._context = context
        self._show()

    def _changed(self, _kinds: frozenset[str]) -> None:
        self._soon.start()

    def reload(self) -> None:
        """Read anew."""
        self._context.work.read(partial(house_list, desk=self._context.desk()), self._found, key="lists")
        if self._group is not None:
            self._read_group(self._group[0])

    def _found(self, facts: HouseList) -> None:
        self._facts = facts
        self._show()

    def show_person(self, person_id: UUID | None) -> None:
        """Mark whose file is open; "this family" is hers."""
        self._person = person_id
        self._window.show_person(person_id)
        if self._scope == FAMILY:
            self._show_due()

    # Who.

    def _show(self) -> None:
        _ = self._context.language.text
        states = self._states()
        chips = (
            Filter(HOUSE, _("In the house"), len(self._facts.house)),
            Filter(MINE, _("Mine"), len(self._facts.mine)),
            Filter(DUE, _("Due"), len(states)),
            Filter(ROOMS, _("By room")),
            Filter(MORE, self._group[0].label if self._group and self._filter == MORE else _("More…")),
        )
        self._window.set_filters(chips, self._filter)
        chosen = self._chosen(states)
        heads = {one.household_id for one in chosen if one.is_head}
        rows = [self._row(one, states, heads) for one in chosen]
        self._window.set_people(rows, empty=self._empty())
        self._window.show_person(self._person)
        self._show_due()

    def _states(self) -> dict[UUID, str]:
        """Person -> "overdue" or "due", for the dots."""
        found: dict[UUID, str] = {}
        for item in self._facts.due:
            if item.state is State.OVERDUE:
                found[item.person_id] = "overdue"
            elif item.state is State.TODAY:
                found.setdefault(item.person_id, "due")
        return found

    def _chosen(self, states: dict[UUID, str]) -> Sequence[Listed]:
        house = self._facts.house
        if self._filter == MINE:
            return [one for one in house if one.person_id in self._facts.mine]
        if self._filter == DUE:
            return [one for one in house if one.person_id in states]
        if self._filter == ROOMS:
            return sorted(house, key=lambda one: _room_key(one.room))
        if self._filter == MORE and self._group is not None:
            return self._group[1]
        return house

    def _row(self, one: Listed, states: dict[UUID, str], heads: set[UUID | None]) -> PersonRow:
        by_room = self._filter == ROOMS
        # A child stands under its mother where she is in the list too.
        child = not by_room and not one.is_head and one.household_id in heads
        shown = one.room or "" if by_room else age_of(self._context.language, one, self._context.desk().today)
        return PersonRow(one.person_id, one.name, shown, int(child), states.get(one.person_id, ""))

    def _empty(self) -> str:
        _ = self._context.language.text
        told = {
            MINE: _("Nobody in the house is in your caseload. Your director or case manager assigns people."),
            DUE: _("Nothing is due today for anybody you see."),
            MORE: _("Nobody of this arrival is here yet. Tick them off at the arrival desk."),
        }
        usual = _("Nobody you see is in the house. Read an arrival list, or open a new intake (Ctrl+N).")
        return told.get(self._filter, usual)

    def _choose_filter(self, code: str) -> None:
        if code == MORE:
            query = partial(arrivals.groups, centre_id=self._context.desk().centre_id)
            self._context.work.read(query, self._offer_groups, key="groups")
            return
        self._filter, self._group = code, None
        self._show()

    def _offer_groups(self, groups: Sequence[Group]) -> None:
        self._window.left.filters.show_chosen(self._filter)
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        language = self._context.language
        for one in groups:
            text = f"{one.label} · {language.day(one.arrives_on)}".replace("&", "&&")
            menu.addAction(text, partial(self._read_group, one))
        if not groups:
            menu.addAction(language.text("No arrival is on file.")).setEnabled(False)
        chips = self._window.left.filters
        menu.popup(chips.mapToGlobal(QPoint(0, chips.height())))

    def _read_group(self, group: Group) -> None:
        desk = self._context.desk()
        query = partial(people.of_arrival, access=desk.access, actor=desk.actor, arrival_id=group.id)
        self._context.work.read(query, partial(self._show_group, group), key="group")

    def _show_group(self, group: Group, rows: Sequence[Listed]) -> None:
        self._filter, self._group = MORE, (group, tuple(rows))
        self._show()

    # What is due.

    def _choose_scope(self, code: str) -> None:
        self._scope = code
        self._show_due()

    def _show_due(self) -> None:
        _ = self._context.language.text
        chips = (Filter(FAMILY, _("This family")), Filter(MINE, _("Mine")), Filter(WHOLE, _("Whole centre")))
        self._window.set_due_scopes(chips, self._scope)
        desk = self._context.desk()
        items = self._facts.due
        if self._scope == MINE:
            items = tuple(
                one for one in items if one.person_id in self._facts.mine and one.role in desk.actor.roles
            )
        elif self._scope == FAMILY:
            family = self._family()
            items = tuple(one for one in items if one.person_id in family)
        self._window.set_due(due_lines(self._context.language, items, desk.today, desk.programme.due_rules))

    def _family(self) -> set[UUID]:
        home = {one.person_id: one.household_id for one in self._facts.house}.get(self._person or UUID(int=0))
        together = {one.person_id for one in self._facts.house if home and one.household_id == home}
        return together | ({self._person} if self._person else set())


def age_of(language: Language, one: Listed, today: date) -> str:
    """The age as far as it is known, for a narrow column."""
    found = age_range(one.born, today) if one.born is not None else None
    return language.age_short(found) if found is not None else ""


def _room_key(room: str | None) -> tuple[str, int, str]:
    digits = "".join(letter for letter in room or "" if letter.isdecimal())
    return ("" if room else _LAST, int(digits or 0), room or "")


def search(
    context: Context,
    commands: Sequence[tuple[str, str]],
    typed: str,
    deliver: Callable[[Sequence[Hit]], object],
) -> None:
    """People by name, code or number; then pages by name. The keys are person ids, or codes of commands."""
    desk = context.desk()
    wanted = fold(typed)
    pages = [Hit(code, text, "", "list") for code, text in commands if fold(text).startswith(wanted)]

    def found(rows: Sequence[Listed]) -> None:
        deliver([*(_hit(context, one, desk.today) for one in rows), *pages])

    query = partial(people.found, access=desk.access, actor=desk.actor, typed=typed)
    context.work.read(query, found, key="search")


def _hit(context: Context, one: Listed, today: date) -> Hit:
    age = age_of(context.language, one, today)
    return Hit(one.person_id, one.name, " · ".join(part for part in (age, one.code) if part))
