from datetime import date, timedelta
from uuid import UUID

from db.queries.due import DueItem
from desktop.i18n import Language
from desktop.rules.due import DueRule, State
from desktop.ui.follow_up.due_lines import A_ROUND, due_lines

TODAY = date(2026, 11, 22)
RULES = (
    DueRule(code="GROWTH_BASELINE", anchor="admitted_on", after_days=7),
    DueRule(code="PLAN", anchor="somewhere", after_days=7),
)


def item(number: int, rule: str = "GROWTH_BASELINE", late: int = 0, name: str = "Амина") -> DueItem:
    due_on = TODAY - timedelta(days=late)
    state = State.OVERDUE if late > 0 else State.TODAY if late == 0 else State.WEEK
    return DueItem(UUID(int=number), name, rule, due_on - timedelta(days=7), due_on, state, "nurse")


def test_one_rule_and_day_for_many_people_is_one_line(en: Language) -> None:
    items = [item(number) for number in range(A_ROUND)]
    lines = due_lines(en, items, TODAY, RULES)
    assert len(lines) == 1
    assert lines[0].key == tuple(items)
    assert lines[0].detail == "3 people · nurse · 7 days after arrival"


def test_two_people_are_named(en: Language) -> None:
    lines = due_lines(en, [item(1), item(2, name="Тимур")], TODAY, RULES)
    assert [line.detail.split(" · ")[0] for line in lines] == ["Амина", "Тимур"]


def test_different_days_of_one_rule_stay_apart(en: Language) -> None:
    items = [item(number, late=number % 2) for number in range(6)]
    assert [line.state for line in due_lines(en, items, TODAY, RULES)] == ["overdue", "today"]


def test_the_most_pressing_comes_first_and_says_by_how_much(en: Language) -> None:
    lines = due_lines(en, [item(1, late=-3), item(2), item(3, late=2)], TODAY, RULES)
    assert [line.group for line in lines] == ["Overdue", "Today", "Next 7 days"]
    assert [line.badge for line in lines] == ["2 days", "", ""]
    assert [line.when for line in lines] == ["", "", "by Wed 25 Nov"]


def test_a_rule_with_an_unknown_anchor_says_since_when(en: Language) -> None:
    assert "since Sun 15 Nov" in due_lines(en, [item(1, rule="PLAN")], TODAY, RULES)[0].detail
