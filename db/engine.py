"""Two connections to one encrypted file: a writer and a reader."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

# SQLite before this has the fault that can reset the write-ahead log under load.
OLDEST_SQLITE = (3, 51, 3)
READER_CACHE_KIB, WRITER_CACHE_KIB = 32 * 1024, 8 * 1024


class WrongKey(Exception):
    """The file cannot be read with this key: it is damaged, or it is not ours."""


class EngineTooOld(Exception):
    """The bundled SQLite is older than the oldest we trust."""


def check_version(version: tuple[int, ...] = sqlcipher3.sqlite_version_info) -> None:
    """Refuse an engine below SQLite 3.51.3."""
    if version < OLDEST_SQLITE:
        raise EngineTooOld(".".join(map(str, version)))


def make_engine(path: Path, key: bytes, *, writing: bool) -> Engine:
    """An engine with one connection. `key` is the raw 256-bit data key.

    A reading engine cannot write (`query_only`), so that a slip in a query is an error and not a change.
    """
    check_version()
    engine = create_engine(
        # The plain dialect on the SQLCipher driver: SQLAlchemy's own SQLCipher dialect sets a second,
        # empty key after ours and quotes passphrases, and we have none.
        "sqlite://",
        module=sqlcipher3,
        creator=_opener(path, key, writing=writing),
        # SQLAlchemy's default pool for this dialect crashed the interpreter with 16 threads.
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0 if writing else 1,
        hide_parameters=True,
    )
    event.listen(engine, "checkin", _clean)
    event.listen(engine, "begin", _begin_immediate if writing else _begin)
    return engine


def _opener(path: Path, key: bytes, *, writing: bool) -> Callable[[], Any]:
    def connect() -> Any:  # noqa: ANN401  (the driver has no types)
        raw = sqlcipher3.connect(str(path), check_same_thread=False, isolation_level=None)
        try:
            _prepare(raw, key, writing=writing)
        except sqlcipher3.OperationalError:
            # The disk's trouble (full, read-only, torn out), not the file's.
            raw.close()
            raise
        except sqlcipher3.DatabaseError as error:
            raw.close()
            raise WrongKey from error
        return raw

    return connect


def _prepare(raw: Any, key: bytes, *, writing: bool) -> None:  # noqa: ANN401
    cache = WRITER_CACHE_KIB if writing else READER_CACHE_KIB
    for pragma in (
        f"key = \"x'{key.hex()}'\"",
        "cipher_log_level = NONE",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "busy_timeout = 10000",
        "secure_delete = ON",
        "trusted_schema = OFF",
        # Without it INSERT OR REPLACE deletes a row past the trigger that refuses deletion.
        "recursive_triggers = ON",
        "temp_store = MEMORY",
        f"cache_size = -{cache}",
        f"query_only = {'OFF' if writing else 'ON'}",
    ):
        raw.execute(f"PRAGMA {pragma}").fetchall()
    raw.execute("SELECT count(*) FROM sqlite_master").fetchall()


def _clean(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # A COMMIT that fails on a deferred key leaves its transaction open, and the next user of the
    # pooled connection would stand in the middle of it.
    if getattr(raw, "in_transaction", False):
        raw.rollback()


def _begin_immediate(connection: Any) -> None:  # noqa: ANN401
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:  # noqa: ANN401
    connection.exec_driver_sql("BEGIN")
