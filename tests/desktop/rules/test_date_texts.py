from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.date_texts import REASONS
from desktop.rules.date_words import MONTHS
from desktop.rules.partial_dates import (
    Calendar,
    Precision,
    about,
    between,
    exact,
    hijri_day,
    hijri_month,
    hijri_parts,
    hijri_year,
    month,
    parse,
    season,
    unknown,
    widened,
    year,
)
from tests.desktop.rules.strategies import days

MAY_12 = exact(date(1990, 5, 12))
YEARS_85_TO_90 = between(date(1985, 1, 1), date(1990, 12, 31))

READINGS = {
    **dict.fromkeys(
        ["12.05.1990", "12/05/1990", "12-05-1990", "12. 5. 1990", "1990-05-12", "1990.05.12"], MAY_12
    ),
    **dict.fromkeys(["12 May 1990", "May 12, 1990", "12 мая 1990 г.", "12 МАЯ 1990 года"], MAY_12),
    **dict.fromkeys(["1990 жылғы 12 мамыр", "1990-yil 12-may", "12 майи соли 1990", "12-майы 1990"], MAY_12),
    **dict.fromkeys(
        ["05.1990", "5/1990", "1990-05", "May 1990", "май 1990", "мамыр 1990", "may 1990"], month(1990, 5)
    ),
    **dict.fromkeys(
        ["1990", " 1990 ", "1990 г.", "in 1990", "1990 жыл", "1990-yil", "соли 1990"], year(1990)
    ),
    **dict.fromkeys(
        ["spring 1990", "весна 1990", "весной 1990 года", "көктем 1990", "bahor 1990", "баҳори 1990"],
        season(1990, "spring"),
    ),
    **dict.fromkeys(
        ["summer 1990", "лето 1990", "yoz 1990", "ёз 1990", "тобистон 1990"], season(1990, "summer")
    ),
    **dict.fromkeys(
        ["autumn 1990", "fall 1990", "күз 1990", "тирамоҳ 1990", "осенью 1990"], season(1990, "autumn")
    ),
    **dict.fromkeys(
        ["winter 1990", "зима 1990", "қыс 1990", "qish 1990", "зимистон 1990"], season(1990, "winter")
    ),
    **dict.fromkeys(["winter 1990/91", "зима 1990-1991", "winter 1990–91"], season(1991, "winter")),
    "жаз 1990": between(date(1990, 3, 1), date(1990, 8, 31)),
    **dict.fromkeys(["1985-1990", "1985 – 1990", "1985/1990", "1985–1990 гг."], YEARS_85_TO_90),
    **dict.fromkeys(
        ["between 1985 and 1990", "между 1985 и 1990", "от 1985 до 1990", "1985 to 1990"], YEARS_85_TO_90
    ),
    "1985 және 1990 аралығында": YEARS_85_TO_90,
    **dict.fromkeys(["May-June 1990", "с мая по июнь 1990"], between(date(1990, 5, 1), date(1990, 6, 30))),
    "1990-05-12 - 1990-06-01": between(date(1990, 5, 12), date(1990, 6, 1)),
    **dict.fromkeys(["about 2019", "~2019", "≈ 2019", "около 2019", "2019?", "шамамен 2019"], about(2019)),
    **dict.fromkeys(["taxminan 2019", "тақрибан 2019", "circa 2019", "болжол менен 2019"], about(2019)),
    "about May 1990": widened(month(1990, 5)),
    **dict.fromkeys(
        ["5 Ramadan 1440", "5 рамазан 1440", "05.09.1440 AH", "1440-09-05 AH"], hijri_day(1440, 9, 5)
    ),
    **dict.fromkeys(
        ["Ramadan 1440", "рамадан 1440 г.", "Ramazon 1440", "Ramadan 2019"], hijri_month(1440, 9)
    ),
    **dict.fromkeys(["Sha'ban 1440", "шағбан 1440", "sha’bon 1440"], hijri_month(1440, 8)),
    **dict.fromkeys(["Rabi al-awwal 1440", "рабиуль-авваль 1440", "rabiul avval 1440"], hijri_month(1440, 3)),
    **dict.fromkeys(["Jumada II 1440", "жұмадис сәни 1440", "jumodul oxir 1440"], hijri_month(1440, 6)),
    **dict.fromkeys(["Dhu al-Hijjah 1440", "зуль-хиджа 1440", "zulhijja 1440"], hijri_month(1440, 12)),
    **dict.fromkeys(["Dhul Qadah 1440", "зуль-каада 1440", "zulqaʼda 1440"], hijri_month(1440, 11)),
    **dict.fromkeys(
        ["1440 AH", "1440 A.H.", "1440 г.х.", "1440 год хиджры", "1440 hijriy"], hijri_year(1440)
    ),
    **dict.fromkeys(["unknown", "?", "не знаю", "Неизвестно", "белгісіз", "noma'lum", "номаълум"], unknown()),
}

REFUSALS = {
    "empty": ["", "   "],
    "too_long": ["1990 " * 30],
    "not_a_date": [
        "hello",
        "5",
        "1985 - hello",
        "May May 1990",
        "spring May 1990",
        "12 13 May 1990",
        "0",
        "<b>1990</b>",
        "hello - 1990",
        "1 to 5 Ramadan 1440 AH 1441",
        "spring 12 1990",
        "1 2 3 1440 AH",
    ],
    "two_digit_year": [
        "12.05.90",
        "90",
        "May 90",
        "12 May 90",
        "1985-90",
        "05.90",
        "осень 90",
        "between 1985 and 90",
    ],
    "ambiguous": ["120590", "12051990", "2003-04"],
    "no_year": ["12 May", "May", "spring", "Ramadan"],
    "no_such_day": [
        "31.02.1990",
        "13.13.1990",
        "05/13/1990",
        "29 February 1990",
        "31 Safar 1440",
        "05.13.1440 AH",
    ],
    "year_out_of_range": ["1234", "12.05.0090", "12.05.2990", "1990 AH"],
    "hijri_without_mark": ["1440", "12.05.1440"],
    "wrong_order": ["1990-1985"],
}


@pytest.mark.parametrize("text", READINGS)
def test_what_staff_type_is_read_and_kept_as_said(text: str) -> None:
    found, expected = parse(text), READINGS[text]
    assert (found.earliest, found.latest, found.precision) == (
        expected.earliest,
        expected.latest,
        expected.precision,
    )
    assert found.calendar is expected.calendar
    assert found.original == text.strip()


@pytest.mark.parametrize(("reason", "text"), [(r, text) for r, texts in REFUSALS.items() for text in texts])
def test_what_cannot_be_read_surely_is_refused_with_its_reason(reason: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        parse(text)


def outcome(text: str) -> str:
    """The reason for which a text is refused, or nothing."""
    try:
        parse(text)
    except ValueError as error:
        return str(error)
    return ""


def test_every_reason_is_met_and_has_a_sentence() -> None:
    assert set(REFUSALS) == set(REASONS)


@given(st.text(max_size=140) | st.from_regex(r"[0-9 ./~?-]{1,14}", fullmatch=True))
def test_no_text_does_anything_but_give_a_date_or_a_reason(text: str) -> None:
    assert outcome(text) in REASONS or parse(text).original == normalize("NFC", text).strip() != ""


@given(days)
def test_a_day_is_read_from_every_way_of_writing_it_in_figures(d: date) -> None:
    written = (f"{d:%d.%m.%Y}", f"{d:%d/%m/%Y}", f"{d:%Y-%m-%d}", f"{d.day}.{d.month}.{d.year}")
    assert {parse(text).day for text in written} == {d}


@given(st.sampled_from(sorted(MONTHS)), st.integers(1900, 2100), st.integers(1, 28))
def test_every_name_of_a_month_is_read_with_and_without_a_day(name: str, y: int, d: int) -> None:
    assert parse(f"{name.capitalize()} {y}").earliest == date(y, MONTHS[name], 1)
    assert parse(f"{d} {name} {y}").day == date(y, MONTHS[name], d)


def test_an_islamic_month_that_falls_twice_into_a_year_is_a_range_over_both() -> None:
    found = parse("Ramadan 2030")
    assert (found.precision, found.calendar) == (Precision.RANGE, Calendar.HIJRI)
    assert hijri_parts(found) is None
    assert found.earliest == hijri_month(1451, 9).earliest
    assert found.latest == hijri_month(1452, 9).latest
