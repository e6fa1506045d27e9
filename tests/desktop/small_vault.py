"""A small centre for tests: one family, and a colleague of every kind with a caseload."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import crypto
from db.access import Access, Actor, load
from db.base import SEALED
from db.clock import FixedClock
from db.ids import uuid7
from db.keyring import Keyring, current_pairs, found_category
from db.models import Centre, User
from db.store import Store
from desktop.programmes import programme
from desktop.resources import resource
from desktop.rules.partial_dates import parse
from desktop.services import people
from desktop.services.desk import Desk

TODAY = date(2026, 11, 22)
ROLES = (
    "director", "case_manager", "physician", "nurse", "psychologist", "theologian", "lawyer", "teacher",
    "trainer", "me_officer", "sysadmin", "dpo", "safeguarding", "duty", "reception",
)  # fmt: skip


@dataclass
class Colleague:
    """A user of the small centre with what his or her password opens."""

    user_id: UUID
    role: str
    private: bytes


class SmallCentre:
    """A store with a centre, a user per role, and verbs to act as one of them."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store = store
        self.clock = clock
        self.access: Access = load(resource("access.toml").read_text())
        self.programme = programme("kz-zhusan")
        self.centre_id = uuid7()
        self.colleagues = self._people_at_work()

    def desk(self, role: str, *, today: date = TODAY) -> Desk:
        """The desk of the colleague with this role."""
        who = self.colleagues[role]
        keyring = Keyring(who.user_id, who.private)
        with self.store.reading() as session:
            keyring.load(session)
        return Desk(
            actor=Actor(who.user_id, f"{role} A.", (role,), self.centre_id, (self.centre_id,)),
            access=self.access,
            keyring=keyring,
            today=today,
            now_ms=self.clock.now_ms(),
            centre_id=self.centre_id,
            station="A",
            programme=self.programme,
        )

    def do(self, role: str, verb: Callable[..., Any], /, **arguments: Any) -> Any:
        """One write by this colleague."""
        with self.store.writing(getattr(verb, "__name__", "verb"), self.colleagues[role].user_id) as session:
            return verb(session, desk=self.desk(role), **arguments)

    def ask(self, query: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """One read."""
        with self.store.reading() as session:
            return query(session, *arguments, **named)

    def person(self, surname: str, given: str, born: str, sex: str = "F", **values: Any) -> UUID:
        """A person on file, in everybody's caseload."""
        person_id: UUID = self.do(
            "case_manager", people.open_file,
            values={
                "name.kind": "legal", "name.script": "Cyrl", "name.surname": surname, "name.given": given,
                "identity.sex": sex, "identity.born": parse(born), **values,
            },
        )  # fmt: skip
        return person_id

    def _people_at_work(self) -> dict[str, Colleague]:
        made: dict[str, Colleague] = {}
        with self.store.writing("found", None) as session:
            session.add(
                Centre(
                    id=self.centre_id, name="Adaptation centre", name_ru="Адаптационный центр", letters="AKT",
                    kind="national_adaptation", programme="kz-zhusan", time_zone="Asia/Almaty", capacity=150,
                    name_kk="Бейімдеу орталығы",
                )
            )  # fmt: skip
            for role in ROLES:
                pair = crypto.new_pair()
                user = User(
                    id=uuid7(), login=role, name=f"{role} A.", roles=(role,), public_key=pair.public,
                    centre_id=self.centre_id, takes_arrivals=True,
                )  # fmt: skip
                session.add(user)
                made[role] = Colleague(user.id, role, pair.private)
            session.flush()
            self._found_categories(session)
        return made

    def _found_categories(self, session: Session) -> None:
        users = list(session.scalars(select(User)))
        for category in SEALED:
            holders = [user for user in users if set(user.roles) & self.access.holders(category)]
            escrow = [user for user in users if set(user.roles) & {"director", "dpo"}]
            if holders and not current_pairs(session, category):
                found_category(session, category, centre_id=self.centre_id, holders=holders, escrow=escrow)


def as_of(desk: Desk, today: date) -> Desk:
    """The same desk on another day."""
    return replace(desk, today=today)


def moment(day: date, hour: int) -> int:
    """UTC milliseconds of an hour of a day."""
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp() * 1000)
