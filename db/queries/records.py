"""Records of one kind about one person, as far as the asker may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.access import Access, Actor, Level, is_own
from db.base import Record, fields_of
from db.journal.change import Change
from db.journal.recorder import codecs_of
from db.keyring import Keyring
from db.projection import state
from db.queries.of_person import belongs, of_given
from db.types import SealedText


@dataclass(frozen=True)
class Row:
    """One record, with the fields the asker may see and nothing of the others."""

    id: UUID
    person_id: UUID | None
    values: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Page:
    """Rows of one kind; `level` says whether "nothing" means that there is nothing."""

    level: Level
    rows: tuple[Row, ...] = ()

    @property
    def withheld(self) -> bool:
        """Not for this role: show that, and not an empty list."""
        return self.level is Level.NONE


@dataclass(frozen=True)
class Past:
    """One change of one field, for the history of a record."""

    field: str
    value: Any
    at: int
    actor_id: UUID | None
    verb: str
    erased: bool = False


def level_for(session: Session, access: Access, actor: Actor, cls: type[Record], person_id: UUID) -> Level:
    """The asker's level in a record's category for this person."""
    return access.level(actor, cls.category, own=is_own(session, actor, person_id))


def page(
    session: Session,
    access: Access,
    actor: Actor,
    cls: type[Record],
    person_id: UUID,
    *,
    keyring: Keyring | None = None,
    order_by: str | None = None,
    own: bool | None = None,
) -> Page:
    """All standing records of a kind about a person, newest first.

    Sealed texts are opened for holders when a keyring is handed in; for everybody else they are absent.
    `own` is the answer of `is_own`, for who reads many kinds in a row.
    """
    own = is_own(session, actor, person_id) if own is None else own
    level = access.level(actor, cls.category, own=own)
    shown = access.fields(cls, level)
    if level is Level.NONE or shown == ():
        return Page(Level.NONE)
    found = session.scalars(_all_of(cls, order_by or _natural_order(cls)), {"people": [person_id]})
    names = [name for name in fields_of(cls) if name != "removed"] if shown is None else list(shown)
    return Page(level, tuple(_row(session, record, names, keyring) for record in found))


@lru_cache(maxsize=256)
def _all_of(cls: type[Record], order_by: str) -> Select[Any]:
    """Standing records of a kind for the people handed in; put together once."""
    columns = cls.__table__.columns
    return select(cls).where(of_given(cls)).order_by(columns[order_by].desc(), columns["id"].desc())


def _natural_order(cls: type[Record]) -> str:
    known = ("happened_on", "entered_on", "admitted_on", "from_on", "starts_at", "set_on", "asked_on")
    return next((name for name in known if name in cls.__table__.columns), "id")


def _row(session: Session, record: Record, names: Sequence[str], keyring: Keyring | None) -> Row:
    values = {name: _open(session, record, name, keyring) for name in names}
    return Row(record.id, getattr(record, "person_id", None), MappingProxyType(values))


def _open(session: Session, record: Record, name: str, keyring: Keyring | None) -> object:
    value = getattr(record, name)
    if not isinstance(value, SealedText):
        return value
    if keyring is None or not keyring.holds(record.category):
        return None
    return keyring.open(session, value, record.id, name)


def one(
    session: Session,
    access: Access,
    actor: Actor,
    cls: type[Record],
    record_id: UUID,
    *,
    keyring: Keyring | None = None,
) -> Row | None:
    """One record by its id; None if it is gone or not for the asker."""
    record = session.get(cls, record_id)
    if record is None or record.removed:
        return None
    person_id = getattr(record, "person_id", None)
    if person_id is None:
        level = access.level(actor, cls.category, own=False)
    else:
        level = level_for(session, access, actor, cls, person_id)
    shown = access.fields(cls, level)
    names = [name for name in fields_of(cls) if name != "removed"] if shown is None else list(shown)
    return _row(session, record, names, keyring) if names else None


def history(session: Session, access: Access, actor: Actor, cls: type[Record], record_id: UUID) -> list[Past]:
    """Every change of the fields the asker may see, newest first; sealed values stay sealed."""
    record = session.get(cls, record_id)
    if record is None:
        return []
    person_id = getattr(record, "person_id", None)
    level = (
        access.level(actor, cls.category, own=False)
        if person_id is None
        else level_for(session, access, actor, cls, person_id)
    )
    if level is Level.NONE:
        return []
    shown = access.fields(cls, level)
    return [
        past
        for change in _changes_of(session, record_id, None)
        for past in _pasts(cls, change)
        if shown is None or past.field in shown
    ]


def _changes_of(session: Session, record_id: UUID, until_ms: int | None) -> list[Change]:
    wanted = select(Change).where(Change.record_id == record_id)
    if until_ms is not None:
        wanted = wanted.where(Change.at < until_ms)
    return list(session.scalars(wanted.order_by(Change.counter.desc(), Change.id.desc())))


def _pasts(cls: type[Record], change: Change) -> list[Past]:
    if change.fields is None:
        return [
            Past(name, None, change.at, change.actor_id, change.verb, erased=True)
            for name in change.commitments
        ]
    codecs = codecs_of(cls)
    return [
        Past(name, codecs[name].read(value), change.at, change.actor_id, change.verb)
        for name, (_salt, value) in change.fields.items()
        if name in codecs and name != "person_id"
    ]


def as_it_stood(
    session: Session, access: Access, actor: Actor, cls: type[Record], person_id: UUID, *, until_ms: int
) -> Page:
    """Records of a kind as they were recorded, and received here, before a moment; today's rights hold."""
    level = level_for(session, access, actor, cls, person_id)
    shown = access.fields(cls, level)
    if level is Level.NONE or shown == ():
        return Page(Level.NONE)
    rows = [
        _past_row(session, cls, record_id, until_ms, shown) for record_id in _ids_of(session, cls, person_id)
    ]
    return Page(level, tuple(row for row in rows if row is not None))


def _ids_of(session: Session, cls: type[Record], person_id: UUID) -> list[UUID]:
    found = select(Change.record_id).where(
        Change.record_type == cls.__tablename__, belongs(Change, person_id)
    )
    return list(dict.fromkeys(session.scalars(found.order_by(Change.counter))))


def _past_row(
    session: Session, cls: type[Record], record_id: UUID, until_ms: int, shown: tuple[str, ...] | None
) -> Row | None:
    changes = [
        {"id": c.id, "counter": c.counter, "parents": c.parents, "fields": c.fields}
        for c in _changes_of(session, record_id, until_ms)
    ]
    values = state(changes)
    if not changes or values.get("removed"):
        return None
    codecs = codecs_of(cls)
    names = [name for name in codecs if name != "removed" and (shown is None or name in shown)]
    opened = {name: codecs[name].read(values.get(name)) for name in names}
    return Row(record_id, opened.get("person_id"), MappingProxyType(opened))
