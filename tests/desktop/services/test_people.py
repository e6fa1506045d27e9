"""Opening files, codes, names, numbers, stays and stages."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from db.ids import uuid7
from db.models import (
    Assignment,
    Household,
    Identity,
    Member,
    Name,
    Person,
    PersonLink,
    Relationship,
    ReservedCode,
    RoomStay,
    StageEntry,
    Stay,
    User,
)
from db.queries import people as lists
from db.queries.people import Listed
from desktop.errors import Refused
from desktop.rules.codes import parse_code
from desktop.rules.partial_dates import exact, parse
from desktop.services import arrivals, people
from desktop.services.records import Doubtful, Wrong
from tests.desktop.small_vault import ROLES, TODAY, SmallCentre


def _found(centre: SmallCentre, role: str, typed: str) -> list[Listed]:
    desk = centre.desk(role)
    rows: list[Listed] = centre.ask(lists.found, desk.access, desk.actor, typed)
    return rows


def test_a_new_file_has_a_code_with_its_check_letter_and_is_found_by_three_letters(
    centre: SmallCentre,
) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    row = _found(centre, "nurse", "құр")[0]
    assert row.person_id == mother
    assert str(parse_code(row.code)) == row.code
    assert row.name == "Құрманбаева Айгүл"


def test_codes_are_given_once_reserved_ones_included(centre: SmallCentre) -> None:
    reserved = centre.do("case_manager", people.reserve_codes, count=3)
    centre.person("Сейткали", "Мөлдір", "1985")
    codes = [*reserved, *centre.ask(lambda s: s.scalars(select(Person.code)).all())]
    assert len(set(codes)) == 4
    numbers = [code[len("AKT-A") : -1] for code in codes]
    assert [int(number) for number in numbers] == [1, 2, 3, 4]


def test_a_reserved_code_from_paper_becomes_the_code_of_the_file(centre: SmallCentre) -> None:
    code = centre.do("case_manager", people.reserve_codes, count=1)[0]
    values = {"name.kind": "legal", "name.script": "Cyrl", "name.given": "Дана", "identity.sex": "F"}
    centre.do("case_manager", people.open_file, values=values, code=code.lower())
    assert _found(centre, "nurse", code)[0].name == "Дана"
    with pytest.raises(Refused, match="in use"):
        centre.do("case_manager", people.open_file, values=values, code=code)
    assert centre.ask(lambda s: s.scalars(select(ReservedCode.used_by_id)).one()) is not None


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"case_manager", "lawyer"}))
def test_only_who_keeps_identities_opens_a_file(centre: SmallCentre, role: str) -> None:
    values = {"name.kind": "legal", "name.script": "Cyrl", "name.given": "Дана", "identity.sex": "F"}
    with pytest.raises(Refused):
        centre.do(role, people.open_file, values=values)


def test_a_new_person_is_in_the_caseload_of_who_takes_arrivals(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    assert centre.ask(lambda s: s.scalars(select(Assignment.user_id)).all()) == [centre.centre_id]
    assert centre.ask(lists.mine, centre.access, centre.desk("nurse").actor) == []
    centre.do("case_manager", people.admit, person_id=mother)
    mine = centre.ask(lists.mine, centre.access, centre.desk("nurse").actor)
    assert [row.person_id for row in mine] == [mother]


def test_nobody_is_born_after_today_and_a_name_is_needed(centre: SmallCentre) -> None:
    values = {"name.kind": "legal", "name.script": "Cyrl", "name.given": "Дана", "identity.sex": "F"}
    late = {"identity.born": exact(TODAY + timedelta(days=1))}
    with pytest.raises(Refused) as early:
        centre.do("case_manager", people.open_file, values=values | late)
    assert early.value.field == "identity.born"
    with pytest.raises(Refused) as nameless:
        centre.do("case_manager", people.open_file, values={"identity.sex": "F"})
    assert nameless.value.field == "name.surname"


def test_a_first_of_january_is_asked_once_more(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    values = {"name.surname": "Құрманбаева", "identity.born": parse("01.01.1997")}
    with pytest.raises(Doubtful):
        centre.do("case_manager", people.save_identity, person_id=mother, values=values)


def test_a_change_of_name_keeps_the_old_one_and_lists_show_the_new(centre: SmallCentre) -> None:
    child = centre.person("Абу", "Юсуф", "2015", "M")
    with pytest.raises(Refused, match="decision"):
        centre.do("lawyer", people.change_name, person_id=child, values={"name.surname": "Рахимов"})
    values = {
        "name.surname": "Рахимов", "name.given": "Юсуф", "name.from_on": date(2026, 11, 20),
        "name.source": "court decision 12",
    }  # fmt: skip
    centre.do("lawyer", people.change_name, person_id=child, values=values)
    assert _found(centre, "nurse", "рахи")[0].name == "Рахимов Юсуф"
    kinds = centre.ask(lambda s: s.execute(select(Name.kind, Name.until_on).order_by(Name.id)).all())
    assert [tuple(row) for row in kinds] == [("former", date(2026, 11, 20)), ("legal", None)]


def test_a_wrong_check_digit_is_refused_unless_it_is_printed_so(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "01.01.1990".replace("01.01", "02.03"))
    values = {"identifier.kind": "KZ_IIN", "identifier.number": "900101400011"}
    with pytest.raises(Wrong) as refusal:
        centre.do("case_manager", people.save_identifier, person_id=mother, values=values)
    assert refusal.value.field == "identifier.number"
    printed = values | {"identifier.as_printed": "birth certificate"}
    centre.do(
        "case_manager", people.save_identifier, person_id=mother, values=printed,
        confirmed={"identifier.number": "as printed"},
    )  # fmt: skip


def test_one_number_stands_in_one_file(centre: SmallCentre) -> None:
    one, other = (centre.person("Оразов", name, "about 1990", "M") for name in ("Тимур", "Арман"))
    values = {"identifier.kind": "PASSPORT", "identifier.number": "N1234567"}
    centre.do("case_manager", people.save_identifier, person_id=one, values=values)
    with pytest.raises(Refused, match="Another file"):
        centre.do("case_manager", people.save_identifier, person_id=other, values=values)


def test_a_mother_younger_than_eight_is_refused(centre: SmallCentre) -> None:
    child = centre.person("Қ", "Әмина", "2020")
    mother = centre.person("Қ", "Айгүл", "2015")
    with pytest.raises(Refused):
        centre.do("case_manager", people.relate, person_id=child, other_id=mother, kind="MOTHER", basis=None)
    with pytest.raises(Refused):
        centre.do("case_manager", people.relate, person_id=child, other_id=child, kind="AUNT", basis=None)
    assert centre.ask(lambda s: s.scalars(select(Relationship)).all()) == []


def test_a_person_is_admitted_once(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    centre.do("case_manager", people.admit, person_id=mother, on=TODAY - timedelta(days=3))
    with pytest.raises(Refused, match="in care"):
        centre.do("case_manager", people.admit, person_id=mother)
    assert centre.ask(lambda s: s.scalars(select(Stay.admitted_on)).one()) == date(2026, 11, 19)
    assert centre.ask(lambda s: s.scalars(select(StageEntry.stage)).one()) == "INT"


def test_leaving_out_a_stage_needs_a_reason(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    centre.do("case_manager", people.admit, person_id=mother)
    centre.do("case_manager", people.enter_stage, person_id=mother, stage="STB")
    with pytest.raises(Refused, match="reason"):
        centre.do("case_manager", people.enter_stage, person_id=mother, stage="RHB")
    centre.do("case_manager", people.enter_stage, person_id=mother, stage="RHB", reason="came back")


def _join(centre: SmallCentre, one: UUID, other: UUID) -> None:
    with centre.store.writing("join", None) as session:
        session.add(PersonLink(one_id=one, other_id=other, state="joined", chosen_id=one))


def test_joined_files_are_one_person_in_lists_and_in_caseloads(centre: SmallCentre) -> None:
    one = centre.person("Рахимова", "Сабина", "1992")
    other = centre.person("Рахимова", "Сабина", "1992")
    _join(centre, one, other)
    centre.do("case_manager", people.admit, person_id=other)
    assert [row.person_id for row in _found(centre, "nurse", "рахим")] == [one]
    housed = centre.ask(lists.in_house, centre.access, centre.desk("nurse").actor)
    assert [row.person_id for row in housed] == [one]


def test_who_has_the_name_only_does_not_find_by_number(centre: SmallCentre) -> None:
    one = centre.person("Оразов", "Тимур", "about 1990", "M")
    values = {"identifier.kind": "PASSPORT", "identifier.number": "N1234567"}
    centre.do("case_manager", people.save_identifier, person_id=one, values=values)
    assert [row.person_id for row in _found(centre, "nurse", "n123")] == [one]
    assert _found(centre, "teacher", "n123") == []
    assert [row.person_id for row in _found(centre, "teacher", "ораз")] == [one]


def test_identity_is_corrected_in_place(centre: SmallCentre) -> None:
    one = centre.person("Оразов", "Тимур", "about 1990", "M")
    values = {"name.surname": "Оразов", "identity.born": parse("spring 1991"), "identity.sex": "M"}
    centre.do("case_manager", people.save_identity, person_id=one, values=values)
    assert centre.ask(lambda s: s.scalars(select(Identity.born)).one()).original == "spring 1991"


# Stages.


def _stages(centre: SmallCentre) -> list[tuple[str, date]]:
    found = select(StageEntry.stage, StageEntry.entered_on).order_by(StageEntry.id)
    return [(row.stage, row.entered_on) for row in centre.ask(lambda s: s.execute(found).all())]


def test_a_stage_typed_days_later_counts_from_the_stage_of_its_day(centre: SmallCentre) -> None:
    mother = _in_care(centre)
    day = TODAY - timedelta(days=2)
    values = {"stage_entry.stage": "STB", "stage_entry.entered_on": day}
    centre.do("case_manager", people.save_stage, person_id=mother, values=values)
    assert _stages(centre) == [("INT", TODAY - timedelta(days=9)), ("STB", day)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "stage_entry.stage"),
        ({"stage_entry.stage": "RHB"}, "stage_entry.reason"),
        ({"stage_entry.stage": "STB", "stage_entry.entered_on": TODAY + timedelta(days=1)},
         "stage_entry.entered_on"),
    ],
)  # fmt: skip
def test_a_stage_is_refused_beside_the_field_that_is_wrong(
    centre: SmallCentre, values: dict[str, object], field: str
) -> None:
    mother = _in_care(centre)
    with pytest.raises(Refused) as refused:
        centre.do("case_manager", people.save_stage, person_id=mother, values=values)
    assert refused.value.field == field


def test_a_step_that_was_written_wrong_is_corrected(centre: SmallCentre) -> None:
    mother = _in_care(centre)
    held = centre.do("case_manager", people.enter_stage, person_id=mother, stage="STB")
    values = {"stage_entry.stage": "STB", "stage_entry.entered_on": TODAY - timedelta(days=1)}
    centre.do("case_manager", people.save_stage, person_id=mother, record_id=held, values=values)
    assert _stages(centre)[-1] == ("STB", TODAY - timedelta(days=1))


# Leaving.


def _in_care(centre: SmallCentre) -> UUID:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    day = TODAY - timedelta(days=9)
    centre.do("case_manager", people.admit, person_id=mother, on=day)
    centre.do("case_manager", arrivals.give_room, person_id=mother, room="12", from_on=day)
    return mother


def _leave(centre: SmallCentre, person: UUID, role: str = "case_manager", **values: object) -> object:
    named = {f"stay.{name}": value for name, value in {"left_how": "planned", **values}.items()}
    return centre.do(role, people.save_leaving, person_id=person, values=named)


def test_leaving_ends_the_stay_and_the_room_and_begins_the_follow_up(centre: SmallCentre) -> None:
    mother = _in_care(centre)
    day = TODAY - timedelta(days=1)
    _leave(centre, mother, left_on=day, left_to="INDEPENDENT", left_reason="her own flat")
    stay = centre.ask(lambda s: s.scalars(select(Stay)).one())
    assert (stay.left_on, stay.left_to, stay.left_how) == (day, "INDEPENDENT", "planned")
    assert stay.left_reason == "her own flat"
    assert centre.ask(lambda s: s.scalars(select(RoomStay.until_on)).one()) == day
    assert _stages(centre)[-1] == ("FUP", day)
    assert centre.ask(lists.in_house, centre.access, centre.desk("nurse").actor) == []


def test_a_death_closes_the_case(centre: SmallCentre) -> None:
    mother = _in_care(centre)
    _leave(centre, mother, left_how="deceased")
    assert _stages(centre)[-1] == ("CLS", TODAY)


def test_a_leaving_typed_after_the_next_stage_is_still_the_newest(centre: SmallCentre) -> None:
    mother = _in_care(centre)
    centre.do("case_manager", people.enter_stage, person_id=mother, stage="STB")
    _leave(centre, mother, left_on=TODAY - timedelta(days=4), left_how="unplanned")
    assert _stages(centre)[-1] == ("FUP", TODAY)
    assert centre.ask(lambda s: s.scalars(select(Stay.left_on)).one()) == TODAY - timedelta(days=4)


def test_who_is_followed_up_already_enters_no_second_follow_up(centre: SmallCentre) -> None:
    mother = _in_care(centre)
    centre.do("case_manager", people.enter_stage, person_id=mother, stage="FUP", reason="at home already")
    _leave(centre, mother)
    assert [stage for stage, _day in _stages(centre)] == ["INT", "FUP"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"left_how": None}, "stay.left_how"),
        ({"left_on": TODAY + timedelta(days=1)}, "stay.left_on"),
        ({"left_on": TODAY - timedelta(days=10)}, "stay.left_on"),
    ],
)
def test_a_leaving_is_refused_beside_the_field_that_is_wrong(
    centre: SmallCentre, values: dict[str, object], field: str
) -> None:
    mother = _in_care(centre)
    with pytest.raises(Refused) as refused:
        _leave(centre, mother, **values)
    assert refused.value.field == field


def test_nobody_leaves_twice_and_the_day_is_corrected_instead(centre: SmallCentre) -> None:
    mother = _in_care(centre)
    stay = _leave(centre, mother)
    with pytest.raises(Refused, match="not in care"):
        _leave(centre, mother)
    day = TODAY - timedelta(days=2)
    values = {"stay.left_on": day, "stay.left_how": "unplanned"}
    centre.do("case_manager", people.save_leaving, person_id=mother, record_id=stay, values=values)
    assert centre.ask(lambda s: s.scalars(select(Stay.left_on)).one()) == day
    with pytest.raises(Refused) as refused:
        centre.do(
            "case_manager", people.save_leaving, person_id=mother, record_id=stay,
            values={"stay.left_on": None, "stay.left_how": "planned"},
        )  # fmt: skip
    assert refused.value.field == "stay.left_on"


@pytest.mark.parametrize("role", ["director", "nurse", "teacher", "duty"])
def test_who_does_not_keep_the_case_records_no_leaving(centre: SmallCentre, role: str) -> None:
    mother = _in_care(centre)
    with pytest.raises(Refused, match="not for your role"):
        _leave(centre, mother, role)


# Who is responsible.


def _managers(centre: SmallCentre, person: UUID) -> list[tuple[UUID, date | None]]:
    found = select(Assignment).where(Assignment.role == "case_manager").order_by(Assignment.id)
    rows = centre.ask(lambda s: s.scalars(found).all())
    return [(row.user_id, row.until_on) for row in rows if row.person_id == person]


def _colleague(centre: SmallCentre, role: str = "case_manager", left_on: date | None = None) -> UUID:
    with centre.store.writing("hire", None) as session:
        user = User(
            id=uuid7(), login=f"second {role}", name="Second B.", roles=(role,), public_key=b"2" * 32,
            centre_id=centre.centre_id, left_on=left_on,
        )  # fmt: skip
        session.add(user)
        return user.id


def _assign(
    centre: SmallCentre, role: str, person: UUID, user_id: UUID, *, household: bool = False
) -> object:
    return centre.do(
        role, people.assign, person_id=person, user_id=user_id, role="case_manager", household=household
    )


def test_the_next_case_manager_takes_the_place_of_the_former(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    first, second = centre.colleagues["case_manager"].user_id, _colleague(centre)
    _assign(centre, "director", mother, first)
    _assign(centre, "case_manager", mother, second)
    assert _managers(centre, mother) == [(first, TODAY), (second, None)]
    assert centre.ask(lambda s: s.scalars(select(Assignment).where(Assignment.role == people.TEAM)).one())


def test_assigning_the_same_colleague_again_changes_nothing(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    first = centre.colleagues["case_manager"].user_id
    assert _assign(centre, "director", mother, first) == _assign(centre, "director", mother, first)
    assert _managers(centre, mother) == [(first, None)]


def test_who_has_her_alone_can_still_hand_her_over(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    first, second = centre.colleagues["case_manager"].user_id, _colleague(centre)
    _assign(centre, "director", mother, first)
    with centre.store.writing("end_team", None) as session:
        for one in session.scalars(select(Assignment).where(Assignment.role == people.TEAM)):
            one.until_on = TODAY
    _assign(centre, "case_manager", mother, second)
    assert _managers(centre, mother) == [(first, TODAY), (second, None)]


def test_the_whole_household_is_handed_over_at_once(centre: SmallCentre) -> None:
    mother, child, other = (centre.person("Оразова", name, "1990") for name in ("Сәуле", "Тимур", "Дина"))
    with centre.store.writing("live_together", None) as session:
        home = Household(id=uuid7(), label="1")
        session.add(home)
        session.add_all(Member(person_id=one, household_id=home.id) for one in (mother, child))
    second = _colleague(centre)
    _assign(centre, "director", mother, second)
    assert _managers(centre, child) == []
    _assign(centre, "director", mother, second, household=True)
    assert _managers(centre, child) == _managers(centre, mother) == [(second, None)]
    assert _managers(centre, other) == []


def test_only_who_works_here_in_the_role_can_be_responsible(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    nurse, gone = centre.colleagues["nurse"].user_id, _colleague(centre, left_on=TODAY)
    for user_id in (nurse, gone, uuid7()):
        with pytest.raises(Refused) as refused:
            _assign(centre, "director", mother, user_id)
        assert refused.value.field == "assignment.user_id"


@pytest.mark.parametrize("role", sorted({*ROLES} - {"director", "case_manager"}))
def test_who_may_not_assign_hands_nobody_over(centre: SmallCentre, role: str) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    with pytest.raises(Refused, match="not for your role"):
        _assign(centre, role, mother, centre.colleagues["case_manager"].user_id)
