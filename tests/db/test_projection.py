from uuid import UUID

import pytest
from sqlalchemy import select

from db.ids import uuid7
from db.models import PersonLink, PersonRoot
from db.projection import components
from db.store import Store
from tests.db.records import add_person, join


@pytest.fixture
def four(store: Store) -> list[UUID]:
    """Four files, the eldest first."""
    return [add_person(store, f"AKT-A000{number}K") for number in range(4)]


def roots(store: Store) -> dict[UUID, UUID]:
    with store.reading() as session:
        return {row.person_id: row.root_id for row in session.scalars(select(PersonRoot))}


def say(store: Store, link_id: UUID, **said: object) -> None:
    with store.writing("say", None) as session:
        link = session.get_one(PersonLink, link_id)
        for name, value in said.items():
            setattr(link, name, value)


def test_a_file_alone_stands_for_itself(store: Store, four: list[UUID]) -> None:
    assert roots(store) == {one: one for one in four}


def test_of_two_joined_files_the_elder_stands_for_both(store: Store, four: list[UUID]) -> None:
    join(store, four[2], four[1])
    assert roots(store) == {four[0]: four[0], four[1]: four[1], four[2]: four[1], four[3]: four[3]}


def test_of_two_joined_files_the_chosen_one_stands_for_both(store: Store, four: list[UUID]) -> None:
    join(store, four[1], four[2], chosen=four[2])
    assert roots(store) == {four[0]: four[0], four[1]: four[2], four[2]: four[2], four[3]: four[3]}


def test_joins_that_meet_make_one_person_of_all(store: Store, four: list[UUID]) -> None:
    join(store, four[0], four[1])
    join(store, four[2], four[3])
    join(store, four[1], four[3])
    assert set(roots(store).values()) == {four[0]}


def test_the_newest_choice_counts_when_joins_meet(store: Store, four: list[UUID]) -> None:
    join(store, four[0], four[1], chosen=four[1])
    join(store, four[1], four[2], chosen=four[2])
    assert [roots(store)[one] for one in four] == [four[2], four[2], four[2], four[3]]


@pytest.mark.parametrize("said", [{"state": "apart"}, {"removed": True}])
def test_a_join_can_be_undone(store: Store, four: list[UUID], said: dict[str, object]) -> None:
    first = join(store, four[0], four[1])
    second = join(store, four[1], four[2])
    say(store, second, **said)
    assert [roots(store)[one] for one in four] == [four[0], four[0], four[2], four[3]]
    say(store, first, **said)
    assert roots(store) == {one: one for one in four}


def test_files_that_were_said_to_differ_stay_apart(store: Store, four: list[UUID]) -> None:
    with store.writing("keep apart", None) as session:
        session.add(PersonLink(id=uuid7(), one_id=four[0], other_id=four[1], state="apart"))
    assert roots(store) == {one: one for one in four}


def test_a_second_join_of_the_same_files_outlives_the_first(store: Store, four: list[UUID]) -> None:
    first = join(store, four[0], four[1])
    join(store, four[1], four[0])
    say(store, first, state="apart")
    assert roots(store)[four[1]] == four[0]


def test_a_choice_of_somebody_elses_file_is_no_choice(store: Store, four: list[UUID]) -> None:
    join(store, four[0], four[1], chosen=four[1])
    join(store, four[2], four[3], chosen=four[0])
    wanted = {four[0]: four[1], four[1]: four[1], four[2]: four[2], four[3]: four[2]}
    assert roots(store) == wanted
    with store.reading() as session:
        assert components(session, set(four)) == wanted
