"""Reading a case file is noted: who opened which page of whose file, and when."""

from uuid import UUID

from sqlalchemy.orm import Session

from db.ids import uuid7
from db.models import ReadLog
from desktop.services.desk import Desk


def note_reading(session: Session, *, desk: Desk, person_id: UUID, page: str) -> None:
    """Note that who is at the desk opened a page of a person's file."""
    session.add(
        ReadLog(id=uuid7(), user_id=desk.actor.user_id, person_id=person_id, page=page, at=desk.now_ms)
    )
