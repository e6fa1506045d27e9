"""Thousands of invented people at once: rows and changes together, in one large save for each group.

The verbs of the services ask for each person what they need to know; for a vault that is only to be
measured that takes hours. The rows are the same, and so is the journal.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Record
from db.ids import uuid7
from db.models import (
    Arrival,
    Attendance,
    CounsellingSession,
    HealthCheck,
    Household,
    Identifier,
    Identity,
    Intake,
    Measurement,
    Member,
    Name,
    Operation,
    Person,
    Stay,
)
from desktop.demo.fill_arrivals import Case
from desktop.demo.fill_bodies import body
from desktop.demo.fill_staff import CASEWORKER, NURSE, PSYCHOLOGIST, TRAINER, Team
from desktop.demo.fill_texts import Chance
from desktop.demo.members import DemoFamily, DemoPerson
from desktop.demo.names import TRANSLITERATION
from desktop.demo.people import DemoArrival, DemoPlan
from desktop.services.counselling import PSYCHOLOGICAL
from desktop.services.people import next_codes

USUAL_STAY = 30
# How much a file is made thicker: so many rows of each of four kinds.
THICK = 13


def closed_files(team: Team, plan: DemoPlan, arrival: DemoArrival) -> None:
    """A group that came and left: eight records for each of its people."""
    families = [family for family in plan.families if family.arrival == arrival.index]
    left_on = min(arrival.on + timedelta(days=USUAL_STAY), plan.today - timedelta(days=1))
    with team.at(left_on, 12, CASEWORKER, "import") as (session, desk):
        codes = next_codes(session, desk, arrival.people)
        filed = [Person(id=uuid7(), code=code) for code in codes]
        session.add_all(filed)
        # What belongs to somebody comes after her row.
        session.flush()
        group, ids = _group(session, team, arrival), iter(one.id for one in filed)
        for family in families:
            home = Household(id=uuid7(), label=family.label)
            session.add(home)
            for person in family.members:
                person_id = next(ids)
                session.add_all(_who(family, person, person_id, home.id))
                session.add_all(_stay(team, arrival, person, person_id, group, left_on))


def _group(session: Session, team: Team, arrival: DemoArrival) -> UUID:
    operation = session.scalars(select(Operation)).first()
    if operation is None:
        name = team.programme.title[team.programme.language]
        operation = Operation(id=uuid7(), programme=team.programme.tag, name=name)
    group = Arrival(
        id=uuid7(), operation_id=operation.id, centre_id=team.centre_id, arrives_on=arrival.on,
        label=arrival.flight, manifest_count=arrival.people,
    )  # fmt: skip
    session.add_all([operation, group])
    return group.id


def _who(family: DemoFamily, person: DemoPerson, filed: UUID, home: UUID) -> Iterator[Record]:
    yield Identity(
        person_id=filed, sex=person.sex, born=person.born, citizenship=person.citizenship,
        languages=person.languages, manifest_category=person.category,
        birth_country=person.birth_country, birth_place=person.birth_place or None,
    )  # fmt: skip
    latin = next(n for n in person.names if n.kind == TRANSLITERATION and n.script == "Latn")
    for name in (person.name, latin):
        yield Name(
            person_id=filed, kind=name.kind, script=name.script, surname=name.surname, given=name.given,
            patronymic=name.patronymic or None, source=name.source,
        )  # fmt: skip
    yield Member(
        person_id=filed, household_id=home, is_head=family.members[0] is person,
        care_status=person.care_status or None,
    )  # fmt: skip
    for number in person.numbers:
        yield Identifier(person_id=filed, kind=number.kind, number=number.number, country=number.country)


def _stay(
    team: Team, arrival: DemoArrival, person: DemoPerson, filed: UUID, group: UUID, left_on: date
) -> Iterator[Record]:
    if person.detained:
        return
    yield Stay(
        person_id=filed, centre_id=team.centre_id, arrival_id=group, admitted_on=arrival.on, left_on=left_on,
        left_to="BIO_PARENT" if person.mother else "INDEPENDENT",
    )  # fmt: skip
    yield Intake(
        person_id=filed, happened_on=arrival.on, done_by_id=team.user_id(CASEWORKER),
        immediate_needs=("REST",),
    )  # fmt: skip
    yield HealthCheck(
        person_id=filed, happened_on=arrival.on, done_by_id=team.user_id(NURSE), kind="FIRST", outcome="well"
    )  # fmt: skip


def thicken(team: Team, plan: DemoPlan, cases: Sequence[Case]) -> None:
    """Make files as thick as those of a long stay, for measuring."""
    for start in range(0, len(cases), 100):
        with team.at(plan.today, 6, CASEWORKER, "import") as (session, _desk):
            for case in cases[start : start + 100]:
                session.add_all(_rows(team, plan, case))


def _rows(team: Team, plan: DemoPlan, case: Case) -> Iterator[Record]:
    chance, filed = case.chance, case.person_id
    course = case.kept.get("course") or uuid7()
    for number in range(THICK):
        day = plan.today - timedelta(days=number % 8)
        measured = body(chance, case.person.sex, case.months(day))
        yield Measurement(
            person_id=filed, happened_on=day, done_by_id=team.user_id(NURSE),
            weight=measured["measurement.weight"], height=measured["measurement.height"],
            position=measured["measurement.position"],
        )  # fmt: skip
        yield CounsellingSession(
            person_id=filed, happened_on=day, done_by_id=team.user_id(PSYCHOLOGIST), service=PSYCHOLOGICAL,
            mode="IND", attendance=_attendance(chance), minutes=45,
        )  # fmt: skip
        yield Attendance(
            person_id=filed, happened_on=day, done_by_id=team.user_id(TRAINER), course_id=course,
            attendance=_attendance(chance),
        )  # fmt: skip
        yield HealthCheck(
            person_id=filed, happened_on=day, done_by_id=team.user_id(NURSE), kind="REPEAT", outcome="well"
        )  # fmt: skip


def _attendance(chance: Chance) -> str:
    return "PRESENT" if chance.hit(0.9) else "EXCUSED"
