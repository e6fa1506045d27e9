"""Rights, removal, and noticing that a colleague was faster."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from db.models import (
    CounsellingNote,
    CounsellingSession,
    HealthCheck,
    Measurement,
    MustKnow,
    SensitiveHealth,
)
from desktop.errors import Refused
from desktop.services import counselling, health, saving, undo
from desktop.services.drafts import About
from tests.desktop.small_vault import SmallCentre

SESSION = {
    "counselling_session.mode": "IND",
    "counselling_session.attendance": "PRESENT",
    "counselling_note.text": "what she said",
}


@pytest.fixture
def child(centre: SmallCentre) -> UUID:
    return centre.person("Құрманбаева", "Әмина", "spring 2023")


def weigh(
    centre: SmallCentre, role: str, about: About, weight: str, seen: UUID | None = None
) -> saving.Saved:
    saved: saving.Saved = centre.do(
        role, partial(saving.save_form, verb=health.measure), cls=Measurement, form_key="form", about=about,
        values={"measurement.weight": Decimal(weight)}, seen=seen,
    )  # fmt: skip
    return saved


def test_a_correction_of_what_a_colleague_changed_meanwhile_is_refused(
    centre: SmallCentre, child: UUID
) -> None:
    about = About(child, weigh(centre, "nurse", About(child), "12.9").record_id)
    seen = centre.ask(saving.head, Measurement, about.record_id)
    weigh(centre, "physician", about, "13.1", seen)
    with pytest.raises(saving.ChangedMeanwhile):
        weigh(centre, "nurse", about, "12.8", seen)
    known = centre.ask(saving.head, Measurement, about.record_id)
    weigh(centre, "nurse", about, "12.8", known)


def rights(centre: SmallCentre, role: str, child: UUID, *classes: type[Any]) -> saving.Rights:
    found: saving.Rights = centre.ask(saving.rights, desk=centre.desk(role), person_id=child, classes=classes)
    return found


def test_the_nurse_writes_the_check_and_not_what_is_sealed(centre: SmallCentre, child: UUID) -> None:
    classes = (HealthCheck, Measurement, SensitiveHealth)
    assert rights(centre, "nurse", child, *classes).tables == {"health_check", "measurement"}
    assert "sensitive_health" in rights(centre, "physician", child, *classes).tables


def test_the_case_worker_writes_the_session_and_not_the_note(centre: SmallCentre, child: UUID) -> None:
    found = rights(centre, "case_manager", child, CounsellingSession, CounsellingNote)
    assert found.tables == {"counselling_session"}


def test_a_role_that_keeps_some_kinds_of_line_may_write_the_strip(centre: SmallCentre, child: UUID) -> None:
    nurse, duty = rights(centre, "nurse", child, MustKnow), rights(centre, "duty", child, MustKnow)
    assert nurse == saving.Rights(
        frozenset({"must_know"}), frozenset({"ALLERGY", "MEDICINE", "LIMITS", "WHERE"})
    )
    assert duty == saving.Rights(frozenset(), frozenset())


def test_a_removed_session_takes_its_note_along_and_undo_brings_both_back(
    centre: SmallCentre, child: UUID
) -> None:
    held = centre.do("psychologist", counselling.record_psychological, person_id=child, values=SESSION)
    removed = centre.do("psychologist", saving.remove_record, cls=CounsellingSession, record_id=held)
    notes = select(CounsellingNote.removed)
    assert centre.ask(lambda s: s.scalars(notes).all()) == [True]
    centre.do("psychologist", undo.undo, group_id=removed.group_id)
    assert centre.ask(lambda s: s.scalars(notes).all()) == [False]


def test_who_may_not_write_the_note_cannot_remove_its_session(centre: SmallCentre, child: UUID) -> None:
    held = centre.do("psychologist", counselling.record_psychological, person_id=child, values=SESSION)
    with pytest.raises(Refused, match="not for your role"):
        centre.do("case_manager", saving.remove_record, cls=CounsellingSession, record_id=held)
    assert centre.ask(lambda s: s.scalars(select(CounsellingSession.removed)).all()) == [False]
