"""Lists of people: who is in the house, who is mine, who was found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Row, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.access import Access, Actor, caseload
from db.base import Category
from db.models import Identity, Member, Name, Person, RoomStay, Stay
from db.queries.of_person import GIVEN, files_by_root, of, of_given, roots_in, roots_of
from db.search import find
from desktop.rules.partial_dates import PartialDate

CHUNK = 500


@dataclass(frozen=True)
class Listed:
    """One person in a list: nothing but who she is and where."""

    person_id: UUID
    code: str
    name: str
    sex: str | None
    born: PartialDate | None
    household_id: UUID | None
    is_head: bool
    room: str | None


def display_name(surname: str | None, given: str | None, patronymic: str | None = None) -> str:
    """The name in the order of official papers: surname, given name, patronymic."""
    return " ".join(part for part in (surname, given, patronymic) if part)


def in_house(session: Session, access: Access, actor: Actor) -> list[Listed]:
    """Everybody in care now whom the asker may see, family by family."""
    return listed(session, _visible(session, access, actor, _in_care(), Stay.person_id))


def mine(session: Session, access: Access, actor: Actor) -> list[Listed]:
    """Those in care now who are assigned to the asker herself; her whole caseload if nobody is."""
    alone = replace(actor, teams=())
    own = set(session.scalars(roots_in(caseload(alone)))) or set(session.scalars(roots_in(caseload(actor))))
    visible = _visible(session, access, actor, _in_care(), Stay.person_id)
    return listed(session, [one for one in visible if one in own])


def of_arrival(session: Session, access: Access, actor: Actor, arrival_id: UUID) -> list[Listed]:
    """Who came with one group."""
    wanted = select(Stay.person_id).where(Stay.arrival_id == arrival_id, Stay.removed.is_(False))
    return listed(session, _visible(session, access, actor, wanted, Stay.person_id))


def _in_care() -> Select[UUID]:
    return select(Stay.person_id).where(Stay.left_on.is_(None), Stay.removed.is_(False))


def found(session: Session, access: Access, actor: Actor, typed: str) -> list[Listed]:
    """People whose name, code or number begins as typed, at most 60."""
    return sorted(listed(session, find(session, access, actor, typed)), key=lambda one: one.name)


def household(session: Session, access: Access, actor: Actor, person_id: UUID) -> list[Listed]:
    """The person and everybody of her household whom the asker may see, the head first."""
    home = session.scalars(select(Member.household_id).where(of(Member, person_id))).first()
    if home is None:
        return listed(session, [person_id])
    wanted = select(Member.person_id).where(Member.household_id == home, Member.removed.is_(False))
    return listed(session, _visible(session, access, actor, wanted, Member.person_id))


def _visible(
    session: Session,
    access: Access,
    actor: Actor,
    wanted: Select[UUID],
    person: InstrumentedAttribute[UUID],
) -> list[UUID]:
    allowed = access.condition(actor, Category.IDENTITY, person)
    return list(session.scalars(roots_in(wanted.where(allowed))))


def listed(session: Session, people: Sequence[UUID]) -> list[Listed]:
    """Rows for these people, family by family, the head of a family first, then children by age."""
    rows = [
        row for start in range(0, len(people), CHUNK) for row in _some(session, people[start : start + CHUNK])
    ]
    return arranged(rows)


def arranged(rows: Iterable[Listed], sort_key: Callable[[str], Any] = str) -> list[Listed]:
    """Family by family in the order of an alphabet, the head of a family first, then children by age."""
    listed_rows = list(rows)
    heads = {row.household_id: row.name for row in listed_rows if row.is_head}
    return sorted(
        listed_rows,
        key=lambda row: (
            sort_key(heads.get(row.household_id, row.name)),
            str(row.household_id or ""),
            *_place(row),
        ),
    )


def _place(row: Listed) -> tuple[bool, date, str]:
    born = row.born.earliest if row.born is not None and row.born.earliest is not None else date.max
    return (not row.is_head, born, row.name)


def _some(session: Session, people: Sequence[UUID]) -> Iterable[Listed]:
    roots = files_by_root(session, people)
    codes = {row.id: row.code for row in session.execute(_CODES, {"people": people})}
    names = names_of(session, people)
    identities = _newest(session, roots, _IDENTITIES, people)
    homes = _newest(session, roots, _HOMES, people)
    rooms = _newest(session, roots, _ROOMS, people)
    for one in people:
        who, home, room = identities.get(one), homes.get(one), rooms.get(one)
        yield Listed(
            person_id=one,
            code=codes.get(one, ""),
            name=names.get(one) or codes.get(one, ""),
            sex=who.sex if who else None,
            born=who.born if who else None,
            household_id=home.household_id if home else None,
            is_head=bool(home and home.is_head),
            room=room.room if room else None,
        )


_CODES = select(Person.id, Person.code).where(Person.id.in_(GIVEN))
_IDENTITIES = (
    select(Identity.person_id, Identity.sex, Identity.born).where(of_given(Identity)).order_by(Identity.id)
)
_HOMES = (
    select(Member.person_id, Member.household_id, Member.is_head).where(of_given(Member)).order_by(Member.id)
)
_ROOMS = (
    select(RoomStay.person_id, RoomStay.room)
    .where(of_given(RoomStay), RoomStay.until_on.is_(None))
    .order_by(RoomStay.id)
)
_NAMES = (
    select(Name.person_id, Name.surname, Name.given, Name.patronymic)
    .where(of_given(Name), Name.until_on.is_(None))
    .where(Name.kind.in_(("legal", "birth", "transliteration")))
    # The last one wins: legal over others, Cyrillic over others, the newest over the elder.
    .order_by(Name.kind == "legal", Name.script == "Cyrl", Name.from_on, Name.id)
)


def _newest(
    session: Session, roots: Mapping[UUID, UUID], wanted: Executable, people: Sequence[UUID]
) -> dict[UUID, Row[Any]]:
    """Root -> the newest row of a kind."""
    return {roots[row.person_id]: row for row in session.execute(wanted, {"people": people})}


def names_of(session: Session, people: Sequence[UUID], *, full: bool = False) -> dict[UUID, str]:
    """Current legal name of each; the short form leaves out the patronymic."""
    roots = files_by_root(session, people)
    found_names = session.execute(_NAMES, {"people": people})
    return {
        roots[row.person_id]: display_name(row.surname, row.given, row.patronymic if full else None)
        for row in found_names
    }


def codes_of(session: Session, people: Sequence[UUID]) -> dict[UUID, str]:
    """Case code of each person's standing file."""
    roots = roots_of(session, people)
    codes = dict(
        session.execute(select(Person.id, Person.code).where(Person.id.in_(set(roots.values())))).all()
    )
    return {one: codes[root] for one, root in roots.items() if root in codes}


def of_lines(session: Session, access: Access, actor: Actor, people: Sequence[UUID]) -> list[Listed]:
    """Rows for people on a list, those whom the asker may see, family by family."""
    level = access.condition(actor, Category.IDENTITY, Person.id)
    allowed = set(session.scalars(select(Person.id).where(Person.id.in_(people), level)))
    roots = roots_of(session, [one for one in people if one in allowed])
    return listed(session, list(dict.fromkeys(roots.values())))
