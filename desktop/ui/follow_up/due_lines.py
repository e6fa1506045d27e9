"""What is due, as lines: one rule and day for many people is one line."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from db.queries.due import DueItem
from desktop.i18n import N_, Language
from desktop.rules.due import DueRule, State
from desktop.ui.widgets.due_items import Due

_GROUPS = {
    State.OVERDUE: N_("Overdue"),
    State.TODAY: N_("Today"),
    State.WEEK: N_("Next 7 days"),
}
_PRESSING = (State.OVERDUE, State.TODAY, State.WEEK)
# From this many people on, a rule and day is one line.
A_ROUND = 3


def due_lines(
    language: Language, items: Iterable[DueItem], today: date, rules: Iterable[DueRule]
) -> list[Due]:
    """Lines in the order of pressing; the key of each is the tuple of its items."""
    anchors = {rule.code: rule.anchor for rule in rules}
    ordered = sorted(items, key=lambda one: (_PRESSING.index(one.state), one.due_on, one.rule, one.name))
    lines: list[Due] = []
    for _key, together in itertools.groupby(ordered, key=lambda one: (one.state, one.due_on, one.rule)):
        found = tuple(together)
        rounds = [found] if len(found) >= A_ROUND else [(one,) for one in found]
        lines += [due_line(language, one, today, anchors) for one in rounds]
    return lines


def due_line(language: Language, items: tuple[DueItem, ...], today: date, anchors: Mapping[str, str]) -> Due:
    """One line for one person, or for all who are due by the same rule on the same day."""
    first = items[0]
    late = (today - first.due_on).days
    overdue = first.state is State.OVERDUE
    badge = language.plural("{n} day", "{n} days", late).format(n=late) if overdue else ""
    return Due(
        key=items,
        title=language.label("due_rule", first.rule),
        detail=_detail(language, items, anchors),
        when=_when(language, first),
        state=first.state.value,
        badge=badge,
        group=language.text(_GROUPS[first.state]),
    )


def _when(language: Language, item: DueItem) -> str:
    if item.state is not State.WEEK:
        return ""
    return language.text("by {day}").format(day=language.weekday_day(item.due_on))


def _detail(language: Language, items: Sequence[DueItem], anchors: Mapping[str, str]) -> str:
    first = items[0]
    count = len(items)
    who = language.plural("{n} person", "{n} people", count).format(n=count) if count > 1 else first.name
    said = language.text("{who} · {role} · {rule}")
    return said.format(
        who=who, role=language.label("role", first.role).lower(), rule=_rule(language, first, anchors)
    )


def _rule(language: Language, item: DueItem, anchors: Mapping[str, str]) -> str:
    days = (item.due_on - item.since).days
    after = _after(language, anchors.get(item.rule, ""), days) if days > 0 else ""
    if not after:
        return language.text("since {day}").format(day=language.weekday_day(item.since))
    return after.format(n=days)


def _after(language: Language, anchor: str, days: int) -> str:
    """What a rule counts from, in words still to be filled in; empty where there are none."""
    match anchor:
        case "admitted_on":
            return language.plural("{n} day after arrival", "{n} days after arrival", days)
        case "left_on":
            return language.plural("{n} day after she left", "{n} days after she left", days)
        case "consented_on":
            return language.plural("{n} day after the consent", "{n} days after the consent", days)
        case "planned_on":
            return language.plural("{n} day after the plan", "{n} days after the plan", days)
        case "legal_step_open_on":
            return language.plural("{n} day after the last step", "{n} days after the last step", days)
    return ""
