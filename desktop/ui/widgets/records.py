"""One kind of entry in a person's file: the list, an entry opened in it, and the editor in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.access import Level
from db.base import Category
from desktop.errors import Refused
from desktop.forms.reading import Entry, FormPage, entry_as_it_stood, entry_history, form_page
from desktop.forms.spec import Field, Form
from desktop.rules.ages import AgeRange
from desktop.services import drafts, saving, undo
from desktop.services.drafts import About
from desktop.services.saving import COMPANIONS, TYPED_FOR_AUTHOR, ChangedMeanwhile, Saved
from desktop.ui.context import Context
from desktop.ui.form_editor import FormEditor, Values
from desktop.ui.form_fields import NOTHING, Surroundings, everything, sentence, shown
from desktop.ui.not_for_roles import kept_by, not_for_role
from desktop.ui.person_parts import PersonPart, Query, emptied, named
from desktop.ui.widgets.buttons import KeyButton, LinkButton
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notices import Banner, EmptyState
from desktop.ui.widgets.record_views import HistoryLine, RecordHistory, RecordView, history_lines
from desktop.ui.work import still_there, verb_of


def surroundings(context: Context, page: FormPage) -> Surroundings:
    """What a form is drawn with for who is at the desk, about the person of this page."""
    desk, language = context.desk(), context.language

    def may_write(field: Field) -> bool:
        return field.record.__tablename__ in page.rights.tables

    return Surroundings(
        language=language,
        today=lambda: context.desk().today,
        zone=context.zone,
        may_write=may_write,
        holds=lambda field: desk.keyring.holds(field.record.category),
        sealed_to=lambda field: kept_by(language, desk.access, field.record.category),
        for_colleague=lambda field: field.record in TYPED_FOR_AUTHOR and not may_write(field),
        me=desk.actor.user_id,
        staff=context.staff,
        choices=page.choices,
        codes={"must_know.kind": page.rights.kinds},
    )


def writers(context: Context, category: Category) -> str:
    """The roles that write a category, by their names in this language."""
    grants = context.desk().access.grants
    roles = [role for role, of in grants.items() if category in of and of[category].level is Level.WRITE]
    return ", ".join(context.language.label("role", role) for role in roles)


def correctable(form: Form) -> Callable[[Field], bool]:
    """The fields of a standing entry that can be set: its own, and texts that are added to it."""
    return lambda field: field.record is form.record or field.record in COMPANIONS


class RecordsSection(PersonPart):
    """A card with the entries of one form about one person; `saved` carries the id of an entry.

    The newest stands first; a click opens one, with Correct, History and Remove. New and Correct open the
    editor at the top of the card; `empty` (translated) stands where there is no entry yet. A role that sees
    a summary sees the fields that came; a role that sees nothing is told whose it is.
    """

    saved = Signal(object)

    def __init__(
        self,
        context: Context,
        person_id: UUID,
        form: Form,
        *,
        title: str = "",
        empty: str = "",
        age: AgeRange | None = None,
        shows: Callable[[Field], bool] = everything,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, person_id, parent)
        self.form = form
        self._age, self._shows = age, shows
        self._said_empty = empty or context.language.text("Nothing here yet. Write the first entry.")
        self._tables = frozenset(field.record.__tablename__ for field in form.fields())
        self._page: FormPage | None = None
        self._opened: UUID | None = None
        self._about = About(person_id)
        # The change a corrected entry was at when its editor opened.
        self._seen: UUID | None = None
        # The last save of this card, for undoing it.
        self._group: UUID | None = None
        self.editor: FormEditor | None = None
        self.view: RecordView | None = None
        self.history: RecordHistory | None = None
        self._lay_out(title or context.language.text(form.title))
        context.work.failed.connect(self._release)
        self._keep_before_lock()

    def _lay_out(self, title: str) -> None:
        _ = self.context.language.text
        self.card = Card(title)
        self.new_button = LinkButton(_("New entry"), self._new_or_close)
        head = self.card.body.itemAt(0)
        row = head.layout() if head is not None else None
        if isinstance(row, QHBoxLayout):
            row.addWidget(self.new_button)
        self.new_button.hide()
        self._editing, self._list = QVBoxLayout(), QVBoxLayout()
        for layout in (self._editing, self._list):
            layout.setSpacing(6)
            self.card.body.addLayout(layout)
        self.said = Banner(self.context.language)
        self.card.add(self.said)
        self.column.addWidget(self.card)

    def _keep_before_lock(self) -> None:
        jobs, mine = self.context.before_lock, self.flush
        jobs.append(mine)
        self.destroyed.connect(lambda: jobs.remove(mine) if mine in jobs else None)

    # Reading.

    def query(self) -> Query:
        """All entries, with what the user may do about them."""
        return named(form_page, desk=self.context.desk(), form=self.form, person_id=self.person_id)

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & self._tables:
            super()._changed(kinds)

    def show_answer(self, answer: FormPage) -> None:
        """Draw the list anew; an open editor stays as it is."""
        self._page = answer
        emptied(self._list)
        self.view = self.history = None
        self.new_button.setVisible(answer.may_write)
        if answer.level is Level.NONE and not answer.may_write:
            self._list.addWidget(not_for_role(self.context, self.form.category))
            return
        self._show_draft(answer)
        for entry in answer.entries:
            self._list.addWidget(self._line(entry))
            if entry.id == self._opened:
                self._list.addWidget(self._detail(entry))
        if answer.level is Level.SUMMARY:
            self._say_summary()
        elif not answer.entries and self.editor is None:
            self._list.addWidget(self._empty(answer))

    def _around(self) -> Surroundings:
        if self._page is None:
            raise RuntimeError("nothing was read yet")
        return surroundings(self.context, self._page)

    def _say_summary(self) -> None:
        _ = self.context.language.text
        roles = kept_by(self.context.language, self.context.desk().access, self.form.category)
        text = _("Your role sees only this of it. The rest is kept by: {roles}.").format(roles=roles)
        self._list.addWidget(PlainLabel(text, "small", wrap=True))

    def _empty(self, page: FormPage) -> EmptyState:
        _ = self.context.language.text
        if page.may_write:
            return EmptyState(self._said_empty, _("New entry"), self.open_new)
        roles = writers(self.context, self.form.category)
        return EmptyState(_("Nothing here yet. It is written by: {roles}.").format(roles=roles))

    def _show_draft(self, page: FormPage) -> None:
        if page.draft is None or self.editor is not None:
            return
        language = self.context.language
        when = language.moment(page.draft.kept_at, self.context.zone)
        self._list.addWidget(FactLine(language.text("A draft waits"), when, self.open_new))

    # The list.

    def _line(self, entry: Entry) -> FactLine:
        around = self._around()
        columns = [self.form.field(name) for name in self.form.columns if name in entry.values]
        texts = [shown(around, field, entry.values[field.name]) for field in columns]
        first, *rest = [text for text in texts if text != NOTHING] or [NOTHING]
        return FactLine(first, " · ".join(rest), partial(self._toggle, entry.id))

    def _toggle(self, record_id: UUID) -> None:
        self._opened = None if self._opened == record_id else record_id
        if self._page is not None:
            self.show_answer(self._page)

    def _detail(self, entry: Entry) -> QWidget:
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(14, 2, 0, 8)
        column.setSpacing(6)
        self.view = RecordView(self._around(), self.form, entry.values)
        column.addWidget(self.view)
        column.addLayout(self._buttons(entry))
        self._history_place = QVBoxLayout()
        column.addLayout(self._history_place)
        return host

    def _buttons(self, entry: Entry) -> QHBoxLayout:
        _ = self.context.language.text
        row = QHBoxLayout()
        row.setSpacing(8)
        jobs: list[tuple[str, Callable[[], object]]] = [(_("History"), partial(self._ask_history, entry))]
        if self._page is not None and self._page.may_write:
            jobs.insert(0, (_("Correct"), partial(self.correct, entry.id)))
            if self.form.removable:
                jobs.append((_("Remove"), partial(self._remove, entry.id)))
        for text, job in jobs:
            row.addWidget(KeyButton(text, "", job))
        row.addStretch(1)
        return row

    # History.

    def _ask_history(self, entry: Entry) -> None:
        job = named(entry_history, desk=self.context.desk(), form=self.form, record_id=entry.id)
        self.context.work.read(job, partial(self._show_history, entry), key=f"history-{id(self)}")

    def _show_history(self, entry: Entry, past: list[Any]) -> None:
        if self._opened != entry.id or self.view is None:
            return
        emptied(self._history_place)
        lines: list[HistoryLine] = history_lines(self._around(), self.form, past, self.context.staff_name)
        self.history = RecordHistory(self._around(), lines)
        self.history.day_chosen.connect(partial(self._ask_as_it_stood, entry))
        self._history_place.addWidget(self.history)

    def _ask_as_it_stood(self, entry: Entry, on: Any) -> None:  # noqa: ANN401  (a date or None)
        if on is None:
            self._show_as_it_stood(entry, None, entry.values)
            return
        job = named(
            entry_as_it_stood, desk=self.context.desk(), form=self.form, person_id=self.person_id,
            record_id=entry.id, on=on, zone=self.context.zone,
        )  # fmt: skip
        self.context.work.read(job, partial(self._show_as_it_stood, entry, on), key=f"stood-{id(self)}")

    def _show_as_it_stood(self, entry: Entry, on: Any, values: Mapping[str, Any] | None) -> None:  # noqa: ANN401
        if self._opened != entry.id or self.view is None:
            return
        language = self.context.language
        stood, absent = language.text("As it stood on {day}"), language.text("Not on file on {day}")
        note = "" if on is None else (absent if values is None else stood).format(day=language.day(on))
        self.view.show_values(values, note)

    # Editing.

    def _new_or_close(self) -> None:
        if self.editor is None:
            self.open_new()
        else:
            self.close_editor()

    def open_new(self) -> None:
        """Open the editor for a new entry, with the draft where there is one."""
        if self._page is None or not self._page.may_write:
            return
        editor = self._open_editor(About(self.person_id), None, self._shows)
        editor.show_last(self._last(self._page))
        editor.fill({})
        editor.focus_first()
        self._ask_draft(editor)

    def correct(self, record_id: UUID) -> None:
        """Open the editor for a standing entry."""
        entry = next((one for one in self._page.entries if one.id == record_id), None) if self._page else None
        if entry is None:
            return
        about, own = About(self.person_id, record_id), correctable(self.form)
        editor = self._open_editor(about, entry.seen, lambda field: own(field) and self._shows(field))
        # A text that hangs on the entry is added to, never written over.
        own_table = f"{self.form.record.__tablename__}."
        editor.fill({name: value for name, value in entry.values.items() if name.startswith(own_table)})
        editor.focus_first()
        self._ask_draft(editor)

    def _ask_draft(self, editor: FormEditor) -> None:
        job = named(drafts.find, desk=self.context.desk(), form_key=self.form.key, about=self._about)
        self.context.work.read(job, partial(self._restore, editor))

    def _restore(self, editor: FormEditor, draft: drafts.KeptDraft | None) -> None:
        if draft is not None and editor is self.editor and not editor.dirty:
            self._seen = draft.seen
            editor.restore(draft)

    def _open_editor(self, about: About, seen: UUID | None, shows: Callable[[Field], bool]) -> FormEditor:
        self._drop_editor()
        self._about, self._seen = about, seen
        editor = FormEditor(
            self._around(),
            self.form,
            self._save,
            keep=self._keep,
            undo=self._undo,
            shows=shows,
            age=self._age,
        )
        editor.saved.connect(self._was_saved)
        editor.discarded.connect(self._discard)
        editor.closed.connect(self.close_editor)
        self.editor = editor
        self._editing.addWidget(editor)
        self.new_button.setText(self.context.language.text("Close"))
        self.said.silence()
        if self._page is not None:
            self.show_answer(self._page)
        self._ask_undo()
        return editor

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self.editor.flush()
            self.editor = None
        emptied(self._editing)
        self.new_button.setText(self.context.language.text("New entry"))

    def close_editor(self) -> None:
        """Put the editor away; what was typed waits as a draft."""
        self._drop_editor()
        if not self.context.work.writing:
            self.reload()

    def flush(self) -> None:
        """Keep what is typed now."""
        if self.editor is not None:
            self.editor.flush()

    def _last(self, page: FormPage) -> dict[str, str]:
        language, around = self.context.language, self._around()
        said = {}
        for name, (value, day) in page.last.items():
            text = shown(around, self.form.field(name), value)
            when = f"{day.day:02}.{day.month:02}" if day is not None else ""
            said[name] = language.text("last {value} on {day}").format(value=text, day=when)
        return said

    def _keep(self, values: Values, done: Callable[[str], object]) -> None:
        job = named(
            drafts.keep, desk=self.context.desk(), form_key=self.form.key, about=self._about, values=values,
            seen=self._seen,
        )  # fmt: skip
        self.context.work.write(job, partial(self._kept, done), verb="keep_draft")

    def _kept(self, done: Callable[[str], object], kept_at: int) -> None:
        if still_there(done):
            done(self.context.language.clock(kept_at, self.context.zone))
        if self.editor is None:
            self.reload()

    def _discard(self) -> None:
        job = named(drafts.discard, desk=self.context.desk(), form_key=self.form.key, about=self._about)
        self.context.work.write(job, self._was_discarded, verb="discard_draft")

    def _was_discarded(self, _nothing: None) -> None:
        self.reload()

    # Saving, removing, undoing.

    def _save(
        self,
        values: Values,
        confirmed: dict[str, str],
        done: Callable[[object], object],
        refused: Callable[[Refused], object],
    ) -> None:
        job = named(
            saving.save_form, desk=self.context.desk(), verb=self.form.save, cls=self.form.record,
            form_key=self.form.key, about=self._about, values=values, confirmed=confirmed, seen=self._seen,
        )  # fmt: skip
        self.context.work.write(job, done, partial(self._was_refused, refused), verb=verb_of(self.form.save))

    def _was_refused(self, refused: Callable[[Refused], object], error: Refused) -> None:
        if still_there(refused):
            refused(error)
        if isinstance(error, ChangedMeanwhile):
            self.context.work.read(self.query(), self._show_meanwhile)

    def _show_meanwhile(self, page: FormPage) -> None:
        """What a colleague saved stands beneath each field, and the next save is made knowing it."""
        entry = next((one for one in page.entries if one.id == self._about.record_id), None)
        if entry is None or self.editor is None:
            return
        self._seen = entry.seen
        around, _ = self._around(), self.context.language.text
        mine = self.editor.values()
        self.editor.show_last(
            {
                field.name: _("now {value}").format(value=shown(around, field, entry.values.get(field.name)))
                for field in self.editor.fields
                if field.name in entry.values and entry.values[field.name] != mine.get(field.name)
            }
        )

    def _release(self) -> None:
        if self.editor is not None:
            self.editor.release()

    def _was_saved(self, result: Saved) -> None:
        self._drop_editor()
        self._say_done(result.group_id, self.context.language.text("Saved {time}."))
        self.saved.emit(result.record_id)

    def _say_done(self, group_id: UUID, text: str) -> None:
        self._group = group_id
        language = self.context.language
        now = language.clock(self.context.desk().now_ms, self.context.zone)
        self.said.say("done", text.format(time=now), language.text("Undo"), self._undo)

    def _remove(self, record_id: UUID) -> None:
        job = named(saving.remove_record, desk=self.context.desk(), cls=self.form.record, record_id=record_id)
        self.context.work.write(job, self._was_removed, self._say_refusal, verb="remove_record")

    def _was_removed(self, result: Saved) -> None:
        self._opened = None
        self._say_done(result.group_id, self.context.language.text("Removed {time}."))

    def _say_refusal(self, error: Refused) -> None:
        self.said.say("error", sentence(self.context.language, error.message, error.params))

    def _undo(self) -> None:
        if self._group is None:
            return
        job = named(undo.undo, desk=self.context.desk(), group_id=self._group)
        self.context.work.write(job, self._was_undone, self._say_refusal, verb="undo")

    def _was_undone(self, group_id: UUID) -> None:
        self._say_done(group_id, self.context.language.text("Taken back {time}."))
        self._ask_undo()

    def _ask_undo(self) -> None:
        if self._group is not None:
            job = named(undo.can_undo, desk=self.context.desk(), group_id=self._group)
            self.context.work.read(job, self._offer_undo, key=f"undo-{id(self)}")

    def _offer_undo(self, why_not: str | None) -> None:
        if self.editor is not None:
            self.editor.offer_undo(None if why_not is None else self.context.language.text(why_not))
