import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import TAGS, load
from desktop.reports.fonts import Weight, letter, printable, runs, visual, width
from desktop.vocabularies import vocabulary, vocabulary_names

ALL_WEIGHTS = list(Weight)


def known_to_us() -> str:
    labels = [
        label
        for name in vocabulary_names()
        for code in vocabulary(name).codes
        for label in code.labels.values()
    ]
    alphabets = [str(load(tag).facts["alphabet"]) for tag in TAGS]
    return "".join([*labels, *alphabets, "ʻʼӣӯҷҳ№«»“”–—…≈·°"])


@pytest.mark.parametrize("weight", ALL_WEIGHTS)
def test_every_letter_of_our_languages_and_lists_has_a_font(weight: Weight) -> None:
    lacking = {char for char in known_to_us() if letter(char, weight).text != char}
    assert {char for char in lacking if char.isprintable()} == set()


@pytest.mark.parametrize("weight", ALL_WEIGHTS)
@given(text=st.text())
def test_a_letter_is_only_given_to_a_font_that_has_it(weight: Weight, text: str) -> None:
    from desktop.reports.fonts import _face

    for run in runs(visual(printable(text)), weight):
        assert all(ord(char) in _face(run.font).charToGlyph for char in run.text)


def test_a_letter_no_font_has_is_a_question_mark_and_not_an_empty_box() -> None:
    assert "".join(run.text for run in runs("名 \U0001f600 \ue000", Weight.REGULAR)) == "? ? ?"


def test_text_is_cut_where_the_font_changes() -> None:
    assert [run.font for run in runs("Айгүл ☐ ﻡ", Weight.BOLD)] == [
        "NotoSans-Bold",
        "DejaVuSans-Bold",
        "NotoSans-Bold",
        "NotoNaskhArabic-Bold",
    ]


def test_marks_that_reorder_text_unseen_are_not_printed() -> None:
    assert printable("ab\u202ecd\u00ad\u200e") == "abcd"


def test_a_letter_typed_as_two_is_printed_as_one() -> None:
    assert printable("и\u0306") == "й"


def test_an_arabic_name_is_joined_and_stands_from_right_to_left() -> None:
    shown = visual("أمينة محمد")
    assert shown.index("\ufea4") < shown.index("\ufe94")
    assert unicodedata.normalize("NFKC", shown[::-1]) == "أمينة محمد"


def test_figures_within_an_arabic_line_keep_their_order() -> None:
    assert "1985" in visual("أمينة 1985")


def test_text_without_arabic_letters_stays_as_it_is() -> None:
    assert visual("Oʻgʻil — (1) Ә") == "Oʻgʻil — (1) Ә"


def test_the_width_of_a_line_is_that_of_its_letters() -> None:
    assert width("ab", Weight.REGULAR) == pytest.approx(0.561 + 0.615, abs=0.001)
