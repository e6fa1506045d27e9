"""What the colleagues of a demonstration write about one person: health, counselling, learning, papers."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from desktop.demo.fill_arrivals import Case
from desktop.demo.fill_bodies import body, grown_by, signs
from desktop.demo.fill_entries import Doing
from desktop.rules import schools
from desktop.services import counselling, health, learning, plans

ORPHANS = ("ORPHAN_DOUBLE", "UNACCOMPANIED", "SEPARATED")
# Tracks in Kyrgyzstan stand side by side; who begins now begins in the new one.
TRACKS = {"KG": 12}

_psychological = partial(counselling.record_session, service=counselling.PSYCHOLOGICAL)
_religious = partial(counselling.record_session, service=counselling.RELIGIOUS)


# Health.


def first_check(doing: Doing) -> None:
    """The first look, with weight and height."""
    case, chance = doing.case, doing.chance
    months = case.months(doing.today)
    measured = body(chance, case.person.sex, months)
    case.kept["weight"] = measured["measurement.weight"]
    found = tuple(sorted({chance.of(("TEETH", "COUGH", "SKIN", "SLEEP", "THIN", "SIGHT"))}))
    ill = "FEVER" in case.person.urgent or chance.hit(0.25)
    outcome = chance.of(("treatment", "recheck", "referred")) if ill else "well"
    if outcome == "referred":
        case.kept["ill"] = True
    values = {
        "health_check.kind": "FIRST",
        "health_check.findings": found if ill else (),
        "health_check.outcome": outcome,
        "health_check.note": chance.text("health") if chance.hit(0.4) else None,
    }
    health.check_health(
        doing.session, desk=doing.desk, person_id=case.person_id,
        values=values | signs(chance, months) | measured,
    )  # fmt: skip


def full_check(doing: Doing) -> None:
    """The doctor's own check; what is sensitive is sealed."""
    case, chance = doing.case, doing.chance
    values = {
        "health_check.kind": "FULL",
        "health_check.outcome": "recheck",
        "sensitive_health.text": chance.text("pregnancy") if "PREGNANT" in case.person.urgent else None,
    }
    health.check_health(
        doing.session, desk=doing.desk, person_id=case.person_id,
        values=values | signs(chance, case.months(doing.today)),
    )  # fmt: skip


def measure_again(doing: Doing) -> None:
    """The weight of a child, some days after the first."""
    case = doing.case
    weight = grown_by(doing.chance, case.kept["weight"], case.months(doing.today))
    doing.save(health.measure, measurement__weight=weight)


def allergy_line(doing: Doing) -> None:
    """Asked on the first day; mostly there is none."""
    _line(doing, "ALLERGY", "allergy" if doing.chance.hit(0.1) else "")


def medicine_line(doing: Doing) -> None:
    """A medicine that must not be missed."""
    _line(doing, "MEDICINE", "medicine" if "MEDICINE_NOW" in doing.case.person.urgent else "")


def limits_line(doing: Doing) -> None:
    """What she should not do, without the reason."""
    _line(doing, "LIMITS", "limits")


def _line(doing: Doing, kind: str, place: str) -> None:
    doing.save(
        plans.save_must_know,
        must_know__kind=kind,
        must_know__none_known=not place,
        must_know__text=doing.chance.text(place) if place else None,
    )


# Counselling. The notes are sealed by who writes them.


def session(doing: Doing) -> None:
    """A meeting with a psychologist."""
    chance = doing.chance
    came = chance.hit(0.92)
    note = "psych_child" if doing.case.is_child else "psych_adult"
    doing.save(
        _psychological,
        counselling_session__mode=chance.of(("IND", "IND", "IND", "GRP")),
        counselling_session__attendance="PRESENT" if came else "EXCUSED",
        counselling_session__minutes=chance.of((30, 40, 45, 60)) if came else None,
        counselling_session__next_at=doing.team.moment_ms(doing.today + timedelta(days=7), 10),
        counselling_note__text=chance.text(note) if came else None,
    )


def religious_session(doing: Doing) -> None:
    """Religious counselling, for who asked for it."""
    doing.save(
        _religious,
        counselling_session__mode=doing.chance.of(("IND", "GRP")),
        counselling_session__attendance="PRESENT",
        counselling_session__minutes=45,
        religion_note__text=doing.chance.text("religion"),
    )


# Learning.


def enrol(doing: Doing, courses: list[UUID]) -> None:
    """A place in one of the courses of her time."""
    doing.case.kept["course"] = course = doing.chance.of(courses)
    doing.save(learning.enrol, enrolment__course_id=course)


def attended(doing: Doing) -> None:
    """Whether she came on one day of her course."""
    mark = doing.chance.of(("PRESENT",) * 8 + ("EXCUSED", "ABSENT"))
    learning.mark_attendance(
        doing.session, desk=doing.desk, course_id=doing.case.kept["course"], on=doing.today,
        marks={doing.case.person_id: mark},
    )  # fmt: skip


def finish_course(doing: Doing) -> None:
    """How she did in the course."""
    doing.save(
        learning.record_result,
        course_result__course_id=doing.case.kept["course"],
        course_result__passed="yes" if doing.chance.hit(0.85) else "unknown",
        course_result__note=doing.chance.text("course_result"),
    )


def school_place(doing: Doing) -> None:
    """A place in school or kindergarten, by her age."""
    case, chance = doing.case, doing.chance
    starts_on = doing.today + timedelta(days=chance.whole(3, 8))
    grade = grade_of(case, doing.desk.programme.country, schools.school_year(starts_on))
    language = chance.language.partition("-")[0]
    kind = "kindergarten" if grade is None else "primary" if grade <= 4 else "basic"
    doing.save(
        learning.place_in_school,
        school_placement__kind=kind,
        school_placement__school=chance.text("kindergartens" if grade is None else "schools"),
        school_placement__grade=grade,
        school_placement__track=None if grade is None else TRACKS.get(doing.desk.programme.country),
        school_placement__language=language,
        school_placement__starts_on=starts_on,
        school_placement__support=chance.text("support") if grade and chance.hit(0.5) else None,
    )


def grade_of(case: Case, country: str, year: int) -> int | None:
    """The grade her age gives, a year lower for some; None for who is too young for school."""
    expected = schools.expected_grade(country, case.person.born, year, TRACKS.get(country))
    if not isinstance(expected, schools.GradeRange) or expected.high == 0:
        return None
    behind = 1 if case.chance.hit(0.4) else 0
    return max(1, min(expected.high, expected.last) - behind)


# Papers and rights.


def legal_track(case: Case, country: str) -> str:
    """What she needs first; empty where her papers are complete."""
    person = case.person
    if person.care_status in ORPHANS:
        return "GUARDIANSHIP"
    if case.is_child and person.birth_country != country:
        return "BIRTH_CERT"
    if not person.numbers:
        return "NAT_NUMBER"
    return "" if person.document_kind in ("ID_CARD", "PASSPORT", "BIRTH_CERT") else "ID_CARD"


def legal_need(doing: Doing) -> None:
    """What the lawyer found in the first talk."""
    track = legal_track(doing.case, doing.desk.programme.country)
    if not track:
        track = "BIRTH_CERT" if doing.case.is_child else "ID_CARD"
        doing.save(plans.record_legal_step, legal_step__track=track, legal_step__step="NOT_APPLICABLE")
        return
    _step(doing, track, doing.chance.of(("NEEDED", "EVIDENCE", "FILED")), doing.chance.whole(1, 21))


def legal_outcome(doing: Doing) -> None:
    """The paper is there, or an answer is still awaited."""
    track = legal_track(doing.case, doing.desk.programme.country)
    if doing.chance.hit(0.7):
        _step(doing, track, "ISSUED", None)
    else:
        _step(doing, track, "FILED", 30)


def _step(doing: Doing, track: str, step: str, answer_in: int | None) -> None:
    agency = "guardianship" if track == "GUARDIANSHIP" else "agencies"
    doing.save(
        plans.record_legal_step,
        legal_step__track=track,
        legal_step__step=step,
        legal_step__agency=doing.chance.text(agency),
        legal_step__due_on=None if answer_in is None else doing.today + timedelta(days=answer_in),
    )


def legal_note(doing: Doing) -> None:
    """What the lawyer keeps to the file, sealed."""
    doing.save(plans.record_legal_note, legal_note__text=doing.chance.text("legal_note"))


def proceeding(doing: Doing) -> None:
    """That somebody has a defender, sealed."""
    doing.save(plans.record_proceeding, criminal_proceeding__text=doing.chance.text("proceeding"))
