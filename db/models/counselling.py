"""Sessions that took place, and the notes that only their holders open."""

from uuid import UUID

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, LINE, TEXT, Event, OfPerson
from db.types import Codes, Key, Moment, Sealed, SealedText


class CounsellingSession(OfPerson, Event, Record):
    """That a session took place, in which way and who came: what a case worker sees of it."""

    __tablename__ = "counselling_session"
    category = Category.CASEWORK

    # psychological or religious; the second is voluntary and never counted as a measure of anything.
    service: Mapped[str] = mapped_column(String(CODE))
    mode: Mapped[str] = mapped_column(String(CODE))
    attendance: Mapped[str] = mapped_column(String(CODE))
    minutes: Mapped[int | None] = mapped_column(Integer)
    next_at: Mapped[int | None] = mapped_column(Moment)


class CounsellingNote(OfPerson, Record):
    """What was said to the psychologist. Shadow outside: the session's attendance, mode and date."""

    __tablename__ = "counselling_note"
    category = Category.COUNSELLING_NOTES

    session_id: Mapped[UUID] = mapped_column(Key, index=True)
    author_id: Mapped[UUID] = mapped_column(Key)
    text: Mapped[SealedText | None] = mapped_column(Sealed)
    # A signed note is corrected only by a later note that points at it.
    corrects_id: Mapped[UUID | None] = mapped_column(Key)
    signed_at: Mapped[int | None] = mapped_column(Moment)


class ReligionNote(OfPerson, Record):
    """Topics, the person's own questions, next step. Shadow outside: as for the psychologist's note."""

    __tablename__ = "religion_note"
    category = Category.RELIGION_NOTES

    session_id: Mapped[UUID] = mapped_column(Key, index=True)
    author_id: Mapped[UUID] = mapped_column(Key)
    text: Mapped[SealedText | None] = mapped_column(Sealed)
    corrects_id: Mapped[UUID | None] = mapped_column(Key)
    signed_at: Mapped[int | None] = mapped_column(Moment)


class FamilyMeeting(OfPerson, Event, Record):
    """A relative came, telephoned or wrote."""

    __tablename__ = "family_meeting"
    category = Category.FAMILY

    visitor: Mapped[str] = mapped_column(String(LINE))
    relation: Mapped[str | None] = mapped_column(String(CODE))
    mode: Mapped[str] = mapped_column(String(CODE))
    identity_checked: Mapped[str | None] = mapped_column(String(CODE))
    supervised: Mapped[str | None] = mapped_column(String(CODE))
    child_wish: Mapped[str | None] = mapped_column(String(TEXT))
    reactions: Mapped[tuple[str, ...] | None] = mapped_column(Codes)
    agreed: Mapped[str | None] = mapped_column(String(TEXT))
