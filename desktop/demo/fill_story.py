"""What happens to a group, day by day, and which colleague writes it down."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from desktop.demo import fill_entries as entries
from desktop.demo import fill_services as services
from desktop.demo.fill_arrivals import Case
from desktop.demo.fill_entries import Doing
from desktop.demo.fill_staff import (
    CASEWORKER,
    CASEWORKER_2,
    CHILD_PSYCHOLOGIST,
    DIRECTOR,
    LAWYER,
    NURSE,
    PHYSICIAN,
    PSYCHOLOGIST,
    TEACHER,
    THEOLOGIAN,
    TRAINER,
    Team,
)
from desktop.demo.fill_texts import Chance, texts
from desktop.demo.people import DemoArrival, DemoPlan
from desktop.i18n import load
from desktop.services import learning

Who = Callable[[Case, date], bool]
COURSES = ("SEW", "BAKE", "IT_OFFICE")
COURSE_HOURS = 48
COURSE_BEGINS, COURSE_ENDS = 5, 26
# Of those who have left, the lists of the first days were typed up.
KEPT_LISTS = 2
# This share is left out of each of the first week's rounds, so that something is overdue.
_FORGOTTEN = 0.05
_TYPED_UP = 0.6
SATURDAY = 5
_TEEN = 15
# Stages that follow the arrival by themselves, and the one that follows the leaving.
_AT_ARRIVAL, _AFTER_LEAVING = ("PRE", "INT"), ("FUP", "CLS")


@dataclass(frozen=True)
class Step:
    """Some of the people of a group, written about by one colleague, so many days after the arrival."""

    after: int
    hour: int
    by: str
    verb: str
    who: Who
    write: Callable[[Doing], object]
    # Only who was taken elsewhere on the way, and never was in the house.
    detained: bool = False


def live(team: Team, plan: DemoPlan, arrival: DemoArrival, cases: Sequence[Case]) -> None:
    """Everything that is written about a group from its first day until today, or until it left."""
    courses = _open_courses(team, arrival)
    steps = [*_first_week(arrival), *_stages(team), *_learning(courses, arrival)]
    steps += _now() if arrival.in_house else _until_leaving(team)
    for step in sorted(steps, key=lambda step: (step.after, step.hour)):
        day = arrival.on + timedelta(days=step.after)
        if day <= plan.today:
            _tell(team, step, day, cases)


def _tell(team: Team, step: Step, day: date, cases: Sequence[Case]) -> None:
    chosen = [case for case in cases if case.person.detained is step.detained and step.who(case, day)]
    if chosen:
        with team.at(day, step.hour, step.by, step.verb) as (session, desk):
            for case in chosen:
                step.write(Doing(session, desk, case, team))


# For whom.


def _all(_case: Case, _day: date) -> bool:
    return True


def _adult(case: Case, _day: date) -> bool:
    return not case.is_child


def _child(case: Case, _day: date) -> bool:
    return case.is_child


def _head(case: Case, _day: date) -> bool:
    return case.is_head


def _grown(case: Case, day: date) -> bool:
    return not case.is_child or case.years(day) >= _TEEN


def _talking(case: Case, day: date) -> bool:
    return case.years(day) >= 3


def _small(case: Case, day: date) -> bool:
    return case.years(day) < 5


def _has_kin(case: Case, _day: date) -> bool:
    return any(one.of == case.person.key for one in case.family.kin)


def _has_goal(case: Case, _day: date) -> bool:
    return "goal" in case.kept


def _has_course(case: Case, _day: date) -> bool:
    return "course" in case.kept


def _needs_paper(country: str) -> Who:
    return lambda case, _day: bool(services.legal_track(case, country))


def _at_school_age(case: Case, day: date) -> bool:
    return 6 <= day.year - case.person.born_on.year <= 16


def _urgent(flag: str) -> Who:
    return lambda case, _day: flag in case.person.urgent


def _some(share: float, who: Who = _all) -> Who:
    """This share of them, by each one's own luck."""
    return lambda case, day: who(case, day) and case.chance.hit(share)


def _both(one: Who, other: Who) -> Who:
    return lambda case, day: one(case, day) and other(case, day)


# What happens.


def _first_week(arrival: DemoArrival) -> Iterator[Step]:
    """The same for every group, with a little left undone for the one that is here."""
    most = _some(1 - _FORGOTTEN) if arrival.in_house else _all
    # Of a closed file not everything was typed up.
    typed = most if arrival.in_house else _some(_TYPED_UP)
    yield Step(1, 9, DIRECTOR, "assign", _first_half, partial(entries.assign, login=CASEWORKER))
    second = CASEWORKER_2 if arrival.in_house else CASEWORKER
    yield Step(1, 9, DIRECTOR, "assign", _second_half, partial(entries.assign, login=second))
    yield Step(1, 11, CASEWORKER, "record_intake", most, entries.intake)
    yield Step(1, 15, CASEWORKER, "record_consent", _some(0.93), entries.consent)
    yield Step(1, 16, NURSE, "save_must_know", _both(_some(0.85), typed), services.allergy_line)
    yield Step(1, 17, NURSE, "save_must_know", _some(0.3, _well), services.medicine_line)
    yield Step(1, 18, NURSE, "save_must_know", _urgent("MEDICINE_NOW"), services.medicine_line)
    yield Step(1, 18, CASEWORKER, "save_must_know", _some(0.06, _speaks_arabic), entries.language_line)
    yield Step(2, 10, NURSE, "check_health", most, services.first_check)
    yield Step(2, 15, PHYSICIAN, "check_health", _urgent("PREGNANT"), services.full_check)
    yield Step(2, 16, NURSE, "save_must_know", _urgent("PREGNANT"), services.limits_line)
    yield Step(3, 16, CASEWORKER, "save_must_know", _some(0.02, _child), entries.not_by_line)
    children = CHILD_PSYCHOLOGIST if arrival.in_house else PSYCHOLOGIST
    yield Step(4, 10, PSYCHOLOGIST, "record_psychological", _both(_adult, most), services.session)
    yield Step(5, 10, children, "record_psychological", _both(_child_who_talks, typed), services.session)
    yield Step(6, 11, LAWYER, "record_legal_step", typed, services.legal_need)
    yield Step(6, 14, LAWYER, "record_proceeding", _all, services.proceeding, detained=True)
    yield Step(6, 15, LAWYER, "record_legal_note", _some(0.08, _adult), services.legal_note)
    yield Step(6, 16, THEOLOGIAN, "record_religious", _some(0.3, _adult), services.religious_session)
    yield Step(7, 16, CASEWORKER, "record_meeting", _some(0.8, _has_kin), entries.family_meeting)
    yield Step(8, 10, CASEWORKER, "save_goal", _some(0.7, _head), entries.goals)
    yield Step(8, 14, CASEWORKER, "record_words", _some(0.3, _adult), entries.own_words)


def _first_half(case: Case, _day: date) -> bool:
    return int(case.family.label.rpartition("-")[2]) % 2 == 1


def _second_half(case: Case, day: date) -> bool:
    return not _first_half(case, day)


def _well(case: Case, day: date) -> bool:
    return _adult(case, day) and "MEDICINE_NOW" not in case.person.urgent


def _speaks_arabic(case: Case, _day: date) -> bool:
    return "ar" in case.person.languages


def _child_who_talks(case: Case, day: date) -> bool:
    return case.is_child and _talking(case, day)


def _stages(team: Team) -> Iterator[Step]:
    """From one stage to the next at its usual length."""
    day = 0
    for stage in team.programme.stages:
        if stage.code in _AFTER_LEAVING:
            continue
        if stage.code not in _AT_ARRIVAL:
            yield Step(
                day, 19, CASEWORKER, "enter_stage", _all, partial(entries.enter_stage, stage=stage.code)
            )
        day += stage.usual_days or 0


def _until_leaving(team: Team) -> Iterator[Step]:
    """The rest of a stay that has ended."""
    last = team.programme.days_until_handover()
    yield Step(13, 10, PSYCHOLOGIST, "record_psychological", _some(0.6, _adult), services.session)
    yield Step(17, 16, CASEWORKER, "record_meeting", _some(0.4, _has_kin), entries.family_meeting)
    yield Step(
        20, 11, LAWYER, "record_legal_step", _needs_paper(team.programme.country), services.legal_outcome
    )
    yield Step(25, 10, NURSE, "measure", _some(0.5, _both(_small, _weighed)), services.measure_again)
    yield Step(26, 10, TRAINER, "record_result", _has_course, services.finish_course)
    yield Step(27, 10, CASEWORKER, "save_goal", _has_goal, entries.goal_reached)
    yield Step(last, 12, CASEWORKER, "leave", _all, entries.leave)
    yield Step(last, 13, CASEWORKER, "enter_stage", _all, partial(entries.enter_stage, stage="FUP"))


def _weighed(case: Case, _day: date) -> bool:
    return "weight" in case.kept


def _now() -> Iterator[Step]:
    """What only the group that is in the house shows: where somebody is, a second week, today."""
    yield Step(7, 9, NURSE, "move", _only(lambda case: "ill" in case.kept), entries.to_hospital)
    yield Step(8, 9, NURSE, "measure", _both(_small, _weighed), services.measure_again)
    yield Step(8, 11, PSYCHOLOGIST, "record_psychological", _some(0.5, _adult), services.session)
    yield Step(
        8, 17, CASEWORKER, "ask_approval", _only(lambda case: "goal" in case.kept), entries.ask_for_plan
    )
    yield Step(
        9, 7, CASEWORKER, "move", _only(lambda case: not case.is_child and case.is_head), entries.out_until
    )
    yield Step(
        9, 8, CHILD_PSYCHOLOGIST, "record_psychological", _some(0.06, _child_who_talks), services.session
    )
    yield Step(9, 8, NURSE, "measure", _some(0.04, _weighed_adult), services.measure_again)


def _weighed_adult(case: Case, day: date) -> bool:
    return not case.is_child and _weighed(case, day)


def _only(fits: Callable[[Case], bool]) -> Who:
    """The first of them, and nobody else."""
    found: list[str] = []

    def first(case: Case, _day: date) -> bool:
        if found or not fits(case):
            return False
        found.append(case.person.key)
        return True

    return first


# Courses and school.


def _open_courses(team: Team, arrival: DemoArrival) -> list[UUID]:
    """The courses of one group's time."""
    language, words = load(team.programme.language), texts(team.programme.language)
    usual = {
        "course.provider": words["provider"],
        "course.hours": COURSE_HOURS,
        "course.starts_on": arrival.on + timedelta(days=COURSE_BEGINS),
        "course.ends_on": arrival.on + timedelta(days=COURSE_ENDS),
        "course.trainer_id": team.user_id(TRAINER),
    }
    made = []
    with team.at(arrival.on, 9, TRAINER, "open_course") as (session, desk):
        for kind in COURSES:
            label = words["group"].format(course=language.label("course", kind), number=arrival.index)
            values = usual | {"course.kind": kind, "course.label": label}
            made.append(learning.open_course(session, desk=desk, values=values))
    return made


def _learning(courses: list[UUID], arrival: DemoArrival) -> Iterator[Step]:
    yield Step(4, 14, TRAINER, "enrol", _some(0.6, _grown), partial(services.enrol, courses=courses))
    for after in range(COURSE_BEGINS, COURSE_ENDS if arrival.in_house else COURSE_BEGINS + KEPT_LISTS):
        yield Step(after, 17, TRAINER, "mark_attendance", _at_work, services.attended)
    placed = 0.45 if arrival.in_house else 0.95
    yield Step(8, 15, TEACHER, "place_in_school", _some(placed, _at_school_age), services.school_place)
    yield Step(8, 16, TEACHER, "place_in_school", _some(0.3, _for_kindergarten), services.school_place)


def _for_kindergarten(case: Case, day: date) -> bool:
    return 3 <= day.year - case.person.born_on.year <= 5


def _at_work(case: Case, day: date) -> bool:
    return _has_course(case, day) and day.weekday() < SATURDAY


# What lies ahead.

# Who meets people by appointment, and on which part of their plan.
_MEETS = {
    CASEWORKER: "FAMILY", PHYSICIAN: "HEALTH", NURSE: "HEALTH", PSYCHOLOGIST: "MHPSS",
    CHILD_PSYCHOLOGIST: "MHPSS", THEOLOGIAN: "THEOLOGY", LAWYER: "LEGAL", TEACHER: "EDUCATION",
    TRAINER: "VOCATION",
}  # fmt: skip
_HOURS = ((9, 0), (10, 30), (14, 0), (16, 0))
_DAYS_AHEAD = 4


def appointments(team: Team, plan: DemoPlan, cases: Sequence[Case]) -> None:
    """Four meetings today and two on each of the next days, for everybody who meets people."""
    chance = Chance(f"{plan.programme}/{plan.seed}/appointments", team.programme, ())
    for login, service in _MEETS.items():
        fitting = [case for case in cases if case.is_child or login not in (TEACHER, CHILD_PSYCHOLOGIST)]
        if login in (PSYCHOLOGIST, THEOLOGIAN, TRAINER, LAWYER):
            fitting = [case for case in fitting if not case.is_child] or fitting
        with team.at(plan.today, 8, login, "make_appointment") as (session, desk):
            for ahead in range(_DAYS_AHEAD + 1):
                for hour, minute in _HOURS if ahead == 0 else _HOURS[1:3]:
                    doing = Doing(session, desk, chance.of(fitting), team)
                    day = plan.today + timedelta(days=ahead)
                    entries.appointment(doing, day, hour, minute, service)
