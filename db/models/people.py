"""A person: the bare row that travels, and what is known of her identity."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Category, Record
from db.models.mixins import CODE, LINE, NAME, OfPerson
from db.types import Codes, Key, Moment, Partial, Sealed, SealedText
from desktop.rules.partial_dates import PartialDate


class Person(Record):
    """The bare row of a file: it travels with any record that names it and says nothing but its code."""

    __tablename__ = "person"
    category = Category.SYSTEM

    code: Mapped[str] = mapped_column(String(CODE), index=True)


class Identity(OfPerson, Record):
    """Who the person is, apart from names and numbers."""

    __tablename__ = "identity"
    category = Category.IDENTITY

    sex: Mapped[str | None] = mapped_column(String(CODE))
    born: Mapped[PartialDate | None] = mapped_column(Partial)
    birth_place: Mapped[str | None] = mapped_column(String(LINE))
    birth_country: Mapped[str | None] = mapped_column(String(CODE))
    citizenship: Mapped[str | None] = mapped_column(String(CODE))
    languages: Mapped[tuple[str, ...] | None] = mapped_column(Codes)
    # As the manifest said it; child or adult is computed from `born`, never typed.
    manifest_category: Mapped[str | None] = mapped_column(String(CODE))
    died_on: Mapped[date | None] = mapped_column(Date)


class Name(OfPerson, Record):
    """One name in one script, spelled as the paper prints it."""

    __tablename__ = "name"
    category = Category.IDENTITY
    __merge_groups__ = (("surname", "given", "patronymic"),)

    kind: Mapped[str] = mapped_column(String(CODE))
    script: Mapped[str] = mapped_column(String(CODE))
    surname: Mapped[str | None] = mapped_column(String(NAME))
    given: Mapped[str | None] = mapped_column(String(NAME))
    patronymic: Mapped[str | None] = mapped_column(String(NAME))
    from_on: Mapped[date | None] = mapped_column(Date)
    until_on: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str | None] = mapped_column(String(LINE))


class Alias(OfPerson, Record):
    """A name that can endanger her (war name, kunya, nickname). Leaves no shadow outside."""

    __tablename__ = "alias"
    category = Category.ALIAS

    kind: Mapped[str] = mapped_column(String(CODE))
    text: Mapped[SealedText | None] = mapped_column(Sealed)


class Identifier(OfPerson, Record):
    """A number or paper that identifies her."""

    __tablename__ = "identifier"
    category = Category.IDENTITY

    kind: Mapped[str] = mapped_column(String(CODE))
    number: Mapped[str] = mapped_column(String(LINE))
    country: Mapped[str | None] = mapped_column(String(CODE))
    issued_on: Mapped[date | None] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date)
    # Why a number with a wrong check digit stands: "as printed on the birth certificate".
    as_printed: Mapped[str | None] = mapped_column(String(LINE))


class PersonLink(Record):
    """Two files are one person, or were taken for one: the choice lives here, the files stay as they are."""

    __tablename__ = "person_link"
    category = Category.IDENTITY
    __merge_groups__ = (("state", "chosen_id"),)

    one_id: Mapped[UUID] = mapped_column(Key, ForeignKey("person.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(Key, ForeignKey("person.id"), index=True)
    # joined or apart
    state: Mapped[str] = mapped_column(String(CODE))
    # The file whose code stands for both.
    chosen_id: Mapped[UUID | None] = mapped_column(Key)
    reason: Mapped[str | None] = mapped_column(String(LINE))


class PersonRoot(Base):
    """Which file stands for a person's files; follows from the links, derived here, never synced."""

    __tablename__ = "person_root"

    person_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    root_id: Mapped[UUID] = mapped_column(Key, index=True)


class ReservedCode(Record):
    """A case code printed on paper before anybody has it."""

    __tablename__ = "reserved_code"
    category = Category.SYSTEM

    code: Mapped[str] = mapped_column(String(CODE), index=True)
    reserved_at: Mapped[int] = mapped_column(Moment)
    used_by_id: Mapped[UUID | None] = mapped_column(Key)
