"""Courses, taking part in them, and school places."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Attendance, Course, CourseResult, Enrolment, Identity, SchoolPlacement
from db.queries.of_person import of
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.rules import schools
from desktop.services import records, undo
from desktop.services.desk import Desk
from desktop.services.events import refuse_future, refuse_order, save_one
from desktop.services.records import Doubt


def open_course(
    session: Session,
    *,
    desk: Desk,
    values: Mapping[str, Any],
    person_id: UUID | None = None,
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Put a course on the list of the centre, or correct one. It is nobody's own, whoever's file is open."""
    del person_id, confirmed
    own = records.part_of(values, Course)
    refuse_order(own.get("starts_on"), own.get("ends_on"), "course.ends_on")
    if record_id is not None:
        return records.change(session, desk, records.get(session, Course, record_id), own).id
    return records.create(session, desk, Course, None, own | {"centre_id": desk.centre_id}).id


def check_enrolment(
    session: Session, _desk: Desk, person_id: UUID, values: Mapping[str, Any]
) -> Sequence[Doubt]:
    """One enrolment in a course at a time."""
    course_id = values.get("enrolment.course_id")
    if course_id is None:
        raise Refused(N_("Choose the course."), field="enrolment.course_id")
    records.get(session, Course, course_id)
    same = session.scalars(
        select(Enrolment)
        .where(of(Enrolment, person_id))
        .where(Enrolment.course_id == course_id, Enrolment.ended_on.is_(None))
    ).first()
    if same is not None:
        raise Refused(
            N_("She is enrolled in this course since {day:%d.%m.%Y}."),
            field="enrolment.course_id",
            day=same.happened_on,
        )
    return ()


def enrol(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Enrol a person in a course."""
    check = check_enrolment if record_id is None else _no_second_check
    return save_one(
        session, cls=Enrolment, check=check, desk=desk, person_id=person_id,
        values={**values, "enrolment.status": values.get("enrolment.status") or "active"},
        record_id=record_id, confirmed=confirmed,
    )  # fmt: skip


def _no_second_check(
    _session: Session, _desk: Desk, _person_id: UUID, _values: Mapping[str, Any]
) -> Sequence[Doubt]:
    return ()


def mark_attendance(
    session: Session, *, desk: Desk, course_id: UUID, on: date, marks: Mapping[UUID, str]
) -> list[UUID]:
    """One day of a course for everybody: person -> attendance code. Marking again corrects."""
    refuse_future(on, "attendance.happened_on", desk)
    known = {
        one.person_id: one
        for one in session.scalars(
            select(Attendance).where(
                Attendance.course_id == course_id, Attendance.happened_on == on, Attendance.removed.is_(False)
            )
        )
    }
    return [
        _mark(session, desk, course_id, on, known.get(person), person, mark) for person, mark in marks.items()
    ]


def save_register(
    session: Session, *, desk: Desk, course_id: UUID, on: date, marks: Mapping[UUID, str]
) -> UUID:
    """Mark one day of a course; returns the group of changes that undoes it."""
    mark_attendance(session, desk=desk, course_id=course_id, on=on, marks=marks)
    return undo.group_of(session)


def _mark(
    session: Session,
    desk: Desk,
    course_id: UUID,
    on: date,
    known: Attendance | None,
    person_id: UUID,
    mark: str,
) -> UUID:
    if known is not None:
        return records.change(session, desk, known, {"attendance": mark}).id
    values = {"course_id": course_id, "happened_on": on, "attendance": mark, "done_by_id": desk.actor.user_id}
    return records.create(session, desk, Attendance, person_id, values).id


def check_school(session: Session, desk: Desk, person_id: UUID, values: Mapping[str, Any]) -> Sequence[Doubt]:
    """A grade far from the age is asked once more."""
    grade = values.get("school_placement.grade")
    born = session.scalars(select(Identity.born).where(of(Identity, person_id))).first()
    if grade is None or born is None:
        return ()
    track = values.get("school_placement.track")
    start = values.get("school_placement.starts_on") or desk.today
    if not 1 <= grade <= 12:
        raise Refused(N_("Grades run from 1 to 12. Correct the grade."), field="school_placement.grade")
    gap = schools.age_grade_gap(desk.programme.country, born, schools.school_year(start), grade, track)
    if not isinstance(gap, schools.GradeGap) or not gap.is_wide:
        return ()
    message = N_("This grade is three years or more from her age. Check the grade, or say why.")
    return [Doubt("school_placement.grade", message, {})]


place_in_school = partial(save_one, cls=SchoolPlacement, check=check_school)
record_result = partial(save_one, cls=CourseResult)
