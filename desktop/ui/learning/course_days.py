"""The days of her courses: on how many she came, and which she missed."""

from __future__ import annotations

from typing import ClassVar

from db.base import Category
from db.queries.learning import CourseAttendance, course_days
from desktop.ui.not_for_roles import not_for_role
from desktop.ui.person_parts import PersonPart, Query, named
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.labels import PlainLabel

MOST_MISSED = 6


class CourseDays(PersonPart):
    """One line per course with attendance; the days missed beneath."""

    kinds: ClassVar[frozenset[str] | None] = frozenset({"attendance", "enrolment", "course"})

    def query(self) -> Query:
        desk = self.context.desk()
        return named(course_days, access=desk.access, actor=desk.actor, person_id=self.person_id)

    def show_answer(self, answer: tuple[CourseAttendance, ...] | None) -> None:
        _ = self.context.language.text
        card = self.fresh_card(self.context.language.label("form_title", "attendance"))
        if answer is None:
            card.add(not_for_role(self.context, Category.CASEWORK))
            return
        for course in answer:
            self._show(card, course)
        if not answer:
            card.add(PlainLabel(_("No day of a course has been marked yet."), "muted", wrap=True))

    def _show(self, card: Card, course: CourseAttendance) -> None:
        language = self.context.language
        counted = language.plural("present {n} of {total}", "present {n} of {total}", course.present)
        card.add(FactLine(course.label, counted.format(n=course.present, total=len(course.days))))
        for day, code in [one for one in course.days if one[1] != "PRESENT"][:MOST_MISSED]:
            card.add(FactLine(language.weekday_day(day), language.label("attendance", code)))
