"""The room, and where she is when not in it: the verbs behind those two forms."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from db.models import Presence, RoomStay
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import arrivals, plans, records
from desktop.services.desk import Desk
from desktop.services.events import refuse_future, refuse_order


def save_room(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Move a person to a room, or correct what was written about a former move."""
    del confirmed
    own = records.part_of(values, RoomStay)
    refuse_future(own.get("from_on"), "room_stay.from_on", desk)
    if record_id is not None:
        known = records.get(session, RoomStay, record_id)
        refuse_order(own.get("from_on") or known.from_on, own.get("until_on"), "room_stay.until_on")
        return records.change(session, desk, known, own).id
    if not own.get("room"):
        raise Refused(N_("Write the room."), field="room_stay.room")
    return arrivals.give_room(
        session, desk=desk, person_id=person_id, room=own["room"], bed=own.get("bed"),
        from_on=own.get("from_on"),
    )  # fmt: skip


def save_presence(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Say where she is now, or correct what was said."""
    del confirmed
    own = records.part_of(values, Presence)
    if record_id is not None:
        return records.change(session, desk, records.get(session, Presence, record_id), own).id
    if not own.get("kind"):
        raise Refused(N_("Choose where she is."), field="presence.kind")
    return plans.move(session, desk=desk, person_id=person_id, values=values)
