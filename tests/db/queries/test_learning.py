"""The register of a course: who is on it, on which day, and for whom."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from db.access import Actor
from db.models import Assignment, Course, Enrolment, PersonLink
from db.queries.learning import Register, register
from desktop.services import learning, people
from tests.desktop.small_vault import TODAY, SmallCentre

WEEK_AGO = TODAY - timedelta(days=7)


@pytest.fixture
def course(centre: SmallCentre) -> UUID:
    values = {"course.kind": "SEW", "course.label": "Sewing"}
    course_id: UUID = centre.do("trainer", learning.open_course, values=values)
    return course_id


def enrolled(centre: SmallCentre, course: UUID, surname: str) -> UUID:
    person = centre.person(surname, "Сәуле", "1990")
    centre.do("case_manager", people.admit, person_id=person, on=WEEK_AGO)
    values = {"enrolment.course_id": course, "enrolment.happened_on": WEEK_AGO}
    centre.do("trainer", learning.enrol, person_id=person, values=values)
    return person


def read(centre: SmallCentre, person: UUID, role: str = "trainer", on: date = TODAY) -> Register:
    found: Register = centre.ask(
        register, centre.access, centre.desk(role).actor, person, course_id=None, on=on,
        centre_id=centre.centre_id,
    )  # fmt: skip
    return found


def names(found: Register) -> list[str]:
    return [line.name for line in found.lines]


def test_everybody_enrolled_is_listed_by_name_with_the_mark_of_the_day(
    centre: SmallCentre, course: UUID
) -> None:
    second, first = enrolled(centre, course, "Рахимова"), enrolled(centre, course, "Оразова")
    centre.do("trainer", learning.mark_attendance, course_id=course, on=TODAY, marks={first: "ABSENT"})
    found = read(centre, second)
    assert (found.course_id, found.courses) == (course, ((course, "Sewing"),))
    assert [(line.name, line.mark) for line in found.lines] == [
        ("Оразова Сәуле", "ABSENT"), ("Рахимова Сәуле", None),
    ]  # fmt: skip
    assert read(centre, second, on=TODAY - timedelta(days=1)).lines[0].mark is None


def test_nobody_is_marked_before_the_enrolment_or_after_its_end(centre: SmallCentre, course: UUID) -> None:
    person = enrolled(centre, course, "Оразова")
    assert read(centre, person, on=WEEK_AGO - timedelta(days=1)).lines == ()
    with centre.store.writing("end", None) as session:
        session.scalars(select(Enrolment)).one().ended_on = TODAY - timedelta(days=2)
    assert names(read(centre, person, on=TODAY - timedelta(days=2))) == ["Оразова Сәуле"]
    assert read(centre, person).lines == ()


def test_who_left_the_centre_is_not_on_the_register_of_later_days(centre: SmallCentre, course: UUID) -> None:
    person = enrolled(centre, course, "Оразова")
    day = TODAY - timedelta(days=2)
    centre.do("case_manager", people.leave, person_id=person, on=day, to="INDEPENDENT", how="planned")
    assert names(read(centre, person, on=day)) == ["Оразова Сәуле"]
    assert read(centre, person).lines == ()


def test_a_person_with_two_files_has_one_line(centre: SmallCentre, course: UUID) -> None:
    one, other = enrolled(centre, course, "Оразова"), enrolled(centre, course, "Оразова")
    with centre.store.writing("join", None) as session:
        session.add(PersonLink(one_id=one, other_id=other, state="joined", chosen_id=one))
    centre.do("trainer", learning.mark_attendance, course_id=course, on=TODAY, marks={other: "EXCUSED"})
    assert [(line.person_id, line.mark) for line in read(centre, one).lines] == [(other, "EXCUSED")]


def test_people_of_other_caseloads_are_counted_and_not_named(centre: SmallCentre, course: UUID) -> None:
    mine, theirs = enrolled(centre, course, "Оразова"), enrolled(centre, course, "Рахимова")
    alone = Actor(centre.colleagues["trainer"].user_id, "trainer A.", ("trainer",), centre.centre_id)
    with centre.store.writing("assign", None) as session:
        session.add(Assignment(person_id=mine, user_id=alone.user_id, role="trainer", from_on=TODAY))
    asked = {"course_id": course, "on": TODAY, "centre_id": centre.centre_id}
    found = centre.ask(register, centre.access, alone, mine, **asked)
    assert (names(found), found.others) == (["Оразова Сәуле"], 1)
    assert centre.ask(register, centre.access, alone, theirs, **asked).may_mark is False


def test_a_course_that_is_over_is_offered_for_its_own_days_alone(centre: SmallCentre, course: UUID) -> None:
    person = enrolled(centre, course, "Оразова")
    with centre.store.writing("end", None) as session:
        session.scalars(select(Course)).one().ends_on = TODAY - timedelta(days=1)
    assert read(centre, person).courses == ()
    assert read(centre, person, on=TODAY - timedelta(days=1)).course_id == course


@pytest.mark.parametrize(
    ("role", "may_mark", "may_open"),
    [("trainer", True, True), ("teacher", True, False), ("case_manager", True, True),
     ("nurse", False, False), ("director", False, True)],
)  # fmt: skip
def test_who_marks_and_who_opens_courses(
    centre: SmallCentre, course: UUID, role: str, may_mark: bool, may_open: bool
) -> None:
    found = read(centre, enrolled(centre, course, "Оразова"), role)
    assert (found.may_mark, found.may_open) == (may_mark, may_open)
    assert bool(found.lines) is may_mark
