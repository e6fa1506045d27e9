"""What every journalled row has, and the categories that decide who sees it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, MetaData, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.types import Key

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}


class Category(StrEnum):
    """The kinds of knowledge about a person; one per record type (DESIGN 3.4)."""

    IDENTITY = "identity"
    ALIAS = "alias"
    FAMILY = "family"
    CONTACT = "contact"
    MUST_KNOW = "must_know"
    HOUSE = "house"
    CASEWORK = "casework"
    HEALTH = "health"
    HEALTH_SENSITIVE = "health_sensitive"
    PSYCHOLOGY = "psychology"
    COUNSELLING_NOTES = "counselling_notes"
    RELIGION_NOTES = "religion_notes"
    SAFEGUARDING = "safeguarding"
    LEGAL = "legal"
    LEGAL_NOTES = "legal_notes"
    CRIMINAL = "criminal"
    EDUCATION = "education"
    VOCATION = "vocation"
    PLACEMENT = "placement"
    CONSENT = "consent"
    PROGRAMME = "programme"
    SYSTEM = "system"


# Text of these categories is never in the database in a form that another colleague's password opens.
# Of psychology only the item answers of instruments are sealed; scores and bands stand open.
SEALED = frozenset(
    {
        Category.ALIAS,
        Category.HEALTH_SENSITIVE,
        Category.PSYCHOLOGY,
        Category.COUNSELLING_NOTES,
        Category.RELIGION_NOTES,
        Category.SAFEGUARDING,
        Category.LEGAL_NOTES,
        Category.CRIMINAL,
    }
)


class Base(DeclarativeBase):
    """All tables of a vault, journalled or local."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A journalled row: who changed it, when and from what is in `change`."""

    __abstract__ = True
    category: ClassVar[Category]
    # Fields bound by one rule are set, compared and in conflict as one value.
    __merge_groups__: ClassVar[tuple[tuple[str, ...], ...]] = ()

    id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    # Indexed: writing a change, SQLite looks in every journalled table for the rows that wait for it.
    last_change: Mapped[UUID] = mapped_column(
        Key, ForeignKey("change.id", deferrable=True, initially="DEFERRED"), nullable=False, index=True
    )
    # Removal is a field: the row and its history stay.
    removed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


def journalled() -> Iterator[type[Record]]:
    """Every concrete record class, in the order of its table's name."""
    seen: list[type[Record]] = []
    todo: list[type[Any]] = list(Record.__subclasses__())
    while todo:
        cls = todo.pop()
        todo.extend(cls.__subclasses__())
        if "__tablename__" in cls.__dict__:
            seen.append(cls)
    yield from sorted(seen, key=lambda cls: cls.__tablename__)


def fields_of(cls: type[Record]) -> tuple[str, ...]:
    """Names of the columns a change may set: all but the key and the pointer to the journal."""
    return tuple(c.key for c in cls.__table__.columns if c.key not in {"id", "last_change"})


def with_merge_group(cls: type[Record], names: set[str]) -> set[str]:
    """The names with every field that is bound to one of them."""
    bound = {field for group in cls.__merge_groups__ if names & set(group) for field in group}
    return names | bound
