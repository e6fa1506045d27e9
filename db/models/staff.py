"""Who works here, as what, for whom; and the keys of sealed categories."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, NAME, OfPerson
from db.types import Codes, Key


class User(Record):
    """A member of the staff who opens the vault with a password of his or her own."""

    __tablename__ = "user"
    category = Category.SYSTEM

    login: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(NAME))
    roles: Mapped[tuple[str, ...]] = mapped_column(Codes)
    centre_id: Mapped[UUID | None] = mapped_column(Key)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    # Member of the centre's team, to which everybody who arrives is assigned.
    takes_arrivals: Mapped[bool] = mapped_column(Boolean, default=False)
    left_on: Mapped[date | None] = mapped_column(Date)


class Assignment(OfPerson, Record):
    """A person is in somebody's caseload, or in that of a centre's team: then `user_id` is the centre's."""

    __tablename__ = "assignment"
    category = Category.CASEWORK
    __merge_groups__ = (("from_on", "until_on"),)

    user_id: Mapped[UUID] = mapped_column(Key, index=True)
    role: Mapped[str] = mapped_column(String(CODE))
    from_on: Mapped[date] = mapped_column(Date)
    until_on: Mapped[date | None] = mapped_column(Date)


class CategoryKey(Record):
    """The key pair of a sealed category at one centre; its private half is with the holders."""

    __tablename__ = "category_key"
    category = Category.SYSTEM

    of_category: Mapped[str] = mapped_column(String(CODE))
    centre_id: Mapped[UUID | None] = mapped_column(Key)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    retired: Mapped[bool] = mapped_column(Boolean, default=False)


class KeyShare(Record):
    """A category's private half sealed to a holder, or a part of it to one of the two of the escrow."""

    __tablename__ = "key_share"
    category = Category.SYSTEM

    category_key_id: Mapped[UUID] = mapped_column(Key, index=True)
    user_id: Mapped[UUID] = mapped_column(Key, index=True)
    # holder, or escrow: two escrow shares, joined by XOR, are the private half.
    kind: Mapped[str] = mapped_column(String(CODE))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PersonKey(OfPerson, Record):
    """The key of one person's texts in one category, sealed to a category's public half."""

    __tablename__ = "person_key"
    category = Category.SYSTEM

    # The id that sealed texts name; one key may be sealed to several centres.
    key_id: Mapped[UUID] = mapped_column(Key, index=True)
    category_key_id: Mapped[UUID] = mapped_column(Key, index=True)
    of_category: Mapped[str] = mapped_column(String(CODE))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
