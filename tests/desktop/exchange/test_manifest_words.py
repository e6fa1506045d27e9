"""Headings and words of a list."""

import pytest

from desktop.exchange.manifest_words import PASSED_OVER, codes, column_of, columns, folded, word

CODED = ("sex", "category", "relation", "citizenship", "document_kind", "languages", "urgent", "as_printed")


def test_no_heading_belongs_to_two_columns() -> None:
    headings = [folded(h) for column in columns() for found in column.headings.values() for h in found]
    assert len(set(headings)) == len(headings) == len(column_of())


def test_the_needed_columns_are_name_sex_and_birth() -> None:
    assert [column.key for column in columns() if column.required] == ["surname", "given", "sex", "born"]
    assert {column.key for column in columns()} >= PASSED_OVER


@pytest.mark.parametrize("name", CODED)
@pytest.mark.parametrize("tag", ["en", "ru", "kk"])
def test_the_word_we_write_for_a_code_is_read_as_that_code(name: str, tag: str) -> None:
    for code in set(codes(name).values()):
        assert codes(name)[folded(word(name, code, tag))] == code


def test_case_spaces_dots_and_apostrophes_make_no_difference() -> None:
    assert folded("  Дата   РОЖДЕНИЯ: ") == folded("дата рождения")
    assert folded("Mother's line.") == folded("mother’s line")
    assert folded("ребёнок") == folded("РЕБЕНОК")
