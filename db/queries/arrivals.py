"""The lists of the arrival desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.access import Access, Actor
from db.base import Category
from db.models import Arrival, ArrivalLine, Household, Identity, RoomStay
from db.queries.of_person import files_by_root, of, roots_of
from db.queries.people import Listed, listed
from desktop.rules.partial_dates import PartialDate

CHUNK = 500


@dataclass(frozen=True)
class Group:
    """One arrival: how many of its list are still expected, and how many came."""

    id: UUID
    label: str
    arrives_on: date
    manifest_count: int
    expected: int
    came: int
    closed: bool


@dataclass(frozen=True)
class Line:
    """One person at the arrival desk. `state` is a code of arrival_state; `number` her line of the list."""

    id: UUID
    person_id: UUID
    code: str
    name: str
    sex: str | None
    born: PartialDate | None
    category: str | None
    household_id: UUID | None
    household: str
    is_head: bool
    number: int | None
    state: str
    urgent: tuple[str, ...]
    room: str | None
    bed: str | None


def groups(session: Session, centre_id: UUID) -> list[Group]:
    """Every arrival at a centre, the newest first."""
    rows = session.execute(
        select(Arrival, ArrivalLine.state, func.count(ArrivalLine.id))
        .outerjoin(ArrivalLine, (ArrivalLine.arrival_id == Arrival.id) & ArrivalLine.removed.is_(False))
        .where(Arrival.centre_id == centre_id, Arrival.removed.is_(False))
        .group_by(Arrival.id, ArrivalLine.state)
    )
    counted: dict[UUID, tuple[Arrival, dict[str, int]]] = {}
    for arrival, state, count in rows:
        counted.setdefault(arrival.id, (arrival, {}))[1][state or ""] = count
    found = [_group(arrival, states) for arrival, states in counted.values()]
    return sorted(found, key=lambda one: (one.arrives_on, one.label), reverse=True)


def _group(arrival: Arrival, states: dict[str, int]) -> Group:
    return Group(
        id=arrival.id,
        label=arrival.label or arrival.arrives_on.isoformat(),
        arrives_on=arrival.arrives_on,
        manifest_count=arrival.manifest_count or 0,
        expected=states.get("EXPECTED", 0),
        came=states.get("HERE", 0),
        closed=arrival.closed_at is not None,
    )


def lines(session: Session, access: Access, actor: Actor, arrival_id: UUID) -> list[Line]:
    """The list of one arrival that the asker may see, family by family as the manifest has them."""
    found = session.scalars(
        select(ArrivalLine)
        .where(ArrivalLine.arrival_id == arrival_id, ArrivalLine.removed.is_(False))
        .where(access.condition(actor, Category.CASEWORK, ArrivalLine.person_id))
        .where(access.condition(actor, Category.IDENTITY, ArrivalLine.person_id))
    ).all()
    made = [
        line for start in range(0, len(found), CHUNK) for line in _some(session, found[start : start + CHUNK])
    ]
    return _by_family(made)


def _by_family(made: Sequence[Line]) -> list[Line]:
    """A family stands where its first line stands; who is not on the list comes last."""
    first: dict[UUID | None, int] = {}
    last = len(made) + max((one.number or 0 for one in made), default=0)
    for one in made:
        home = one.household_id or one.id
        first[home] = min(first.get(home, last), one.number or last)
    return sorted(
        made,
        key=lambda one: (
            first[one.household_id or one.id], str(one.household_id or one.id), not one.is_head,
            one.number or last, one.name,
        ),
    )  # fmt: skip


def _some(session: Session, some: Sequence[ArrivalLine]) -> list[Line]:
    roots = roots_of(session, [one.person_id for one in some])
    who = {one.person_id: one for one in listed(session, sorted(set(roots.values())))}
    more = _further(session, list(who))
    labels = _labels(session, [one.household_id for one in who.values() if one.household_id])
    return [
        _line(one, who[root], more.get(root, (None, None)), labels)
        for one in some
        for root in (roots[one.person_id],)
    ]


def _line(
    one: ArrivalLine, who: Listed, further: tuple[str | None, str | None], labels: dict[UUID, str]
) -> Line:
    category, bed = further
    return Line(
        id=one.id,
        person_id=one.person_id,
        code=who.code,
        name=who.name,
        sex=who.sex,
        born=who.born,
        category=category,
        household_id=who.household_id or one.household_id,
        household=labels.get(who.household_id, "") if who.household_id else "",
        is_head=who.is_head,
        number=one.line,
        state=one.state,
        urgent=one.urgent or (),
        room=who.room,
        bed=bed,
    )


def _further(session: Session, people: Sequence[UUID]) -> dict[UUID, tuple[str | None, str | None]]:
    """Root -> what the manifest calls her, and her bed."""
    files = files_by_root(session, people)
    categories = select(Identity.person_id, Identity.manifest_category).where(of(Identity, *people))
    beds = select(RoomStay.person_id, RoomStay.bed).where(of(RoomStay, *people), RoomStay.until_on.is_(None))
    said, slept = (
        {files[row[0]]: row[1] for row in session.execute(query)}
        for query in (categories.order_by(Identity.id), beds.order_by(RoomStay.id))
    )
    return {one: (said.get(one), slept.get(one)) for one in people}


def _labels(session: Session, homes: Sequence[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Household.id, Household.label).where(Household.id.in_(set(homes))))
    return {row.id: row.label for row in rows}
