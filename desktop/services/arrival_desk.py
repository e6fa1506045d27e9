"""What the arrival desk does beside marking who is here: urgent signs, and taking a slip back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.access import Actor
from db.models import Arrival, ArrivalLine, Operation
from db.queries import arrivals as lists
from db.queries.arrivals import Group, Line
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import arrivals, people, records
from desktop.services.desk import Desk


@dataclass(frozen=True)
class DeskList:
    """Every arrival of the centre, the one shown, and its people."""

    groups: tuple[Group, ...]
    shown: Group | None
    lines: tuple[Line, ...]


def desk_list(session: Session, *, desk: Desk, arrival_id: UUID | None = None) -> DeskList:
    """The list to work on: the one asked for, else the newest that is not closed."""
    found = tuple(lists.groups(session, desk.centre_id))
    wanted = [one for one in found if one.id == arrival_id] or [one for one in found if not one.closed]
    shown = (*wanted, *found, None)[0]
    people_of = lists.lines(session, desk.access, desk.actor, shown.id) if shown else []
    return DeskList(found, shown, tuple(people_of))


def set_urgent(session: Session, *, desk: Desk, line_id: UUID, urgent: tuple[str, ...]) -> UUID:
    """What cannot wait; noted before or after she is marked as here."""
    line = records.get(session, ArrivalLine, line_id)
    return records.change(session, desk, line, {"urgent": urgent or None}).person_id


def put_back(session: Session, *, desk: Desk, line_id: UUID) -> UUID:
    """A slip of the key: she is expected again, and what the mark opened goes."""
    line = records.get(session, ArrivalLine, line_id)
    if line.state == "NOT_ON_LIST":
        raise Refused(N_("She is not on the list. Open her file to correct it."))
    arrivals.mark_here(session, desk=desk, line_id=line_id, here=False)
    return records.change(session, desk, line, {"state": "EXPECTED", "seen_at": None}).person_id


def open_list(session: Session, *, desk: Desk, arrives_on: date, label: str, operation: str) -> UUID:
    """An arrival without a manifest: people are added as they come."""
    return arrivals.register_manifest(
        session, desk=desk, operation=operation, arrives_on=arrives_on, label=label, expected=()
    )


def operations(session: Session) -> tuple[str, ...]:
    """Names of the operations known here, the newest first."""
    return tuple(session.scalars(select(Operation.name).order_by(Operation.id.desc())))


def take_in(session: Session, *, desk: Desk, values: dict[str, object]) -> UUID:
    """A new file for somebody who is in the house from today on."""
    person_id = people.open_file(session, desk=desk, values=values)
    people.admit(session, desk=desk, person_id=person_id)
    return person_id


def label_taken(session: Session, _actor: Actor, label: str) -> bool:
    """Whether an arrival of this name is on file already: the same list must not be put on file twice."""
    return session.scalars(select(Arrival.id).where(Arrival.label == label)).first() is not None
