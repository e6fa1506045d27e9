"""What leaves the printer: copy numbers and the record of it."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import PrintedPaper
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import records
from desktop.services.desk import Desk


def next_copy(session: Session, *, desk: Desk) -> str:
    """Number of the next copy from this station: centre, station letter, running number."""
    prefix = f"{desk.programme.centre.letters}-{desk.station}"
    printed = (
        select(func.count()).select_from(PrintedPaper).where(PrintedPaper.copy_number.startswith(prefix))
    )
    return f"{prefix}{(session.scalar(printed) or 0) + 1:04}"


def record_print(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    kind: str,
    copy: str,
    recipient: str,
    languages: tuple[str, ...],
) -> UUID:
    """A paper was printed or saved: which, for whom, in which languages, which copy."""
    if not desk.access.may(desk.actor, "print"):
        raise Refused(N_("Printing for others is not for your role. Ask the case worker."))
    values = {
        "kind": kind, "copy_number": copy, "recipient": recipient, "languages": " ".join(languages),
        "printed_at": desk.now_ms, "printed_by_id": desk.actor.user_id,
    }  # fmt: skip
    return records.create_unasked(session, desk, PrintedPaper, person_id, values).id
