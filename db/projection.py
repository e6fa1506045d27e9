"""From changes to rows: the tables are a pure function of the set of changes.

The value of a field is what the maximal changes say: those that set it and that no later change of it
has seen. Where several stand, the one with the largest counter (then id) is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db.base import Record, journalled
from db.journal.change import Change
from db.journal.recorder import Touched, codecs_of
from db.models import Person, PersonLink, PersonRoot

Row = Mapping[str, Any]


def classes() -> dict[str, type[Record]]:
    """Record class by the name its changes carry."""
    return {cls.__tablename__: cls for cls in journalled()}


def order(change: Row) -> tuple[int, str]:
    """Display order: Lamport counter, then id. Wall clocks are never compared."""
    return change["counter"], change["id"].hex


def standing(changes: Iterable[Row]) -> dict[str, list[Row]]:
    """Field -> its maximal changes, in order, for the changes of one record."""
    ancestry: dict[str, frozenset[str]] = {}
    setters: dict[str, list[Row]] = {}
    for change in sorted(changes, key=order):
        mine = change["id"].hex
        seen = frozenset(change["parents"]).union(*(ancestry.get(p, frozenset()) for p in change["parents"]))
        ancestry[mine] = seen
        for name in change["fields"] or {}:
            setters[name] = [c for c in setters.get(name, []) if c["id"].hex not in seen] + [change]
    return setters


def state(changes: Sequence[Row]) -> dict[str, Any]:
    """Field -> journalled value of one record."""
    return {name: rivals[-1]["fields"][name][1] for name, rivals in standing(changes).items()}


def row_of(cls: type[Record], changes: Sequence[Row]) -> dict[str, Any]:
    """The table row that a record's changes make."""
    codecs = codecs_of(cls)
    values = state(changes)
    row = {name: codecs[name].read(values.get(name)) for name in codecs}
    row["removed"] = bool(row["removed"])
    newest = max(changes, key=order)
    return row | _false_where_unset(cls, row) | {"id": newest["record_id"], "last_change": newest["id"]}


def _false_where_unset(cls: type[Record], row: Row) -> dict[str, Any]:
    # A yes-or-no that was never set is no: the journal carries only what was set.
    columns = cls.__table__.columns
    return {
        name: False for name, value in row.items() if value is None and columns[name].type.python_type is bool
    }


def project(session: Session, changes: Sequence[Row]) -> Touched:
    """Write rows and changes of records that are not here yet, in one transaction; returns which.

    Rows come before their changes: the triggers accept a pointer only to a change not yet written.
    """
    by_record: dict[tuple[str, UUID], list[Row]] = {}
    for change in changes:
        by_record.setdefault((change["record_type"], change["record_id"]), []).append(change)
    rows: dict[type[Record], list[dict[str, Any]]] = {}
    known = classes()
    for (kind, _), own in by_record.items():
        rows.setdefault(known[kind], []).append(row_of(known[kind], own))
    for cls in sorted(rows, key=lambda cls: cls is not Person):
        session.execute(insert(cls), rows[cls])
    session.execute(insert(Change), [dict(change) for change in changes])
    return {cls: {row["id"] for row in own} for cls, own in rows.items()}


def refresh_roots(session: Session, new_people: set[UUID], links: set[UUID]) -> None:
    """Derive `person_root` anew for new people and for everybody a changed link reaches."""
    if new_people:
        known = set(session.scalars(select(PersonRoot.person_id).where(PersonRoot.person_id.in_(new_people))))
        fresh = [{"person_id": one, "root_id": one} for one in new_people - known]
        if fresh:
            session.execute(insert(PersonRoot), fresh)
    if links:
        _join(session, links)


def _join(session: Session, links: set[UUID]) -> None:
    ends = session.execute(select(PersonLink.one_id, PersonLink.other_id).where(PersonLink.id.in_(links)))
    reached = {end for pair in ends for end in pair}
    roots = session.scalars(select(PersonRoot.root_id).where(PersonRoot.person_id.in_(reached)))
    people = set(session.scalars(select(PersonRoot.person_id).where(PersonRoot.root_id.in_(set(roots)))))
    for person_id, root_id in components(session, people).items():
        session.execute(update(PersonRoot).where(PersonRoot.person_id == person_id).values(root_id=root_id))


def components(session: Session, people: set[UUID]) -> dict[UUID, UUID]:
    """Person -> root among these people, by the joins that stand; the chosen file, else the elder."""
    links = session.scalars(
        select(PersonLink)
        .where(PersonLink.removed.is_(False), PersonLink.state == "joined")
        .where(PersonLink.one_id.in_(people) | PersonLink.other_id.in_(people))
        .order_by(PersonLink.id)
    ).all()
    group = {person: {person} for person in people}
    for link in links:
        merged = group[link.one_id] | group[link.other_id]
        group.update(dict.fromkeys(merged, merged))
    return {person: _root(members, links) for person, members in group.items()}


def _root(members: set[UUID], links: Sequence[PersonLink]) -> UUID:
    # A link chooses only among those it belongs to: else what it says of others would count or not,
    # depending on which were looked at together.
    chosen = [link.chosen_id for link in links if link.one_id in members and link.chosen_id in members]
    return chosen[-1] if chosen else min(members)
