"""The centre, its rooms, and where a person is."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, LINE, OfPerson
from db.types import Key, Moment


class Centre(Record):
    """A place where people stay."""

    __tablename__ = "centre"
    category = Category.PROGRAMME
    __table_args__ = (CheckConstraint("capacity >= 0", name="capacity_not_negative"),)

    name: Mapped[str] = mapped_column(String(LINE))
    # The same name for papers in a second language.
    name_kk: Mapped[str | None] = mapped_column(String(LINE))
    name_ru: Mapped[str | None] = mapped_column(String(LINE))
    letters: Mapped[str] = mapped_column(String(CODE))
    kind: Mapped[str] = mapped_column(String(CODE))
    programme: Mapped[str] = mapped_column(String(CODE))
    time_zone: Mapped[str] = mapped_column(String(64))
    capacity: Mapped[int | None] = mapped_column(Integer)


class RoomStay(OfPerson, Record):
    """A room and bed, from and until."""

    __tablename__ = "room_stay"
    category = Category.HOUSE
    __merge_groups__ = (("from_on", "until_on"),)
    __table_args__ = (CheckConstraint("until_on >= from_on", name="dates_in_order"),)

    centre_id: Mapped[UUID] = mapped_column(Key, index=True)
    room: Mapped[str] = mapped_column(String(CODE))
    bed: Mapped[str | None] = mapped_column(String(CODE))
    from_on: Mapped[date] = mapped_column(Date)
    until_on: Mapped[date | None] = mapped_column(Date)


class Presence(OfPerson, Record):
    """Where she is now, when that is not her room; the newest row counts."""

    __tablename__ = "presence"
    category = Category.HOUSE

    kind: Mapped[str] = mapped_column(String(CODE))
    place: Mapped[str | None] = mapped_column(String(LINE))
    since_at: Mapped[int] = mapped_column(Moment)
    back_by: Mapped[date | None] = mapped_column(Date)


class MustKnow(OfPerson, Record):
    """A line that everybody who sees the person must know, without the reason.

    `none_known` says that it was asked and there is none, which differs from not asked yet.
    """

    __tablename__ = "must_know"
    category = Category.MUST_KNOW

    kind: Mapped[str] = mapped_column(String(CODE))
    text: Mapped[str | None] = mapped_column(String(120))
    none_known: Mapped[bool] = mapped_column(default=False)
    asked_on: Mapped[date] = mapped_column(Date)
    until_on: Mapped[date | None] = mapped_column(Date)
