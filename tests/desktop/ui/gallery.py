"""Draws every page of the frame and every widget with invented people, to be looked at.

Run as `python -m tests.desktop.ui.gallery FOLDER`.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import Language, load
from desktop.ui import theme
from desktop.ui.shell.logins import LoginPage, SwitchUserPage
from desktop.ui.shell.new_vaults import ChangePasswordPage, CreateVaultPage
from desktop.ui.shell.windows import MainWindow, no_search
from desktop.ui.widgets.buttons import KeyButton, PrimaryButton
from desktop.ui.widgets.cards import Card, FactLine, Timeline
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.dates import MomentEdit, OptionalDateEdit
from desktop.ui.widgets.labels import Badge, PlainLabel, quote
from desktop.ui.widgets.lines import NumberEdit, TextEdit
from desktop.ui.widgets.notices import Banner, EmptyState, NotForRole
from desktop.ui.widgets.partial_dates import PartialDateEdit
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.widgets.searches import Hit, PersonPicker
from desktop.ui.widgets.strips import MustKnowStrip, StageBar, TabBar, underlined
from desktop.ui.widgets.ticks import MultiPicker, TickBox
from desktop.ui.widgets.values import Choice
from tests.desktop.ui import samples

TODAY = date(2026, 11, 22)
LANGUAGES = (("en", "English"), ("ru", "Русский"), ("kk", "Қазақша"))
RECOVERY = "7K2M-Q4XA-0P9T-RB3V-M8ND-2WYC-5HJE-ZK61"


EVERY_LOOK = tuple((tag, name) for tag in ("en", "ru") for name in ("light", "dark"))


def render_gallery(
    folder: Path,
    language_of: Callable[[str], Language] = load,
    looks: Sequence[tuple[str, str]] = EVERY_LOOK,
) -> list[Path]:
    """Draw everything at 1366x768 in these languages and themes; return the pictures."""
    app = QApplication.instance() or QApplication(["umid"])
    assert isinstance(app, QApplication)
    theme.load_fonts()
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for tag, name in looks:
        theme.apply(app, name)
        pictures += _pictures(folder, language_of(tag), name)
    theme.apply(app, "light")
    return pictures


def _pictures(folder: Path, language: Language, name: str) -> list[Path]:
    window = sample_window(language)
    scenes: dict[str, Callable[[], object]] = {
        "file": lambda: window.show_page(overview_page(language)),
        "form": lambda: window.show_page(form_page(language)),
        "beside": lambda: window.turn_beside(beside=True),
        "zoomed": lambda: (window.turn_beside(beside=False), window.dress(name, 150)),
        "login": lambda: (window.dress(name, 100), window.cover(login_page(language))),
        "switch": lambda: window.cover(SwitchUserPage(language, "Сапарова Д.", LANGUAGES, unsaved=True)),
        "create": lambda: window.cover(CreateVaultPage(language, LANGUAGES)),
        "recovery": lambda: window.cover(recovery_page(language)),
        "password": lambda: window.cover(ChangePasswordPage(language, "Сапарова Д.")),
    }
    made = []
    for scene, prepare in scenes.items():
        prepare()
        window.show()
        window.left.people.setFocus()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        path = folder / f"{scene}-{language.tag}-{name}.png"
        window.grab().save(str(path))
        made.append(path)
    window.close()
    window.deleteLater()
    return made


def sample_window(language: Language) -> MainWindow:
    """Return the frame filled with samples, without a page."""
    texts = samples.TEXTS[language.tag]
    window = MainWindow(language, no_search, LANGUAGES)
    window.set_centre(texts["centre"])
    window.set_user(*texts["user"])
    window.set_peer(texts["peer"])
    window.set_filters(samples.filters(language.tag), "0")
    window.set_people(samples.PEOPLE)
    window.show_person(1)
    window.set_due_scopes(samples.scopes(language.tag), "0")
    window.set_due(samples.due(language.tag))
    window.set_status(*texts["status"])
    return window


def _head(language: Language, page: QVBoxLayout) -> None:
    texts = samples.TEXTS[language.tag]
    name = QVBoxLayout()
    name.setSpacing(0)
    name.addWidget(PlainLabel("Құрманбаева Айгүл Серікқызы", "name", wrap=True))
    name.addWidget(PlainLabel(texts["about"], "muted", wrap=True))
    top = QHBoxLayout()
    top.setSpacing(8)
    top.addLayout(name, 1)
    top.addWidget(KeyButton(texts["print"], "Ctrl+P"))
    top.addWidget(PrimaryButton(texts["record"], "Ctrl+R", own_key=False))
    page.addLayout(top)
    page.addWidget(MustKnowStrip(language, samples.must_know(language.tag)))
    page.addWidget(StageBar(language, texts["stages"], 2))
    page.addWidget(underlined(TabBar([(str(at), text) for at, text in enumerate(texts["tabs"])])))


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(18, 14, 18, 14)
    column.setSpacing(10)
    return page, column


def _side_by_side(*cards: Card) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for card in cards:
        card.fill()
        row.addWidget(card, 1)
    return row


def overview_page(language: Language) -> QWidget:
    """Return a file's overview."""
    texts = samples.TEXTS[language.tag]
    page, column = _page()
    _head(language, column)
    coming = Card(kind="next")
    for title, text in (texts["next"], texts["worry"]):
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(PlainLabel(title, "heading"))
        line.addWidget(PlainLabel(text, wrap=True), 1)
        coming.body.addLayout(line)
    column.addWidget(coming)
    contacts, words = Card(*texts["contact"]), Card(*texts["words"])
    for left, right in texts["contacts"]:
        contacts.add(FactLine(left, right))
    words.add(quote(texts["said"]))
    column.addLayout(_side_by_side(contacts, words))
    family = Card(*texts["family"], on_action=page.setFocus)
    papers = Card(*texts["papers"], on_action=page.setFocus)
    for card, rows in ((family, texts["relatives"]), (papers, texts["steps"])):
        for left, right, kind in rows:
            card.add(FactLine(left, Badge(right, kind) if kind else right, page.setFocus))
    column.addLayout(_side_by_side(family, papers))
    past = Card(*texts["time"], on_action=page.setFocus)
    past.add(Timeline(samples.timeline(language.tag)))
    column.addWidget(past)
    column.addStretch(1)
    return page


def form_rows(language: Language) -> FormGrid:
    """Return a form with a row of every kind of field, some of them in trouble."""
    texts = samples.TEXTS[language.tag]
    fields = _fields(language)
    rows = [
        FieldRow(language, label, field, required=at == 0)
        for at, (label, field) in enumerate(zip(texts["labels"], fields, strict=True))
    ]
    grid = FormGrid(3)
    for row in rows:
        grid.add(row)
    rows[1].set_last(texts["last"].format(value=language.number(Decimal("12.6"))))
    rows[2].show_warning(texts["unlikely"])
    rows[3].show_error(*texts["wrong"], lambda: None)
    return grid


def _fields(language: Language) -> list[QWidget]:
    texts = samples.TEXTS[language.tag]
    measured, weight = OptionalDateEdit(language, lambda: TODAY), NumberEdit(language, "kg")
    height, arm = NumberEdit(language, "cm"), NumberEdit(language, "mm", places=0)
    oedema = CodePicker(language, [Choice(str(at), text) for at, text in enumerate(texts["yes_no"])])
    born = PartialDateEdit(language)
    tongue = CodePicker(language, [Choice(tag, name) for tag, name in LANGUAGES], segmented=False)
    needs = MultiPicker(language, [Choice(str(at), text) for at, text in enumerate(texts["needs"])])
    picker, began = PersonPicker(language, no_search), MomentEdit(language, lambda: TODAY)
    note = TextEdit(language, 400, 2)
    measured.set_value(TODAY)
    weight.set_value(Decimal("12.9"))
    height.set_value(Decimal("194.4"))
    arm.set_value(Decimal(14))
    oedema.set_value("0")
    born.line.set_value("spring 2023" if language.tag == "en" else "весна 2023")
    tongue.set_value("kk")
    needs.set_value(["1", "3"])
    picker.set_value(Hit(1, "Темирова Нургуль", ""))
    note.set_value(texts["note"])
    return [
        measured,
        weight,
        height,
        arm,
        NumberEdit(language, "cm"),
        oedema,
        born,
        tongue,
        needs,
        picker,
        began,
        note,
    ]


def form_page(language: Language) -> QWidget:
    """Return a form, and beside it what a page says of itself."""
    texts = samples.TEXTS[language.tag]
    page, column = _page()
    _head(language, column)
    banner = Banner(language)
    banner.say("warning", texts["banner"][0], texts["banner"][1])
    column.addWidget(banner)
    form = Card(*texts["form"])
    form.add(form_rows(language))
    foot = QHBoxLayout()
    foot.setSpacing(8)
    foot.addWidget(PrimaryButton(texts["save"], "Ctrl+S"))
    foot.addWidget(KeyButton(texts["undo"]))
    foot.addWidget(PlainLabel(texts["kept"], "small", wrap=True), 1)
    form.body.addLayout(foot)
    side = QVBoxLayout()
    side.setSpacing(10)
    for part in (
        NotForRole(language, texts["roles"]),
        EmptyState(*texts["empty"], page.setFocus, key="Ctrl+E", drawing="list"),
        TickBox(texts["needs"][0]),
    ):
        card = Card()
        card.add(part)
        side.addWidget(card)
    side.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(form, 5)
    row.addLayout(side, 3)
    column.addLayout(row)
    column.addStretch(1)
    return page


def login_page(language: Language) -> LoginPage:
    """Return the door, with the line of the demonstration and a refusal."""
    texts = samples.TEXTS[language.tag]
    page = LoginPage(language, texts["centre"], LANGUAGES, login="nurse")
    page.set_hint(texts["hint"])
    page.show_wait(90)
    return page


def recovery_page(language: Language) -> CreateVaultPage:
    """Return the second step of a new vault."""
    page = CreateVaultPage(language, LANGUAGES, pick_group=lambda _count: 2)
    page.show_recovery(RECOVERY)
    return page


if __name__ == "__main__":
    render_gallery(Path(sys.argv[1]))
