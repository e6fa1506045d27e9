from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.ages import AgeRange
from desktop.rules.measure_tables import ALWAYS, PLAUSIBLE, USUAL
from desktop.rules.measures import (
    NOT_A_NUMBER,
    adult_bmi_class,
    bmi,
    check_blood_pressure,
    check_value,
    is_unusual_weight_change,
    muac_class,
    usual_span,
    weight_change,
)

measures = st.sampled_from(sorted(PLAUSIBLE))


def months(low: int, high: int | None = None) -> AgeRange:
    top = low if high is None else high
    return AgeRange(low * 30, top * 31, low, top)


TODDLER, ADULT = months(30), months(360)


@pytest.mark.parametrize(
    ("measure", "value", "suggestion", "message"),
    [
        ("muac", "14.2", "142", "Looks like centimetres. Use 142."),
        ("height", "1.42", "142", "Looks like metres. Use 142."),
        ("height", "1420", "142", "Looks like millimetres. Use 142."),
        ("weight", "12900", "12.9", "Looks like grams. Use 12.9."),
        ("weight", "2900", "2.9", "Looks like grams. Use 2.9."),
        ("head", "465", "46.5", "Looks like millimetres. Use 46.5."),
        ("temperature", "368", "36.8", "The decimal point may be missing. Is it 36.8?"),
        ("temperature", "98.6", "37", "Looks like degrees Fahrenheit. Use 37."),
        ("haemoglobin", "12.4", "124", "Looks like g/dL. Use 124."),
    ],
)
def test_a_slip_of_unit_is_an_error_that_says_what_was_meant(
    measure: str, value: str, suggestion: str, message: str
) -> None:
    check = check_value(measure, Decimal(value))
    assert check.level == "error"
    assert check.suggestion == Decimal(suggestion)
    assert check.message is not None
    assert check.message.format(**check.params) == message


def test_a_lost_point_is_suggested_where_the_age_makes_it_plain() -> None:
    check = check_value("weight", Decimal(129), TODDLER)
    assert (check.level, check.suggestion) == ("warning", Decimal("12.9"))
    assert check_value("weight", Decimal(129), ADULT).level == "ok"


def test_no_slip_is_suggested_that_would_be_unusual_at_the_age() -> None:
    check = check_value("weight", Decimal(1650), ADULT)
    assert (check.level, check.suggestion) == ("error", None)


@given(measures, st.decimals(min_value=-1000, max_value=100_000, places=2), st.integers(0, 1200))
def test_a_suggestion_is_a_value_that_passes(measure: str, value: Decimal, age_in_months: int) -> None:
    age = months(age_in_months)
    check = check_value(measure, value, age)
    assert (check.level == "error") == (not PLAUSIBLE[measure].holds(value))
    assert (check.level == "ok") == (check.message is None)
    if check.suggestion is not None:
        assert check_value(measure, check.suggestion, age).level == "ok"
        assert "E" not in str(check.suggestion)


@given(measures, st.integers(0, 1200), st.integers(0, 100))
def test_doubt_about_the_age_widens_what_is_usual(measure: str, low: int, more: int) -> None:
    wide = usual_span(measure, months(low, low + more))
    for age in (months(low), months(low + more)):
        narrow = usual_span(measure, age)
        assert wide.low <= narrow.low < narrow.high <= wide.high
    anybody = usual_span(measure)
    assert anybody.low <= wide.low < wide.high <= anybody.high


@pytest.mark.parametrize("measure", sorted(PLAUSIBLE))
def test_the_bands_of_usual_values_cover_every_age_once_and_are_possible(measure: str) -> None:
    bands = USUAL[measure]
    assert bands[0].from_month == 0
    assert [band.to_month for band in bands] == [band.from_month for band in bands[1:]] + [ALWAYS]
    assert all(PLAUSIBLE[measure].holds(band.span.low) for band in bands)
    assert all(PLAUSIBLE[measure].holds(band.span.high) for band in bands)


@pytest.mark.parametrize(
    ("measure", "ends"),
    [
        ("weight", ("0.5", "250")),
        ("height", ("30", "230")),
        ("muac", ("50", "500")),
        ("haemoglobin", ("20", "250")),
    ],
)
def test_the_possible_values_are_those_of_the_case_file(measure: str, ends: tuple[str, str]) -> None:
    for end, beyond in zip(ends, ("-0.01", "0.01"), strict=True):
        assert check_value(measure, Decimal(end)).level != "error"
        assert check_value(measure, Decimal(end) + Decimal(beyond)).level == "error"


def test_a_value_outside_what_is_possible_names_the_limits() -> None:
    check = check_value("oxygen", Decimal(101))
    assert check.message is not None
    assert check.message.format(**check.params) == "Possible values are 30 to 100. Measure or type it again."


def test_an_unusual_value_is_a_warning_that_can_stand() -> None:
    check = check_value("breaths", Decimal(52), months(20))
    assert (check.level, check.suggestion) == ("warning", None)
    assert check.message is not None
    assert "at this age" in check.message
    assert check_value("breaths", Decimal(52), months(1)).level == "ok"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_number_is_refused(value: str) -> None:
    assert check_value("weight", Decimal(value)).message == NOT_A_NUMBER


def test_an_unknown_measure_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="shoe_size"):
        check_value("shoe_size", Decimal(38))


def test_the_upper_blood_pressure_is_above_the_lower() -> None:
    assert check_blood_pressure(Decimal(120), Decimal(80)).level == "ok"
    assert check_blood_pressure(Decimal(80), Decimal(120)).level == "error"
    assert check_blood_pressure(Decimal(80), Decimal(80)).level == "error"


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ("15.99", "SEVERE_THIN"),
        ("16", "MODERATE_THIN"),
        ("17", "MILD_THIN"),
        ("18.49", "MILD_THIN"),
        ("18.5", "NORMAL"),
        ("24.99", "NORMAL"),
        ("25", "OVERWEIGHT"),
        ("30", "OBESE"),
    ],
)
def test_adults_are_classed_by_the_unrounded_index(index: str, expected: str) -> None:
    assert adult_bmi_class(Decimal(index)) == expected


def test_the_body_mass_index_is_kilograms_by_square_metres() -> None:
    assert bmi(Decimal(64), Decimal(160)) == 25
    with pytest.raises(ValueError, match="above 0"):
        bmi(Decimal(64), Decimal(0))


@pytest.mark.parametrize(
    ("mm", "expected"), [("114", "SAM"), ("114.9", "SAM"), ("115", "MAM"), ("124.9", "MAM"), ("125", "OK")]
)
def test_the_arm_is_classed_from_6_to_59_months(mm: str, expected: str) -> None:
    for age in (months(6), months(59), months(4, 7), months(58, 70), None):
        assert muac_class(Decimal(mm), age) == expected
    for age in (months(5), months(60), ADULT):
        assert muac_class(Decimal(mm), age) is None


def test_swelling_of_both_feet_is_severe_whatever_the_arm() -> None:
    assert muac_class(Decimal(160), TODDLER, oedema=True) == "SAM"
    assert muac_class(Decimal(160), ADULT, oedema=True) is None


def test_more_than_ten_per_cent_a_month_is_unusual() -> None:
    first, month_on, two_on = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
    loss = weight_change(Decimal(50), first, Decimal("44.9"), month_on)
    assert loss == Decimal("-10.2")
    assert is_unusual_weight_change(loss)
    assert not is_unusual_weight_change(weight_change(Decimal(50), first, Decimal(45), month_on))
    assert not is_unusual_weight_change(weight_change(Decimal(50), first, Decimal("44.9"), two_on))


def test_two_days_are_not_a_trend() -> None:
    change = weight_change(Decimal(50), date(2026, 9, 1), Decimal(49), date(2026, 9, 3))
    assert change == -2
    assert not is_unusual_weight_change(change)


def test_a_baby_may_grow_fast_but_not_shrink() -> None:
    assert not is_unusual_weight_change(Decimal(25), months(2))
    assert is_unusual_weight_change(Decimal(-12), months(2))
    assert is_unusual_weight_change(Decimal(25), TODDLER)


def test_weights_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        weight_change(Decimal(50), date(2026, 9, 2), Decimal(49), date(2026, 9, 1))
