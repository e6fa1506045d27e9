"""Makes a vault of invented people, written by invented colleagues through the same verbs that staff use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from db import crypto, vault
from db.access import Access, load
from db.clock import Clock, FixedClock
from db.models import Centre, Person, Stay
from desktop import paths
from desktop.demo import fill_bulk, fill_story
from desktop.demo.fill_arrivals import LIST_BEFORE, receive
from desktop.demo.fill_staff import (
    CASEWORKER,
    DIRECTOR,
    FOUNDER,
    POSTS,
    DemoUser,
    Team,
    demo_users,
    password_of,
)
from desktop.demo.people import DemoArrival, DemoPlan, plan
from desktop.programmes import Programme, programme
from desktop.resources import migrations_dir, resource
from desktop.services.preferences import LAST_VISIT, choose

# Told what is being done, and what share of all is done.
Progress = Callable[[str, float], object]
# The vault is founded so many days before its first list comes.
FOUNDED_BEFORE = 6
# From this many people on, those who have left are put on file in bulk.
BULK_FROM = 2_000
_KINDS = {"KZ": "national_adaptation", "UZ": "sanatorium", "TJ": "sanatorium", "KG": "child_institution"}
_SPARE_BEDS = 14


@dataclass(frozen=True)
class DemoVault:
    """A vault of invented people, and how to get in. `codes` are case codes, those in the house first."""

    folder: Path
    programme: str
    users: tuple[DemoUser, ...]
    codes: tuple[str, ...]

    def user(self, login: str = CASEWORKER) -> DemoUser:
        """A login by its name; the case worker's, who sees everybody, unless another is asked for."""
        return next(user for user in self.users if user.login == login)


def quiet(_what: str, _share: float) -> None:
    """Progress that nobody watches."""


def place_of(folder: Path) -> vault.Place:
    """Where a vault in this folder lies, with what belongs to it on this computer."""
    return vault.Place(folder, migrations_dir(), paths.witnesses())


def make(
    folder: Path,
    programme_tag: str,
    *,
    seed: int = 1,
    people: int | None = None,
    clock: Clock | None = None,
    cheap: bool = False,
    progress: Progress = quiet,
) -> DemoVault:
    """A new vault with the people of a programme as of the clock's day, the newest flight in the house.

    The same seed gives the same people and codes. `people` asks for another number of them. KeyError for
    a programme we do not have; FileExistsError, UnsafeFolder, ReadOnlyFolder, OSError as `vault.create`.
    """
    clock = clock or Clock()
    country = programme(programme_tag)
    invented = plan(country.tag, seed, people, today=clock.today(country.time_zone))
    users, place = demo_users(country.tag), place_of(folder)
    moving = FixedClock(_founded(invented))
    access = load(resource("access.toml").read_text(encoding="utf-8"))
    progress("founding the vault", 0.0)
    _found(place, country, invented, access, moving, users[0].name, cheap=cheap)
    with vault.hold(place, clock):
        opened = vault.unlock(place, DIRECTOR, password_of(DIRECTOR), clock=moving, cheap=cheap)
        try:
            team = Team(opened, access, country, moving, until_ms=clock.now_ms())
            _fill(team, invented, users, cheap=cheap, progress=progress)
            made = DemoVault(folder, country.tag, users, _codes(team))
        finally:
            opened.lock()
    progress("done", 1.0)
    return made


def _founded(invented: DemoPlan) -> datetime:
    day = invented.arrivals[0].on - timedelta(days=LIST_BEFORE + FOUNDED_BEFORE)
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def _found(
    place: vault.Place,
    country: Programme,
    invented: DemoPlan,
    access: Access,
    clock: Clock,
    director: str,
    *,
    cheap: bool,
) -> None:
    names = country.centre.name
    centre = Centre(
        name=names["en"], name_kk=names.get("kk"), name_ru=names.get("ru"),
        letters=country.centre.letters, kind=_KINDS[country.country], programme=country.tag,
        time_zone=country.time_zone, capacity=sum(room.beds for room in invented.rooms) + _SPARE_BEDS,
    )  # fmt: skip
    founder = vault.Founder(DIRECTOR, director, password_of(DIRECTOR), FOUNDER.roles, centre)
    params = crypto.CHEAP if cheap else crypto.FLOOR
    vault.create(place, founder, access=access, clock=clock, params=params, cheap=cheap)


def _fill(
    team: Team, invented: DemoPlan, users: Sequence[DemoUser], *, cheap: bool, progress: Progress
) -> None:
    names = {user.login: user.name for user in users}
    in_bulk = sum(arrival.people for arrival in invented.arrivals) > BULK_FROM
    for post in POSTS:
        if not post.came_late:
            team.employ(post, names[post.login], cheap=cheap)
    for number, arrival in enumerate(invented.arrivals):
        progress(f"arrival {number + 1} of {len(invented.arrivals)}", number / len(invented.arrivals))
        if in_bulk and not arrival.in_house:
            fill_bulk.closed_files(team, invented, arrival)
            continue
        if arrival.in_house:
            _newcomers(team, arrival, names, cheap=cheap)
        cases = receive(team, invented, arrival)
        fill_story.live(team, invented, arrival, cases)
        if arrival.in_house:
            fill_story.appointments(team, invented, cases)
            _were_here(team, invented.today - timedelta(days=1), users)
        if in_bulk:
            fill_bulk.thicken(team, invented, cases)


def _newcomers(team: Team, arrival: DemoArrival, names: Mapping[str, str], *, cheap: bool) -> None:
    team.put_clock(arrival.on - timedelta(days=LIST_BEFORE + 1), 9)
    for post in POSTS:
        if post.came_late:
            team.employ(post, names[post.login], cheap=cheap)


def _were_here(team: Team, day: date, users: Sequence[DemoUser]) -> None:
    """Everybody was here the day before, so that what happened since then is shown as new."""
    for user in users:
        with team.at(day + timedelta(days=1), 8, user.login, "choose") as (session, desk):
            choose(session, desk=desk, chosen={LAST_VISIT: str(team.moment_ms(day, 16))})


def _codes(team: Team) -> tuple[str, ...]:
    """Every case code, those of the people in the house first."""
    here = select(Stay.person_id).where(Stay.left_on.is_(None), Stay.removed.is_(False))
    with team.reading() as session:
        inside = set(session.scalars(here))
        found = session.execute(select(Person.id, Person.code).order_by(Person.code)).all()
    return tuple(row.code for row in sorted(found, key=lambda row: row.id not in inside))
