"""Whole vaults with a cheap key derivation."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from db import crypto, files, slots, vault
from db.access import Access, load
from db.clock import Clock
from db.crypto import CHEAP
from db.models import Centre, Incarnation
from db.vault import Founder, Place, Vault
from desktop.resources import migrations_dir, resource
from tests.db.records import add_user

LOGIN, NAME, PASSWORD = "aigul", "Айгуль Тестова", "a long enough password"
OTHER_LOGIN, OTHER_PASSWORD = "marat", "marat's own password"
CENTRE = "Центр у моря"


def matrix() -> Access:
    return load(resource("access.toml").read_text(encoding="utf-8"))


def founder(roles: tuple[str, ...] = ("director", "psychologist")) -> Founder:
    centre = Centre(
        name=CENTRE, letters="AKT", kind="national", programme="kz-zhusan", time_zone="Asia/Aqtau"
    )
    return Founder(login=LOGIN, name=NAME, password=PASSWORD, roles=roles, centre=centre)


@dataclass(frozen=True)
class Computer:
    """One computer with one vault: its folder, and what the computer remembers beside it."""

    place: Place
    clock: Clock
    recovery: str

    @property
    def folder(self) -> Path:
        return self.place.folder

    @property
    def witness(self) -> Path:
        """The one note of this computer on the vault."""
        (path,) = self.place.witnesses.iterdir()
        return path

    def unlock(self, login: str = LOGIN, password: str = PASSWORD) -> Vault:
        return vault.unlock(self.place, login, password, clock=self.clock, cheap=True)

    def lives(self) -> list[tuple[str, str]]:
        """Station letter and reason of every incarnation, after one more start."""
        opened = self.unlock()
        try:
            with opened.reading() as session:
                found = session.scalars(select(Incarnation).order_by(Incarnation.station))
                return [(life.station, life.reason) for life in found]
        finally:
            opened.lock()

    def keep(self, to: Path) -> Path:
        """A copy of the folder, as a backup or a careless hand makes it."""
        return Path(shutil.copytree(self.folder, to, ignore=shutil.ignore_patterns(files.RESERVE_NAME)))

    def put_back(self, kept: Path) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(kept, self.folder)

    def contents(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}


def at(home: Path, clock: Clock, recovery: str) -> Computer:
    """The computer whose vault lies under this folder."""
    return Computer(Place(home / "records", migrations_dir(), home / "witnesses"), clock, recovery)


def new_vault(home: Path, clock: Clock) -> Computer:
    """A computer with a new vault."""
    place = at(home, clock, "").place
    recovery = vault.create(place, founder(), access=matrix(), clock=clock, params=CHEAP, cheap=True)
    return at(home, clock, recovery)


def add_colleague(opened: Vault, login: str, password: str, roles: tuple[str, ...]) -> UUID:
    """Another user with a slot of his own."""
    pair = crypto.new_pair()
    user_id = add_user(opened.store, login, pair.public, roles)
    slot = slots.password_slot(
        opened.unlocked.database_id,
        opened.unlocked.data_key,
        user_id=user_id,
        login=login,
        password=password,
        private_key=pair.private,
        params=CHEAP,
        cheap=True,
    )
    opened.rewrap(lambda folder, unlocked: slots.add_slot(folder, unlocked, slot))
    return user_id


def refuse(code: int, operation: str, name: str = "") -> files.Fault:
    """A disk on which one operation fails, on files whose name begins so."""

    def fault(about: str, path: Path) -> None:
        if about == operation and path.name.startswith(name):
            raise OSError(code, os.strerror(code), str(path))

    return fault


def held_open(folder: Path) -> list[str]:
    """Files below a folder that this process holds open."""
    links = (path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink())
    return sorted(link.name for link in links if link.is_relative_to(folder))
