from uuid import UUID

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.ids import uuid7
from db.models import Assignment, User
from db.queries.of_person import of
from desktop.i18n import Language
from desktop.ui.context import Context
from desktop.ui.plan.responsible import CaseManagers
from tests.desktop.ui.people.looking import opened, said, settle
from tests.desktop.ui.small_vault import House


def part_of(qtbot: QtBot, house: House, language: Language, who: str) -> CaseManagers:
    return opened(qtbot, house, who, language, page="plan").findChildren(CaseManagers)[0]


def second(house: House) -> UUID:
    """Another case manager."""
    with house.store.writing("hire", None) as session:
        user = User(
            id=uuid7(), login="second", name="Байжанова К.", roles=("case_manager",), public_key=b"2" * 32
        )
        session.add(user)
        return user.id


def managers(house: House, person: UUID) -> list[UUID]:
    with house.store.reading() as session:
        found = select(Assignment.user_id).where(
            of(Assignment, person), Assignment.role == "case_manager", Assignment.until_on.is_(None)
        )
        return list(session.scalars(found))


def choose(part: CaseManagers, user_id: UUID, *, household: bool) -> None:
    assert part.chosen is not None
    assert part.household is not None
    part.chosen.set_value(user_id.hex)
    part.household.set_value(household)
    part.assign()


def test_the_director_hands_the_whole_household_to_another_colleague(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    other = second(small_house)
    part = part_of(qtbot, small_house, en, "director")
    assert "Сапарова Д." in said(part)
    assert "and 3 who live with her" in said(part)
    choose(part, other, household=True)
    settle(small_house)
    for person in (small_house.mother, *small_house.children):
        assert managers(small_house, person) == [other]


def test_one_person_alone_is_handed_over(qtbot: QtBot, small_house: House, en: Language) -> None:
    other = second(small_house)
    part = part_of(qtbot, small_house, en, "case_worker")
    choose(part, other, household=False)
    settle(small_house)
    assert managers(small_house, small_house.mother) == [other]
    assert managers(small_house, small_house.children[0]) != [other]


def test_without_a_choice_nothing_is_handed_over(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = part_of(qtbot, small_house, en, "director")
    before = managers(small_house, small_house.mother)
    part.assign()
    settle(small_house)
    assert "Choose a colleague first." in said(part)
    assert managers(small_house, small_house.mother) == before


def test_who_may_not_assign_sees_who_is_responsible(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = part_of(qtbot, small_house, en, "nurse")
    assert "Сапарова Д." in said(part)
    assert "Make responsible" not in said(part)


def end_all(house: House) -> None:
    with house.store.writing("end", None) as session:
        for one in session.scalars(select(Assignment).where(Assignment.role == "case_manager")):
            one.removed = True


def test_nobody_responsible_is_said_with_what_to_do(qtbot: QtBot, small_house: House, en: Language) -> None:
    end_all(small_house)
    told = {
        "director": "Nobody is responsible yet. Choose a colleague.",
        "nurse": "Nobody is responsible yet. Your director or case manager assigns people.",
    }
    for who, text in told.items():
        assert text in said(part_of(qtbot, small_house, en, who))


def test_the_head_names_the_new_case_manager(qtbot: QtBot, small_house: House, en: Language) -> None:
    end_all(small_house)
    file = opened(qtbot, small_house, "director", en, page="plan")
    assert "case worker" not in file.head.about.text()
    part = file.findChildren(CaseManagers)[0]
    context: Context = part.context
    choose(part, context.staff[1][0], household=False)
    settle(small_house)
    assert "case worker Сапарова Д." in file.head.about.text()
