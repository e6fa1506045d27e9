import pytest

from desktop.reports import blocks
from desktop.reports.layout import paginate
from tests.desktop.reports.papers import EN, KAZAKH, RUSSIAN, outside_margins, pages, sheet, text

BOTH = (RUSSIAN, KAZAKH)


def test_a_heading_stands_in_both_languages_with_a_dot_between() -> None:
    assert "Услуги · Қызметтер" in text(sheet(blocks.heading(BOTH, "Services"), languages=BOTH))


def test_a_heading_is_not_left_behind_at_the_foot_of_a_page() -> None:
    assert [strip.keep for strip in blocks.heading((EN,), "Services")(490.0)] == [True]


def test_facts_say_label_and_value() -> None:
    block = blocks.facts(BOTH, [("Goals", 3), ("Services", ("sex", "F"))])
    assert "Цели · Мақсаттар 3 Услуги · Қызметтер Женский · Әйел" in text(sheet(block))


def test_a_long_label_and_a_long_value_of_a_fact_do_not_run_into_each_other() -> None:
    data = sheet(blocks.facts_of((EN,), [("Label " * 20, "Value " * 20), ("Ы" * 200, "Э" * 200)]))
    assert text(data).count("Label") == 20
    assert text(data).count("Э") == 200
    assert outside_margins(data) == []


def test_her_words_are_printed_as_they_were_typed() -> None:
    made = text(sheet(blocks.words((EN,), "<b>I & my mother", "nothing <img src='x'>")))
    assert "<b>I & my mother" in made
    assert "nothing <img src='x'>" in made


def test_room_to_write_is_left_where_she_has_said_nothing_yet() -> None:
    (written,) = blocks.words((EN,), "One line.", "No.")(490.0)
    (empty,) = blocks.words((EN,), "", "")(490.0)
    assert empty.height > written.height + 20


def test_words_of_several_pages_are_complete() -> None:
    said = " ".join(f"w{number}" for number in range(2000))
    data = sheet(blocks.words((EN,), said, "the end"))
    made = text(data)
    assert len(pages(data)) > 1
    assert [f"w{number}" in made for number in (0, 999, 1999)] == [True] * 3
    assert "the end" in made
    assert outside_margins(data) == []


def test_signatures_stand_in_one_strip_with_their_space() -> None:
    strips = blocks.signatures(BOTH, (("Goals", "Д. Сапарова"), ("Services", "")))(490.0)
    assert [strip.keep for strip in strips] == [True, False]
    assert "Д. Сапарова" in text(sheet(blocks.signatures(BOTH, (("Goals", "Д. Сапарова"), ("Services", "")))))


def test_what_is_told_with_the_next_block_moves_on_with_it() -> None:
    strips = [
        *blocks.with_next(blocks.notice((EN,), "Goals"))(490.0),
        *blocks.notice((EN,), "Services")(490.0),
    ]
    assert [strip.keep for strip in strips] == [True, False]
    assert len(paginate(strips, 100.0)) == 1


@pytest.mark.parametrize("languages", [(EN,), BOTH])
def test_the_second_language_does_not_repeat_what_reads_the_same(languages: tuple[object, ...]) -> None:
    chosen = BOTH if len(languages) > 1 else (EN,)
    block = blocks.person_title(chosen, "Ли Ян", ("AKT-B0147K", ("sex", "F")))
    assert text(sheet(block)).count("AKT-B0147K") == 1


def test_short_statements_stand_in_rows_of_three() -> None:
    block = blocks.items((EN,), ["one", "two", "three", "four"])
    assert len(block(490.0)) == 2
    assert "one two three four" in text(sheet(block))


def test_a_note_is_said_in_each_language() -> None:
    made = text(sheet(blocks.after(blocks.note(BOTH, ("sex", "F")), blocks.sheet_title(BOTH, "Goals"))))
    assert "Женский Әйел Цели Мақсаттар" in made
