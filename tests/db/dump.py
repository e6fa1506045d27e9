"""A vault's rows as plain values, to compare two of them."""

from typing import Any

from sqlalchemy import select

from db.base import Base, journalled
from db.journal.canonical import change_hash, commitment
from db.journal.change import Change
from db.models import PersonRoot
from db.search import FindKey
from db.store import Store


def tables(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every journalled table and everything derived, in key order."""
    return {name: _rows(store, cls) for name, cls in _wanted().items()}


def changes(store: Store) -> list[dict[str, Any]]:
    """The journal as plain rows, in its own order."""
    with store.reading() as session:
        found = session.execute(select(Change.__table__).order_by(Change.counter, Change.id))
        return [dict(row) for row in found.mappings()]


def assert_chained(journal: list[dict[str, Any]]) -> None:
    """Numbers without a gap, counters that grow, hashes and commitments that fit."""
    previous, counter = None, 0
    for number, change in enumerate(journal, start=1):
        assert change["number"] == number
        assert change["counter"] > counter
        assert change["previous_hash"] == previous
        assert change["hash"] == change_hash(change)
        assert change["commitments"] == {n: commitment(*pair) for n, pair in change["fields"].items()}
        previous, counter = change["hash"], change["counter"]


def _wanted() -> dict[str, type[Base]]:
    wanted: list[type[Base]] = [*journalled(), PersonRoot, FindKey]
    return {cls.__tablename__: cls for cls in wanted}


def _rows(store: Store, cls: type[Base]) -> list[tuple[Any, ...]]:
    columns = [column for column in cls.__table__.columns if column.key != "row"]
    with store.reading() as session:
        return sorted((tuple(row) for row in session.execute(select(*columns))), key=repr)
