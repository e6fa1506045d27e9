"""The days of a person's courses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from db.access import Access, Actor
from db.models import Attendance
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
