from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from db.base import Record
from db.clock import FixedClock
from db.ids import uuid7
from db.journal.canonical import change_hash, commitment
from db.journal.change import SCHEMA_VERSION, Change
from db.journal.recorder import Touched, recorder_of
from db.models import (
    Appointment,
    ArrivalLine,
    Course,
    Household,
    Identity,
    Measurement,
    MustKnow,
    Name,
    Person,
    Setting,
    Stay,
)
from db.store import Store, VaultSession
from desktop.rules.partial_dates import exact
from tests.db.dump import changes
from tests.db.records import DAY, add_name, add_person, rename
from tests.properties.any_record import table_of

Row = dict[str, Any]


def of(store: Store, record_id: UUID) -> list[Row]:
    """A record's changes, in order."""
    return [change for change in changes(store) if change["record_id"] == record_id]


def set_in(change: Row) -> dict[str, Any]:
    return {name: value for name, (_, value) in change["fields"].items()}


def add(store: Store, record: Record) -> UUID:
    record.id = uuid7()
    with store.writing("add", None) as session:
        session.add(record)
    return record.id


def serve(store: Store, service: Callable[[Session], object]) -> None:
    with store.writing("serve", None) as session:
        service(session)


def receive(store: Store, change: Row, **changed: Any) -> Row:
    """A change of another workstation, as an import writes it."""
    strange = change | {"id": uuid7(), "incarnation_id": uuid7()} | changed
    with store.writing("import", None) as session:
        session.execute(insert(Change), [strange])
    return strange


# One change per record and service.


def test_two_flushes_in_one_service_make_one_change(store: Store) -> None:
    person_id = add_person(store)
    with store.writing("admit", None) as session:
        stay = Stay(id=uuid7(), person_id=person_id, centre_id=uuid7(), admitted_on=DAY)
        session.add(stay)
        session.flush()
        stay.left_to = "KIN"
        session.flush()
        stay.left_to = "HOSPITAL"
    (change,) = of(store, stay.id)
    assert set_in(change)["left_to"] == "HOSPITAL"
    with store.reading() as session:
        assert session.get_one(Stay, stay.id).last_change == change["id"]


def test_a_record_changed_twice_in_one_service_keeps_all_the_names_it_set(store: Store) -> None:
    record_id = add(store, Identity(person_id=add_person(store)))
    with store.writing("correct", None) as session:
        identity = session.get_one(Identity, record_id)
        identity.sex = "F"
        session.flush()
        identity.birth_place = "Aktau"
    assert set_in(of(store, record_id)[-1]) == {"sex": "F", "birth_place": "Aktau"}


EQUAL: list[tuple[Callable[[UUID], Record], str, Any]] = [
    (lambda p: Identity(person_id=p, birth_place="Aktau"), "birth_place", "Aktau"),
    (lambda p: Identity(person_id=p, born=exact(DAY)), "born", exact(DAY)),
    (lambda p: Identity(person_id=p, languages=("kk", "ru")), "languages", ("ru", "kk", "ru")),
    (lambda p: Measurement(person_id=p, happened_on=DAY, weight=Decimal("12.9")), "weight", Decimal("12.90")),
    (lambda p: Measurement(person_id=p, happened_on=DAY), "happened_on", date(2026, 11, 22)),
    (lambda p: MustKnow(person_id=p, kind="ALLERGY", asked_on=DAY), "none_known", False),
    (lambda p: MustKnow(person_id=p, kind="ALLERGY", asked_on=DAY), "text", None),
]


@pytest.mark.parametrize(("make", "name", "value"), EQUAL)
def test_setting_an_equal_value_is_no_change(
    store: Store, make: Callable[[UUID], Record], name: str, value: Any
) -> None:
    record = make(add_person(store))
    record_id = add(store, record)
    before = changes(store)
    with store.writing("save again", None) as session:
        setattr(session.get_one(type(record), record_id), name, value)
    assert changes(store) == before


def test_a_service_that_changes_nothing_writes_nothing_and_tells_no_witness(store: Store) -> None:
    told: list[int] = []
    store._witness = lambda number, _hash: told.append(number)
    with store.writing("look", None) as session:
        session.scalars(select(Person)).all()
    assert (changes(store), told) == ([], [])


def test_each_record_of_a_service_has_its_own_change_and_all_share_the_group(store: Store) -> None:
    with store.writing("take in", None) as session:
        session.add_all(Person(code=f"AKT-A000{n}K") for n in range(3))
    add_person(store)
    found = changes(store)
    assert [change["record_type"] for change in found] == ["person"] * 4
    assert len({change["id"] for change in found}) == 4
    assert [len({change["group_id"] for change in part}) for part in (found[:3], found)] == [1, 2]


# What a change says.


def test_a_change_says_who_what_when_and_of_whom(store: Store, clock: FixedClock) -> None:
    person_id, actor_id = add_person(store), uuid7()
    with store.writing("admit", actor_id) as session:
        stay = Stay(id=uuid7(), person_id=person_id, centre_id=uuid7(), admitted_on=DAY)
        session.add(stay)
    (change,) = of(store, stay.id)
    assert {
        "incarnation_id": store.incarnation_id,
        "verb": "admit",
        "record_type": "stay",
        "category": "casework",
        "person_id": person_id,
        "at": clock.now_ms(),
        "actor_id": actor_id,
        "schema_version": SCHEMA_VERSION,
    }.items() <= change.items()


def test_a_carrier_has_the_category_of_what_it_speaks_of(store: Store) -> None:
    record_id = add(
        store, Appointment(person_id=add_person(store), of_category="health", service="DOCTOR", starts_at=0)
    )
    (change,) = of(store, record_id)
    assert (change["category"], Appointment.category) == ("health", "casework")


def test_a_new_record_is_journalled_with_all_that_it_was_given_and_no_more(store: Store) -> None:
    person_id = add_person(store)
    (change,) = of(store, add(store, Name(person_id=person_id, kind="legal", script="Latn", given="Anna")))
    assert set_in(change) == {
        "person_id": person_id.hex,
        "kind": "legal",
        "script": "Latn",
        "given": "Anna",
    }


def test_a_value_that_the_model_fills_in_is_journalled_too(store: Store) -> None:
    household = add(store, Household(label="room 4"))
    line = add(store, ArrivalLine(person_id=add_person(store), arrival_id=uuid7()))
    assert set_in(of(store, household)[0]) == {"label": "room 4", "keep_together": True}
    assert set_in(of(store, line)[0])["state"] == "EXPECTED"


def test_zero_is_a_fact(store: Store) -> None:
    course = add(store, Course(centre_id=uuid7(), kind="SEW", label="Sewing", hours=0))
    assert set_in(of(store, course)[0])["hours"] == 0


def test_values_are_journalled_with_a_salt_of_their_own_and_committed_to(store: Store) -> None:
    person_id = add_person(store)
    (change,) = of(store, add(store, Identity(person_id=person_id, sex="F", citizenship="F")))
    salts = [salt for salt, _ in change["fields"].values()]
    assert len(set(salts)) == 3
    assert all(len(salt) == 32 for salt in salts)
    assert change["commitments"] == {name: commitment(*pair) for name, pair in change["fields"].items()}
    assert change["commitments"]["sex"] != change["commitments"]["citizenship"]


def test_the_fields_of_a_merge_group_are_written_together(store: Store) -> None:
    stay_id = add(store, Stay(person_id=add_person(store), centre_id=uuid7(), admitted_on=DAY))
    with store.writing("discharge", None) as session:
        session.get_one(Stay, stay_id).left_on = date(2026, 12, 1)
    assert set_in(of(store, stay_id)[-1]) == {"admitted_on": "2026-11-22", "left_on": "2026-12-01"}


def test_a_field_outside_the_merge_group_is_written_alone(store: Store) -> None:
    stay_id = add(store, Stay(person_id=add_person(store), centre_id=uuid7(), admitted_on=DAY))
    with store.writing("correct", None) as session:
        session.get_one(Stay, stay_id).left_to = "KIN"
    assert set_in(of(store, stay_id)[-1]) == {"left_to": "KIN"}


# Parents, counters, numbers, hashes.


def test_a_change_names_the_heads_it_has_seen(store: Store) -> None:
    name_id = add_name(store, add_person(store), "One")
    rename(store, name_id, "Two")
    rename(store, name_id, "Three")
    first, second, third = of(store, name_id)
    assert [c["parents"] for c in (first, second, third)] == [[], [first["id"].hex], [second["id"].hex]]


def test_a_change_after_a_fork_names_every_head(store: Store) -> None:
    name_id = add_name(store, add_person(store), "One")
    rename(store, name_id, "Two")
    first, second = of(store, name_id)
    rival = receive(store, second, counter=second["counter"] + 5)
    rename(store, name_id, "Three")
    assert of(store, name_id)[-1]["parents"] == sorted([second["id"].hex, rival["id"].hex])
    assert second["parents"] == rival["parents"] == [first["id"].hex]


def test_a_counter_is_greater_than_every_counter_ever_seen_here(store: Store) -> None:
    name_id = add_name(store, add_person(store), "One")
    receive(store, of(store, name_id)[0], counter=500, number=9000)
    rename(store, name_id, "Two")
    assert [change["counter"] for change in changes(store)] == [1, 2, 500, 501]


def test_wall_clocks_do_not_decide_the_order(store: Store, clock: FixedClock) -> None:
    name_id = add_name(store, add_person(store), "One")
    clock.set(clock._moment.replace(year=1999))
    rename(store, name_id, "Two")
    assert [c["fields"]["surname"][1] for c in of(store, name_id)] == ["One", "Two"]


def test_numbers_have_no_gap_after_a_service_that_was_rolled_back(store: Store) -> None:
    name_id = add_name(store, add_person(store), "One")

    def fail(session: Session) -> None:
        session.get_one(Name, name_id).surname = "Never"
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        serve(store, fail)
    rename(store, name_id, "Two")
    assert [change["number"] for change in changes(store)] == [1, 2, 3]
    with store.reading() as session:
        assert session.get_one(Name, name_id).surname == "Two"


def test_numbers_of_two_incarnations_do_not_mix(store: Store) -> None:
    name_id = add_name(store, add_person(store), "One")
    old, store.incarnation_id = store.incarnation_id, uuid7()
    rename(store, name_id, "Two")
    found = [(change["incarnation_id"] == old, change["number"]) for change in changes(store)]
    assert found == [(True, 1), (True, 2), (False, 1)]
    assert changes(store)[-1]["previous_hash"] is None


def test_the_hashes_of_an_incarnation_are_a_chain(store: Store) -> None:
    with store.writing("take in", None) as session:
        session.add_all(Person(code=f"AKT-A000{n}K") for n in range(3))
    add_person(store)
    previous = None
    for change in changes(store):
        assert (change["previous_hash"], change["hash"]) == (previous, change_hash(change))
        previous = change["hash"]


def test_after_a_commit_the_witness_is_told_the_newest_number_and_hash(store: Store) -> None:
    told: list[tuple[int, bytes]] = []
    store._witness = lambda *said: told.append(said)

    def fail(session: Session) -> None:
        session.add(Person(code="AKT-A0009K"))
        session.flush()
        raise ZeroDivisionError

    with store.writing("take in", None) as session:
        session.add_all(Person(code=f"AKT-A000{n}K") for n in range(3))
    with pytest.raises(ZeroDivisionError):
        serve(store, fail)
    assert told == [(3, changes(store)[-1]["hash"])]


# What is refused.


def test_a_record_is_removed_by_its_field_and_never_deleted(store: Store) -> None:
    name_id = add_name(store, add_person(store), "One")
    with pytest.raises(TypeError, match="never deleted"), store.writing("delete", None) as session:
        session.delete(session.get_one(Name, name_id))
    with store.reading() as session:
        assert session.get_one(Name, name_id).removed is False


@pytest.mark.parametrize(
    "statement",
    [
        update(Name).values(surname="Nobody"),
        update(table_of(Name)).values(surname="Nobody"),
        delete(Name),
        delete(table_of(Name)),
    ],
)
def test_a_bulk_statement_is_refused_even_for_a_row_already_touched(store: Store, statement: Any) -> None:
    name_id = add_name(store, add_person(store), "One")

    def touch_and_write_past_the_journal(session: Session) -> None:
        session.get_one(Name, name_id).given = "Anna"
        session.flush()
        session.execute(statement)

    with pytest.raises(TypeError, match="one by one"):
        serve(store, touch_and_write_past_the_journal)
    with store.reading() as session:
        assert session.execute(select(Name.surname, Name.given)).one() == ("One", None)


def test_a_bulk_statement_on_a_local_table_is_allowed(store: Store) -> None:
    user_id = uuid7()
    with store.writing("settings", None) as session:
        session.add(Setting(user_id=user_id, name="theme", value="dark"))
        session.flush()
        session.execute(update(Setting).values(value="light"))
    with store.reading() as session:
        assert session.scalars(select(Setting.value)).one() == "light"
    assert changes(store) == []


def test_a_savepoint_is_refused(store: Store) -> None:
    def add_and_begin_nested(session: Session) -> None:
        session.add(Person(code="AKT-A0001K"))
        session.begin_nested()

    with pytest.raises(TypeError, match="savepoints"):
        serve(store, lambda session: session.begin_nested())
    with pytest.raises(TypeError, match="savepoints"):
        serve(store, add_and_begin_nested)
    assert changes(store) == []


def test_a_reading_session_adds_nothing(store: Store) -> None:
    person = Person(id=uuid7(), code="AKT-A0001K", last_change=uuid7())
    with store.reading() as session:
        session.add(person)
        with pytest.raises(OperationalError, match="readonly"):
            session.flush()


def test_a_session_without_a_recorder_adds_nothing() -> None:
    with VaultSession() as session:
        session.add(Person(code="AKT-A0001K"))
        with pytest.raises(TypeError, match="for reading"):
            session.flush()


def test_a_text_that_is_no_text_is_refused_before_anything_is_kept(store: Store) -> None:
    with pytest.raises(UnicodeEncodeError):
        add_person(store, "\ud800")
    assert changes(store) == []


def test_derived_tables_are_told_once_what_was_touched(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Touched] = []
    monkeypatch.setattr("db.store.derive", lambda _session, touched: told.append(touched))
    with store.writing("take in", None) as session:
        person = Person(id=uuid7(), code="AKT-A0001K")
        session.add(person)
        session.flush()
        name = Name(id=uuid7(), person_id=person.id, kind="legal", script="Latn")
        session.add(name)
        session.flush()
        assert told == []
        assert recorder_of(session).kinds() == {"person", "name"}
    assert told == [{Person: {person.id}, Name: {name.id}}]
