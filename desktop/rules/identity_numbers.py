"""National identity numbers of the four countries: what can be checked without asking anybody.

Kazakhstan IIN: Decrees No. 565 of 11.06.2003 and No. 406 of 22.05.2007. Uzbekistan PINFL: regulation
lex.uz/docs/444922; the rule for its last digit is not confirmed, so a failure is only a warning.
Kyrgyzstan PIN: Decree No. 619 of 28.09.2017; no control digit is published. Tajikistan INN: no rule is
published, only the length. An error can be overridden by the caller ("as printed on the document").
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from desktop.rules.messages import N_
from desktop.rules.partial_dates import PartialDate

OTHER_BIRTH_DATE = N_(
    "The number carries another date of birth than this record. Check both against the document."
)
OTHER_SEX = N_("The number carries the other sex. Check both against the document.")
NO_DATE = N_("The number carries a date of birth that does not exist. Compare each digit with the document.")
DIGITS_ONLY = N_("The number has digits only. Take out everything else.")

EARLIEST_YEAR = 1850


@dataclass(frozen=True)
class NumberCheck:
    """What a number says. `reason` (why it is wrong) and `warnings` are untranslated sentences.

    `birth_date` and `sex` ("M" or "F") are read from the number, None where it does not carry them.
    """

    valid: bool
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    birth_date: date | None = None
    sex: str | None = None


def check_number(
    kind: str, value: str, *, sex: str | None = None, born: PartialDate | None = None
) -> NumberCheck:
    """Check a number against its own rule, then against the sex ("M", "F", other) and birth date on record.

    Kinds: KZ_IIN, UZ_PINFL, KG_PIN, TJ_INN. A kind without a rule here, such as a passport, passes as it is.
    """
    check = _CHECKS.get(kind)
    if check is None:
        return NumberCheck(valid=True)
    result = check(cleaned(value))
    if not result.valid:
        return result
    return NumberCheck(
        valid=True,
        warnings=result.warnings + _differences(result, sex, born),
        birth_date=result.birth_date,
        sex=result.sex,
    )


def cleaned(value: str) -> str:
    """The number without the spaces and hyphens people put in to read it."""
    return re.sub(r"[\s‐-―-]", "", value)


def kz_check_digit(first: str) -> int | None:
    """The 12th digit for eleven; None where two passes give 10, which is never issued."""
    for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        rest = _weighted(first, weights) % 11
        if rest < 10:
            return rest
    return None


def uz_check_digit(first: str) -> int:
    """The 14th digit for thirteen, by weights 7, 3, 1 as in travel documents; not confirmed by the act."""
    return _weighted(first, (7, 3, 1) * 4 + (7,)) % 10


def _differences(check: NumberCheck, sex: str | None, born: PartialDate | None) -> tuple[str, ...]:
    found = []
    if check.birth_date is not None and born is not None and not born.may_be(check.birth_date):
        found.append(OTHER_BIRTH_DATE)
    if check.sex is not None and sex in ("M", "F") and sex != check.sex:
        found.append(OTHER_SEX)
    return tuple(found)


def _check_kz(value: str) -> NumberCheck:
    if problem := _not_digits(value, 12, N_("An IIN has 12 digits. Count them on the document.")):
        return problem
    century = int(value[6])
    if century > 6:
        return _wrong(N_("The seventh digit of an IIN is 0 to 6. Compare it with the document."))
    digit = kz_check_digit(value[:11])
    if digit is None:
        return _wrong(N_("Such an IIN is never issued. Compare each digit with the document."))
    if digit != int(value[11]):
        return _wrong(N_("A digit of the IIN is wrong. Compare each digit with the document."))
    return _kz_facts(value, century)


def _kz_facts(value: str, century: int) -> NumberCheck:
    """A seventh digit 0 (given to some foreigners) tells neither century nor sex."""
    centuries = (1800 + 100 * ((century - 1) // 2),) if century else (1900, 2000)
    days = [_day(base + int(value[:2]), int(value[2:4]), int(value[4:6])) for base in centuries]
    if not any(days):
        return _wrong(
            N_("An IIN begins with year, month and day of birth; this one may be a company's number.")
        )
    if not century:
        return NumberCheck(valid=True)
    return NumberCheck(valid=True, birth_date=days[0], sex=_odd_is_male(century))


def _check_uz(value: str) -> NumberCheck:
    if problem := _not_digits(value, 14, N_("A PINFL has 14 digits. Count them on the document.")):
        return problem
    century = int(value[0])
    if not 1 <= century <= 6:
        return _wrong(N_("A PINFL begins with 1 to 6. Compare the first digit with the document."))
    if "000" in (value[7:10], value[10:13]):
        return _wrong(
            N_("A PINFL has no three zeros in this place. Compare digits 8 to 13 with the document.")
        )
    base = 1800 + 100 * ((century - 1) // 2)
    birth_date = _day(base + int(value[5:7]), int(value[3:5]), int(value[1:3]))
    if birth_date is None:
        return _wrong(NO_DATE)
    doubt = N_("The last digit of the PINFL does not fit the others. Compare each digit with the document.")
    fits = uz_check_digit(value[:13]) == int(value[13])
    return NumberCheck(
        valid=True, warnings=() if fits else (doubt,), birth_date=birth_date, sex=_odd_is_male(century)
    )


def _check_kg(value: str) -> NumberCheck:
    if problem := _not_digits(value, 14, N_("A PIN has 14 digits. Count them on the document.")):
        return problem
    birth_date = _day(int(value[5:9]), int(value[3:5]), int(value[1:3]))
    if birth_date is None:
        return _wrong(NO_DATE)
    doubt = N_("A PIN begins with 1 for a woman or 2 for a man. Compare the first digit with the document.")
    sex = {"1": "F", "2": "M"}.get(value[0])
    return NumberCheck(valid=True, warnings=() if sex else (doubt,), birth_date=birth_date, sex=sex)


def _check_tj(value: str) -> NumberCheck:
    problem = _not_digits(value, 9, N_("A Tajik tax number has 9 digits. Count them on the document."))
    return problem or NumberCheck(valid=True)


def _not_digits(value: str, length: int, wrong_length: str) -> NumberCheck | None:
    if not (value.isascii() and value.isdigit()) and value:
        return _wrong(DIGITS_ONLY)
    return None if len(value) == length else _wrong(wrong_length)


def _wrong(reason: str) -> NumberCheck:
    return NumberCheck(valid=False, reason=reason)


def _weighted(digits: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _odd_is_male(digit: int) -> str:
    return "M" if digit % 2 else "F"


def _day(year: int, month: int, day: int) -> date | None:
    if year < EARLIEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_CHECKS: dict[str, Callable[[str], NumberCheck]] = {
    "KZ_IIN": _check_kz,
    "UZ_PINFL": _check_uz,
    "KG_PIN": _check_kg,
    "TJ_INN": _check_tj,
}
KINDS = tuple(_CHECKS)
