"""The database itself refuses a write that the journal does not know of."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, null, select, text, update
from sqlalchemy.exc import IntegrityError

from db.base import journalled
from db.ids import uuid7
from db.journal.canonical import change_hash
from db.journal.change import Change
from db.journal.triggers import KEPT, statements
from db.models import Name, Person
from db.store import Store
from tests.db.dump import changes, tables
from tests.db.records import add_name, add_person, rename

REFUSAL = "journal: a write without a change is refused"


def refused(store: Store, statement: str, **values: Any) -> None:
    """Run raw SQL that must be refused by a trigger and change nothing."""
    before = tables(store), changes(store)
    with pytest.raises(IntegrityError, match=REFUSAL), store.writing("raw", None) as session:
        session.execute(text(statement), values)
    assert (tables(store), changes(store)) == before


@pytest.fixture
def name_id(store: Store) -> UUID:
    return add_name(store, add_person(store), "One")


def test_every_journalled_table_and_the_journal_itself_is_guarded() -> None:
    guarded = statements(cls.__tablename__ for cls in journalled())
    acts = ("insert_journalled", "update_journalled", "delete_refused")
    wanted = {f"{cls.__tablename__}_{act}" for cls in journalled() for act in acts}
    assert set(guarded) == wanted | {"change_delete_refused", "change_update_refused"}


# Rows.


def test_an_insert_that_names_no_change_is_refused(store: Store) -> None:
    refused(store, "INSERT INTO person (id, code) VALUES (x'00', 'AKT-A0001K')")


def test_an_insert_that_names_an_old_change_is_refused(store: Store, name_id: UUID) -> None:
    refused(
        store,
        "INSERT INTO person (id, last_change, code) SELECT x'00', last_change, 'AKT-A0009K' FROM name "
        "WHERE id = :id",
        id=name_id.bytes,
    )


def test_an_insert_that_names_a_change_nobody_writes_is_refused_at_commit(store: Store) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), store.writing("core", None) as session:
        session.execute(
            insert(Person).values(id=uuid7(), last_change=uuid7(), code="AKT-A0001K", removed=False)
        )
    assert tables(store)["person"] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE name SET surname = 'Two'",
        "UPDATE name SET removed = 1",
        "UPDATE name SET surname = 'Two', last_change = NULL",
        "UPDATE name SET surname = 'Two', last_change = (SELECT id FROM change ORDER BY counter LIMIT 1)",
        "UPDATE OR IGNORE name SET surname = 'Two'",
        "DELETE FROM name",
        "DELETE FROM name WHERE removed",
        """INSERT OR REPLACE INTO name (id, last_change, person_id, kind, script, removed)
        SELECT id, x'00', person_id, kind, script, 0 FROM name""",
    ],
)
def test_a_raw_write_to_a_row_is_refused(store: Store, name_id: UUID, statement: str) -> None:
    with store.writing("remove", None) as session:
        session.get_one(Name, name_id).removed = "removed" in statement
    refused(store, statement)


def test_an_update_that_names_a_change_nobody_writes_is_refused_at_commit(
    store: Store, name_id: UUID
) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), store.writing("core", None) as session:
        session.execute(text("UPDATE name SET surname = 'Two', last_change = x'00'"))
    with store.reading() as session:
        assert session.get_one(Name, name_id).surname == "One"


# The journal.


@pytest.mark.parametrize("fields", ["", ", fields = 'null'", ", fields = NULL"])
def test_nothing_but_the_values_of_a_change_can_be_touched(store: Store, name_id: UUID, fields: str) -> None:
    before = changes(store)
    assert name_id in {change["record_id"] for change in before}
    assert {*KEPT, "fields"} == set(before[0])
    for column in KEPT:
        statement = text(f"UPDATE change SET \"{column}\" = x'0102' {fields}")  # noqa: S608 - our own names
        with pytest.raises(IntegrityError, match=REFUSAL), store.writing("raw", None) as session:
            session.execute(statement)
    assert changes(store) == before


def test_values_of_a_change_cannot_be_replaced(store: Store, name_id: UUID) -> None:
    assert name_id in {change["record_id"] for change in changes(store)}
    refused(store, """UPDATE change SET fields = '{"surname": ["salt", "Two"]}'""")
    refused(store, "UPDATE change SET fields = fields")


def test_a_change_never_goes(store: Store, name_id: UUID) -> None:
    assert name_id in {change["record_id"] for change in changes(store)}
    refused(store, "DELETE FROM change")
    refused(store, "INSERT OR REPLACE INTO change SELECT * FROM change")


@pytest.mark.parametrize("nothing", [None, null()])
def test_the_values_of_a_change_can_be_erased_and_its_hash_still_fits(
    store: Store, name_id: UUID, nothing: Any
) -> None:
    rename(store, name_id, "Two")
    with store.writing("erase", None) as session:
        session.execute(update(Change).where(Change.record_id == name_id).values(fields=nothing))
    for change in changes(store):
        assert (change["fields"] is None) == (change["record_id"] == name_id)
        assert change["commitments"] != {}
        assert change["hash"] == change_hash(change)
    with store.reading() as session:
        assert session.scalars(select(Name.surname)).one() == "Two"


def test_an_erased_change_cannot_be_filled_again(store: Store, name_id: UUID) -> None:
    with store.writing("erase", None) as session:
        session.execute(update(Change).where(Change.record_id == name_id).values(fields=None))
    refused(store, """UPDATE change SET fields = '{"surname": ["salt", "One"]}'""")
