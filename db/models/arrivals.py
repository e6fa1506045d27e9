"""A flight, its list, and who came."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, LINE, OfPerson
from db.types import Codes, Key, Moment


class Operation(Record):
    """A return operation."""

    __tablename__ = "operation"
    category = Category.PROGRAMME

    programme: Mapped[str] = mapped_column(String(CODE))
    name: Mapped[str] = mapped_column(String(LINE))


class Arrival(Record):
    """One group that came on one day."""

    __tablename__ = "arrival"
    category = Category.PROGRAMME

    operation_id: Mapped[UUID] = mapped_column(Key, index=True)
    centre_id: Mapped[UUID] = mapped_column(Key, index=True)
    arrives_on: Mapped[date] = mapped_column(Date)
    label: Mapped[str | None] = mapped_column(String(LINE))
    manifest_count: Mapped[int | None] = mapped_column(Integer)
    closed_at: Mapped[int | None] = mapped_column(Moment)


class ArrivalLine(OfPerson, Record):
    """One person on the arrival list: expected, here, not here; room; what cannot wait."""

    __tablename__ = "arrival_line"
    category = Category.CASEWORK
    __merge_groups__ = (("state", "seen_at"),)

    arrival_id: Mapped[UUID] = mapped_column(Key, index=True)
    household_id: Mapped[UUID | None] = mapped_column(Key)
    # Line of the manifest; people not on the list have none.
    line: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(CODE), default="EXPECTED")
    seen_at: Mapped[int | None] = mapped_column(Moment)
    urgent: Mapped[tuple[str, ...] | None] = mapped_column(Codes)
