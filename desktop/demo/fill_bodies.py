"""Invented measurements that fit an age: near the middle of WHO's growth figures, a little below it."""

from bisect import bisect_right
from decimal import Decimal
from typing import Any

from desktop.demo.fill_texts import Chance

# Years, height or length in cm, weight in kg: rounded middle of both sexes, WHO growth standards (2006)
# and reference (2007); the last row stands for women, men are _MAN times as tall and heavy.
_MIDDLE = (
    (0.0, 50.0, 3.4), (0.25, 60.5, 6.1), (0.5, 66.5, 7.6), (1.0, 75.0, 9.3), (2.0, 86.5, 11.9),
    (3.0, 95.5, 14.1), (4.0, 103.0, 16.2), (5.0, 109.7, 18.3), (6.0, 116.0, 20.5), (7.0, 121.5, 22.8),
    (8.0, 127.0, 25.4), (9.0, 132.5, 28.3), (10.0, 138.0, 31.6), (11.0, 143.5, 35.6), (12.0, 149.5, 40.2),
    (13.0, 155.0, 45.0), (14.0, 159.0, 49.0), (15.0, 161.0, 52.0), (16.0, 162.0, 54.0), (18.0, 162.5, 57.0),
)  # fmt: skip
_MAN = (1.07, 1.2)
# From this many months a child is measured standing.
_STANDING = 24
# Months from which: pulse, breaths, upper and lower pressure (none below five years).
_SIGNS = (
    (0, 130, 38, None, None),
    (12, 112, 27, None, None),
    (60, 92, 21, 98, 62),
    (144, 76, 17, 114, 72),
)  # fmt: skip


def body(chance: Chance, sex: str, months: int) -> dict[str, Any]:
    """Weight and height of somebody of this age, and the arm of a small child, as a form has them."""
    height, weight = _middle(months / 12)
    if sex == "M" and months >= 16 * 12:
        height, weight = height * _MAN[0], weight * _MAN[1]
    values: dict[str, Any] = {
        "measurement.weight": _one_place(weight * chance.about(0.97, 0.05)),
        "measurement.height": _one_place(height * chance.about(0.985, 0.015)),
        "measurement.position": "standing" if months >= _STANDING else "lying",
    }
    if 6 <= months <= 59:
        values["measurement.muac"] = round(chance.about(143 + months / 4, 9))
        values["measurement.oedema"] = "none"
    return values


def grown_by(chance: Chance, weight: Decimal, months: int) -> Decimal:
    """The weight a week later: a little more, as after a long journey."""
    return weight + _one_place(chance.about(0.2 if months < 60 else 0.4, 0.1))


def signs(chance: Chance, months: int) -> dict[str, Any]:
    """Vital signs of somebody of this age who is well."""
    row = _SIGNS[bisect_right([row[0] for row in _SIGNS], months) - 1]
    values: dict[str, Any] = {
        "health_check.temperature": _one_place(chance.about(36.7, 0.2)),
        "health_check.pulse": round(chance.about(row[1], 6)),
        "health_check.breaths": round(chance.about(row[2], 1.5)),
        "health_check.oxygen": chance.whole(97, 99),
    }
    if row[3] is not None and row[4] is not None:
        values["health_check.systolic"] = round(chance.about(row[3], 5))
        values["health_check.diastolic"] = round(chance.about(row[4], 4))
    return values


def _middle(years: float) -> tuple[float, float]:
    """Height and weight between the two rows the age lies between."""
    place = bisect_right([row[0] for row in _MIDDLE], years)
    if place == len(_MIDDLE):
        return _MIDDLE[-1][1:]
    (young, short, light), (old, tall, heavy) = _MIDDLE[place - 1], _MIDDLE[place]
    share = (years - young) / (old - young)
    return short + share * (tall - short), light + share * (heavy - light)


def _one_place(value: float) -> Decimal:
    return Decimal(str(round(value, 1)))
