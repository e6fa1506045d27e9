"""The first page after unlocking: appointments, what is due, what changed, what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.access import Access, Actor, Level, caseload
from db.base import Category
from db.journal.change import Change
from db.models import Appointment, Approval, Arrival, ArrivalLine, Centre, Stay
from db.queries.of_person import among, roots_of
from db.queries.people import names_of

MOST_CHANGES = 40


@dataclass(frozen=True)
class Meeting:
    """An appointment of today."""

    id: UUID
    person_id: UUID
    name: str
    starts_at: int
    service: str
    place: str | None
    note: str | None


@dataclass(frozen=True)
class Changed:
    """Somebody else wrote in a file of mine: which kind of entry, when, who."""

    person_id: UUID
    name: str
    record_type: str
    verb: str
    at: int
    actor_id: UUID | None


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a yes."""

    id: UUID
    person_id: UUID
    name: str
    what: str
    asked_by_id: UUID
    asked_at: int


@dataclass(frozen=True)
class HouseCount:
    """People against beds, and who comes and goes."""

    in_house: int
    capacity: int | None
    expected: Mapping[str, int]
    came_today: int
    left_today: int


def appointments(session: Session, actor: Actor, *, from_ms: int, until_ms: int) -> list[Meeting]:
    """The actor's appointments between two moments, in time order."""
    found = session.scalars(
        select(Appointment)
        .where(Appointment.with_id == actor.user_id, Appointment.removed.is_(False))
        .where(Appointment.starts_at >= from_ms, Appointment.starts_at < until_ms)
        .order_by(Appointment.starts_at)
    ).all()
    names = _names(session, [one.person_id for one in found])
    return [
        Meeting(
            one.id,
            one.person_id,
            names.get(one.person_id, ""),
            one.starts_at,
            one.service,
            one.place,
            one.note,
        )
        for one in found
    ]


def changed_since(session: Session, access: Access, actor: Actor, since_ms: int) -> list[Changed]:
    """What others wrote in files of the actor's caseload, newest first; one line per file and kind of entry.

    Only of categories that the actor may see at least in summary.
    """
    seen = [category.value for category in Category if access.highest(actor, category) >= Level.SUMMARY]
    found = session.scalars(
        select(Change)
        .where(Change.at >= since_ms, Change.category.in_(seen), among(Change, caseload(actor)))
        .where(Change.actor_id.is_not(None), Change.actor_id != actor.user_id)
        .order_by(Change.counter.desc())
        .limit(MOST_CHANGES * 5)
    )
    newest: dict[tuple[UUID, str], Change] = {}
    for change in found:
        if change.person_id is not None:
            newest.setdefault((change.person_id, change.record_type), change)
    chosen = list(newest.values())[:MOST_CHANGES]
    names = _names(session, [one.person_id for one in chosen if one.person_id is not None])
    return [
        Changed(one.person_id, names.get(one.person_id, ""), one.record_type, one.verb, one.at, one.actor_id)
        for one in chosen
        if one.person_id is not None
    ]


def waiting_for(session: Session, access: Access, actor: Actor) -> list[Waiting]:
    """What waits for the actor's approval; empty for who may not approve."""
    if not access.may(actor, "approve"):
        return []
    found = session.scalars(
        select(Approval)
        .where(Approval.state == "REQUESTED", Approval.removed.is_(False))
        .where(Approval.asked_by_id != actor.user_id)
        .where(access.condition(actor, Category.CASEWORK, Approval.person_id, Level.READ))
        .order_by(Approval.asked_at)
    ).all()
    names = _names(session, [one.person_id for one in found])
    return [
        Waiting(one.id, one.person_id, names.get(one.person_id, ""), one.what, one.asked_by_id, one.asked_at)
        for one in found
    ]


def house(session: Session, *, centre_id: UUID, today: date) -> HouseCount:
    """People in the house against beds, and the arrivals still expected by group. Counts only."""
    here = select(func.count()).select_from(Stay).where(Stay.centre_id == centre_id, Stay.removed.is_(False))
    centre = session.get(Centre, centre_id)
    expected = session.execute(
        select(Arrival.label, Arrival.arrives_on, func.count())
        .join(ArrivalLine, ArrivalLine.arrival_id == Arrival.id)
        .where(ArrivalLine.state == "EXPECTED", ArrivalLine.removed.is_(False), Arrival.closed_at.is_(None))
        .group_by(Arrival.id)
    )
    return HouseCount(
        in_house=session.scalar(here.where(Stay.left_on.is_(None))) or 0,
        capacity=centre.capacity if centre else None,
        expected={label or day.isoformat(): count for label, day, count in expected},
        came_today=session.scalar(here.where(Stay.admitted_on == today)) or 0,
        left_today=session.scalar(here.where(Stay.left_on == today)) or 0,
    )


def _names(session: Session, people: list[UUID]) -> dict[UUID, str]:
    roots = roots_of(session, people)
    names = names_of(session, list(set(roots.values())))
    return {one: names.get(root, "") for one, root in roots.items()}
