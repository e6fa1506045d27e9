"""Whole vaults with a cheap key derivation."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from db import vault
from db.access import Access, load
from db.clock import Clock
from db.crypto import CHEAP
from db.models import Centre
from db.vault import Founder, Place, Vault
from desktop.resources import migrations_dir, resource

LOGIN, NAME, PASSWORD = "aigul", "Айгуль Тестова", "a long enough password"
CENTRE = "Центр у моря"


def matrix() -> Access:
    return load(resource("access.toml").read_text(encoding="utf-8"))


def founder(roles: tuple[str, ...] = ("director", "psychologist")) -> Founder:
    centre = Centre(
        name=CENTRE, letters="AKT", kind="national", programme="kz-zhusan", time_zone="Asia/Aqtau"
    )
    return Founder(login=LOGIN, name=NAME, password=PASSWORD, roles=roles, centre=centre)


@dataclass
class Desk:
    """One computer with one vault: its folder, and what the computer remembers beside it."""

    place: Place
    clock: Clock
    recovery: str = ""

    @property
    def folder(self) -> Path:
        return self.place.folder

    def unlock(self, login: str = LOGIN, password: str = PASSWORD) -> Vault:
        return vault.unlock(self.place, login, password, clock=self.clock, cheap=True)

    def copied(self, to: Path) -> "Desk":
        """The same computer with a copy of the folder elsewhere."""
        shutil.copytree(self.folder, to)
        return Desk(Place(to, self.place.migrations, self.place.witnesses), self.clock, self.recovery)


def new_desk(home: Path, clock: Clock) -> Desk:
    """A new vault and its computer under this folder."""
    place = Place(home / "records", migrations_dir(), home / "data" / "witnesses")
    recovery = vault.create(
        place, founder(), access=matrix(), clock=clock, params=CHEAP, cheap=True
    )
    return Desk(place, clock, recovery)
