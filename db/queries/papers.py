"""What was printed from a file, and what of it waits for a yes."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from db.access import Access, Actor, Level
from db.models import Approval, Goal, PrintedPaper
from db.queries.records import Row, level_for, page

REQUESTED = "REQUESTED"


@dataclass(frozen=True)
class AskedFor:
    """One request for a yes, and how it was decided."""

    id: UUID
    what: str
    state: str
    asked_by_id: UUID
    asked_at: int
    decided_by_id: UUID | None
    decided_at: int | None
    reason: str | None


@dataclass(frozen=True)
class ApprovalPage:
    """Requests about a person, newest first; what the asker may do about them."""

    requests: tuple[AskedFor, ...]
    may_ask: bool
    may_decide: bool
    me: UUID


@dataclass(frozen=True)
class Printed:
    """One paper that left the printer."""

    kind: str
    copy_number: str
    recipient: str
    languages: str
    printed_at: int
    printed_by_id: UUID


def approvals(session: Session, access: Access, actor: Actor, person_id: UUID) -> ApprovalPage | None:
    """Requests for approval; None for who may not see them."""
    found = page(session, access, actor, Approval, person_id)
    if found.withheld:
        return None
    own = level_for(session, access, actor, Goal, person_id) is Level.WRITE
    rows = sorted(found.rows, key=lambda row: row.values["asked_at"], reverse=True)
    return ApprovalPage(
        requests=tuple(map(_asked, rows)),
        may_ask=own and access.may_write(actor, Goal, own=True),
        may_decide=access.may(actor, "approve"),
        me=actor.user_id,
    )


def _asked(row: Row) -> AskedFor:
    of = row.values
    return AskedFor(
        row.id, of["what"], of["state"], of["asked_by_id"], of["asked_at"], of["decided_by_id"],
        of["decided_at"], of["reason"],
    )  # fmt: skip


def printed_papers(
    session: Session, access: Access, actor: Actor, person_id: UUID
) -> tuple[Printed, ...] | None:
    """Papers printed from a file, newest first; None for who may not see the list."""
    found = page(session, access, actor, PrintedPaper, person_id)
    if found.withheld:
        return None
    rows = sorted((row.values for row in found.rows), key=lambda of: of["printed_at"], reverse=True)
    return tuple(
        Printed(
            of["kind"], of["copy_number"], of["recipient"], of["languages"], of["printed_at"],
            of["printed_by_id"],
        )
        for of in rows
    )  # fmt: skip
