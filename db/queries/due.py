"""What is due: the programme's rules against the days that are on record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import (
    ArrivalLine,
    Consent,
    CounsellingSession,
    FamilyMeeting,
    Goal,
    HealthCheck,
    Identity,
    Intake,
    LegalStep,
    Measurement,
    Member,
    SchoolPlacement,
    StageEntry,
    Stay,
)
from db.queries.of_person import files_by_root, of
from db.queries.people import names_of
from desktop.rules.ages import AgeRange, age_range
from desktop.rules.due import Due, DueRule, PersonFacts, State, evaluate

CHUNK = 500
# A step that ends its track.
CLOSED_STEPS = frozenset({"ISSUED", "NOT_APPLICABLE"})
ALONE = frozenset({"UNACCOMPANIED", "SEPARATED", "ORPHAN_DOUBLE"})
# Kind of record, as rules name it -> table, its day, and the column of a finer kind.
DONE: Mapping[str, tuple[type[Any], str, str | None]] = {
    "intake": (Intake, "happened_on", None),
    "health_check": (HealthCheck, "happened_on", "kind"),
    "measurement": (Measurement, "happened_on", None),
    "counselling_session": (CounsellingSession, "happened_on", "service"),
    "goal": (Goal, "set_on", None),
    "stage_entry": (StageEntry, "entered_on", "stage"),
    "family_meeting": (FamilyMeeting, "happened_on", None),
    "legal_step": (LegalStep, "happened_on", None),
    "school_placement": (SchoolPlacement, "happened_on", None),
    "consent": (Consent, "happened_on", None),
}
SHOWN = frozenset({State.OVERDUE, State.TODAY, State.WEEK})

Facts = dict[UUID, dict[str, date]]


@dataclass(frozen=True)
class DueItem:
    """One thing to do for one person: what, since when, by which rule, who does it."""

    person_id: UUID
    name: str
    rule: str
    since: date
    due_on: date
    state: State
    role: str


def due_of(session: Session, rules: Iterable[DueRule], people: Sequence[UUID], today: date) -> list[DueItem]:
    """What is overdue, due today or within a week for these people (roots), most pressing first."""
    known = [rule for rule in rules if rule.done_by.partition(".")[0] in DONE]
    parts = (people[start : start + CHUNK] for start in range(0, len(people), CHUNK))
    found = [item for part in parts for item in _of_some(session, known, part, today)]
    return sorted(found, key=lambda item: (item.due_on, item.rule, item.name))


def _of_some(
    session: Session, rules: Sequence[DueRule], people: Sequence[UUID], today: date
) -> Iterable[DueItem]:
    names = names_of(session, people)
    for person_id, facts in facts_of(session, people, today).items():
        for due in evaluate(rules, facts, today):
            if due.state in SHOWN:
                yield _item(person_id, names.get(person_id, ""), due)


def _item(person_id: UUID, name: str, due: Due) -> DueItem:
    return DueItem(person_id, name, due.rule, due.since, due.due_on, due.state, due.role)


def facts_of(session: Session, people: Sequence[UUID], today: date) -> dict[UUID, PersonFacts]:
    """Root -> the days and flags that the rules ask for."""
    roots = files_by_root(session, people)
    anchors, done = _anchors(session, roots, people), _done(session, roots, people)
    ages, flags = _ages(session, roots, people, today), _flags(session, roots, people)
    return {
        one: PersonFacts(anchors=anchors[one], done=done[one], age=ages.get(one), flags=frozenset(flags[one]))
        for one in people
    }


def _anchors(session: Session, roots: Mapping[UUID, UUID], people: Sequence[UUID]) -> Facts:
    found: Facts = defaultdict(dict)
    stays = (
        select(Stay.person_id, Stay.admitted_on, Stay.left_on)
        .where(of(Stay, *people))
        .order_by(Stay.admitted_on)
    )
    for stay in session.execute(stays):
        days = found[roots[stay.person_id]]
        days.pop("admitted_on", None)
        days |= {"left_on": stay.left_on} if stay.left_on else {"admitted_on": stay.admitted_on}
    for name, cls, day, pick in (
        ("consented_on", Consent, Consent.happened_on, func.max),
        ("planned_on", Goal, Goal.set_on, func.min),
    ):
        rows = session.execute(
            select(cls.person_id, pick(day)).where(of(cls, *people)).group_by(cls.person_id)
        )
        for person_id, when in rows:
            found[roots[person_id]][name] = when
    for person_id, when in _open_steps(session, people).items():
        found[roots[person_id]]["legal_step_open_on"] = when
    return found


def _open_steps(session: Session, people: Sequence[UUID]) -> dict[UUID, date]:
    """Person's file -> day of the newest step of a track that is still open."""
    newest: dict[tuple[UUID, str], tuple[date, str]] = {}
    steps = select(LegalStep.person_id, LegalStep.track, LegalStep.step, LegalStep.happened_on)
    for step in session.execute(steps.where(of(LegalStep, *people)).order_by(LegalStep.happened_on)):
        newest[step.person_id, step.track] = (step.happened_on, step.step)
    found: dict[UUID, date] = {}
    for (person_id, _track), (day, step_code) in newest.items():
        if step_code not in CLOSED_STEPS:
            found[person_id] = max(day, found.get(person_id, day))
    return found


def _done(session: Session, roots: Mapping[UUID, UUID], people: Sequence[UUID]) -> Facts:
    found: Facts = defaultdict(dict)
    for kind, (cls, day_name, finer) in DONE.items():
        day = getattr(cls, day_name)
        group = [cls.person_id] if finer is None else [cls.person_id, getattr(cls, finer)]
        rows = session.execute(select(func.max(day), *group).where(of(cls, *people)).group_by(*group))
        for row in rows:
            days = found[roots[row.person_id]]
            for name in (kind,) if finer is None else (kind, f"{kind}.{row[2]}"):
                days[name] = max(row[0], days.get(name, row[0]))
    return found


def _ages(
    session: Session, roots: Mapping[UUID, UUID], people: Sequence[UUID], today: date
) -> dict[UUID, AgeRange | None]:
    born = session.execute(select(Identity.person_id, Identity.born).where(of(Identity, *people)))
    return {roots[row.person_id]: age_range(row.born, today) if row.born else None for row in born}


def _flags(session: Session, roots: Mapping[UUID, UUID], people: Sequence[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    urgent = select(ArrivalLine.person_id).where(of(ArrivalLine, *people), ArrivalLine.urgent.is_not(None))
    for person_id in session.scalars(urgent):
        found[roots[person_id]].add("urgent")
    alone = select(Member.person_id).where(of(Member, *people), Member.care_status.in_(ALONE))
    for person_id in session.scalars(alone):
        found[roots[person_id]].add("uasc")
    return found
