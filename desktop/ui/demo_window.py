"""The demonstration: the window on invented people, or a walk through it that leaves pictures and papers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from db.clock import Clock
from desktop.demo.fill import DemoVault
from desktop.i18n import N_, load
from desktop.ui.app import Umid, run
from desktop.ui.doors import Invitation
from desktop.ui.shell.logins import Credentials, LoginPage

if TYPE_CHECKING:
    from desktop.ui.sittings import Sitting

PATIENCE_S, QUIET_S = 60.0, 0.7
SMALLEST = (1366, 768)
NURSE, PSYCHOLOGIST, CASEWORKER, DIRECTOR = "nurse", "psychologist", "caseworker", "director"
# Who is visited, and which pages of a file each looks at.
VISITS = (
    (NURSE, ("overview", "health")),
    (PSYCHOLOGIST, ("counselling",)),
    (CASEWORKER, ("overview", "family", "learning", "plan")),
    (DIRECTOR, ()),
)


def open_demo(made: DemoVault) -> int:
    """Open the window on invented people, the nurse's name already at the door."""
    return run(made.folder, invitation(made))


def invitation(made: DemoVault) -> Invitation:
    """How to get in, shown under the login because everybody here is invented; the nurse first."""
    users = sorted(made.users, key=lambda user: user.login != NURSE)
    lines = tuple(f"{user.login}   {user.password}" for user in users)
    return Invitation(NURSE, N_("Everybody here is invented. Log in as:"), lines)


def take_pictures(made: DemoVault, folder: Path) -> int:
    """Walk through the window off screen; pictures and papers are left in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["umid"])
    if not isinstance(app, QApplication):
        raise TypeError("pictures need a window system, if only the off-screen one")
    walk = Walk(Umid(app, Clock()), made, folder)
    try:
        walk.whole()
    finally:
        walk.umid.window.close()
    return 0


class Walk:
    """One run through the window, colleague by colleague."""

    def __init__(self, umid: Umid, made: DemoVault, folder: Path, *, quiet_s: float = QUIET_S) -> None:
        self.umid, self.made, self.folder = umid, made, folder
        # How long the window must have had for what it asked before it is pictured.
        self._quiet_s = quiet_s
        umid.window.resize(*SMALLEST)

    def whole(self, visits: Sequence[tuple[str, tuple[str, ...]]] = VISITS) -> None:
        """Every colleague's first pages, in both languages and both lights, then the papers."""
        self.umid.start(self.made.folder, invitation(self.made))
        self.until(lambda: self.umid.window.is_covered)
        self.picture("1-login")
        for login, pages in visits:
            self.visit(login, pages)

    def visit(self, login: str, pages: Sequence[str]) -> None:
        """Log in, look at Today and at some pages of a mother's file, and lock again."""
        sitting = self.enter(login)
        for language, look in (("en", "light"), ("ru", "dark")):
            self.umid.choose_language(language)
            self.umid.window.dress(look, 100)
            sitting.command("today")
            self.picture(f"2-today-{login}-{language}-{look}")
            for page in pages:
                self.open(page)
                self.picture(f"3-{page}-{login}-{language}-{look}")
        if login == CASEWORKER:
            self.papers(sitting)
        self.umid.choose_language("en")
        self.umid.window.dress("light", 100)
        self.umid.lock()

    def enter(self, login: str) -> Sitting:
        """Come in as one of the invented colleagues."""
        user = self.made.user(login)
        self.umid.window.findChildren(LoginPage)[-1].entered.emit(Credentials(user.login, user.password))
        self.until(lambda: self.umid.sitting is not None)
        sitting = self.umid.sitting
        if sitting is None:
            raise TimeoutError("nobody came in")
        return sitting

    def open(self, page: str) -> None:
        """One page of the first family's file."""
        self.until(lambda: bool(self.umid.window.left.people.rows()))
        first = self.umid.window.left.people.rows()[0].key
        self.umid.window.person_opened.emit(first)
        self.settle()
        shown = self.umid.window.page()
        chooser = getattr(shown, "show_page", None)
        if chooser is not None:
            chooser(page)

    def papers(self, sitting: Sitting) -> None:
        """The progress report in one and two languages, and the blank sheets."""
        from desktop.reports import papers
        from desktop.reports.orders import BLANKS, PROGRESS, Wish

        who = self.umid.window.left.people.rows()[0].key
        if not isinstance(who, UUID):
            raise TypeError("a row of the list is a person")
        for tags in (("en",), ("ru",), ("kk",), ("ru", "kk")):
            languages = tuple(load(tag) for tag in tags)
            with sitting.opened.vault.reading() as session:
                for kind in (PROGRESS, *BLANKS):
                    data = papers.draw_paper(
                        session, sitting.desk(), kind, languages, person_id=who, wish=Wish()
                    )
                    (self.folder / f"{kind}-{'-'.join(tags)}.pdf").write_bytes(data)

    def picture(self, name: str) -> None:
        """The window as it stands, once everything it asked for has come."""
        self.settle()
        self.umid.window.grab().save(str(self.folder / f"{name}.png"))

    def settle(self) -> None:
        """Wait for writes, and give reads under way the time to come and be drawn."""
        if self.umid.sitting is not None:
            self.umid.sitting.work.drain(PATIENCE_S)
        end = time.monotonic() + self._quiet_s
        while time.monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.01)

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the window work until something is so. TimeoutError after half a minute."""
        end = time.monotonic() + PATIENCE_S
        while not ready():
            if time.monotonic() > end:
                logging.getLogger("umid").error("the walk waited in vain")
                raise TimeoutError
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        self.settle()
