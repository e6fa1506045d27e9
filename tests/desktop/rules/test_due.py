from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.ages import AgeRange, age_range
from desktop.rules.due import (
    Due,
    DueRule,
    PersonFacts,
    State,
    add_working_days,
    applies,
    due_on,
    evaluate,
    state,
)
from desktop.rules.partial_dates import exact, year
from tests.desktop.rules.strategies import days

TODAY = date(2026, 11, 22)  # a Sunday
PLAN = DueRule(
    code="PLAN", anchor="opened_on", after_days=14, done_by="plan", role="case_manager", source="HPC P1-PC1-1"
)
REVIEW = DueRule(code="REVIEW", anchor="opened_on", after_days=30, repeat_days=30, done_by="plan_review")


def facts(*, done: Mapping[str, date | None] | None = None, **anchors: date | None) -> PersonFacts:
    return PersonFacts(anchors=anchors, done=done or {})


def aged(years: int) -> AgeRange | None:
    return age_range(exact(date(TODAY.year - years, 1, 1)), TODAY)


def test_a_plan_is_due_14_days_after_the_case_was_opened() -> None:
    found = evaluate([PLAN], facts(opened_on=date(2026, 11, 1)), TODAY)
    assert found == [Due("PLAN", date(2026, 11, 1), date(2026, 11, 15), State.OVERDUE, "case_manager")]


def test_without_its_anchor_nothing_is_due() -> None:
    assert evaluate([PLAN, REVIEW], facts(opened_on=None), TODAY) == []
    assert evaluate([PLAN], facts(arrived_on=TODAY), TODAY) == []


def test_what_is_done_from_the_anchor_on_is_no_longer_due() -> None:
    opened = date(2026, 11, 1)
    assert evaluate([PLAN], facts(opened_on=opened, done={"plan": opened}), TODAY) == []
    earlier = {"plan": opened - timedelta(days=1)}
    assert len(evaluate([PLAN], facts(opened_on=opened, done=earlier), TODAY)) == 1
    assert len(evaluate([PLAN], facts(opened_on=opened, done={"plan": None}), TODAY)) == 1


def test_a_repeated_rule_is_due_again_after_each_time_it_was_done() -> None:
    opened = date(2026, 9, 1)
    first = evaluate([REVIEW], facts(opened_on=opened), TODAY)[0]
    assert (first.since, first.due_on) == (opened, date(2026, 10, 1))
    reviewed = date(2026, 11, 10)
    again = evaluate([REVIEW], facts(opened_on=opened, done={"plan_review": reviewed}), TODAY)[0]
    assert (again.since, again.due_on, again.state) == (reviewed, date(2026, 12, 10), State.LATER)


def test_a_visit_in_month_1_does_not_stand_for_that_of_month_3() -> None:
    one = DueRule(code="FU1", anchor="left_on", after_days=30, window_days=21, done_by="follow_up")
    three = DueRule(code="FU3", anchor="left_on", after_days=91, window_days=30, done_by="follow_up")
    left = date(2026, 9, 1)
    visited = facts(left_on=left, done={"follow_up": date(2026, 9, 28)})
    assert [due.rule for due in evaluate([one, three], visited, TODAY)] == ["FU3"]
    assert evaluate([one, three], facts(left_on=left, done={"follow_up": date(2026, 11, 20)}), TODAY) == []


@pytest.mark.parametrize(("hours", "expected"), [(1, 0), (24, 1), (36, 1), (72, 3)])
def test_hours_become_whole_days_rounded_down(hours: int, expected: int) -> None:
    rule = DueRule(code="FIRST", anchor="arrived_on", after_hours=hours)
    assert due_on(rule, TODAY) == TODAY + timedelta(days=expected)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    rule = DueRule(code="PIN", anchor="applied_on", after_days=3, working_days=True)
    friday = date(2026, 11, 20)
    assert due_on(rule, friday) == date(2026, 11, 25)
    assert due_on(rule, friday, frozenset({date(2026, 11, 24)})) == date(2026, 11, 26)


@given(days, st.integers(1, 60), st.frozensets(days, max_size=5))
def test_a_working_day_is_never_a_weekend_or_holiday(
    start: date, count: int, holidays: frozenset[date]
) -> None:
    day = add_working_days(start, count, holidays)
    assert day.weekday() < 5
    assert day not in holidays
    between = (start + timedelta(days=n) for n in range(1, (day - start).days + 1))
    assert sum(d.weekday() < 5 and d not in holidays for d in between) == count


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [(-400, "overdue"), (-1, "overdue"), (0, "today"), (1, "week"), (7, "week"), (8, "later")],
)
def test_a_due_day_is_overdue_today_this_week_or_later(ahead: int, expected: str) -> None:
    assert state(TODAY + timedelta(days=ahead), TODAY) == expected


@pytest.mark.parametrize(
    ("words", "years", "expected"),
    [
        ({"all"}, 30, True),
        ({"child"}, 17, True),
        ({"child"}, 18, False),
        ({"adult"}, 18, True),
        ({"adult"}, 17, False),
        ({"child", "adult"}, 40, True),
        ({"under_5"}, 4, True),
        ({"under_5"}, 5, False),
        ({"from_8"}, 7, False),
        ({"child+from_8"}, 8, True),
        ({"child+from_8"}, 20, False),
        ({"uasc"}, 10, False),
        (set(), 10, False),
    ],
)
def test_a_rule_applies_by_age(words: set[str], years: int, expected: bool) -> None:
    rule = DueRule(code="R", anchor="a", after_days=1, applies=frozenset(words))
    assert applies(rule, PersonFacts(anchors={}, age=aged(years))) is expected


def test_a_rule_applies_by_a_flag_of_the_person() -> None:
    rule = DueRule(code="BIA", anchor="a", after_days=7, applies=frozenset({"uasc", "child+high"}))
    child = aged(10)
    assert applies(rule, PersonFacts(anchors={}, age=child, flags=frozenset({"uasc"})))
    assert applies(rule, PersonFacts(anchors={}, age=child, flags=frozenset({"high"})))
    assert not applies(rule, PersonFacts(anchors={}, age=aged(30), flags=frozenset({"high"})))


def test_doubt_about_the_age_is_decided_for_the_child_and_an_unknown_age_misses_nothing() -> None:
    def fits(word: str, age: AgeRange | None) -> bool:
        rule = DueRule(code="R", anchor="a", after_days=1, applies=frozenset({word}))
        return applies(rule, PersonFacts(anchors={}, age=age))

    straddling = age_range(year(2008), TODAY)
    assert fits("child", straddling)
    assert not fits("adult", straddling)
    assert fits("under_18", straddling)
    assert fits("from_18", straddling)
    assert all(fits(word, None) for word in ("child", "adult", "under_5", "from_8", "all"))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"after_days": 1, "after_hours": 1},
        {"after_days": -1},
        {"after_days": 1, "repeat_days": 0},
        {"after_days": 1, "repeat_days": 7, "window_days": 3},
        {"after_hours": 24, "working_days": True},
        {"after_days": 1, "applies": frozenset({"child+"})},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_by_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="ODD"):
        DueRule(code="ODD", anchor="a", **wrong)


@given(st.lists(st.integers(0, 400), max_size=10), days)
def test_the_earliest_comes_first(lengths: list[int], opened: date) -> None:
    rules = [DueRule(code=f"R{n}", anchor="opened_on", after_days=n) for n in lengths]
    found = evaluate(rules, facts(opened_on=opened), TODAY)
    assert [due.due_on for due in found] == [opened + timedelta(days=n) for n in sorted(lengths)]
    assert all(due.state is state(due.due_on, TODAY) for due in found)
