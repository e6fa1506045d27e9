"""A disk that is full or refuses a write: one kind of error, nothing changed, and the next try works."""

import os
import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from db.clock import Clock
from db.ids import uuid7
from db.models import OwnWords
from db.store import Store
from tests.db.dump import changes, tables
from tests.db.faults import in_child, wait_for
from tests.db.records import DAY, KEY, add_name, add_person, rename

PAGE = 4096
LARGE = "слово за словом " * 1200


def say(store: Store, person_id: UUID, words: str) -> None:
    with store.writing("say", None) as session:
        session.add(OwnWords(person_id=person_id, happened_on=DAY, words=words))


def pages(store: Store) -> int:
    return int(run(store, "PRAGMA page_count"))


def limit(store: Store, most: int) -> None:
    """The database may grow to so many pages, as on a disk that is full then."""
    assert run(store, f"PRAGMA max_page_count = {most}") == most


def run(store: Store, statement: str) -> int:
    with store._engines[0].connect() as connection:
        return int(connection.execute(text(statement)).scalar_one())


def everything(store: Store) -> tuple[object, object]:
    return tables(store), changes(store)


def name_of(error: DBAPIError) -> str:
    """What SQLite calls it."""
    return str(getattr(error.orig, "sqlite_errorname", ""))


def refused_as_full(store: Store, save: Callable[[], object]) -> None:
    """A save that finds the disk full, says so and changes nothing."""
    before = everything(store)
    with pytest.raises(OperationalError) as caught:
        save()
    assert name_of(caught.value) == "SQLITE_FULL"
    assert LARGE[:9] not in str(caught.value)
    assert everything(store) == before


def test_on_a_full_disk_a_save_is_refused_and_works_when_there_is_room(store: Store) -> None:
    person_id = add_person(store)
    limit(store, pages(store))
    refused_as_full(store, lambda: say(store, person_id, LARGE))
    limit(store, 1_000_000)
    say(store, person_id, LARGE)
    assert [change["number"] for change in changes(store)] == [1, 2]
    assert len(tables(store)["own_words"]) == 1


def test_on_a_full_disk_what_was_saved_is_read_and_a_small_save_may_still_fit(store: Store) -> None:
    person_id = add_person(store)
    name_id = add_name(store, person_id, "One")
    limit(store, pages(store))
    refused_as_full(store, lambda: say(store, person_id, LARGE))
    rename(store, name_id, "Two")
    assert [change["number"] for change in changes(store)] == [1, 2, 3]


def test_at_every_page_at_which_the_disk_may_be_full_nothing_is_half_saved(store: Store) -> None:
    person_id = add_person(store)
    first = pages(store)
    say(store, person_id, LARGE)
    needed = pages(store) - first
    assert needed > 5
    for room in range(needed - 1):
        limit(store, pages(store) + room)
        refused_as_full(store, lambda: say(store, person_id, LARGE * 2))
    limit(store, 1_000_000)
    say(store, person_id, LARGE)
    with store._engines[0].connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def save_until_refused(path: Path, told: int) -> None:
    """In a child whose files may not grow: what happened, as words on a pipe."""
    # Without this, the system ends a process that writes past its limit.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = Store(path, KEY, incarnation_id=uuid7(), clock=Clock())
    person_id = add_person(store)
    before = everything(store)
    log = path.with_name(path.name + "-wal").stat().st_size
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log + PAGE, hard))
    try:
        say(store, person_id, LARGE)
    except OperationalError as error:
        os.write(told, f"{name_of(error)[:12]} ".encode())
    os.write(told, b"unchanged " if everything(store) == before else b"changed ")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    say(store, person_id, LARGE)
    os.write(told, f"{len(changes(store))} changes".encode())
    store.close()


def test_a_write_that_the_system_refuses_changes_nothing_and_the_next_one_is_saved(
    empty_database: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(empty_database, tmp_path / "umid.db"))
    told, tell = os.pipe()
    child = in_child(lambda: save_until_refused(path, tell))
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        assert pipe.read() == b"SQLITE_IOERR unchanged 2 changes"
    assert wait_for(child) == 0
