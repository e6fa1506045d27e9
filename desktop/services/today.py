"""Everything the first page shows, gathered in one look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.queries import due, people, today
from db.queries.due import DueItem
from db.queries.people import Listed
from db.queries.today import Changed, HouseCount, Meeting, Waiting
from desktop.rules.due import State
from desktop.services.desk import Desk

_DAY_MS = 86_400_000


@dataclass(frozen=True)
class TodayFacts:
    """The first page of one colleague. `house` and `overdue` are there for the director alone."""

    meetings: tuple[Meeting, ...]
    due: tuple[DueItem, ...]
    changed: tuple[Changed, ...]
    waiting: tuple[Waiting, ...]
    house: HouseCount | None
    overdue: int


def today_facts(session: Session, *, desk: Desk, since_ms: int) -> TodayFacts:
    """Appointments of the day, what is due for me, what changed since `since_ms`, what waits for my yes."""
    start = day_start_ms(desk)
    leads = "director" in desk.actor.roles
    whole = due_of_people(session, desk=desk, people=_ids(people.in_house(session, desk.access, desk.actor)))
    mine = set(_ids(people.mine(session, desk.access, desk.actor)))
    return TodayFacts(
        meetings=tuple(today.appointments(session, desk.actor, from_ms=start, until_ms=start + _DAY_MS)),
        due=tuple(one for one in whole if one.person_id in mine and one.role in desk.actor.roles),
        changed=tuple(today.changed_since(session, desk.access, desk.actor, since_ms)),
        waiting=tuple(today.waiting_for(session, desk.access, desk.actor)),
        house=today.house(session, centre_id=desk.centre_id, today=desk.today) if leads else None,
        overdue=sum(one.state is State.OVERDUE for one in whole),
    )


def due_of_people(session: Session, *, desk: Desk, people: Sequence[UUID]) -> list[DueItem]:
    """What is due for these people by the rules of the programme."""
    return due.due_of(session, desk.programme.due_rules, people, desk.today)


def day_start_ms(desk: Desk) -> int:
    """When the day of the desk began, in milliseconds since 1970."""
    midnight = datetime.combine(desk.today, time(), ZoneInfo(desk.programme.time_zone))
    return int(midnight.timestamp() * 1000)


def week_ago_ms(desk: Desk) -> int:
    """Seven days before now: how far back a first visit looks."""
    return desk.now_ms - int(timedelta(days=7).total_seconds() * 1000)


def _ids(rows: Sequence[Listed]) -> list[UUID]:
    return [one.person_id for one in rows]


@dataclass(frozen=True)
class HouseList:
    """Who is in the house as far as the asker sees, which of them are hers, and what is due for them."""

    house: tuple[Listed, ...]
    mine: frozenset[UUID]
    due: tuple[DueItem, ...]


def house_list(session: Session, *, desk: Desk) -> HouseList:
    """The left column and the right one, in one look."""
    rows = people.in_house(session, desk.access, desk.actor)
    own = _ids(people.mine(session, desk.access, desk.actor))
    return HouseList(tuple(rows), frozenset(own), tuple(due_of_people(session, desk=desk, people=_ids(rows))))
