"""The invented people of the four demonstrations."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.members import DemoFamily, DemoPerson
from desktop.demo.people import DEMO_DAY, DemoPlan, plan
from desktop.rules.ages import completed_months, is_child
from desktop.rules.identity_numbers import check_number
from desktop.vocabularies import vocabulary

PROGRAMMES = ("kz-zhusan", "uz-mehr", "tj", "kg-meerim")


def years(person: DemoPerson, on: date) -> int:
    return completed_months(person.born_on, on) // 12


def categories(found: DemoPlan) -> dict[str, int]:
    return dict(Counter(person.category for person in found.people()))


@pytest.fixture(scope="module", params=PROGRAMMES)
def found(request: pytest.FixtureRequest) -> DemoPlan:
    return plan(request.param, 7)


def mothers(found: DemoPlan) -> list[tuple[DemoPerson, DemoPerson]]:
    by_key = {person.key: person for person in found.people()}
    return [(by_key[person.mother], person) for person in found.people() if person.mother]


def test_zhusan_has_33_men_156_women_and_406_children_of_whom_32_are_orphans() -> None:
    found = plan("kz-zhusan", 1)
    assert categories(found) == {"M": 33, "W": 156, "C": 406}
    orphans = [p for p in found.people() if p.care_status == "ORPHAN_DOUBLE"]
    assert len(orphans) == 32
    assert not any(orphan.mother or orphan.father for orphan in orphans)
    with_kin = {
        f.label for f in found.families for p in f.members if p in orphans and f.members[0].category == "W"
    }
    alone = {
        f.label for f in found.families for p in f.members if p in orphans and f.members[0].category == "C"
    }
    assert with_kin
    assert alone


def test_31_men_and_12_women_of_zhusan_were_arrested_and_none_of_them_is_in_the_house() -> None:
    found = plan("kz-zhusan", 1)
    arrested = [(p.category, f.in_house) for f in found.families for p in f.members if p.detained]
    assert Counter(arrested) == {("M", False): 31, ("W", False): 12}


def test_146_people_of_zhusan_live_in_the_house_and_all_came_with_the_newest_flight() -> None:
    found = plan("kz-zhusan", 1)
    inside = [family for family in found.families if family.in_house]
    assert sum(len(family.members) for family in inside) == 146
    assert {family.arrival for family in inside} == {5}
    assert [arrival.in_house for arrival in found.arrivals] == [False, False, False, False, True]


def test_mehr_has_435_women_and_children_of_whom_343_are_aged_1_to_15() -> None:
    found = plan("uz-mehr", 1)
    assert categories(found) == {"W": 83, "C": 352}
    arrived = {arrival.index: arrival.on for arrival in found.arrivals}
    for day in (found.today, None):
        aged = [years(p, day or arrived[f.arrival]) for f in found.families for p in f.members]
        assert sum(1 <= age <= 15 for age in aged) == 343


def test_tajikistan_has_42_women_and_104_children() -> None:
    assert categories(plan("tj", 1)) == {"W": 42, "C": 104}


def test_meerim_has_38_boys_and_41_girls_of_2_to_17_years() -> None:
    children = list(plan("kg-meerim", 1).people())
    assert Counter(child.sex for child in children) == {"M": 38, "F": 41}
    assert {child.category for child in children} == {"C"}
    assert all(2 <= years(child, DEMO_DAY) <= 17 for child in children)


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert plan("tj", 3) == plan("tj", 3)
    assert plan("tj", 3) != plan("tj", 4)


def test_a_programme_without_numbers_is_refused() -> None:
    with pytest.raises(KeyError):
        plan("nowhere", 1)


def test_every_mother_was_16_to_45_at_each_birth_and_is_a_woman_or_a_girl_of_17(found: DemoPlan) -> None:
    for mother, child in mothers(found):
        assert mother.sex == "F"
        assert 16 <= years(mother, child.born_on) <= 45
        assert mother.category == "W" or years(mother, found.today) == 17


def test_full_brothers_and_sisters_are_twins_or_nine_months_apart(found: DemoPlan) -> None:
    for family in found.families:
        for group in {p.siblings for p in family.members} - {0}:
            days = sorted(p.born_on for p in family.members if p.siblings == group)
            gaps = [(later - earlier).days for earlier, later in pairwise(days)]
            assert all(gap == 0 or gap >= 275 for gap in gaps)


def test_everybody_was_born_before_her_flight_whatever_is_known_of_the_day(found: DemoPlan) -> None:
    arrived = {arrival.index: arrival.on for arrival in found.arrivals}
    for family in found.families:
        assert family.arrived_on == arrived[family.arrival]
        for person in family.members:
            assert person.born_on < family.arrived_on
            assert person.born.may_be(person.born_on)
            assert person.born.latest is not None
            assert person.born.latest <= family.arrived_on


def test_children_are_children_and_adults_are_adults_by_what_is_known_of_their_birth(found: DemoPlan) -> None:
    for family in found.families:
        for person in family.members:
            assert is_child(person.born, family.arrived_on) is (person.category == "C")
            assert is_child(person.born, found.today) is (person.category == "C")
            assert (person.sex, person.category) not in {("F", "M"), ("M", "W")}


def test_identity_numbers_pass_their_check_without_a_warning_and_no_two_are_alike(found: DemoPlan) -> None:
    numbers = []
    for person in found.people():
        for number in person.numbers:
            check = check_number(number.kind, number.number, sex=person.sex, born=person.born)
            assert check.valid
            assert check.warnings == ()
            numbers.append(number.number)
    assert len(numbers) > 10
    assert len(set(numbers)) == len(numbers)


def test_every_code_is_one_of_its_vocabulary(found: DemoPlan) -> None:
    lists = {
        "sex": {p.sex for p in found.people()},
        "person_category": {p.category for p in found.people()},
        "care_status": {p.care_status for p in found.people() if p.category == "C"},
        "citizenship": {p.citizenship for p in found.people()},
        "document_kind": {p.document_kind for p in found.people()} - {""},
        "language": {tag for p in found.people() for tag in p.languages},
        "urgent": {code for p in found.people() for code in p.urgent},
        "country": {p.birth_country for p in found.people()},
        "identity_number": {number.kind for p in found.people() for number in p.numbers},
        "name_kind": {name.kind for p in found.people() for name in p.names},
        "name_source": {name.source for p in found.people() for name in p.names},
        "script": {name.script for p in found.people() for name in p.names},
        "relationship": {tie.kind for f in found.families for tie in f.ties()}
        | {relative.kind for f in found.families for relative in f.kin},
    }
    for name, used in lists.items():
        assert used <= {code.code for code in vocabulary(name).codes}, name


def test_a_family_sleeps_in_one_room_and_no_room_has_more_people_than_beds(found: DemoPlan) -> None:
    used = Counter({family.room: 0 for family in found.families})
    for family in found.families:
        assert bool(family.room) is family.in_house
        used[family.room] += len(family.members)
    assert {room.label for room in found.rooms} == set(used) - {""}
    assert all(used[room.label] <= room.beds for room in found.rooms)


def test_members_of_a_household_have_given_names_of_their_own(found: DemoPlan) -> None:
    for family in found.families:
        given = [p.name.given for p in family.members if p.category == "C" and p.siblings]
        assert len(set(given)) == len(given)


def test_births_are_known_by_day_month_season_year_range_or_said_in_the_islamic_calendar() -> None:
    born = [person.born for person in plan("kz-zhusan", 1).people()]
    assert {"DAY", "MONTH", "SEASON", "YEAR", "RANGE", "APPROX"} <= {b.precision.value for b in born}
    assert "HIJRI" in {b.calendar.value for b in born}
    assert all(b.original for b in born if b.precision.value != "DAY")


def test_a_few_girls_of_17_have_a_baby_and_stay_children_in_their_mothers_household() -> None:
    found = plan("kz-zhusan", 1)
    young = [(girl, baby) for girl, baby in mothers(found) if girl.category == "C"]
    assert len(young) == 3
    households = {p.key: f.members[0].key for f in found.families for p in f.members}
    for girl, baby in young:
        assert girl.mother == households[girl.key] == households[baby.key]
        assert (baby.relation, baby.care_status) == ("GRANDCHILD", "WITH_MOTHER")
        assert years(baby, found.today) == 0


def test_some_children_have_a_birth_paper_in_arabic_letters_and_several_were_born_in_the_camp() -> None:
    people = list(plan("kz-zhusan", 1).people())
    assert sum(any(n.script == "Arab" and n.kind == "birth" for n in p.names) for p in people) > 20
    assert sum(p.born_in_camp for p in people) > 20


def test_a_change_of_name_keeps_birth_former_and_legal_name_with_the_day_of_the_decision() -> None:
    found = plan("kz-zhusan", 1)
    changed = [p for p in found.people() if any(n.kind == "former" for n in p.names)]
    assert any(p.category == "W" for p in changed)
    assert any(p.category == "C" for p in changed)
    for person in changed:
        (former,) = (n for n in person.names if n.kind == "former")
        assert person.name.kind == "legal"
        assert person.name.from_on == former.until_on is not None
        assert person.born_on < former.until_on <= found.today


def test_ties_lead_from_the_child_to_its_mother_and_its_older_brothers_and_sisters() -> None:
    found = plan("kz-zhusan", 1)
    family: DemoFamily = next(
        f for f in found.families if len(f.members) == 3 and all(p.relation == "CHILD" for p in f.members[1:])
    )
    mother, first, second = (person.key for person in family.members)
    assert {(t.person, t.other, t.kind) for t in family.ties()} == {
        (first, mother, "MOTHER"),
        (second, mother, "MOTHER"),
        (second, first, "SIBLING_FULL"),
    }


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_thousand_people_have_the_shares_of_the_programme(programme: str) -> None:
    usual, found = plan(programme, 1), plan(programme, 1, 1_000)
    assert sum(1 for _ in found.people()) == 1_000
    whole = sum(categories(usual).values())
    for category, count in categories(usual).items():
        assert categories(found)[category] == pytest.approx(1_000 * count / whole, abs=1)


def test_a_vault_for_measuring_has_a_thousand_people_in_the_house() -> None:
    found = plan("kz-zhusan", 1, 6_000)
    assert sum(len(f.members) for f in found.families if f.in_house) == 1_000
    assert len(found.arrivals) == 40


def test_flights_come_one_after_the_other_and_count_their_people() -> None:
    found = plan("uz-mehr", 1, today=date(2027, 3, 1))
    days = [arrival.on for arrival in found.arrivals]
    assert days == sorted(set(days))
    assert days[-1] == date(2027, 3, 1) - timedelta(days=9)
    assert sum(arrival.people for arrival in found.arrivals) == 435


@given(st.sampled_from(PROGRAMMES), st.integers(1, 400), st.integers(0, 10_000))
def test_any_number_of_people_makes_whole_families(programme: str, people: int, seed: int) -> None:
    found = plan(programme, seed, people)
    keys = [person.key for person in found.people()]
    assert len(set(keys)) == len(keys) == people
    assert all(family.members for family in found.families)
    for mother, child in mothers(found):
        assert 16 <= years(mother, child.born_on) <= 45
