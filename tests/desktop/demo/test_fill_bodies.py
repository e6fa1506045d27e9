"""Invented measurements are ones that nobody would ask about."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop.demo.fill_bodies import body, grown_by, signs
from desktop.demo.fill_texts import Chance
from desktop.programmes import programme
from desktop.rules import measures
from desktop.rules.ages import age_range
from desktop.rules.partial_dates import exact
from desktop.services.health import MEASURES

TODAY = date(2026, 11, 22)


def chance(seed: object) -> Chance:
    return Chance(f"bodies/{seed}", programme("kz-zhusan"), ())


@pytest.mark.parametrize("sex", ["F", "M"])
def test_what_is_measured_is_usual_at_every_age(sex: str) -> None:
    for months in [*range(230), 300, 480, 700]:
        born = TODAY - timedelta(days=round(months * 30.4375 + 4))
        age = age_range(exact(born), TODAY)
        assert age is not None
        luck = chance((sex, months))
        for name, value in (body(luck, sex, months) | signs(luck, months)).items():
            if name in MEASURES:
                found = measures.check_value(MEASURES[name], Decimal(value), age)
                assert found.level == measures.OK, (months, name, value)


def test_a_small_child_is_measured_lying_and_has_an_arm_and_an_adult_has_not() -> None:
    assert body(chance(1), "F", 10)["measurement.position"] == "lying"
    assert 100 < body(chance(1), "F", 10)["measurement.muac"] < 180
    assert "measurement.muac" not in body(chance(1), "F", 300)


def test_pressure_is_taken_from_five_years_on_and_the_upper_value_is_above_the_lower() -> None:
    assert "health_check.systolic" not in signs(chance(1), 40)
    for seed in range(200):
        taken = signs(chance(seed), 60 + seed * 3)
        assert taken["health_check.systolic"] > taken["health_check.diastolic"]


def test_nobody_changes_in_a_week_in_a_way_that_is_asked_about() -> None:
    for seed in range(200):
        months = 2 + seed
        before = body(chance(seed), "F", months)["measurement.weight"]
        after = grown_by(chance(seed + 1), before, months)
        rate = measures.weight_change(before, TODAY - timedelta(days=6), after, TODAY)
        assert not measures.is_unusual_weight_change(rate), (months, before, after)
