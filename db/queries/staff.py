"""Who works here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.access import Access, Actor, Level
from db.base import Category
from db.models import User


@dataclass(frozen=True)
class Colleague:
    """A member of the staff. `login` is empty for who may see the list in summary only."""

    id: UUID
    name: str
    login: str
    roles: tuple[str, ...]
    takes_arrivals: bool
    left_on: date | None


def colleagues(session: Session, access: Access, actor: Actor) -> list[Colleague]:
    """Everybody who works or worked here, by name."""
    whole = access.highest(actor, Category.SYSTEM) >= Level.READ
    found = session.scalars(select(User).where(User.removed.is_(False)).order_by(User.name))
    return [
        Colleague(one.id, one.name, one.login if whole else "", one.roles, one.takes_arrivals, one.left_on)
        for one in found
    ]


def names(session: Session) -> tuple[tuple[UUID, str], ...]:
    """Id and name of everybody, those who left too: old entries name them."""
    rows = session.execute(select(User.id, User.name).order_by(User.name))
    return tuple((row.id, row.name) for row in rows)
