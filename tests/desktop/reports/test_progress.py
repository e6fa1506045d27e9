from dataclasses import replace
from datetime import date

import pytest

from desktop.reports.progress import ProgressFacts, Service, Stay, Words
from desktop.reports.values import Languages
from tests.desktop.reports.papers import (
    EN,
    FACTS,
    KAZAKH,
    MOMENT,
    RUSSIAN,
    as_copied,
    outside_margins,
    pages,
    progress,
    text,
)

SECTIONS = (
    "Stay",
    "Services",
    "Health",
    "Screening, by band",
    "Goals",
    "Papers and legal steps",
    "What comes next",
)
BARE = ProgressFacts(
    name="Ли Ян",
    case_code="AKT-B0148T",
    centre="Centre",
    period=(date(2026, 11, 13), date(2026, 11, 22)),
    recipient="School",
    made_at_ms=MOMENT,
    zone="Asia/Almaty",
    words=None,
)


def test_the_report_says_who_when_and_for_whom() -> None:
    made = text(progress())
    assert "Құрманбаева Айгүл Серікқызы" in made
    assert "AKT-B0147K · 29 y · copy AKT-B0311 · Recipient: Case file" in made
    assert "for the period 13.11.2026 – 22.11.2026" in made
    assert "generated on 22.11.2026 09:44 · copy AKT-B0311 · AKT-B0147K · page 1 of" in made


def test_its_sections_stand_in_order() -> None:
    made = text(progress())
    places = [made.index(section) for section in (*SECTIONS, "In her own words", "Seen by the person")]
    assert places == sorted(places)


def test_attendance_is_said_in_figures_and_as_a_share() -> None:
    made = text(progress())
    assert "Psychological support 3 of 3 100 %" in made
    assert "2 of 3 67 %" in made


def test_a_service_held_more_often_than_planned_is_not_over_100_percent() -> None:
    facts = replace(FACTS, services=(Service("Sewing", 4, 3),))
    assert "4 of 3 100 %" in text(progress(facts))


def test_a_service_of_which_none_was_due_has_no_share() -> None:
    made = text(progress(replace(FACTS, services=(Service("Sewing", 0, 0),))))
    assert "0 of 0 —" in made
    assert "%" not in made


@pytest.mark.parametrize(
    ("day", "usual", "said"),
    [(9, 30, "Assessment, day 9 of 30"), (34, 30, "day 34 (usual: 30)"), (5, None, "Assessment, day 5")],
)
def test_the_day_of_the_stage_is_said_against_its_usual_length(
    day: int, usual: int | None, said: str
) -> None:
    stay = Stay(date(2026, 11, 13), ("stage", "ASM"), day, usual)
    assert said in text(progress(replace(FACTS, stay=stay)))


@pytest.mark.parametrize("languages", [(EN,), (RUSSIAN,), (KAZAKH,), (RUSSIAN, KAZAKH)])
def test_content_is_in_the_languages_of_the_paper(languages: Languages) -> None:
    made = text(progress(FACTS, languages))
    for language in languages:
        assert language.label("legal_track", "ID_CARD") in made
        assert language.label("goal_status", "IN_PROGRESS") in made
        assert language.text("Progress report") in made


def test_both_languages_stand_side_by_side_in_right_letters() -> None:
    made = text(progress(FACTS, (RUSSIAN, KAZAKH)))
    assert "Услуги · Қызметтер" in made
    assert "Оценка, день 9 из 30 · Бағалау, 30 күннің 9-күні" in made
    assert "Её слова · Өз сөзімен" in made


def test_a_section_that_is_not_there_leaves_no_trace() -> None:
    made = text(progress(BARE))
    assert [section for section in SECTIONS if section in made] == []
    assert "own words" not in made
    assert "AKT-B0148T · Recipient: School Case worker" in made


def test_a_withheld_section_is_named_on_the_preview() -> None:
    made = text(progress(replace(BARE, withheld=("bands", "legal"))))
    assert made.count("Not for this recipient") == 2
    assert "Screening, by band Not for this recipient" in made


def test_what_is_withheld_is_not_printed_even_if_it_was_gathered() -> None:
    made = text(progress(replace(FACTS, withheld=("bands",))))
    assert "PHQ-9" not in made


def test_empty_sections_say_that_they_are_empty() -> None:
    facts = replace(BARE, services=(), health=(), goals=(), next_dates=(), bands=(), legal=())
    made = text(progress(facts))
    assert made.count("Nothing was recorded in this period") == 2
    assert "No goals have been agreed yet" in made
    assert "No dates have been agreed yet" in made
    assert "Screening" not in made


def test_religious_counselling_is_only_there_when_the_facts_carry_it() -> None:
    row = Service(("service_domain", "THEOLOGY"), 2)
    assert "Religious counselling" not in text(progress())
    assert "Religious counselling 2 —" in text(progress(replace(FACTS, religious=row)))


@pytest.mark.parametrize(
    ("sex", "title"),
    [("F", "In her own words"), ("M", "In his own words"), ("", "In the person's own words")],
)
def test_the_title_of_the_words_goes_by_the_person(sex: str, title: str) -> None:
    assert title in text(progress(replace(FACTS, sex=sex)))


def test_what_she_disagrees_with_is_printed() -> None:
    facts = replace(FACTS, words=Words("I agree.", "The date of the move."))
    assert "What I do not agree with The date of the move." in text(progress(facts))


def test_markup_in_every_typed_text_is_only_text() -> None:
    hostile = '<img src="/etc/passwd"> & </para><b>'
    facts = replace(
        FACTS, name=hostile, words=Words(hostile, hostile), services=(Service(hostile, 1, 2, hostile),)
    )
    assert text(progress(facts)).count("<img") == 5


def test_an_arabic_name_stands_joined_and_in_order() -> None:
    name = "أمينة عبد الرحمن"
    data = progress(replace(FACTS, name=name))
    # On the page the letters are joined; whoever copies them gets the name back as it was typed.
    assert name not in text(data)
    assert "\ufe94" in text(data)
    assert name in as_copied(data)


@pytest.mark.parametrize("languages", [(EN,), (RUSSIAN, KAZAKH)])
def test_long_texts_stay_within_the_margins_and_are_complete(languages: Languages) -> None:
    facts = replace(
        FACTS,
        name=("Абдрахманова-Құрманбаева " * 5)[:120],
        recipient="Отдел " * 60,
        services=FACTS.services * 12 if FACTS.services else (),
        words=Words("Ы" * 300, "слово " * 900),
    )
    data = progress(facts, languages)
    assert outside_margins(data) == []
    assert len(pages(data)) > 2
    assert text(data).count("слово") == 900


def test_no_letter_of_a_full_report_lacks_a_shape() -> None:
    made = text(progress(FACTS, (RUSSIAN, KAZAKH)))
    assert "\ufffd" not in made
    assert "\x00" not in made
    assert "?" not in made
