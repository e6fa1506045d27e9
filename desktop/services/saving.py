"""What a screen does around the verb of a form: rights, the draft, and noticing that somebody was faster."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.access import is_own
from db.base import Record
from db.models import CounsellingNote, MustKnow, ReligionNote, SensitiveHealth
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import drafts, records, undo
from desktop.services.desk import Desk
from desktop.services.drafts import About
from desktop.vocabularies import vocabulary

# Records that hang on the main one of a form, and the column that says on which.
COMPANIONS: Mapping[type[Record], str] = {
    CounsellingNote: "session_id",
    ReligionNote: "session_id",
    SensitiveHealth: "health_check_id",
}
# Texts that may be typed from paper for the colleague who said them, and are sealed to him or her.
TYPED_FOR_AUTHOR: frozenset[type[Record]] = frozenset({CounsellingNote, ReligionNote})


@dataclass(frozen=True)
class Saved:
    """A record that was saved, and the group of changes that undoes it."""

    record_id: UUID
    group_id: UUID


@dataclass(frozen=True)
class Rights:
    """What may be written about one person: tables, and the kinds of must-know lines."""

    tables: frozenset[str]
    kinds: frozenset[str]


class ChangedMeanwhile(Refused):
    """Somebody saved this record after its editor was opened. Nothing is overwritten in silence."""

    def __init__(self) -> None:
        super().__init__(
            N_("A colleague changed this entry meanwhile; see beneath the fields. Save again to keep yours.")
        )


def save_form(
    session: Session,
    *,
    desk: Desk,
    verb: Callable[..., UUID],
    cls: type[Record],
    form_key: str,
    about: About,
    values: Mapping[str, Any],
    confirmed: Mapping[str, str] | None = None,
    seen: UUID | None = None,
) -> Saved:
    """Run the verb of a form and forget its draft, in one transaction.

    `seen` is the change the record was at when the editor opened; ChangedMeanwhile if it has moved on.
    """
    if about.record_id is not None and seen is not None and head(session, cls, about.record_id) != seen:
        raise ChangedMeanwhile
    record_id = verb(
        session, desk=desk, person_id=about.person_id, values=values, record_id=about.record_id,
        confirmed=confirmed,
    )  # fmt: skip
    drafts.discard(session, desk=desk, form_key=form_key, about=about)
    return Saved(record_id, undo.group_of(session))


def remove_record(session: Session, *, desk: Desk, cls: type[Record], record_id: UUID) -> Saved:
    """Take a record off the file with what hangs on it; its history stays, and undo brings it back."""
    record = records.get(session, cls, record_id)
    for one in [record, *_hanging_on(session, record_id)]:
        records.change(session, desk, one, {"removed": True}, undo.part_of(one))
    return Saved(record_id, undo.group_of(session))


def _hanging_on(session: Session, record_id: UUID) -> list[Record]:
    return [
        one
        for cls, column in COMPANIONS.items()
        for one in session.scalars(
            select(cls).where(cls.__table__.columns[column] == record_id, cls.removed.is_(False))
        )
    ]


def head(session: Session, cls: type[Record], record_id: UUID) -> UUID:
    """The change a record is at."""
    return records.get(session, cls, record_id).last_change


def rights(session: Session, *, desk: Desk, person_id: UUID, classes: Iterable[type[Record]]) -> Rights:
    """Which of these record classes who is at the desk may write about this person."""
    own = is_own(session, desk.actor, person_id)
    kinds = frozenset(
        code.code
        for code in vocabulary("must_know_kind").codes
        if desk.access.may_write(desk.actor, MustKnow, own=own, part=code.code)
    )
    tables = {
        cls.__tablename__
        for cls in classes
        if desk.access.may_write(desk.actor, cls, own=own) or (cls is MustKnow and kinds)
    }
    return Rights(frozenset(tables), kinds)
