"""What is due follows from the programme's rules and the days on record."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from db.queries.due import DueItem, due_of
from db.queries.today import changed_since, house, waiting_for
from desktop.rules.due import State
from desktop.services import arrivals, health, people, plans
from desktop.services.arrivals import Expected
from tests.desktop.small_vault import TODAY, SmallCentre


@pytest.fixture
def child(centre: SmallCentre) -> UUID:
    child = centre.person("Құрманбаева", "Әмина", "2023")
    centre.do("case_manager", people.admit, person_id=child, on=TODAY - timedelta(days=9))
    return child


def _due(centre: SmallCentre, person: UUID, today: date = TODAY) -> dict[str, DueItem]:
    items = centre.ask(due_of, centre.programme.due_rules, [person], today)
    return {item.rule: item for item in items}


def test_a_child_who_was_never_measured_is_overdue_since_the_seventh_day(
    centre: SmallCentre, child: UUID
) -> None:
    item = _due(centre, child)["GROWTH_BASELINE"]
    assert item.state is State.OVERDUE
    assert item.due_on == TODAY - timedelta(days=2)
    assert item.since == TODAY - timedelta(days=9)
    assert (item.role, item.name) == ("nurse", "Құрманбаева Әмина")


def test_measuring_ends_the_reminder_by_when_it_happened(centre: SmallCentre, child: UUID) -> None:
    values = {"measurement.weight": Decimal("12.9"), "measurement.happened_on": TODAY - timedelta(days=1)}
    centre.do("nurse", health.measure, person_id=child, values=values)
    assert "GROWTH_BASELINE" not in _due(centre, child)


def test_a_measurement_before_she_came_does_not_count(centre: SmallCentre, child: UUID) -> None:
    values = {"measurement.weight": Decimal("12.9"), "measurement.happened_on": TODAY - timedelta(days=30)}
    centre.do("nurse", health.measure, person_id=child, values=values)
    assert "GROWTH_BASELINE" in _due(centre, child)


def test_nobody_who_has_not_come_has_anything_due(centre: SmallCentre) -> None:
    assert _due(centre, centre.person("Оразов", "Тимур", "2017", "M")) == {}


def test_rules_without_a_record_kind_are_left_out(centre: SmallCentre, child: UUID) -> None:
    goal = {
        "goal.text": "x",
        "goal.domain": "LEGAL",
        "goal.due_on": TODAY,
        "goal.set_on": TODAY - timedelta(days=60),
    }
    centre.do(
        "case_manager", plans.save_goal, person_id=child,
        values=goal | {"goal.set_on": TODAY - timedelta(days=9)},
    )  # fmt: skip
    assert "PLAN" not in _due(centre, child)
    assert "PLAN_REVIEW" not in _due(centre, child, TODAY + timedelta(days=60))


@pytest.mark.usefixtures("child")
def test_the_director_counts_people_against_beds(centre: SmallCentre) -> None:
    centre.do(
        "case_manager", arrivals.register_manifest, operation="x", arrives_on=TODAY, label="flight 2",
        expected=[Expected(1, "1", "Оразов", "Тимур", None, "M", None, is_head=True)],
    )  # fmt: skip
    count = centre.ask(house, centre_id=centre.centre_id, today=TODAY)
    assert (count.in_house, count.capacity, dict(count.expected)) == (1, 150, {"flight 2": 1})
    assert count.came_today == 0


def test_today_names_what_others_wrote_and_not_what_is_not_for_my_role(
    centre: SmallCentre, child: UUID
) -> None:
    since = centre.clock.now_ms()
    centre.do("nurse", health.measure, person_id=child, values={"measurement.weight": Decimal("12.9")})
    worker, nurse, trainer = (centre.desk(role) for role in ("case_manager", "nurse", "trainer"))
    seen = centre.ask(changed_since, worker.access, worker.actor, since)
    assert ("measurement", "measure") in {(one.record_type, one.verb) for one in seen}
    assert "measurement" not in {
        one.record_type for one in centre.ask(changed_since, nurse.access, nurse.actor, since)
    }
    assert "measurement" not in {
        one.record_type for one in centre.ask(changed_since, trainer.access, trainer.actor, since)
    }


def test_what_waits_for_approval_is_shown_to_who_approves(centre: SmallCentre, child: UUID) -> None:
    centre.do("case_manager", plans.ask_approval, person_id=child, what="plan", record_id=child)
    director, worker = centre.desk("director"), centre.desk("case_manager")
    waiting = centre.ask(waiting_for, director.access, director.actor)
    assert [(one.what, one.person_id) for one in waiting] == [("plan", child)]
    assert centre.ask(waiting_for, worker.access, worker.actor) == []
