"""Health: measuring, the health check with what is sealed, and the checks of numbers."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import HealthCheck, Identity, Measurement, SensitiveHealth
from db.queries.of_person import of
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.rules import measures
from desktop.rules.ages import AgeRange, age_range
from desktop.services import records
from desktop.services.desk import Desk
from desktop.services.events import save_one, with_event_defaults
from desktop.services.records import Doubt, Wrong

# Form field -> the measure whose plausible and usual ranges hold for it.
MEASURES = {
    "measurement.weight": "weight",
    "measurement.height": "height",
    "measurement.muac": "muac",
    "measurement.head": "head",
    "health_check.temperature": "temperature",
    "health_check.pulse": "pulse",
    "health_check.breaths": "breaths",
    "health_check.systolic": "systolic",
    "health_check.diastolic": "diastolic",
    "health_check.oxygen": "oxygen",
}


def age_on(session: Session, person_id: UUID, day: date) -> AgeRange | None:
    """The person's possible ages on a day; None if nothing is known."""
    born = session.scalars(select(Identity.born).where(of(Identity, person_id))).first()
    return None if born is None else age_range(born, day)


def check_numbers(
    session: Session, desk: Desk, person_id: UUID, values: Mapping[str, Any]
) -> Sequence[Doubt]:
    """Plausible range: refused with the way out. Usual range: asked once more."""
    age = age_on(session, person_id, values.get("measurement.happened_on") or desk.today)
    doubts = [
        doubt
        for field, measure in MEASURES.items()
        if values.get(field) is not None and (doubt := _check_number(field, measure, values[field], age))
    ]
    return [*doubts, *_check_pressure(values), *_check_weight_change(session, desk, person_id, values, age)]


def _check_number(field: str, measure: str, value: Decimal | int, age: AgeRange | None) -> Doubt | None:
    found = measures.check_value(measure, Decimal(value), age)
    if found.level == "error":
        others = {name: value for name, value in found.params.items() if name != "suggestion"}
        raise Wrong(found.message or "", field=field, suggestion=found.suggestion, **others)
    if found.level == "warning":
        return Doubt(field, found.message or "", found.params, found.suggestion)
    return None


def _check_pressure(values: Mapping[str, Any]) -> Sequence[Doubt]:
    upper, lower = values.get("health_check.systolic"), values.get("health_check.diastolic")
    if upper is None or lower is None:
        return ()
    found = measures.check_blood_pressure(Decimal(upper), Decimal(lower))
    if found.level == "error":
        raise Wrong(found.message or "", field="health_check.diastolic", suggestion=None, **found.params)
    return () if found.level == "ok" else [Doubt("health_check.diastolic", found.message or "", found.params)]


def _check_weight_change(
    session: Session, desk: Desk, person_id: UUID, values: Mapping[str, Any], age: AgeRange | None
) -> Sequence[Doubt]:
    weight, day = values.get("measurement.weight"), values.get("measurement.happened_on") or desk.today
    if weight is None:
        return ()
    before = session.execute(
        select(Measurement.weight, Measurement.happened_on)
        .where(of(Measurement, person_id), Measurement.weight.is_not(None), Measurement.happened_on < day)
        .order_by(Measurement.happened_on.desc())
    ).first()
    if before is None or before.weight is None:
        return ()
    rate = measures.weight_change(before.weight, before.happened_on, Decimal(weight), day)
    if not measures.is_unusual_weight_change(rate, age):
        return ()
    message = N_("Last time {last} kg on {day:%d.%m.%Y}. Weigh again, or say why this is right.")
    return [Doubt("measurement.weight", message, {"last": before.weight, "day": before.happened_on})]


def measure(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Record weight, length or height, arm, head."""
    own = records.part_of(values, Measurement)
    if not records.said({k: own.get(k) for k in ("weight", "height", "muac", "head", "oedema")}):
        raise Refused(N_("Nothing is measured yet. Fill in at least one number."), field="measurement.weight")
    return save_one(
        session, cls=Measurement, check=check_numbers, desk=desk, person_id=person_id, values=values,
        record_id=record_id, confirmed=confirmed,
    )  # fmt: skip


def check_health(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Record a health check: what was seen, what was measured with it, and what is sealed."""
    checked = save_one(
        session, cls=HealthCheck, check=check_numbers, desk=desk, person_id=person_id, values=values,
        record_id=record_id, confirmed=confirmed,
    )  # fmt: skip
    base = records.part_of(values, HealthCheck)
    measured = records.part_of(values, Measurement)
    if records.said(measured) and record_id is None:
        measured |= {name: base.get(name) for name in ("happened_on", "done_by_id", "from_paper")}
        own = with_event_defaults(Measurement, measured, desk, is_new=True)
        records.create(session, desk, Measurement, person_id, own)
    sealed = records.part_of(values, SensitiveHealth)
    if records.said(sealed):
        sealed |= {"health_check_id": checked, "happened_on": base.get("happened_on")}
        own = with_event_defaults(SensitiveHealth, sealed, desk, is_new=True)
        records.create(session, desk, SensitiveHealth, person_id, own)
    return checked
