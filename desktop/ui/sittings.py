"""One colleague at the desk, from unlocking to locking: the pages, and the way between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db import files
from db.clock import Clock
from db.queries.due import DueItem
from desktop.forms.catalogue import FORMS
from desktop.i18n import Language
from desktop.services import preferences, users
from desktop.services.desk import Desk
from desktop.services.today import week_ago_ms
from desktop.services.users import Added
from desktop.ui import errors, lists, theme
from desktop.ui.admin.help_pages import about_page, keys_page
from desktop.ui.admin.settings_page import Chosen, SettingsPage
from desktop.ui.admin.users_page import NewColleague, UsersPage
from desktop.ui.context import Context
from desktop.ui.follow_up.rounds import RoundPage
from desktop.ui.follow_up.today import TodayPage
from desktop.ui.form_editor import FormEditor
from desktop.ui.intake.arrival_desk import ArrivalDesk
from desktop.ui.intake.manifest_page import ManifestPage
from desktop.ui.intake.new_intake import NewIntakePage
from desktop.ui.lists import Lists
from desktop.ui.openings import Opened, Rows
from desktop.ui.pages import file_pages, open_file
from desktop.ui.people.files import FilePage
from desktop.ui.reports import pages as papers
from desktop.ui.reports.previews import PreviewPage
from desktop.ui.shell.commands import COMMANDS
from desktop.ui.shell.windows import MainWindow
from desktop.ui.widgets.searches import Hit
from desktop.ui.work import Lane, Work

TODAY, PERSON = "today", "person"
# Pages with a command of their own, by its code.
PAGES = frozenset(
    {"today", "arrival_desk", "manifest", "new_intake", "blank_sheets", "users", "settings", "keys", "about"}
)
# Forms during which somebody sits beside the screen and nobody types for a while.
SESSIONS = frozenset({"psych_session", "religious_session", "intake", "health_check", "own_words"})


@dataclass(frozen=True)
class Spot:
    """Where in the window somebody is: a page by its code, or a person's file and its page."""

    code: str = TODAY
    person_id: UUID | None = None
    tab: str = "overview"


class Sitting(QObject):
    """Everything that lives while one colleague is at the desk.

    `settings_chosen` carries Chosen: language, colours and size are the program's to change.
    """

    settings_chosen = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        opened: Opened,
        language: Language,
        clock: Clock,
        lane: Lane,
        languages: Sequence[tuple[str, str]],
        *,
        days_off: timedelta = timedelta(0),
        cheap: bool = False,
    ) -> None:
        super().__init__()
        self.window, self.opened, self.language = window, opened, language
        self._clock, self._lane, self._languages = clock, lane, tuple(languages)
        self._days_off, self._cheap = days_off, cheap
        self.spot = Spot()
        self.choices = dict(opened.preferences)
        self.work = Work(Rows(opened.vault), self, lambda error: errors.known(error, self.language))
        self.context = self._new_context()
        self._since = self._last_visit()
        self.lists = Lists(window, self.context, self)
        self._connect()

    # Who, when, with what.

    def desk(self) -> Desk:
        """Who is at the desk, today and now."""
        opened = self.opened
        return Desk(
            actor=opened.vault.actor,
            access=opened.access,
            keyring=opened.vault.keyring,
            today=self.today(),
            now_ms=self._clock.now_ms(),
            centre_id=opened.centre_id,
            station=opened.station,
            programme=opened.programme,
        )

    def today(self) -> date:
        """The computer's day at the centre, or the day it was corrected to."""
        return self._clock.today(self.opened.programme.time_zone) + self._days_off

    def _new_context(self) -> Context:
        return Context(
            work=self.work,
            desk=self.desk,
            language=self.language,
            theme=theme.current().name,
            programme=self.opened.programme,
            open_person=self.open_person,
            print_person=self.print_person,
            staff=self.opened.staff,
            zone=self.opened.programme.time_zone,
        )

    def _last_visit(self) -> int:
        kept = self.choices.get(preferences.LAST_VISIT, "")
        return int(kept) if kept.isdecimal() else week_ago_ms(self.desk())

    def _connect(self) -> None:
        window = self.window
        self._links = [
            (window.person_opened, self.open_person),
            (window.due_opened, self.open_due),
            (window.hit_chosen, self._open_hit),
            (window.commanded, self.command),
        ]
        for signal, slot in self._links:
            signal.connect(slot)
        self.work.busy.connect(window.set_busy)
        self.work.changed.connect(self._saved)
        self.work.failed.connect(self._failed)

    # Beginning and ending.

    def begin(self, spot: Spot | None = None) -> None:
        """Show the window to this colleague, at the page she left."""
        roles = ", ".join(self.language.label("role", role) for role in self.opened.vault.actor.roles)
        self._name_centre()
        self.window.set_user(self.opened.vault.actor.name, roles)
        self._show_state()
        self.go(spot or Spot())
        self.lists.reload()

    def _name_centre(self) -> None:
        names = self.opened.centre_names
        self.window.set_centre(names.get(self.language.tag) or names[""])

    def keep_now(self) -> None:
        """Hand every unsaved form to the writer, before the lock and before the end."""
        for editor in self.window.findChildren(FormEditor):
            editor.flush()
        for keep in list(self.context.before_lock):
            keep()

    def end(self) -> None:
        """Keep drafts and the hour of this visit, wait for the writer, let go of everything on the screen."""
        self.keep_now()
        self._choose({preferences.LAST_VISIT: str(self._clock.now_ms())})
        self.work.drain()
        for signal, slot in self._links:
            signal.disconnect(slot)
        self.window.drop_pages()
        self.window.set_people(())
        self.window.set_due(())
        self.window.set_user("", "")
        self.window.silence()
        self.work.close()
        self.opened.vault.lock()
        self.deleteLater()

    @property
    def unsaved(self) -> bool:
        """Whether something is typed and not saved."""
        return any(editor.dirty for editor in self.window.findChildren(FormEditor))

    @property
    def in_session(self) -> bool:
        """Whether a form is open that is filled in while talking."""
        return any(
            editor.form.key in SESSIONS and editor.isVisible()
            for editor in self.window.findChildren(FormEditor)
        )

    @property
    def idle_minutes(self) -> int:
        """Minutes until the lock, as this colleague has chosen."""
        return preferences.idle_minutes(self.choices)

    def _choose(self, chosen: dict[str, str]) -> None:
        self.choices |= chosen
        self.work.write(partial(preferences.choose, desk=self.desk(), chosen=chosen), verb="choose")

    # What the bottom line says.

    def _saved(self, _kinds: frozenset[str]) -> None:
        when = self.language.clock(self._clock.now_ms(), self.context.zone)
        said = self.language.text("Saved {when} · every change kept in history")
        self.window.set_status(left=said.format(when=when))

    def _show_state(self) -> None:
        folder = self.opened.vault.place.folder
        _ = self.language.text
        if files.is_low_on_space(folder):
            said = _("Little room is left on the disk: less than 500 MB. Make room soon.")
        else:
            said = _("Encrypted on this computer · desk {station}").format(station=self.opened.station)
        self.window.set_status(right=said)

    def _failed(self, text: str) -> None:
        self.window.say("error", self.language.text(text))

    # Pages.

    def go(self, spot: Spot) -> None:
        """Show a page; one that cannot be gone back to is Today."""
        if spot.code == PERSON and spot.person_id is not None:
            self._open_file(spot.person_id, spot.tab)
            return
        pages: dict[str, Callable[[], QWidget]] = {
            TODAY: self._today_page,
            "arrival_desk": self._arrival_page,
            "manifest": self._manifest_page,
            "new_intake": self._new_intake_page,
            "blank_sheets": self._blank_page,
            "users": lambda: UsersPage(self.context, self._add_colleague),
            "settings": self._settings_page,
            "keys": lambda: keys_page(self.language),
            "about": lambda: about_page(self.language),
        }
        code = spot.code if spot.code in pages else TODAY
        self._show(pages[code](), Spot(code))

    def _show(self, page: QWidget, spot: Spot) -> None:
        self.spot = spot
        self.window.silence()
        self.window.show_page(page)
        self.lists.show_person(spot.person_id)
        page.setFocus()

    def open_person(self, person_id: object) -> None:
        """Open somebody's file."""
        if isinstance(person_id, UUID):
            self._open_file(person_id)

    def _open_file(self, person_id: UUID, tab: str = "overview") -> None:
        page = open_file(self.context, person_id, tab)
        page.page_shown.connect(self._tab_shown)
        self._show(page, Spot(PERSON, person_id, tab))

    def _tab_shown(self, code: str) -> None:
        self.spot = replace(self.spot, tab=code)

    def print_person(self, person_id: object) -> None:
        """Ask for a paper of this person."""
        if isinstance(person_id, UUID):
            self._show(papers.person_page(self.context, person_id), self.spot)

    def _print_arrival(self, arrival_id: UUID) -> None:
        page = papers.arrival_page(self.context, arrival_id)
        page.closed.connect(partial(self.go, Spot("arrival_desk")))
        self._show(page, Spot("arrival_desk"))

    def _blank_page(self) -> QWidget:
        page = papers.blank_page(self.context)
        page.closed.connect(partial(self.go, Spot()))
        return page

    def open_due(self, items: object) -> None:
        """One thing due opens the file; one for many opens as a round."""
        if not isinstance(items, tuple) or not items:
            return
        found = [one for one in items if isinstance(one, DueItem)]
        if len(found) == 1:
            self._open_file(found[0].person_id, _tab_of(self.context, found[0]))
        else:
            self._show(RoundPage(self.context, found), Spot(TODAY))

    def _open_hit(self, hit: Hit) -> None:
        if isinstance(hit.key, UUID):
            self.open_person(hit.key)
        else:
            self.command(str(hit.key))

    def _today_page(self) -> QWidget:
        page = TodayPage(self.context, self._since)
        page.wanted.connect(self.command)
        page.due_opened.connect(self.open_due)
        return page

    def _arrival_page(self, arrival_id: UUID | None = None) -> QWidget:
        page = ArrivalDesk(self.context, self._print_arrival, arrival_id)
        page.manifest_wanted.connect(lambda: self.go(Spot("manifest")))
        return page

    def _manifest_page(self) -> QWidget:
        page = ManifestPage(self.context, self._lane)
        page.registered.connect(self._registered)
        return page

    def _registered(self, arrival_id: object) -> None:
        if isinstance(arrival_id, UUID):
            self._show(self._arrival_page(arrival_id), Spot("arrival_desk"))

    def _new_intake_page(self) -> QWidget:
        page = NewIntakePage(self.context)
        page.opened.connect(self.open_person)
        return page

    # Settings and colleagues.

    def _settings_page(self) -> QWidget:
        now = Chosen(
            self.language.tag,
            self.choices.get(preferences.THEME, "system"),
            self.window.zoom,
            self.idle_minutes,
        )
        page = SettingsPage(self.language, self._languages, now)
        page.chosen.connect(self._settings_changed)
        return page

    def _settings_changed(self, chosen: Chosen) -> None:
        self._choose({preferences.IDLE_MINUTES: str(chosen.idle_minutes)})
        self.settings_chosen.emit(chosen)

    def keep_look(self, name: str, zoom: int) -> None:
        """Remember colours and size for this colleague."""
        self._choose({preferences.THEME: name, preferences.ZOOM: str(zoom)})

    def translate(self, language: Language) -> None:
        """Show the same page in another language; what was typed waits as a draft."""
        self.keep_now()
        self.language = language
        self._choose({preferences.LANGUAGE: language.tag})
        self.context = self._new_context()
        self.lists.translate(self.context)
        self.begin(self.spot)

    def _add_colleague(
        self,
        new: NewColleague,
        done: Callable[[Added], object],
        wrong: Callable[[BaseException], object],
    ) -> None:
        job = partial(
            users.add_colleague, self.opened.vault, self.desk(), self.opened.access, login=new.login,
            name=new.name, roles=new.roles, password=new.password, takes_arrivals=new.takes_arrivals,
            cheap=self._cheap,
        )  # fmt: skip
        self._lane.run(job, done, wrong)

    # The window's keys.

    def search(self, typed: str, deliver: Callable[[Sequence[Hit]], object]) -> None:
        """Find people and pages."""
        pages = [
            (one.code, self.language.text(one.text).replace("&", ""))
            for one in COMMANDS
            if one.menu in ("file", "help")
        ]
        lists.search(self.context, pages, typed, deliver)

    def command(self, code: str) -> None:
        """Do what a menu or key asks; the page shown is asked first."""
        page = self.window.page()
        if isinstance(page, FilePage) and page.command(code):
            return
        if code == "print":
            self._print(page)
        elif code in PAGES:
            self.go(Spot(code))

    def _print(self, page: QWidget | None) -> None:
        if isinstance(page, ArrivalDesk):
            page.print_page()
        elif isinstance(page, PreviewPage):
            page.print_paper()
        else:
            self.go(Spot("blank_sheets"))

    def show_tab(self, number: int) -> None:
        """Ctrl+1 to Ctrl+9: the pages of the file that is open."""
        page, codes = self.window.page(), [one.code for one in file_pages(self.context)]
        if isinstance(page, FilePage) and number <= len(codes):
            page.show_page(codes[number - 1])


def _tab_of(context: Context, item: DueItem) -> str:
    """The page of the file on which a thing that is due is done."""
    rule = next((one for one in context.programme.due_rules if one.code == item.rule), None)
    record = rule.done_by.partition(".")[0] if rule is not None else ""
    for page in file_pages(context):
        if any(FORMS[key].record.__tablename__ == record for key in page.forms):
            return page.code
    return "overview"
