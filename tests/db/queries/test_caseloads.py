"""Who is responsible, and who could be."""

from uuid import UUID

import pytest

from db.ids import uuid7
from db.models import Household, Member
from db.queries.caseloads import Duty, Responsible, responsible
from desktop.services import people
from tests.desktop.small_vault import TODAY, SmallCentre


def read(centre: SmallCentre, person: UUID, role: str) -> Responsible | None:
    found: Responsible | None = centre.ask(
        responsible, centre.access, centre.desk(role).actor, person, role="case_manager"
    )
    return found


def test_the_case_manager_is_told_and_the_team_is_not(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    manager = centre.colleagues["case_manager"].user_id
    centre.do("director", people.assign, person_id=person, user_id=manager, role="case_manager")
    found = read(centre, person, "director")
    assert found == Responsible(
        (Duty(manager, TODAY, None),), ((manager, "case_manager A."),), 0, may_change=True
    )


def test_who_may_not_assign_is_offered_nobody(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    assert read(centre, person, "nurse") == Responsible((), (), 0, may_change=False)


@pytest.mark.parametrize("role", ["duty", "sysadmin", "dpo"])
def test_who_does_not_see_the_case_is_told_nothing(centre: SmallCentre, role: str) -> None:
    assert read(centre, centre.person("Оразова", "Сәуле", "1990"), role) is None


def test_those_who_live_with_her_are_counted(centre: SmallCentre) -> None:
    family = [centre.person("Оразова", name, "1990") for name in ("Сәуле", "Тимур", "Дина")]
    with centre.store.writing("live_together", None) as session:
        home = Household(id=uuid7(), label="1")
        session.add(home)
        session.add_all(Member(person_id=one, household_id=home.id) for one in family)
    found = read(centre, family[0], "case_manager")
    assert found is not None
    assert found.together == 2
