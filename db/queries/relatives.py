"""Who belongs to a person, and how they are related."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.access import Access, Actor, Level
from db.base import Category
from db.models import Identity, Member, Relationship
from db.queries.of_person import files_of, of, root_of, roots_of
from db.queries.people import Listed, household, listed
from db.queries.records import level_for
from db.queries.timelines import FileReader
from desktop.rules.partial_dates import PartialDate

PARENTS = ("MOTHER", "FATHER")
SIBLING = "SIBLING"

# (file, relative) -> what the relative is to the file.
Links = dict[tuple[UUID, UUID], str]


@dataclass(frozen=True)
class Relative:
    """Somebody of the household, or a relative elsewhere who has a file here.

    `relation` is a code of the vocabulary relationship (or SIBLING, where it follows from a parent in
    common): what the relative is to the person. With `turned` it says what the person is to the relative,
    and is read in the vocabulary relationship_of.
    """

    person_id: UUID
    code: str
    name: str
    sex: str | None
    born: PartialDate | None
    room: str | None
    is_head: bool
    in_household: bool
    relation: str = ""
    turned: bool = False


def relatives(file: FileReader) -> tuple[Relative, ...] | None:
    """Household first, the head first and children by age; None for who may not see families."""
    if file.page(Member).withheld:
        return None
    session = file.session
    home = household(session, file.access, file.actor, file.person_id)
    links = {} if file.page(Relationship).withheld else _links(session, [one.person_id for one in home])
    elsewhere = _elsewhere(file, links, {one.person_id for one in home})
    me = file.person_id
    return tuple(
        _relative(file, one, links, in_household=one in home)
        for one in [*home, *elsewhere]
        if me != one.person_id
    )


def _links(session: Session, people: Sequence[UUID]) -> Links:
    rows = session.execute(
        select(Relationship.person_id, Relationship.other_id, Relationship.kind)
        .where(or_(of(Relationship, *people), Relationship.other_id.in_(files_of(*people))))
        .where(Relationship.removed.is_(False))
        .order_by(Relationship.id)
    ).all()
    roots = roots_of(session, {one for row in rows for one in (row.person_id, row.other_id)})
    return {
        (roots.get(row.person_id, row.person_id), roots.get(row.other_id, row.other_id)): row.kind
        for row in rows
    }


def _elsewhere(file: FileReader, links: Links, home: set[UUID]) -> list[Listed]:
    """Relatives of this person who live in another household; only those whose names the asker sees."""
    mine = {other for pair in links if file.person_id in pair for other in pair}
    seen = [one for one in sorted(mine - home) if access_to(file, one) > Level.NONE]
    return listed(file.session, seen)


def access_to(file: FileReader, person_id: UUID) -> Level:
    """How much of another person's identity the asker sees."""
    return level_for(file.session, file.access, file.actor, Identity, person_id)


def _relative(file: FileReader, one: Listed, links: Links, *, in_household: bool) -> Relative:
    # Sex and birth are of the category identity, whose summary is the name alone.
    known = access_to(file, one.person_id) >= Level.READ
    house = file.access.level(file.actor, Category.HOUSE, own=True) >= Level.READ
    relation, turned = _relation(file.person_id, one.person_id, links)
    return Relative(
        person_id=one.person_id,
        code=one.code,
        name=one.name,
        sex=one.sex if known else None,
        born=one.born if known else None,
        room=one.room if house else None,
        is_head=one.is_head,
        in_household=in_household,
        relation=relation,
        turned=turned,
    )


def _relation(me: UUID, other: UUID, links: Mapping[tuple[UUID, UUID], str]) -> tuple[str, bool]:
    if (me, other) in links:
        return links[me, other], False
    if (other, me) in links:
        return links[other, me], True
    return (SIBLING, False) if _parents(me, links) & _parents(other, links) else ("", False)


def _parents(child: UUID, links: Mapping[tuple[UUID, UUID], str]) -> set[UUID]:
    return {other for (one, other), kind in links.items() if one == child and kind in PARENTS}


@dataclass(frozen=True)
class FamilyPage:
    """The family page: who belongs to her, in whose care a child is, whether relations may be written."""

    relatives: tuple[Relative, ...] | None
    care_status: str | None
    may_relate: bool


def family_page(session: Session, access: Access, actor: Actor, person_id: UUID) -> FamilyPage:
    """The family as far as the asker may see it."""
    file = FileReader(session, access, actor, root_of(session, person_id))
    home = next(iter(file.rows(Member)), None)
    return FamilyPage(
        relatives=relatives(file),
        care_status=home.values.get("care_status") if home is not None else None,
        may_relate=access.may_write(actor, Relationship, own=file.own),
    )
