import string
import tomllib
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.i18n import TAGS
from desktop.programmes import Programme, programme, programme_tags
from desktop.resources import resource
from desktop.rules.due import DueRule, PersonFacts, due_on, evaluate
from desktop.rules.identity_numbers import check_number
from desktop.vocabularies import vocabulary

ADMITTED = date(2026, 11, 13)
# The usual words of `applies`; everything else is a flag that a service sets.
FLAGS = {"urgent", "uasc", "high_priority"}


@pytest.fixture(params=programme_tags())
def each(request: pytest.FixtureRequest) -> Programme:
    return programme(request.param)


def rule(tag: str, code: str) -> DueRule:
    return next(one for one in programme(tag).due_rules if one.code == code)


def test_there_is_a_programme_for_each_of_the_four_countries() -> None:
    assert {tag: programme(tag).country for tag in programme_tags()} == {
        "kg-meerim": "KG",
        "kz-zhusan": "KZ",
        "tj": "TJ",
        "uz-mehr": "UZ",
    }


def test_an_unknown_programme_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        programme("default")


def test_stages_are_those_of_the_life_cycle(each: Programme) -> None:
    assert [stage.code for stage in each.stages] == [code.code for code in vocabulary("stage").codes]
    assert each.stages[1].short["en"] == "Intake"


def test_the_adaptation_stage_takes_as_long_as_its_review_says(each: Programme) -> None:
    assert each.days_until_handover() == rule(each.tag, "STAGE_END_REVIEW").after_days


def test_the_length_of_the_stay_differs_by_country() -> None:
    assert {tag: programme(tag).days_until_handover() for tag in programme_tags()} == {
        "kg-meerim": 120,
        "kz-zhusan": 30,
        "tj": 240,
        "uz-mehr": 30,
    }


def test_a_country_replaces_only_what_it_says_of_a_rule() -> None:
    kazakh, uzbek = rule("kz-zhusan", "SCHOOL_PLACEMENT"), rule("uz-mehr", "SCHOOL_PLACEMENT")
    assert kazakh.applies == frozenset({"child+from_6"})
    assert uzbek.applies == frozenset({"child+from_7"})
    assert (uzbek.anchor, uzbek.after_days, uzbek.role) == (kazakh.anchor, kazakh.after_days, kazakh.role)


def test_the_first_days_of_a_child_are_due_as_the_table_says() -> None:
    first = {
        code: (due_on(rule("kz-zhusan", code), ADMITTED) - ADMITTED).days
        for code in ("REGISTRATION", "FIRST_MEDICAL", "GROWTH_BASELINE", "PLAN", "FAMILY_MEETING")
    }
    assert first == {
        "REGISTRATION": 1,
        "FIRST_MEDICAL": 3,
        "GROWTH_BASELINE": 7,
        "PLAN": 14,
        "FAMILY_MEETING": 14,
    }


def test_a_visit_in_month_one_does_not_stand_for_that_of_month_three() -> None:
    rules = [rule("kz-zhusan", code) for code in ("FOLLOW_UP_1M", "FOLLOW_UP_3M")]
    visited = PersonFacts({"left_on": ADMITTED}, {"follow_up_visit": ADMITTED + timedelta(days=29)})
    still_due = [one.rule for one in evaluate(rules, visited, ADMITTED + timedelta(days=40))]
    assert still_due == ["FOLLOW_UP_3M"]


def test_consent_is_asked_for_again_half_a_year_after_the_last_one() -> None:
    facts = PersonFacts({"consented_on": ADMITTED}, {"consent": ADMITTED})
    due = evaluate([rule("kz-zhusan", "CONSENT_RENEWAL")], facts, ADMITTED)
    assert [one.due_on for one in due] == [ADMITTED + timedelta(days=180)]


def test_religious_counselling_is_offered_to_adults_once_and_never_again() -> None:
    offer = rule("kz-zhusan", "RELIGIOUS_OFFER")
    assert offer.applies == frozenset({"adult"})
    assert offer.repeat_days is None
    declined = PersonFacts({"consented_on": ADMITTED}, {offer.done_by: ADMITTED})
    assert evaluate([offer], declined, ADMITTED + timedelta(days=90)) == []


def test_every_due_rule_has_a_title_and_every_title_a_rule(each: Programme) -> None:
    assert {one.code for one in each.due_rules} == {code.code for code in vocabulary("due_rule").codes}


def test_due_rules_are_for_people_and_roles_that_exist(each: Programme) -> None:
    words = {word for one in each.due_rules for group in one.applies for word in group.split("+")}
    plain = {word for word in words if word.partition("_")[0] not in {"from", "under"}}
    assert plain <= FLAGS | {"all", "child", "adult"}
    assert [one.code for one in each.due_rules if one.role not in vocabulary("role")] == []


def test_every_figure_says_how_sure_it_is_and_where_it_was_read(each: Programme) -> None:
    standings = [each.stages_standing, *each.due_standing.values(), *(act.standing for act in each.acts)]
    assert {one.status for one in standings} <= {code.code for code in vocabulary("rule_status").codes}
    assert [one for one in standings if len(one.source) < 10] == []
    assert {one.code: one.source for one in each.due_rules} == {
        code: one.source for code, one in each.due_standing.items()
    }


def test_what_was_not_read_is_a_default_and_says_so() -> None:
    order = programme("kz-zhusan").acts[0]
    assert order.standing.status == "default"
    assert "have not been read" in order.standing.source


def test_languages_time_zone_and_numbers_are_known(each: Programme) -> None:
    assert set(each.languages) <= set(TAGS)
    assert {"ru", "en"} <= set(each.languages)
    assert ZoneInfo(each.time_zone).key == each.time_zone
    assert [kind for kind in each.identity_numbers if kind not in vocabulary("identity_number")] == []


def test_the_national_number_has_rules(each: Programme) -> None:
    assert each.national_number.partition("_")[0] == each.country
    assert check_number(each.national_number, "1").valid is False


def test_the_centre_and_the_title_are_named_in_every_language_of_the_programme(each: Programme) -> None:
    assert set(each.centre.name) == set(each.languages)
    assert set(each.title) == set(each.languages)
    assert set(each.centre.letters) <= set(string.ascii_uppercase)


def test_the_name_of_a_centre_does_not_tell_the_operation(each: Programme) -> None:
    names = " ".join(each.centre.name.values()).casefold()
    assert [term for term in each.never_print if term.casefold() in names] == []


def test_the_demonstration_has_the_people_the_sources_count() -> None:
    with resource("demo", "counts.toml").open("rb") as file:
        made = tomllib.load(file)
    told = {tag: programme(tag).demonstration for tag in programme_tags()}
    for tag in ("kz-zhusan", "tj", "kg-meerim"):
        shared = told[tag].keys() & made[tag].keys()
        assert {name: told[tag][name] for name in shared} == {name: made[tag][name] for name in shared}
    uzbek = made["uz-mehr"]
    assert told["uz-mehr"]["women_and_children"] == uzbek["women"] + uzbek["children"]
    assert told["uz-mehr"]["aged_1_to_15"] == uzbek["children"] - uzbek["infants"] - uzbek["teens"]


def test_the_known_numbers_are_the_known_ones() -> None:
    kazakh = programme("kz-zhusan").demonstration
    assert (kazakh["men"], kazakh["women"], kazakh["children"], kazakh["orphans"]) == (33, 156, 406, 32)
    kyrgyz = programme("kg-meerim").demonstration
    assert kyrgyz["boys"] + kyrgyz["girls"] == kyrgyz["children"] == 79
