"""The pages of a person's file: which there are, of which parts each is made, and how they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.catalogue import FORMS
from desktop.i18n import N_
from desktop.ui.context import Context
from desktop.ui.widgets.records import RecordsSection

Build = Callable[[Context, UUID], QWidget]


@dataclass(frozen=True)
class Part:
    """One part of a page; `form` is the key of the form that Record opens in it, if there is one."""

    build: Build
    form: str = ""


@dataclass(frozen=True)
class TabPage:
    """A page of the file. Rooms give theirs; pages of one code from several rooms become one page.

    `title` is an untranslated text.
    """

    code: str
    title: str
    parts: tuple[Part, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """Keys of the forms that can be recorded here, in the order they stand."""
        return tuple(part.form for part in self.parts if part.form)

    def build(self, context: Context, person_id: UUID) -> PartsPage:
        """The page for one person."""
        return PartsPage(context, person_id, self.parts)


def section(form: str, title: str = "", empty: str = "") -> Part:
    """A part that lists the entries of one form; `title` (untranslated) where it is not the form's own.

    `empty` (untranslated) says what to do where there is no entry yet.
    """
    return Part(partial(_section, form, title, empty), form)


def _section(form: str, title: str, empty: str, context: Context, person_id: UUID) -> QWidget:
    _ = context.language.text
    return RecordsSection(context, person_id, FORMS[form], title=_(title), empty=_(empty))


def merged(pages: Iterable[TabPage], order: Sequence[str]) -> tuple[TabPage, ...]:
    """The pages in this order, those of one code joined; a page that is not in the order stands last."""
    known: dict[str, TabPage] = {}
    for page in pages:
        held = known.get(page.code)
        known[page.code] = page if held is None else replace(held, parts=held.parts + page.parts)
    places = {code: at for at, code in enumerate(order)}
    return tuple(sorted(known.values(), key=lambda page: places.get(page.code, len(places))))


class PartsPage(QWidget):
    """The parts of one page under one another. `page_wanted` carries the code of another page."""

    page_wanted = Signal(str)

    def __init__(
        self, context: Context, person_id: UUID, parts: Sequence[Part], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.parts = [(part.form, part.build(context, person_id)) for part in parts]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for _form, widget in self.parts:
            column.addWidget(widget)
            if hasattr(widget, "page_wanted"):
                widget.page_wanted.connect(self.page_wanted)
        column.addStretch(1)

    def part(self, form: str) -> QWidget | None:
        """The part that records this form."""
        return next((widget for key, widget in self.parts if key == form), None)

    def record(self, form: str) -> None:
        """Open a form, empty, with the keyboard in it; as soon as its part has been read."""
        part = self.part(form)
        if not isinstance(part, RecordsSection):
            return
        if part.was_read and not part.stale:
            part.open_new()
        else:
            part.call_when_read(part.open_new)


# The words on the tabs, in the order they stand.
TITLES = {
    "overview": N_("Overview"),
    "family": N_("Family"),
    "health": N_("Health"),
    "counselling": N_("Counselling"),
    "learning": N_("Learning"),
    "plan": N_("Plan"),
    "legal": N_("Papers & rights"),
    "house": N_("House"),
    "after": N_("After"),
    "history": N_("History"),
}


def tab(code: str, *parts: Part) -> TabPage:
    """A page of the file with its word on the tab."""
    return TabPage(code, TITLES[code], parts)
