"""What was typed and not saved yet: kept in the vault, so that a power cut, a lock or a crash takes nothing.

A draft belongs to one user, one form and one record. What the form seals is sealed in the draft too,
before it is stored. Of a text that its typist could not open again nothing is stored but that it was typed.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Category, journalled
from db.crypto import CannotOpen
from db.ids import uuid7
from db.keyring import NotAHolder
from db.models import Draft
from db.types import Sealed, SealedText
from desktop.rules.partial_dates import PartialDate, from_json, to_json
from desktop.services import records
from desktop.services.desk import Desk

SEALED, UNKEPT = "sealed", "unkept"


@dataclass(frozen=True)
class About:
    """What a form is about: a person, and the record that is corrected, where it is not a new one."""

    person_id: UUID | None
    record_id: UUID | None = None

    @property
    def key(self) -> str:
        """The same in one text of at most 64 characters."""
        return "".join(one.hex for one in (self.person_id, self.record_id) if one is not None)


@dataclass(frozen=True)
class Typed:
    """Letters in a field that are not a value yet: half a date."""

    text: str


@dataclass(frozen=True)
class KeptDraft:
    """A draft read back. `unkept` names the fields whose text could not be kept for this user.

    `seen` is the change that the record was at when the typing began, for a correction.
    """

    values: Mapping[str, Any]
    kept_at: int
    unkept: tuple[str, ...] = ()
    seen: UUID | None = None


def keep(
    session: Session,
    *,
    desk: Desk,
    form_key: str,
    about: About,
    values: Mapping[str, Any],
    seen: UUID | None = None,
) -> int:
    """Keep these values instead of what was kept before; returns when, in UTC milliseconds.

    An empty form leaves no draft behind.
    """
    draft = _row(session, desk, form_key, about)
    if about.record_id is None and not records.said(values):
        if draft is not None:
            session.delete(draft)
        return desk.now_ms
    draft_id = uuid7() if draft is None else draft.id
    parts = {name: _part(session, desk, draft_id, about, name, value) for name, value in values.items()}
    body = {"values": parts, "seen": None if seen is None else seen.hex}
    if draft is None:
        draft = Draft(id=draft_id, user_id=desk.actor.user_id, form=form_key, about=about.key)
        session.add(draft)
    draft.body = json.dumps(body, ensure_ascii=False).encode()
    draft.kept_at = desk.now_ms
    return desk.now_ms


def find(session: Session, *, desk: Desk, form_key: str, about: About) -> KeptDraft | None:
    """What this user had begun, with its sealed texts opened; None if there is nothing."""
    draft = _row(session, desk, form_key, about)
    if draft is None:
        return None
    body = json.loads(draft.body)
    values: dict[str, Any] = {}
    unkept: list[str] = []
    for name, (tag, raw) in body["values"].items():
        try:
            values[name] = _opened(session, desk, draft.id, name, raw) if tag == SEALED else _READ[tag](raw)
        except (KeyError, NotAHolder, CannotOpen):
            unkept.append(name)
    seen = body["seen"]
    return KeptDraft(values, draft.kept_at, tuple(unkept), None if seen is None else UUID(seen))


def discard(session: Session, *, desk: Desk, form_key: str, about: About) -> None:
    """Forget the draft: it was saved, or is not wanted."""
    draft = _row(session, desk, form_key, about)
    if draft is not None:
        session.delete(draft)


def _row(session: Session, desk: Desk, form_key: str, about: About) -> Draft | None:
    return session.scalars(
        select(Draft).where(
            Draft.user_id == desk.actor.user_id, Draft.form == form_key, Draft.about == about.key
        )
    ).first()


# One line per kind of value: its class, its tag, how it is written. A bool is an int, so it stands first.
_WRITE: tuple[tuple[type[Any], str, Callable[[Any], Any]], ...] = (
    (type(None), "none", lambda _value: None),
    (bool, "yes", bool),
    (str, "text", str),
    (int, "int", int),
    (Decimal, "number", str),
    (date, "day", date.isoformat),
    (PartialDate, "partial", to_json),
    (UUID, "id", lambda value: value.hex),
    (tuple, "codes", list),
    (Typed, "typed", lambda value: value.text),
)
_READ: dict[str, Callable[[Any], Any]] = {
    "none": lambda _raw: None,
    "yes": bool,
    "text": str,
    "int": int,
    "number": Decimal,
    "day": date.fromisoformat,
    "partial": from_json,
    "id": UUID,
    "codes": tuple,
    "typed": Typed,
}


def _part(
    session: Session, desk: Desk, draft_id: UUID, about: About, name: str, value: object
) -> tuple[str, object]:
    category = sealed_fields().get(name)
    if category is not None and isinstance(value, str) and value.strip():
        return _sealed(session, desk, draft_id, about, name, category, value)
    return next((tag, write(value)) for cls, tag, write in _WRITE if isinstance(value, cls))


def _sealed(
    session: Session,
    desk: Desk,
    draft_id: UUID,
    about: About,
    name: str,
    category: Category,
    text: str,
) -> tuple[str, object]:
    # Who does not hold the category can only seal, and under a new key each time: a key for every three
    # seconds of typing, for a text that its typist never sees again.
    if about.person_id is None or not desk.keyring.holds(category):
        return UNKEPT, None
    sealed = desk.keyring.seal(
        session, text, person_id=about.person_id, category=category, record_id=draft_id, column=name
    )
    return SEALED, base64.b64encode(sealed.pack()).decode()


def _opened(session: Session, desk: Desk, draft_id: UUID, name: str, raw: str) -> str:
    return desk.keyring.open(session, SealedText.unpack(base64.b64decode(raw)), draft_id, name)


@cache
def sealed_fields() -> Mapping[str, Category]:
    """Table and column of every sealed text, with its category."""
    return {
        f"{cls.__tablename__}.{column.key}": cls.category
        for cls in journalled()
        for column in cls.__table__.columns
        if isinstance(column.type, Sealed)
    }
