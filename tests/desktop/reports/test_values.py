from datetime import date
from decimal import Decimal

import pytest

from desktop.reports.values import Value, Versions, both, fixed, said, spell
from desktop.rules.ages import age_range
from desktop.rules.partial_dates import exact, parse
from tests.desktop.reports.papers import EN, KAZAKH, RUSSIAN


@pytest.mark.parametrize(
    ("value", "russian"),
    [
        (None, "—"),
        ("as typed {n}", "as typed {n}"),
        (3, "3"),
        (Decimal("12.5"), "12,5"),
        (date(2026, 3, 5), "05.03.2026"),
        (parse("2023"), "2023 г."),
        (("sex", "F"), "Женский"),
        (said("{n} of {total}", n=3, total=4), "3 из 4"),
        (said("{stage}, day {n} of {usual}", stage=("stage", "ASM"), n=9, usual=30), "Оценка, день 9 из 30"),
        (Versions((("ru", "по плану"), ("kk", "жоспар бойынша"))), "по плану"),
    ],
)
def test_a_value_reads_as_its_language_writes_it(value: Value, russian: str) -> None:
    assert spell(value, RUSSIAN) == russian


def test_an_age_is_spelled_by_the_language() -> None:
    assert spell(age_range(exact(date(1997, 3, 5)), date(2026, 11, 22)), RUSSIAN) == "29 лет"


def test_braces_in_typed_text_within_a_sentence_are_left_alone() -> None:
    assert spell(said("{n} of {total}", n="{total}", total=2), EN) == "{total} of 2"


def test_a_text_held_in_other_languages_only_is_shown_in_the_first_of_them() -> None:
    assert spell(Versions((("ru", "по плану"),)), EN) == "по плану"


def test_two_languages_that_write_alike_say_it_once() -> None:
    assert both((RUSSIAN, KAZAKH), date(2026, 3, 5)) == ("05.03.2026",)
    assert fixed((RUSSIAN, KAZAKH), "Goals") == ("Цели", "Мақсаттар")
