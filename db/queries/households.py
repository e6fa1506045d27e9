"""Who lives together."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Identity, Member, Stay
from db.queries.of_person import files_by_root, of, roots_in
from desktop.rules.ages import is_child


def children_with(
    session: Session, household_id: UUID, head_id: UUID, *, today: date, in_care: bool = True
) -> int:
    """How many children live with the head of a household; with `in_care`, only those who are here now.

    Whether the asker may see families is the caller's question: the number itself names nobody.
    """
    members = select(Member.person_id).where(Member.household_id == household_id, Member.removed.is_(False))
    people = set(session.scalars(roots_in(members))) - {head_id}
    if in_care:
        people &= _in_care(session, people)
    roots = files_by_root(session, people)
    known = session.execute(
        select(Identity.person_id, Identity.born, Identity.died_on)
        .where(of(Identity, *people))
        .order_by(Identity.id)
    )
    newest = {roots[row.person_id]: row for row in known}
    return sum(1 for row in newest.values() if row.died_on is None and row.born and is_child(row.born, today))


def _in_care(session: Session, people: set[UUID]) -> set[UUID]:
    standing = select(Stay.person_id).where(of(Stay, *people), Stay.left_on.is_(None))
    return set(session.scalars(roots_in(standing)))
