"""Health: the check, what was measured, and what is sealed."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Category, Record
from db.models.mixins import CODE, TEXT, Event, OfPerson
from db.types import Amount, Codes, Key, Sealed, SealedText


class HealthCheck(OfPerson, Event, Record):
    """A head-to-toe look with vital signs."""

    __tablename__ = "health_check"
    category = Category.HEALTH
    __table_args__ = (
        CheckConstraint("pulse BETWEEN 20 AND 300", name="pulse_range"),
        CheckConstraint("breaths BETWEEN 5 AND 150", name="breaths_range"),
        CheckConstraint("oxygen BETWEEN 30 AND 100", name="oxygen_range"),
    )

    kind: Mapped[str] = mapped_column(String(CODE))
    # Degrees Celsius.
    temperature: Mapped[Decimal | None] = mapped_column(Amount(1))
    # Beats and breaths a minute; millimetres of mercury; per cent.
    pulse: Mapped[int | None] = mapped_column(Integer)
    breaths: Mapped[int | None] = mapped_column(Integer)
    systolic: Mapped[int | None] = mapped_column(Integer)
    diastolic: Mapped[int | None] = mapped_column(Integer)
    oxygen: Mapped[int | None] = mapped_column(Integer)
    findings: Mapped[tuple[str, ...] | None] = mapped_column(Codes)
    outcome: Mapped[str | None] = mapped_column(String(CODE))
    note: Mapped[str | None] = mapped_column(String(TEXT))


class Measurement(OfPerson, Event, Record):
    """Weight, length or height, arm, head."""

    __tablename__ = "measurement"
    category = Category.HEALTH
    # Height means nothing without how it was taken.
    __merge_groups__ = (("height", "position"),)
    __table_args__ = (
        CheckConstraint("weight BETWEEN 50 AND 25000", name="weight_range"),
        CheckConstraint("height BETWEEN 300 AND 2300", name="height_range"),
        CheckConstraint("muac BETWEEN 50 AND 500", name="muac_range"),
    )

    # Kilograms, 0.5 to 250.
    weight: Mapped[Decimal | None] = mapped_column(Amount(2))
    # Centimetres, 30 to 230; lying is length, standing is height.
    height: Mapped[Decimal | None] = mapped_column(Amount(1))
    position: Mapped[str | None] = mapped_column(String(CODE))
    # Mid-upper arm circumference, millimetres, 50 to 500.
    muac: Mapped[int | None] = mapped_column(Integer)
    # Head circumference, centimetres.
    head: Mapped[Decimal | None] = mapped_column(Amount(1))
    oedema: Mapped[str | None] = mapped_column(String(CODE))


class SensitiveHealth(OfPerson, Event, Record):
    """Infections, pregnancy and its outcome, signs of torture or sexual violence.

    Shadow outside: a due rule may read `happened_on` and says "health appointment".
    """

    __tablename__ = "sensitive_health"
    category = Category.HEALTH_SENSITIVE

    health_check_id: Mapped[UUID | None] = mapped_column(Key)
    text: Mapped[SealedText | None] = mapped_column(Sealed)
