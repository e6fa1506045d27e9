"""Goals, what she says, consent, legal steps, appointments, must-know lines, approvals."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Alias,
    Appointment,
    Approval,
    Consent,
    CriminalProceeding,
    Goal,
    Intake,
    LegalNote,
    LegalStep,
    MustKnow,
    OwnWords,
    Presence,
)
from db.queries.of_person import of
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import records
from desktop.services.desk import Desk
from desktop.services.events import refuse_order, save_one
from desktop.services.records import Doubt


def check_goal(_session: Session, desk: Desk, _person_id: UUID, values: Mapping[str, Any]) -> Sequence[Doubt]:
    """A goal without a day tends to stay one."""
    refuse_order(values.get("goal.set_on") or desk.today, values.get("goal.due_on"), "goal.due_on")
    if values.get("goal.due_on") is None and values.get("goal.status") in {
        None,
        "NOT_STARTED",
        "IN_PROGRESS",
    }:
        return [
            Doubt(
                "goal.due_on", N_("A goal without a day is easily forgotten. Give a day, or say why not."), {}
            )
        ]
    return ()


def save_goal(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """A goal of the plan, set or brought up to date."""
    fresh = {"goal.set_on": desk.today, "goal.status": "NOT_STARTED"} if record_id is None else {}
    given = {name: value for name, value in values.items() if value is not None or record_id is not None}
    return save_one(
        session, cls=Goal, check=check_goal, desk=desk, person_id=person_id, values=fresh | given,
        record_id=record_id, confirmed=confirmed,
    )  # fmt: skip


def check_consent(
    _session: Session, desk: Desk, _person_id: UUID, values: Mapping[str, Any]
) -> Sequence[Doubt]:
    """Whoever gave it is named, unless the basis is another than consent."""
    if values.get("consent.basis") == "consent" and not values.get("consent.given_by"):
        raise Refused(
            N_("Write who gave the consent: she herself, or who speaks for her."), field="consent.given_by"
        )
    refuse_order(
        values.get("consent.happened_on") or desk.today,
        values.get("consent.expires_on"),
        "consent.expires_on",
    )
    return ()


def save_must_know(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """A line of the strip, written by the role that owns its kind; a new line replaces "none known"."""
    kind, text, none = (values.get(f"must_know.{name}") for name in ("kind", "text", "none_known"))
    if not none and not (text or "").strip():
        raise Refused(N_("Write the line, or tick that there is none."), field="must_know.text")
    for old in session.scalars(select(MustKnow).where(of(MustKnow, person_id), MustKnow.kind == kind)):
        if old.id != record_id and (old.none_known or none):
            records.change(session, desk, old, {"removed": True}, old.kind)
    return save_one(
        session, cls=MustKnow, desk=desk, person_id=person_id, record_id=record_id, confirmed=confirmed,
        values={**values, "must_know.asked_on": values.get("must_know.asked_on") or desk.today},
        part=lambda given: given.get("must_know.kind"),
    )  # fmt: skip


def move(session: Session, *, desk: Desk, person_id: UUID, values: Mapping[str, Any]) -> UUID:
    """Where she is now: in her room, in hospital, out until."""
    own = records.part_of(values, Presence) | {"since_at": desk.now_ms}
    return records.create(session, desk, Presence, person_id, own).id


def make_appointment(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """When, with whom, where. What it is about is said by its service alone."""
    return save_one(
        session, cls=Appointment, desk=desk, person_id=person_id, record_id=record_id, confirmed=confirmed,
        values={"appointment.of_category": "casework", **values},
    )  # fmt: skip


def ask_approval(session: Session, *, desk: Desk, person_id: UUID, what: str, record_id: UUID) -> UUID:
    """Ask the director's yes for a plan, a closure, a placement."""
    waiting = select(Approval).where(of(Approval, person_id), Approval.record_id == record_id)
    if session.scalars(waiting.where(Approval.state == "REQUESTED")).first() is not None:
        raise Refused(N_("This waits for approval already."))
    values = {
        "of_category": "casework", "what": what, "record_id": record_id, "state": "REQUESTED",
        "asked_by_id": desk.actor.user_id, "asked_at": desk.now_ms,
    }  # fmt: skip
    return records.create_unasked(session, desk, Approval, person_id, values).id


def decide_approval(
    session: Session, *, desk: Desk, approval_id: UUID, approved: bool, reason: str | None = None
) -> UUID:
    """Approve, or send back with a reason; nobody approves what she asked for herself."""
    records.require_act(desk, "approve")
    approval = records.get(session, Approval, approval_id)
    if approval.asked_by_id == desk.actor.user_id:
        raise Refused(N_("Somebody else must approve what you asked for."))
    if not approved and not reason:
        raise Refused(N_("Say what should be changed before it can be approved."), field="approval.reason")
    state = "APPROVED" if approved else "REJECTED"
    values = {
        "state": state,
        "decided_by_id": desk.actor.user_id,
        "decided_at": desk.now_ms,
        "reason": reason,
    }
    return records.change(session, desk, approval, values).id


record_intake = partial(save_one, cls=Intake)
record_words = partial(save_one, cls=OwnWords)
record_consent = partial(save_one, cls=Consent, check=check_consent)
record_legal_step = partial(save_one, cls=LegalStep)
record_legal_note = partial(save_one, cls=LegalNote)
record_proceeding = partial(save_one, cls=CriminalProceeding)
record_alias = partial(save_one, cls=Alias)
