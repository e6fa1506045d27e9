"""Before there is anything to unlock: choose the records of this computer, or make new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.i18n import N_, Language
from desktop.programmes import programme, programme_tags
from desktop.ui.shell.covers import CoverPage, buttons_row
from desktop.ui.widgets.buttons import KeyButton, LinkButton, PrimaryButton
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import NumberEdit, TextLine
from desktop.ui.widgets.rows import FieldRow
from desktop.ui.widgets.values import Choice

Languages = Sequence[tuple[str, str]]
# What the first user is: somebody must be able to add the others.
_FIRST = (
    ("director sysadmin", N_("Director, and I manage the users")),
    ("sysadmin", N_("I manage the users, and see no files")),
)


@dataclass(frozen=True)
class NewCentre:
    """The house the new records are for, and the roles of whoever makes them."""

    programme: str
    name: str
    beds: int | None
    roles: tuple[str, ...]
    folder: Path


class ChoosePage(CoverPage):
    """Recent records by their folder, another folder, or new ones. No name of a person stands here."""

    chosen = Signal(object)
    folder_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, language: Language, languages: Languages, recent: Sequence[Path]) -> None:
        _ = language.text
        super().__init__(language, _("Which records?"), languages)
        if recent:
            self.body.addWidget(PlainLabel(_("Opened before on this computer"), "small"))
        self.recent = [self._button(folder) for folder in recent]
        told = _("Records lie in a folder of this computer, encrypted. Nothing is sent anywhere.")
        self.body.addWidget(PlainLabel(told, "muted", wrap=True))
        self.new = PrimaryButton(_("New records"), "Ctrl+N", self.new_wanted.emit)
        self.other = KeyButton(_("Open a folder…"), "Ctrl+O", self.folder_wanted.emit, own_key=True)
        self.body.addLayout(buttons_row(self.new, self.other))
        self.add_busy_line()
        self.setFocusProxy(self.recent[0] if self.recent else self.new)

    def _button(self, folder: Path) -> LinkButton:
        button = LinkButton(str(folder).replace("&", "&&"), lambda: self.chosen.emit(folder))
        self.body.addWidget(button)
        return button


class CentrePage(CoverPage):
    """What new records are for. `made` carries NewCentre; the first user is asked for next."""

    made = Signal(object)
    cancelled = Signal()
    folder_wanted = Signal()

    def __init__(self, language: Language, languages: Languages, folder: Path) -> None:
        _ = language.text
        super().__init__(language, _("New records"), languages, width=460)
        self._folder = folder
        choices = [Choice(tag, _title(programme(tag).title, language)) for tag in programme_tags()]
        self.programme = CodePicker(language, choices, segmented=False)
        self.name = TextLine(language, 500)
        self.beds = NumberEdit(language, places=0)
        self.first = CodePicker(language, [Choice(code, _(text)) for code, text in _FIRST], segmented=False)
        self.first.set_value(_FIRST[0][0])
        self.rows = [
            FieldRow(language, _("&Programme"), self.programme, required=True),
            FieldRow(language, _("Name of the &centre, as on papers"), self.name, required=True),
            FieldRow(language, _("&Beds"), self.beds),
            FieldRow(language, _("Your &work here"), self.first, required=True),
        ]
        for row in self.rows:
            self.body.addWidget(row)
        self.place = PlainLabel("", "small", wrap=True)
        self.body.addWidget(self.place)
        self.body.addWidget(LinkButton(_("Another folder…"), self.folder_wanted.emit))
        self.go_on = PrimaryButton(_("Go on"), "Enter", self._go_on, own_key=False)
        self.body.addLayout(buttons_row(self.go_on, KeyButton(_("Back"), "", self.cancelled.emit)))
        self.name.returnPressed.connect(self._go_on)
        self.beds.returnPressed.connect(self._go_on)
        self.programme.edited.connect(self._suggest)
        self.show_folder(folder)
        self.setFocusProxy(self.programme)

    def show_folder(self, folder: Path) -> None:
        """Where the records will lie."""
        self._folder = folder
        self.place.setText(self.language.text("They will lie in {folder}").format(folder=folder))

    def _suggest(self) -> None:
        tag = self.programme.value()
        if tag is not None and not self.name.isModified():
            self.name.set_value(_title(programme(tag).centre.name, self.language))

    def _go_on(self) -> None:
        wrong = [row for row in self.rows if not row.check()]
        if wrong:
            wrong[0].field.setFocus()
            return
        beds = self.beds.value()
        self.made.emit(
            NewCentre(
                programme=self.programme.value() or "",
                name=self.name.value() or "",
                beds=int(beds) if beds is not None else None,
                roles=tuple((self.first.value() or "").split()),
                folder=self._folder,
            )
        )


class LastWordPage(CoverPage):
    """Something that ends this start: Umid is open elsewhere. `closed` when it was read."""

    closed = Signal()

    def __init__(self, language: Language, text: str) -> None:
        super().__init__(language, language.text("Umid cannot start here"))
        self.told = PlainLabel(text, "", wrap=True)
        self.body.addWidget(self.told)
        self.end = PrimaryButton(language.text("Close"), "Enter", self.closed.emit, own_key=False)
        self.end.setDefault(True)
        self.body.addLayout(buttons_row(self.end))
        self.setFocusProxy(self.end)


def _title(names: Mapping[str, str], language: Language) -> str:
    return names.get(language.tag) or names["en"]
