"""The names of a person: corrected, added in another script, or changed by law."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from db.models import Name
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import people, records
from desktop.services.desk import Desk


def save_name(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Correct a name, or write a further one; a further legal name is a change of name.

    Raises Refused when no name is written, and for a change of name without its day and decision.
    """
    del confirmed
    own = records.part_of(values, Name)
    if not any((own.get(part) or "").strip() for part in ("surname", "given")):
        raise Refused(
            N_("Write at least one name, as the paper or the person says it."), field="name.surname"
        )
    if record_id is not None:
        return records.change(session, desk, records.get(session, Name, record_id), own).id
    if own.get("kind") == "legal":
        return people.change_name(session, desk=desk, person_id=person_id, values=values)
    return records.create(session, desk, Name, person_id, {"script": "Cyrl", **own}).id
