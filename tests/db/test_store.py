from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, Setting
from db.store import Closed, Store
from tests.db.dump import changes, tables
from tests.db.records import add_person
from tests.db.vaults import held_open


def people(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(Person.code)))


def test_a_block_that_ends_is_saved(store: Store) -> None:
    add_person(store, "AKT-A0001K")
    assert people(store) == ["AKT-A0001K"]


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_a_block_that_raises_leaves_everything_as_it_was(store: Store, error: type[BaseException]) -> None:
    add_person(store, "AKT-A0001K")
    before = tables(store), changes(store)

    def fail() -> None:
        with store.writing("fails", None) as session:
            session.add(Person(code="AKT-A0002K"))
            session.add(Setting(user_id=session.scalars(select(Person.id)).first(), name="a", value="b"))
            session.flush()
            raise error

    with pytest.raises(error):
        fail()
    assert (tables(store), changes(store)) == before
    with store.reading() as session:
        assert session.scalars(select(Setting)).all() == []
    add_person(store, "AKT-A0003K")
    assert people(store) == ["AKT-A0001K", "AKT-A0003K"]


def test_what_was_written_is_usable_after_the_block(store: Store) -> None:
    with store.writing("open", None) as session:
        person = Person(code="AKT-A0001K")
        session.add(person)
    assert person.code == "AKT-A0001K"
    assert person.id is not None


def test_reading_while_writing_sees_what_was_saved_before(store: Store) -> None:
    with store.writing("open", None) as session:
        session.add(Person(code="AKT-A0001K"))
        session.flush()
        assert people(store) == []
    assert people(store) == ["AKT-A0001K"]


@pytest.mark.parametrize("use", [lambda s: s.reading(), lambda s: s.writing("late", None)])
def test_a_closed_store_refuses_and_connects_no_more(
    store: Store, use: Callable[[Store], AbstractContextManager[Session]]
) -> None:
    add_person(store)
    store.close()
    with pytest.raises(Closed), use(store):
        pass


def test_closing_lets_go_of_every_file_and_twice_is_harmless(store: Store, tmp_path: Path) -> None:
    add_person(store)
    people(store)
    assert len(held_open(tmp_path)) >= 2
    store.close()
    store.close()
    assert held_open(tmp_path) == []
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["umid.db"]


def test_two_stores_do_not_share_anything(new_store: Callable[[], Store]) -> None:
    one, other = new_store(), new_store()
    add_person(one)
    assert (len(people(one)), len(people(other))) == (1, 0)
