"""The vocabulary of forms: one description draws editor, reading page, history and blank sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Integer, String
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.base import Category, Record
from db.models.mixins import TEXT
from db.types import Amount, Codes, Key, Moment, Partial, Sealed
from desktop.services.desk import Desk


class Kind(StrEnum):
    """What a field asks for."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    MOMENT = "moment"
    NUMBER = "number"
    CODE = "code"
    CODES = "codes"
    TICK = "tick"
    PERSON = "person"
    STAFF = "staff"
    CHOICE = "choice"


class Verb(Protocol):
    """The service that saves a form; returns the id of its main record."""

    def __call__(
        self,
        session: Session,
        *,
        desk: Desk,
        person_id: UUID,
        values: Mapping[str, Any],
        record_id: UUID | None = None,
        confirmed: Mapping[str, str] | None = None,
    ) -> UUID: ...


@dataclass(frozen=True)
class Field:
    """One question: a mapped attribute, and how it is asked.

    Type, length and required come from the column. `label` and `hint` are untranslated texts; a letter
    after `&` in the label is its key. `of` overrides the kind where the column alone does not tell it
    (a person, a colleague, a choice among records). `measure` names the plausible range in rules.measures.
    """

    attribute: InstrumentedAttribute[Any]
    label: str
    hint: str = ""
    vocabulary: str | None = None
    unit: str = ""
    measure: str | None = None
    of: Kind | None = None
    needed: bool | None = None
    wide: bool = False

    @cached_property
    def record(self) -> type[Record]:
        """The record class this field belongs to."""
        cls = self.attribute.parent.class_
        if not issubclass(cls, Record):
            raise TypeError(f"{cls} is not journalled")
        return cls

    @cached_property
    def column(self) -> Column[Any]:
        """The column behind the attribute."""
        column = self.record.__table__.columns[self.attribute.key]
        if not isinstance(column, Column):
            raise TypeError(f"{column} is not stored")
        return column

    @cached_property
    def name(self) -> str:
        """Key of the field's value: table and column."""
        return f"{self.record.__tablename__}.{self.attribute.key}"

    @cached_property
    def kind(self) -> Kind:
        """What is asked, from the column's type unless `of` says it."""
        return self.of or _kind(self.column, coded=self.vocabulary is not None)

    @cached_property
    def required(self) -> bool:
        """Whether it may not be left empty."""
        if self.needed is not None:
            return self.needed
        return not self.column.nullable and self.column.default is None

    @cached_property
    def length(self) -> int | None:
        """Most characters of a text; sealed texts are as long as any other."""
        if isinstance(self.column.type, Sealed):
            return TEXT
        return self.column.type.length if isinstance(self.column.type, String) else None

    @cached_property
    def places(self) -> int:
        """Decimals of a number."""
        return self.column.type.places if isinstance(self.column.type, Amount) else 0

    @cached_property
    def sealed(self) -> bool:
        """Whether only holders of its category can read it back."""
        return isinstance(self.column.type, Sealed)


def _kind(column: Column[Any], *, coded: bool) -> Kind:
    known: tuple[tuple[type[Any], Kind], ...] = (
        (Partial, Kind.PARTIAL_DATE),
        (Codes, Kind.CODES),
        (Moment, Kind.MOMENT),
        (Amount, Kind.NUMBER),
        (Sealed, Kind.LONG_TEXT),
        (Date, Kind.DATE),
        (Boolean, Kind.TICK),
        (Integer, Kind.NUMBER),
    )
    for cls, kind in known:
        if isinstance(column.type, cls):
            return kind
    if isinstance(column.type, Key):
        raise TypeError(f"{column} needs to say what it asks for")
    if coded:
        return Kind.CODE
    return Kind.LONG_TEXT if (getattr(column.type, "length", 0) or 0) >= TEXT else Kind.TEXT


@dataclass(frozen=True)
class Section:
    """Fields under one heading, in paper order."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Form:
    """One sheet of paper: its questions in order, and the verb that saves it."""

    key: str
    title: str
    sections: tuple[Section, ...]
    save: Verb
    # The record a list of these forms is made of; the others of the form hang on it.
    record: type[Record]
    # Field whose value names one row in lists.
    columns: tuple[str, ...] = ()
    intro: str = ""
    # Not where the record says more than the form: a leaving taken off would take the stay with it.
    removable: bool = True

    def fields(self) -> Iterator[Field]:
        """Every field, in paper order."""
        for section in self.sections:
            yield from section.fields

    def field(self, name: str) -> Field:
        """The field with this key. KeyError if there is none."""
        for one in self.fields():
            if one.name == name:
                return one
        raise KeyError(name)

    @cached_property
    def category(self) -> Category:
        """The category of the main record."""
        return self.record.category
