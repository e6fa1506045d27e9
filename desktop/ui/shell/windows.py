"""The window: who on the left, the page in the middle, what is due on the right. It knows no records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Language
from desktop.ui import theme
from desktop.ui.shell.bars import StatusLine, TopBar
from desktop.ui.shell.columns import (
    DUE_WIDTH,
    FOLDED_WIDTH,
    PEOPLE_WIDTH,
    DueColumn,
    Filter,
    PeopleColumn,
    scrolling,
    width_of,
)
from desktop.ui.shell.commands import COMMANDS, Command
from desktop.ui.shell.menus import Menus, QuietMenuBar
from desktop.ui.tables import PersonRow
from desktop.ui.widgets.due_items import Due
from desktop.ui.widgets.notices import Banner
from desktop.ui.widgets.searches import Search

SMALLEST = (1024, 600)
USUAL = (1366, 768)
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
BESIDE_GROWS = 1.25
# Below this the middle is too narrow for a form, and the due column folds by itself.
LEAST_MIDDLE = 520
_USER_MENU = ("switch_user", "change_password", "lock", "dark")


class MainWindow(QMainWindow):
    """The frame all pages live in. It is given frozen rows and callables and tells what was asked for.

    Signals: person_opened(key), more_people_wanted(rows so far), filter_chosen(code), due_opened(key),
    due_scope_chosen(code), hit_chosen(Hit), commanded(code of a Command), look_changed(theme, zoom),
    language_chosen(tag), beside_changed(bool), due_folded(bool). Commands of looks and focus are done
    here and told afterwards all the same.

    `may_close` is asked before the window closes: False keeps it open (drain the writer there).
    """

    person_opened = Signal(object)
    more_people_wanted = Signal(int)
    filter_chosen = Signal(str)
    due_opened = Signal(object)
    due_scope_chosen = Signal(str)
    due_folded = Signal(bool)
    hit_chosen = Signal(object)
    commanded = Signal(str)
    look_changed = Signal(str, int)
    language_chosen = Signal(str)
    beside_changed = Signal(bool)

    def __init__(
        self,
        language: Language,
        search: Search,
        languages: Sequence[tuple[str, str]] = (),
        *,
        zoom: int = 100,
        commands: Sequence[Command] = COMMANDS,
        may_close: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self._language, self._languages = language, tuple(languages)
        self._zoom, self._is_beside = zoom, False
        self._may_close = may_close
        self._folded_by_room = False
        self.top = TopBar(language, search)
        self.left = PeopleColumn(language)
        self.right = DueColumn(language)
        self.status = StatusLine()
        self.banner = Banner(language)
        self.pages = QStackedWidget()
        self._covers = QStackedWidget()
        self._frame = self._made_frame()
        self._covers.addWidget(self._frame)
        self.setCentralWidget(self._covers)
        bar = QuietMenuBar(self)
        self.setMenuBar(bar)
        self.menus = Menus(bar, self, commands, self._command, self.language_chosen.emit)
        self._user_menu = QMenu(self)
        self._connect()
        self.retranslate(language)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._fit()

    def _made_frame(self) -> QWidget:
        middle = QWidget()
        middle.setProperty("look", "page")
        middle_column = QVBoxLayout(middle)
        middle_column.setContentsMargins(0, 0, 0, 0)
        middle_column.setSpacing(0)
        holder = QWidget()
        holder_row = QVBoxLayout(holder)
        holder_row.setContentsMargins(18, 8, 18, 0)
        holder_row.addWidget(self.banner)
        self._banner_holder = holder
        middle_column.addWidget(holder)
        middle_column.addWidget(self.pages, 1)
        holder.hide()
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.left)
        columns.addWidget(middle, 1)
        columns.addWidget(self.right)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(columns, 1)
        column.addWidget(self.status)
        return frame

    def _connect(self) -> None:
        self.left.people.opened.connect(self.person_opened)
        self.left.people.more_wanted.connect(self.more_people_wanted)
        self.left.filters.chosen.connect(self.filter_chosen)
        self.left.new_wanted.connect(lambda: self._command("new_intake"))
        self.right.opened.connect(self.due_opened)
        self.right.scopes.chosen.connect(self.due_scope_chosen)
        self.right.folded.connect(self._due_folded)
        self.top.search.chosen.connect(self.hit_chosen)
        self.top.beside_wanted.connect(lambda: self._command("beside"))
        self.banner.closed.connect(self.silence)

    # What the owner shows.

    def set_centre(self, name: str) -> None:
        """Name the centre, beside the word mark and in the title of the window."""
        self.top.centre.setText(name)
        self.setWindowTitle(self._language.text("{centre} · Umid").format(centre=name) if name else "Umid")

    def set_user(self, name: str, role: str) -> None:
        """Name who is at the desk."""
        self.top.set_user(name, role, self._user_menu)

    def set_peer(self, text: str, kind: str = "well") -> None:
        """Say when another desk was last heard; empty takes it away."""
        self.top.set_peer(text, kind)

    def set_filters(self, filters: Sequence[Filter], chosen: str) -> None:
        """Offer filters of the list of people."""
        self.left.filters.set_filters(filters, chosen)

    def set_people(self, rows: Sequence[PersonRow], total: int | None = None, empty: str = "") -> None:
        """Show people; with `total` above their number the rest is asked for. `empty` says what to do."""
        self.left.people.set_rows(rows, total)
        self.left.set_empty("" if rows else empty)

    def add_people(self, rows: Sequence[PersonRow]) -> None:
        """Add the next people of a long list."""
        self.left.people.add_rows(rows)

    def show_person(self, key: object | None) -> None:
        """Mark one person in the list, or none, without opening the file."""
        self.left.people.show_key(key)

    def set_due_scopes(self, scopes: Sequence[Filter], chosen: str) -> None:
        """Offer whose due things are shown."""
        self.right.scopes.set_filters(scopes, chosen)

    def set_due(self, items: Sequence[Due]) -> None:
        """Show what is due, in this order."""
        self.right.set_items(items)

    def set_status(self, left: str | None = None, right: str | None = None) -> None:
        """Say what was saved (left) and how the house stands (right); None leaves a side as it is."""
        for label, text in ((self.status.left, left), (self.status.right, right)):
            if text is not None:
                label.setText(text)

    def set_busy(self, busy: bool) -> None:
        """Show in the bottom line that something is being saved; connect Work.busy to it."""
        self.status.set_busy(busy=busy)

    def say(
        self, kind: str, text: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show a message above the page: info, warning, error or done."""
        self._banner_holder.show()
        self.banner.say(kind, text, action, on_action)

    def silence(self) -> None:
        """Take the message above the page away."""
        self.banner.silence()
        self._banner_holder.hide()

    # Pages and covers.

    def show_page(self, page: QWidget, *, keep_last: bool = False) -> None:
        """Show a page in the middle, scrolled to its top; the one before is deleted unless kept.

        A page shown before and kept is brought back as it was left, scroll bar included.
        """
        last = self.pages.currentWidget()
        area = self._area_of(page)
        if area is None:
            page.setProperty("look", "clear")
            area = scrolling(page, parent=self.pages)
            # Rather a bar than something cut off, where a page is wider than the window at a large zoom.
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self.pages.addWidget(area)
        self.pages.setCurrentWidget(area)
        if last is not None and last is not area and not keep_last:
            self._drop(last)

    def page(self) -> QWidget | None:
        """Return the page shown."""
        area = self.pages.currentWidget()
        return area.widget() if isinstance(area, QScrollArea) else None

    def drop_page(self, page: QWidget) -> None:
        """Delete a page that was kept."""
        area = self._area_of(page)
        if area is not None:
            self._drop(area)

    def drop_pages(self) -> None:
        """Delete every page, as before the lock."""
        while (area := self.pages.currentWidget()) is not None:
            self._drop(area)

    def _area_of(self, page: QWidget) -> QScrollArea | None:
        for at in range(self.pages.count()):
            area = self.pages.widget(at)
            if isinstance(area, QScrollArea) and area.widget() is page:
                return area
        return None

    def _drop(self, area: QWidget) -> None:
        self.pages.removeWidget(area)
        area.setParent(None)
        area.deleteLater()

    def cover(self, page: QWidget) -> None:
        """Show a page over the whole window (log-in, change of user): nothing else can be seen or used."""
        self.uncover()
        area = scrolling(page, parent=self._covers)
        self._covers.addWidget(area)
        self._covers.setCurrentWidget(area)
        self.menus.cover(covered=True)
        page.setFocus()

    def uncover(self) -> None:
        """Take the cover away, and delete it."""
        cover = self._covers.currentWidget()
        if cover is not self._frame and cover is not None:
            self._covers.removeWidget(cover)
            cover.setParent(None)
            cover.deleteLater()
        self.menus.cover(covered=False)

    @property
    def is_covered(self) -> bool:
        """Whether a page lies over the whole window."""
        return self._covers.currentWidget() is not self._frame

    # Languages, looks, keys.

    def retranslate(self, language: Language) -> None:
        """Name everything in another language; pages, covers, filters and due things are their owner's."""
        self._language = language
        self.menus.retranslate(language)
        self.menus.set_languages(self._languages, language.tag)
        for part in (self.top, self.left, self.right):
            part.retranslate(language)
        self._user_menu.clear()
        self._user_menu.addActions([self.menus.actions[c] for c in _USER_MENU if c in self.menus.actions])
        self._user_menu.addMenu(self.menus.languages)
        self._tick()

    @property
    def is_beside(self) -> bool:
        """Whether the window is turned to the person beside it."""
        return self._is_beside

    @property
    def zoom(self) -> int:
        """The zoom chosen, in percent, without what the view for the person beside adds."""
        return self._zoom

    def turn_beside(self, *, beside: bool) -> None:
        """Turn the window to the person beside it, or back to the desk."""
        if beside == self._is_beside:
            return
        self._is_beside = beside
        for part in (self.left, self.right, self.status):
            part.setVisible(not beside)
        self.top.turn_beside(beside=beside)
        self.dress(theme.current().name, self._zoom)
        self.beside_changed.emit(beside)

    def dress(self, name: str, zoom: int) -> None:
        """Apply a theme ("light", "dark", "system") and a zoom to the whole program."""
        app = QApplication.instance()
        self._zoom = min(theme.LARGEST_ZOOM, max(theme.SMALLEST_ZOOM, zoom))
        if isinstance(app, QApplication):
            shown = round(self._zoom * BESIDE_GROWS) if self._is_beside else self._zoom
            theme.apply(app, name, shown, beside=self._is_beside)
        self._fit()
        self._tick()

    def _tick(self) -> None:
        states = {
            "dark": theme.current().name == "dark",
            "beside": self._is_beside,
            "due_column": not self.right.is_folded,
        }
        for code, on in states.items():
            if code in self.menus.actions:
                self.menus.actions[code].setChecked(on)

    def _due_folded(self, folded: bool) -> None:
        self._fit()
        self._tick()
        self.due_folded.emit(folded)

    def _command(self, code: str) -> None:
        own: dict[str, Callable[[], object]] = {
            "search": self._focus_search,
            "beside": lambda: self.turn_beside(beside=not self._is_beside),
            "due_column": self.right.toggle,
            "go_people": self.left.people.setFocus,
            "go_page": self._focus_page,
            "go_due": self._focus_due,
            "next_person": lambda: self.left.people.step(1),
            "previous_person": lambda: self.left.people.step(-1),
            "dark": self._change_theme,
            "zoom_in": lambda: self._change_zoom(1),
            "zoom_out": lambda: self._change_zoom(-1),
            "zoom_reset": lambda: self._change_zoom(0),
            "quit": self.close,
        }
        if code in own:
            own[code]()
        self.commanded.emit(code)

    def _focus_search(self) -> None:
        self.top.search.setFocus()
        self.top.search.selectAll()

    def _focus_page(self) -> None:
        page = self.page()
        if page is not None:
            page.setFocus()
            page.focusNextChild()

    def _focus_due(self) -> None:
        self.right.fold(folded=False)
        self.right.focus_first()

    def _change_theme(self) -> None:
        self.dress("light" if theme.current().name == "dark" else "dark", self._zoom)
        self.look_changed.emit(theme.current().name, self._zoom)

    def _change_zoom(self, step: int) -> None:
        at = min(range(len(ZOOM_STEPS)), key=lambda place: abs(ZOOM_STEPS[place] - self._zoom))
        wanted = 100 if step == 0 else ZOOM_STEPS[min(max(at + step, 0), len(ZOOM_STEPS) - 1)]
        self.dress(theme.current().name, wanted)
        self.look_changed.emit(theme.current().name, self._zoom)

    def _fit(self) -> None:
        """Give the outer columns their width at this zoom; fold the due column where there is no room."""
        people = width_of(PEOPLE_WIDTH, self.width(), 0.28)
        due = width_of(DUE_WIDTH, self.width(), 0.26)
        room = self.width() - people - due >= theme.px(LEAST_MIDDLE)
        if not room and not self.right.is_folded:
            self._folded_by_room = True
            self.right.fold(folded=True)
        elif room and self._folded_by_room:
            self._folded_by_room = False
            self.right.fold(folded=False)
        self.left.setFixedWidth(people)
        self.right.setFixedWidth(theme.px(FOLDED_WIDTH) if self.right.is_folded else due)
        self.top.fit(people, self.width())
        self.status.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._may_close())


def no_search(_text: str, _deliver: Callable[..., None]) -> None:
    """Find nothing: for a window that has no records yet."""
