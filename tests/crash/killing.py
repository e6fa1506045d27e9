"""Kills saving processes at random moments and looks at what they left.

    python -m tests.crash.killing EMPTY_DATABASE FOLDER KILLS WHOLE_PROCESSES SEED

This is the warm parent: it has imported what a child needs, without Qt, and forks.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.models import Household, Name, OwnWords, Person
from db.projection import project
from db.search import derive
from tests.crash.saving import expected_names, expected_words, open_store, save_for_ever
from tests.db.dump import assert_chained, changes, tables
from tests.db.faults import in_child, wait_for

KILLS_PER_DATABASE = 20
# Seconds from the first save; a child opens its store and saves for the first time in about as long.
LONGEST_LIFE = 0.12
AT_WORK = 0.75


@dataclass
class Vault:
    """One database through several kills, and what it must hold."""

    path: Path
    acknowledged: set[UUID] = field(default_factory=set)
    # Saved, but killed before it could say so; from the next look on it must stay.
    found: set[UUID] = field(default_factory=set)


def kill_many(empty: Path, folder: Path, *, kills: int, whole: int, seed: int) -> tuple[int, int]:
    """Kill so many forks, and so many whole processes; returns saves acknowledged and saves found.

    Raises AssertionError when something that was acknowledged is gone, or anything is torn.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not keys
    plan = chance.sample([False] * (kills - whole) + [True] * whole, kills)
    totals = [0, 0]
    for start in range(0, kills, KILLS_PER_DATABASE):
        vault = Vault(Path(shutil.copy(empty, folder / f"{seed}-{start}.db")))
        for as_process in plan[start : start + KILLS_PER_DATABASE]:
            saved = kill_one(vault, chance, as_process=as_process)
            vault.acknowledged |= saved
            look(vault)
        look_closely(vault.path, empty)
        totals = [totals[0] + len(vault.acknowledged), totals[1] + len(vault.found)]
        for left in folder.glob(f"{vault.path.name}*"):
            left.unlink()
    return totals[0], totals[1]


def kill_one(vault: Vault, chance: random.Random, *, as_process: bool) -> set[UUID]:
    """Start one process, kill it at a random moment; the saves it acknowledged."""
    begin = whole_process if as_process else fork
    with begin(vault.path, chance.getrandbits(32)) as (process_id, told):
        # Some are killed while they open the database, most while they save.
        said = os.read(told, 16) if as_process or chance.random() < AT_WORK else b""
        time.sleep(chance.random() * LONGEST_LIFE)
        os.kill(process_id, signal.SIGKILL)
        said += b"".join(iter(partial(os.read, told, 65536), b""))
    # A write of 16 bytes to a pipe is never torn.
    return {UUID(bytes=said[place : place + 16]) for place in range(0, len(said), 16)}


@contextmanager
def fork(path: Path, seed: int) -> Iterator[tuple[int, int]]:
    """A child of this process that saves for ever; its number and the pipe it tells on."""
    told, tell = os.pipe()
    child = in_child(partial(save_for_ever, path, tell, seed))
    os.close(tell)
    try:
        yield child, told
    finally:
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(wait_for(child)), "the child ended by itself"
        os.close(told)


@contextmanager
def whole_process(path: Path, seed: int) -> Iterator[tuple[int, int]]:
    """A process of its own that saves for ever; its number and the pipe it tells on."""
    words = [sys.executable, "-m", "tests.crash.saving", str(path), str(seed)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield process.pid, process.stdout.fileno()
        finally:
            process.kill()
    assert process.returncode == -signal.SIGKILL, "the process ended by itself"


# What must hold after a kill.


def look(vault: Vault) -> None:
    """Nothing acknowledged is gone, nothing is torn, at most one save is there that was not acknowledged."""
    with closing(open_store(vault.path)) as store, store.reading() as session:
        people = session.scalars(select(Person.id).order_by(Person.id)).all()
        here = set(people)
        assert vault.acknowledged <= here, "an acknowledged save is gone"
        assert vault.found <= here, "a save that was seen is gone"
        new = here - vault.acknowledged - vault.found
        assert len(new) <= 1, "more was saved than the one that was under way"
        vault.found |= new
        look_at_contents(session, here)
        assert session.scalars(select(Household.label)).all() == [one.hex for one in people[-1:]]
        look_at_pages(session)
        assert_chained(changes(store))


def look_at_contents(session: Session, people: set[UUID]) -> None:
    """Every person has all that was saved with her, to the letter."""
    names: dict[UUID, set[str | None]] = {one: set() for one in people}
    for name in session.execute(select(Name.person_id, Name.surname)):
        names[name.person_id].add(name.surname)
    assert names == {one: set(expected_names(one)) for one in people}
    words = session.execute(select(OwnWords.person_id, OwnWords.words)).all()
    assert sorted(tuple(row) for row in words) == [(one, expected_words(one)) for one in sorted(people)]


def look_at_pages(session: Session) -> None:
    """Every row points at a change, and every page is as it was written."""
    assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    assert session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    assert session.execute(text("PRAGMA cipher_integrity_check")).all() == []


def look_closely(path: Path, empty: Path) -> None:
    """The search index fits the names, and the journal alone gives the same tables."""
    beside = Path(shutil.copy(empty, f"{path}-replayed"))
    with closing(open_store(path)) as store, closing(open_store(beside)) as replayed:
        with store.writing("check", None) as session:
            session.execute(text("INSERT INTO find_text(find_text, rank) VALUES ('integrity-check', 1)"))
        with replayed.writing("replay", None) as session:
            derive(session, project(session, changes(store)))
        assert tables(replayed) == tables(store)


def main(words: list[str]) -> None:
    """Do what the command line says; print how many saves were acknowledged and found."""
    empty, folder = Path(words[0]), Path(words[1])
    kills, whole, seed = map(int, words[2:])
    print(*kill_many(empty, folder, kills=kills, whole=whole, seed=seed))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
