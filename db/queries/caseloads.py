"""Who is responsible for a person, and who could be."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.access import Access, Actor
from db.models import Assignment, Member, User
from db.queries.of_person import of, roots_in
from db.queries.timelines import FileReader


@dataclass(frozen=True)
class Duty:
    """A colleague was or is responsible, from and until."""

    user_id: UUID
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class Responsible:
    """Newest first; `colleagues` are those who could be, for who may change it; `together` lives with her."""

    duties: tuple[Duty, ...]
    colleagues: tuple[tuple[UUID, str], ...]
    together: int
    may_change: bool


def responsible(
    session: Session, access: Access, actor: Actor, person_id: UUID, *, role: str
) -> Responsible | None:
    """Who answers for a person in a role; None for who may not see it."""
    file = FileReader(session, access, actor, person_id)
    if file.page(Assignment).withheld:
        return None
    duties = tuple(
        Duty(row.values["user_id"], row.values["from_on"], row.values["until_on"])
        for row in file.rows(Assignment)
        if row.values["role"] == role
    )
    may_change = access.may(actor, "assign") and access.may_write(actor, Assignment, own=file.own)
    colleagues = _who_could(session, role) if may_change else ()
    return Responsible(duties, colleagues, _together(session, person_id), may_change)


def _who_could(session: Session, role: str) -> tuple[tuple[UUID, str], ...]:
    found = session.scalars(
        select(User).where(User.left_on.is_(None), User.removed.is_(False)).order_by(User.name)
    )
    return tuple((one.id, one.name) for one in found if role in one.roles)


def _together(session: Session, person_id: UUID) -> int:
    """How many live with her, herself not counted."""
    home = session.scalars(select(Member.household_id).where(of(Member, person_id))).first()
    if home is None:
        return 0
    members = select(Member.person_id).where(Member.household_id == home, Member.removed.is_(False))
    return max(0, len(set(session.scalars(roots_in(members)))) - 1)
