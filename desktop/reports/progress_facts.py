"""What one progress report may say: the reader's rights first, then the recipient's list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Category, Record
from db.clock import day_of
from db.models import (
    Appointment,
    Assignment,
    Attendance,
    Centre,
    CounsellingSession,
    Course,
    FamilyMeeting,
    Goal,
    HealthCheck,
    Identity,
    LegalStep,
    Measurement,
    OwnWords,
    StageEntry,
    Stay,
    User,
)
from db.queries import records
from db.queries.of_person import of, root_of
from db.queries.people import codes_of, household, names_of
from db.queries.records import Row
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.reports import progress
from desktop.reports.values import Coded, Value, Versions
from desktop.rules.ages import age_range, is_child
from desktop.services.counselling import PSYCHOLOGICAL, RELIGIOUS
from desktop.services.desk import Desk

CASE_FILE, CLIENT = "CASE_FILE", "CLIENT"
MOST_NEXT = 6


@dataclass(frozen=True)
class Wish:
    """What is asked for: for whom, and whether her own copy is to name religious counselling."""

    recipient: str = CASE_FILE
    copy: str = ""
    religious: bool = False


@dataclass(frozen=True)
class Reader:
    """Reads one person's records as far as the reader and the recipient both may see them."""

    session: Session
    desk: Desk
    person_id: UUID
    parts: frozenset[str]

    def may(self, category: Category, finer: str = "") -> bool:
        """Whether the recipient's list has this category, or the finer part of it."""
        return category.value in self.parts or f"{category.value}:{finer}" in self.parts

    def rows(self, cls: type[Record], finer: str = "") -> list[Row] | None:
        """Rows newest first; None where the recipient or the reader may not see them at all."""
        if not self.may(cls.category, finer):
            return None
        page = records.page(self.session, self.desk.access, self.desk.actor, cls, self.person_id)
        return None if page.withheld else list(page.rows)


def gather(session: Session, desk: Desk, person_id: UUID, wish: Wish) -> progress.ProgressFacts:
    """Everything the report says. Refused where the recipient may have nothing at all."""
    parts = desk.access.recipients.get(wish.recipient, frozenset())
    if not parts:
        raise Refused(
            N_("This recipient gets no progress report. Choose another paper or another recipient.")
        )
    root = root_of(session, person_id)
    reader = Reader(session, desk, root, parts)
    identity = reader.rows(Identity)
    if identity is None:
        raise Refused(N_("This person's file is not for your role."))
    who = identity[0].values if identity else {}
    born = who.get("born")
    stays = reader.rows(Stay)
    begins = stays[0].values["admitted_on"] if stays else desk.today
    return progress.ProgressFacts(
        name=names_of(session, [root], full=True).get(root, ""),
        case_code=codes_of(session, [root]).get(root, ""),
        centre=centre_name(session, desk),
        period=(min(begins, desk.today), desk.today),
        recipient=("recipient", wish.recipient),
        made_at_ms=desk.now_ms,
        zone=desk.programme.time_zone,
        sex=who.get("sex") or "",
        age=age_range(born, desk.today) if born else None,
        copy=wish.copy,
        stay=_stay(reader, stays),
        services=_services(reader),
        religious=_religious(reader) if wish.recipient == CLIENT and wish.religious else None,
        health=_health(reader),
        # Screening comes with the instruments; until one is filled in there is no band to print.
        bands=None,
        goals=_goals(reader),
        legal=_legal(reader),
        next_dates=_next_dates(reader),
        words=_words(reader),
        director=_director(session),
    )


def centre_name(session: Session, desk: Desk) -> Value:
    """The centre's name in the languages it is kept in."""
    centre = session.get(Centre, desk.centre_id)
    if centre is None:
        return ""
    texts = (("en", centre.name), ("ru", centre.name_ru), ("kk", centre.name_kk))
    return Versions(tuple((tag, text) for tag, text in texts if text))


def _stay(reader: Reader, stays: Sequence[Row] | None) -> progress.Stay | None:
    if stays is None:
        return None
    desk, stages = reader.desk, reader.rows(StageEntry) or []
    arrived = stays[0].values["admitted_on"] if stays else None
    stage = stages[0].values["stage"] if stages else None
    usual = next((one.usual_days for one in desk.programme.stages if one.code == stage), None)
    entered = stages[0].values["entered_on"] if stages else None
    return progress.Stay(
        arrived_on=arrived,
        stage=("stage", stage) if stage else None,
        day=(desk.today - entered).days + 1 if entered else None,
        usual_days=usual,
        children=_children(reader),
        case_worker=_case_worker(reader),
    )


def _children(reader: Reader) -> int | None:
    if not reader.may(Category.FAMILY):
        return None
    desk = reader.desk
    home = household(reader.session, desk.access, desk.actor, reader.person_id)
    by_id = {one.person_id: one for one in home}
    me = by_id.pop(reader.person_id, None)
    if me is None or not me.is_head:
        return None
    return sum(1 for one in by_id.values() if one.born and is_child(one.born, desk.today))


def _case_worker(reader: Reader) -> str:
    name = select(User.name).join(Assignment, Assignment.user_id == User.id)
    mine = name.where(of(Assignment, reader.person_id), Assignment.role == "case_manager")
    return (
        reader.session.scalars(mine.where(Assignment.until_on.is_(None)).order_by(Assignment.id)).first()
        or ""
    )


def _director(session: Session) -> str:
    users = session.execute(
        select(User.name, User.roles).where(User.left_on.is_(None), User.removed.is_(False))
    )
    return next((user.name for user in users if "director" in user.roles), "")


def _services(reader: Reader) -> tuple[progress.Service, ...]:
    found: list[progress.Service] = []
    checks = reader.rows(HealthCheck, "flags")
    if checks:
        outcome = checks[0].values.get("outcome")
        found.append(
            _service("HEALTH", len(checks), None, ("health_flag", outcome) if outcome else None, reader)
        )
    found.extend(_sessions(reader, PSYCHOLOGICAL))
    if meetings := reader.rows(FamilyMeeting):
        found.append(_service("FAMILY", len(meetings), None, None, reader))
    found.extend(_courses(reader))
    return tuple(found)


def _service(domain: str, held: int, due: int | None, outcome: Value, reader: Reader) -> progress.Service:
    coming = [row.values["starts_at"] for row in _appointments(reader) if row.values["service"] == domain]
    return progress.Service(
        service=("service_domain", domain), held=held, due=due, outcome=outcome,
        next_on=_day(min(coming), reader) if coming else None,
    )  # fmt: skip


def _sessions(reader: Reader, service: str) -> list[progress.Service]:
    rows = [row for row in reader.rows(CounsellingSession) or [] if row.values["service"] == service]
    if not rows:
        return []
    marks = Counter(row.values["attendance"] for row in rows)
    return [_service(service, marks["PRESENT"], len(rows), None, reader)]


def _religious(reader: Reader) -> progress.Service | None:
    held = _sessions(reader, RELIGIOUS)
    # How often, and no more: no share, nothing to be measured by.
    return (
        progress.Service(service=held[0].service, held=held[0].held, next_on=held[0].next_on)
        if held
        else None
    )


def _courses(reader: Reader) -> Iterable[progress.Service]:
    rows = reader.rows(Attendance) or []
    for course_id in dict.fromkeys(row.values["course_id"] for row in rows):
        marks = Counter(row.values["attendance"] for row in rows if row.values["course_id"] == course_id)
        course = reader.session.get(Course, course_id)
        label: Value = course.label if course else ("service_domain", "VOCATION")
        yield progress.Service(service=label, held=marks["PRESENT"], due=marks.total())


def _health(reader: Reader) -> tuple[Coded, ...] | None:
    checks, measured = reader.rows(HealthCheck, "flags"), reader.rows(Measurement, "flags")
    if checks is None and measured is None:
        return None
    flags = [row.values.get("outcome") for row in checks or []] + (["examined"] if checks else [])
    return tuple(("health_flag", flag) for flag in dict.fromkeys(flags) if flag)


def _goals(reader: Reader) -> tuple[progress.Goal, ...] | None:
    rows = reader.rows(Goal)
    if rows is None:
        return None
    return tuple(
        progress.Goal(
            goal=row.values["text"],
            status=("goal_status", row.values["status"]),
            role=("role", row.values["responsible"]) if row.values["responsible"] else None,
            due=row.values["due_on"],
        )
        for row in reversed(rows)
    )


def _legal(reader: Reader) -> tuple[progress.LegalStep, ...] | None:
    rows = reader.rows(LegalStep)
    if rows is None:
        return None
    newest = {row.values["track"]: row.values for row in reversed(rows)}
    return tuple(
        progress.LegalStep(
            track=("legal_track", track),
            step=("legal_step", values["step"]),
            since=values["happened_on"],
            next_on=values.get("due_on"),
        )
        for track, values in newest.items()
    )


def _appointments(reader: Reader) -> list[Row]:
    rows = reader.rows(Appointment) or []
    hidden = set() if reader.parts & {"religion:attendance"} else {RELIGIOUS}
    return [
        row
        for row in rows
        if row.values["starts_at"] >= reader.desk.now_ms and row.values["service"] not in hidden
    ]


def _next_dates(reader: Reader) -> tuple[tuple[Value, Value], ...] | None:
    if not reader.may(Category.CASEWORK):
        return None
    coming = sorted(_appointments(reader), key=lambda row: int(row.values["starts_at"]))
    return tuple(
        (("service_domain", row.values["service"]), _day(row.values["starts_at"], reader))
        for row in coming[:MOST_NEXT]
    )


def _day(moment_ms: int, reader: Reader) -> date:
    return day_of(moment_ms, reader.desk.programme.time_zone)


def _words(reader: Reader) -> progress.Words:
    rows = reader.rows(OwnWords)
    if not rows:
        return progress.Words()
    return progress.Words(rows[0].values["words"] or "", rows[0].values["disagrees"] or "")
