"""The program's window from start to end: at the door, at the desk, and back to the door."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from db import files
from db.clock import Clock
from desktop import paths
from desktop.i18n import TAGS, Language, load, tag_of
from desktop.resources import resource
from desktop.settings import FILE, Settings, read
from desktop.ui import theme
from desktop.ui.doors import Door, Invitation
from desktop.ui.shell.covers import CoverPage
from desktop.ui.shell.idle import IdleWatch
from desktop.ui.shell.windows import MainWindow
from desktop.ui.system import clear_clipboard
from desktop.ui.widgets.searches import Hit
from desktop.ui.work import Lane

if TYPE_CHECKING:
    from desktop.ui.admin.settings_page import Chosen
    from desktop.ui.openings import Opened
    from desktop.ui.shell.new_vaults import NewPassword
    from desktop.ui.sittings import Sitting, Spot

USUAL_MINUTES = 5
# While somebody sits beside the screen and tells, nobody types.
SESSION_MINUTES = 30


class Umid(QObject):
    """Owns the window, the thread of the door, and whoever is at the desk."""

    def __init__(
        self,
        app: QApplication,
        clock: Clock,
        *,
        cheap: bool = False,
    ) -> None:
        super().__init__()
        self._app, self._clock, self._cheap = app, clock, cheap
        self._settings_path = paths.settings() / FILE
        self.settings = read(self._settings_path)
        self.language = load(self.settings.language or of_system())
        self.languages = offered()
        self.sitting: Sitting | None = None
        # Where each colleague was when she left; only while the program runs.
        self._spots: dict[str, Spot] = {}
        self._minutes = USUAL_MINUTES
        theme.load_fonts()
        theme.apply(app, self.settings.theme, self.settings.zoom)
        self.window = MainWindow(
            self.language, self._search, self.languages, zoom=self.settings.zoom, may_close=self._may_close
        )
        self.lane = Lane("umid-door", self)
        self.door = Door(self.window, self.lane, clock, self.language, self.languages, cheap=cheap)
        self.idle = IdleWatch(app, USUAL_MINUTES, self)
        self.idle.stop()
        self._connect()

    def _connect(self) -> None:
        window, door = self.window, self.door
        window.commanded.connect(self._command)
        window.language_chosen.connect(self.choose_language)
        window.look_changed.connect(self._look_changed)
        window.beside_changed.connect(self._retime)
        self._app.focusChanged.connect(self._retime)
        self.idle.went_idle.connect(self.lock)
        door.opened.connect(self._sit_down)
        door.closed.connect(window.close)
        door.language_chosen.connect(self.choose_language)
        door.theme_chosen.connect(self._theme_chosen)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), window)
            shortcut.activated.connect(partial(self._tab, number))

    def start(self, folder: Path | None = None, invitation: Invitation | None = None) -> None:
        """Show the window with the door of these records, or of those opened last."""
        recent = [Path(one) for one in self.settings.recent]
        self.door.start(folder, recent, invitation or Invitation())
        self.window.show()

    # At the desk, and back to the door.

    def _sit_down(self, opened: Opened, days_off: timedelta) -> None:
        from desktop.ui.sittings import Sitting

        self._remember(self.settings.opened(opened.vault.place.folder))
        self._take_choices(opened)
        self.window.uncover()
        self.sitting = Sitting(
            self.window, opened, self.language, self._clock, self.lane, self.languages,
            days_off=days_off, cheap=self._cheap,
        )  # fmt: skip
        self.sitting.settings_chosen.connect(self._settings_chosen)
        self.sitting.begin(self._spots.get(opened.login))
        self._retime()

    def _take_choices(self, opened: Opened) -> None:
        """Language and look of whoever came in."""
        kept = opened.preferences
        with suppress(KeyError):
            self._speak(load(tag_of(kept.get("language", self.language.tag))))
        zoom = kept.get("zoom", "")
        size = int(zoom) if zoom.isdecimal() else self.settings.zoom
        self.window.dress(kept.get("theme", self.settings.theme), size)

    def _leave(self) -> tuple[str, str, bool]:
        """Lock the records: (name, login, whether something typed waits) of who was at the desk."""
        sitting, self.sitting = self.sitting, None
        if sitting is None:
            return "", "", False
        opened, unsaved = sitting.opened, sitting.unsaved
        self._spots[opened.login] = sitting.spot
        self.idle.stop()
        self.window.turn_beside(beside=False)
        sitting.end()
        clear_clipboard()
        return opened.vault.actor.name, opened.login, unsaved

    def lock(self) -> None:
        """Lock; the same colleague comes back to the same page with what she was typing."""
        if self.sitting is not None:
            _name, login, _unsaved = self._leave()
            self.door.show_login(login)

    def switch_user(self) -> None:
        """Lock, and ask who is at the desk now."""
        if self.sitting is not None:
            name, login, unsaved = self._leave()
            self.door.show_switch(name, login, unsaved=unsaved)

    def _may_close(self) -> bool:
        self._leave()
        self.door.end()
        self.lane.close()
        return True

    def _retime(self, *_told: object) -> None:
        """Wait longer for the lock while somebody beside the screen tells and a form is open."""
        if self.sitting is None:
            return
        minutes = self.sitting.idle_minutes
        if self.window.is_beside and self.sitting.in_session:
            minutes = max(minutes, SESSION_MINUTES)
        if minutes != self._minutes or not self.idle.is_running:
            self._minutes = minutes
            self.idle.set_minutes(minutes)

    # What the window asks for.

    def _command(self, code: str) -> None:
        jobs: dict[str, Callable[[], object]] = {
            "lock": self.lock,
            "switch_user": self.switch_user,
            "change_password": self._change_password,
        }
        if code in jobs:
            jobs[code]()

    def _tab(self, number: int) -> None:
        if self.sitting is not None and not self.window.is_covered:
            self.sitting.show_tab(number)

    def _search(self, typed: str, deliver: Callable[[Sequence[Hit]], object]) -> None:
        if self.sitting is not None:
            self.sitting.search(typed, deliver)

    # One's own password.

    def _change_password(self) -> None:
        from desktop.ui.shell.new_vaults import ChangePasswordPage

        if self.sitting is None:
            return
        page = ChangePasswordPage(self.language, self.sitting.opened.vault.actor.name)
        page.cancelled.connect(self.window.uncover)
        page.change_wanted.connect(partial(self._new_password, page))
        self.window.cover(page)

    def _new_password(self, page: CoverPage, asked: NewPassword) -> None:
        if self.sitting is None:
            return
        page.set_busy(self.language.text("Changing the password…"))
        job = partial(_change, self.sitting.opened, asked, cheap=self._cheap)
        self.lane.run(job, self._password_changed, partial(self._password_refused, page))

    def _password_changed(self, _nothing: None) -> None:
        self.window.uncover()
        self.window.say("done", self.language.text("Your password is changed."))

    def _password_refused(self, page: CoverPage, error: BaseException) -> None:
        from desktop.ui import errors

        page.show_refusal(errors.said(error, self.language))

    # Languages and looks.

    def choose_language(self, tag: str) -> None:
        """Speak another language from now on, without a restart."""
        if tag == self.language.tag:
            return
        self._speak(load(tag))
        self._remember(replace(self.settings, language=tag))
        if self.sitting is not None:
            self.sitting.translate(self.language)
        else:
            self.door.translate(self.language)

    def _speak(self, language: Language) -> None:
        self.language = self.door.language = language
        self.window.retranslate(language)

    def _theme_chosen(self, name: str) -> None:
        self.window.dress(name, self.window.zoom)
        self._look_changed(name, self.window.zoom)
        self.door.translate(self.language)

    def _look_changed(self, name: str, zoom: int) -> None:
        self._remember(replace(self.settings, theme=name, zoom=zoom))
        if self.sitting is not None:
            self.sitting.keep_look(name, zoom)

    def _settings_chosen(self, chosen: Chosen) -> None:
        self._look_changed(chosen.theme, chosen.zoom)
        self.window.dress(chosen.theme, chosen.zoom)
        self._retime()
        self.choose_language(chosen.language)

    def _remember(self, settings: Settings) -> None:
        self.settings = settings
        # A folder that cannot be written is no reason to stop: it is asked again at the next start.
        with suppress(OSError):
            paths.make_private(self._settings_path.parent)
            files.replace_quickly(self._settings_path, settings.text().encode())


def run(folder: Path | None = None, invitation: Invitation | None = None) -> int:
    """Open the window on these records, else on those opened last, and stay until it is closed."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["umid"])
    app.setApplicationName("Umid")
    umid = Umid(app, Clock())
    umid.start(folder, invitation)
    return app.exec()


def offered() -> tuple[tuple[str, str], ...]:
    """Languages whose texts are here, with what each calls itself."""
    folders = [(tag, resource("i18n", tag.replace("-", "_"))) for tag in TAGS]
    return tuple(
        (tag, own_name(folder / "locale.toml", tag))
        for tag, folder in folders
        if tag == "en" or (folder / "umid.mo").is_file()
    )


def own_name(path: Path, tag: str) -> str:
    """What a language calls itself, without reading the rest of its file: a start waits for it."""
    found = re.search('^name = "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else tag


def of_system() -> str:
    """The language of this computer if Umid speaks it, else English."""
    for name in QLocale.system().uiLanguages():
        with suppress(KeyError):
            return tag_of(name.partition("-")[0])
    return "en"


def _change(opened: Opened, asked: NewPassword, *, cheap: bool) -> None:
    from desktop.services import users

    users.change_password(opened.vault, asked.old, asked.new, cheap=cheap)
