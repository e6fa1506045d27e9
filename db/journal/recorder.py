"""Writes the journal while a service works: one change per touched record and transaction.

`before_flush` gives a touched record a fresh change id and notes the changed names; `before_commit`
writes each change once, from the values then in the row.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction
from sqlalchemy.orm.base import NO_VALUE
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from db.base import Record, fields_of, journalled, with_merge_group
from db.clock import Clock
from db.ids import uuid7
from db.journal.canonical import change_hash, commitment
from db.journal.change import SCHEMA_VERSION, Change
from db.types import Codec, codec

KEY = "recorder"
SALT = 16  # bytes
Touched = dict[type[Record], set[UUID]]


@dataclass
class Recorder:
    """Who writes, where and under which verb; lives for one transaction of one session."""

    incarnation_id: UUID
    actor_id: UUID | None
    verb: str
    clock: Clock
    derive: Callable[[Session, Touched], None]
    group_id: UUID = field(default_factory=uuid7)
    # Record -> (change id, names set so far). A dict keeps the order of first touch.
    touched: dict[Record, tuple[UUID, set[str]]] = field(default_factory=dict)
    written: tuple[int, bytes] | None = None

    def kinds(self) -> frozenset[str]:
        """Table names of what this transaction changed."""
        return frozenset(record.__tablename__ for record in self.touched)


def listen(session_class: type[Session]) -> None:
    """Attach the journal to a class of sessions."""
    event.listen(session_class, "before_flush", _before_flush)
    event.listen(session_class, "before_commit", _before_commit)
    event.listen(session_class, "after_transaction_create", _refuse_savepoints)
    event.listen(session_class, "do_orm_execute", _refuse_bulk)


def recorder_of(session: Session) -> Recorder:
    """The recorder of a writing session; a reading session has none and may not write."""
    recorder = session.info.get(KEY)
    if not isinstance(recorder, Recorder):
        raise TypeError("this session is for reading")
    return recorder


def _refuse_savepoints(_session: Session, transaction: SessionTransaction) -> None:
    # Rolled back to one, the rows would be gone and their changes would still be written.
    if transaction.nested:
        raise TypeError("a service is one transaction, without savepoints")


def _refuse_bulk(state: ORMExecuteState) -> None:
    # The triggers let a second write of a touched row pass; this one would go round the journal.
    if not (state.is_update or state.is_delete):
        return
    name = getattr(getattr(state.statement, "table", None), "name", None)
    if any(cls.__tablename__ == name for cls in journalled()):
        raise TypeError(f"rows of {name} are changed one by one, so that the journal sees it")


def _before_flush(session: Session, _context: object, _instances: object) -> None:
    for record in session.deleted:
        if isinstance(record, Record):
            raise TypeError(f"a {record.__tablename__} is removed by its field, never deleted")
    for record in session.new:
        if isinstance(record, Record):
            _touch(session, record, _set_names(record))
    for record in session.dirty:
        if isinstance(record, Record) and (names := _changed_names(record)):
            _touch(session, record, with_merge_group(type(record), names))


def _touch(session: Session, record: Record, names: set[str]) -> None:
    recorder = recorder_of(session)
    change_id, known = recorder.touched.setdefault(record, (uuid7(), set()))
    known |= names
    record.last_change = change_id


def _set_names(record: Record) -> set[str]:
    if inspect(record).attrs.id.loaded_value in (None, NO_VALUE):
        record.id = uuid7()
    _set_defaults(record)
    # Nothing and no are what a row has anyway; zero is a fact.
    said = {name: getattr(record, name) for name in fields_of(type(record))}
    return {name for name, value in said.items() if value is not None and value is not False}


def _set_defaults(record: Record) -> None:
    # Now rather than at the INSERT, which the journal would not see.
    for column in record.__table__.columns:
        if isinstance(column.default, ScalarElementColumnDefault) and getattr(record, column.key) is None:
            setattr(record, column.key, column.default.arg)


def _changed_names(record: Record) -> set[str]:
    state = inspect(record)
    return {name for name in fields_of(type(record)) if state.attrs[name].history.has_changes()}


def _before_commit(session: Session) -> None:
    recorder = session.info.get(KEY)
    if not isinstance(recorder, Recorder):
        return
    session.flush()
    if not recorder.touched:
        return
    rows = build_changes(session, recorder)
    session.connection().execute(insert(Change), rows)
    recorder.derive(session, _by_class(recorder.touched))
    recorder.written = (rows[-1]["number"], rows[-1]["hash"])


def _by_class(records: Iterable[Record]) -> Touched:
    found: Touched = {}
    for record in records:
        found.setdefault(type(record), set()).add(record.id)
    return found


def build_changes(session: Session, recorder: Recorder) -> list[dict[str, Any]]:
    """The journal rows of this transaction, numbered and chained."""
    number, previous = last_of(session, recorder.incarnation_id)
    counter = highest_counter(session)
    heads = heads_of(session, [record.id for record in recorder.touched])
    rows: list[dict[str, Any]] = []
    for record, (change_id, names) in recorder.touched.items():
        number, counter = number + 1, counter + 1
        row = _row(recorder, record, change_id, names) | {
            "number": number,
            "counter": counter,
            "parents": heads.get(record.id, []),
            "previous_hash": previous,
        }
        row["hash"] = previous = change_hash(row)
        rows.append(row)
    return rows


def _row(recorder: Recorder, record: Record, change_id: UUID, names: set[str]) -> dict[str, Any]:
    fields = values_of(record, names)
    return {
        "id": change_id,
        "incarnation_id": recorder.incarnation_id,
        "group_id": recorder.group_id,
        "verb": recorder.verb,
        "record_type": record.__tablename__,
        "record_id": record.id,
        "category": category_of(record),
        "person_id": getattr(record, "person_id", None),
        "at": recorder.clock.now_ms(),
        "actor_id": recorder.actor_id,
        "schema_version": SCHEMA_VERSION,
        "fields": fields,
        "commitments": {name: commitment(salt, value) for name, (salt, value) in fields.items()},
    }


def category_of(record: Record) -> str:
    """A record's category; the carriers (task, attachment, ...) have it in a column set once."""
    of_what = getattr(record, "of_category", None)
    return str(of_what or record.category)


def values_of(record: Record, names: set[str]) -> dict[str, list[Any]]:
    """{field: [salt, value]} from what now stands in the row."""
    codecs = codecs_of(type(record))
    salts = secrets.token_hex(SALT * len(names))
    return {
        name: [salts[2 * SALT * n : 2 * SALT * (n + 1)], codecs[name].write(getattr(record, name))]
        for n, name in enumerate(sorted(names))
    }


@lru_cache(maxsize=256)
def codecs_of(cls: type[Record]) -> dict[str, Codec]:
    """How each field of a record class is journalled."""
    return {name: codec(cls.__table__.columns[name].type) for name in fields_of(cls)}


def last_of(session: Session, incarnation_id: UUID) -> tuple[int, bytes | None]:
    """Number and hash of an incarnation's newest change; (0, None) before the first."""
    found = session.execute(
        select(Change.number, Change.hash)
        .where(Change.incarnation_id == incarnation_id)
        .order_by(Change.number.desc())
        .limit(1)
    ).one_or_none()
    return (0, None) if found is None else (found.number, found.hash)


def highest_counter(session: Session) -> int:
    """The largest Lamport counter seen here, own or received."""
    return session.scalar(select(Change.counter).order_by(Change.counter.desc()).limit(1)) or 0


def heads_of(session: Session, record_ids: list[UUID]) -> dict[UUID, list[str]]:
    """Changes of each record that no later change of it has seen, as ordered hexadecimal ids."""
    changes: dict[UUID, set[str]] = {}
    seen: set[str] = set()
    for start in range(0, len(record_ids), 500):
        chosen = record_ids[start : start + 500]
        for row in session.execute(
            select(Change.id, Change.record_id, Change.parents).where(Change.record_id.in_(chosen))
        ):
            changes.setdefault(row.record_id, set()).add(row.id.hex)
            seen.update(row.parents)
    return {record_id: sorted(ids - seen) for record_id, ids in changes.items()}
