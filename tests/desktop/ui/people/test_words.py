from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from db.ids import uuid7
from db.queries.overview import Head, MustKnowLine, Track, Whereabouts
from db.queries.relatives import Relative
from db.queries.timelines import TOLD, Happened
from desktop.i18n import Language
from desktop.rules.partial_dates import Basis, PartialDate, exact, parse
from desktop.ui.people import words

TODAY = date(2026, 11, 22)
ANNA = UUID(int=1)
HEAD = Head(
    person_id=ANNA, code="AKT-A0001Q", name="Құрманбаева Айгүл", sex="F", born=exact(date(1997, 3, 14)),
    room="12", where=None, admitted_on=TODAY - timedelta(days=8), left_on=None, case_managers=(),
    must_know=(), asked=frozenset(), stages=(),
)  # fmt: skip


@pytest.fixture
def speaker(en: Language) -> words.Speaker:
    return words.Speaker(en, TODAY, lambda user_id: "Сапарова Д." if user_id == ANNA else "")


@pytest.mark.parametrize(
    ("sex", "born", "said"),
    [
        ("F", exact(date(1997, 3, 14)), "woman, 29 y"),
        ("M", exact(date(1997, 3, 14)), "man, 29 y"),
        ("F", parse("spring 2023"), "girl, 3 y (spring 2023)"),
        ("M", exact(date(2025, 9, 20)), "boy, 14 m"),
        ("U", exact(date(2019, 5, 2)), "child, 7 y"),
        # Who may be under 18 is a child.
        ("F", parse("2008"), "girl, 17–18 y (2008)"),
        ("F", None, "woman"),
        (None, None, ""),
    ],
)
def test_a_person_is_named_by_sex_and_age(
    speaker: words.Speaker, sex: str | None, born: PartialDate | None, said: str
) -> None:
    assert words.who(speaker, sex, born) == said


def test_a_birth_date_known_in_part_says_from_whom(speaker: words.Speaker) -> None:
    born = replace(parse("spring 2023"), basis=Basis.MOTHER)
    assert words.who(speaker, "F", born) == "girl, 3 y (spring 2023 · Mother's words)"


def test_a_stay_that_ended_counts_no_days(speaker: words.Speaker) -> None:
    assert words.day_of_stay(speaker, HEAD) == "day 9"
    left = replace(HEAD, left_on=TODAY - timedelta(days=1))
    assert words.day_of_stay(speaker, left) == "left on 21.11.2026"
    assert words.day_of_stay(speaker, replace(HEAD, admitted_on=None)) == ""


def strip(speaker: words.Speaker, head: Head) -> list[tuple[str, str]]:
    return [(line.text, line.kind) for line in words.strip(speaker, head)]


def test_the_strip_says_lines_none_and_not_asked_apart(speaker: words.Speaker) -> None:
    lines = (
        MustKnowLine(uuid7(), "LIMITS", "No heavy lifting", TODAY),
        MustKnowLine(uuid7(), "MEDICINE", None, TODAY),
        MustKnowLine(uuid7(), "ALLERGY", "penicillin", TODAY),
    )
    head = replace(HEAD, must_know=lines, asked=frozenset(line.kind for line in lines))
    assert strip(speaker, head) == [
        ("Allergy: penicillin", "danger"),
        ("No medicine to be kept up (asked today)", "plain"),
        ("No heavy lifting", "plain"),
        ("Not asked yet: who may not visit, language", "unasked"),
    ]


def test_where_she_is_stands_on_the_strip(speaker: words.Speaker) -> None:
    away = replace(HEAD, where=Whereabouts("hospital", "Ақтау", TODAY + timedelta(days=5)))
    assert ("In hospital: Ақтау, back by Fri 27 Nov", "plain") in strip(speaker, away)


def test_a_role_without_the_strip_is_told_nothing_of_it(speaker: words.Speaker) -> None:
    assert strip(speaker, replace(HEAD, must_know=None)) == []


@pytest.mark.parametrize(
    ("sex", "relation", "turned", "said"),
    [
        ("F", "MOTHER", True, "daughter"),
        ("M", "FATHER", True, "son"),
        ("U", "MOTHER", True, "child"),
        ("F", "MOTHER", False, "mother"),
        ("F", "SIBLING", False, "sister"),
        (None, "SIBLING", False, "brother or sister"),
        ("F", "AUNT", True, "nephew or niece"),
        ("F", "", False, ""),
    ],
)
def test_a_relation_is_said_as_people_say_it(
    speaker: words.Speaker, sex: str | None, relation: str, turned: bool, said: str
) -> None:
    relative = Relative(
        person_id=ANNA, code="", name="", sex=sex, born=None, room=None, is_head=False, in_household=True,
        relation=relation, turned=turned,
    )  # fmt: skip
    assert words.relation(speaker, relative) == said


@pytest.mark.parametrize(
    ("step", "due_on", "kind"),
    [
        ("ISSUED", None, "well"),
        ("ISSUED", TODAY - timedelta(days=1), "well"),
        ("NEEDED", None, "due"),
        ("FILED", None, "underway"),
        ("FILED", TODAY - timedelta(days=1), "danger"),
        ("NEEDED", TODAY - timedelta(days=1), "danger"),
        ("REFUSED", None, "danger"),
    ],
)
def test_the_colour_of_a_step_says_how_it_stands(step: str, due_on: date | None, kind: str) -> None:
    assert words.step_kind(Track(ANNA, "", "ID_CARD", step, TODAY, due_on), TODAY) == kind


def test_every_kind_of_the_timeline_has_its_sentence(speaker: words.Speaker) -> None:
    codes = {"counselling_session": ("MHPSS", "PRESENT"), "legal_step": ("ID_CARD", "FILED")}
    for cls, _day, names in TOLD:
        kind = cls.__tablename__
        one = Happened(kind, ANNA, TODAY, codes.get(kind, ("",) * len(names)), "Sewing")
        said = words.happened(speaker, one, {})
        assert said
        assert "{" not in said


def test_a_session_that_did_not_take_place_says_so(en: Language) -> None:
    assert words.session(en, "MHPSS", "PRESENT") == "Session took place"
    assert words.session(en, "MHPSS", "REFUSED") == "Session: Declined"
    assert words.session(en, "THEOLOGY", "PRESENT") == "Religious counselling took place"


def test_when_who_and_from_which_paper(speaker: words.Speaker) -> None:
    one = Happened("intake", ANNA, TODAY - timedelta(days=2), by_id=ANNA, from_paper="folder 3")
    assert words.happened_when(speaker, one) == "Fri 20 Nov · Сапарова Д. · typed from folder 3"
    long_ago = replace(one, on=date(2025, 1, 2), by_id=None, from_paper=None)
    assert words.happened_when(speaker, long_ago) == "02.01.2025"


def test_more_than_a_few_are_counted(en: Language) -> None:
    assert words.first_few(en, ["a", "b"], 2) == "a · b"
    assert words.first_few(en, ["a", "b", "c", "d"], 2) == "a · b and 2 more"
    assert words.first_few(en, [], 2) == ""
