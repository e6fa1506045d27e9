"""What happened to a person, as far as the asker may see it: one line per record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.access import Access, Actor, is_own
from db.base import Record
from db.models import (
    Consent,
    CounsellingSession,
    Course,
    CourseResult,
    Enrolment,
    FamilyMeeting,
    Goal,
    HealthCheck,
    Intake,
    LegalStep,
    Measurement,
    OwnWords,
    SchoolPlacement,
    StageEntry,
    Stay,
)
from db.queries.records import Page, Row, page

# Kind of record, its day, and the codes that say what it was.
TOLD: tuple[tuple[type[Record], str, tuple[str, ...]], ...] = (
    (Stay, "admitted_on", ()),
    (StageEntry, "entered_on", ("stage",)),
    (Intake, "happened_on", ()),
    (OwnWords, "happened_on", ()),
    (CounsellingSession, "happened_on", ("service", "attendance")),
    (HealthCheck, "happened_on", ("kind",)),
    (Measurement, "happened_on", ()),
    (FamilyMeeting, "happened_on", ("mode",)),
    (Enrolment, "happened_on", ("status",)),
    (CourseResult, "happened_on", ("passed",)),
    (SchoolPlacement, "happened_on", ("kind",)),
    (Goal, "set_on", ("domain",)),
    (LegalStep, "happened_on", ("track", "step")),
    (Consent, "happened_on", ("basis",)),
)


@dataclass(frozen=True)
class Happened:
    """One record in the row of time.

    `kind` is its table; `codes` what it was, in the order of TOLD; `label` the name of a course, which is
    nobody's secret. A summary role gets the same line with empty codes.
    """

    kind: str
    record_id: UUID
    on: date
    codes: tuple[str, ...] = ()
    label: str = ""
    by_id: UUID | None = None
    typed_by_id: UUID | None = None
    from_paper: str | None = None


class FileReader:
    """Reads one person's file for one asker; each kind of record once."""

    def __init__(self, session: Session, access: Access, actor: Actor, person_id: UUID) -> None:
        self.session, self.access, self.actor, self.person_id = session, access, actor, person_id
        self.own = is_own(session, actor, person_id)
        self._pages: dict[type[Record], Page] = {}

    def page(self, cls: type[Record]) -> Page:
        """Records of a kind, newest first, with the fields the asker may see."""
        if cls not in self._pages:
            self._pages[cls] = page(self.session, self.access, self.actor, cls, self.person_id, own=self.own)
        return self._pages[cls]

    def rows(self, cls: type[Record]) -> tuple[Row, ...]:
        """The rows of `page`."""
        return self.page(cls).rows

    def courses(self, rows: Sequence[Row]) -> Mapping[UUID, str]:
        """Course -> its name, for rows that name one."""
        wanted = {row.values["course_id"] for row in rows if row.values.get("course_id")}
        found = self.session.execute(select(Course.id, Course.label).where(Course.id.in_(wanted)))
        return {row.id: row.label for row in found}


def timeline(file: FileReader) -> tuple[Happened, ...]:
    """Everything that happened, newest first."""
    labels = file.courses([*file.rows(Enrolment), *file.rows(CourseResult)])
    found = [
        _happened(cls, row, day, codes, labels)
        for cls, day, codes in TOLD
        for row in file.rows(cls)
        if row.values.get(day) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.record_id), reverse=True))


def _happened(
    cls: type[Record], row: Row, day: str, codes: tuple[str, ...], labels: Mapping[UUID, str]
) -> Happened:
    values: Mapping[str, Any] = row.values
    return Happened(
        kind=cls.__tablename__,
        record_id=row.id,
        on=values[day],
        codes=tuple(str(values.get(name) or "") for name in codes),
        label=labels.get(values.get("course_id") or row.id, ""),
        by_id=values.get("done_by_id"),
        typed_by_id=values.get("typed_by_id"),
        from_paper=values.get("from_paper"),
    )
