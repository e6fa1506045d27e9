"""How many children are here with the head of a household."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.ids import uuid7
from db.models import Household, Identity, Member, PersonLink, Stay
from db.queries.households import children_with
from db.queries.of_person import of
from desktop.services import people
from desktop.services.desk import Desk
from tests.desktop.small_vault import TODAY, SmallCentre

BORN = ("1990", "12.05.2019", "autumn 2008", "11.2008", "1970")


@pytest.fixture
def family(centre: SmallCentre) -> list[UUID]:
    """The head, a child, one who may still be a child, one of 18 and a grandmother; all of them here."""
    found = [centre.person("Оразов", f"Name{at}", born) for at, born in enumerate(BORN)]
    for person in found:
        centre.do("case_manager", people.admit, person_id=person, on=TODAY - timedelta(days=3))
    centre.do("case_manager", live_together, family=found)
    return found


def live_together(session: Session, *, desk: Desk, family: list[UUID]) -> None:
    del desk
    home = Household(id=uuid7(), label="1")
    session.add(home)
    session.add_all(Member(person_id=one, household_id=home.id, is_head=one == family[0]) for one in family)


def children(centre: SmallCentre, family: list[UUID], *, in_care: bool = True) -> int:
    home = centre.ask(lambda session: session.scalars(select(Household.id)).one())
    found: int = centre.ask(children_with, home, family[0], today=TODAY, in_care=in_care)
    return found


def test_who_may_still_be_under_18_counts_as_a_child_and_the_head_never(
    centre: SmallCentre, family: list[UUID]
) -> None:
    assert children(centre, family) == 3


def test_who_left_counts_only_where_presence_is_not_asked(centre: SmallCentre, family: list[UUID]) -> None:
    def leave(session: Session, *, desk: Desk) -> None:
        session.scalars(select(Stay).where(of(Stay, family[1]))).one().left_on = desk.today

    centre.do("case_manager", leave)
    assert children(centre, family) == 2
    assert children(centre, family, in_care=False) == 3


def test_a_child_who_died_is_not_counted(centre: SmallCentre, family: list[UUID]) -> None:
    def die(session: Session, *, desk: Desk) -> None:
        session.scalars(select(Identity).where(of(Identity, family[1]))).one().died_on = desk.today

    centre.do("case_manager", die)
    assert children(centre, family, in_care=False) == 2


def test_two_joined_files_are_one_child(centre: SmallCentre, family: list[UUID]) -> None:
    again = centre.person("Оразов", "Name1", BORN[1])

    def join(session: Session, *, desk: Desk) -> None:
        del desk
        session.add(PersonLink(one_id=family[1], other_id=again, state="joined", chosen_id=again))

    centre.do("case_manager", join)
    assert children(centre, family) == 3
