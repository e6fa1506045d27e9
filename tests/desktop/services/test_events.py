"""Health, counselling, learning and plan, as colleagues of different roles do them."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from db.access import Level
from db.ids import uuid7
from db.models import (
    Confirmation,
    CounsellingNote,
    CounsellingSession,
    Course,
    Enrolment,
    Measurement,
    MustKnow,
    PersonKey,
    SensitiveHealth,
)
from db.queries import records
from desktop.errors import Refused
from desktop.services import counselling, health, learning, plans
from desktop.services.records import Doubtful, Wrong
from tests.desktop.small_vault import TODAY, SmallCentre


@pytest.fixture
def child(centre: SmallCentre) -> UUID:
    return centre.person("Құрманбаева", "Әмина", "spring 2023")


def test_a_nurse_records_a_weight_and_the_case_worker_sees_only_that_it_was_taken(
    centre: SmallCentre, child: UUID
) -> None:
    centre.do("nurse", health.measure, person_id=child, values={"measurement.weight": Decimal("12.9")})
    nurse, worker = centre.desk("nurse"), centre.desk("case_manager")
    seen = centre.ask(records.page, nurse.access, nurse.actor, Measurement, child)
    assert seen.rows[0].values["weight"] == Decimal("12.9")
    known = centre.ask(records.page, worker.access, worker.actor, Measurement, child)
    assert known.level is Level.SUMMARY
    assert dict(known.rows[0].values) == {"happened_on": TODAY, "done_by_id": nurse.actor.user_id}


def test_an_arm_in_centimetres_is_refused_with_the_way_out(centre: SmallCentre, child: UUID) -> None:
    with pytest.raises(Wrong) as refusal:
        centre.do("nurse", health.measure, person_id=child, values={"measurement.muac": 14})
    assert refusal.value.field == "measurement.muac"
    assert refusal.value.suggestion == 140


def test_an_unusual_weight_is_saved_only_with_a_reason(centre: SmallCentre, child: UUID) -> None:
    values = {"measurement.weight": Decimal("6.1")}
    with pytest.raises(Doubtful) as asked:
        centre.do("nurse", health.measure, person_id=child, values=values)
    assert [doubt.field for doubt in asked.value.doubts] == ["measurement.weight"]
    confirmed = {"measurement.weight": "weighed twice"}
    centre.do("nurse", health.measure, person_id=child, values=values, confirmed=confirmed)
    assert centre.ask(lambda s: s.scalars(select(Confirmation.reason)).all()) == ["weighed twice"]


def test_a_weight_that_jumps_within_days_is_asked_once_more(centre: SmallCentre, child: UUID) -> None:
    early = {"measurement.weight": Decimal("12.9"), "measurement.happened_on": TODAY - timedelta(days=7)}
    centre.do("nurse", health.measure, person_id=child, values=early)
    with pytest.raises(Doubtful):
        centre.do("nurse", health.measure, person_id=child, values={"measurement.weight": Decimal("16.5")})


def test_a_case_worker_cannot_record_a_weight(centre: SmallCentre, child: UUID) -> None:
    with pytest.raises(Refused):
        centre.do("case_manager", health.measure, person_id=child, values={"measurement.weight": Decimal(13)})


def test_a_day_in_the_future_is_refused(centre: SmallCentre, child: UUID) -> None:
    values = {"measurement.weight": Decimal(13), "measurement.happened_on": TODAY + timedelta(days=1)}
    with pytest.raises(Refused, match=r"22\.11\.2026"):
        centre.do("nurse", health.measure, person_id=child, values=values)


def test_a_physician_seals_what_the_nurse_cannot_open(centre: SmallCentre, child: UUID) -> None:
    values = {"health_check.kind": "FULL", "sensitive_health.text": "a word for physicians"}
    centre.do("physician", health.check_health, person_id=child, values=values)
    doctor, nurse = centre.desk("physician"), centre.desk("nurse")
    page = centre.ask(
        records.page, doctor.access, doctor.actor, SensitiveHealth, child, keyring=doctor.keyring
    )
    assert page.rows[0].values["text"] == "a word for physicians"
    assert centre.ask(records.page, nurse.access, nurse.actor, SensitiveHealth, child).withheld


SESSION = {
    "counselling_session.mode": "IND",
    "counselling_session.attendance": "PRESENT",
    "counselling_note.text": "what she said",
}


def test_the_case_worker_sees_that_a_session_took_place_and_not_the_note(
    centre: SmallCentre, child: UUID
) -> None:
    centre.do("psychologist", counselling.record_psychological, person_id=child, values=SESSION)
    worker, psychologist = centre.desk("case_manager"), centre.desk("psychologist")
    held = centre.ask(records.page, worker.access, worker.actor, CounsellingSession, child)
    assert held.rows[0].values["attendance"] == "PRESENT"
    assert centre.ask(records.page, worker.access, worker.actor, CounsellingNote, child).withheld
    notes = centre.ask(
        records.page,
        psychologist.access,
        psychologist.actor,
        CounsellingNote,
        child,
        keyring=psychologist.keyring,
    )
    assert notes.rows[0].values["text"] == "what she said"


def test_a_note_typed_for_the_psychologist_is_sealed_to_her_at_once(centre: SmallCentre, child: UUID) -> None:
    author = centre.desk("psychologist").actor.user_id
    values = SESSION | {
        "counselling_session.done_by_id": author,
        "counselling_session.from_paper": "folder 3",
    }
    centre.do("case_manager", counselling.record_psychological, person_id=child, values=values)
    psychologist, worker = centre.desk("psychologist"), centre.desk("case_manager")
    notes = centre.ask(
        records.page,
        psychologist.access,
        psychologist.actor,
        CounsellingNote,
        child,
        keyring=psychologist.keyring,
    )
    assert notes.rows[0].values["text"] == "what she said"
    held = centre.ask(records.page, worker.access, worker.actor, CounsellingSession, child).rows[0]
    assert held.values["typed_by_id"] == worker.actor.user_id
    assert held.values["from_paper"] == "folder 3"
    assert centre.ask(lambda s: s.scalars(select(PersonKey.of_category)).all()) == ["counselling_notes"]


def test_a_signed_note_is_corrected_only_by_a_later_one(centre: SmallCentre, child: UUID) -> None:
    held = centre.do("psychologist", counselling.record_psychological, person_id=child, values=SESSION)
    note_id = centre.ask(lambda s: s.scalars(select(CounsellingNote.id)).one())
    centre.do("psychologist", counselling.sign_note, note_id=note_id, service="MHPSS")
    with pytest.raises(Refused, match="signed"):
        centre.do("psychologist", counselling.sign_note, note_id=note_id, service="MHPSS")
    centre.do(
        "psychologist", counselling.add_note, person_id=child, session_id=held, service="MHPSS",
        text="a correction", corrects_id=note_id,
    )  # fmt: skip
    assert centre.ask(lambda s: s.scalars(select(CounsellingNote.corrects_id)).all()).count(note_id) == 1


def _course(centre: SmallCentre) -> UUID:
    course_id: UUID = centre.do(
        "case_manager", learning.open_course, values={"course.kind": "SEW", "course.label": "Sewing, group 2"}
    )
    return course_id


def test_a_case_worker_enrols_a_woman_in_a_course_once(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    course = _course(centre)
    centre.do("case_manager", learning.enrol, person_id=mother, values={"enrolment.course_id": course})
    assert centre.ask(lambda s: s.scalars(select(Enrolment.status)).one()) == "active"
    with pytest.raises(Refused, match="enrolled"):
        centre.do("case_manager", learning.enrol, person_id=mother, values={"enrolment.course_id": course})


def test_attendance_marked_again_corrects_the_mark(centre: SmallCentre) -> None:
    mother = centre.person("Құрманбаева", "Айгүл", "12.05.1997")
    course = _course(centre)
    for mark in ("ABSENT", "PRESENT"):
        centre.do("trainer", learning.mark_attendance, course_id=course, on=TODAY, marks={mother: mark})
    worker = centre.desk("case_manager")
    from db.models import Attendance

    rows = centre.ask(records.page, worker.access, worker.actor, Attendance, mother).rows
    assert [row.values["attendance"] for row in rows] == ["PRESENT"]


def test_a_course_may_not_end_before_it_begins(centre: SmallCentre) -> None:
    values = {
        "course.kind": "SEW", "course.label": "x", "course.starts_on": TODAY,
        "course.ends_on": date(2026, 11, 1),
    }  # fmt: skip
    with pytest.raises(Refused, match=r"01\.11\.2026"):
        centre.do("case_manager", learning.open_course, values=values)
    assert centre.ask(lambda s: s.scalars(select(Course)).all()) == []


def test_a_goal_without_a_day_is_asked_for_one(centre: SmallCentre, child: UUID) -> None:
    values = {"goal.text": "Own papers", "goal.domain": "LEGAL"}
    with pytest.raises(Doubtful):
        centre.do("case_manager", plans.save_goal, person_id=child, values=values)
    dated = values | {"goal.due_on": TODAY + timedelta(days=20)}
    centre.do("case_manager", plans.save_goal, person_id=child, values=dated)


def test_each_role_writes_its_own_lines_of_the_strip(centre: SmallCentre, child: UUID) -> None:
    allergy = {"must_know.kind": "ALLERGY", "must_know.text": "penicillin"}
    with pytest.raises(Refused):
        centre.do("case_manager", plans.save_must_know, person_id=child, values=allergy)
    centre.do("nurse", plans.save_must_know, person_id=child, values=allergy)
    duty = centre.desk("duty")
    lines = centre.ask(records.page, duty.access, duty.actor, MustKnow, child).rows
    assert [row.values["text"] for row in lines] == ["penicillin"]


def test_asked_and_none_is_replaced_by_a_line_that_is_found_after_all(
    centre: SmallCentre, child: UUID
) -> None:
    for values in (
        {"must_know.kind": "ALLERGY", "must_know.none_known": True},
        {"must_know.kind": "ALLERGY", "must_know.text": "penicillin"},
    ):
        centre.do("nurse", plans.save_must_know, person_id=child, values=values)
    nurse = centre.desk("nurse")
    lines = centre.ask(records.page, nurse.access, nurse.actor, MustKnow, child).rows
    assert [row.values["none_known"] for row in lines] == [False]


def test_nobody_approves_what_she_asked_for_and_a_no_has_a_reason(centre: SmallCentre, child: UUID) -> None:
    asked = centre.do("case_manager", plans.ask_approval, person_id=child, what="plan", record_id=uuid7())
    with pytest.raises(Refused):
        centre.do("case_manager", plans.decide_approval, approval_id=asked, approved=True)
    with pytest.raises(Refused, match="changed"):
        centre.do("director", plans.decide_approval, approval_id=asked, approved=False)
    centre.do("director", plans.decide_approval, approval_id=asked, approved=True)


def test_a_text_that_is_too_long_is_refused_beside_its_field(centre: SmallCentre, child: UUID) -> None:
    with pytest.raises(Refused) as refusal:
        centre.do(
            "case_manager", counselling.record_meeting, person_id=child,
            values={"family_meeting.visitor": "x" * 501, "family_meeting.mode": "telephone"},
        )  # fmt: skip
    assert refusal.value.field == "family_meeting.visitor"
