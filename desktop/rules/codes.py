"""Case codes, paper numbers and recovery keys: short texts that survive being read out and typed again.

A case code is centre letters, station letter, number, check letter: AKT-B0147K. The check letter is
letter number (D + L + length of the station letters + 8) mod 23 of CHECK_LETTERS, with
  D = sum of digit x 5^p, p being the place of the digit from the right, 0 for the last;
  L = sum of letter (A = 0 ... Z = 25) x 5^(11 + i) over centre and station letters, i from the left.
5 is a primitive root of the prime 23, so no weight is 0 and all weights of a code differ: every single
wrong digit and every exchange of two digits is found. Of the letters, only A for X, B for Y and C for Z
pass, because 26 letters do not fit into 23 remainders. The 8 makes AKT-B0147K, our example, right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.rules.messages import N_

CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
STATION_LETTERS = CHECK_LETTERS  # A to Z without I, O and U
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LARGEST_NUMBER = 999_999_999
RECOVERY_BYTES = 20

WRONG_LENGTH = N_("The recovery key has 34 letters and digits. Compare it with the paper.")
WRONG_LETTER = N_("The recovery key has letters and digits only, and no U. Compare it with the paper.")
WRONG_KEY = N_("A letter of the recovery key is wrong or in the wrong place. Compare it with the paper.")

# Capitals that look the same in Cyrillic and in Latin script.
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХУІ", "ABEKMHOPCTXYI")
_CODE = re.compile(r"([A-Z]+)(?:-+([A-Z]+))?-*(\d{4,9})-*([A-Z])")
_RECOVERY_LENGTH = 32
# A prime below 32 x 32 for which 32 has the order 68: no two places of a key weigh the same.
_RECOVERY_MODULUS = 1021


@dataclass(frozen=True, order=True)
class CaseCode:
    """A case code without its check letter; `str` gives the whole of it."""

    centre: str
    station: str
    number: int

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{2,4}", self.centre):
            raise ValueError("centre letters are 2 to 4 of A to Z")
        if not re.fullmatch(f"[{STATION_LETTERS}]{{1,2}}", self.station):
            raise ValueError("station letters are 1 or 2 of A to Z without I, O, U")
        if not 1 <= self.number <= LARGEST_NUMBER:
            raise ValueError(f"numbers run from 1 to {LARGEST_NUMBER}")

    @property
    def check_letter(self) -> str:
        """The letter at the end, by the formula above."""
        digits = reversed(str(self.number))
        total = sum(int(digit) * pow(5, place, 23) for place, digit in enumerate(digits))
        letters = enumerate(self.centre + self.station)
        total += sum((ord(letter) - ord("A")) * pow(5, 11 + place, 23) for place, letter in letters)
        return CHECK_LETTERS[(total + len(self.station) + 8) % 23]

    def __str__(self) -> str:
        return f"{self.centre}-{self.station}{self.number:04}{self.check_letter}"


def case_code(centre: str, station: str, number: int) -> str:
    """AKT-B0147K. Centre 2 to 4 letters, station 1 or 2, number 1 to 999999999 in at least 4 digits."""
    return str(CaseCode(centre, station, number))


def parse_code(text: str) -> CaseCode | None:
    """The code a text means, or None; case, spaces, hyphens and Cyrillic look-alikes do not matter."""
    match = _CODE.fullmatch(_latin_capitals(text))
    if match is None:
        return None
    letters, station, number, check = match.groups()
    splits = [(letters, station)] if station else [(letters[:-n], letters[-n:]) for n in (1, 2)]
    for centre, station_letters in splits:
        code = _code(centre, station_letters, int(number))
        # The length of the station letters is part of the sum, so at most one split fits.
        if code is not None and code.check_letter == check:
            return code
    return None


def station_letters() -> Iterator[str]:
    """A to Z without I, O, U, then AA, AB ... ZZ: 552 stations, each to be used once."""
    yield from STATION_LETTERS
    for first in STATION_LETTERS:
        for second in STATION_LETTERS:
            yield first + second


def paper_number(random_bytes: bytes) -> str:
    """8 Crockford letters from the first 5 of at least 5 random bytes: 40 bits, and nothing about anybody."""
    if len(random_bytes) < 5:
        raise ValueError("a paper number needs 5 random bytes")
    return crockford_encode(random_bytes[:5])


def crockford_encode(raw: bytes) -> str:
    """Crockford base32, most significant first; whole letters only, so 5 bytes (or 10, 15, 20) at a time."""
    if len(raw) % 5:
        raise ValueError("whole groups of 5 bytes only")
    return _letters(int.from_bytes(raw), len(raw) * 8 // 5)


def crockford_decode(text: str) -> bytes:
    """Reads Crockford base32; case, spaces, hyphens, O for 0, I or L for 1 do not matter; else ValueError."""
    letters = _crockford_letters(text)
    if len(letters) % 8:
        raise ValueError("whole groups of 8 letters only")
    return _value(letters).to_bytes(len(letters) * 5 // 8)


def recovery_text(raw: bytes) -> str:
    """160 random bits as 32 Crockford letters and 2 check letters, in groups of 4.

    The check is the key as a number mod 1021, in base 32: it finds every single wrong letter and every
    exchange of two letters of the key, and all but about one in a thousand of other slips.
    """
    if len(raw) != RECOVERY_BYTES:
        raise ValueError("a recovery key has 20 bytes")
    letters = crockford_encode(raw) + _letters(int.from_bytes(raw) % _RECOVERY_MODULUS, 2)
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def recovery_bytes(text: str) -> bytes:
    """Reads what `recovery_text` wrote, as forgiving as `crockford_decode`; ValueError says what to do."""
    letters = _crockford_letters(text)
    if len(letters) != _RECOVERY_LENGTH + 2:
        raise ValueError(WRONG_LENGTH)
    key = _value(letters[:_RECOVERY_LENGTH])
    if key % _RECOVERY_MODULUS != _value(letters[_RECOVERY_LENGTH:]):
        raise ValueError(WRONG_KEY)
    return key.to_bytes(RECOVERY_BYTES)


def _code(centre: str, station: str, number: int) -> CaseCode | None:
    try:
        return CaseCode(centre, station, number)
    except ValueError:
        return None


def _latin_capitals(text: str) -> str:
    capitals = text.upper().translate(_LOOK_ALIKES)
    return re.sub(r"[‐-―−]", "-", re.sub(r"[\s.]+", "", capitals)).strip("-")


def _crockford_letters(text: str) -> str:
    plain = _latin_capitals(text).replace("-", "").translate(str.maketrans("OIL", "011"))
    if not set(plain) <= set(CROCKFORD):
        raise ValueError(WRONG_LETTER)
    return plain


def _letters(number: int, length: int) -> str:
    return "".join(CROCKFORD[number >> (5 * place) & 31] for place in reversed(range(length)))


def _value(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 32 + CROCKFORD.index(letter)
    return number
