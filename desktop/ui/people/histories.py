"""The history of a file: every save in words, and the file as it stood on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.models import Stay
from db.queries.histories import HistoryPage as Answer
from db.queries.histories import Saved, StoodPage, Was, file_as_it_stood, person_history
from db.queries.records import Row
from desktop.forms.catalogue import FORMS
from desktop.forms.spec import Field, Form, Kind
from desktop.ui.context import Context
from desktop.ui.form_fields import Surroundings, shown
from desktop.ui.person_parts import PersonPart, Query, emptied, named
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.cards import Card, Timeline, TimelineEntry
from desktop.ui.widgets.dates import OptionalDateEdit
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.record_views import RecordView, label_of
from desktop.ui.widgets.rows import FieldRow

AT_ONCE = 60
_COURSE_FIELDS = tuple(
    field.name for form in FORMS.values() for field in form.fields() if field.kind is Kind.CHOICE
)


class HistoryPage(PersonPart):
    """Saves, newest first; a day in the field shows the file as it was on record that evening."""

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, person_id, parent)
        _ = context.language.text
        self._most = AT_ONCE
        self.day = OptionalDateEdit(context.language, lambda: context.desk().today)
        self.row = FieldRow(
            context.language, _("The file as it &stood on"), self.day,
            hint=_("As it was recorded here by the end of that day. Leave empty for the history."),
        )  # fmt: skip
        self.day.edited.connect(self._choose)
        ask = Card(_("History"))
        ask.add(self.row)
        self.column.addWidget(ask)
        self._place = QVBoxLayout()
        self._place.setSpacing(10)
        self.column.addLayout(self._place)
        self._around = self._surroundings(())

    def _surroundings(self, courses: tuple[tuple[UUID, str], ...]) -> Surroundings:
        return Surroundings(
            language=self.context.language,
            today=lambda: self.context.desk().today,
            zone=self.context.zone,
            staff=self.context.staff,
            choices=dict.fromkeys(_COURSE_FIELDS, courses),
        )

    @property
    def on(self) -> date | None:
        """The day chosen; None for the history."""
        return self.day.value()

    def _choose(self) -> None:
        # A half-typed day asks nothing.
        if self.day.value() is not None or not self.day.text().strip():
            self.reload()

    def query(self) -> Query:
        desk = self.context.desk()
        of = {"access": desk.access, "actor": desk.actor, "person_id": self.person_id}
        if self.on is None:
            return named(person_history, **of, most=self._most)
        kinds = tuple(dict.fromkeys(form.record for form in FORMS.values()))
        return named(file_as_it_stood, **of, kinds=kinds, until_ms=self._end_of(self.on))

    def _end_of(self, day: date) -> int:
        zone = ZoneInfo(self.context.zone)
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
        return int(midnight.timestamp() * 1000)

    def show_answer(self, answer: Answer | StoodPage) -> None:
        emptied(self._place)
        self._around = self._surroundings(answer.courses)
        if isinstance(answer, Answer):
            self._show_saves(answer)
        else:
            self._show_stood(answer.rows)

    # The saves.

    def _show_saves(self, answer: Answer) -> None:
        _ = self.context.language.text
        card = Card(_("Every change, newest first"))
        self._place.addWidget(card)
        if not answer.saves:
            card.add(PlainLabel(_("Nothing here that your role may see."), "muted", wrap=True))
        card.add(Timeline([self._entry(one) for one in answer.saves]))
        if answer.more:
            card.add(KeyButton(_("Show older changes"), "", self._more))

    def _more(self) -> None:
        self._most += AT_ONCE
        self.reload()

    def _entry(self, one: Saved) -> TimelineEntry:
        title = title_of(self._around, one.record_type)
        places = _places(one.record_type)
        fields = sorted(one.fields, key=lambda was: places.get(was.field, len(places)))
        said = [line for was in fields if (line := change_line(self._around, one.record_type, was))]
        when = self.context.language.moment(one.at, self.context.zone)
        by = self.context.staff_name(one.actor_id)
        text = self.context.language.text("{what}: {changes}").format(what=title, changes="; ".join(said))
        return TimelineEntry(text if said else title, " · ".join(part for part in (by, when) if part))

    # The file on a day.

    def _show_stood(self, answer: Mapping[str, tuple[Row, ...]]) -> None:
        _ = self.context.language.text
        if not answer:
            card = Card()
            card.add(PlainLabel(_("Nothing was on record that day."), "muted", wrap=True))
            self._place.addWidget(card)
        for table, rows in answer.items():
            form = form_of(table)
            if form is not None:
                self._place.addWidget(self._stood(form, table, rows))

    def _stood(self, form: Form, table: str, rows: Sequence[Row]) -> Card:
        card = Card(title_of(self._around, table))
        for row in rows:
            values = {f"{table}.{name}": value for name, value in row.values.items()}
            card.add(RecordView(self._around, form, values))
        return card


def form_of(table: str) -> Form | None:
    """The first form whose main record is this table."""
    return next((form for form in FORMS.values() if form.record.__tablename__ == table), None)


def title_of(around: Surroundings, table: str) -> str:
    """What a kind of record is called; sessions of both services share theirs."""
    if table == "counselling_session":
        return around.language.text("Session")
    # The form of a stay is about its end alone.
    form = form_of(table) if table != Stay.__tablename__ else None
    if form is not None:
        return around.language.text(form.title)
    return around.language.label("form_title", table)


def change_line(around: Surroundings, table: str, was: Was) -> str:
    """One field of one save: "Weight: 12.6 kg → 12.9 kg"; empty for what is not asked by any form."""
    _ = around.language.text
    if was.field == "removed":
        return _("removed from the file") if was.value else _("put back on the file")
    field = _field(table, was.field)
    if field is None:
        return ""
    label = label_of(around, field)
    new = _("erased by law") if was.erased else shown(around, field, was.value)
    if not was.had_before:
        return _("{field}: {new}").format(field=label, new=new)
    return _("{field}: {old} → {new}").format(field=label, old=shown(around, field, was.before), new=new)


def _places(table: str) -> dict[str, int]:
    """Field -> its place on the sheet."""
    form = form_of(table)
    names = [field.attribute.key for field in form.fields()] if form is not None else []
    return {name: at for at, name in enumerate(names)}


def _field(table: str, name: str) -> Field | None:
    wanted = f"{table}.{name}"
    return next((field for form in FORMS.values() for field in form.fields() if field.name == wanted), None)
