"""How every query names a person: by the root that stands for all files of that person."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import PersonRoot
from db.types import Key

# Made once: an alias costs more than the rest of the statement.
_MINE, _ALL_OF = aliased(PersonRoot), aliased(PersonRoot)


def files_of(*people: UUID) -> Select[UUID]:
    """Ids of every file that is joined with one of these, themselves included."""
    return (
        select(_ALL_OF.person_id)
        .join(_MINE, _MINE.root_id == _ALL_OF.root_id)
        .where(_MINE.person_id.in_(people))
    )


def of(cls: type[Any], *people: UUID) -> ColumnElement[bool]:
    """The standing rows of a record class of `OfPerson` that belong to these people."""
    return and_(belongs(cls, *people), cls.removed.is_(False))


def belongs(cls: type[Any], *people: UUID) -> ColumnElement[bool]:
    """Rows of any table with a person that belong to these people, removed ones too."""
    if not people:
        return false()
    return or_(false(), cls.person_id.in_(files_of(*people)))


# The people of a statement that is made once and handed its people when it is executed: putting a
# statement together costs more than running it.
GIVEN = bindparam("people", expanding=True, type_=Key())
FILES_OF_GIVEN = (
    select(_ALL_OF.person_id).join(_MINE, _MINE.root_id == _ALL_OF.root_id).where(_MINE.person_id.in_(GIVEN))
)


def of_given(cls: type[Any]) -> ColumnElement[bool]:
    """As `of`, for the people handed in as the parameter `people`."""
    return and_(cls.person_id.in_(FILES_OF_GIVEN), cls.removed.is_(False))


def among(cls: type[Any], files: Select[UUID]) -> ColumnElement[bool]:
    """Rows of any table with a person whose file is among the selected."""
    return or_(false(), cls.person_id.in_(files))


def root_of(session: Session, person_id: UUID) -> UUID:
    """The file that stands for this person; the id itself for one that is not here."""
    return roots_of(session, [person_id]).get(person_id, person_id)


def roots_of(session: Session, people: Iterable[UUID]) -> dict[UUID, UUID]:
    """File -> the file that stands for its person."""
    wanted = list(people)
    found: dict[UUID, UUID] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = session.execute(
            select(PersonRoot.person_id, PersonRoot.root_id).where(PersonRoot.person_id.in_(some))
        )
        found.update((row.person_id, row.root_id) for row in rows)
    return found


def roots_in(files: Select[UUID]) -> Select[UUID]:
    """The files that stand for the people whose files are selected."""
    return select(PersonRoot.root_id).where(PersonRoot.person_id.in_(files)).distinct()


def files_by_root(session: Session, people: Iterable[UUID]) -> dict[UUID, UUID]:
    """File -> root, for every file of these people."""
    rows = session.execute(_FILES_BY_ROOT, {"people": list(people)})
    return {row.person_id: row.root_id for row in rows}


_FILES_BY_ROOT = select(PersonRoot.person_id, PersonRoot.root_id).where(
    PersonRoot.person_id.in_(FILES_OF_GIVEN)
)
