"""Invented identity numbers that pass the check of their country.

Their serials lie at the very end of the range (99.., district 999), so a look tells them from a real one.
"""

from datetime import date
from random import Random

from desktop.rules.identity_numbers import kz_check_digit, uz_check_digit


def invented_number(kind: str, sex: str, born: date, taken: set[str], rng: Random) -> str:
    """A number that is not in `taken`, added to it; empty where the day has no more, or for another kind."""
    first = rng.randrange(100)
    for step in range(100):
        number = _number(kind, sex, born, (first + step) % 100, rng)
        if number and number not in taken:
            taken.add(number)
            return number
    return ""


def _number(kind: str, sex: str, born: date, serial: int, rng: Random) -> str:
    century = (born.year // 100 - 18) * 2 + (1 if sex == "M" else 2)
    if kind == "KZ_IIN":
        head = f"{born:%y%m%d}{century}99{serial:02}"
        digit = kz_check_digit(head)
        return "" if digit is None else f"{head}{digit}"
    if kind == "UZ_PINFL":
        head = f"{century}{born:%d%m%y}999{serial + 900:03}"
        return f"{head}{uz_check_digit(head)}"
    if kind == "KG_PIN":
        return f"{1 if sex == 'F' else 2}{born:%d%m%Y}99{rng.randrange(10)}{serial:02}"
    if kind == "TJ_INN":
        return f"99{rng.randrange(100_000):05}{serial:02}"
    return ""
