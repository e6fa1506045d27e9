"""Taking back the last save of a screen."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.base import Record, fields_of
from db.ids import uuid7
from db.journal.change import Change
from db.models import (
    Approval,
    CounsellingNote,
    CounsellingSession,
    Goal,
    Measurement,
    MustKnow,
    PersonKey,
    User,
)
from db.queries import records as reading
from desktop.errors import Refused
from desktop.services import counselling, health, papers, plans, saving, undo
from desktop.services.drafts import About
from tests.desktop.small_vault import TODAY, SmallCentre


@pytest.fixture
def child(centre: SmallCentre) -> UUID:
    return centre.person("Құрманбаева", "Әмина", "spring 2023")


def save(
    centre: SmallCentre,
    role: str,
    verb: Any,
    cls: type[Record],
    about: About,
    values: dict[str, Any],
    **more: Any,
) -> saving.Saved:
    saved: saving.Saved = centre.do(
        role,
        partial(saving.save_form, verb=verb),
        cls=cls,
        form_key="form",
        about=about,
        values=values,
        **more,
    )
    return saved


def weigh(centre: SmallCentre, about: About, weight: str, **more: Any) -> saving.Saved:
    values = {"measurement.weight": Decimal(weight), "measurement.happened_on": TODAY, **more}
    return save(centre, "nurse", health.measure, Measurement, about, values)


def row(centre: SmallCentre, cls: type[Record], record_id: UUID) -> dict[str, Any]:
    with centre.store.reading() as session:
        record = session.get_one(cls, record_id)
        return {name: getattr(record, name) for name in fields_of(cls)}


def why_not(centre: SmallCentre, role: str, saved: saving.Saved) -> str | None:
    found: str | None = centre.ask(undo.can_undo, desk=centre.desk(role), group_id=saved.group_id)
    return found


def take_back(centre: SmallCentre, role: str, group_id: UUID) -> UUID:
    new_group: UUID = centre.do(role, undo.undo, group_id=group_id)
    return new_group


def changes(centre: SmallCentre) -> list[UUID]:
    return centre.ask(lambda s: list(s.scalars(select(Change.id).order_by(Change.counter))))


def test_an_entry_just_made_is_removed_and_its_history_keeps_both(centre: SmallCentre, child: UUID) -> None:
    saved = weigh(centre, About(child), "12.9")
    before = changes(centre)
    assert why_not(centre, "nurse", saved) is None
    take_back(centre, "nurse", saved.group_id)
    assert row(centre, Measurement, saved.record_id)["removed"] is True
    assert changes(centre)[: len(before)] == before
    nurse = centre.desk("nurse")
    past = centre.ask(reading.history, nurse.access, nurse.actor, Measurement, saved.record_id)
    assert [(one.field, one.value) for one in past if one.field in {"removed", "weight"}] == [
        ("removed", True),
        ("weight", Decimal("12.90")),
    ]


WEIGHTS = st.decimals(min_value=11, max_value=14, places=2)
EDITS = st.fixed_dictionaries(
    {
        "measurement.weight": WEIGHTS,
        "measurement.height": st.none() | st.decimals(min_value=90, max_value=100, places=1),
        "measurement.position": st.sampled_from([None, "standing", "lying"]),
        "measurement.oedema": st.sampled_from([None, "none", "both"]),
        "measurement.from_paper": st.none() | st.sampled_from(["folder 3", "folder 4"]),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(edits=st.lists(EDITS, min_size=2, max_size=4))
def test_undo_gives_every_field_its_former_value_and_undo_of_undo_the_later_one(
    centre: SmallCentre, edits: list[dict[str, Any]]
) -> None:
    child = centre.person("Құрманбаева", "Әмина", "spring 2023")
    first, *later = edits
    saved = save(centre, "nurse", health.measure, Measurement, About(child), first)
    about = About(child, saved.record_id)
    for edit in later:
        former = row(centre, Measurement, saved.record_id)
        corrected = save(centre, "nurse", health.measure, Measurement, about, edit)
        newer = row(centre, Measurement, saved.record_id)
        if newer == former:
            assert why_not(centre, "nurse", corrected) == undo.NOTHING
            continue
        undone = take_back(centre, "nurse", corrected.group_id)
        assert row(centre, Measurement, saved.record_id) == former
        take_back(centre, "nurse", undone)
        assert row(centre, Measurement, saved.record_id) == newer


def test_every_record_of_one_save_goes_back_together(centre: SmallCentre, child: UUID) -> None:
    values = {
        "counselling_session.mode": "IND", "counselling_session.attendance": "PRESENT",
        "counselling_note.text": "what she said",
    }  # fmt: skip
    saved = save(
        centre, "psychologist", counselling.record_psychological, CounsellingSession, About(child), values
    )
    take_back(centre, "psychologist", saved.group_id)
    notes = centre.ask(lambda s: s.scalars(select(CounsellingNote.removed)).all())
    keys = centre.ask(lambda s: s.scalars(select(PersonKey.removed)).all())
    assert (row(centre, CounsellingSession, saved.record_id)["removed"], notes, keys) == (
        True,
        [True],
        [False],
    )


def test_a_confirmed_doubt_goes_back_with_the_value_it_stands_by(centre: SmallCentre, child: UUID) -> None:
    saved = save(
        centre, "nurse", health.measure, Measurement, About(child), {"measurement.weight": Decimal("6.1")},
        confirmed={"measurement.weight": "weighed twice"},
    )  # fmt: skip
    assert why_not(centre, "nurse", saved) is None
    take_back(centre, "nurse", saved.group_id)
    assert row(centre, Measurement, saved.record_id)["removed"] is True


def test_what_another_user_changed_since_is_not_undone(centre: SmallCentre, child: UUID) -> None:
    saved = weigh(centre, About(child), "12.9")
    save(
        centre, "physician", health.measure, Measurement, About(child, saved.record_id),
        {"measurement.weight": Decimal("13.1")},
    )  # fmt: skip
    assert why_not(centre, "nurse", saved) == undo.BUILT_ON
    with pytest.raises(Refused, match="changed again"):
        take_back(centre, "nurse", saved.group_id)
    assert row(centre, Measurement, saved.record_id)["weight"] == Decimal("13.1")


def test_a_colleagues_save_is_not_mine_to_undo(centre: SmallCentre, child: UUID) -> None:
    assert why_not(centre, "physician", weigh(centre, About(child), "12.9")) == undo.NOT_YOURS


def test_nothing_is_undone_twice(centre: SmallCentre, child: UUID) -> None:
    saved = weigh(centre, About(child), "12.9")
    take_back(centre, "nurse", saved.group_id)
    assert why_not(centre, "nurse", saved) == undo.BUILT_ON


def test_a_group_nobody_wrote_has_nothing_to_undo(centre: SmallCentre, child: UUID) -> None:
    assert why_not(centre, "nurse", saving.Saved(child, uuid7())) == undo.NOTHING


def test_after_a_paper_was_printed_the_entry_is_corrected_instead(centre: SmallCentre, child: UUID) -> None:
    other = centre.person("Рахимова", "Сабина", "1992")
    saved = weigh(centre, About(child), "12.9")
    paper = {"kind": "progress", "copy": "AKT-A0001", "recipient": "CASE_FILE", "languages": ("ru",)}
    centre.do("nurse", papers.record_print, person_id=other, **paper)
    assert why_not(centre, "nurse", saved) is None
    centre.do("nurse", papers.record_print, person_id=child, **paper)
    assert why_not(centre, "nurse", saved) == undo.PRINTED


def test_an_entry_saved_after_the_printing_can_be_undone(centre: SmallCentre, child: UUID) -> None:
    paper = {"kind": "progress", "copy": "AKT-A0001", "recipient": "CASE_FILE", "languages": ("ru",)}
    centre.do("nurse", papers.record_print, person_id=child, **paper)
    assert why_not(centre, "nurse", weigh(centre, About(child), "12.9")) is None


def test_what_was_approved_is_not_undone(centre: SmallCentre, child: UUID) -> None:
    goal = {"goal.text": "Own papers", "goal.domain": "LEGAL", "goal.due_on": TODAY + timedelta(days=20)}
    saved = save(centre, "case_manager", plans.save_goal, Goal, About(child), goal)
    centre.do("case_manager", plans.ask_approval, person_id=child, what="plan", record_id=saved.record_id)
    assert why_not(centre, "case_manager", saved) is None
    approval_id = centre.ask(lambda s: s.scalars(select(Approval.id)).one())
    centre.do("director", plans.decide_approval, approval_id=approval_id, approved=True)
    assert why_not(centre, "case_manager", saved) == undo.SIGNED


def test_a_signature_itself_is_not_undone(centre: SmallCentre, child: UUID) -> None:
    values = {
        "counselling_session.mode": "IND", "counselling_session.attendance": "PRESENT",
        "counselling_note.text": "what she said",
    }  # fmt: skip
    centre.do("psychologist", counselling.record_psychological, person_id=child, values=values)
    note_id = centre.ask(lambda s: s.scalars(select(CounsellingNote.id)).one())

    def sign(session: Any, *, desk: Any) -> saving.Saved:
        counselling.sign_note(session, desk=desk, note_id=note_id, service="MHPSS")
        return saving.Saved(note_id, undo.group_of(session))

    assert why_not(centre, "psychologist", centre.do("psychologist", sign)) == undo.SIGNED


def test_access_is_asked_again_as_for_any_other_write(centre: SmallCentre, child: UUID) -> None:
    def write_unasked(session: Any, **_desk: Any) -> saving.Saved:
        record = Measurement(id=uuid7(), person_id=child, happened_on=TODAY, weight=Decimal(13))
        session.add(record)
        return saving.Saved(record.id, undo.group_of(session))

    saved = centre.do("case_manager", write_unasked)
    reason = why_not(centre, "case_manager", saved)
    assert reason is not None
    assert reason.startswith("This is not for your role")
    with pytest.raises(Refused, match="not for your role"):
        take_back(centre, "case_manager", saved.group_id)


def test_a_must_know_line_is_undone_by_the_role_that_keeps_its_kind(centre: SmallCentre, child: UUID) -> None:
    line = {"must_know.kind": "ALLERGY", "must_know.text": "penicillin"}
    saved = save(centre, "nurse", plans.save_must_know, MustKnow, About(child), line)
    assert why_not(centre, "nurse", saved) is None


def test_users_and_their_keys_are_not_undone_here(centre: SmallCentre) -> None:
    def rename(session: Any, *, desk: Any) -> saving.Saved:
        user = session.get_one(User, desk.actor.user_id)
        user.name = "Another name"
        return saving.Saved(user.id, undo.group_of(session))

    assert why_not(centre, "sysadmin", centre.do("sysadmin", rename)) == undo.NOT_ALONE


def test_erased_values_cannot_come_back(centre: SmallCentre, child: UUID) -> None:
    saved = weigh(centre, About(child), "12.9")

    with centre.store.reading() as session:
        for change in session.scalars(select(Change).where(Change.group_id == saved.group_id)):
            change.fields = None
        assert undo.can_undo(session, desk=centre.desk("nurse"), group_id=saved.group_id) == undo.ERASED
        session.rollback()
