"""Time at the centre: the stay, its stages, the intake, what she said."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, LINE, TEXT, Event, OfPerson
from db.types import Codes, Key


class Stay(OfPerson, Record):
    """One person's time at the centre, from admission to leaving."""

    __tablename__ = "stay"
    category = Category.CASEWORK
    # The two dates are one merge group: a CHECK over fields that merge apart would
    # let two valid edits meet in a row that no database accepts.
    __merge_groups__ = (("admitted_on", "left_on"),)
    # A stay may end the day it began, never before.
    __table_args__ = (CheckConstraint("left_on >= admitted_on", name="dates_in_order"),)

    centre_id: Mapped[UUID] = mapped_column(Key, index=True)
    arrival_id: Mapped[UUID | None] = mapped_column(Key, index=True)
    admitted_on: Mapped[date] = mapped_column(Date)
    left_on: Mapped[date | None] = mapped_column(Date, index=True)
    left_to: Mapped[str | None] = mapped_column(String(CODE))
    # Planned, unplanned, to another centre, deceased.
    left_how: Mapped[str | None] = mapped_column(String(CODE))
    left_reason: Mapped[str | None] = mapped_column(String(LINE))


class StageEntry(OfPerson, Record):
    """The day a person entered a stage of the programme; the newest one is where she is."""

    __tablename__ = "stage_entry"
    category = Category.CASEWORK

    stage: Mapped[str] = mapped_column(String(CODE))
    entered_on: Mapped[date] = mapped_column(Date)
    # Why a stage was skipped or gone back to.
    reason: Mapped[str | None] = mapped_column(String(LINE))


class Intake(OfPerson, Event, Record):
    """What the first conversation brought."""

    __tablename__ = "intake"
    category = Category.CASEWORK

    immediate_needs: Mapped[tuple[str, ...] | None] = mapped_column(Codes)
    needs_note: Mapped[str | None] = mapped_column(String(TEXT))
    belongings: Mapped[str | None] = mapped_column(String(TEXT))
    interpreter: Mapped[bool] = mapped_column(Boolean, default=False)
    statement: Mapped[str | None] = mapped_column(String(TEXT))
    child_wishes: Mapped[str | None] = mapped_column(String(TEXT))


class OwnWords(OfPerson, Event, Record):
    """In her own words, and what she disagrees with."""

    __tablename__ = "own_words"
    category = Category.CASEWORK

    words: Mapped[str] = mapped_column(String(TEXT))
    disagrees: Mapped[str | None] = mapped_column(String(TEXT))


class Consent(OfPerson, Event, Record):
    """What she, or who speaks for her, agreed to; or the other basis that was used."""

    __tablename__ = "consent"
    category = Category.CONSENT
    __merge_groups__ = (("expires_on", "withdrawn_on"),)

    basis: Mapped[str] = mapped_column(String(CODE))
    scope: Mapped[tuple[str, ...] | None] = mapped_column(Codes)
    recipients: Mapped[tuple[str, ...] | None] = mapped_column(Codes)
    given_by: Mapped[str | None] = mapped_column(String(LINE))
    relation: Mapped[str | None] = mapped_column(String(CODE))
    # The child's own yes or no, where a grown-up gave the consent.
    assent: Mapped[str | None] = mapped_column(String(CODE))
    language: Mapped[str | None] = mapped_column(String(CODE))
    interpreter: Mapped[str | None] = mapped_column(String(LINE))
    witness: Mapped[str | None] = mapped_column(String(LINE))
    refused: Mapped[bool] = mapped_column(Boolean, default=False)
    expires_on: Mapped[date | None] = mapped_column(Date)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
