"""Who belongs to whom."""

from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, LINE, OfPerson
from db.types import Key


class Household(Record):
    """People who are kept together."""

    __tablename__ = "household"
    category = Category.FAMILY

    label: Mapped[str] = mapped_column(String(LINE))
    keep_together: Mapped[bool] = mapped_column(Boolean, default=True)


class Member(OfPerson, Record):
    """A person's place in a household."""

    __tablename__ = "member"
    category = Category.FAMILY

    household_id: Mapped[UUID] = mapped_column(Key, index=True)
    # Order on the list: the head of the household first, then children by age.
    is_head: Mapped[bool] = mapped_column(Boolean, default=False)
    care_status: Mapped[str | None] = mapped_column(String(CODE))


class Relationship(OfPerson, Record):
    """`other` is the `kind` of `person`: kind MOTHER means that other is her mother."""

    __tablename__ = "relationship"
    category = Category.FAMILY
    __merge_groups__ = (("kind", "other_id"),)

    other_id: Mapped[UUID] = mapped_column(Key, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(CODE))
    basis: Mapped[str | None] = mapped_column(String(CODE))
    verified: Mapped[bool] = mapped_column(Boolean, default=False)
    note: Mapped[str | None] = mapped_column(String(LINE))
