"""A real vault with its staff and a list of 146 invented people, for the whole window."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import vault
from db.clock import FixedClock
from db.crypto import CHEAP
from db.models import Centre
from desktop.demo.manifests import manifest_rows
from desktop.demo.people import plan
from desktop.exchange.manifest_rows import ManifestReading
from desktop.exchange.manifest_to_service import expected
from desktop.programmes import programme
from desktop.services import arrivals, users
from desktop.services.desk import Desk
from desktop.ui import openings
from desktop.ui.app import Umid
from desktop.ui.shell.covers import CoverPage
from desktop.ui.shell.logins import LoginPage, SwitchUserPage
from desktop.ui.sittings import Sitting

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
PASSWORD = "a long sentence"
PEOPLE = 146
STAFF = {
    "case": ("Сапарова Дана", ("case_manager",)),
    "nurse": ("Темирова Нұргүл", ("nurse",)),
    "admin": ("Ким Олег", ("sysadmin",)),
}


def make(folder: Path) -> None:
    """Found the vault at `folder`, add the staff and put a list of 146 people on file."""
    clock = FixedClock(NOW - timedelta(hours=3))
    place = openings.place_of(folder)
    country = programme("kz-zhusan")
    centre = Centre(
        name="Adaptation centre", letters="AKT", kind="national_adaptation", programme=country.tag,
        time_zone=country.time_zone, capacity=160,
    )  # fmt: skip
    roles = ("director", "sysadmin")
    founder = vault.Founder("director", "Ахметова Гүлнар", PASSWORD, roles, centre)
    access = openings.load_access()
    vault.create(place, founder, access=access, clock=clock, params=CHEAP, cheap=True)
    opened = vault.unlock(place, "director", PASSWORD, clock=clock, cheap=True)
    try:
        _staff(opened, clock)
    finally:
        opened.lock()
    worker = vault.unlock(place, "case", PASSWORD, clock=clock, cheap=True)
    try:
        _arrival(worker, clock)
    finally:
        worker.lock()


def desk_of(opened: vault.Vault, clock: FixedClock) -> Desk:
    country = programme("kz-zhusan")
    return Desk(
        opened.actor, openings.load_access(), opened.keyring, clock.today(country.time_zone), clock.now_ms(),
        opened.centre().id, opened.station(), country,
    )  # fmt: skip


def _staff(opened: vault.Vault, clock: FixedClock) -> None:
    desk = desk_of(opened, clock)
    for login, (name, roles) in STAFF.items():
        users.add_colleague(
            opened, desk, desk.access, login=login, name=name, roles=roles, password=PASSWORD, params=CHEAP,
            cheap=True, takes_arrivals=login in ("case", "nurse"),
        )  # fmt: skip


def _arrival(opened: vault.Vault, clock: FixedClock) -> None:
    desk = desk_of(opened, clock)
    rows = manifest_rows(plan("kz-zhusan", 7, PEOPLE, today=desk.today))
    reading = ManifestReading((), rows, (), ())
    with opened.writing("register_manifest") as session:
        arrivals.register_manifest(
            session, desk=desk, operation="Zhusan", arrives_on=desk.today, label="Flight 5",
            expected=expected(reading),
        )  # fmt: skip


@dataclass
class Desktop:
    """The program on a copy of the vault, and how a person uses it."""

    umid: Umid
    qtbot: QtBot
    clock: FixedClock
    folder: Path
    closed: bool = field(default=False)

    @property
    def sitting(self) -> Sitting:
        assert self.umid.sitting is not None
        return self.umid.sitting

    def cover(self) -> CoverPage:
        """The page over the window."""
        page = self.umid.window.findChildren(CoverPage)[-1]
        assert self.umid.window.is_covered
        return page

    def door(self) -> LoginPage | SwitchUserPage:
        """The page that asks for a password."""
        page = self.cover()
        assert isinstance(page, LoginPage | SwitchUserPage)
        return page

    def try_password(self, login: str, password: str = PASSWORD) -> None:
        """Type login and password, and press Enter."""
        page = self.door()
        page.login.set_value(login)
        page.password.set_value(password)
        self.qtbot.keyClick(page.password, Qt.Key.Key_Return)

    def log_in(self, login: str) -> Sitting:
        """Unlock as somebody, and wait until the window is hers."""
        self.try_password(login)
        self.qtbot.waitUntil(lambda: self.umid.sitting is not None, timeout=8000)
        self.settle()
        return self.sitting

    def settle(self) -> None:
        """Wait for everything that was asked or written; the keyboard is the window's again."""
        self.umid.window.activateWindow()
        for _round in range(6):
            if self.umid.sitting is not None:
                self.sitting.work.drain(20)
                self.sitting.work._reader.drain(20)
            self.umid.lane.drain(20)
            QApplication.processEvents()

    def close(self) -> None:
        """End the program."""
        if not self.closed:
            self.closed = True
            self.umid.window.close()
            self.umid.window.deleteLater()
            self.umid.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def open_desktop(qapp: QApplication, qtbot: QtBot, made: Path, folder: Path) -> Desktop:
    """Start the program on a copy of a vault."""
    shutil.copytree(made, folder)
    clock = FixedClock(NOW)
    umid = Umid(qapp, clock, cheap=True)
    umid.start(folder)
    desktop = Desktop(umid, qtbot, clock, folder)
    desktop.settle()
    return desktop
