from datetime import date
from io import BytesIO

import pytest

from desktop.reports.arrival_list import ArrivalListFacts, Expected, Family, draw
from desktop.reports.values import Languages
from desktop.rules.partial_dates import exact, parse
from tests.desktop.reports.papers import CENTRE, EN, KAZAKH, MOMENT, RUSSIAN, outside_margins, pages
from tests.desktop.reports.papers import text as text_of

MOTHER = Expected("AKT-B0101K", "Рахимова Сабина", "F", parse("1992"), "W", "12", "1")
SON = Expected("AKT-B0102K", "Рахимов Юсуф", "M", exact(date(2014, 6, 1)), "C", "12", "2")
ALONE = Expected("AKT-B0103K", "Жақсыбек Нұрлан", "M", None, "M")


def facts(*families: Family, reserve: tuple[str, ...] = ()) -> ArrivalListFacts:
    return ArrivalListFacts(CENTRE, date(2026, 11, 13), "KC-101", families, reserve, MOMENT, "Asia/Almaty")


def made(listed: ArrivalListFacts, languages: Languages = (EN,)) -> bytes:
    out = BytesIO()
    draw(listed, languages, out)
    return out.getvalue()


SMALL = facts(Family("Рахимовы", (MOTHER, SON)), Family("", (ALONE,)), reserve=("AKT-B0200R", "AKT-B0201R"))


def test_each_person_has_one_row_under_the_family() -> None:
    text = text_of(made(SMALL))
    assert "Рахимовы · 2 people 1 AKT-B0101K Рахимова Сабина Female 1992 12, 1 2 AKT-B0102K" in text
    assert "No family on this list · 1 person 3 AKT-B0103K Жақсыбек Нұрлан Male" in text


def test_the_totals_count_the_manifest() -> None:
    text = text_of(made(SMALL))
    assert "People expected 3 Man 1 Woman 1 Child 1" in text


def test_reserve_codes_go_on_with_the_numbers_of_the_list() -> None:
    text = text_of(made(SMALL))
    assert "4 AKT-B0200R 5 AKT-B0201R" in text
    assert text.index("Not on the list") < text.index("AKT-B0200R")


def test_what_is_urgent_can_be_ticked_for_each() -> None:
    assert "Bleeding Fever Pregnant Child alone Needs medicine now" in text_of(made(SMALL))


def test_a_family_is_not_parted_by_the_end_of_a_page() -> None:
    family = Family("Рахимовы", (MOTHER, SON, SON, SON))
    for page in pages(made(facts(*[family] * 20))):
        assert page.count("Рахимова Сабина") == page.count("Рахимовы")
        assert page.count("Рахимов Юсуф") == 3 * page.count("Рахимовы")


def test_the_head_stands_on_every_page_of_a_flight() -> None:
    data = made(facts(*[Family("Рахимовы", (MOTHER, SON))] * 73))
    listed = pages(data)
    assert sum(page.count("AKT-B0101K") for page in listed) == 73
    assert all("Case code" in page for page in listed[:-1])
    assert f"page {len(listed)} of {len(listed)}" in listed[-1]


@pytest.mark.parametrize("languages", [(EN,), (RUSSIAN,), (RUSSIAN, KAZAKH)])
def test_long_names_and_an_empty_list_stay_within_the_margins(languages: Languages) -> None:
    long = Expected("AKT-B0104K", "Ы" * 300, "F", None, "W", "1" * 40, "2")
    assert outside_margins(made(facts(Family("Э" * 200, (long, MOTHER))), languages)) == []
    assert outside_margins(made(facts(), languages)) == []
