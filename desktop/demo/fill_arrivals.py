"""A group arrives: its list is put on file, everybody is marked at the desk and gets a room."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import ArrivalLine, Identity, Name
from db.queries.of_person import of
from desktop.demo.fill_staff import CASEWORKER, NURSE, Team
from desktop.demo.fill_texts import Chance
from desktop.demo.manifests import manifest_rows
from desktop.demo.members import CHILD, DemoFamily, DemoPerson
from desktop.demo.names import LEGAL
from desktop.demo.people import DemoArrival, DemoPlan
from desktop.exchange.manifest_rows import ManifestReading
from desktop.exchange.manifest_to_service import expected
from desktop.services import arrivals, records
from desktop.services.arrivals import Expected
from desktop.services.desk import Desk

# The list comes so many days before the people do.
LIST_BEFORE = 4


@dataclass(frozen=True)
class Case:
    """An invented person who is on file, with what chance holds for her."""

    person: DemoPerson
    family: DemoFamily
    person_id: UUID
    line_id: UUID
    chance: Chance
    # What an earlier entry left for a later one: the weight, the goal, the course.
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def is_child(self) -> bool:
        """Whether the list has her as a child."""
        return self.person.category == CHILD

    @property
    def is_head(self) -> bool:
        """Whether she speaks for her household."""
        return self.family.members[0].key == self.person.key

    @property
    def elder(self) -> DemoPerson | None:
        """The grown-up who speaks for a child: her mother or father, else the head of her household."""
        by_key = {one.key: one for one in self.family.members}
        head = self.family.members[0]
        parent = by_key.get(self.person.mother) or by_key.get(self.person.father)
        return next((one for one in (parent, head) if one is not None and one.category != CHILD), None)

    def months(self, day: date) -> int:
        """Completed months of age on a day, by the day she was made up with."""
        born = self.person.born_on
        return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)

    def years(self, day: date) -> int:
        """Completed years of age on a day."""
        return self.months(day) // 12


def receive(team: Team, plan: DemoPlan, arrival: DemoArrival) -> list[Case]:
    """Put the people of a flight on file and take them in; returns them in the order of the list."""
    people = [(f, p) for f in plan.families if f.arrival == arrival.index for p in f.members]
    reading = ManifestReading((), manifest_rows(plan, arrival.index), (), ())
    listed = [
        replace(one, care_status=person.care_status or None)
        for one, (_, person) in zip(expected(reading), people, strict=True)
    ]
    arrival_id = _register(team, arrival, listed)
    cases = _cases(team, plan, arrival_id, people)
    _at_the_desk(team, arrival, cases)
    if arrival.in_house:
        _to_rooms(team, arrival, cases)
    _complete(team, arrival, cases)
    return cases


def _register(team: Team, arrival: DemoArrival, listed: Sequence[Expected]) -> UUID:
    programme = team.programme
    day = arrival.on - timedelta(days=LIST_BEFORE)
    with team.at(day, 15, CASEWORKER, "register_manifest") as (session, desk):
        return arrivals.register_manifest(
            session, desk=desk, operation=programme.title[programme.language], arrives_on=arrival.on,
            label=arrival.flight, expected=listed,
        )  # fmt: skip


def _cases(
    team: Team, plan: DemoPlan, arrival_id: UUID, people: Sequence[tuple[DemoFamily, DemoPerson]]
) -> list[Case]:
    with team.reading() as session:
        lines = session.execute(
            select(ArrivalLine.id, ArrivalLine.person_id)
            .where(ArrivalLine.arrival_id == arrival_id)
            .order_by(ArrivalLine.line)
        ).all()
    return [
        Case(
            person, family, line.person_id, line.id,
            Chance(f"{plan.programme}/{plan.seed}/{person.key}", team.programme, person.languages),
        )
        for line, (family, person) in zip(lines, people, strict=True)
    ]  # fmt: skip


def _at_the_desk(team: Team, arrival: DemoArrival, cases: Sequence[Case]) -> None:
    """One key for each: here, or not here for who was taken elsewhere on the way."""
    with team.at(arrival.on, 10, CASEWORKER, "mark_here") as (session, desk):
        for case in cases:
            arrivals.mark_here(session, desk=desk, line_id=case.line_id, here=not case.person.detained)


def _to_rooms(team: Team, arrival: DemoArrival, cases: Sequence[Case]) -> None:
    beds: dict[str, int] = {}
    with team.at(arrival.on, 12, NURSE, "give_room") as (session, desk):
        for case in cases:
            room = case.family.room
            beds[room] = beds.get(room, 0) + 1
            arrivals.give_room(session, desk=desk, person_id=case.person_id, room=room, bed=str(beds[room]))


def _complete(team: Team, arrival: DemoArrival, cases: Sequence[Case]) -> None:
    """What the list had no column for: the place of birth, and the other names on somebody's papers."""
    with team.at(arrival.on, 16, CASEWORKER, "save_identity") as (session, desk):
        found = select(Identity).where(of(Identity, *(case.person_id for case in cases)))
        identities = {one.person_id: one for one in session.scalars(found)}
        for case in cases:
            _save_birth(session, desk, case, identities[case.person_id])
            _save_names(session, desk, case)


def _save_birth(session: Session, desk: Desk, case: Case, identity: Identity) -> None:
    values = {"birth_place": case.person.birth_place or None, "birth_country": case.person.birth_country}
    records.change(session, desk, identity, values)


def _save_names(session: Session, desk: Desk, case: Case) -> None:
    legal, latin = case.person.name, _latin_of(case.person)
    if legal.from_on is not None:
        standing = select(Name).where(of(Name, case.person_id), Name.kind == LEGAL)
        records.change(session, desk, session.scalars(standing).one(), {"from_on": legal.from_on})
    for name in case.person.names[1:]:
        if name is latin:
            continue
        values = {
            "kind": name.kind, "script": name.script, "surname": name.surname or None, "given": name.given,
            "patronymic": name.patronymic or None, "from_on": name.from_on, "until_on": name.until_on,
            "source": name.source,
        }  # fmt: skip
        records.create(session, desk, Name, case.person_id, values)


def _latin_of(person: DemoPerson) -> object:
    """The spelling of travel papers, which came with the list."""
    return next(name for name in person.names if name.kind == "transliteration" and name.script == "Latn")
