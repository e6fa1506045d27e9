"""What a progress report says, to whom, and what it never says."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.ids import uuid7
from db.models import Assignment, Identity, PersonLink, Stay, User
from db.queries.of_person import of
from desktop.errors import Refused
from desktop.i18n import load
from desktop.reports.orders import Wish
from desktop.reports.progress_facts import gather
from desktop.reports.values import said
from desktop.services import counselling, health, learning, people, plans
from desktop.services.desk import Desk
from tests.desktop.reports.lives import ARRIVED, DISAGREES, SECRETS, WORDS, Lived
from tests.desktop.reports.papers import pages, text
from tests.desktop.small_vault import ROLES, TODAY, SmallCentre, moment

PRINTERS = ("director", "case_manager", "physician", "nurse", "psychologist", "lawyer")
RECIPIENTS = ("CASE_FILE", "CLIENT", "REGIONAL_CENTRE", "GUARDIANSHIP")
EVERY_LANGUAGE = (load("en"), load("ru"), load("kk"))


def services(lived: Lived, role: str = "case_manager", **wish: object) -> dict[object, tuple[object, ...]]:
    rows = lived.facts(role, **wish).services or ()
    return {row.service: (row.held, row.due, row.outcome, row.next_on) for row in rows}


def test_the_report_says_who_where_in_the_programme_and_for_which_time(lived: Lived) -> None:
    facts = lived.facts()
    assert facts.name == "Құрманбаева Айгүл Серікқызы"
    assert facts.period == (ARRIVED, TODAY)
    assert facts.age is not None
    assert (facts.age.low_years, facts.sex) == (29, "F")
    assert facts.stay is not None
    assert facts.stay.arrived_on == ARRIVED
    assert (facts.stay.stage, facts.stay.day, facts.stay.usual_days) == (("stage", "ASM"), 4, 5)
    assert facts.stay.case_worker == "case_manager A."
    assert facts.director == "director A."


def test_children_are_those_who_are_here_with_her(lived: Lived) -> None:
    facts = lived.facts()
    assert facts.stay is not None
    assert facts.stay.children == 2


def test_a_child_who_died_or_left_is_not_counted_as_here(lived: Lived) -> None:
    def leave(session: Session, *, desk: Desk) -> None:
        stay = session.scalars(select(Stay).where(of(Stay, lived.children[0]))).one()
        stay.left_on = desk.today

    def die(session: Session, *, desk: Desk) -> None:
        who = session.scalars(select(Identity).where(of(Identity, lived.children[1]))).one()
        who.died_on = desk.today

    for left, verb in ((1, leave), (0, die)):
        lived.centre.do("case_manager", verb)
        facts = lived.facts()
        assert facts.stay is not None
        assert facts.stay.children == left


def test_a_child_in_the_household_has_no_line_about_children(lived: Lived) -> None:
    facts = lived.facts(person=lived.children[0])
    assert facts.stay is not None
    assert facts.stay.children is None


def test_attendance_results_and_next_dates_are_as_recorded(lived: Lived) -> None:
    assert services(lived) == {
        ("service_domain", "HEALTH"): (1, None, ("health_flag", "treatment"), date(2026, 11, 25)),
        ("service_domain", "MHPSS"): (3, 3, None, date(2026, 11, 24)),
        ("service_domain", "FAMILY"): (1, None, ("relationship", "GRANDMOTHER_M"), date(2026, 11, 27)),
        "Sewing, group 2": (3, 4, said("Takes part"), None),
    }
    assert "Psychological support 3 of 3 100 %" in lived.paper()


def test_an_absence_counts_among_the_meetings_that_were_due(lived: Lived) -> None:
    lived.do(
        "psychologist", counselling.record_psychological,
        counselling_session__mode="IND", counselling_session__attendance="REFUSED",
    )  # fmt: skip
    assert services(lived)["service_domain", "MHPSS"][:2] == (3, 4)


def test_what_happened_before_this_stay_is_not_of_this_period(lived: Lived) -> None:
    lived.do(
        "psychologist", counselling.record_psychological, counselling_session__mode="IND",
        counselling_session__attendance="PRESENT", counselling_session__happened_on=date(2026, 11, 1),
    )  # fmt: skip
    assert services(lived)["service_domain", "MHPSS"][:2] == (3, 3)


def test_an_enrolment_is_on_the_report_before_the_first_day_of_the_course(lived: Lived) -> None:
    course = lived.centre.do(
        "case_manager", learning.open_course, values={"course.kind": "BAKE", "course.label": "Baking"}
    )
    lived.do("case_manager", learning.enrol, enrolment__course_id=course)
    assert services(lived)["Baking"] == (0, None, said("Takes part"), None)


def test_without_a_stay_the_period_begins_with_the_first_thing_recorded(centre: SmallCentre) -> None:
    person = centre.person("Ли", "Яна", "1985")
    centre.do(
        "case_manager", counselling.record_meeting, person_id=person,
        values={"family_meeting.visitor": "sister", "family_meeting.mode": "letter",
                "family_meeting.happened_on": date(2026, 11, 3)},
    )  # fmt: skip
    facts = centre.ask(gather, centre.desk("case_manager"), person, Wish())
    assert facts.period == (date(2026, 11, 3), TODAY)


def test_health_is_flags_with_a_day_and_the_newest_word_on_it(lived: Lived) -> None:
    examined = said("{flag}, {day}", flag=("health_flag", "examined"), day=date(2026, 11, 15))
    measured = said("Measured, {day}", day=date(2026, 11, 15))
    assert lived.facts().health == (examined, ("health_flag", "treatment"), measured)
    lived.do(
        "physician", health.check_health, health_check__kind="FIRST", health_check__outcome="well",
        health_check__happened_on=date(2026, 11, 21),
    )  # fmt: skip
    assert ("health_flag", "treatment") not in (lived.facts().health or ())
    assert ("health_flag", "well") in (lived.facts().health or ())


def test_the_case_worker_reads_that_a_child_was_weighed_and_no_figure(lived: Lived) -> None:
    made = lived.paper(person=lived.children[0])
    assert "Measured, 20.11.2026" in made
    assert "15.5" not in made


def test_goals_and_papers_stand_as_they_are_today(lived: Lived) -> None:
    goals, legal = lived.facts().goals, lived.facts().legal
    assert goals is not None
    assert legal is not None
    assert [(goal.goal, goal.status, goal.role, goal.due) for goal in goals] == [
        (
            "An identity card of my own",
            ("goal_status", "IN_PROGRESS"),
            ("role", "lawyer"),
            date(2026, 12, 16),
        )
    ]
    assert [(row.track, row.step, row.since, row.next_on) for row in legal] == [
        (("legal_track", "ID_CARD"), ("legal_step", "FILED"), date(2026, 11, 18), date(2026, 12, 10))
    ]


def test_next_dates_are_agreed_days_in_order_without_religious_counselling(lived: Lived) -> None:
    assert lived.facts().next_dates == (
        (("service_domain", "MHPSS"), date(2026, 11, 24)),
        (("service_domain", "HEALTH"), date(2026, 11, 25)),
        (("service_domain", "FAMILY"), date(2026, 11, 27)),
    )


def test_the_first_day_at_school_is_a_next_date_of_the_child(lived: Lived) -> None:
    facts = lived.facts(person=lived.children[0])
    assert facts.next_dates == ((("service_domain", "EDUCATION"), date(2026, 12, 1)),)


def test_an_appointment_over_and_done_is_no_next_date(lived: Lived) -> None:
    lived.do(
        "case_manager", plans.make_appointment, appointment__service="LEGAL",
        appointment__starts_at=moment(date(2026, 11, 20), 6),
    )  # fmt: skip
    assert ("service_domain", "LEGAL") not in dict(lived.facts().next_dates or ())


def test_an_appointment_about_what_the_recipient_may_not_have_is_left_out(lived: Lived) -> None:
    lived.do(
        "case_manager", plans.make_appointment, appointment__service="HEALTH",
        appointment__of_category="health", appointment__starts_at=moment(date(2026, 11, 30), 6),
    )  # fmt: skip
    coming = (("service_domain", "HEALTH"), date(2026, 11, 30))
    assert coming in (lived.facts().next_dates or ())
    assert coming not in (lived.facts(recipient="GUARDIANSHIP").next_dates or ())


def test_her_own_words_and_what_she_disagrees_with_are_on_every_report(lived: Lived) -> None:
    for recipient in RECIPIENTS:
        made = lived.paper(recipient=recipient)
        assert WORDS in made
        assert DISAGREES in made


def test_religious_counselling_is_only_on_her_own_copy_and_only_if_asked_for(lived: Lived) -> None:
    asked = lived.facts(recipient="CLIENT", religious=True)
    assert asked.religious is not None
    assert (asked.religious.held, asked.religious.due) == (2, None)
    assert "A talk about the faith" in {goal.goal for goal in asked.goals or ()}
    assert "Religious counselling 2" in lived.paper(recipient="CLIENT", religious=True)
    for recipient in RECIPIENTS:
        for wanted in (False,) if recipient == "CLIENT" else (False, True):
            made = lived.paper(recipient=recipient, religious=wanted)
            assert "Religious" not in made
            assert "faith" not in made


@pytest.mark.parametrize("role", PRINTERS)
def test_no_note_figure_alias_or_former_name_is_on_any_paper_for_anybody(lived: Lived, role: str) -> None:
    lived.do(
        "lawyer", people.change_name, name__surname="Сейткали", name__given="Айгүл",
        name__from_on=date(2026, 11, 20), name__source="decision 7",
    )  # fmt: skip
    for person in (lived.mother, lived.children[0]):
        for recipient in RECIPIENTS:
            for language in EVERY_LANGUAGE:
                made = lived.paper(role, (language,), person=person, recipient=recipient, religious=True)
                assert not [secret for secret in SECRETS if secret in made]
                assert "Құрманбаева Айгүл" not in made


@pytest.mark.parametrize("role", sorted(set(ROLES) - set(PRINTERS)))
def test_who_may_not_print_is_told_so_in_words(lived: Lived, role: str) -> None:
    with pytest.raises(Refused, match="not for your role"):
        lived.data(role)


def test_a_recipient_that_gets_no_report_is_refused_in_words(lived: Lived) -> None:
    for recipient in ("SCHOOL", "NOBODY", ""):
        with pytest.raises(Refused, match="gets no progress report"):
            lived.data(recipient=recipient)


def test_a_person_who_is_not_on_file_is_refused_in_words(lived: Lived) -> None:
    with pytest.raises(Refused, match="not on file"):
        lived.data("director", person=uuid7())


def test_guardians_get_no_health_at_all(lived: Lived) -> None:
    facts = lived.facts(recipient="GUARDIANSHIP")
    assert facts.health is None
    assert ("service_domain", "HEALTH") not in {row.service for row in facts.services or ()}
    assert "Examined" not in lived.paper(recipient="GUARDIANSHIP")


def test_each_reader_gets_what_the_matrix_gives_and_no_more(lived: Lived) -> None:
    has = {
        role: (facts.health is not None, facts.legal is not None, facts.goals is not None)
        for role, facts in ((role, lived.facts(role)) for role in PRINTERS)
    }
    assert has == {
        "director": (True, True, True),
        "case_manager": (True, True, True),
        "physician": (True, False, True),
        "nurse": (True, False, True),
        "psychologist": (True, False, True),
        "lawyer": (False, True, True),
    }


def test_somebody_outside_the_caseload_gets_no_report(lived: Lived) -> None:
    def hand_over(session: Session, *, desk: Desk) -> None:
        for one in session.scalars(select(Assignment).where(of(Assignment, lived.mother))):
            one.until_on = desk.today

    lived.centre.do("case_manager", hand_over)
    with pytest.raises(Refused, match="not for your role"):
        lived.data("nurse")


def test_a_case_that_only_the_team_has_names_no_case_worker(centre: SmallCentre) -> None:
    person = centre.person("Ли", "Яна", "1985")
    centre.do("case_manager", people.admit, person_id=person)
    facts = centre.ask(gather, centre.desk("case_manager"), person, Wish())
    assert facts.stay is not None
    assert facts.stay.case_worker == ""


def test_who_was_given_the_case_last_is_named_as_its_case_worker(lived: Lived) -> None:
    def give(session: Session, *, desk: Desk) -> None:
        new = User(
            id=uuid7(), login="second", name="Second B.", roles=("case_manager",), public_key=b"1" * 32,
            centre_id=desk.centre_id,
        )  # fmt: skip
        session.add(new)
        session.add(
            Assignment(
                person_id=lived.mother, user_id=new.id, role="case_manager", from_on=date(2026, 11, 23)
            )
        )

    lived.centre.do("case_manager", give)
    facts = lived.facts()
    assert facts.stay is not None
    assert facts.stay.case_worker == "Second B."


def join(lived: Lived, one: UUID, other: UUID) -> None:
    def link(session: Session, *, desk: Desk) -> None:
        del desk
        session.add(PersonLink(one_id=one, other_id=other, state="joined", chosen_id=one))

    lived.centre.do("case_manager", link)


def test_joined_files_give_one_report_under_either_of_them(lived: Lived) -> None:
    other = lived.centre.person("Құрманбаева", "Айгүл", "14.03.1997", **{"name.patronymic": "Серікқызы"})
    for day in (19, 21):
        lived.do(
            "psychologist", counselling.record_psychological, other, counselling_session__mode="IND",
            counselling_session__attendance="PRESENT", counselling_session__happened_on=date(2026, 11, day),
        )  # fmt: skip
    join(lived, lived.mother, other)
    assert services(lived)["service_domain", "MHPSS"][:2] == (5, 5)
    assert lived.facts() == lived.facts(person=other)
    facts = lived.facts()
    assert facts.stay is not None
    assert facts.stay.children == 2


def test_a_child_with_two_joined_files_counts_once(lived: Lived) -> None:
    other = lived.centre.person("Құрманбаев", "Дәулет", "02.05.2019", "M")
    join(lived, lived.children[0], other)
    facts = lived.facts()
    assert facts.stay is not None
    assert facts.stay.children == 2


def test_a_birth_date_by_season_gives_an_age_in_years_or_a_range(centre: SmallCentre) -> None:
    for born, age in (("autumn 2014", "11–12"), ("spring 2010", "16")):
        child = centre.person("Ли", "Яна", born)
        desk = centre.desk("case_manager")
        facts = centre.ask(gather, desk, child, Wish())
        assert facts.age is not None
        assert load("en").age_short(facts.age) == age


def test_markup_is_printed_as_it_was_typed(lived: Lived) -> None:
    typed = '<img src="file:///etc/passwd"/> <b>bold & 5 < 6</i>'
    lived.do("case_manager", plans.record_words, own_words__words=typed, own_words__disagrees="<para>")
    lived.do(
        "case_manager",
        plans.save_goal,
        goal__domain="LEGAL",
        goal__text=typed,
        goal__due_on=date(2026, 12, 1),
    )
    lived.do("lawyer", people.change_name, name__surname="<b>Ли</b>", name__from_on=TODAY, name__source="7")
    made = lived.paper()
    assert made.count("bold & 5 < 6</i>") == 2
    assert '<img src="file:///etc/passwd"/>' in made
    assert "<para>" in made
    assert "<b>Ли</b>" in made


def test_a_name_of_300_characters_is_printed_whole(lived: Lived) -> None:
    name = "Құрман" * 50
    lived.do("lawyer", people.change_name, name__surname=name, name__from_on=TODAY, name__source="7")
    assert name in lived.paper().replace(" ", "")


def test_two_languages_stand_one_under_the_other_with_what_they_say(lived: Lived) -> None:
    made = text(lived.data(languages=(load("ru"), load("kk"))))
    for said_twice in (
        ("Психологическая поддержка", "Психологиялық қолдау"),
        ("Адаптационный центр", "Бейімдеу орталығы"),
        ("Проводится лечение", "Ем жүргізілуде"),
        ("Удостоверение личности", "Жеке куәлік"),
        ("Заявление подано", "Өтініш берілді"),
    ):
        assert [text_of for text_of in said_twice if text_of not in made] == []
    assert made.count("An identity card of my own") == 1


def test_the_same_records_give_the_same_bytes(lived: Lived) -> None:
    both = (load("ru"), load("kk"))
    assert lived.data(languages=both) == lived.data(languages=both)


def test_every_page_has_its_number_and_the_code_and_no_name_in_its_foot(lived: Lived) -> None:
    for number in range(40):
        lived.do(
            "case_manager", plans.save_goal, goal__domain="HOUSING", goal__text=f"Goal number {number}",
            goal__due_on=date(2026, 12, 1),
        )  # fmt: skip
    made = pages(lived.data())
    assert len(made) > 1
    for number, page in enumerate(made, start=1):
        assert "AKT-A0001" in page[-200:]
        assert f"page {number} of {len(made)}" in page
    assert "Құрманбаева" not in "".join(made[1:])
