"""Sessions with the psychologist and religious counselling: that they took place, and the sealed note."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from db.keyring import NotAHolder
from db.models import CounsellingNote, CounsellingSession, FamilyMeeting, ReligionNote
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import records
from desktop.services.desk import Desk
from desktop.services.events import save_one

PSYCHOLOGICAL, RELIGIOUS = "MHPSS", "THEOLOGY"
NOTES: dict[str, type[CounsellingNote] | type[ReligionNote]] = {
    PSYCHOLOGICAL: CounsellingNote,
    RELIGIOUS: ReligionNote,
}


def record_session(
    session: Session,
    *,
    service: str,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Record a session of one service, with its note sealed to those who hold notes of that service."""
    held = save_one(
        session,
        cls=CounsellingSession,
        desk=desk,
        person_id=person_id,
        values={**values, "counselling_session.service": service},
        record_id=record_id,
        confirmed=confirmed,
    )
    text = records.part_of(values, NOTES[service]).get("text")
    if text and text.strip():
        add_note(session, desk=desk, person_id=person_id, session_id=held, service=service, text=text)
    return held


record_psychological = partial(record_session, service=PSYCHOLOGICAL)
record_religious = partial(record_session, service=RELIGIOUS)


def add_note(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    session_id: UUID,
    service: str,
    text: str,
    corrects_id: UUID | None = None,
) -> UUID:
    """A note of a session, or the correction of an earlier one. Its author is who led the session."""
    held = records.get(session, CounsellingSession, session_id)
    author_id = held.done_by_id or desk.actor.user_id
    values = {"session_id": session_id, "author_id": author_id, "corrects_id": corrects_id, "text": text}
    cls = NOTES[service]
    if author_id != desk.actor.user_id:
        return _typed_for(session, desk, cls, person_id, values)
    return records.create(session, desk, cls, person_id, values).id


def _typed_for(
    session: Session,
    desk: Desk,
    cls: type[CounsellingNote] | type[ReligionNote],
    person_id: UUID,
    values: dict[str, Any],
) -> UUID:
    """Typed from paper for a colleague: sealed at once, and the typist cannot read it back."""
    try:
        return records.create_unasked(session, desk, cls, person_id, values).id
    except NotAHolder as error:
        raise Refused(
            N_("Nobody here can open such notes yet. Ask the administrator to add the colleague first.")
        ) from error


def sign_note(session: Session, *, desk: Desk, note_id: UUID, service: str) -> UUID:
    """Sign one's own note; from then on it is corrected only by a later one."""
    note = records.get(session, NOTES[service], note_id)
    if note.author_id != desk.actor.user_id:
        raise Refused(N_("Only who wrote the note can sign it."))
    return records.change(session, desk, note, {"signed_at": desk.now_ms}).id


record_meeting = partial(save_one, cls=FamilyMeeting)
