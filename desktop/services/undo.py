"""Taking back the last save of a screen: a new group of changes that gives every field its former value.

It is offered to who saved, while nobody has built on it. Rows of the journal are never deleted.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Record
from db.journal.change import Change
from db.journal.recorder import codecs_of, heads_of, recorder_of
from db.models import (
    Approval,
    Assignment,
    CategoryKey,
    Confirmation,
    KeyShare,
    MustKnow,
    PersonKey,
    PrintedPaper,
    User,
)
from db.projection import classes, state
from db.queries.of_person import belongs
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import records
from desktop.services.desk import Desk

NOTHING = N_("There is nothing to undo.")
NOT_YOURS = N_("Only who saved this can undo it.")
NOT_ALONE = N_("This cannot be undone here. Correct it where it was set.")
BUILT_ON = N_("This was changed again since. Correct the entry instead.")
SIGNED = N_("This is signed or approved. Correct it with a new entry.")
PRINTED = N_("A paper was printed since. Correct the entry, so that the paper can be explained.")
ERASED = N_("Values of this entry were erased by law. It cannot be undone.")

# These hang on another record of the same save, and were written without asking for themselves.
FOLLOWERS = frozenset(cls.__tablename__ for cls in (Assignment, Confirmation, PersonKey))
# A key that sealed something stays: taking it away would close what it opens.
LASTING = frozenset({PersonKey.__tablename__})
# Who may open what is changed on purpose, with consequences outside of the database.
NEVER = frozenset(cls.__tablename__ for cls in (CategoryKey, KeyShare, User))


def group_of(session: Session) -> UUID:
    """The group of changes that this transaction writes, for undoing it afterwards."""
    return recorder_of(session).group_id


def can_undo(session: Session, *, desk: Desk, group_id: UUID) -> str | None:
    """None if it can be undone, else an untranslated sentence that says why not."""
    changes = _changes(session, group_id)
    if not changes:
        return NOTHING
    if any(change.actor_id != desk.actor.user_id for change in changes):
        return NOT_YOURS
    if any(change.record_type in NEVER for change in changes):
        return NOT_ALONE
    return _built_on(session, changes) or _withheld(session, desk, changes)


def undo(session: Session, *, desk: Desk, group_id: UUID) -> UUID:
    """Give every field of the group its former value; returns the new group, which can be undone too.

    A created record becomes removed. Raises Refused with the sentence of `can_undo`.
    """
    reason = can_undo(session, desk=desk, group_id=group_id)
    if reason is not None:
        raise Refused(reason)
    for change in reversed(_changes(session, group_id)):
        if change.record_type not in LASTING:
            _restore(session, change)
    session.flush()
    return group_of(session)


def _changes(session: Session, group_id: UUID) -> list[Change]:
    found = select(Change).where(Change.group_id == group_id).order_by(Change.counter)
    return list(session.scalars(found))


def _record(session: Session, change: Change) -> Record:
    return session.get_one(classes()[change.record_type], change.record_id)


def _built_on(session: Session, changes: Sequence[Change]) -> str | None:
    heads = heads_of(session, [change.record_id for change in changes])
    if any(heads[change.record_id] != [change.id.hex] for change in changes):
        return BUILT_ON
    if any(change.fields is None for change in changes):
        return ERASED
    if any(_is_signed(session, change) for change in changes):
        return SIGNED
    return PRINTED if _printed_since(session, changes) else None


def _is_signed(session: Session, change: Change) -> bool:
    record = _record(session, change)
    signed = getattr(record, "signed_at", None) or getattr(record, "decided_at", None)
    approved = select(Approval.id).where(
        Approval.record_id == change.record_id, Approval.state == "APPROVED", Approval.removed.is_(False)
    )
    return signed is not None or session.scalars(approved).first() is not None


def _printed_since(session: Session, changes: Sequence[Change]) -> bool:
    people = _people(changes)
    if not people:
        return False
    newest = max(change.counter for change in changes)
    printed = select(Change.id).where(
        Change.record_type == PrintedPaper.__tablename__, Change.counter > newest, belongs(Change, *people)
    )
    return session.scalars(printed.limit(1)).first() is not None


def _people(changes: Iterable[Change]) -> set[UUID]:
    return {change.person_id for change in changes if change.person_id is not None}


def _withheld(session: Session, desk: Desk, changes: Sequence[Change]) -> str | None:
    """The refusal that writing the same records would meet today."""
    for change in changes:
        if change.record_type in FOLLOWERS:
            continue
        record = _record(session, change)
        try:
            records.require_write(session, desk, type(record), change.person_id, part_of(record))
        except Refused as refusal:
            return refusal.message
    return None


def part_of(record: Record) -> str | None:
    """The finer name that the right to write this record may be given under."""
    return record.kind if isinstance(record, MustKnow) else None


def _restore(session: Session, change: Change) -> None:
    record = _record(session, change)
    before = _before(session, change)
    if before is None:
        record.removed = True
        return
    codecs = codecs_of(type(record))
    for name in change.fields or {}:
        setattr(record, name, _former(record, name, codecs[name].read(before.get(name))))


def _former(record: Record, name: str, value: Any) -> Any:  # noqa: ANN401  (a value of any column)
    # A yes-or-no that was never set is no: the journal carries only what was set.
    is_tick = record.__table__.columns[name].type.python_type is bool
    return False if is_tick and value is None else value


def _before(session: Session, change: Change) -> dict[str, Any] | None:
    """Journalled values of the record as the group found it; None if the group created it."""
    earlier = session.scalars(
        select(Change).where(Change.record_id == change.record_id, Change.group_id != change.group_id)
    ).all()
    if not earlier:
        return None
    return state(
        [{"id": c.id, "counter": c.counter, "parents": c.parents, "fields": c.fields} for c in earlier]
    )
