from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.rules.codes import (
    CROCKFORD,
    LARGEST_NUMBER,
    STATION_LETTERS,
    WRONG_KEY,
    WRONG_LENGTH,
    WRONG_LETTER,
    CaseCode,
    case_code,
    crockford_decode,
    crockford_encode,
    paper_number,
    parse_code,
    recovery_bytes,
    recovery_text,
    station_letters,
)

codes = st.builds(
    CaseCode,
    centre=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4),
    station=st.text(STATION_LETTERS, min_size=1, max_size=2),
    number=st.integers(1, LARGEST_NUMBER),
)
keys = st.binary(min_size=20, max_size=20)


def with_digits(code: CaseCode, digits: str) -> str:
    """The code with other digits and the same check letter."""
    return f"{code.centre}-{code.station}{digits}{code.check_letter}"


def test_the_example_of_the_manuals_is_right() -> None:
    assert case_code("AKT", "B", 147) == "AKT-B0147K"
    assert parse_code("AKT-B0147K") == CaseCode("AKT", "B", 147)


@given(codes)
def test_a_code_comes_back_with_and_without_its_hyphen(code: CaseCode) -> None:
    assert parse_code(str(code)) == code
    assert parse_code(str(code).replace("-", "")) == code


@pytest.mark.parametrize(
    "text",
    [
        "akt-b0147k",
        " AKT – B 0147 K ",
        "AKTB0147K",
        "aktb0147k",
        "АКТ-В0147К",
        "акт в0147к",
        "AKT-B-0147-K",
        "AKT−B0147K",
    ],
)
def test_case_spaces_hyphens_and_cyrillic_letters_do_not_matter(text: str) -> None:
    assert parse_code(text) == CaseCode("AKT", "B", 147)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AKT",
        "0147",
        "AKT-B0147",
        "AKT-B147K",
        "A-B0147K",
        "AKT-I0147K",
        "AKT-B0147I",
        "AKT-B0000A",
        "Амина",
    ],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert parse_code(text) is None


def test_every_wrong_digit_and_every_exchange_of_digits_is_found_in_all_codes_of_four_digits() -> None:
    letters = {f"{n:04}": CaseCode("AKT", "B", n).check_letter for n in range(1, 10_000)}
    for digits, letter in letters.items():
        for place in range(4):
            for digit in set("0123456789") - {digits[place]}:
                assert letters.get(digits[:place] + digit + digits[place + 1 :]) != letter
            for other in range(place + 1, 4):
                swapped = list(digits)
                swapped[place], swapped[other] = swapped[other], swapped[place]
                assert digits[place] == digits[other] or letters["".join(swapped)] != letter


@given(codes, st.data())
def test_a_wrong_digit_is_found_in_a_code_of_any_length(code: CaseCode, data: st.DataObject) -> None:
    digits = f"{code.number:04}"
    place = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from(sorted(set("0123456789") - {digits[place]})))
    assert parse_code(with_digits(code, digits[:place] + digit + digits[place + 1 :])) is None


@given(codes, st.data())
def test_an_exchange_of_neighbours_is_found_in_a_code_of_any_length(
    code: CaseCode, data: st.DataObject
) -> None:
    digits = f"{code.number:04}"
    place = data.draw(st.integers(0, len(digits) - 2))
    assume(digits[place] != digits[place + 1])
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert parse_code(with_digits(code, swapped)) is None


@given(codes, st.sampled_from(STATION_LETTERS))
def test_no_other_check_letter_passes(code: CaseCode, letter: str) -> None:
    found = parse_code(str(code)[:-1] + letter)
    assert (found == code) == (letter == code.check_letter)
    assert found in (code, None)


@pytest.mark.parametrize(
    ("centre", "station", "number"),
    [
        ("A", "B", 1),
        ("ABCDE", "B", 1),
        ("akt", "B", 1),
        ("AKT", "O", 1),
        ("AKT", "ABC", 1),
        ("AKT", "B", 0),
        ("AKT", "", 1),
    ],
)
def test_a_code_of_the_wrong_parts_is_not_made(centre: str, station: str, number: int) -> None:
    with pytest.raises(ValueError, match=r"letters|numbers"):
        case_code(centre, station, number)


def test_station_letters_run_from_a_to_zz_without_look_alikes_and_never_twice() -> None:
    found = list(station_letters())
    assert found[:9] == list("ABCDEFGHJ")
    assert list(islice(found, 22, 26)) == ["Z", "AA", "AB", "AC"]
    assert found[-1] == "ZZ"
    assert len(found) == len(set(found)) == 23 + 23 * 23
    assert not set("".join(found)) & set("IOU")


@given(st.binary(min_size=5, max_size=16))
def test_a_paper_number_has_eight_letters_of_forty_bits(raw: bytes) -> None:
    number = paper_number(raw)
    assert len(number) == 8
    assert crockford_decode(number) == raw[:5]
    assert not set(number) & set("ILOU")


def test_too_few_random_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="5 random bytes"):
        paper_number(b"1234")


@given(st.integers(0, 8).flatmap(lambda n: st.binary(min_size=5 * n, max_size=5 * n)))
def test_bytes_come_back_from_crockford_letters(raw: bytes) -> None:
    assert crockford_decode(crockford_encode(raw)) == raw


def test_crockford_letters_take_whole_groups_only() -> None:
    with pytest.raises(ValueError, match="5 bytes"):
        crockford_encode(b"123")
    with pytest.raises(ValueError, match="8 letters"):
        crockford_decode("123")


@given(keys)
def test_a_recovery_key_comes_back_however_it_is_typed(raw: bytes) -> None:
    text = recovery_text(raw)
    assert [len(group) for group in text.split("-")] == [4] * 8 + [2]
    for typed in (text, text.lower(), text.replace("-", " "), text.replace("-", "")):
        assert recovery_bytes(typed) == raw
    assert recovery_bytes(text.replace("0", "o").replace("1", "l")) == raw
    assert recovery_bytes(text.replace("1", "I").replace("A", "А").replace("C", "С")) == raw


@given(keys, st.integers(0, 33), st.sampled_from(CROCKFORD))
def test_every_wrong_letter_of_a_recovery_key_is_found(raw: bytes, place: int, letter: str) -> None:
    plain = recovery_text(raw).replace("-", "")
    assume(plain[place] != letter)
    with pytest.raises(ValueError, match=WRONG_KEY):
        recovery_bytes(plain[:place] + letter + plain[place + 1 :])


@given(keys, st.integers(0, 31), st.integers(0, 31))
def test_every_exchange_of_two_letters_of_a_recovery_key_is_found(raw: bytes, one: int, other: int) -> None:
    letters = list(recovery_text(raw).replace("-", ""))
    assume(letters[one] != letters[other])
    letters[one], letters[other] = letters[other], letters[one]
    with pytest.raises(ValueError, match=WRONG_KEY):
        recovery_bytes("".join(letters))


@given(keys, st.integers(31, 32))
def test_an_exchange_of_neighbours_at_the_check_letters_is_found(raw: bytes, place: int) -> None:
    letters = list(recovery_text(raw).replace("-", ""))
    assume(letters[place] != letters[place + 1])
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    with pytest.raises(ValueError, match=WRONG_KEY):
        recovery_bytes("".join(letters))


def test_a_recovery_key_that_is_not_one_says_what_to_do() -> None:
    text = recovery_text(bytes(20))
    assert text == "0000-0000-0000-0000-0000-0000-0000-0000-00"
    with pytest.raises(ValueError, match=WRONG_LENGTH):
        recovery_bytes(text[:-1])
    with pytest.raises(ValueError, match=WRONG_LETTER):
        recovery_bytes("U" + text[1:])
    with pytest.raises(ValueError, match="20 bytes"):
        recovery_text(bytes(19))
