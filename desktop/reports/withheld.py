"""What is not on a paper, and why: said beside the preview, never on the paper itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from db.base import Record
from db.models import CounsellingSession, Goal, HealthCheck, LegalStep, Member, SchoolPlacement
from desktop.i18n import N_
from desktop.reports.orders import Wish
from desktop.reports.progress_facts import Reader, reader_of
from desktop.services.desk import Desk

# Part of the report, the records it is made of, and the finer part of their category that it needs.
PARTS: tuple[tuple[str, type[Record], str], ...] = (
    (N_("Family"), Member, ""),
    (N_("Services"), CounsellingSession, ""),
    (N_("Health"), HealthCheck, "flags"),
    (N_("Goals"), Goal, ""),
    (N_("Papers and legal steps"), LegalStep, ""),
    (N_("School"), SchoolPlacement, ""),
)


@dataclass(frozen=True)
class Withheld:
    """Parts of a paper, as message ids, that this recipient or this reader may not have."""

    for_recipient: tuple[str, ...] = ()
    for_reader: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.for_recipient or self.for_reader)


def withheld(session: Session, desk: Desk, person_id: UUID, wish: Wish) -> Withheld:
    """The parts that are missing from a progress report."""
    reader = reader_of(session, desk, person_id, wish)
    return Withheld(tuple(_not_for_recipient(reader)), tuple(_not_for_reader(reader)))


def _not_for_recipient(reader: Reader) -> Iterable[str]:
    return (title for title, cls, finer in PARTS if not reader.may(cls.category, finer))


def _not_for_reader(reader: Reader) -> Iterable[str]:
    return (
        title
        for title, cls, finer in PARTS
        if reader.may(cls.category, finer) and reader.rows(cls, finer) is None
    )
