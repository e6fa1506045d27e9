from datetime import timedelta
from typing import Any
from uuid import UUID

from db.models import Person, PersonLink, Stay
from db.queries.overview import Overview, head, overview
from desktop.rules.due import State
from desktop.services import arrivals, counselling, people, plans
from tests.desktop.small_vault import TODAY, SmallCentre, moment


def look(centre: SmallCentre, role: str, person: UUID) -> Overview:
    desk = centre.desk(role)
    found: Overview = centre.ask(
        overview, desk.access, desk.actor, person, today=TODAY, now_ms=desk.now_ms,
        rules=desk.programme.due_rules,
    )  # fmt: skip
    return found


def mother_and_child(centre: SmallCentre) -> tuple[UUID, UUID]:
    mother = centre.person("Оразова", "Сәуле", "1990")
    child = centre.person("Оразов", "Тимур", "2019", "M")
    centre.do("case_manager", people.relate, person_id=child, other_id=mother, kind="MOTHER", basis=None)
    for person in (mother, child):
        centre.do("case_manager", people.admit, person_id=person, on=TODAY - timedelta(days=8))
    return mother, child


def say(centre: SmallCentre, person: UUID, **values: Any) -> UUID:
    named = {f"must_know.{name}": value for name, value in values.items()}
    held: UUID = centre.do("nurse", plans.save_must_know, person_id=person, values=named)
    return held


def test_a_part_that_is_not_for_the_role_is_none_and_not_empty(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    seen = look(centre, "duty", mother)
    parts = (seen.due, seen.coming, seen.contacts, seen.words, seen.tracks, seen.goals, seen.timeline)
    assert parts == (None,) * 7
    assert seen.head.sex is None
    assert seen.head.born is None
    assert seen.head.must_know == ()
    complete = look(centre, "case_manager", mother)
    assert (complete.words, complete.tracks, complete.goals) == ((), (), ())


def test_a_person_who_is_not_for_the_role_has_no_name(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    desk = centre.desk("sysadmin")
    assert centre.ask(head, desk.access, desk.actor, mother, today=TODAY).name is None


def test_a_line_that_has_run_out_was_asked_all_the_same(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    say(centre, mother, kind="LIMITS", text="No lifting", until_on=TODAY - timedelta(days=1),
        asked_on=TODAY - timedelta(days=9))  # fmt: skip
    say(centre, mother, kind="ALLERGY", none_known=True)
    shown = look(centre, "nurse", mother).head
    assert shown.must_know is not None
    assert [(line.kind, line.text) for line in shown.must_know] == [("ALLERGY", None)]
    assert shown.asked == {"LIMITS", "ALLERGY"}


def test_back_in_her_room_she_is_nowhere_else(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    centre.do("nurse", arrivals.give_room, person_id=mother, room="12")
    for kind, where in (("hospital", "hospital"), ("room", None)):
        centre.do("nurse", plans.move, person_id=mother, values={"presence.kind": kind})
        centre.clock.advance(timedelta(minutes=1))
        shown = look(centre, "nurse", mother).head
        assert (shown.where.kind if shown.where else None) == where
        assert shown.room == "12"


def test_relatives_elsewhere_are_found_from_both_sides(centre: SmallCentre) -> None:
    mother, child = mother_and_child(centre)
    (of_mother,) = look(centre, "case_manager", mother).relatives or ()
    assert (of_mother.person_id, of_mother.relation, of_mother.turned) == (child, "MOTHER", True)
    (of_child,) = look(centre, "case_manager", child).relatives or ()
    assert (of_child.person_id, of_child.relation, of_child.turned) == (mother, "MOTHER", False)
    assert not of_child.in_household


def test_the_newest_session_of_each_service_is_the_last_contact(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    for days, attendance in ((3, "PRESENT"), (1, "EXCUSED")):
        centre.do(
            "psychologist", counselling.record_psychological, person_id=mother,
            values={"counselling_session.mode": "IND", "counselling_session.attendance": attendance,
                    "counselling_session.happened_on": TODAY - timedelta(days=days)},
        )  # fmt: skip
    (contact,) = look(centre, "case_manager", mother).contacts or ()
    assert (contact.kind, contact.code) == ("counselling_session.MHPSS", "EXCUSED")
    assert contact.on == TODAY - timedelta(days=1)


def test_an_appointment_that_is_over_is_not_ahead(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    for day, service in ((TODAY - timedelta(days=1), "HEALTH"), (TODAY + timedelta(days=1), "LEGAL")):
        centre.do(
            "case_manager", plans.make_appointment, person_id=mother,
            values={"appointment.service": service, "appointment.starts_at": moment(day, 9)},
        )  # fmt: skip
    assert [one.service for one in look(centre, "case_manager", mother).coming or ()] == ["LEGAL"]


def test_overdue_things_of_the_person_are_told(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    overdue = {
        one.rule for one in look(centre, "case_manager", mother).due or () if one.state is State.OVERDUE
    }
    assert {"REGISTRATION", "FIRST_MEDICAL"} <= overdue


def test_two_joined_files_are_one_overview(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    twin = centre.person("Оразова", "Сауле", "1990")
    say(centre, twin, kind="ALLERGY", text="nuts")
    with centre.store.writing("join", centre.colleagues["case_manager"].user_id) as session:
        session.add(PersonLink(one_id=mother, other_id=twin, state="joined", chosen_id=mother))
    for file in (mother, twin):
        seen = look(centre, "case_manager", file)
        assert seen.head.person_id == mother
        assert [line.text for line in seen.head.must_know or ()] == ["nuts"]


def test_what_was_removed_is_not_told(centre: SmallCentre) -> None:
    mother, _child = mother_and_child(centre)
    with centre.store.writing("slip", centre.colleagues["case_manager"].user_id) as session:
        for stay in session.query(Stay).all():
            stay.removed = True
    assert "stay" not in {one.kind for one in look(centre, "case_manager", mother).timeline or ()}
    with centre.store.reading() as session:
        assert session.get(Person, mother) is not None
