from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.rules.identity_numbers import (
    DIGITS_ONLY,
    KINDS,
    NO_DATE,
    OTHER_BIRTH_DATE,
    OTHER_SEX,
    check_number,
    kz_check_digit,
    uz_check_digit,
)
from desktop.rules.partial_dates import exact, month, unknown, year

births = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@pytest.mark.parametrize(
    ("number", "birth_date", "sex"),
    [
        ("061211600012", date(2006, 12, 11), "F"),
        ("900101400013", date(1990, 1, 1), "F"),
        ("900101400404", date(1990, 1, 1), "F"),  # the second pass of weights
        ("900101400416", date(1990, 1, 1), "F"),
    ],
)
def test_known_iins_are_valid_and_tell_birth_date_and_sex(number: str, birth_date: date, sex: str) -> None:
    check = check_number("KZ_IIN", number)
    assert (check.valid, check.reason, check.warnings) == (True, None, ())
    assert (check.birth_date, check.sex) == (birth_date, sex)


def test_an_iin_with_a_wrong_check_digit_is_an_error() -> None:
    check = check_number("KZ_IIN", "900101400011")
    assert not check.valid
    assert check.reason == "A digit of the IIN is wrong. Compare each digit with the document."


@pytest.mark.parametrize("prefix", ["90010140043", "90010140124"])
def test_an_iin_for_which_both_passes_give_ten_does_not_exist(prefix: str) -> None:
    assert kz_check_digit(prefix) is None
    reasons = {check_number("KZ_IIN", f"{prefix}{digit}").reason for digit in range(10)}
    assert reasons == {"Such an IIN is never issued. Compare each digit with the document."}


@given(births, st.sampled_from("MF"), digits(4))
def test_an_iin_made_by_the_rule_is_valid_and_no_other_last_digit_is(
    born: date, sex: str, serial: str
) -> None:
    century = {"M": 3, "F": 4}[sex] + 2 * (born.year >= 2000)
    prefix = f"{born:%y%m%d}{century}{serial}"
    last = kz_check_digit(prefix)
    assume(last is not None)
    check = check_number("KZ_IIN", f"{prefix}{last}", sex=sex, born=exact(born))
    assert (check.valid, check.warnings, check.birth_date, check.sex) == (True, (), born, sex)
    assert sum(check_number("KZ_IIN", f"{prefix}{digit}").valid for digit in range(10)) == 1


@pytest.mark.parametrize(
    ("prefix", "beginning"),
    [
        ("90130140001", "An IIN begins with"),
        ("90010170001", "The seventh digit"),
        ("90014040001", "An IIN begins"),
    ],
)
def test_an_iin_of_the_wrong_shape_is_an_error_even_if_its_check_digit_fits(
    prefix: str, beginning: str
) -> None:
    check = check_number("KZ_IIN", f"{prefix}{kz_check_digit(prefix)}")
    assert not check.valid
    assert check.reason is not None
    assert check.reason.startswith(beginning)


def test_an_iin_with_a_seventh_digit_0_tells_neither_century_nor_sex() -> None:
    prefix = "90010100001"
    check = check_number("KZ_IIN", f"{prefix}{kz_check_digit(prefix)}", sex="M", born=year(2001))
    assert (check.valid, check.warnings, check.birth_date, check.sex) == (True, (), None, None)


@pytest.mark.parametrize(
    ("number", "birth_date", "sex"),
    [
        ("30101900010018", date(1990, 1, 1), "M"),
        ("61505181230457", date(2018, 5, 15), "F"),
        ("42503880172015", date(1988, 3, 25), "F"),
    ],
)
def test_known_pinfls_are_valid_and_tell_birth_date_and_sex(number: str, birth_date: date, sex: str) -> None:
    check = check_number("UZ_PINFL", number)
    assert (check.valid, check.warnings, check.birth_date, check.sex) == (True, (), birth_date, sex)


@given(births, st.sampled_from("MF"), st.integers(1, 999), st.integers(1, 999), st.integers(0, 9))
def test_a_pinfl_with_a_wrong_last_digit_is_only_a_warning(
    born: date, sex: str, district: int, serial: int, last: int
) -> None:
    century = {"M": 3, "F": 4}[sex] + 2 * (born.year >= 2000)
    prefix = f"{century}{born:%d%m%y}{district:03}{serial:03}"
    check = check_number("UZ_PINFL", f"{prefix}{last}", sex=sex, born=exact(born))
    assert (check.valid, check.birth_date, check.sex) == (True, born, sex)
    assert len(check.warnings) == (last != uz_check_digit(prefix))


@pytest.mark.parametrize(
    "number", ["00101900010018", "70101900010018", "30101900000018", "30101900010008", "33201900010018"]
)
def test_a_pinfl_of_the_wrong_shape_is_an_error(number: str) -> None:
    assert not check_number("UZ_PINFL", number).valid


@given(births, st.sampled_from("MF"), digits(5))
def test_a_pin_tells_birth_date_and_sex(born: date, sex: str, serial: str) -> None:
    number = f"{ {'F': 1, 'M': 2}[sex] }{born:%d%m%Y}{serial}"
    check = check_number("KG_PIN", number, sex=sex, born=exact(born))
    assert (check.valid, check.warnings, check.birth_date, check.sex) == (True, (), born, sex)


def test_a_pin_with_an_impossible_date_is_an_error_and_with_an_odd_first_digit_a_warning() -> None:
    assert check_number("KG_PIN", "13102199000001").reason == NO_DATE
    assert check_number("KG_PIN", "10101019000001").reason == NO_DATE
    odd = check_number("KG_PIN", "30101199000001", sex="F")
    assert (odd.valid, odd.sex, len(odd.warnings)) == (True, None, 1)


def test_of_a_tajik_number_only_the_length_is_checked() -> None:
    assert check_number("TJ_INN", "123456789").valid
    assert not check_number("TJ_INN", "12345678").valid


def test_another_sex_or_birth_date_is_a_warning() -> None:
    number = "900101400013"
    assert check_number("KZ_IIN", number, sex="M").warnings == (OTHER_SEX,)
    assert check_number("KZ_IIN", number, born=year(1991)).warnings == (OTHER_BIRTH_DATE,)
    both = check_number("KZ_IIN", number, sex="M", born=month(1990, 2))
    assert (both.valid, both.warnings) == (True, (OTHER_BIRTH_DATE, OTHER_SEX))


def test_a_birth_date_known_in_part_that_allows_the_day_is_no_warning() -> None:
    for born in (year(1990), month(1990, 1), unknown(), None):
        assert check_number("KZ_IIN", "900101400013", sex="U", born=born).warnings == ()


@pytest.mark.parametrize("text", ["900101 400013", " 900101-400013 ", "900 101\u00a0400 013"])
def test_spaces_and_hyphens_do_not_matter(text: str) -> None:
    assert check_number("KZ_IIN", text).valid


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", ["", "1", "9001014000O3", "٩٠٠١٠١٤٠٠٠١٣", "²" * 14, "<b>12345678901</b>", "1" * 300]
)
def test_what_is_no_number_is_refused_in_a_sentence(kind: str, text: str) -> None:
    check = check_number(kind, text)
    assert not check.valid
    assert check.reason is not None
    assert check.reason.endswith(".")
    assert (check.reason == DIGITS_ONLY) == (text != "" and not (text.isascii() and text.isdigit()))


def test_a_kind_without_a_rule_passes_as_it_is() -> None:
    assert check_number("PASSPORT", "N 1234567").valid
