"""A few rows that many tests begin with."""

from datetime import date
from uuid import UUID

from db.ids import uuid7
from db.models import Assignment, Name, Person, PersonLink, User
from db.store import Store

# The data key of every store in these tests.
KEY = bytes(range(32))
DAY = date(2026, 11, 22)


def add_person(store: Store, code: str = "AKT-A0001K") -> UUID:
    """A bare file."""
    with store.writing("open a file", None) as session:
        person = Person(id=uuid7(), code=code)
        session.add(person)
    return person.id


def add_name(store: Store, person_id: UUID, surname: str, given: str | None = None) -> UUID:
    """A legal name in a file."""
    with store.writing("name", None) as session:
        name = Name(
            id=uuid7(), person_id=person_id, kind="legal", script="Cyrl", surname=surname, given=given
        )
        session.add(name)
    return name.id


def rename(store: Store, name_id: UUID, surname: str | None) -> None:
    """Give a name another surname, as a service does."""
    with store.writing("rename", None) as session:
        session.get_one(Name, name_id).surname = surname


def add_user(store: Store, login: str, public_key: bytes, roles: tuple[str, ...] = ()) -> UUID:
    """A colleague."""
    with store.writing("add user", None) as session:
        user = User(id=uuid7(), login=login, name=login.title(), roles=roles, public_key=public_key)
        session.add(user)
    return user.id


def assign(store: Store, user_id: UUID, person_id: UUID) -> UUID:
    """Take a person into somebody's caseload."""
    with store.writing("assign", None) as session:
        row = Assignment(id=uuid7(), user_id=user_id, person_id=person_id, role="case_manager", from_on=DAY)
        session.add(row)
    return row.id


def join(store: Store, one: UUID, other: UUID, chosen: UUID | None = None) -> UUID:
    """Say that two files are one person."""
    with store.writing("join", None) as session:
        link = PersonLink(id=uuid7(), one_id=one, other_id=other, state="joined", chosen_id=chosen)
        session.add(link)
    return link.id
