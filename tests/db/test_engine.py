import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlcipher3
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from db.engine import OLDEST_SQLITE, EngineTooOld, WrongKey, check_version, make_engine
from db.ids import uuid7
from db.models import Name, Person
from db.store import Store
from tests.db.records import KEY, add_name, add_person

SENTINEL = "Невидимова Zvezdochka"


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_database, tmp_path / "umid.db"))


@pytest.fixture
def writer(path: Path) -> Iterator[Engine]:
    engine = make_engine(path, KEY, writing=True)
    yield engine
    engine.dispose()


@pytest.fixture
def reader(path: Path) -> Iterator[Engine]:
    engine = make_engine(path, KEY, writing=False)
    yield engine
    engine.dispose()


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def insert_person(connection: Connection, last_change: bytes) -> None:
    connection.execute(
        text("INSERT INTO person (id, last_change, code) VALUES (:id, :change, 'AKT-A0001K')"),
        {"id": uuid7().bytes, "change": last_change},
    )


def codes(session: Session) -> list[str]:
    return list(session.scalars(select(Person.code).order_by(Person.code)))


# The engine and the key.


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 50, 9), (2, 99, 99)])
def test_an_engine_below_3_51_3_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(EngineTooOld):
        check_version(version)


def test_the_bundled_engine_is_new_enough() -> None:
    assert sqlcipher3.sqlite_version_info >= OLDEST_SQLITE == (3, 51, 3)
    check_version((3, 51, 3))
    check_version()


@pytest.mark.parametrize("key", [bytes(32), KEY[:-1] + b"\xff"])
def test_with_another_key_the_file_does_not_open_and_nothing_is_logged(
    path: Path, key: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongKey):
        make_engine(path, key, writing=True).connect()
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_no_database_does_not_open(tmp_path: Path) -> None:
    (tmp_path / "umid.db").write_bytes(b"a text file, long enough for a page. " * 200)
    with pytest.raises(WrongKey):
        make_engine(tmp_path / "umid.db", KEY, writing=True).connect()


def test_a_folder_that_is_gone_is_the_disks_trouble_and_not_a_wrong_key(tmp_path: Path) -> None:
    with pytest.raises(OperationalError, match="unable to open"):
        make_engine(tmp_path / "gone" / "umid.db", KEY, writing=True).connect()


def test_a_changed_byte_in_a_page_is_found_when_the_page_is_read(path: Path, writer: Engine) -> None:
    with writer.connect() as connection:
        page = connection.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'stay'")).scalar_one()
    writer.dispose()
    data = bytearray(path.read_bytes())
    data[4096 * (page - 1) + 100] ^= 1
    path.write_bytes(data)
    with writer.connect() as connection, pytest.raises(DatabaseError, match="malformed"):
        connection.execute(text("SELECT * FROM stay"))


# How connections are set.


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("recursive_triggers", 1),
        ("temp_store", 2),
    ],
)
def test_both_connections_have_the_safe_settings(
    writer: Engine, reader: Engine, name: str, value: object
) -> None:
    assert (pragma(writer, name), pragma(reader, name)) == (value, value)


def test_the_reader_has_the_larger_cache(writer: Engine, reader: Engine) -> None:
    assert (pragma(writer, "cache_size"), pragma(reader, "cache_size")) == (-8 * 1024, -32 * 1024)


def test_the_pool_is_the_one_that_threads_may_share(writer: Engine, reader: Engine) -> None:
    assert isinstance(writer.pool, QueuePool)
    assert isinstance(reader.pool, QueuePool)


def test_extensions_cannot_be_loaded(writer: Engine) -> None:
    with writer.connect() as connection, pytest.raises(OperationalError, match="not authorized"):
        connection.execute(text("SELECT load_extension('anything')"))


@pytest.mark.parametrize("statement", ["DELETE FROM setting", "CREATE TABLE x (y)", "DROP TABLE setting"])
def test_the_reading_connection_cannot_write(reader: Engine, statement: str) -> None:
    with reader.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text(statement))


def test_a_value_never_stands_in_an_error(writer: Engine) -> None:
    with writer.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": SENTINEL})
    assert SENTINEL not in str(caught.value)


# Transactions.


def test_a_write_transaction_takes_its_lock_at_the_beginning(path: Path, writer: Engine) -> None:
    other = make_engine(path, KEY, writing=True)
    raw = other.raw_connection()
    raw.cursor().execute("PRAGMA busy_timeout = 0")
    raw.close()
    try:
        with writer.begin(), pytest.raises(OperationalError, match="locked"), other.begin():
            pass
        with other.begin() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1
    finally:
        other.dispose()


def test_a_reader_sees_one_moment_until_it_ends(store: Store) -> None:
    with store.reading() as session:
        assert codes(session) == []
        add_person(store, "AKT-A0001K")
        assert codes(session) == []
    with store.reading() as session:
        assert codes(session) == ["AKT-A0001K"]


def test_a_commit_refused_for_a_deferred_key_leaves_no_open_transaction(writer: Engine) -> None:
    # Of a deferred key the database speaks only at COMMIT, and leaves the transaction open; SQLAlchemy
    # then believes that it is over and returns the connection to the pool as it is.
    connection = writer.connect()
    transaction = connection.begin()
    insert_person(connection, uuid7().bytes)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        transaction.commit()
    connection.close()
    raw = writer.raw_connection()
    try:
        assert raw.driver_connection is not None
        assert not raw.driver_connection.in_transaction
    finally:
        raw.close()
    with writer.begin() as again:
        assert again.execute(text("SELECT count(*) FROM person")).scalar() == 0


def test_after_a_refused_commit_the_next_service_saves(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing("wrong", None) as session:
        session.execute(
            text("INSERT INTO person (id, last_change, code) VALUES (x'00', x'01', 'AKT-A0009K')")
        )
    add_person(store, "AKT-A0002K")
    with store.reading() as session:
        assert codes(session) == ["AKT-A0002K"]


def test_a_reference_to_nobody_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        add_name(store, uuid7(), "Ivanov")


def test_16_threads_share_one_writer_and_its_readers(store: Store) -> None:
    ready = threading.Barrier(16)

    def work(thread: int) -> None:
        ready.wait()
        for number in range(4):
            add_person(store, f"AKT-A{thread:02}{number:02}K")
            with store.reading() as session:
                assert f"AKT-A{thread:02}{number:02}K" in codes(session)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(16)))
    with store.reading() as session:
        assert len(codes(session)) == 64


# On the disk.


def test_nothing_that_was_written_can_be_read_on_the_disk(
    store: Store, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    add_name(store, add_person(store, "AKT-A0077K"), SENTINEL)
    with store.reading() as session:
        assert session.scalars(select(Name.surname)).one() == SENTINEL
    found = {path.name: path.read_bytes() for path in tmp_path.rglob("umid.db*")}
    assert len(found["umid.db-wal"]) > 4096, "while the database is open, the write is in the log"
    store.close()
    found["after closing"] = next(tmp_path.rglob("umid.db")).read_bytes()
    for name, data in found.items():
        for word in ("Невидимова", "Zvezdochka", "AKT-A0077K", "SQLite format", "surname", "zvezdochka"):
            for encoding in ("utf-8", "utf-16-le"):
                assert word.encode(encoding) not in data, (name, word)
    assert capfd.readouterr().err == ""
