"""The days of a person's courses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from db.access import Access, Actor, Level, is_own
from db.base import Category
from db.models import Attendance, Course, Enrolment, Stay
from db.queries.of_person import files_by_root, of
from db.queries.people import names_of
from db.queries.timelines import FileReader


@dataclass(frozen=True)
class CourseAttendance:
    """One course: its days with the attendance of each, newest first."""

    course_id: UUID
    label: str
    days: tuple[tuple[date, str], ...]

    @property
    def present(self) -> int:
        """On how many days she came."""
        return sum(code == "PRESENT" for _day, code in self.days)


def course_days(
    session: Session, access: Access, actor: Actor, person_id: UUID
) -> tuple[CourseAttendance, ...] | None:
    """Attendance by course; None for who may not see it."""
    file = FileReader(session, access, actor, person_id)
    if file.page(Attendance).withheld:
        return None
    labels = file.courses(file.rows(Attendance))
    days: dict[UUID, list[tuple[date, str]]] = {}
    for row in file.rows(Attendance):
        of = row.values
        days.setdefault(of["course_id"], []).append((of["happened_on"], of["attendance"]))
    return tuple(_courses(days.items(), labels))


def _courses(
    days: Iterable[tuple[UUID, list[tuple[date, str]]]], labels: Mapping[UUID, str]
) -> Iterable[CourseAttendance]:
    for course_id, of_course in days:
        yield CourseAttendance(course_id, labels.get(course_id, ""), tuple(of_course))


@dataclass(frozen=True)
class RegisterLine:
    """Somebody who takes part in a course; `mark` is the attendance of the day, None if not marked yet."""

    person_id: UUID
    name: str
    mark: str | None


@dataclass(frozen=True)
class Register:
    """One course on one day. `others` counts who takes part and is in the caseload of colleagues alone."""

    may_mark: bool
    may_open: bool
    courses: tuple[tuple[UUID, str], ...]
    course_id: UUID | None
    on: date
    lines: tuple[RegisterLine, ...] = ()
    others: int = 0


def register(
    session: Session,
    access: Access,
    actor: Actor,
    person_id: UUID,
    *,
    course_id: UUID | None,
    on: date,
    centre_id: UUID,
) -> Register:
    """Who is marked in a course on a day; without a course, the one this person takes part in."""
    own = is_own(session, actor, person_id)
    may_mark = access.may_write(actor, Attendance, own=own)
    may_open = access.may_write(actor, Course, own=False)
    if not may_mark:
        return Register(may_mark, may_open, (), None, on)
    courses = _running(session, centre_id, on)
    chosen = course_id or _course_of(session, person_id, courses)
    if chosen is None:
        return Register(may_mark, may_open, courses, None, on)
    lines, others = _lines(session, access, actor, chosen, on)
    return Register(may_mark, may_open, courses, chosen, on, lines, others)


def _running(session: Session, centre_id: UUID, on: date) -> tuple[tuple[UUID, str], ...]:
    found = session.execute(
        select(Course.id, Course.label, Course.ends_on)
        .where(Course.centre_id == centre_id, Course.removed.is_(False))
        .order_by(Course.label)
    )
    return tuple((row.id, row.label) for row in found if row.ends_on is None or row.ends_on >= on)


def _course_of(session: Session, person_id: UUID, courses: tuple[tuple[UUID, str], ...]) -> UUID | None:
    running = [course_id for course_id, _label in courses]
    hers = select(Enrolment.course_id).where(of(Enrolment, person_id), Enrolment.ended_on.is_(None))
    taken = session.scalars(hers.where(Enrolment.course_id.in_(running)).order_by(Enrolment.id.desc()))
    return taken.first() or next(iter(running), None)


def _lines(
    session: Session, access: Access, actor: Actor, course_id: UUID, on: date
) -> tuple[tuple[RegisterLine, ...], int]:
    enrolled = list(session.scalars(_enrolled(course_id, on)))
    allowed = access.condition(actor, Category.CASEWORK, Enrolment.person_id, Level.WRITE)
    mine = set(session.scalars(_enrolled(course_id, on).where(allowed)))
    roots = files_by_root(session, enrolled)
    gone = _gone(session, set(roots.values()), on)
    marked = select(Attendance.person_id, Attendance.attendance).where(
        Attendance.course_id == course_id, Attendance.happened_on == on, Attendance.removed.is_(False)
    )
    marks = {roots.get(row.person_id, row.person_id): row for row in session.execute(marked)}
    names = names_of(session, enrolled)
    lines: dict[UUID, RegisterLine] = {}
    for file in enrolled:
        root = roots[file]
        mark = marks.get(root)
        if file in mine and (root not in gone or mark is not None):
            # Marked in another of her files, she is corrected there.
            known = mark.person_id if mark else file
            lines[root] = RegisterLine(known, names.get(root, ""), mark.attendance if mark else None)
    others = {roots[file] for file in enrolled} - {roots[file] for file in mine} - gone
    return tuple(sorted(lines.values(), key=lambda line: line.name)), len(others)


def _enrolled(course_id: UUID, on: date) -> Select[UUID]:
    return select(Enrolment.person_id).where(
        Enrolment.course_id == course_id,
        Enrolment.removed.is_(False),
        Enrolment.happened_on <= on,
        or_(Enrolment.ended_on.is_(None), Enrolment.ended_on >= on),
    )


def _gone(session: Session, people: set[UUID], on: date) -> set[UUID]:
    """Those who had left the centre before this day and have not come back."""
    roots = files_by_root(session, people)
    stays = session.execute(select(Stay.person_id, Stay.left_on).where(of(Stay, *people))).all()
    here = {roots[one.person_id] for one in stays if one.left_on is None or one.left_on >= on}
    return {roots[one.person_id] for one in stays} - here
