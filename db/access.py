"""Who may see or do what: one rule for what is shown, searched, printed, exported and synced.

Default is no.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, false, literal_column, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.base import Category, Record
from db.models import Assignment, PersonRoot
from db.types import Key

ACTS = frozenset(
    {
        "aggregate",
        "approve",
        "assign",
        "backup",
        "emergency_open",
        "export",
        "import",
        "manage_users",
        "print",
        "read_log",
        "sign",
    }
)


class Level(IntEnum):
    """How much of a category; each includes the ones before."""

    NONE = 0
    SUMMARY = 1
    READ = 2
    WRITE = 3


class Scope(StrEnum):
    """Of whom: the people in one's own caseload, the team's, the whole centre's."""

    OWN = "own"
    TEAM = "team"
    CENTRE = "centre"


@dataclass(frozen=True)
class Actor:
    """Who is at the screen."""

    user_id: UUID
    name: str
    roles: tuple[str, ...]
    centre_id: UUID | None = None
    # Teams whose people are in the caseload too.
    teams: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Grant:
    """What one role has in one category; without `parts`, every record of it may be written."""

    level: Level
    scope: Scope
    parts: frozenset[str] | None = None


class NotForThisRole(Exception):
    """Asked for what the role may not see or do."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Access:
    """The matrix in force."""

    grants: Mapping[str, Mapping[Category, Grant]]
    acts: Mapping[str, frozenset[str]]
    summary: Mapping[str, tuple[str, ...]]
    recipients: Mapping[str, frozenset[str]]

    def of(self, actor: Actor, category: Category) -> tuple[Grant, ...]:
        """Every grant the actor's roles have in a category."""
        found = (self.grants.get(role, {}).get(category) for role in actor.roles)
        return tuple(grant for grant in found if grant is not None)

    def level(self, actor: Actor, category: Category, *, own: bool) -> Level:
        """The highest level for a person inside (`own`) or outside the actor's caseload."""
        levels = [g.level for g in self.of(actor, category) if own or g.scope is Scope.CENTRE]
        return max(levels, default=Level.NONE)

    def highest(self, actor: Actor, category: Category) -> Level:
        """The highest level for anybody at all."""
        return self.level(actor, category, own=True)

    def may_write(self, actor: Actor, cls: type[Record], *, own: bool, part: str | None = None) -> bool:
        """Whether this kind of record may be written; `part` is a finer name than the table's."""
        names = {cls.__tablename__, part or cls.__tablename__}
        return any(
            grant.level is Level.WRITE
            and (own or grant.scope is Scope.CENTRE)
            and (grant.parts is None or bool(grant.parts & names))
            for grant in self.of(actor, cls.category)
        )

    def may(self, actor: Actor, act: str) -> bool:
        """Whether one of the actor's roles has this act."""
        return any(act in self.acts.get(role, frozenset()) for role in actor.roles)

    def holders(self, category: Category) -> frozenset[str]:
        """Roles that open a sealed category."""
        return frozenset(
            role for role, of in self.grants.items() if category in of and of[category].level >= Level.READ
        )

    def fields(self, cls: type[Record], level: Level) -> tuple[str, ...] | None:
        """The fields a level shows: None for all of them."""
        if level >= Level.READ:
            return None
        return self.summary.get(cls.__tablename__, ()) if level is Level.SUMMARY else ()

    def condition(
        self,
        actor: Actor,
        category: Category,
        person: InstrumentedAttribute[UUID],
        least: Level = Level.SUMMARY,
    ) -> ColumnElement[bool]:
        """SQL: the rows of this category that the actor may see at `least` this level."""
        scopes = {grant.scope for grant in self.of(actor, category) if grant.level >= least}
        if Scope.CENTRE in scopes:
            return true()
        return assigned(actor, person) if scopes else false()


def assigned(actor: Actor, person: ColumnElement[UUID] | InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """SQL: this person, or a file joined with hers, is in the actor's caseload.

    Asked row by row: a caseload may be the whole house, and a search wants sixty of it.
    """
    owners = (actor.user_id, *actor.teams)
    return _ASSIGNED.where(_MINE.person_id == person, _OWNER.in_(owners), *_STANDS).exists()


def is_own(session: Session, actor: Actor, person_id: UUID) -> bool:
    """Whether this person is in the actor's caseload."""
    owners = [actor.user_id, *actor.teams]
    return session.scalar(_IS_OWN, {"person": person_id, "owners": owners}) is not None


_MINE, _ALL_OF = aliased(PersonRoot), aliased(PersonRoot)
_ASSIGNED = (
    select(Assignment.id)
    .join(_ALL_OF, _ALL_OF.person_id == Assignment.person_id)
    .join(_MINE, _MINE.root_id == _ALL_OF.root_id)
)
# The plus sign keeps SQLite off the index of owners: one team may own the whole house, and the way
# from the person to her few assignments is the short one.
_OWNER = literal_column("+assignment.user_id", Key())
_STANDS = (Assignment.until_on.is_(None), Assignment.removed.is_(False))
# Made once: it is asked before every read and write of a file.
_IS_OWN = _ASSIGNED.where(
    _MINE.person_id == bindparam("person", type_=Key()),
    _OWNER.in_(bindparam("owners", expanding=True, type_=Key())),
    *_STANDS,
).limit(1)


def caseload(actor: Actor) -> Select[UUID]:
    """Every file of every person assigned to the actor or the actor's teams, joined files included."""
    roots = (
        select(PersonRoot.root_id)
        .join(Assignment, Assignment.person_id == PersonRoot.person_id)
        .where(Assignment.user_id.in_((actor.user_id, *actor.teams)), *_STANDS)
    )
    return select(PersonRoot.person_id).where(PersonRoot.root_id.in_(roots))


def load(text: str) -> Access:
    """Read the matrix. A wrong word in it is an error at start, never a silent no or yes."""
    data = tomllib.loads(text)
    roles: Mapping[str, Mapping[str, object]] = data["role"]
    return Access(
        grants={role: _grants(lines) for role, lines in roles.items()},
        acts={role: _acts(lines.get("acts", ())) for role, lines in roles.items()},
        summary={name: tuple(fields) for name, fields in data["summary"].items()},
        recipients={name: frozenset(parts) for name, parts in data["recipient"].items()},
    )


def _grants(lines: Mapping[str, object]) -> dict[Category, Grant]:
    parts = lines.get("parts", {})
    if not isinstance(parts, dict) or not parts.keys() <= lines.keys():
        raise TypeError("parts is a table of categories that the role has")
    return {
        Category(name): _grant(line, parts.get(name))
        for name, line in lines.items()
        if name not in {"acts", "parts"}
    }


def _grant(line: object, parts: Iterable[str] | None) -> Grant:
    level, scope = str(line).split()
    return Grant(Level[level.upper()], Scope(scope), None if parts is None else frozenset(parts))


def _acts(value: object) -> frozenset[str]:
    acts = frozenset(_strings(value))
    if acts - ACTS:
        raise ValueError(f"no such act: {sorted(acts - ACTS)}")
    return acts


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("a list of words is expected")
    return tuple(map(str, value))
