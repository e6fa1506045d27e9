"""Courses and their registers."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from db.models import Attendance, Course
from desktop.errors import Refused
from desktop.services import learning, undo
from tests.desktop.small_vault import TODAY, SmallCentre


def opened(centre: SmallCentre, role: str = "trainer", **values: object) -> UUID:
    named = {"course.kind": "SEW", "course.label": "Sewing, group 2"}
    named |= {f"course.{name}": str(value) for name, value in values.items()}
    course_id: UUID = centre.do(role, learning.open_course, values=named)
    return course_id


def marks(centre: SmallCentre) -> dict[UUID, str]:
    found = select(Attendance).where(Attendance.removed.is_(False))
    return {one.person_id: one.attendance for one in centre.ask(lambda s: s.scalars(found).all())}


def test_a_course_is_opened_and_its_name_corrected(centre: SmallCentre) -> None:
    course_id = opened(centre)
    values = {"course.label": "Sewing, group 3"}
    centre.do("trainer", learning.open_course, values=values, record_id=course_id)
    found = centre.ask(lambda s: s.scalars(select(Course)).one())
    assert (found.label, found.centre_id) == ("Sewing, group 3", centre.centre_id)


def test_a_course_does_not_end_before_it_begins(centre: SmallCentre) -> None:
    days = {"course.starts_on": TODAY, "course.ends_on": TODAY - timedelta(days=1)}
    values = {"course.kind": "SEW", "course.label": "Sewing", **days}
    with pytest.raises(Refused) as refused:
        centre.do("trainer", learning.open_course, values=values)
    assert refused.value.field == "course.ends_on"


@pytest.mark.parametrize("role", ["teacher", "nurse", "duty"])
def test_who_keeps_no_courses_opens_none(centre: SmallCentre, role: str) -> None:
    with pytest.raises(Refused, match="not for your role"):
        opened(centre, role)


def test_a_register_is_saved_in_one_go_and_taken_back_in_one_go(centre: SmallCentre) -> None:
    course_id = opened(centre)
    one, other = centre.person("Оразова", "Сәуле", "1990"), centre.person("Рахимова", "Сабина", "1992")
    day = {"course_id": course_id, "on": TODAY}
    centre.do("trainer", learning.save_register, marks={one: "PRESENT"}, **day)
    group = centre.do("trainer", learning.save_register, marks={one: "EXCUSED", other: "ABSENT"}, **day)
    assert marks(centre) == {one: "EXCUSED", other: "ABSENT"}
    centre.do("trainer", undo.undo, group_id=group)
    assert marks(centre) == {one: "PRESENT"}


def test_tomorrow_is_not_marked(centre: SmallCentre) -> None:
    course_id, one = opened(centre), centre.person("Оразова", "Сәуле", "1990")
    with pytest.raises(Refused) as refused:
        centre.do(
            "trainer", learning.mark_attendance, course_id=course_id, on=TODAY + timedelta(days=1),
            marks={one: "PRESENT"},
        )  # fmt: skip
    assert refused.value.field == "attendance.happened_on"


def test_who_does_not_mark_attendance_is_refused(centre: SmallCentre) -> None:
    course_id, one = opened(centre), centre.person("Оразова", "Сәуле", "1990")
    with pytest.raises(Refused, match="not for your role"):
        centre.do("nurse", learning.save_register, course_id=course_id, on=TODAY, marks={one: "PRESENT"})
