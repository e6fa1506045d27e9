"""Killed at any moment, Umid has lost no save that it acknowledged, and has kept none in part."""

import secrets
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from db.ids import uuid7
from tests.crash.killing import Vault, look, look_closely
from tests.crash.saving import open_store, save
from tests.db.conftest import empty_database
from tests.house.source import ROOT

__all__ = ["empty_database"]
KILLS, WHOLE = 100, 10


@pytest.mark.timeout(300)
def test_100_kills_lose_no_acknowledged_save_and_tear_none(empty_database: Path, tmp_path: Path) -> None:
    seed = secrets.randbits(32)
    words = [str(empty_database), str(tmp_path), str(KILLS), str(WHOLE), str(seed)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.killing", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
    )
    print(f"seed {seed}", done.stdout, done.stderr)  # noqa: T201 - what a failure is repeated with
    assert done.returncode == 0
    acknowledged, _ = map(int, done.stdout.split())
    # Else the processes were killed before they did anything, and this has shown nothing.
    assert acknowledged >= KILLS // 2


# A checker that notices no planted fault proves nothing.


@pytest.fixture
def saved(empty_database: Path, tmp_path: Path) -> Vault:
    """Three acknowledged saves."""
    vault = Vault(Path(shutil.copy(empty_database, tmp_path / "umid.db")))
    with closing(open_store(vault.path)) as store:
        for _ in range(3):
            person_id = UUID(int=uuid7().int // 5 * 5 + 3)  # with four names
            with store.writing("save", None) as session:
                save(session, person_id)
            vault.acknowledged.add(person_id)
    return vault


def plant(vault: Vault, *statements: str) -> None:
    """Run SQL past the triggers."""
    with closing(open_store(vault.path)) as store:
        raw = store._engines[0].raw_connection()
        cursor = raw.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            cursor.execute(statement)
        raw.close()


def test_saves_that_are_whole_pass(saved: Vault, empty_database: Path) -> None:
    look(saved)
    look_closely(saved.path, empty_database)
    assert saved.found == set()


def test_one_save_that_was_not_acknowledged_is_kept_in_mind(saved: Vault) -> None:
    last = saved.acknowledged.pop()
    look(saved)
    assert saved.found == {last}


def test_a_lost_save_is_noticed(saved: Vault) -> None:
    saved.acknowledged.add(uuid7())
    with pytest.raises(AssertionError, match="is gone"):
        look(saved)


def test_two_saves_that_nobody_acknowledged_are_noticed(saved: Vault) -> None:
    saved.acknowledged.pop()
    saved.acknowledged.pop()
    with pytest.raises(AssertionError, match="under way"):
        look(saved)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM name WHERE rowid = 2",
        "UPDATE name SET surname = 'other' WHERE rowid = 2",
        "DELETE FROM own_words WHERE rowid = 1",
        "UPDATE household SET label = 'other'",
        "DELETE FROM change WHERE number = 4",
        "UPDATE change SET number = 99 WHERE number = 4",
        "UPDATE change SET actor_id = zeroblob(16) WHERE number = 4",
        """UPDATE change SET fields = '{"surname": ["salt", "other"]}' WHERE number = 4""",
        "UPDATE name SET last_change = x'00' WHERE rowid = 2",
    ],
)
def test_a_torn_save_is_noticed(saved: Vault, statement: str) -> None:
    plant(saved, statement)
    with pytest.raises(AssertionError):
        look(saved)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE name SET given = 'other' WHERE rowid = 2",
        "DELETE FROM person_root",
        "DELETE FROM find_key WHERE row = 1",
    ],
)
def test_a_table_that_the_journal_does_not_explain_is_noticed(
    saved: Vault, empty_database: Path, statement: str
) -> None:
    plant(saved, statement)
    with pytest.raises((AssertionError, DatabaseError)):
        look_closely(saved.path, empty_database)


def test_a_changed_byte_is_noticed(saved: Vault) -> None:
    plant(saved, "PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(saved.path.read_bytes())
    data[len(data) // 4096 // 2 * 4096 + 99] ^= 1
    saved.path.write_bytes(data)
    with pytest.raises((AssertionError, DatabaseError)):
        look(saved)


def test_the_triggers_alone_are_not_missed(saved: Vault) -> None:
    plant(saved)
    look(saved)
    with closing(open_store(saved.path)) as store, store.reading() as session:
        count = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        assert session.execute(text(count)).scalar() == 0
