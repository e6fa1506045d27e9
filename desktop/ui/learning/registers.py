"""The register of a course: everybody enrolled, one day, marked by keyboard and saved in one go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.access import Level
from db.models import Course
from db.queries.learning import Register, register
from desktop.errors import Refused
from desktop.forms.learning import COURSE
from desktop.services import learning, undo
from desktop.ui.context import Context
from desktop.ui.errors import refusal
from desktop.ui.form_editor import FormEditor, Values
from desktop.ui.form_fields import Surroundings
from desktop.ui.learning.register_table import RegisterTable
from desktop.ui.person_parts import PersonPart, Query, emptied, named
from desktop.ui.widgets.buttons import KeyButton, PrimaryButton
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.dates import OptionalDateEdit
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notices import Banner, EmptyState
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.widgets.values import Choice


class MarkAttendance(PersonPart):
    """Opens the register of a course, at first that of the person's own, and opens a course.

    Nothing is shown to who does not mark attendance. What was typed is saved before the records lock.
    """

    kinds: ClassVar[frozenset[str] | None] = frozenset({"attendance", "enrolment", "course", "stay"})

    def __init__(self, context: Context, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, person_id, parent)
        self.table: RegisterTable | None = None
        self.course: CodePicker | None = None
        self.day: OptionalDateEdit | None = None
        self.editor: FormEditor | None = None
        self._course_id: UUID | None = None
        self._on: date | None = None
        self._answer: Register | None = None
        self._is_open = False
        self._lay_out()
        self._keep_before_lock()

    def _lay_out(self) -> None:
        self.card = Card(self.context.language.text("Course register"))
        self.place = QVBoxLayout()
        self.place.setSpacing(8)
        self.card.body.addLayout(self.place)
        self.said = Banner(self.context.language)
        self.card.add(self.said)
        self.card.hide()
        self.column.addWidget(self.card)
        save = QShortcut(QKeySequence("Ctrl+S"), self.card)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)

    def _keep_before_lock(self) -> None:
        jobs, mine = self.context.before_lock, self.save
        jobs.append(mine)
        self.destroyed.connect(lambda: jobs.remove(mine) if mine in jobs else None)
        self.context.work.failed.connect(self._release)

    # Reading.

    def query(self) -> Query:
        desk = self.context.desk()
        return named(
            register, access=desk.access, actor=desk.actor, person_id=self.person_id,
            course_id=self._course_id, on=self._on or desk.today, centre_id=desk.centre_id,
        )  # fmt: skip

    def _changed(self, kinds: frozenset[str]) -> None:
        # What is being typed is not drawn over; it is read anew once it was saved or put away.
        if self.editor is None and not self.unsaved:
            super()._changed(kinds)

    def show_answer(self, answer: Register) -> None:
        self._answer = answer
        self.card.setVisible(answer.may_mark)
        if self.editor is not None or self.unsaved:
            return
        emptied(self.place)
        self.table = self.course = self.day = None
        if not answer.courses:
            self.place.addWidget(self._no_course(answer))
        elif self._is_open:
            self._show_register(answer)
        else:
            self.place.addLayout(self._row(self._mark_button(), *self._course_buttons(answer)))

    def _no_course(self, answer: Register) -> EmptyState:
        _ = self.context.language.text
        if answer.may_open:
            text = _("No course runs at the centre. Open one, then enrol who takes part.")
            return EmptyState(text, _("Open a course"), self.open_course)
        roles = ", ".join(self.context.language.label("role", role) for role in self._openers())
        return EmptyState(_("No course runs at the centre. It is opened by: {roles}.").format(roles=roles))

    def _openers(self) -> list[str]:
        table = Course.__tablename__
        return [
            role
            for role, of in self.context.desk().access.grants.items()
            if (grant := of.get(Course.category)) is not None
            and grant.level is Level.WRITE
            and (grant.parts is None or table in grant.parts)
        ]

    @staticmethod
    def _row(*parts: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _mark_button(self) -> KeyButton:
        return KeyButton(self.context.language.text("Mark attendance"), "", self.open_register)

    def _course_buttons(self, answer: Register) -> list[QWidget]:
        if not answer.may_open:
            return []
        return [KeyButton(self.context.language.text("Open a course"), "", self.open_course)]

    # The register.

    def open_register(self) -> None:
        """Show the register, with the keyboard on the first line."""
        self._is_open = True
        self.said.silence()
        self.call_when_read(self._focus)
        self.reload()

    def _focus(self) -> None:
        if self.table is not None:
            self.table.setFocus()

    def close_register(self) -> None:
        """Put the register away; marks that were not saved are forgotten."""
        self._is_open = False
        self.table = None
        self.reload()

    def _show_register(self, answer: Register) -> None:
        language = self.context.language
        _ = language.text
        self.place.addWidget(self._choice(answer))
        if not answer.lines:
            text = _("Nobody in your caseload takes part in this course on this day. Enrol somebody first.")
            self.place.addWidget(EmptyState(text))
        else:
            self.table = RegisterTable(language)
            self.table.set_lines(sorted(answer.lines, key=lambda line: language.sort_key(line.name)))
            self.table.edited.connect(self._follow)
            keys = _("P present, E excused, A absent, D declined; Space: all who are left are present.")
            self.place.addWidget(PlainLabel(keys, "small", wrap=True))
            self.place.addWidget(self.table)
        if answer.others:
            more = language.plural(
                "{n} more takes part and is in the caseload of a colleague.",
                "{n} more take part and are in the caseload of colleagues.",
                answer.others,
            )
            self.place.addWidget(PlainLabel(more.format(n=answer.others), "small", wrap=True))
        self.place.addLayout(self._foot())
        self._follow()

    def _choice(self, answer: Register) -> FormGrid:
        language = self.context.language
        _ = language.text
        choices = [Choice(course_id.hex, label) for course_id, label in answer.courses]
        self.course = CodePicker(language, choices, segmented=False)
        self.course.set_value(answer.course_id.hex if answer.course_id else None)
        self.course.edited.connect(self._choose)
        self.day = OptionalDateEdit(language, lambda: self.context.desk().today)
        self.day.set_value(answer.on)
        self.day.edited.connect(self._choose)
        grid = FormGrid(2)
        grid.add(FieldRow(language, _("&Course"), self.course))
        grid.add(FieldRow(language, _("&Day"), self.day))
        return grid

    def _foot(self) -> QHBoxLayout:
        _ = self.context.language.text
        self.save_button = PrimaryButton(_("Save"), "Ctrl+S", self.save, own_key=False)
        self.rest_button = KeyButton(_("All others present"), "Space", self._mark_rest)
        self.close_button = KeyButton(_("Close"), "", self.close_register)
        self.count = PlainLabel("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.save_button, self.rest_button, self.close_button):
            row.addWidget(button)
        row.addWidget(self.count, 1)
        return row

    def _mark_rest(self) -> None:
        if self.table is not None:
            self.table.mark_rest()

    @property
    def unsaved(self) -> bool:
        """Whether somebody was marked here and not saved yet."""
        return self.table is not None and bool(self.table.typed())

    def _follow(self) -> None:
        """How many are marked; course and day stay as they are until the marks are saved."""
        unsaved = self.unsaved
        for field in (self.course, self.day):
            if field is not None:
                field.setEnabled(not unsaved)
        self.save_button.setEnabled(unsaved)
        self.rest_button.setEnabled(self.table is not None)
        if self.table is not None:
            lines = self.table.lines.rows()
            marked = sum(self.table.mark_of(line) is not None for line in lines)
            said = self.context.language.text("{n} of {total} marked")
            self.count.setText(said.format(n=marked, total=len(lines)))

    def _choose(self) -> None:
        course = self.course.value() if self.course is not None else None
        day = self.day.value() if self.day is not None else None
        # Half-typed, neither asks anything.
        if course is None or day is None or (UUID(course), day) == (self._course_id, self._on):
            return
        self._course_id, self._on = UUID(course), day
        self.reload()

    # Saving.

    def save(self) -> None:
        """Save every mark that was made, in one go."""
        if self.table is None or self._answer is None or not self.unsaved or not self.table.isEnabled():
            return
        course_id = self._answer.course_id
        marks = {self.table.lines.row(at).person_id: code for at, code in self.table.typed().items()}
        self.table.setEnabled(False)
        self.said.silence()
        job = named(
            learning.save_register, desk=self.context.desk(), course_id=course_id, on=self._answer.on,
            marks=marks,
        )  # fmt: skip
        self.context.work.write(job, self._was_saved, self._refused, verb="mark_attendance")

    def _was_saved(self, group_id: UUID) -> None:
        self._put_down()
        self._say_done(group_id, self.context.language.text("Saved {time}."))

    def _put_down(self) -> None:
        self.table = None
        self.reload()

    def _say_done(self, group_id: UUID, text: str) -> None:
        language = self.context.language
        now = language.clock(self.context.desk().now_ms, self.context.zone)
        self.said.say("done", text.format(time=now), language.text("Undo"), partial(self._undo, group_id))

    def _undo(self, group_id: UUID) -> None:
        job = named(undo.undo, desk=self.context.desk(), group_id=group_id)
        self.context.work.write(job, self._was_undone, self._refused, verb="undo")

    def _was_undone(self, group_id: UUID) -> None:
        self._say_done(group_id, self.context.language.text("Taken back {time}."))

    def _refused(self, error: Refused) -> None:
        self._release()
        self.said.say("error", refusal(error, self.context.language))

    def _release(self) -> None:
        """Give the lines and the form back after a save that did not work."""
        if self.table is not None:
            self.table.setEnabled(True)
        if self.editor is not None:
            self.editor.release()

    # A new course.

    def open_course(self) -> None:
        """Show the form of a course, empty."""
        if self.unsaved:
            self.save()
            return
        emptied(self.place)
        self.table = self.course = self.day = None
        self.said.silence()
        self.editor = FormEditor(self._around(), COURSE, self._save_course)
        self.editor.saved.connect(self._course_saved)
        self.editor.closed.connect(self._close_course)
        self.place.addWidget(self.editor)
        self.place.addLayout(
            self._row(KeyButton(self.context.language.text("Close"), "", self._close_course))
        )
        self.editor.fill({})
        self.editor.focus_first()

    def _around(self) -> Surroundings:
        return Surroundings(
            language=self.context.language,
            today=lambda: self.context.desk().today,
            zone=self.context.zone,
            me=self.context.desk().actor.user_id,
            staff=self.context.staff,
        )

    def _save_course(
        self,
        values: Values,
        _confirmed: dict[str, str],
        done: Callable[[object], object],
        refused: Callable[[Refused], object],
    ) -> None:
        job = named(learning.open_course, desk=self.context.desk(), values=values)
        self.context.work.write(job, done, refused, verb="open_course")

    def _course_saved(self, course_id: object) -> None:
        self._course_id = course_id if isinstance(course_id, UUID) else None
        self.said.say("done", self.context.language.text("The course is open. Enrol who takes part."))
        self._close_course()

    def _close_course(self) -> None:
        self.editor = None
        self.reload()
