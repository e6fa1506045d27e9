"""Everything that was written in a person's file: what, when, by whom; and the file as it stood on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.access import Access, Actor, is_own
from db.base import Record, journalled
from db.journal.change import Change
from db.journal.recorder import codecs_of
from db.models import Assignment, Course, PersonKey
from db.queries.of_person import belongs
from db.queries.records import Row, as_it_stood

# Keys and caseloads are the vault's own housekeeping, not the person's story.
UNTOLD = frozenset(cls.__tablename__ for cls in (Assignment, PersonKey))


@dataclass(frozen=True)
class Was:
    """One field of one save: its value, and the one before where there was one."""

    field: str
    value: Any
    before: Any = None
    had_before: bool = False
    erased: bool = False


@dataclass(frozen=True)
class Saved:
    """One record in one save, with the fields the asker may see."""

    record_type: str
    record_id: UUID
    at: int
    actor_id: UUID | None
    fields: tuple[Was, ...]


@dataclass(frozen=True)
class HistoryPage:
    """Saves, newest first, at most as many as were asked for; `more` says whether there are older ones."""

    saves: tuple[Saved, ...]
    more: bool
    # Course -> its name, for entries that name one.
    courses: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True)
class StoodPage:
    """Table -> rows as they stood on a day; tables without rows are left out."""

    rows: Mapping[str, tuple[Row, ...]]
    courses: tuple[tuple[UUID, str], ...] = ()


def person_history(
    session: Session, access: Access, actor: Actor, person_id: UUID, *, most: int
) -> HistoryPage:
    """The newest changes of a person's records, as the asker may see them; sealed values stay sealed."""
    seen = _seen(session, access, actor, person_id)
    found = session.scalars(
        select(Change)
        .where(belongs(Change, person_id), Change.record_type.in_(seen))
        .order_by(Change.counter.desc(), Change.id.desc())
        .limit(most + 1)
    ).all()
    earlier = _earlier(session, [change.record_id for change in found])
    saves = [_saved(change, seen[change.record_type], earlier) for change in found[:most]]
    return HistoryPage(tuple(one for one in saves if one.fields), len(found) > most, _courses(session))


def _seen(
    session: Session, access: Access, actor: Actor, person_id: UUID
) -> dict[str, tuple[type[Record], tuple[str, ...] | None]]:
    """Table -> its class and the fields the asker may see, for tables where that is something."""
    found: dict[str, tuple[type[Record], tuple[str, ...] | None]] = {}
    own = is_own(session, actor, person_id)
    for cls in journalled():
        if "person_id" not in cls.__table__.columns or cls.__tablename__ in UNTOLD:
            continue
        shown = access.fields(cls, access.level(actor, cls.category, own=own))
        if shown != ():
            found[cls.__tablename__] = (cls, shown)
    return found


def _earlier(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Change]]:
    """Record -> its changes, newest first."""
    found: dict[UUID, list[Change]] = {}
    rows = session.scalars(
        select(Change).where(Change.record_id.in_(set(ids))).order_by(Change.counter.desc())
    )
    for change in rows:
        found.setdefault(change.record_id, []).append(change)
    return found


def _saved(
    change: Change,
    seen: tuple[type[Record], tuple[str, ...] | None],
    earlier: Mapping[UUID, Sequence[Change]],
) -> Saved:
    cls, shown = seen
    older = [one for one in earlier[change.record_id] if one.counter < change.counter]
    names = change.commitments if change.fields is None else change.fields
    fields = tuple(
        _was(cls, name, change, older)
        for name in names
        if name in codecs_of(cls) and name != "person_id" and (shown is None or name in shown)
    )
    return Saved(change.record_type, change.record_id, change.at, change.actor_id, fields)


def _was(cls: type[Record], name: str, change: Change, older: Sequence[Change]) -> Was:
    if change.fields is None:
        return Was(name, None, erased=True)
    read = codecs_of(cls)[name].read
    before = next((one for one in older if one.fields is not None and name in one.fields), None)
    value = read(change.fields[name][1])
    if before is None or before.fields is None:
        return Was(name, value)
    return Was(name, value, read(before.fields[name][1]), had_before=True)


def file_as_it_stood(
    session: Session,
    access: Access,
    actor: Actor,
    person_id: UUID,
    *,
    kinds: Sequence[type[Record]],
    until_ms: int,
) -> StoodPage:
    """Records of these kinds as they stood before a moment; today's rights hold."""
    pages = {
        cls.__tablename__: as_it_stood(session, access, actor, cls, person_id, until_ms=until_ms).rows
        for cls in kinds
    }
    return StoodPage({table: rows for table, rows in pages.items() if rows}, _courses(session))


def _courses(session: Session) -> tuple[tuple[UUID, str], ...]:
    return tuple((row.id, row.label) for row in session.execute(select(Course.id, Course.label)))
