"""What one progress report may say: the reader's rights first, then the recipient's list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
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
    Enrolment,
    FamilyMeeting,
    Goal,
    HealthCheck,
    Identity,
    LegalStep,
    Measurement,
    Member,
    OwnWords,
    SchoolPlacement,
    StageEntry,
    Stay,
    User,
)
from db.queries.households import children_with
from db.queries.of_person import root_of
from db.queries.people import codes_of, names_of
from db.queries.records import Row
from db.queries.timelines import FileReader
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.reports import progress
from desktop.reports.orders import Wish
from desktop.reports.values import Value, Versions, said
from desktop.rules.ages import age_range
from desktop.services.counselling import PSYCHOLOGICAL, RELIGIOUS
from desktop.services.desk import Desk

CASE_MANAGER, DIRECTOR = "case_manager", "director"
# An enrolment that goes on.
ACTIVE = "active"
# In a recipient's list: may have how often religious counselling took place, where the person asks for it.
RELIGIOUS_ATTENDANCE = "religion:attendance"
MOST_NEXT = 6


@dataclass(frozen=True)
class Reader:
    """Reads one person's records as far as the reader and the recipient both may see them."""

    file: FileReader
    desk: Desk
    wish: Wish

    @cached_property
    def parts(self) -> frozenset[str]:
        """The recipient's list; empty for a recipient that may have nothing."""
        return self.desk.access.recipients.get(self.wish.recipient, frozenset())

    def may(self, category: Category, finer: str = "") -> bool:
        """Whether the recipient's list has this category, or the finer part of it."""
        return category.value in self.parts or f"{category.value}:{finer}" in self.parts

    def rows(self, cls: type[Record], finer: str = "") -> tuple[Row, ...] | None:
        """Rows newest first; None where the recipient or the reader may not see them at all."""
        if not self.may(cls.category, finer):
            return None
        page = self.file.page(cls)
        return None if page.withheld else page.rows

    def lately(self, cls: type[Record], finer: str = "") -> tuple[Row, ...]:
        """Rows of what happened in the period; none where they may not be seen."""
        rows = self.rows(cls, finer) or ()
        since = self.stay.values["admitted_on"] if self.stay else date.min
        return tuple(row for row in rows if row.values["happened_on"] >= since)

    @cached_property
    def stay(self) -> Row | None:
        """The newest stay: the report speaks of the time since its first day."""
        return next(iter(self.rows(Stay) or ()), None)

    @cached_property
    def names_religious(self) -> bool:
        """Whether religious counselling is named at all: on her own copy, and only if she asked for it."""
        return self.wish.religious and RELIGIOUS_ATTENDANCE in self.parts

    def speaks_of(self, domain: str) -> bool:
        """Whether something of this service domain may be named on this paper."""
        return domain != RELIGIOUS or self.names_religious

    def day(self, moment_ms: int) -> date:
        """The day of a moment at the centre."""
        return day_of(moment_ms, self.desk.programme.time_zone)


def reader_of(session: Session, desk: Desk, person_id: UUID, wish: Wish) -> Reader:
    """A reader of all files of a person, for what is asked for."""
    file = FileReader(session, desk.access, desk.actor, root_of(session, person_id))
    return Reader(file, desk, wish)


def gather(session: Session, desk: Desk, person_id: UUID, wish: Wish) -> progress.ProgressFacts:
    """Everything the report says. Refused where the recipient or the reader may have nothing at all."""
    reader = reader_of(session, desk, person_id, wish)
    root = reader.file.person_id
    code = _code(reader)
    who = _identity(reader)
    born = who["born"] if who else None
    return progress.ProgressFacts(
        name=names_of(session, [root], full=True).get(root) or code,
        case_code=code,
        centre=centre_name(session, desk),
        period=_period(reader),
        recipient=("recipient", wish.recipient),
        made_at_ms=desk.now_ms,
        zone=desk.programme.time_zone,
        sex=(who["sex"] if who else None) or "",
        age=age_range(born, desk.today) if born else None,
        copy=wish.copy,
        # The number alone finds the copy again, and says nothing of the person.
        check=wish.copy,
        stay=_stay(reader),
        services=_services(reader),
        religious=_religious(reader),
        health=_health(reader),
        # No instrument is kept in this version, so there is no band to print.
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


def _code(reader: Reader) -> str:
    root = reader.file.person_id
    code = codes_of(reader.file.session, [root]).get(root)
    if code is None:
        raise Refused(N_("This person is not on file here. Look for the name or the case code again."))
    return code


def _identity(reader: Reader) -> Mapping[str, Any] | None:
    if not reader.parts:
        raise Refused(
            N_("This recipient gets no progress report. Choose another paper or another recipient.")
        )
    rows = reader.rows(Identity)
    if rows is None:
        raise Refused(N_("This person's file is not for your role."))
    return rows[0].values if rows else None


def _period(reader: Reader) -> tuple[date, date]:
    """From admission until today; without a stay, from the first day that anything was recorded."""
    today = reader.desk.today
    if reader.stay is not None:
        return min(reader.stay.values["admitted_on"], today), today
    kinds = ((HealthCheck, "flags"), (CounsellingSession, ""), (FamilyMeeting, ""), (Attendance, ""))
    days = [row.values["happened_on"] for cls, finer in kinds for row in reader.lately(cls, finer)]
    return min([*days, today]), today


def _stay(reader: Reader) -> progress.Stay | None:
    if reader.rows(Stay) is None:
        return None
    desk = reader.desk
    entry = next(iter(reader.rows(StageEntry) or ()), None)
    stage = entry.values["stage"] if entry else None
    return progress.Stay(
        arrived_on=reader.stay.values["admitted_on"] if reader.stay else None,
        stage=("stage", stage) if stage else None,
        day=(desk.today - entry.values["entered_on"]).days + 1 if entry else None,
        usual_days=next((one.usual_days for one in desk.programme.stages if one.code == stage), None),
        children=_children(reader),
        case_worker=_case_worker(reader),
    )


def _children(reader: Reader) -> int | None:
    """How many children are here with the head of a household; not said of anybody else."""
    home = next(iter(reader.rows(Member) or ()), None)
    if home is None or not home.values["is_head"]:
        return None
    return children_with(
        reader.file.session,
        home.values["household_id"],
        reader.file.person_id,
        today=reader.desk.today,
        in_care=reader.stay is not None and reader.stay.values["left_on"] is None,
    )


def _case_worker(reader: Reader) -> str:
    """Who was given the case last; of several who were given it together, the first."""
    standing = [row.values for row in reader.rows(Assignment) or () if row.values["until_on"] is None]
    mine = [of for of in reversed(standing) if of["role"] == CASE_MANAGER]
    if not mine:
        return ""
    newest = max(of["from_on"] for of in mine)
    user = reader.file.session.get(User, next(of["user_id"] for of in mine if of["from_on"] == newest))
    return user.name if user is not None else ""


# Made once: putting a statement together costs more than running it.
_AT_WORK = (
    select(User.name, User.roles).where(User.left_on.is_(None), User.removed.is_(False)).order_by(User.id)
)


def _director(session: Session) -> str:
    return next((user.name for user in session.execute(_AT_WORK) if DIRECTOR in user.roles), "")


def _services(reader: Reader) -> tuple[progress.Service, ...] | None:
    if reader.rows(CounsellingSession) is None:
        return None
    found: list[progress.Service] = []
    if checks := reader.lately(HealthCheck, "flags"):
        outcome = checks[0].values.get("outcome")
        said_of_it: Value = ("health_flag", outcome) if outcome else None
        found.append(_service("HEALTH", len(checks), None, said_of_it, reader))
    found.extend(_sessions(reader, PSYCHOLOGICAL))
    if meetings := reader.lately(FamilyMeeting):
        relation = meetings[0].values.get("relation")
        who: Value = ("relationship", relation) if relation else None
        found.append(_service("FAMILY", len(meetings), None, who, reader))
    found.extend(_courses(reader))
    return tuple(found)


def _service(domain: str, held: int, due: int | None, outcome: Value, reader: Reader) -> progress.Service:
    coming = [day for service, day in _coming(reader) if service == domain]
    return progress.Service(
        service=("service_domain", domain), held=held, due=due, outcome=outcome,
        next_on=min(coming) if coming else None,
    )  # fmt: skip


def _sessions(reader: Reader, service: str) -> list[progress.Service]:
    rows = [row for row in reader.lately(CounsellingSession) if row.values["service"] == service]
    if not rows:
        return []
    marks = Counter(row.values["attendance"] for row in rows)
    return [_service(service, marks["PRESENT"], marks.total(), None, reader)]


def _religious(reader: Reader) -> progress.Service | None:
    held = _sessions(reader, RELIGIOUS) if reader.names_religious else []
    # How often, and no more: no share, nothing to be measured by.
    return (
        progress.Service(service=held[0].service, held=held[0].held, next_on=held[0].next_on)
        if held
        else None
    )


def _courses(reader: Reader) -> Iterator[progress.Service]:
    """Courses in the order she began them: the days she came of those that were held, and how it stands."""
    days, enrolments = reader.lately(Attendance), reader.rows(Enrolment) or ()
    since = _period(reader)[0]
    going = [row for row in enrolments if (row.values["ended_on"] or reader.desk.today) >= since]
    status = {row.values["course_id"]: row.values["status"] for row in going}
    for course_id in dict.fromkeys(row.values["course_id"] for row in (*reversed(going), *reversed(days))):
        marks = Counter(row.values["attendance"] for row in days if row.values["course_id"] == course_id)
        course = reader.file.session.get(Course, course_id)
        yield progress.Service(
            service=course.label if course else ("service_domain", "VOCATION"),
            held=marks["PRESENT"],
            due=marks.total() or None,
            outcome=_standing(status.get(course_id)),
        )


def _standing(status: str | None) -> Value:
    """How it stands with a course; of one that goes on, that she takes part."""
    if status == ACTIVE:
        return said(N_("Takes part"))
    return ("enrolment_status", status) if status else None


def _health(reader: Reader) -> tuple[Value, ...] | None:
    """That she was examined or measured, and when; how it stands since the newest check. No figures."""
    if reader.rows(HealthCheck, "flags") is None and reader.rows(Measurement, "flags") is None:
        return None
    checks, measured = reader.lately(HealthCheck, "flags"), reader.lately(Measurement, "flags")
    found: list[Value] = []
    if checks:
        newest, examined = checks[0].values, ("health_flag", "examined")
        found.append(said(N_("{flag}, {day}"), flag=examined, day=newest["happened_on"]))
        flag = ("health_flag", newest.get("outcome") or "examined")
        found.extend([flag] if flag != examined else [])
    if measured:
        found.append(said(N_("Measured, {day}"), day=measured[0].values["happened_on"]))
    return tuple(found)


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
        if reader.speaks_of(row.values["domain"])
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


def _coming(reader: Reader) -> list[tuple[str, date]]:
    """Service domain and day of everything agreed from now on, in time order."""
    now, today = reader.desk.now_ms, reader.desk.today
    moments = [*_appointments(reader)]
    moments += [
        (row.values["service"], row.values["next_at"])
        for row in reader.rows(CounsellingSession) or ()
        if row.values["next_at"] is not None
    ]
    found = [(service, reader.day(at)) for service, at in moments if at >= now and reader.speaks_of(service)]
    starts = (row.values["starts_on"] for row in reader.rows(SchoolPlacement) or ())
    found += [("EDUCATION", day) for day in starts if day is not None and day >= today]
    return sorted(dict.fromkeys(found), key=lambda one: (one[1], one[0]))


def _appointments(reader: Reader) -> Iterable[tuple[str, int]]:
    """An appointment takes the category of what it speaks of, so that one has to be open too."""
    for row in reader.rows(Appointment) or ():
        of = Category(row.values["of_category"])
        if any(part.partition(":")[0] == of for part in reader.parts):
            yield row.values["service"], row.values["starts_at"]


def _next_dates(reader: Reader) -> tuple[tuple[Value, Value], ...] | None:
    if reader.rows(Appointment) is None:
        return None
    coming = _coming(reader)[:MOST_NEXT]
    return tuple((("service_domain", service), day) for service, day in coming)


def _words(reader: Reader) -> progress.Words:
    newest = next(iter(reader.rows(OwnWords) or ()), None)
    if newest is None:
        return progress.Words()
    return progress.Words(newest.values["words"] or "", newest.values["disagrees"] or "")
