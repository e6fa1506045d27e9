"""What stands at the head of a person's file, and its overview: how is she, what is next?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from db.access import Access, Actor
from db.models import (
    Appointment,
    Assignment,
    Attendance,
    CounsellingSession,
    Enrolment,
    FamilyMeeting,
    Goal,
    HealthCheck,
    Identity,
    LegalStep,
    Measurement,
    MustKnow,
    Name,
    OwnWords,
    Person,
    Presence,
    RoomStay,
    StageEntry,
    Stay,
)
from db.queries.due import DueItem, due_of
from db.queries.of_person import root_of
from db.queries.people import names_of
from db.queries.records import Row
from db.queries.relatives import Relative, relatives
from db.queries.timelines import TOLD, FileReader, Happened, timeline
from desktop.rules.due import DueRule
from desktop.rules.partial_dates import PartialDate

CASE_MANAGER = "case_manager"
# Kinds of record that say when a service last saw her.
SEEN_BY = (CounsellingSession, HealthCheck, Measurement, FamilyMeeting, Enrolment)


@dataclass(frozen=True)
class MustKnowLine:
    """One line of the strip; `text` is None where it was asked and there is none."""

    id: UUID
    kind: str
    text: str | None
    asked_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class Whereabouts:
    """Where she is when not in her room."""

    kind: str
    place: str | None
    back_by: date | None


@dataclass(frozen=True)
class Head:
    """Who she is and what everybody must know. A part the asker may not see is None."""

    person_id: UUID
    code: str
    name: str | None
    sex: str | None
    born: PartialDate | None
    room: str | None
    where: Whereabouts | None
    admitted_on: date | None
    left_on: date | None
    case_managers: tuple[UUID, ...]
    must_know: tuple[MustKnowLine, ...] | None
    # Kinds that somebody asked about, with or without an answer that still holds.
    asked: frozenset[str]
    # Stage and the day it was entered, newest first.
    stages: tuple[tuple[str, date], ...]


@dataclass(frozen=True)
class Contact:
    """The last time one service saw her.

    `kind` is the table, for sessions with the service behind a dot; `code` the attendance, way or kind.
    `present` and `held` count the days of a course, whose name is `label`.
    """

    kind: str
    on: date
    code: str = ""
    by_id: UUID | None = None
    label: str = ""
    present: int = 0
    held: int = 0


@dataclass(frozen=True)
class Coming:
    """An appointment ahead."""

    service: str
    starts_at: int
    with_id: UUID | None
    place: str | None


@dataclass(frozen=True)
class Words:
    """In her own words, the newest."""

    on: date
    words: str
    disagrees: str | None


@dataclass(frozen=True)
class Track:
    """Where one way to a paper or a right stands; of herself or of somebody of her household."""

    person_id: UUID
    name: str
    track: str
    step: str
    on: date
    due_on: date | None = None
    original_with: str | None = None


@dataclass(frozen=True)
class GoalState:
    """One goal of the plan."""

    id: UUID
    text: str
    status: str
    due_on: date | None


@dataclass(frozen=True)
class Overview:
    """Everything of the overview page. None is a part that is not for the asker's role."""

    head: Head
    due: tuple[DueItem, ...] | None
    coming: tuple[Coming, ...] | None
    contacts: tuple[Contact, ...] | None
    words: tuple[Words, ...] | None
    relatives: tuple[Relative, ...] | None
    tracks: tuple[Track, ...] | None
    goals: tuple[GoalState, ...] | None
    timeline: tuple[Happened, ...] | None


def head(session: Session, access: Access, actor: Actor, person_id: UUID, *, today: date) -> Head:
    """The lines above every page of the file. `name` is None for who may not see the person at all."""
    return _head(_reader(session, access, actor, person_id), today)


def overview(
    session: Session,
    access: Access,
    actor: Actor,
    person_id: UUID,
    *,
    today: date,
    now_ms: int,
    rules: Sequence[DueRule],
) -> Overview:
    """The overview as far as the asker may see it; `rules` are the programme's due dates."""
    file = _reader(session, access, actor, person_id)
    family = relatives(file)
    everybody = [file.person_id, *(one.person_id for one in family or () if one.in_household)]
    return Overview(
        head=_head(file, today),
        # Due dates follow from the stay, so who may not see the stay is not told them.
        due=None if file.page(Stay).withheld else tuple(due_of(session, rules, everybody, today)),
        coming=None if file.page(Appointment).withheld else _coming(file, now_ms),
        contacts=None if all(file.page(cls).withheld for cls in SEEN_BY) else _contacts(file),
        words=None if file.page(OwnWords).withheld else tuple(map(_words, file.rows(OwnWords))),
        relatives=family,
        tracks=_tracks(file, everybody),
        goals=None if file.page(Goal).withheld else tuple(map(_goal, file.rows(Goal))),
        timeline=None if all(file.page(cls).withheld for cls, _day, _codes in TOLD) else timeline(file),
    )


def _reader(session: Session, access: Access, actor: Actor, person_id: UUID) -> FileReader:
    return FileReader(session, access, actor, root_of(session, person_id))


def _first(rows: Iterable[Row]) -> Row | None:
    return next(iter(rows), None)


def _head(file: FileReader, today: date) -> Head:
    who, stay = _first(file.rows(Identity)), _first(file.rows(Stay))
    person = file.session.get(Person, file.person_id)
    code = person.code if person is not None else ""
    names = {} if file.page(Name).withheld else names_of(file.session, [file.person_id], full=True)
    lines = [_must_know(row) for row in file.rows(MustKnow)]
    return Head(
        person_id=file.person_id,
        code=code,
        name=None if file.page(Name).withheld else names.get(file.person_id, code),
        sex=who.values["sex"] if who else None,
        born=who.values["born"] if who else None,
        room=_room(file),
        where=_where(file),
        admitted_on=stay.values["admitted_on"] if stay else None,
        left_on=stay.values["left_on"] if stay else None,
        case_managers=_case_managers(file),
        must_know=None if file.page(MustKnow).withheld else _standing(lines, today),
        asked=frozenset(line.kind for line in lines),
        stages=tuple((row.values["stage"], row.values["entered_on"]) for row in file.rows(StageEntry)),
    )


def _must_know(row: Row) -> MustKnowLine:
    of = row.values
    text = None if of["none_known"] else of["text"]
    return MustKnowLine(row.id, of["kind"], text, of["asked_on"], of["until_on"])


def _standing(lines: Iterable[MustKnowLine], today: date) -> tuple[MustKnowLine, ...]:
    return tuple(line for line in lines if line.until_on is None or line.until_on >= today)


def _room(file: FileReader) -> str | None:
    standing = _first(row for row in file.rows(RoomStay) if row.values["until_on"] is None)
    return None if standing is None else str(standing.values["room"])


def _where(file: FileReader) -> Whereabouts | None:
    newest = max(file.rows(Presence), key=lambda row: (row.values["since_at"], row.id), default=None)
    if newest is None or newest.values["kind"] == "room":
        return None
    return Whereabouts(newest.values["kind"], newest.values["place"], newest.values["back_by"])


def _case_managers(file: FileReader) -> tuple[UUID, ...]:
    standing = (row.values for row in file.rows(Assignment) if row.values["until_on"] is None)
    return tuple(dict.fromkeys(of["user_id"] for of in standing if of["role"] == CASE_MANAGER))


def _coming(file: FileReader, now_ms: int) -> tuple[Coming, ...]:
    ahead = [row.values for row in file.rows(Appointment) if row.values["starts_at"] >= now_ms]
    ahead.sort(key=lambda of: of["starts_at"])
    return tuple(Coming(of["service"], of["starts_at"], of["with_id"], of["place"]) for of in ahead)


def _contacts(file: FileReader) -> tuple[Contact, ...]:
    newest: dict[str, Contact] = {}
    for row in file.rows(CounsellingSession):
        kind = f"counselling_session.{row.values['service']}"
        newest.setdefault(kind, _contact(kind, row, "attendance"))
    for cls, code in ((HealthCheck, "kind"), (Measurement, ""), (FamilyMeeting, "mode")):
        last = _first(file.rows(cls))
        if last is not None:
            newest[cls.__tablename__] = _contact(cls.__tablename__, last, code)
    return (*newest.values(), *_courses(file))


def _contact(kind: str, row: Row, code: str) -> Contact:
    return Contact(
        kind, row.values["happened_on"], str(row.values.get(code) or ""), row.values.get("done_by_id")
    )


def _courses(file: FileReader) -> Iterable[Contact]:
    """Courses she takes part in: the last day of each, and how many of its days she came."""
    going = [row for row in file.rows(Enrolment) if row.values["ended_on"] is None]
    labels = file.courses(going)
    for row in going:
        course_id = row.values["course_id"]
        days = [day.values for day in file.rows(Attendance) if day.values["course_id"] == course_id]
        last = max((day["happened_on"] for day in days), default=row.values["happened_on"])
        present = sum(day["attendance"] == "PRESENT" for day in days)
        yield Contact(
            "enrolment", last, row.values["status"], label=labels.get(course_id, ""), present=present,
            held=len(days),
        )  # fmt: skip


def _words(row: Row) -> Words:
    return Words(row.values["happened_on"], row.values["words"], row.values["disagrees"])


def _goal(row: Row) -> GoalState:
    return GoalState(row.id, row.values["text"], row.values["status"], row.values["due_on"])


def _tracks(file: FileReader, everybody: Sequence[UUID]) -> tuple[Track, ...] | None:
    if file.page(LegalStep).withheld:
        return None
    names = names_of(file.session, list(everybody))
    found: list[Track] = []
    for one in everybody:
        theirs = file if one == file.person_id else _reader(file.session, file.access, file.actor, one)
        found += _tracks_of(theirs.rows(LegalStep), one, names.get(one, ""))
    return tuple(found)


def _tracks_of(rows: Iterable[Row], person_id: UUID, name: str) -> Iterable[Track]:
    newest: dict[str, Row] = {}
    for row in rows:
        newest.setdefault(row.values["track"], row)
    for track, row in newest.items():
        of = row.values
        yield Track(
            person_id, name, track, of["step"], of["happened_on"], of.get("due_on"), of.get("original_with")
        )
