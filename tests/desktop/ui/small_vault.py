"""A small house: one mother with three children, and the five colleagues who look after them."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import access, crypto, vault
from db.access import Actor
from db.base import SEALED
from db.clock import FixedClock
from db.crypto import CHEAP
from db.ids import uuid7
from db.journal.recorder import recorder_of
from db.keyring import Keyring, found_category
from db.models import ArrivalLine, Assignment, Centre, Person, User
from db.store import Store
from desktop.i18n import Language
from desktop.programmes import programme
from desktop.resources import migrations_dir, resource
from desktop.rules.partial_dates import exact, parse
from desktop.services import arrivals, counselling, health, learning, people, plans, records
from desktop.services.desk import Desk
from desktop.ui.context import Context
from desktop.ui.work import Work

NOON = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ARRIVED = TODAY - timedelta(days=8)
PROGRAMME = programme("kz-zhusan")
ACCESS = access.load(resource("access.toml").read_text(encoding="utf-8"))
COLLEAGUES = {
    "director": ("Ахметова Г.", ("director",)),
    "case_worker": ("Сапарова Д.", ("case_manager",)),
    "nurse": ("Темирова Н.", ("nurse",)),
    "psychologist": ("Мусина А.", ("psychologist",)),
    "lawyer": ("Касымов Р.", ("lawyer",)),
    "duty": ("Омаров Б.", ("duty",)),
    "sysadmin": ("Юсупов Т.", ("sysadmin",)),
    "teacher": ("Жанова С.", ("teacher",)),
}
OUTSIDE_TEAM = ("duty", "sysadmin")
NOTE = "She slept through the night for the first time."
WORDS = (
    "I want my mother to see the children, and my own papers. I can sew; I would like to sell what I make."
)


@dataclass(frozen=True)
class Colleague:
    """Somebody who can sit at the desk."""

    actor: Actor
    private_key: bytes


@dataclass(frozen=True)
class Built:
    """A vault on disk, and what opens it."""

    path: Path
    key: bytes
    incarnation_id: UUID
    centre_id: UUID
    colleagues: dict[str, Colleague]
    mother: UUID
    children: tuple[UUID, ...]


class UserStore:
    """The vault as one colleague writes it."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self._actor = store, actor

    @contextmanager
    def writing(self, verb: str) -> Iterator[Session]:
        with self._store.writing(verb, self._actor.user_id) as session:
            yield session

    def reading(self) -> AbstractContextManager[Session]:
        return self._store.reading()

    def changed_kinds(self, session: Session) -> frozenset[str]:
        return recorder_of(session).kinds()


class House:
    """One test's own copy of the vault."""

    def __init__(self, built: Built, folder: Path) -> None:
        self.built, self.mother, self.children = built, built.mother, built.children
        path = folder / "umid.db"
        shutil.copy(built.path, path)
        self.clock = FixedClock(NOON)
        self.store = Store(path, built.key, incarnation_id=built.incarnation_id, clock=self.clock)
        self.opened: list[UUID] = []
        self.printed: list[UUID] = []
        # Pages that a test looks at part by part live as long as the house.
        self.kept: list[object] = []
        self._works: list[Work] = []

    def desk(self, who: str) -> Desk:
        colleague = self.built.colleagues[who]
        keyring = Keyring(colleague.actor.user_id, colleague.private_key)
        with self.store.reading() as session:
            keyring.load(session)
        return Desk(
            colleague.actor, ACCESS, keyring, TODAY, self.clock.now_ms(), self.built.centre_id, "A", PROGRAMME
        )

    def context(self, who: str, language: Language) -> Context:
        desk = self.desk(who)
        work = Work(UserStore(self.store, desk.actor))
        self._works.append(work)
        return Context(
            work=work,
            desk=lambda: desk,
            language=language,
            theme="light",
            programme=PROGRAMME,
            open_person=self.opened.append,
            print_person=self.printed.append,
            staff=tuple((one.actor.user_id, one.actor.name) for one in self.built.colleagues.values()),
            zone=PROGRAMME.time_zone,
        )

    def settle(self) -> None:
        """Wait for what was read and written."""
        for work in self._works:
            for _round in range(3):
                work.drain(20)
                work._reader.drain(20)

    def close(self) -> None:
        for work in self._works:
            work.close()
        self.store.close()


def build(folder: Path) -> Built:
    """Found the vault, put the colleagues in it and let them record a week."""
    place = vault.Place(folder / "vault", migrations_dir(), folder / "witnesses")
    centre = Centre(
        name="Adaptation centre", letters="AKT", kind="adaptation", programme="kz-zhusan",
        time_zone="Asia/Aqtau", capacity=200,
    )  # fmt: skip
    founder = vault.Founder("director", COLLEAGUES["director"][0], "a password", ("director",), centre)
    clock = FixedClock(NOON - timedelta(days=8))
    vault.create(place, founder, access=ACCESS, clock=clock, params=CHEAP, cheap=True)
    opened = vault.unlock(place, "director", "a password", clock=clock, cheap=True)
    try:
        colleagues = _colleagues(opened)
        key, life = bytes(opened.unlocked.data_key), opened.store.incarnation_id
        week = _Week(opened.store, clock, colleagues, opened.centre().id)
        family = week.live()
        return Built(place.database, key, life, week.centre_id, colleagues, family[0], tuple(family[1:]))
    finally:
        opened.lock()


def _colleagues(opened: vault.Vault) -> dict[str, Colleague]:
    with opened.writing("add_users") as session:
        users, pairs = {}, {}
        for login, (name, roles) in COLLEAGUES.items():
            pairs[login] = crypto.new_pair()
            users[login] = User(
                id=uuid7(), login=f"{login}-desk", name=name, roles=roles,
                takes_arrivals=login not in OUTSIDE_TEAM, public_key=pairs[login].public,
                centre_id=opened.actor.centre_id,
            )  # fmt: skip
        session.add_all(users.values())
        session.flush()
        for category in sorted(SEALED):
            roles = ACCESS.holders(category)
            holders = [user for user in users.values() if roles & set(user.roles)]
            found_category(session, category, centre_id=opened.actor.centre_id, holders=holders, escrow=[])
    return {login: Colleague(_actor(user), pairs[login].private) for login, user in users.items()}


def _actor(user: User) -> Actor:
    teams = (user.centre_id,) if user.takes_arrivals and user.centre_id is not None else ()
    return Actor(user.id, user.name, user.roles, user.centre_id, teams)


class _Week:
    """The first days of the family, each entry by who would make it."""

    def __init__(
        self, store: Store, clock: FixedClock, colleagues: dict[str, Colleague], centre_id: UUID
    ) -> None:
        self.store, self.clock, self.colleagues, self.centre_id = store, clock, colleagues, centre_id

    def desk(self, who: str) -> Desk:
        colleague = self.colleagues[who]
        keyring = Keyring(colleague.actor.user_id, colleague.private_key)
        with self.store.reading() as session:
            keyring.load(session)
        today = self.clock.today(PROGRAMME.time_zone)
        return Desk(
            colleague.actor, ACCESS, keyring, today, self.clock.now_ms(), self.centre_id, "A", PROGRAMME
        )

    @contextmanager
    def at(self, who: str, days_ago: int) -> Iterator[tuple[Session, Desk]]:
        self.clock.set(NOON - timedelta(days=days_ago, hours=2))
        desk = self.desk(who)
        with self.store.writing("live", desk.actor.user_id) as session:
            yield session, desk

    def live(self) -> list[UUID]:
        self._arrive()
        with self.store.reading() as session:
            family = list(session.scalars(select(Person.id).order_by(Person.code)))
        self._care(family)
        self._talk(family)
        self._plan(family)
        self._papers(family)
        return family

    def _arrive(self) -> None:
        with self.at("case_worker", 8) as (session, desk):
            arrivals.register_manifest(
                session, desk=desk, operation="Zhusan", arrives_on=ARRIVED, label="Flight 5",
                expected=EXPECTED,
            )  # fmt: skip
        with self.at("case_worker", 8) as (session, desk):
            for line in session.scalars(select(ArrivalLine)):
                arrivals.mark_here(session, desk=desk, line_id=line.id, here=True, room="12")
        for stage, days in (("STB", 5), ("ASM", 1)):
            with self.at("case_worker", days) as (session, desk):
                for person in session.scalars(select(Person.id)):
                    people.enter_stage(session, desk=desk, person_id=person, stage=stage)
        with self.at("case_worker", 1) as (session, desk):
            for person in session.scalars(select(Person.id)):
                values = {"user_id": desk.actor.user_id, "role": "case_manager", "from_on": desk.today}
                records.create(session, desk, Assignment, person, values)

    def _care(self, family: list[UUID]) -> None:
        with self.at("nurse", 7) as (session, desk):
            health.measure(
                session, desk=desk, person_id=family[2],
                values={"measurement.weight": Decimal("12.6"), "measurement.height": Decimal("94.2"),
                        "measurement.position": "standing", "measurement.muac": 142},
            )  # fmt: skip
            health.check_health(
                session, desk=desk, person_id=family[0], values={"health_check.kind": "FIRST",
                "health_check.pulse": 78, "health_check.outcome": "examined"},
            )  # fmt: skip
            for kind, text in (("ALLERGY", "penicillin"), ("MEDICINE", "Iron, mornings")):
                plans.save_must_know(
                    session, desk=desk, person_id=family[0],
                    values={"must_know.kind": kind, "must_know.text": text},
                )  # fmt: skip
            plans.save_must_know(
                session, desk=desk, person_id=family[2],
                values={"must_know.kind": "ALLERGY", "must_know.none_known": True},
            )  # fmt: skip

    def _talk(self, family: list[UUID]) -> None:
        with self.at("psychologist", 0) as (session, desk):
            counselling.record_psychological(
                session, desk=desk, person_id=family[0],
                values={"counselling_session.mode": "IND", "counselling_session.attendance": "PRESENT",
                        "counselling_session.minutes": 50, "counselling_note.text": NOTE},
            )  # fmt: skip
        with self.at("case_worker", 2) as (session, desk):
            plans.record_words(session, desk=desk, person_id=family[0], values={"own_words.words": WORDS})
            counselling.record_meeting(
                session, desk=desk, person_id=family[0],
                values={"family_meeting.visitor": "Серікова Күлзада",
                        "family_meeting.relation": "GRANDMOTHER_M", "family_meeting.mode": "telephone",
                        "family_meeting.from_paper": "folder 3"},
            )  # fmt: skip
            for kind, text in (
                ("NOT_BY", "see list at the gate"),
                ("LANGUAGE", "Kazakh, reads Russian"),
            ):
                plans.save_must_know(
                    session, desk=desk, person_id=family[0],
                    values={"must_know.kind": kind, "must_know.text": text},
                )  # fmt: skip

    def _plan(self, family: list[UUID]) -> None:
        with self.at("case_worker", 1) as (session, desk):
            course = learning.open_course(
                session, desk=desk, values={"course.kind": "SEW", "course.label": "Sewing, group 2"}
            )
            learning.enrol(session, desk=desk, person_id=family[0], values={"enrolment.course_id": course})
            plans.save_goal(
                session, desk=desk, person_id=family[0],
                values={"goal.domain": "LEGAL", "goal.text": "An identity card of my own",
                        "goal.responsible": "lawyer", "goal.due_on": TODAY + timedelta(days=20)},
            )  # fmt: skip
            ahead = datetime(2026, 11, 27, 6, 0, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
            plans.make_appointment(
                session, desk=desk, person_id=family[0],
                values={"appointment.service": "FAMILY", "appointment.place": "room 4",
                        "appointment.starts_at": ahead // timedelta(milliseconds=1)},
            )  # fmt: skip

    def _papers(self, family: list[UUID]) -> None:
        steps = ((0, "ID_CARD", "FILED"), (1, "BIRTH_CERT", "ISSUED"), (2, "BIRTH_CERT", "NEEDED"))
        with self.at("lawyer", 6) as (session, desk):
            for at, track, step in steps:
                plans.record_legal_step(
                    session, desk=desk, person_id=family[at],
                    values={"legal_step.track": track, "legal_step.step": step},
                )  # fmt: skip


EXPECTED = tuple(
    arrivals.Expected(
        line=line, household="1", surname=surname, given=given, patronymic=patronymic, sex=sex, born=born,
        category=category, is_head=line == 1, relatives=() if line == 1 else (("MOTHER", 1),),
        languages=("kk",),
    )
    for line, surname, given, patronymic, sex, born, category in (
        (1, "Құрманбаева", "Айгүл", "Серікқызы", "F", exact(date(1997, 3, 14)), "W"),
        (2, "Құрманбаев", "Дәулет", None, "M", exact(date(2019, 5, 2)), "C"),
        (3, "Құрманбаева", "Әмина", None, "F", parse("spring 2023"), "C"),
        (4, "Құрманбаев", "Тимур", None, "M", exact(date(2025, 9, 20)), "C"),
    )
)  # fmt: skip
