"""A process that saves again and again, and says after each commit what it has saved."""

import os
import random
import sys
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.clock import Clock
from db.ids import uuid7
from db.models import Household, Name, OwnWords, Person
from db.store import Store
from tests.db.records import DAY, KEY

# One life of one workstation: its numbers must have no gap through all kills.
INCARNATION = UUID(int=7)


def expected_names(person_id: UUID) -> list[str]:
    """The surnames of a saved person, one to five, which follow from the id."""
    return [f"{person_id.hex}-{number}" for number in range(person_id.int % 5 + 1)]


def expected_words(person_id: UUID) -> str:
    """What a saved person said: up to five pages of it."""
    return person_id.hex * (person_id.int % 640)


def open_store(path: Path) -> Store:
    """The store as the saving process opens it."""
    return Store(path, KEY, incarnation_id=INCARNATION, clock=Clock())


def save(session: Session, person_id: UUID) -> None:
    """One service: a person with names and words, and a note of who was the last."""
    session.add(Person(id=person_id, code=person_id.hex[:12]))
    session.flush()
    for surname in expected_names(person_id):
        session.add(Name(person_id=person_id, kind="legal", script="Latn", surname=surname))
    session.flush()
    session.add(OwnWords(person_id=person_id, happened_on=DAY, words=expected_words(person_id)))
    last = session.scalars(select(Household)).one_or_none()
    if last is None:
        session.add(Household(label=person_id.hex))
    else:
        last.label = person_id.hex


def save_for_ever(path: Path, told: int, seed: int) -> None:
    """Save until killed; 16 bytes on the pipe for every commit that came back."""
    store = open_store(path)
    # In half of the runs the log is moved into the database every few saves.
    often = random.Random(seed).random() < 0.5  # noqa: S311 - moments, not keys
    if often:
        with store._engines[0].connect() as connection:
            connection.execute(text("PRAGMA wal_autocheckpoint = 20"))
    while True:
        person_id = uuid7()
        with store.writing("save", None) as session:
            save(session, person_id)
        os.write(told, person_id.bytes)


if __name__ == "__main__":
    save_for_ever(Path(sys.argv[1]), sys.stdout.fileno(), int(sys.argv[2]))
