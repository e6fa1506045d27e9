"""Goals, appointments, papers' steps and what waits for a signature."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, LINE, TEXT, Event, OfPerson
from db.types import Key, Moment, Sealed, SealedText


class Goal(OfPerson, Record):
    """A goal of the individual plan."""

    __tablename__ = "goal"
    category = Category.CASEWORK

    domain: Mapped[str] = mapped_column(String(CODE))
    text: Mapped[str] = mapped_column(String(LINE))
    status: Mapped[str] = mapped_column(String(CODE))
    status_note: Mapped[str | None] = mapped_column(String(LINE))
    responsible: Mapped[str | None] = mapped_column(String(CODE))
    set_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)


class Approval(OfPerson, Record):
    """Somebody asked for a signature; `of_category` is that of what is approved."""

    __tablename__ = "approval"
    category = Category.CASEWORK
    __merge_groups__ = (("state", "decided_by_id", "decided_at"),)

    of_category: Mapped[str] = mapped_column(String(CODE))
    what: Mapped[str] = mapped_column(String(CODE))
    record_id: Mapped[UUID | None] = mapped_column(Key, index=True)
    state: Mapped[str] = mapped_column(String(CODE))
    asked_by_id: Mapped[UUID] = mapped_column(Key)
    asked_at: Mapped[int] = mapped_column(Moment)
    decided_by_id: Mapped[UUID | None] = mapped_column(Key)
    decided_at: Mapped[int | None] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(String(LINE))


class Appointment(OfPerson, Record):
    """When, with whom, where. What it is about is said by its service alone."""

    __tablename__ = "appointment"
    category = Category.CASEWORK

    of_category: Mapped[str] = mapped_column(String(CODE))
    service: Mapped[str] = mapped_column(String(CODE))
    starts_at: Mapped[int] = mapped_column(Moment, index=True)
    with_id: Mapped[UUID | None] = mapped_column(Key, index=True)
    place: Mapped[str | None] = mapped_column(String(LINE))
    note: Mapped[str | None] = mapped_column(String(LINE))


class LegalStep(OfPerson, Event, Record):
    """A step of a person's way to a paper or a right; the newest of a track is where it stands."""

    __tablename__ = "legal_step"
    category = Category.LEGAL

    track: Mapped[str] = mapped_column(String(CODE))
    step: Mapped[str] = mapped_column(String(CODE))
    agency: Mapped[str | None] = mapped_column(String(LINE))
    due_on: Mapped[date | None] = mapped_column(Date)
    original_with: Mapped[str | None] = mapped_column(String(LINE))


class LegalNote(OfPerson, Event, Record):
    """What the lawyer keeps to the file. Leaves no shadow outside."""

    __tablename__ = "legal_note"
    category = Category.LEGAL_NOTES

    text: Mapped[SealedText | None] = mapped_column(Sealed)


class CriminalProceeding(OfPerson, Event, Record):
    """Role and course of a criminal proceeding. Shadow outside: that there is one, and its date."""

    __tablename__ = "criminal_proceeding"
    category = Category.CRIMINAL

    text: Mapped[SealedText | None] = mapped_column(Sealed)


class PrintedPaper(OfPerson, Record):
    """A paper left the printer: which, for whom, in which languages, which copy."""

    __tablename__ = "printed_paper"
    category = Category.CONSENT

    kind: Mapped[str] = mapped_column(String(CODE))
    copy_number: Mapped[str] = mapped_column(String(CODE))
    recipient: Mapped[str] = mapped_column(String(CODE))
    languages: Mapped[str] = mapped_column(String(LINE))
    printed_at: Mapped[int] = mapped_column(Moment)
    printed_by_id: Mapped[UUID] = mapped_column(Key)
    note: Mapped[str | None] = mapped_column(String(TEXT))


class Confirmation(OfPerson, Record):
    """A value that looked wrong and was confirmed, with the reason the person at the screen gave."""

    __tablename__ = "confirmation"
    category = Category.CASEWORK

    of_category: Mapped[str] = mapped_column(String(CODE))
    record_id: Mapped[UUID] = mapped_column(Key, index=True)
    field: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(LINE))
