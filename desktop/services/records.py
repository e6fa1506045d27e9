"""Saving one record of any kind: who may, what fits, what is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Session

from db.access import is_own
from db.base import Record
from db.ids import uuid7
from db.journal.recorder import category_of
from db.models import Confirmation
from db.types import Sealed, SealedText
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services.desk import Desk

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Doubt:
    """A value that looks wrong and may be right: the person at the screen confirms it with a reason."""

    field: str
    message: str
    params: Mapping[str, object]
    suggestion: object = None


class Doubtful(Refused):
    """Not saved yet: some values want a second look."""

    def __init__(self, doubts: list[Doubt]) -> None:
        first = doubts[0]
        super().__init__(first.message, field=first.field, **first.params)
        self.doubts = doubts


class Wrong(Refused):
    """A refusal that knows the better value: "Looks like centimetres. Use 142"."""

    def __init__(self, message: str, *, field: str, suggestion: object, **params: object) -> None:
        super().__init__(message, field=field, suggestion=suggestion, **params)
        self.suggestion = suggestion


def require_write(
    session: Session, desk: Desk, cls: type[Record], person_id: UUID | None, part: str | None = None
) -> None:
    """Refuse who may not write this kind of record about this person."""
    own = person_id is not None and is_own(session, desk.actor, person_id)
    if not desk.access.may_write(desk.actor, cls, own=own, part=part):
        raise Refused(N_("This is not for your role. Ask a colleague who keeps this part of the file."))


def require_act(desk: Desk, act: str) -> None:
    """Refuse who may not do this (approve, sign, import, manage_users, ...)."""
    if not desk.access.may(desk.actor, act):
        raise Refused(N_("This is not for your role. Ask your director who may do it."))


def create(
    session: Session,
    desk: Desk,
    cls: type[R],
    person_id: UUID | None,
    values: Mapping[str, Any],
    part: str | None = None,
) -> R:
    """A new record, with its sealed texts sealed."""
    require_write(session, desk, cls, person_id, part)
    return create_unasked(session, desk, cls, person_id, values)


def create_unasked(
    session: Session, desk: Desk, cls: type[R], person_id: UUID | None, values: Mapping[str, Any]
) -> R:
    """As `create`, where the verb itself decides who may: typing for a colleague, opening a file."""
    of_whom = {} if person_id is None else {"person_id": person_id}
    record = cls(id=uuid7(), **of_whom)
    _fill(session, desk, record, person_id, values)
    session.add(record)
    session.flush()
    return record


def change(session: Session, desk: Desk, record: R, values: Mapping[str, Any], part: str | None = None) -> R:
    """Set these fields of a record that is here."""
    person_id = getattr(record, "person_id", None)
    require_write(session, desk, type(record), person_id, part)
    if getattr(record, "signed_at", None) is not None:
        raise Refused(N_("This note is signed. Correct it with a new note."))
    _fill(session, desk, record, person_id, values)
    session.flush()
    return record


def remove(session: Session, desk: Desk, record: Record) -> None:
    """Take a record off the file; its history stays."""
    change(session, desk, record, {"removed": True})


def get(session: Session, cls: type[R], record_id: UUID) -> R:
    """The record, or words a person understands when it is gone."""
    found = session.get(cls, record_id)
    if found is None or found.removed:
        raise Refused(N_("This entry was removed meanwhile. Open the page again."))
    return found


def _fill(
    session: Session, desk: Desk, record: Record, person_id: UUID | None, values: Mapping[str, Any]
) -> None:
    for name, value in values.items():
        column = record.__table__.columns[name]
        if isinstance(column.type, Sealed):
            setattr(record, name, _sealed(session, desk, record, person_id, name, value))
            continue
        if isinstance(column.type, String):
            value = _fitting(record, name, value, column.type.length)  # noqa: PLW2901
        if value is None and not column.nullable and column.default is None:
            raise Refused(N_("Fill in this field."), field=f"{record.__tablename__}.{name}")
        if value != getattr(record, name):
            setattr(record, name, value)


def _fitting(record: Record, name: str, value: Any, length: int | None) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        value = value.strip() or None
    if isinstance(value, str) and length is not None and len(value) > length:
        raise Refused(
            N_("At most {most} characters fit here; this has {count}. Shorten it."),
            field=f"{record.__tablename__}.{name}",
            most=length,
            count=len(value),
        )
    return value


def _sealed(
    session: Session, desk: Desk, record: Record, person_id: UUID | None, name: str, text: str | None
) -> SealedText | None:
    if not text or not text.strip():
        return None
    if person_id is None:
        raise TypeError("a sealed text belongs to a person")
    return desk.keyring.seal(
        session,
        text.strip(),
        person_id=person_id,
        category=type(record).category,
        record_id=record.id,
        column=name,
        old=getattr(record, name),
    )


def confirm(
    session: Session, record: Record, person_id: UUID, confirmed: Mapping[str, str], doubts: list[Doubt]
) -> None:
    """Keep the reasons of confirmed doubts; raise Doubtful while one is unconfirmed."""
    open_doubts = [doubt for doubt in doubts if not confirmed.get(doubt.field, "").strip()]
    if open_doubts:
        raise Doubtful(open_doubts)
    for doubt in doubts:
        session.add(
            Confirmation(
                person_id=person_id,
                of_category=category_of(record),
                record_id=record.id,
                field=doubt.field,
                reason=confirmed[doubt.field].strip()[:500],
            )
        )


def part_of(values: Mapping[str, Any], cls: type[Record]) -> dict[str, Any]:
    """Of a form's values those of one record class, by column name."""
    prefix = f"{cls.__tablename__}."
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


def said(values: Mapping[str, Any]) -> bool:
    """Whether anything at all was filled in."""
    return any(value not in (None, "", (), False) for value in values.values())
