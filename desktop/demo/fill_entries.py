"""What the colleagues of a demonstration write about one person: casework, family, plan, house."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Goal, StageEntry, Stay
from db.queries.of_person import of
from desktop.demo.fill_arrivals import Case
from desktop.demo.fill_staff import Team
from desktop.demo.fill_texts import Chance
from desktop.services import counselling, plans, records
from desktop.services.desk import Desk

SCOPE = ("RECORD", "HEALTH", "MHPSS", "EDUCATION", "LEGAL")
# Domain of a goal -> the role that helps with it.
HELPED_BY = {
    "HEALTH": "physician", "EDUCATION": "teacher", "VOCATION": "trainer", "LEGAL": "lawyer",
    "FAMILY": "case_manager", "MHPSS": "psychologist", "HOUSING": "case_manager",
}  # fmt: skip
DAYS_FOR_A_GOAL = 30


class Verb(Protocol):
    """A service that saves one form."""

    def __call__(self, session: Session, *, desk: Desk, person_id: UUID, values: dict[str, Any]) -> UUID:
        """Save, and say which record it was."""
        ...


@dataclass(frozen=True)
class Doing:
    """One colleague writing about one person."""

    session: Session
    desk: Desk
    case: Case
    team: Team

    @property
    def chance(self) -> Chance:
        """The person's luck."""
        return self.case.chance

    @property
    def today(self) -> date:
        """The day it is in the story."""
        return self.desk.today

    def save(self, verb: Verb, **values: Any) -> UUID:  # noqa: ANN401  (values of any column)
        """Save a form; a name like `goal__text` stands for the field goal.text."""
        fields = {name.replace("__", ".", 1): value for name, value in values.items()}
        return verb(self.session, desk=self.desk, person_id=self.case.person_id, values=fields)


# The first days.


def intake(doing: Doing) -> None:
    """The first conversation."""
    chance, case = doing.chance, doing.case
    needs = {"REST", "HYGIENE"} | ({"CLOTHES"} if chance.hit(0.6) else set())
    if case.months(doing.today) < 24:
        needs.add("BABY")
    speaks = case.years(doing.today) >= 6
    doing.save(
        plans.record_intake,
        intake__immediate_needs=tuple(sorted(needs)),
        intake__needs_note=chance.text("needs") if chance.hit(0.3) else None,
        intake__belongings=chance.text("belongings") if case.is_head else None,
        intake__interpreter="ar" in case.person.languages and chance.hit(0.3),
        intake__statement=None if case.is_child else chance.text("statement"),
        intake__child_wishes=chance.text("child_says") if case.is_child and speaks else None,
    )


def consent(doing: Doing) -> None:
    """What she agrees to, or who speaks for her."""
    case, chance = doing.case, doing.chance
    given_by, relation = _speaker(doing)
    assent = None
    if case.is_child:
        assent = "given" if case.years(doing.today) >= 7 else "too_young"
    doing.save(
        plans.record_consent,
        consent__basis="consent",
        consent__scope=SCOPE if chance.hit(0.9) else SCOPE[:3],
        consent__recipients=("REGIONAL_CENTRE", "CLIENT"),
        consent__given_by=given_by,
        consent__relation=relation,
        consent__assent=assent,
        consent__language=case.person.languages[0],
    )


def _speaker(doing: Doing) -> tuple[str, str]:
    case = doing.case
    elder = case.elder
    if not case.is_child:
        return f"{case.person.name.surname} {case.person.name.given}", "self"
    if elder is None:
        return doing.chance.text("guardianship"), "authority"
    relation = {case.person.mother: "mother", case.person.father: "father"}.get(elder.key, "guardian")
    return f"{elder.name.surname} {elder.name.given}", relation


def language_line(doing: Doing) -> None:
    """How to talk with her, where that needs somebody."""
    doing.save(
        plans.save_must_know, must_know__kind="LANGUAGE", must_know__text=doing.chance.text("interpreter")
    )


def not_by_line(doing: Doing) -> None:
    """Who may not come without asking."""
    doing.save(plans.save_must_know, must_know__kind="NOT_BY", must_know__text=doing.chance.text("not_by"))


# A whole group at once: the rows are written together when the save ends.


def assign(doing: Doing, login: str) -> None:
    """Name the colleague whose case she is."""
    role, user_id = doing.team.role_of(login), doing.team.user_id(login)
    doing.session.add(
        Assignment(person_id=doing.case.person_id, user_id=user_id, role=role, from_on=doing.today)
    )


def enter_stage(doing: Doing, stage: str) -> None:
    """The next stage of the programme."""
    doing.session.add(StageEntry(person_id=doing.case.person_id, stage=stage, entered_on=doing.today))


# Family and plan.


def own_words(doing: Doing) -> None:
    """What she wants, as she says it."""
    doing.save(
        plans.record_words,
        own_words__words=doing.chance.text("words"),
        own_words__disagrees=doing.chance.text("disagrees") if doing.chance.hit(0.25) else None,
    )


def family_meeting(doing: Doing) -> None:
    """A relative at home telephoned, or came."""
    kin = next(one for one in doing.case.family.kin if one.of == doing.case.person.key)
    came = doing.chance.hit(0.2)
    doing.save(
        counselling.record_meeting,
        family_meeting__visitor=f"{kin.surname} {kin.given}",
        family_meeting__relation=kin.kind,
        family_meeting__mode="in_person" if came else doing.chance.of(("telephone", "telephone", "video")),
        family_meeting__identity_checked="yes" if came else "unknown",
        family_meeting__supervised="yes" if doing.case.is_child else "no",
        family_meeting__child_wish=doing.chance.text("child_wish") if doing.case.is_child else None,
        family_meeting__reactions=(doing.chance.of(("calm", "glad", "mixed")),),
        family_meeting__agreed=doing.chance.text("meeting"),
    )


def goals(doing: Doing) -> None:
    """What she wants to reach, one to three things."""
    domains = list(HELPED_BY)
    for _ in range(doing.chance.whole(1, 3)):
        domain = doing.chance.of(domains)
        domains.remove(domain)
        doing.case.kept["goal"] = doing.save(
            plans.save_goal,
            goal__domain=domain,
            goal__text=doing.chance.goal(domain),
            goal__status=doing.chance.of(("NOT_STARTED", "IN_PROGRESS")),
            goal__responsible=HELPED_BY[domain],
            goal__due_on=doing.today + timedelta(days=DAYS_FOR_A_GOAL),
        )


def goal_reached(doing: Doing) -> None:
    """How the last of her goals came out."""
    goal = records.get(doing.session, Goal, doing.case.kept["goal"])
    records.change(
        doing.session, doing.desk, goal, {"status": doing.chance.of(("MET", "MET", "PARTLY", "IN_PROGRESS"))}
    )


def ask_for_plan(doing: Doing) -> None:
    """Ask the director's yes to her plan."""
    plans.ask_approval(
        doing.session, desk=doing.desk, person_id=doing.case.person_id, what="plan",
        record_id=doing.case.kept["goal"],
    )  # fmt: skip


# House, appointments, leaving.


def to_hospital(doing: Doing) -> None:
    """She is in hospital for a few days."""
    values = {"presence.kind": "hospital", "presence.back_by": doing.today + timedelta(days=3)}
    plans.move(doing.session, desk=doing.desk, person_id=doing.case.person_id, values=values)


def out_until(doing: Doing) -> None:
    """She is with relatives until tomorrow."""
    values = {"presence.kind": "out", "presence.back_by": doing.today + timedelta(days=1)}
    plans.move(doing.session, desk=doing.desk, person_id=doing.case.person_id, values=values)


def appointment(doing: Doing, day: date, hour: int, minute: int, service: str) -> None:
    """When and where she meets who is at the desk."""
    doing.save(
        plans.make_appointment,
        appointment__service=service,
        appointment__starts_at=doing.team.moment_ms(day, hour, minute),
        appointment__with_id=doing.desk.actor.user_id,
        appointment__place=doing.chance.text("places"),
        appointment__note=doing.chance.text("appointment") if doing.chance.hit(0.3) else None,
    )


def leave(doing: Doing) -> None:
    """The stay ends as planned; the follow-up begins."""
    case = doing.case
    stay = select(Stay).where(of(Stay, case.person_id), Stay.left_on.is_(None))
    values = {"left_on": doing.today, "left_to": _where_to(case), "left_how": "planned"}
    records.change(doing.session, doing.desk, doing.session.scalars(stay).one(), values)


def _where_to(case: Case) -> str:
    if not case.is_child:
        return "INDEPENDENT"
    if case.elder is None:
        return "KIN_GUARDIAN" if case.family.kin else "FOSTER"
    return "BIO_PARENT" if case.person.mother or case.person.father else "KIN_GUARDIAN"
