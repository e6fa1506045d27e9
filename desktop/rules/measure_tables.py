"""Possible and usual values of what is measured.

Possible: weight, height, arm and haemoglobin by the rules of the case file; the others are wide enough
for anybody who is alive. Usual: growth by WHO's standards and reference, about 4 standard deviations either
way of both sexes, rounded outwards; pulse, breaths and pressure by the usual paediatric tables, fast
breathing by WHO (60 below 2 months, 50 to 11 months, 40 to 59 months). They catch slips and ask for a
second look; they are no findings.
"""

from dataclasses import dataclass
from decimal import Decimal

ALWAYS = 10_000  # months


@dataclass(frozen=True)
class Span:
    """Both ends belong to it."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies in it."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Band:
    """What is usual from one completed month of age to before another."""

    from_month: int
    to_month: int
    span: Span


def _span(low: str, high: str) -> Span:
    return Span(Decimal(low), Decimal(high))


def _bands(*rows: tuple[int, str, str]) -> tuple[Band, ...]:
    """Rows of (first month, low, high); each ends where the next begins."""
    ends = [row[0] for row in rows[1:]] + [ALWAYS]
    return tuple(
        Band(start, end, _span(low, high)) for (start, low, high), end in zip(rows, ends, strict=True)
    )


PLAUSIBLE: dict[str, Span] = {
    "weight": _span("0.5", "250"),
    "height": _span("30", "230"),
    "muac": _span("50", "500"),
    "head": _span("20", "70"),
    "temperature": _span("25", "45"),
    "pulse": _span("20", "300"),
    "breaths": _span("5", "150"),
    "systolic": _span("40", "300"),
    "diastolic": _span("20", "200"),
    "oxygen": _span("30", "100"),
    "haemoglobin": _span("20", "250"),
}

USUAL: dict[str, tuple[Band, ...]] = {
    "weight": _bands(
        (0, "1.5", "11.5"),
        (6, "4", "14.5"),
        (12, "5", "19"),
        (24, "7", "32"),
        (60, "10", "60"),
        (120, "17", "105"),
        (180, "28", "130"),
        (216, "35", "150"),
    ),
    "height": _bands(
        (0, "41", "76"),
        (6, "57", "85"),
        (12, "63", "100"),
        (24, "72", "129"),
        (60, "90", "165"),
        (120, "110", "195"),
        (180, "130", "205"),
        (216, "135", "205"),
    ),
    "muac": _bands(
        (0, "80", "180"), (6, "100", "230"), (60, "120", "320"), (120, "140", "420"), (216, "180", "450")
    ),
    "head": _bands((0, "30", "49"), (6, "37", "53"), (24, "42", "57"), (60, "44", "63")),
    "temperature": _bands((0, "35.5", "38")),
    "pulse": _bands((0, "90", "190"), (12, "80", "160"), (60, "60", "140"), (144, "45", "120")),
    "breaths": _bands(
        (0, "25", "59"), (2, "20", "49"), (12, "16", "39"), (60, "12", "30"), (144, "10", "24")
    ),
    "systolic": _bands((0, "55", "110"), (12, "70", "115"), (60, "80", "125"), (144, "90", "139")),
    "diastolic": _bands((0, "25", "75"), (12, "35", "78"), (60, "40", "85"), (144, "50", "89")),
    "oxygen": _bands((0, "94", "100")),
    "haemoglobin": _bands((0, "80", "220"), (6, "80", "170"), (60, "80", "180"), (180, "80", "190")),
}

# Adults, kg/m², WHO: the class below each value; the last has no upper end.
ADULT_BMI: tuple[tuple[Decimal | None, str], ...] = (
    (Decimal(16), "SEVERE_THIN"),
    (Decimal(17), "MODERATE_THIN"),
    (Decimal("18.5"), "MILD_THIN"),
    (Decimal(25), "NORMAL"),
    (Decimal(30), "OVERWEIGHT"),
    (None, "OBESE"),
)
