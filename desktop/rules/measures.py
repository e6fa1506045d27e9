"""Whether a measured value can be right, and what it may have been meant to be.

Names are those of the columns; units are fixed: weight kg, height and head cm, muac mm, temperature °C,
pulse and breaths per minute, systolic and diastolic mmHg, oxygen %, haemoglobin g/L.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from desktop.rules.ages import AgeRange
from desktop.rules.measure_tables import ADULT_BMI, PLAUSIBLE, USUAL, Span
from desktop.rules.messages import N_

OK, WARNING, ERROR = "ok", "warning", "error"

NOT_A_NUMBER = N_("Type a number.")
IMPOSSIBLE = N_("Possible values are {low} to {high}. Measure or type it again.")
UNUSUAL = N_("Unusual: most values are {low} to {high}. Look again, and keep it if it is right.")
UNUSUAL_AT_AGE = N_(
    "Unusual at this age: most values are {low} to {high}. Look again, and keep it if it is right."
)

# Acute malnutrition by arm circumference, mm: WHO/UNICEF 2009.
MUAC_SEVERE = 115
MUAC_MODERATE = 125
MUAC_MONTHS = (6, 59)

DAYS_PER_MONTH = Decimal("30.4375")
WEIGHT_CHANGE = 10  # per cent a month


@dataclass(frozen=True)
class ValueCheck:
    """`message` is an untranslated sentence with places for `params`; `suggestion` a value to take."""

    level: str
    message: str | None = None
    suggestion: Decimal | None = None
    params: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class _Slip:
    """Another unit, or a lost point: how the value is turned back, and what to say."""

    back: Callable[[Decimal], Decimal]
    message: str


def _times(factor: str) -> Callable[[Decimal], Decimal]:
    return lambda value: value * Decimal(factor)


def _from_fahrenheit(value: Decimal) -> Decimal:
    return ((value - 32) * 5 / 9).quantize(Decimal("0.1"), ROUND_HALF_UP)


_GRAMS = _Slip(_times("0.001"), N_("Looks like grams. Use {suggestion}."))
_METRES = _Slip(_times("100"), N_("Looks like metres. Use {suggestion}."))
_MILLIMETRES = _Slip(_times("0.1"), N_("Looks like millimetres. Use {suggestion}."))
_CENTIMETRES = _Slip(_times("10"), N_("Looks like centimetres. Use {suggestion}."))
_FAHRENHEIT = _Slip(_from_fahrenheit, N_("Looks like degrees Fahrenheit. Use {suggestion}."))
_PER_DECILITRE = _Slip(_times("10"), N_("Looks like g/dL. Use {suggestion}."))
_LOST_POINT = _Slip(_times("0.1"), N_("The decimal point may be missing. Is it {suggestion}?"))

# In the order in which they are tried.
_SLIPS: dict[str, tuple[_Slip, ...]] = {
    "weight": (_LOST_POINT, _GRAMS),
    "height": (_METRES, _MILLIMETRES),
    "muac": (_CENTIMETRES,),
    "head": (_MILLIMETRES, _METRES),
    "temperature": (_LOST_POINT, _FAHRENHEIT),
    "haemoglobin": (_PER_DECILITRE,),
}


def check_value(measure: str, value: Decimal, age: AgeRange | None = None) -> ValueCheck:
    """Error outside what is possible, warning outside what is usual, at this age where it is known.

    A slip of unit is named where it brings the value back to what is usual.
    ValueError for a measure that is not in the tables.
    """
    if measure not in PLAUSIBLE:
        raise ValueError(f"no such measure: {measure}")
    if not value.is_finite():
        return ValueCheck(ERROR, NOT_A_NUMBER)
    possible, usual = PLAUSIBLE[measure], usual_span(measure, age)
    if possible.holds(value):
        return ValueCheck(OK) if usual.holds(value) else _unusual(measure, value, usual, age)
    plain = ValueCheck(ERROR, IMPOSSIBLE, params={"low": possible.low, "high": possible.high})
    return _meant(ERROR, measure, value, usual) or plain


def usual_span(measure: str, age: AgeRange | None = None) -> Span:
    """What is usual at every age that is possible: the widest of the bands that the age touches."""
    bands = USUAL[measure]
    if age is not None:
        bands = tuple(b for b in bands if b.from_month <= age.high_months and age.low_months < b.to_month)
    return Span(min(b.span.low for b in bands), max(b.span.high for b in bands))


def check_blood_pressure(systolic: Decimal, diastolic: Decimal) -> ValueCheck:
    """The upper value must be above the lower one."""
    if systolic > diastolic:
        return ValueCheck(OK)
    return ValueCheck(
        ERROR, N_("The upper value is not above the lower one. Exchange or measure them again.")
    )


def bmi(weight_kg: Decimal, height_cm: Decimal) -> Decimal:
    """Body mass index in kg/m², not rounded; both above 0."""
    if weight_kg <= 0 or height_cm <= 0:
        raise ValueError("weight and height are above 0")
    return weight_kg * 10000 / (height_cm * height_cm)


def adult_bmi_class(index: Decimal) -> str:
    """WHO class of an adult: SEVERE_THIN, MODERATE_THIN, MILD_THIN, NORMAL, OVERWEIGHT or OBESE."""
    return next(code for below, code in ADULT_BMI if below is None or index < below)


def muac_class(muac_mm: Decimal, age: AgeRange | None, *, oedema: bool = False) -> str | None:
    """SAM below 115 mm or with oedema of both feet, MAM below 125 mm, else OK; for 6 to 59 months.

    None if the child is certainly younger or older. An unknown age is classed, for the arm is measured where
    no age is known; the caller asks it for young children only.
    """
    if age is not None and (age.high_months < MUAC_MONTHS[0] or age.low_months > MUAC_MONTHS[1]):
        return None
    if oedema or muac_mm < MUAC_SEVERE:
        return "SAM"
    return "MAM" if muac_mm < MUAC_MODERATE else "OK"


def weight_change(before_kg: Decimal, before_on: date, after_kg: Decimal, after_on: date) -> Decimal:
    """Change in per cent of the earlier weight a month, negative for a loss.

    Less than a month counts as one: two days of scales and clothes are not a trend. The second day must
    not be earlier, the first weight above 0.
    """
    if before_kg <= 0 or after_on < before_on:
        raise ValueError("weights above 0, in the order they were taken")
    months = max(Decimal(1), (after_on - before_on).days / DAYS_PER_MONTH)
    return (after_kg - before_kg) * 100 / before_kg / months


def is_unusual_weight_change(per_cent_a_month: Decimal, age: AgeRange | None = None) -> bool:
    """More than 10 per cent a month either way; in the first year a gain of that size is growth."""
    if age is not None and age.low_months < 12 and per_cent_a_month > 0:
        return False
    return abs(per_cent_a_month) > WEIGHT_CHANGE


def _unusual(measure: str, value: Decimal, usual: Span, age: AgeRange | None) -> ValueCheck:
    message = UNUSUAL if age is None else UNUSUAL_AT_AGE
    plain = ValueCheck(WARNING, message, params={"low": usual.low, "high": usual.high})
    return _meant(WARNING, measure, value, usual) or plain


def _meant(level: str, measure: str, value: Decimal, span: Span) -> ValueCheck | None:
    for slip in _SLIPS.get(measure, ()):
        suggestion = _shortest(slip.back(value))
        if span.holds(suggestion):
            return ValueCheck(level, slip.message, suggestion, {"suggestion": suggestion})
    return None


def _shortest(value: Decimal) -> Decimal:
    """12.900 as 12.9 and 1.42E+2 as 142."""
    plain = value.normalize()
    return plain if plain.as_tuple().exponent in range(-9, 1) else plain.quantize(Decimal(1))
