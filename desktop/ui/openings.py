"""From a password to an open vault and everything the window asks first; runs off the GUI thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import crypto, vault
from db.access import Access, load
from db.clock import Clock
from db.instance import Instance
from db.journal.change import Change
from db.journal.recorder import recorder_of
from db.models import Centre, User
from db.queries import staff
from db.vault import Founder, Place, Vault
from desktop import paths
from desktop.programmes import Programme, programme
from desktop.resources import migrations_dir, resource
from desktop.services.preferences import preferences
from desktop.ui.admin.first_start import NewCentre
from desktop.ui.shell.logins import Credentials
from desktop.ui.shell.new_vaults import NewVault


@dataclass(frozen=True)
class Opened:
    """An open vault, and what was read of it at once."""

    vault: Vault
    access: Access
    programme: Programme
    centre_id: UUID
    # The name of the centre by language; an empty tag stands for all others.
    centre_names: Mapping[str, str]
    station: str
    login: str
    staff: tuple[tuple[UUID, str], ...]
    preferences: dict[str, str]
    newest_on: date | None


class Rows:
    """The vault as Work asks for it."""

    def __init__(self, opened: Vault) -> None:
        self._vault = opened

    @contextmanager
    def writing(self, verb: str) -> Iterator[Session]:
        """One journalled transaction."""
        with self._vault.writing(verb) as session:
            yield session

    def reading(self) -> AbstractContextManager[Session]:
        """One look at what is saved."""
        return self._vault.reading()

    def changed_kinds(self, session: Session) -> frozenset[str]:
        """Kinds of record that the transaction changed."""
        return recorder_of(session).kinds()


def place_of(folder: Path) -> Place:
    """Where a vault and what belongs to it lie."""
    return Place(folder, migrations_dir(), paths.witnesses())


def hold(place: Place, clock: Clock) -> Instance:
    """Become the one window on a vault, and bring in everything that opening it needs."""
    load_access()
    return vault.hold(place, clock)


def load_access() -> Access:
    """The rules in force."""
    return load(resource("access.toml").read_text(encoding="utf-8"))


def open_vault(place: Place, who: Credentials, clock: Clock, *, cheap: bool = False) -> Opened:
    """Unlock, and read what the window shows first. Raises what db.vault.unlock raises."""
    opened = vault.unlock(place, who.login, who.password, clock=clock, cheap=cheap)
    try:
        return _first_look(opened)
    except BaseException:
        opened.lock()
        raise


def _first_look(opened: Vault) -> Opened:
    centre = opened.centre()
    with opened.reading() as session:
        login = session.scalars(select(User.login).where(User.id == opened.actor.user_id)).one()
        return Opened(
            vault=opened,
            access=load_access(),
            programme=programme(centre.programme),
            centre_id=centre.id,
            centre_names={"": centre.name, "ru": centre.name_ru or "", "kk": centre.name_kk or ""},
            station=opened.station(),
            login=login,
            staff=staff.names(session),
            preferences=preferences(session, opened.actor.user_id),
            newest_on=newest_day(session, centre.time_zone),
        )


def newest_day(session: Session, zone: str) -> date | None:
    """The day of the newest change that was made or received here."""
    at = session.scalars(select(Change.at).order_by(Change.counter.desc()).limit(1)).first()
    if at is None:
        return None
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date()


def create_vault(place: Place, who: NewVault, house: NewCentre, clock: Clock, *, cheap: bool = False) -> str:
    """Make new records; returns the recovery key. Raises what db.vault.create raises."""
    country = programme(house.programme)
    centre = Centre(
        name=house.name,
        letters=country.centre.letters,
        kind="national_adaptation",
        programme=country.tag,
        time_zone=country.time_zone,
        capacity=house.beds,
    )
    founder = Founder(who.login, who.name, who.password, house.roles, centre)
    params = crypto.CHEAP if cheap else crypto.calibrate()
    return vault.create(place, founder, access=load_access(), clock=clock, params=params, cheap=cheap)
