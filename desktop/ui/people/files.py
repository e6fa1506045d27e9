"""A person's file: the head, and under it one page per kind of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.forms.catalogue import FORMS
from desktop.forms.spec import Form
from desktop.services.reading import note_reading
from desktop.services.saving import TYPED_FOR_AUTHOR, Rights, rights
from desktop.ui.context import Context
from desktop.ui.people.heads import FileHead
from desktop.ui.person_parts import named
from desktop.ui.tab_pages import PartsPage, TabPage
from desktop.ui.widgets.strips import TabBar, underlined


class FilePage(QWidget):
    """One person's file. Pages are built when they are first shown, and each opening is noted.

    `page_shown` carries the code of the page; `command` answers the window's keys.
    """

    page_shown = Signal(str)

    def __init__(
        self,
        context: Context,
        person_id: UUID,
        pages: Sequence[TabPage],
        *,
        first: str = "overview",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self.person_id = context, person_id
        self._pages = {page.code: page for page in pages}
        self._built: dict[str, PartsPage] = {}
        self._rights = Rights(frozenset(), frozenset())
        self.head = FileHead(context, person_id)
        self.tabs = TabBar([(page.code, context.language.text(page.title)) for page in pages])
        self.tabs.setAccessibleName(context.language.text("Pages of the file"))
        self._tab_place = underlined(self.tabs)
        self._lay_out()
        self._connect()
        self._ask_rights()
        if first in self._pages:
            self.show_page(first)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(10)
        self._column.addWidget(self.head)
        self._column.addWidget(self._tab_place)

    def _connect(self) -> None:
        self.head.print_wanted.connect(self.print_file)
        self.head.record_wanted.connect(self.record)
        self.head.must_know_wanted.connect(self._open_must_know)
        self.head.withheld.connect(self._withhold)
        self.tabs.chosen.connect(self._show)

    # Pages.

    @property
    def current(self) -> str:
        """The code of the page shown."""
        return self.tabs.current_code()

    def page(self, code: str) -> PartsPage | None:
        """A page that was shown before."""
        return self._built.get(code)

    def show_page(self, code: str) -> None:
        """Go to a page of the file; an unknown code changes nothing."""
        if code == self.current:
            self._show(code)
        else:
            self.tabs.show_code(code)

    def _show(self, code: str) -> None:
        if code not in self._pages:
            return
        for other, page in self._built.items():
            if other != code:
                page.hide()
        if code not in self._built:
            self._build(code)
        self._built[code].show()
        desk = self.context.desk()
        self.context.work.write(
            named(note_reading, desk=desk, person_id=self.person_id, page=code), verb="note_reading"
        )
        self.page_shown.emit(code)

    def _build(self, code: str) -> None:
        page = self._pages[code].build(self.context, self.person_id)
        self._built[code] = page
        page.page_wanted.connect(self.show_page)
        self._column.addWidget(page, 1)

    def _withhold(self) -> None:
        """Not even the name is for this role: nothing of the file is shown."""
        self._tab_place.hide()
        for page in self._built.values():
            page.hide()

    # Recording.

    def _ask_rights(self) -> None:
        classes = tuple(dict.fromkeys(field.record for form in FORMS.values() for field in form.fields()))
        job = named(rights, desk=self.context.desk(), person_id=self.person_id, classes=classes)
        self.context.work.read(job, self._show_rights)

    def _show_rights(self, found: Rights) -> None:
        self._rights = found
        withheld = self.head.shown is not None and self.head.shown.name is None
        self.head.record_button.setVisible(bool(self.recordable()) and not withheld)

    def recordable(self) -> list[tuple[str, str]]:
        """(form, page) that this role may record, those of the present page first."""
        here = self.current
        pages = sorted(self._pages.values(), key=lambda page: page.code != here)
        return [(key, page.code) for page in pages for key in page.forms if self._is_mine(FORMS[key])]

    def _is_mine(self, form: Form) -> bool:
        """Whether this role writes the form itself; typing a colleague's note is begun on the page."""
        asked = {form.record, *(one.record for one in form.fields() if one.record in TYPED_FOR_AUTHOR)}
        return {one.__tablename__ for one in asked} <= self._rights.tables

    def menu(self) -> QMenu:
        """What can be recorded, each with a key."""
        _ = self.context.language.text
        menu = QMenu(self)
        for number, (key, page) in enumerate(self.recordable(), start=1):
            # One press after Ctrl+R: 1 to 9, then the arrows.
            title = _(FORMS[key].title).replace("&", "&&")
            text = _("&{n}  {form}").format(n=number, form=title) if number < 10 else title
            menu.addAction(text, partial(self.record_form, key, page))
        return menu

    def record(self) -> None:
        """Offer what can be recorded; nothing for a role that only reads."""
        if not self.recordable():
            return
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.head.record_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def record_form(self, form_key: str, page_code: str) -> None:
        """Open a form, empty, on the page it belongs to."""
        self.show_page(page_code)
        if page_code in self._built:
            self._built[page_code].record(form_key)

    def _open_must_know(self, _kind: str) -> None:
        self.show_page("house")

    # The window's keys.

    def print_file(self) -> None:
        """Ask for a paper of this person."""
        self.context.print_person(self.person_id)

    def command(self, code: str) -> bool:
        """Do what a menu of the window asks of the file; False if it is not for the file."""
        jobs: dict[str, Callable[[], object]] = {
            "print": self.print_file,
            "record": self.record,
            "next_tab": partial(self.tabs.step, 1),
            "previous_tab": partial(self.tabs.step, -1),
        }
        job = jobs.get(code)
        if job is None:
            return False
        job()
        return True
