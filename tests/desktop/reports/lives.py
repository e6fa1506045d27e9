"""Nine days of a mother with three children, with a secret in every place that no paper may show."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import ArrivalLine, Assignment
from desktop.reports.orders import Wish
from desktop.reports.papers import draw_paper
from desktop.reports.progress import ProgressFacts
from desktop.reports.progress_facts import gather
from desktop.reports.values import Languages
from desktop.rules.partial_dates import PartialDate, exact, parse
from desktop.services import arrivals, counselling, health, learning, people, plans, records
from desktop.services.desk import Desk
from tests.desktop.reports.papers import EN, text
from tests.desktop.small_vault import TODAY, SmallCentre, moment

ARRIVED = date(2026, 11, 14)
# What stands in notes, sealed fields, figures and places of the file, and on no paper for anybody.
SECRETS = (
    "psychologist-note", "imam-note", "sealed-health", "health-note", "lawyer-note", "criminal-note",
    "Umm Daud", "where-it-stands", "appointment-note", "appointment-place",
    "visitor-name", "agreed-there", "agency-name", "strip-line", "intake-statement", "55.25", "171.3",
    "school-support", "folder-nine",
)  # fmt: skip
WORDS, DISAGREES = "I want my mother to see the children.", "I was not asked about the school."


@dataclass
class Lived:
    """The centre after those days."""

    centre: SmallCentre
    mother: UUID
    children: tuple[UUID, ...]
    course: UUID
    arrival: UUID

    def facts(self, role: str = "case_manager", person: UUID | None = None, **wish: Any) -> ProgressFacts:
        """What the report of the mother, or of another person, says to this role."""
        desk = self.centre.desk(role)
        made: ProgressFacts = self.centre.ask(gather, desk, person or self.mother, Wish(**wish))
        return made

    def paper(
        self,
        role: str = "case_manager",
        languages: Languages = (EN,),
        *,
        person: UUID | None = None,
        **wish: Any,
    ) -> str:
        """The text of the printed report."""
        return text(self.data(role, languages, person=person, **wish))

    def data(
        self,
        role: str = "case_manager",
        languages: Languages = (EN,),
        *,
        person: UUID | None = None,
        **wish: Any,
    ) -> bytes:
        """The report as PDF."""
        desk = self.centre.desk(role)
        made: bytes = self.centre.ask(
            draw_paper, desk, "progress", languages, person_id=person or self.mother, wish=Wish(**wish)
        )
        return made

    def do(self, role: str, verb: Any, person: UUID | None = None, **values: Any) -> Any:
        """One form saved by a colleague about the mother; `table__column` names a field."""
        named = {name.replace("__", "."): value for name, value in values.items()}
        return self.centre.do(role, verb, person_id=person or self.mother, values=named)


def live(centre: SmallCentre) -> Lived:
    """Let the family arrive and record what every colleague would."""
    arrival = centre.do(
        "case_manager", arrivals.register_manifest, operation="Zhusan", arrives_on=ARRIVED, label="flight 5",
        expected=EXPECTED,
    )  # fmt: skip
    lines = centre.ask(
        lambda session: session.execute(
            select(ArrivalLine.id, ArrivalLine.person_id).order_by(ArrivalLine.id)
        ).all()
    )
    # The youngest is on the list and did not come.
    for line in lines[:-1]:
        centre.do("case_manager", arrivals.mark_here, line_id=line.id, here=True, room="12")
    family = [line.person_id for line in lines]
    course = centre.do(
        "case_manager", learning.open_course, values={"course.kind": "SEW", "course.label": "Sewing, group 2"}
    )
    made = Lived(centre, family[0], tuple(family[1:]), course, arrival)
    centre.do("case_manager", _enter_assessment, person_id=made.mother)
    centre.do("case_manager", _take_on, person_id=made.mother)
    for week in (_health, _sessions, _plan, _papers):
        week(made)
    return made


def _enter_assessment(session: Session, *, desk: Desk, person_id: UUID) -> None:
    for stage, days_ago in (("STB", 6), ("ASM", 3)):
        then = Desk(**{**vars(desk), "today": TODAY - timedelta(days=days_ago)})
        people.enter_stage(session, desk=then, person_id=person_id, stage=stage)


def _take_on(session: Session, *, desk: Desk, person_id: UUID) -> None:
    values = {"user_id": desk.actor.user_id, "role": "case_manager", "from_on": desk.today}
    records.create(session, desk, Assignment, person_id, values)


def _health(lived: Lived) -> None:
    lived.do(
        "physician", health.check_health,
        health_check__kind="FIRST", health_check__pulse=71, health_check__outcome="treatment",
        health_check__note="health-note", health_check__happened_on=date(2026, 11, 15),
        sensitive_health__text="sealed-health", measurement__weight=Decimal("55.25"),
        measurement__height=Decimal("171.3"), measurement__position="standing",
    )  # fmt: skip
    lived.do(
        "nurse", health.measure, lived.children[0], measurement__weight=Decimal("15.5"),
        measurement__happened_on=date(2026, 11, 20),
    )  # fmt: skip
    lived.do("nurse", plans.save_must_know, must_know__kind="ALLERGY", must_know__text="strip-line")


def _sessions(lived: Lived) -> None:
    for day in (16, 18, 20):
        lived.do(
            "psychologist", counselling.record_psychological, counselling_session__mode="IND",
            counselling_session__attendance="PRESENT", counselling_session__happened_on=date(2026, 11, day),
            counselling_session__next_at=moment(date(2026, 11, 24), 5) if day == 20 else None,
            counselling_note__text="psychologist-note",
        )  # fmt: skip
    for day in (17, 19):
        lived.do(
            "theologian", counselling.record_religious, counselling_session__mode="IND",
            counselling_session__attendance="PRESENT", counselling_session__happened_on=date(2026, 11, day),
            counselling_session__next_at=moment(date(2026, 11, 29), 5), religion_note__text="imam-note",
        )  # fmt: skip
    lived.do(
        "case_manager", counselling.record_meeting, family_meeting__visitor="visitor-name",
        family_meeting__relation="GRANDMOTHER_M", family_meeting__mode="telephone",
        family_meeting__agreed="agreed-there", family_meeting__from_paper="folder-nine",
        family_meeting__happened_on=date(2026, 11, 19),
    )  # fmt: skip


def _plan(lived: Lived) -> None:
    lived.do(
        "case_manager", learning.enrol, enrolment__course_id=lived.course,
        enrolment__happened_on=date(2026, 11, 17),
    )  # fmt: skip
    marks = ((18, "PRESENT"), (19, "EXCUSED"), (20, "PRESENT"), (21, "PRESENT"))
    for day, mark in marks:
        lived.centre.do(
            "trainer", learning.mark_attendance, course_id=lived.course, on=date(2026, 11, day),
            marks={lived.mother: mark},
        )  # fmt: skip
    lived.do(
        "case_manager", plans.save_goal, goal__domain="LEGAL", goal__text="An identity card of my own",
        goal__responsible="lawyer", goal__due_on=date(2026, 12, 16), goal__status="IN_PROGRESS",
        goal__status_note="where-it-stands",
    )  # fmt: skip
    lived.do(
        "case_manager", plans.save_goal, goal__domain="THEOLOGY", goal__text="A talk about the faith",
        goal__due_on=date(2026, 12, 20),
    )  # fmt: skip
    for service, day in (("FAMILY", 27), ("HEALTH", 25), ("THEOLOGY", 26)):
        lived.do(
            "case_manager", plans.make_appointment, appointment__service=service,
            appointment__starts_at=moment(date(2026, 11, day), 6), appointment__note="appointment-note",
            appointment__place="appointment-place",
        )  # fmt: skip
    lived.do("case_manager", plans.record_words, own_words__words=WORDS, own_words__disagrees=DISAGREES)
    lived.do("case_manager", plans.record_intake, intake__statement="intake-statement")


def _papers(lived: Lived) -> None:
    for day, step in ((16, "NEEDED"), (18, "FILED")):
        lived.do(
            "lawyer", plans.record_legal_step, legal_step__track="ID_CARD", legal_step__step=step,
            legal_step__agency="agency-name", legal_step__due_on=date(2026, 12, 10),
            legal_step__happened_on=date(2026, 11, day),
        )  # fmt: skip
    lived.do("lawyer", plans.record_legal_note, legal_note__text="lawyer-note")
    lived.do("lawyer", plans.record_proceeding, criminal_proceeding__text="criminal-note")
    lived.do("lawyer", plans.record_alias, alias__kind="kunya", alias__text="Umm Daud")
    lived.do(
        "teacher", learning.place_in_school, lived.children[0], school_placement__kind="school",
        school_placement__school="School 5", school_placement__starts_on=date(2026, 12, 1),
        school_placement__support="school-support",
    )  # fmt: skip


def _expected(
    line: int, surname: str, given: str, patronymic: str | None, sex: str, born: PartialDate, category: str
) -> arrivals.Expected:
    relatives = () if line == 1 else (("MOTHER", 1),)
    return arrivals.Expected(
        line=line, household="1", surname=surname, given=given, patronymic=patronymic, sex=sex, born=born,
        category=category, is_head=line == 1, relatives=relatives,
    )  # fmt: skip


EXPECTED = (
    _expected(1, "Құрманбаева", "Айгүл", "Серікқызы", "F", exact(date(1997, 3, 14)), "W"),
    _expected(2, "Құрманбаев", "Дәулет", None, "M", exact(date(2019, 5, 2)), "C"),
    _expected(3, "Құрманбаева", "Әмина", None, "F", parse("autumn 2021"), "C"),
    _expected(4, "Құрманбаев", "Тимур", None, "M", exact(date(2025, 9, 20)), "C"),
)
