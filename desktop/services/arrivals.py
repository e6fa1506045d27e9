"""The arrival of a group: its list, and who came."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.ids import uuid7
from db.models import (
    Arrival,
    ArrivalLine,
    Household,
    Identifier,
    Identity,
    Member,
    Name,
    Operation,
    Person,
    Relationship,
    RoomStay,
    StageEntry,
    Stay,
)
from db.queries.of_person import of
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.rules.partial_dates import PartialDate
from desktop.services import people, records
from desktop.services.desk import Desk


@dataclass(frozen=True)
class Expected:
    """One person as a manifest announces her."""

    line: int
    household: str
    surname: str | None
    given: str | None
    patronymic: str | None
    sex: str | None
    born: PartialDate | None
    category: str | None = None
    is_head: bool = False
    latin: tuple[str | None, str | None] | None = None
    script: str = "Cyrl"
    care_status: str | None = None
    citizenship: str | None = None
    languages: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    urgent: tuple[str, ...] = ()
    # Lines of relatives on the same list: (kind, line): who is this person's mother, aunt, ...
    relatives: tuple[tuple[str, int], ...] = field(default=())


def register_manifest(
    session: Session,
    *,
    desk: Desk,
    operation: str,
    arrives_on: date,
    label: str | None,
    expected: Sequence[Expected],
) -> UUID:
    """Put everybody of a list on file, as expected; nobody is in care before she is here.

    Rows are added together, not person by person: a list of 600 is one save.
    """
    records.require_act(desk, "import")
    arrival = Arrival(
        id=uuid7(), operation_id=_operation(session, desk, operation).id, centre_id=desk.centre_id,
        arrives_on=arrives_on, label=label, manifest_count=len(expected),
    )  # fmt: skip
    session.add(arrival)
    codes = people.next_codes(session, desk, len(expected))
    by_line = {one.line: Person(id=uuid7(), code=code) for one, code in zip(expected, codes, strict=True)}
    session.add_all(by_line.values())
    # The bare rows first: everything else points at them.
    session.flush()
    people.assign_team(session, desk, [person.id for person in by_line.values()])
    households = _households(session, expected)
    for one in expected:
        session.add_all(_rows(one, by_line, households[one.household], arrival.id))
    return arrival.id


def _operation(session: Session, desk: Desk, name: str) -> Operation:
    known = session.scalars(select(Operation).where(Operation.name == name)).first()
    if known is None:
        known = Operation(id=uuid7(), programme=desk.programme.tag, name=name)
        session.add(known)
    return known


def _households(session: Session, expected: Iterable[Expected]) -> dict[str, UUID]:
    made: dict[str, UUID] = {}
    for one in expected:
        if one.household not in made:
            made[one.household] = uuid7()
            session.add(Household(id=made[one.household], label=one.household))
    return made


def _names(one: Expected, me: UUID) -> list[Name]:
    names = [
        Name(
            person_id=me, kind="legal", script=one.script, surname=one.surname, given=one.given,
            patronymic=one.patronymic, source="manifest",
        )
    ]  # fmt: skip
    if one.latin is not None:
        surname, given = one.latin
        names.append(
            Name(
                person_id=me,
                kind="transliteration",
                script="Latn",
                surname=surname,
                given=given,
                source="manifest",
            )
        )
    return names


def _rows(
    one: Expected, by_line: dict[int, Person], household_id: UUID, arrival_id: UUID
) -> list[Identity | Name | Identifier | Member | ArrivalLine | Relationship]:
    me = by_line[one.line].id
    return [
        Identity(
            person_id=me, sex=one.sex, born=one.born, citizenship=one.citizenship,
            languages=one.languages or None, manifest_category=one.category,
        ),
        *_names(one, me),
        *(Identifier(person_id=me, kind=kind, number=number) for kind, number in one.numbers),
        Member(person_id=me, household_id=household_id, is_head=one.is_head, care_status=one.care_status),
        ArrivalLine(
            person_id=me, arrival_id=arrival_id, household_id=household_id, line=one.line, state="EXPECTED",
            urgent=one.urgent or None,
        ),
        *(
            Relationship(person_id=me, other_id=by_line[line].id, kind=kind, basis="statement")
            for kind, line in one.relatives
            if line in by_line
        ),
    ]  # fmt: skip


def mark_here(
    session: Session,
    *,
    desk: Desk,
    line_id: UUID,
    here: bool,
    room: str | None = None,
    bed: str | None = None,
    urgent: tuple[str, ...] | None = None,
) -> UUID:
    """One key at the arrival desk: here (she is in care from now on) or not here."""
    line = records.get(session, ArrivalLine, line_id)
    values = {"state": "HERE" if here else "NOT_HERE", "seen_at": desk.now_ms}
    records.change(session, desk, line, values if urgent is None else values | {"urgent": urgent})
    if here:
        _take_in(session, desk, line)
        if room:
            give_room(session, desk=desk, person_id=line.person_id, room=room, bed=bed)
    else:
        _take_back(session, line)
    return line.person_id


def _take_in(session: Session, desk: Desk, line: ArrivalLine) -> None:
    if (
        session.scalars(select(Stay).where(of(Stay, line.person_id), Stay.left_on.is_(None))).first()
        is not None
    ):
        return
    arrival = records.get(session, Arrival, line.arrival_id)
    day = min(arrival.arrives_on, desk.today)
    stay = {"centre_id": desk.centre_id, "arrival_id": arrival.id, "admitted_on": day}
    # Whoever stands at the desk and may mark the list admits: the list is the order to do so.
    records.create_unasked(session, desk, Stay, line.person_id, stay)
    records.create_unasked(session, desk, StageEntry, line.person_id, {"stage": "INT", "entered_on": day})


def _take_back(session: Session, line: ArrivalLine) -> None:
    """A slip of the key: the stay that the mark opened goes, with the stage and room that came after it."""
    opened = select(Stay).where(of(Stay, line.person_id), Stay.arrival_id == line.arrival_id)
    for stay in session.scalars(opened).all():
        stay.removed = True
        for cls in (StageEntry, RoomStay):
            # Ids grow with time: what is older than the stay belongs to an earlier one.
            for one in session.scalars(select(cls).where(of(cls, line.person_id), cls.id > stay.id)).all():
                one.removed = True


def give_room(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    room: str,
    bed: str | None = None,
    from_on: date | None = None,
) -> UUID:
    """Move a person to a room; the stay in the former one ends that day."""
    day = from_on or desk.today
    for old in session.scalars(select(RoomStay).where(of(RoomStay, person_id), RoomStay.until_on.is_(None))):
        records.change(session, desk, old, {"until_on": max(day, old.from_on)})
    taken = session.scalars(
        select(RoomStay).where(
            RoomStay.centre_id == desk.centre_id, RoomStay.room == room, RoomStay.bed == bed,
            RoomStay.until_on.is_(None), RoomStay.removed.is_(False),
        )
    ).first() if bed else None  # fmt: skip
    if taken is not None:
        raise Refused(
            N_("Bed {bed} in room {room} is taken. Choose another."),
            field="room_stay.bed",
            bed=bed,
            room=room,
        )
    values = {"centre_id": desk.centre_id, "room": room, "bed": bed, "from_on": day}
    return records.create(session, desk, RoomStay, person_id, values).id


def add_unlisted(session: Session, *, desk: Desk, arrival_id: UUID, values: dict[str, object]) -> UUID:
    """Somebody came who is not on the list: a file, a line, and she is in care."""
    person_id = people.open_file(session, desk=desk, values=values)
    line = records.create(
        session, desk, ArrivalLine, person_id,
        {"arrival_id": arrival_id, "state": "NOT_ON_LIST", "seen_at": desk.now_ms},
    )  # fmt: skip
    _take_in(session, desk, line)
    return person_id


def counts(lines: Iterable[str]) -> dict[str, int]:
    """State -> how many, for the running count against the manifest."""
    found: dict[str, int] = defaultdict(int)
    for state in lines:
        found[state] += 1
    return dict(found)
