"""The bench vaults: invented people in bulk, made once and kept under bench-out/."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import crypto
from db.access import load
from db.base import Record
from db.clock import Clock
from db.ids import uuid7
from db.models import (
    Assignment,
    Centre,
    CounsellingSession,
    FamilyMeeting,
    Goal,
    HealthCheck,
    Household,
    Identity,
    Measurement,
    Member,
    Name,
    OwnWords,
    Person,
    StageEntry,
    Stay,
    User,
)
from db.store import Store
from db.vault import Founder, Place, Vault, create, unlock
from desktop.demo.members import DemoPerson
from desktop.demo.people import plan
from desktop.resources import migrations_dir, resource
from desktop.rules.codes import case_code

LOGIN, PASSWORD = "bench", "an invented password"
TODAY = date(2026, 11, 22)
# Families of one transaction; those of the first have the full files, about a thousand people.
FAMILIES = 250


def place(folder: Path, people: int) -> Place:
    """Where the vault with this many people lies."""
    home = folder / f"people-{people}"
    return Place(home / "vault", migrations_dir(), home / "witness")


def vault(folder: Path, people: int) -> Vault:
    """The bench vault, made if it is not there."""
    where = place(folder, people)
    if not where.database.exists():
        make(where, people)
    return unlock(where, LOGIN, PASSWORD, clock=Clock(), cheap=True)


def make(where: Place, people: int) -> None:
    """Full files for 1,000 people (about 80 records), closed ones of 8 records for all others."""
    begun = time.monotonic()
    centre = Centre(
        name="Bench centre", letters="AKT", kind="national_adaptation", programme="kz-zhusan",
        time_zone="Asia/Almaty", capacity=1000,
    )  # fmt: skip
    founder = Founder(LOGIN, "Bench A.", PASSWORD, ("case_manager", "nurse", "psychologist"), centre)
    access = load(resource("access.toml").read_text())
    create(where, founder, access=access, clock=Clock(), params=crypto.CHEAP, cheap=True)
    opened = unlock(where, LOGIN, PASSWORD, clock=Clock(), cheap=True)
    try:
        _fill(opened.store, opened.actor.user_id, opened.centre().id, people)
    finally:
        opened.lock()
    print(f"{people} people made in {time.monotonic() - begun:.0f} s")  # noqa: T201


def _fill(store: Store, user_id: UUID, centre_id: UUID, people: int) -> None:
    with store.writing("bench", user_id) as session:
        session.get_one(User, user_id).takes_arrivals = True
    chance = random.Random(1)
    families = plan("kz-zhusan", 1, people).families
    number = 0
    for start in range(0, len(families), FAMILIES):
        with store.writing("bench", user_id) as session:
            batch = families[start : start + FAMILIES]
            files = [(one, Person(id=uuid7(), code="")) for family in batch for one in family.members]
            for _, person in files:
                number += 1
                person.code = case_code("AKT", "A", number)
            session.add_all(person for _, person in files)
            session.flush()
            full = start == 0
            homes = {family.label: Household(id=uuid7(), label=family.label) for family in batch}
            session.add_all(homes.values())
            home_of = {one.key: homes[family.label].id for family in batch for one in family.members}
            heads = {family.members[0].key for family in batch}
            for one, person in files:
                session.add_all(_records(one, person.id, centre_id, chance, full=full))
                session.add(
                    Member(person_id=person.id, household_id=home_of[one.key], is_head=one.key in heads)
                )


def _records(
    one: DemoPerson, person_id: UUID, centre_id: UUID, chance: random.Random, *, full: bool
) -> Iterator[Record]:
    admitted = TODAY - timedelta(days=9 if full else chance.randrange(100, 2000))
    left = None if full else admitted + timedelta(days=30)
    name = one.names[0]
    yield Identity(person_id=person_id, sex=one.sex, born=one.born)
    yield Name(
        person_id=person_id, kind="legal", script="Cyrl", surname=name.surname, given=name.given,
        patronymic=name.patronymic,
    )  # fmt: skip
    yield Stay(person_id=person_id, centre_id=centre_id, admitted_on=admitted, left_on=left)
    yield StageEntry(person_id=person_id, stage="FUP" if left else "ASM", entered_on=admitted)
    yield Assignment(person_id=person_id, user_id=centre_id, role="team", from_on=admitted)
    yield Measurement(person_id=person_id, happened_on=admitted, weight=chance.randrange(5, 80))
    if full:
        yield from _file(person_id, chance)


def _file(person_id: UUID, chance: random.Random) -> Iterator[Record]:
    for n in range(18):
        day = TODAY - timedelta(days=n % 9)
        yield CounsellingSession(
            person_id=person_id, happened_on=day, service="MHPSS", mode="IND",
            attendance=chance.choice(["PRESENT", "EXCUSED"]),
        )  # fmt: skip
        yield HealthCheck(
            person_id=person_id, happened_on=day, kind="REPEAT", pulse=chance.randrange(60, 100)
        )
        yield Measurement(person_id=person_id, happened_on=day, weight=chance.randrange(5, 80))
    for n in range(8):
        yield Goal(
            person_id=person_id, domain="LEGAL", text=f"An invented goal {n}", status="IN_PROGRESS",
            set_on=TODAY, due_on=TODAY + timedelta(days=n),
        )  # fmt: skip
        yield FamilyMeeting(
            person_id=person_id, happened_on=TODAY, visitor="An invented aunt", mode="telephone"
        )
    yield OwnWords(person_id=person_id, happened_on=TODAY, words="I want to sew.")


def some_people(session: Session, count: int) -> list[UUID]:
    """People with a full file."""
    return list(session.scalars(select(Stay.person_id).where(Stay.left_on.is_(None)).limit(count)))
