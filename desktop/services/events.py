"""Saving what happened: the verbs behind the forms that write one record."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from db.base import Record
from db.models.mixins import Event
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import records
from desktop.services.desk import Desk
from desktop.services.records import Doubt

# Looks at a form's values for one person before they are saved: refuses, or returns doubts.
Check = Callable[[Session, Desk, UUID, Mapping[str, Any]], Sequence[Doubt]]


def no_doubts(
    _session: Session, _desk: Desk, _person_id: UUID, _values: Mapping[str, Any]
) -> Sequence[Doubt]:
    """The check of a form whose columns say everything."""
    return ()


def save_one(
    session: Session,
    *,
    cls: type[Record],
    check: Check = no_doubts,
    part: Callable[[Mapping[str, Any]], str | None] = lambda _values: None,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Save the one record of a form, new or changed; returns its id.

    Raises Refused with the field it belongs to, Doubtful while a doubt is unconfirmed.
    """
    doubts = list(check(session, desk, person_id, values))
    own = with_event_defaults(cls, records.part_of(values, cls), desk, is_new=record_id is None)
    finer = part(values)
    if record_id is None:
        record = records.create(session, desk, cls, person_id, own, finer)
    else:
        record = records.change(session, desk, records.get(session, cls, record_id), own, finer)
    records.confirm(session, record, person_id, confirmed or {}, doubts)
    return record.id


def with_event_defaults(
    cls: type[Record], values: dict[str, Any], desk: Desk, *, is_new: bool
) -> dict[str, Any]:
    """When, who and typed by: today and the person at the desk, unless the form says otherwise."""
    if not issubclass(cls, Event):
        return values
    if is_new:
        values["happened_on"] = values.get("happened_on") or desk.today
        values["done_by_id"] = values.get("done_by_id") or desk.actor.user_id
        typed_for_another = values["done_by_id"] != desk.actor.user_id
        values["typed_by_id"] = desk.actor.user_id if typed_for_another else None
    refuse_future(values.get("happened_on"), f"{cls.__tablename__}.happened_on", desk)
    return values


def refuse_future(day: date | None, field: str, desk: Desk) -> None:
    """Back-dating is normal (paper is typed up days later); post-dating is a slip."""
    if day is not None and day > desk.today:
        raise Refused(
            N_("This day is in the future. Today is {today:%d.%m.%Y}. Correct the date."),
            field=field,
            today=desk.today,
        )


def refuse_order(first: date | None, last: date | None, field: str) -> None:
    """The end may not lie before the beginning."""
    if first is not None and last is not None and last < first:
        raise Refused(
            N_("The end, {last:%d.%m.%Y}, lies before the beginning, {first:%d.%m.%Y}. Correct one of them."),
            field=field,
            first=first,
            last=last,
        )
