"""A manifest becomes files, and one key takes a person in."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from db.journal.change import Change
from db.models import (
    ArrivalLine,
    Assignment,
    Identity,
    Member,
    Name,
    Person,
    Relationship,
    RoomStay,
    StageEntry,
    Stay,
)
from db.queries import people as lists
from desktop.errors import Refused
from desktop.i18n import load
from desktop.rules.partial_dates import parse
from desktop.services import arrivals
from desktop.services.arrivals import Expected
from tests.desktop.small_vault import TODAY, SmallCentre

FAMILY = (
    Expected(1, "1", "Құрманбаева", "Айгүл", None, "F", parse("12.05.1997"), "W", is_head=True),
    Expected(
        2, "1", "Құрманбаев", "Дәулет", None, "M", parse("2019"), "C", care_status="WITH_MOTHER",
        relatives=(("MOTHER", 1),), urgent=("FEVER",), latin=("Kurmanbayev", "Daulet"),
    ),
    Expected(3, "2", "Оразов", "Тимур", None, "M", parse("about 2017"), "C", care_status="ORPHAN_DOUBLE"),
)  # fmt: skip


@pytest.fixture
def arrival(centre: SmallCentre) -> UUID:
    found: UUID = centre.do(
        "case_manager", arrivals.register_manifest, operation="Invented operation",
        arrives_on=date(2026, 11, 13), label="flight 1", expected=FAMILY,
    )  # fmt: skip
    return found


def _lines(centre: SmallCentre) -> list[ArrivalLine]:
    return list(centre.ask(lambda s: s.scalars(select(ArrivalLine).order_by(ArrivalLine.line)).all()))


def test_a_manifest_is_one_save_and_nobody_is_in_care_yet(centre: SmallCentre, arrival: UUID) -> None:
    groups = centre.ask(
        lambda s: s.scalars(
            select(Change.group_id).where(Change.verb == "register_manifest").distinct()
        ).all()
    )
    assert len(groups) == 1
    assert centre.ask(lambda s: s.scalars(select(Stay)).all()) == []
    counts = [
        centre.ask(lambda s, cls=cls: s.scalar(select(func.count()).select_from(cls)))
        for cls in (Person, Identity, Name, Member, Relationship, ArrivalLine)
    ]
    assert counts == [3, 3, 4, 3, 1, 3]
    assert [line.state for line in _lines(centre)] == ["EXPECTED"] * 3
    assert {line.arrival_id for line in _lines(centre)} == {arrival}


@pytest.mark.parametrize("role", ["nurse", "director", "sysadmin", "me_officer"])
def test_only_who_may_import_registers_a_manifest(centre: SmallCentre, role: str) -> None:
    with pytest.raises(Refused):
        centre.do(
            role, arrivals.register_manifest, operation="x", arrives_on=TODAY, label=None, expected=FAMILY
        )
    assert centre.ask(lambda s: s.scalars(select(Person)).all()) == []


@pytest.mark.usefixtures("arrival")
def test_one_key_takes_a_person_in_with_room_and_bed(centre: SmallCentre) -> None:
    line = _lines(centre)[0]
    centre.do("nurse", arrivals.mark_here, line_id=line.id, here=True, room="12", bed="1")
    stay = centre.ask(lambda s: s.scalars(select(Stay)).one())
    assert (stay.person_id, stay.admitted_on) == (line.person_id, date(2026, 11, 13))
    assert centre.ask(lambda s: s.scalars(select(RoomStay.room)).one()) == "12"
    assert centre.ask(lambda s: s.scalars(select(StageEntry.stage)).one()) == "INT"
    centre.do("nurse", arrivals.mark_here, line_id=line.id, here=True)
    assert centre.ask(lambda s: s.scalar(select(func.count()).select_from(Stay))) == 1


@pytest.mark.usefixtures("arrival")
def test_a_slip_of_the_key_is_taken_back_whole(centre: SmallCentre) -> None:
    line = _lines(centre)[0]
    centre.do("nurse", arrivals.mark_here, line_id=line.id, here=True, room="12")
    centre.do("nurse", arrivals.mark_here, line_id=line.id, here=False)
    assert _lines(centre)[0].state == "NOT_HERE"
    nurse = centre.desk("nurse")
    assert centre.ask(lists.in_house, nurse.access, nurse.actor) == []
    centre.do("nurse", arrivals.mark_here, line_id=line.id, here=True)
    assert len(centre.ask(lists.in_house, nurse.access, nurse.actor)) == 1


@pytest.mark.usefixtures("arrival")
def test_a_taken_bed_is_refused(centre: SmallCentre) -> None:
    first, second, _ = _lines(centre)
    centre.do("nurse", arrivals.mark_here, line_id=first.id, here=True, room="12", bed="1")
    with pytest.raises(Refused, match="Bed 1 in room 12"):
        centre.do("nurse", arrivals.mark_here, line_id=second.id, here=True, room="12", bed="1")
    assert _lines(centre)[1].state == "EXPECTED"


def test_somebody_not_on_the_list_is_taken_in_with_a_file(centre: SmallCentre, arrival: UUID) -> None:
    values = {"name.kind": "legal", "name.script": "Cyrl", "name.given": "Мадина", "identity.sex": "F"}
    centre.do("case_manager", arrivals.add_unlisted, arrival_id=arrival, values=values)
    desk = centre.desk("case_manager")
    assert [row.name for row in centre.ask(lists.in_house, desk.access, desk.actor)] == ["Мадина"]
    states = arrivals.counts(line.state for line in _lines(centre))
    assert states == {"EXPECTED": 3, "NOT_ON_LIST": 1}


@pytest.mark.usefixtures("arrival")
def test_families_stand_together_the_mother_first(centre: SmallCentre) -> None:
    for line in _lines(centre):
        centre.do("nurse", arrivals.mark_here, line_id=line.id, here=True)
    nurse = centre.desk("nurse")
    rows = lists.arranged(centre.ask(lists.in_house, nurse.access, nurse.actor), load("kk").sort_key)
    assert [row.name for row in rows] == ["Құрманбаева Айгүл", "Құрманбаев Дәулет", "Оразов Тимур"]
    assert [row.is_head for row in rows] == [True, False, False]
    team = centre.ask(lambda s: s.scalar(select(func.count()).select_from(Assignment)))
    assert team == 3
