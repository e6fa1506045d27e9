"""What is due, by when, and for whom: rules of a programme against the days that are known of a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from desktop.rules.ages import MAJORITY, AgeRange

SATURDAY = 5


class State(StrEnum):
    """How near a due day is: `week` means within the next seven days."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class DueRule:
    """One line of a programme's list of due dates.

    `after_days` or `after_hours`, exactly one, counts from the day called `anchor`. Only days are known of
    most events, so hours are turned into whole days, rounded down: 1 hour is the same day, 24 are the next.
    `working_days` counts Monday to Friday without the holidays handed in, and only for `after_days`.
    `applies` holds words of which one must fit: all, child, adult, under_N, from_N (years), or a flag of the
    person ("uasc", "pregnant"); "child+from_8" needs both.
    `done_by` is the kind of record that satisfies the rule from the anchor on, or, with `window_days`, from
    that many days before it is due: a visit in month 1 must not stand for that of month 3.
    `repeat_days` makes it due again that long after each time it was done.
    """

    code: str
    anchor: str
    after_days: int | None = None
    after_hours: int | None = None
    working_days: bool = False
    repeat_days: int | None = None
    window_days: int | None = None
    applies: frozenset[str] = frozenset({"all"})
    done_by: str = ""
    role: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if (self.after_days is None) == (self.after_hours is None):
            raise ValueError(f"{self.code}: after_days or after_hours, exactly one")
        if min(self.after_days or 0, self.after_hours or 0, self.window_days or 0) < 0:
            raise ValueError(f"{self.code}: a due date cannot come before its anchor")
        if self.repeat_days is not None and (self.repeat_days < 1 or self.window_days is not None):
            raise ValueError(f"{self.code}: a repeated rule has repeat_days of 1 or more and no window_days")
        if self.working_days and self.after_days is None:
            raise ValueError(f"{self.code}: working days are counted in days")
        for word in self.applies:
            _check_words(self.code, word)


@dataclass(frozen=True)
class PersonFacts:
    """What the rules ask about a person.

    `anchors`: name -> day, None while it has not happened. `done`: kind of record -> the latest day of one.
    `age` None means unknown: rules for children and for adults both apply, so that nothing is missed.
    """

    anchors: Mapping[str, date | None]
    done: Mapping[str, date | None] = field(default_factory=dict)
    age: AgeRange | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Due:
    """One thing to do; `since` is the anchor, or for a repeated rule the last time it was done."""

    rule: str
    since: date
    due_on: date
    state: State
    role: str


def evaluate(
    rules: Iterable[DueRule],
    person_facts: PersonFacts,
    today: date,
    holidays: frozenset[date] = frozenset(),
) -> list[Due]:
    """Everything that is still to be done, the earliest first."""
    found = (_due(rule, person_facts, today, holidays) for rule in rules if applies(rule, person_facts))
    return sorted((due for due in found if due is not None), key=lambda due: (due.due_on, due.rule))


def due_on(rule: DueRule, anchor: date, holidays: frozenset[date] = frozenset()) -> date:
    """The first due day, counted from the day of the anchor."""
    if rule.after_hours is not None:
        return anchor + timedelta(days=rule.after_hours // 24)
    days = rule.after_days or 0
    return add_working_days(anchor, days, holidays) if rule.working_days else anchor + timedelta(days=days)


def state(due: date, today: date) -> State:
    """How near the due day is."""
    if due < today:
        return State.OVERDUE
    if due == today:
        return State.TODAY
    return State.WEEK if due <= today + timedelta(days=7) else State.LATER


def applies(rule: DueRule, person_facts: PersonFacts) -> bool:
    """Whether a rule is for this person; where the age leaves doubt, it is."""
    return any(all(_fits(word, person_facts) for word in words.split("+")) for words in rule.applies)


def add_working_days(start: date, days: int, holidays: frozenset[date] = frozenset()) -> date:
    """So many working days after `start`, which itself does not count; with 0 days it is `start`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY and day not in holidays
    return day


def _due(rule: DueRule, person_facts: PersonFacts, today: date, holidays: frozenset[date]) -> Due | None:
    anchor = person_facts.anchors.get(rule.anchor)
    if anchor is None:
        return None
    since, day = anchor, due_on(rule, anchor, holidays)
    done = person_facts.done.get(rule.done_by)
    if done is not None and done >= _counts_from(rule, anchor, day):
        if rule.repeat_days is None:
            return None
        since, day = done, done + timedelta(days=rule.repeat_days)
    return Due(rule.code, since, day, state(day, today), rule.role)


def _counts_from(rule: DueRule, anchor: date, day: date) -> date:
    return anchor if rule.window_days is None else max(anchor, day - timedelta(days=rule.window_days))


def _fits(word: str, person_facts: PersonFacts) -> bool:
    age = person_facts.age
    if word == "all":
        return True
    if word in ("child", "adult"):
        return age is None or (age.low_years < MAJORITY) == (word == "child")
    bound, _, years = word.partition("_")
    if bound == "under" and years.isdecimal():
        return age is None or age.low_years < int(years)
    if bound == "from" and years.isdecimal():
        return age is None or age.high_years >= int(years)
    return word in person_facts.flags


def _check_words(code: str, words: str) -> None:
    if not all(word and word == word.strip() for word in words.split("+")):
        raise ValueError(f"{code}: an empty word in applies")
