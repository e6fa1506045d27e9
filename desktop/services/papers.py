"""What leaves the printer: copy numbers and the record of it."""

from uuid import UUID

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from db.models import PrintedPaper
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import records
from desktop.services.desk import Desk


def require_print(desk: Desk) -> None:
    """Refuse who may not make papers about people, on the screen or on paper."""
    if not desk.access.may(desk.actor, "print"):
        raise Refused(N_("Printing for others is not for your role. Ask the case worker."))


def next_copy(session: Session, *, desk: Desk) -> str:
    """Number of the next copy from this station: centre, station letter, running number.

    Copies that were taken back count too: a number is never given twice.
    """
    prefix = f"{desk.programme.centre.letters}-{desk.station}"
    # Station AA begins like station A; what is not a number after the letter counts as none.
    running = cast(func.substr(PrintedPaper.copy_number, len(prefix) + 1), Integer)
    last = session.scalar(
        select(func.max(running)).where(PrintedPaper.copy_number.startswith(prefix, autoescape=True))
    )
    return f"{prefix}{(last or 0) + 1:04}"


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
    require_print(desk)
    values = {
        "kind": kind, "copy_number": copy, "recipient": recipient, "languages": " ".join(languages),
        "printed_at": desk.now_ms, "printed_by_id": desk.actor.user_id,
    }  # fmt: skip
    return records.create_unasked(session, desk, PrintedPaper, person_id, values).id


def take_back(session: Session, *, desk: Desk, printed_id: UUID) -> UUID:
    """The printer or the disk failed: the copy never existed. Its history stays, its number is not reused."""
    paper = records.get(session, PrintedPaper, printed_id)
    if paper.printed_by_id != desk.actor.user_id:
        raise Refused(N_("Only who printed a paper can take it back."))
    paper.removed = True
    session.flush()
    return paper.id
