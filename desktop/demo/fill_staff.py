"""The invented colleagues of a demonstration: their posts, and the desk each of them sits at on a day."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db import crypto
from db.access import Access, Actor
from db.base import Category
from db.clock import FixedClock
from db.keyring import Keyring
from db.vault import Vault
from desktop.programmes import Programme
from desktop.resources import resource
from desktop.services.desk import Desk
from desktop.services.users import add_colleague, share_category

DIRECTOR, DPO, CASEWORKER, CASEWORKER_2 = "director", "dpo", "caseworker", "caseworker2"
PHYSICIAN, NURSE, PSYCHOLOGIST, CHILD_PSYCHOLOGIST = "physician", "nurse", "psychologist", "safeguarding"
THEOLOGIAN, LAWYER, TEACHER, TRAINER = "theologian", "lawyer", "teacher", "trainer"
DUTY, SYSADMIN = "duty", "sysadmin"


@dataclass(frozen=True)
class Post:
    """A place of work: its login, its roles, whether everybody who arrives is in its caseload.

    Who `came_late` began shortly before the newest group arrived.
    """

    login: str
    roles: tuple[str, ...]
    takes_arrivals: bool = False
    came_late: bool = False


# The director founds the vault. The data-protection officer comes next: notes founded after that can be
# opened by the two of them together. Who came late is let in by a colleague who holds the notes already.
FOUNDER = Post(DIRECTOR, ("director", "sysadmin"))
POSTS = (
    Post(DPO, ("dpo",)),
    Post(CASEWORKER, ("case_manager",), takes_arrivals=True),
    Post(PHYSICIAN, ("physician",), takes_arrivals=True),
    Post(NURSE, ("nurse",), takes_arrivals=True),
    Post(PSYCHOLOGIST, ("psychologist",), takes_arrivals=True),
    Post(THEOLOGIAN, ("theologian",), takes_arrivals=True),
    Post(LAWYER, ("lawyer",), takes_arrivals=True),
    Post(TEACHER, ("teacher",), takes_arrivals=True),
    Post(TRAINER, ("trainer",), takes_arrivals=True),
    Post(DUTY, ("duty",)),
    Post(SYSADMIN, ("sysadmin",)),
    Post(CASEWORKER_2, ("case_manager",), takes_arrivals=True, came_late=True),
    Post(CHILD_PSYCHOLOGIST, ("psychologist", "safeguarding"), takes_arrivals=True, came_late=True),
)


@dataclass(frozen=True)
class DemoUser:
    """A login that is shown on the screen; `role` is the first of the post's."""

    login: str
    password: str
    role: str
    name: str


def password_of(login: str) -> str:
    """The password of an invented colleague. It keeps nothing from anybody, and is long enough."""
    return f"demo-{login}-1"


def demo_users(programme_tag: str) -> tuple[DemoUser, ...]:
    """All logins of a programme's demonstration, the director first. KeyError where it has no colleagues."""
    with resource("demo", "staff.toml").open("rb") as file:
        names = tomllib.load(file)[programme_tag]
    return tuple(
        DemoUser(post.login, password_of(post.login), post.roles[0], names[post.login])
        for post in (FOUNDER, *POSTS)
    )


class Team:
    """Everybody at work in one open vault, on a clock that is put to the day of what they do."""

    def __init__(
        self, vault: Vault, access: Access, programme: Programme, clock: FixedClock, *, until_ms: int
    ) -> None:
        self.programme = programme
        self._vault = vault
        self._access = access
        self._clock = clock
        self._until_ms = until_ms
        self._zone = ZoneInfo(programme.time_zone)
        self._at_work: dict[str, tuple[Actor, Keyring]] = {DIRECTOR: (vault.actor, vault.keyring)}
        self.centre_id: UUID = vault.centre().id
        self._station = vault.station()

    def employ(self, post: Post, name: str, *, cheap: bool) -> None:
        """Add a colleague; who holds the notes of a post that fills up lets her in."""
        pair = crypto.new_pair()
        user = add_colleague(
            self._vault, self.desk(DIRECTOR), self._access, login=post.login, name=name, roles=post.roles,
            password=password_of(post.login), params=crypto.CHEAP if cheap else crypto.FLOOR, cheap=cheap,
            takes_arrivals=post.takes_arrivals, pair=pair,
        )  # fmt: skip
        teams = (self.centre_id,) if post.takes_arrivals else ()
        actor = Actor(user.user_id, name, post.roles, self.centre_id, teams)
        for waiting in user.waiting:
            self._let_in(waiting.category, user.user_id)
        # What the password opens, without asking for it: finding the key costs as much as making it.
        keyring = Keyring(user.user_id, pair.private)
        with self._vault.reading() as session:
            keyring.load(session)
        self._at_work[post.login] = (actor, keyring)

    def user_id(self, login: str) -> UUID:
        """The id of a colleague who has begun."""
        return self._at_work[login][0].user_id

    def role_of(self, login: str) -> str:
        """The first role of a colleague."""
        return self._at_work[login][0].roles[0]

    def desk(self, login: str) -> Desk:
        """The desk of a colleague on the day that the clock shows."""
        actor, keyring = self._at_work[login]
        today = self._clock.today(self.programme.time_zone)
        return Desk(
            actor=actor, access=self._access, keyring=keyring, today=today, now_ms=self._clock.now_ms(),
            centre_id=self.centre_id, station=self._station, programme=self.programme,
        )  # fmt: skip

    @contextmanager
    def at(self, day: date, hour: int, login: str, verb: str) -> Iterator[tuple[Session, Desk]]:
        """One save by this colleague at this hour; never later than the moment all this is for."""
        self.put_clock(day, hour)
        with self._vault.store.writing(verb, self.user_id(login)) as session:
            yield session, self.desk(login)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A look at what is saved."""
        with self._vault.reading() as session:
            yield session

    def put_clock(self, day: date, hour: int) -> None:
        """Put the clock to an hour of a day at the centre."""
        self._clock.set(datetime.fromtimestamp(min(self.moment_ms(day, hour), self._until_ms) / 1000, UTC))

    def moment_ms(self, day: date, hour: int, minute: int = 0) -> int:
        """An hour of a day at the centre, as a moment; it may lie ahead."""
        return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=self._zone).timestamp() * 1000)

    def _let_in(self, category: Category, user_id: UUID) -> None:
        login = next(login for login, (_, keyring) in self._at_work.items() if keyring.holds(category))
        with self._vault.store.writing("share_category", self.user_id(login)) as session:
            share_category(session, desk=self.desk(login), category=category, user_id=user_id)
