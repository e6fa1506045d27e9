"""Who lives together."""

from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db.models import Identity, Member, Stay
from db.queries.of_person import files_by_root, of_given, roots_in
from db.types import Key
from desktop.rules.ages import is_child

# Made once: a print run asks for every head of a family.
_MEMBERS = roots_in(
    select(Member.person_id).where(
        Member.household_id == bindparam("household", type_=Key()), Member.removed.is_(False)
    )
)
_BORN = (
    select(Identity.person_id, Identity.born, Identity.died_on)
    .where(of_given(Identity))
    .order_by(Identity.id)
)
_IN_CARE = select(Stay.person_id).where(of_given(Stay), Stay.left_on.is_(None))


def children_with(
    session: Session, household_id: UUID, head_id: UUID, *, today: date, in_care: bool = True
) -> int:
    """How many children live with the head of a household; with `in_care`, only those who are here now.

    Whether the asker may see families is the caller's question: the number itself names nobody.
    """
    members = set(session.scalars(_MEMBERS, {"household": household_id})) - {head_id}
    given = {"people": list(members)}
    roots = files_by_root(session, members)
    born = {roots[row.person_id]: row for row in session.execute(_BORN, given)}
    here = {roots[one] for one in session.scalars(_IN_CARE, given)} if in_care else members
    return sum(
        1 for one, row in born.items()
        if one in here and row.died_on is None and row.born and is_child(row.born, today)
    )  # fmt: skip
