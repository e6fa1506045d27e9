"""Courses and school."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, LINE, TEXT, Event, OfPerson
from db.types import Amount, Key


class Course(Record):
    """A vocational course or group that runs at the centre."""

    __tablename__ = "course"
    category = Category.PROGRAMME
    __merge_groups__ = (("starts_on", "ends_on"),)
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="dates_in_order"),)

    centre_id: Mapped[UUID] = mapped_column(Key, index=True)
    kind: Mapped[str] = mapped_column(String(CODE))
    label: Mapped[str] = mapped_column(String(LINE))
    provider: Mapped[str | None] = mapped_column(String(LINE))
    hours: Mapped[int | None] = mapped_column(Integer)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    trainer_id: Mapped[UUID | None] = mapped_column(Key)


class Enrolment(OfPerson, Event, Record):
    """A person takes part in a course. `happened_on` is the day of enrolment.

    That she takes part is a service of her plan, so casework; what the trainer finds is `CourseResult`.
    """

    __tablename__ = "enrolment"
    category = Category.CASEWORK

    course_id: Mapped[UUID] = mapped_column(Key, index=True)
    status: Mapped[str] = mapped_column(String(CODE))
    ended_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(String(LINE))


class Attendance(OfPerson, Event, Record):
    """One day of one course. Attendance of any session is casework."""

    __tablename__ = "attendance"
    category = Category.CASEWORK

    course_id: Mapped[UUID] = mapped_column(Key, index=True)
    attendance: Mapped[str] = mapped_column(String(CODE))
    hours: Mapped[Decimal | None] = mapped_column(Amount(1))


class CourseResult(OfPerson, Event, Record):
    """How she did in a course, by the trainer."""

    __tablename__ = "course_result"
    category = Category.VOCATION

    course_id: Mapped[UUID] = mapped_column(Key, index=True)
    passed: Mapped[str | None] = mapped_column(String(CODE))
    note: Mapped[str | None] = mapped_column(String(TEXT))


class SchoolPlacement(OfPerson, Event, Record):
    """A place in a school or kindergarten. `happened_on` is the day the place was given."""

    __tablename__ = "school_placement"
    category = Category.EDUCATION
    # A grade counts within its track: the 11-year and the 12-year numbering stand side by side.
    __merge_groups__ = (("grade", "track"),)

    kind: Mapped[str] = mapped_column(String(CODE))
    school: Mapped[str] = mapped_column(String(LINE))
    grade: Mapped[int | None] = mapped_column(Integer)
    track: Mapped[int | None] = mapped_column(Integer)
    language: Mapped[str | None] = mapped_column(String(CODE))
    starts_on: Mapped[date | None] = mapped_column(Date)
    support: Mapped[str | None] = mapped_column(String(TEXT))
