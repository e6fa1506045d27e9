from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.text import BODY, NAME, SECOND, Line, beside, paragraph, put, stacked
from tests.desktop.reports.papers import text as text_of

ROOM = 120.0
LETTERS = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=300)


def words_of(lines: tuple[Line, ...]) -> str:
    return " ".join(line.spans[0].text for line in lines)


@given(text=LETTERS)
def test_no_line_is_wider_than_its_room(text: str) -> None:
    assert all(line.width <= ROOM + 0.01 for line in paragraph(text, BODY, ROOM))


@given(text=st.lists(st.text("абвӘқa", min_size=1, max_size=8), min_size=1, max_size=60))
def test_no_word_is_lost_or_moved_when_lines_are_broken(text: list[str]) -> None:
    assert words_of(paragraph(" ".join(text), BODY, ROOM)).split() == text


def test_a_name_of_300_letters_without_a_space_is_broken_and_complete() -> None:
    name = "Ы" * 300
    lines = paragraph(name, NAME, ROOM)
    assert len(lines) > 10
    assert "".join(line.spans[0].text for line in lines) == name


def test_a_typed_line_break_is_kept() -> None:
    assert [line.spans[0].text for line in paragraph("one\ntwo\r\nthree", BODY, ROOM)] == [
        "one",
        "two",
        "three",
    ]


def test_a_no_break_space_does_not_end_a_line() -> None:
    lines = paragraph("aaaaaaaaaaaa bbbbb\u00a0ccccc", BODY, 75.0)
    assert lines[-1].spans[0].text == "bbbbb\u00a0ccccc"


def test_an_empty_text_is_one_empty_line() -> None:
    assert [line.width for line in paragraph("", BODY, ROOM)] == [0.0]


def test_room_that_holds_no_letter_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="No room"):
        paragraph("a", BODY, 5.0)


def test_an_arabic_text_of_several_lines_begins_each_at_the_right() -> None:
    text = "أريد أن ترى أمي أطفالي وأن أحصل على أوراقي"
    lines = paragraph(text, BODY, ROOM)
    assert len(lines) > 1
    assert {line.spans[0].style.align for line in lines} == {"right"}
    assert words_of(lines) == text


def test_an_arabic_name_on_one_line_stays_in_its_column() -> None:
    (line,) = paragraph("أمينة", BODY, ROOM)
    assert line.spans[0].style.align == "left"


def test_two_languages_share_a_line_where_both_fit() -> None:
    assert len(beside(("Цели", "Мақсаттар"), (BODY, SECOND), ROOM)) == 1
    assert len(beside(("Цели", "Мақсаттар"), (BODY, SECOND), 60.0)) == 2


def test_the_second_language_stands_under_the_first_in_its_own_style() -> None:
    first, second = stacked(("Цели", "Мақсаттар"), (BODY, SECOND), ROOM)
    assert (first.spans[0].style, second.spans[0].style) == (BODY, SECOND)


@pytest.mark.parametrize("hostile", ['<img src="/etc/passwd"/>', "<b>open", "a & b &amp; <para>", "</font>"])
def test_markup_is_printed_as_it_was_typed(hostile: str) -> None:
    out = BytesIO()
    canvas = Canvas(out)
    put(canvas, 50.0, 700.0, 400.0, paragraph(hostile, BODY, 400.0))
    canvas.save()
    assert hostile in text_of(out.getvalue())
