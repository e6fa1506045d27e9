"""What several kinds of record have in common."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.types import Key

# Lengths are the ones staff may fill: a refused save says so beside the field.
NAME, LINE, TEXT, CODE = 300, 500, 20_000, 32


class OfPerson:
    """Belongs to one person's file; the file open at the time, never edited when files are joined."""

    person_id: Mapped[UUID] = mapped_column(Key, ForeignKey("person.id"), index=True)


class Event:
    """Something that happened: when, who did it, who typed it, from which paper.

    Due rules count from when it happened, not from when it was typed.
    """

    happened_on: Mapped[date] = mapped_column(Date)
    done_by_id: Mapped[UUID | None] = mapped_column(Key)
    # Only where another hand typed it.
    typed_by_id: Mapped[UUID | None] = mapped_column(Key)
    from_paper: Mapped[str | None] = mapped_column(String(LINE))
