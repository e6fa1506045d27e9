"""What the arrival desk does beside marking who is here: urgent signs, and taking a slip back."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Arrival, ArrivalLine, Identity
from db.queries import arrivals as lists
from db.queries.arrivals import Group, Line
from db.queries.of_person import of
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import arrivals, drafts, people, records
from desktop.services.desk import Desk
from desktop.services.drafts import About

_SCRIPTS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab"}
CAME_UNLISTED = N_("She is not on the list. Open her file to correct it.")


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
        raise Refused(CAME_UNLISTED)
    arrivals.mark_here(session, desk=desk, line_id=line_id, here=False)
    return records.change(session, desk, line, {"state": "EXPECTED", "seen_at": None}).person_id


def give_place(
    session: Session, *, desk: Desk, line_id: UUID, room: str | None = None, bed: str | None = None
) -> UUID:
    """A room for somebody who is in the house already."""
    line = records.get(session, ArrivalLine, line_id)
    if room:
        arrivals.give_room(session, desk=desk, person_id=line.person_id, room=room, bed=bed)
    return line.person_id


def take_in(
    session: Session,
    *,
    desk: Desk,
    values: Mapping[str, Any],
    confirmed: Mapping[str, str] | None = None,
    form_key: str = "",
) -> UUID:
    """A new file for somebody who is in the house from today on; the draft of the form is forgotten."""
    doubts = list(people.check_identity(session, desk, None, values))
    person_id = people.open_file(session, desk=desk, values=named(values))
    people.admit(session, desk=desk, person_id=person_id)
    identity = session.scalars(select(Identity).where(of(Identity, person_id))).one()
    records.confirm(session, identity, person_id, confirmed or {}, doubts)
    if form_key:
        drafts.discard(session, desk=desk, form_key=form_key, about=About(None))
    return person_id


def named(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same with what every first name is: the legal one, in the letters it is written in."""
    written = f"{values.get('name.surname') or ''}{values.get('name.given') or ''}"
    return {"name.kind": "legal", "name.script": script_of(written), **values}


def script_of(name: str) -> str:
    """Script of the first letter that has one, as the vocabulary calls it; Cyrillic where none has."""
    for letter in name:
        kind = unicodedata.name(letter, "").partition(" ")[0]
        if kind in _SCRIPTS:
            return _SCRIPTS[kind]
    return "Cyrl"


def label_taken(session: Session, *, label: str) -> bool:
    """Whether an arrival of this name is on file already: a list must not be put on file twice."""
    known = select(Arrival.id).where(Arrival.label == label, Arrival.removed.is_(False))
    return session.scalars(known).first() is not None
