"""Before the records are open: which records, new ones, who wants in, which day it is.

It imports nothing of the database: what opening a vault needs is brought in on the lane's thread while
the login waits. Pages that are seldom seen are imported when they are shown.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from db.clock import Clock
from desktop import paths
from desktop.i18n import Language
from desktop.ui.shell.covers import CoverPage
from desktop.ui.shell.logins import Credentials, LoginPage, SwitchUserPage
from desktop.ui.shell.windows import MainWindow
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.work import Lane, frames

if TYPE_CHECKING:
    from db.instance import Instance
    from desktop.ui.admin.first_start import CentrePage, ChoosePage, NewCentre
    from desktop.ui.openings import Opened
    from desktop.ui.shell.new_vaults import CreateVaultPage, NewVault

log = logging.getLogger("umid.door")
# The files beside a database that say it is a vault (db.slot_files.NAMES, without importing it).
SLOT_FILES = ("vault.a.json", "vault.b.json")
MOST_FOLDERS = 1000


@dataclass(frozen=True)
class Invitation:
    """What the login shows of a vault of invented people: whom to try, and with which password."""

    login: str = ""
    # An untranslated sentence, and lines under it that read the same in every language.
    hint: str = ""
    lines: tuple[str, ...] = ()

    def said(self, language: Language) -> str:
        """The hint as the login shows it; empty where nobody is invited."""
        return "\n".join((language.text(self.hint), *self.lines)) if self.hint else ""


class Door(QObject):
    """Shows its pages over the window. `opened` carries Opened and by how many days the clock is wrong.

    `closed` asks for the end of the program, the other two carry what a page's foot chose.
    """

    opened = Signal(object, object)
    closed = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        lane: Lane,
        clock: Clock,
        language: Language,
        languages: Sequence[tuple[str, str]],
        *,
        cheap: bool = False,
    ) -> None:
        super().__init__(window)
        self._window, self._lane, self._clock, self._cheap = window, lane, clock, cheap
        self.language, self._languages = language, tuple(languages)
        self._recent: tuple[Path, ...] = ()
        self._invitation = Invitation()
        self._folder: Path | None = None
        self._instance: Instance | None = None
        # Between the password and the answer to "Which day is it?" the vault is open and nobody's.
        self._in_between: Opened | None = None
        self._again: Callable[[], object] = self.choose
        self._ended = False

    # Pages over the window.

    def _cover(self, page: CoverPage, again: Callable[[], object]) -> None:
        self._again = again
        page.language_chosen.connect(self.language_chosen)
        page.theme_chosen.connect(self.theme_chosen)
        self._window.cover(page)

    def translate(self, language: Language) -> None:
        """Show the present page in another language; what was typed in it is typed again."""
        self.language = language
        if self._window.is_covered:
            self._again()

    # Which records.

    def start(self, folder: Path | None, recent: Sequence[Path], invitation: Invitation) -> None:
        """Show the door of these records, else of those opened last, else ask which."""
        self._recent = tuple(one for one in recent if is_vault(one))
        self._invitation = invitation
        chosen = folder or next(iter(self._recent), None)
        if chosen is None:
            self.choose()
        else:
            self.go_to(chosen)

    def choose(self) -> None:
        """Ask which records."""
        from desktop.ui.admin.first_start import ChoosePage

        self.release()
        page = ChoosePage(self.language, self._languages, self._recent)
        page.chosen.connect(self.go_to)
        page.new_wanted.connect(self._new_centre)
        page.folder_wanted.connect(lambda: self._open_folder(page))
        self._cover(page, self.choose)

    def _open_folder(self, page: ChoosePage) -> None:
        folder = self._ask_folder()
        if folder is None:
            return
        if is_vault(folder):
            self.go_to(folder)
            return
        said = self.language.text("There are no records in {folder}. Choose the folder that holds them.")
        page.banner.say("warning", said.format(folder=folder))

    def _ask_folder(self) -> Path | None:
        title = self.language.text("Choose a folder")
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(paths.vaults()))
        return Path(chosen) if chosen else None

    def go_to(self, folder: Path) -> None:
        """Become the one window on these records; meanwhile the login can be typed."""
        self.release()
        self._folder = folder
        self.show_login(self._invitation.login)
        self._lane.run(partial(_hold, self._folder, self._clock), self._held, self._not_held)

    def _held(self, instance: Instance) -> None:
        if self._ended:
            instance.close()
        else:
            self._instance = instance

    def _not_held(self, error: BaseException) -> None:
        from desktop.ui import errors
        from desktop.ui.admin.first_start import LastWordPage

        self._folder = None
        self._report(error)

        def tell() -> None:
            page = LastWordPage(self.language, errors.said(error, self.language))
            page.closed.connect(self.closed)
            self._cover(page, tell)

        tell()

    def release(self) -> None:
        """Give the records free for another window."""
        if self._instance is not None:
            self._instance.close()
            self._instance = None

    def end(self) -> None:
        """Nothing is opened any more; what was opened in between is locked."""
        self._ended = True
        if self._in_between is not None:
            self._in_between.vault.lock()
            self._in_between = None
        self.release()

    # New records.

    def _new_centre(self) -> None:
        from desktop.ui.admin.first_start import CentrePage

        page = CentrePage(self.language, self._languages, free_folder())
        page.made.connect(self._new_user)
        page.cancelled.connect(self.choose)
        page.folder_wanted.connect(lambda: self._other_folder(page))
        self._cover(page, self._new_centre)

    def _other_folder(self, page: CentrePage) -> None:
        folder = self._ask_folder()
        if folder is not None:
            page.show_folder(folder)

    def _new_user(self, house: NewCentre) -> None:
        from desktop.ui.shell.new_vaults import CreateVaultPage

        page = CreateVaultPage(self.language, self._languages)
        page.create_wanted.connect(partial(self._create, page, house))
        page.recovery_confirmed.connect(lambda: self.go_to(house.folder))
        page.print_wanted.connect(self._print_recovery)
        self._cover(page, partial(self._new_user, house))

    def _create(self, page: CreateVaultPage, house: NewCentre, who: NewVault) -> None:
        page.set_busy(self.language.text("Making the records…"))
        job = partial(_create, who, house, self._clock, cheap=self._cheap)
        self._lane.run(job, partial(self._created, page), partial(self._refused, page))

    def _created(self, page: CreateVaultPage, recovery: str) -> None:
        # From here on the page shows what is shown only once: no other language may take its place.
        self._again = lambda: None
        page.show_recovery(recovery)

    def _print_recovery(self, key: str) -> None:
        from desktop.ui.admin.recovery_paper import print_recovery

        print_recovery(self._window, self.language, key)

    # Who wants in.

    def show_login(self, login: str = "") -> None:
        """Ask for user name and password."""
        page = LoginPage(self.language, "", self._languages, login=login)
        page.set_hint(self._invitation.said(self.language))
        page.body.addWidget(LinkButton(self.language.text("Other records"), self.choose, kind="muted"))
        page.entered.connect(partial(self._enter, page))
        self._cover(page, partial(self.show_login, login))

    def show_switch(self, who: str, login: str, *, unsaved: bool) -> None:
        """Ask who is at the desk now; what `who` was typing waits."""
        page = SwitchUserPage(self.language, who, self._languages, unsaved=unsaved)
        page.set_hint(self._invitation.said(self.language))
        page.entered.connect(partial(self._enter, page))
        page.cancelled.connect(lambda: self.show_login(login))
        self._cover(page, partial(self.show_switch, who, login, unsaved=unsaved))

    def _enter(self, page: LoginPage | SwitchUserPage, who: Credentials) -> None:
        if self._folder is not None:
            page.set_busy(self.language.text("Unlocking…"))
            job = partial(_open, self._folder, who, self._clock, cheap=self._cheap)
            self._lane.run(job, self._let_in, partial(self._refused, page))

    def enter(self, who: Credentials) -> None:
        """Try to come in as if it had been typed: for the walk through the demonstration."""
        page = self._window.findChildren(CoverPage)[-1]
        if isinstance(page, LoginPage | SwitchUserPage):
            self._enter(page, who)

    def _refused(self, page: LoginPage | SwitchUserPage | CreateVaultPage, error: BaseException) -> None:
        from desktop.ui import errors

        self._report(error)
        page.show_refusal(errors.said(error, self.language))
        wait = errors.wait_of(error)
        if wait and isinstance(page, LoginPage | SwitchUserPage):
            page.show_wait(wait)

    def _report(self, error: BaseException) -> None:
        from desktop.ui import errors

        if errors.known(error, self.language) is None:
            log.error("%s at %s", type(error).__name__, frames(error))
        else:
            log.info("refused: %s", type(error).__name__)

    def _let_in(self, opened: Opened) -> None:
        from desktop.ui.admin.days import is_doubtful

        if self._ended or self._instance is None:
            opened.vault.lock()
            return
        today = self._clock.today(opened.programme.time_zone)
        if opened.newest_on is not None and is_doubtful(today, opened.newest_on):
            self._in_between = opened
            self._ask_day(opened, today, opened.newest_on)
        else:
            self.opened.emit(opened, timedelta(0))

    def _ask_day(self, opened: Opened, today: date, newest: date) -> None:
        from desktop.ui.admin.days import DayPage

        page = DayPage(self.language, today, newest)
        page.answered.connect(lambda day: self._day_said(opened, day - today))
        self._cover(page, partial(self._ask_day, opened, today, newest))

    def _day_said(self, opened: Opened, days_off: timedelta) -> None:
        self._in_between = None
        self.opened.emit(opened, days_off)


def is_vault(folder: Path) -> bool:
    """Whether there are records in this folder."""
    return any((folder / name).is_file() for name in SLOT_FILES)


def free_folder() -> Path:
    """Where new records go unless another folder is chosen: the first number that is not taken."""
    home = paths.vaults()
    return next(home / str(number) for number in range(1, MOST_FOLDERS) if not is_vault(home / str(number)))


# On the lane's thread: here the database comes in.


def _hold(folder: Path, clock: Clock) -> Instance:
    from desktop.ui import openings

    return openings.hold(openings.place_of(folder), clock)


def _open(folder: Path, who: Credentials, clock: Clock, *, cheap: bool) -> Opened:
    from desktop.ui import openings

    return openings.open_vault(openings.place_of(folder), who, clock, cheap=cheap)


def _create(who: NewVault, house: NewCentre, clock: Clock, *, cheap: bool) -> str:
    from desktop.ui import openings

    return openings.create_vault(openings.place_of(house.folder), who, house, clock, cheap=cheap)
