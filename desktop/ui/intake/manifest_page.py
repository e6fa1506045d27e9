"""Reading an arrival list: a dry run that names every problem by its line, then everybody put on file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.errors import Refused
from desktop.exchange import manifest, manifest_to_service
from desktop.exchange.manifest_rows import ERROR, ManifestReading, Problem
from desktop.i18n import N_, Language
from desktop.services import arrival_desk, arrivals
from desktop.services.desk import Desk
from desktop.ui import errors, theme
from desktop.ui.context import Context
from desktop.ui.tables import Column, RowTable
from desktop.ui.widgets.buttons import KeyButton, PrimaryButton
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.dates import OptionalDateEdit
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.notices import Banner, NotForRole
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.work import Lane

# The column of the sentence.
TEXT = 3
FILES = "*.xlsx *.csv *.tsv *.txt"
_LEVELS = {ERROR: N_("keeps back"), manifest.WARNING: N_("look at it")}
_TWICE = N_(
    "An arrival called {label} is on file already. Open the arrival desk, or give this one another name."
)


@dataclass(frozen=True)
class Ways:
    """How the page asks for a file and for a place to save one; tests answer for themselves."""

    open_file: Callable[[QWidget, str], str] = lambda page, title: QFileDialog.getOpenFileName(
        page, title, "", FILES
    )[0]
    save_file: Callable[[QWidget, str], str] = lambda page, title: QFileDialog.getSaveFileName(
        page, title, "", "*.csv"
    )[0]


def put_on_file(
    session: Session, *, desk: Desk, reading: ManifestReading, arrives_on: date, label: str, operation: str
) -> UUID:
    """Register what was read, unless an arrival of that name is here."""
    if arrival_desk.label_taken(session, label=label):
        raise Refused(_TWICE, field="arrival.label", label=label)
    return arrivals.register_manifest(
        session, desk=desk, operation=operation, arrives_on=arrives_on, label=label,
        expected=manifest_to_service.expected(reading),
    )  # fmt: skip


class ManifestPage(QWidget):
    """`registered` carries the id of the arrival once everybody is on file.

    The file is read on `lane`, so that neither the window nor the other reads wait for a long list.
    """

    registered = Signal(object)

    def __init__(
        self, context: Context, lane: Lane, ways: Ways | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._lane, self._ways = context, lane, ways or Ways()
        self._path: Path | None = None
        self._asked = 0
        self.reading: ManifestReading | None = None
        desk = context.desk()
        if not desk.access.may(desk.actor, "import"):
            self._withhold([role for role, acts in desk.access.acts.items() if "import" in acts])
            return
        self._make_fields()
        self._make_answer()
        self._lay_out()
        self.setFocusProxy(self.choose)

    def _withhold(self, roles: Sequence[str]) -> None:
        language = self._context.language
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(PlainLabel(language.text("Read an arrival list"), "name"))
        column.addWidget(NotForRole(language, ", ".join(language.label("role", one) for one in roles)))
        column.addStretch(1)

    # Drawing.

    def _make_fields(self) -> None:
        language = self._context.language
        _ = language.text
        self.choose = KeyButton(_("Choose the file…"), "Ctrl+O", self._choose, own_key=True)
        self.file = PlainLabel(_("XLSX or CSV with headings in English or Russian"), "muted", wrap=True)
        self.day = OptionalDateEdit(language, lambda: self._context.desk().today)
        self.label = TextLine(language, 120)
        self.operation = TextLine(language, 200)
        self.operation.set_value(self._context.programme.title.get(language.tag, ""))
        self.rows = {
            "arrival.arrives_on": FieldRow(language, _("Day of &arrival"), self.day, required=True),
            "arrival.label": FieldRow(
                language, _("&Group"), self.label, required=True, hint=_("As all call it: Flight 5")
            ),
            "operation.name": FieldRow(language, _("&Operation"), self.operation, required=True),
        }
        self.day.edited.connect(self._read_again)
        self.banner = Banner(language)

    def _make_answer(self) -> None:
        language = self._context.language
        _ = language.text
        self.summary = PlainLabel("", "heading", wrap=True)
        self.told = PlainLabel("", "muted", wrap=True)
        self.table = RowTable(problem_columns(language), self)
        self.view = QTableView()
        self.view.setModel(self.table)
        self.view.setAccessibleName(_("Problems of the list, line by line"))
        self.view.setWordWrap(True)
        self.view.setShowGrid(False)
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.verticalHeader().hide()
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        self.register = PrimaryButton("", "Ctrl+S", self._register)
        self.correct = KeyButton(_("Save the lines kept back…"), "", self._save_problems)

    def _lay_out(self) -> None:
        _ = self._context.language.text
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Read an arrival list"), "name"))
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.choose)
        row.addWidget(self.file, 1)
        card.body.addLayout(row)
        self._grid = FormGrid(3)
        for field in self.rows.values():
            self._grid.add(field)
        card.add(self._grid)
        column.addWidget(card)
        column.addWidget(self.banner)
        column.addWidget(self._answer_card(), 1)
        column.addStretch(0)

    def _answer_card(self) -> Card:
        self._answer = Card()
        self._answer.add(self.summary)
        self._answer.add(self.told)
        self._answer.body.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.register)
        foot.addWidget(self.correct)
        foot.addStretch(1)
        self._answer.body.addLayout(foot)
        self._answer.hide()
        return self._answer

    # Reading.

    def _choose(self) -> None:
        chosen = self._ways.open_file(self, self._context.language.text("Choose an arrival list"))
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file; nothing is saved by it."""
        self._path = path
        self.file.setText(path.name)
        if self.label.value() is None:
            self.label.set_value(path.stem[:120])
        self._read_again()

    def _read_again(self) -> None:
        if self._path is None:
            return
        self._asked += 1
        programme = self._context.programme
        job = partial(
            manifest.read, self._path, arrived=self.day.value(),
            number_kinds=(programme.national_number,), country=programme.country,
        )  # fmt: skip
        self.banner.say("info", self._context.language.text("Reading the list…"))
        self._lane.run(job, partial(self._was_read, self._asked), partial(self._unreadable, self._asked))

    def _was_read(self, asked: int, reading: ManifestReading) -> None:
        if asked != self._asked:
            return
        self.banner.silence()
        self.reading = reading
        self._show(reading)

    def _unreadable(self, asked: int, error: BaseException) -> None:
        if asked != self._asked:
            return
        self.reading = None
        self._answer.hide()
        self.banner.say("error", errors.said(error, self._context.language))

    def _show(self, reading: ManifestReading) -> None:
        language = self._context.language
        people, homes, kept = len(reading.rows), reading.households, len(reading.refused)
        said = language.plural(
            "{n} person in {homes} can be put on file.", "{n} people in {homes} can be put on file.", people
        )
        counted = language.plural("{n} household", "{n} households", homes).format(n=homes)
        self.summary.setText(said.format(n=people, homes=counted))
        self.told.setText(self._what_now(reading, kept))
        self.table.set_rows(reading.problems)
        self.view.setVisible(bool(reading.problems))
        # Once the table has its width, each line gets its height.
        QTimer.singleShot(0, self, self._fit_lines)
        self.correct.setVisible(bool(kept))
        do = language.plural("Put {n} person on file", "Put {n} people on file", people)
        self.register.set_text(do.format(n=people))
        self.register.setEnabled(bool(people))
        self._answer.show()

    def _fit_lines(self) -> None:
        """As high as the sentence needs. Qt's own measure forgets the padding and cuts the last word off."""
        metrics = self.view.fontMetrics()
        room = max(1, self.view.columnWidth(TEXT) - theme.px(20))
        for at in range(self.table.rowCount()):
            text = str(self.table.data(self.table.index(at, TEXT)))
            lines = -(-metrics.horizontalAdvance(text) // room)
            self.view.setRowHeight(at, lines * metrics.lineSpacing() + theme.px(14))

    def _what_now(self, reading: ManifestReading, kept: int) -> str:
        language = self._context.language
        if not reading.problems:
            return language.text("No problem was found.")
        if not kept:
            return language.text("Nothing keeps anybody back. Look at these lines before you go on.")
        text = language.plural(
            "{n} line is kept back with its household. Save it with its reason, correct it, and read it "
            "as a list of its own.",
            "{n} lines are kept back with their households. Save them with their reasons, correct them, and "
            "read them as a list of their own.",
            kept,
        )
        return text.format(n=kept)

    # Saving.

    def _save_problems(self) -> None:
        language = self._context.language
        chosen = self._ways.save_file(self, language.text("Save the lines kept back"))
        if not chosen or self.reading is None:
            return
        path = Path(chosen if chosen.lower().endswith(".csv") else f"{chosen}.csv")
        try:
            manifest.problems_csv(self.reading, path, language)
        except OSError as error:
            self.banner.say("error", errors.said(error, language))
            return
        self.banner.say("done", language.text("Saved as {name}.").format(name=path.name))

    def _register(self) -> None:
        day = self.day.value()
        if self.reading is None or not self._grid.check() or day is None:
            return
        self.register.setEnabled(False)
        job = partial(
            put_on_file, desk=self._context.desk(), reading=self.reading, arrives_on=day,
            label=self.label.value() or "", operation=self.operation.value() or "",
        )  # fmt: skip
        self._context.work.write(job, self._done, self._refused, verb="register_manifest")

    def _done(self, arrival_id: UUID) -> None:
        self.registered.emit(arrival_id)

    def _refused(self, error: Refused) -> None:
        self.register.setEnabled(True)
        said = errors.refusal(error, self._context.language)
        row = self.rows.get(error.field or "")
        if row is not None:
            row.show_error(said)
            row.field.setFocus()
        else:
            self.banner.say("error", said)


def problem_columns(language: Language) -> tuple[Column[Problem], ...]:
    """Line, column of the file, how grave, what is wrong and what to do."""
    _ = language.text
    return (
        Column(_("Line"), lambda one: str(one.line), right=True),
        Column(_("Column"), lambda one: one.column),
        Column("", lambda one: _(_LEVELS[one.level])),
        Column(_("What is wrong"), lambda one: _(one.text).format(**one.params)),
    )
