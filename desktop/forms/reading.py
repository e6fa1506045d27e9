"""What a screen of one form needs about one person, read in one go: rows, rights, last values, draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.access import Level
from db.base import Record
from db.models import Course
from db.queries import records
from db.queries.records import Past
from desktop.forms.spec import Field, Form
from desktop.services import counselling, drafts, saving
from desktop.services.desk import Desk
from desktop.services.drafts import About, KeptDraft
from desktop.services.saving import COMPANIONS, Rights

# Two forms fill the same table; what tells their rows apart.
OF_FORM: Mapping[str, tuple[str, str]] = {
    "psych_session": ("service", counselling.PSYCHOLOGICAL),
    "religious_session": ("service", counselling.RELIGIOUS),
}
# A form about one side of a record: it is an entry of the form only once this is set.
WHEN_SET: Mapping[str, str] = {"leaving": "left_on"}
Options = tuple[tuple[UUID, str], ...]


@dataclass(frozen=True)
class Entry:
    """One record as the asker may see it: values by field name, and the change it is at."""

    id: UUID
    values: Mapping[str, Any]
    seen: UUID | None = None


@dataclass(frozen=True)
class FormPage:
    """All entries of a form about a person, newest first; with `level` NONE there is nothing to tell.

    `last` holds the newest value of each measured field with its day.
    """

    level: Level
    entries: tuple[Entry, ...]
    rights: Rights
    last: Mapping[str, tuple[Any, date | None]]
    choices: Mapping[str, Options]
    draft: KeptDraft | None = None

    @property
    def may_write(self) -> bool:
        """Whether a new entry can be made at all."""
        return bool(self.rights.tables)


def form_page(session: Session, *, desk: Desk, form: Form, person_id: UUID) -> FormPage:
    """Entries, rights, last values and draft of one form about one person."""
    page = records.page(session, desk.access, desk.actor, form.record, person_id, keyring=desk.keyring)
    rights = saving.rights(session, desk=desk, person_id=person_id, classes=_classes(form))
    if form.record.__tablename__ not in rights.tables:
        # The parts of a form hang on its main record: without the right to it there is nothing to save.
        rights = Rights(frozenset(), rights.kinds)
    hanging = _companions(session, desk, form, person_id)
    seen = _heads(session, form.record, [row.id for row in page.rows])
    entries = tuple(
        Entry(
            row.id, MappingProxyType(_named(form.record, row.values) | hanging.get(row.id, {})), seen[row.id]
        )
        for row in page.rows
        if _is_of(form, row.values)
    )
    return FormPage(
        level=page.level,
        entries=entries,
        rights=rights,
        last=MappingProxyType(_last(session, desk, form, person_id) if rights.tables else {}),
        choices=MappingProxyType(_choices(session, form)),
        draft=drafts.find(session, desk=desk, form_key=form.key, about=About(person_id)),
    )


def _classes(form: Form) -> list[type[Record]]:
    return list(dict.fromkeys([form.record, *(field.record for field in form.fields())]))


def _is_of(form: Form, values: Mapping[str, Any]) -> bool:
    if form.key in WHEN_SET and values.get(WHEN_SET[form.key]) is None:
        return False
    name, wanted = OF_FORM.get(form.key, ("", ""))
    return name not in values or values[name] == wanted


def _named(cls: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{cls.__tablename__}.{name}": value for name, value in values.items()}


def _heads(session: Session, cls: type[Record], ids: Sequence[UUID]) -> dict[UUID, UUID]:
    found = session.execute(select(cls.id, cls.last_change).where(cls.id.in_(ids)))
    return {row.id: row.last_change for row in found}


def _companions(session: Session, desk: Desk, form: Form, person_id: UUID) -> dict[UUID, dict[str, Any]]:
    """Main record -> what hangs on it, as far as the asker may see it; several texts follow one another."""
    found: dict[UUID, dict[str, Any]] = {}
    for cls in _classes(form):
        if cls not in COMPANIONS:
            continue
        page = records.page(session, desk.access, desk.actor, cls, person_id, keyring=desk.keyring)
        for row in reversed(page.rows):
            _gather(found.setdefault(row.values[COMPANIONS[cls]], {}), _named(cls, row.values))
    return found


def _gather(known: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        both = isinstance(known.get(name), str) and isinstance(value, str)
        known[name] = f"{known[name]}\n\n{value}" if both else value


def _last(session: Session, desk: Desk, form: Form, person_id: UUID) -> dict[str, tuple[Any, date | None]]:
    found: dict[str, tuple[Any, date | None]] = {}
    for cls in _classes(form):
        measured = [field for field in form.fields() if field.record is cls and field.measure]
        if not measured:
            continue
        page = records.page(session, desk.access, desk.actor, cls, person_id)
        for field in measured:
            found |= _newest(field, page.rows)
    return found


def _newest(field: Field, rows: Sequence[records.Row]) -> dict[str, tuple[Any, date | None]]:
    for row in rows:
        value = row.values.get(field.attribute.key)
        if value is not None:
            return {field.name: (value, row.values.get("happened_on"))}
    return {}


def _choices(session: Session, form: Form) -> dict[str, Options]:
    """What the fields that choose among records offer: the courses."""
    asking = [field.name for field in form.fields() if field.attribute.key == "course_id"]
    if not asking:
        return {}
    found = session.execute(
        select(Course.id, Course.label).where(Course.removed.is_(False)).order_by(Course.label)
    )
    courses = tuple((row.id, row.label) for row in found)
    return dict.fromkeys(asking, courses)


def entry_history(session: Session, *, desk: Desk, form: Form, record_id: UUID) -> list[Past]:
    """Every change of one entry, newest first."""
    return records.history(session, desk.access, desk.actor, form.record, record_id)


def entry_as_it_stood(
    session: Session, *, desk: Desk, form: Form, person_id: UUID, record_id: UUID, on: date, zone: str
) -> Mapping[str, Any] | None:
    """One entry as it was on file at the end of a day of the centre; None if it was not on file then.

    Sealed texts come sealed.
    """
    page = records.as_it_stood(
        session, desk.access, desk.actor, form.record, person_id, until_ms=_end_of(on, zone)
    )
    row = next((row for row in page.rows if row.id == record_id), None)
    return None if row is None else _named(form.record, row.values)


def _end_of(day: date, zone: str) -> int:
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(zone))
    return int(midnight.timestamp() * 1000)
