"""One line of an arrival list: what is wrong with it, and what is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.manifest_lines import Asked, Notes, row_of, tidy
from desktop.exchange.manifest_rows import ManifestRow

ASKED = Asked(date(2026, 11, 13), ("KZ_IIN",), "KZ")
WOMAN = {"surname": "Бекова", "given": "Гүлнар", "sex": "f", "born": "12.05.1974"}


def checked(asked: Asked = ASKED, **said: str) -> tuple[ManifestRow, list[tuple[str, str]]]:
    """The row of one line, and its problems as (level, column)."""
    line = WOMAN | said
    notes = Notes({key: key for key in line})
    row = row_of(2, line, asked, notes)
    return row, [(problem.level, problem.column) for problem in notes.found]


def test_a_plain_line_has_no_problem_and_its_category_follows_from_the_age() -> None:
    row, problems = checked()
    assert problems == []
    assert row.category == "W"
    assert checked(born="12.05.2015")[0].category == "C"
    assert checked(born="2008")[0].category == "C"
    assert checked(born="unknown")[0].category == ""


def test_one_of_surname_and_given_name_is_enough() -> None:
    assert checked(surname="")[1] == []
    assert checked(given="")[1] == []
    assert checked(surname=" ", given="")[1] == [("error", "given")]


@pytest.mark.parametrize("born", ["", "yesterday", "12.05.74", "1440", "31.02.1990", "14.11.2026", "2027"])
def test_a_birth_date_that_cannot_be_is_an_error(born: str) -> None:
    assert checked(born=born)[1] == [("error", "born")]


def test_a_birth_on_the_day_of_the_flight_is_possible() -> None:
    assert checked(born="13.11.2026")[1] == []
    assert checked(born="2026")[1] == []


def test_the_first_of_january_is_asked_about() -> None:
    assert checked(born="01.01.1974")[1] == [("warning", "born")]


@pytest.mark.parametrize("sex", ["", "neither", "FM"])
def test_a_sex_that_is_no_answer_is_an_error(sex: str) -> None:
    assert checked(sex=sex)[1] == [("error", "sex")]


@pytest.mark.parametrize("sex", ["F", "ж", "Жен.", "FEMALE", "женский", "Ayol", "девочка"])
def test_a_woman_is_understood_in_many_words(sex: str) -> None:
    assert checked(sex=sex)[0].sex == "F"


# Identity numbers.


def test_a_number_with_a_right_digit_is_taken_and_one_with_a_wrong_digit_is_not() -> None:
    row, problems = checked(identity_number="900101 400013", born="01.01.1990")
    assert (row.identity_kind, row.identity_number) == ("KZ_IIN", "900101400013")
    assert ("error", "identity_number") not in problems
    assert checked(identity_number="900101400011", born="1990")[1] == [("error", "identity_number")]


def test_a_wrong_digit_stands_as_printed_with_a_warning() -> None:
    row, problems = checked(identity_number="900101400011", born="1990", as_printed="Yes")
    assert problems == [("warning", "identity_number")]
    assert (row.identity_number, row.as_printed) == ("900101400011", True)
    assert checked(identity_number="900101400013", born="1990", as_printed="Yes")[0].as_printed is False


def test_a_number_of_another_birth_or_sex_is_asked_about() -> None:
    assert checked(identity_number="900101400013")[1] == [("warning", "identity_number")]
    assert checked(identity_number="900101400013", sex="m", born="1990")[1] == [
        ("warning", "identity_number")
    ]


def test_zeros_that_a_spreadsheet_cut_off_are_put_back() -> None:
    row, problems = checked(identity_number="61211600012", born="2006", sex="f")
    assert row.identity_number == "061211600012"
    assert ("warning", "identity_number") in problems


@pytest.mark.parametrize("text", ["9,00101E+11", "9.00101E+11", "9E+11"])
def test_a_number_that_a_spreadsheet_shortened_is_an_error(text: str) -> None:
    assert checked(identity_number=text)[1] == [("error", "identity_number")]


def test_without_a_kind_to_expect_a_number_is_taken_as_it_is() -> None:
    row, problems = checked(Asked(), identity_number="123")
    assert (row.identity_kind, row.identity_number, problems) == ("", "123", [])


def test_with_several_kinds_the_one_that_fits_is_taken() -> None:
    asked = Asked(number_kinds=("KZ_IIN", "UZ_PINFL"))
    row, problems = checked(asked, identity_number="42503880172015", born="25.03.1988")
    assert (row.identity_kind, problems) == ("UZ_PINFL", [])


# Texts.


def test_a_name_may_have_300_characters_and_no_more() -> None:
    assert checked(surname="а" * 300)[1] == []
    assert checked(surname="а" * 301)[1] == [("error", "surname")]
    assert checked(notes="а" * 501)[1] == [("error", "notes")]


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\u2066"])
def test_control_characters_and_overrides_of_direction_are_an_error(bad: str) -> None:
    assert ("error", "surname") in checked(surname=f"Бек{bad}ова")[1]


def test_invisible_marks_and_spare_spaces_go_without_a_word() -> None:
    row, problems = checked(surname="\ufeff Бекова\u200f", given="أمينة\u00a0 نور\n")
    assert (row.surname, row.given, problems) == ("Бекова", "أمينة نور", [])


@pytest.mark.parametrize("name", ["?ұрманбаева", "К?рманбаева", "Курман\ufffd"])
def test_a_letter_that_was_lost_on_saving_is_an_error(name: str) -> None:
    assert checked(surname=name)[1] == [("error", "surname")]


@pytest.mark.parametrize("text", ["=1+1", "+7", "-", "@x", "＝1"])
def test_a_text_that_looks_like_a_formula_is_a_text(text: str) -> None:
    row, problems = checked(notes=text, surname=text)
    assert (row.notes, row.surname, problems) == (text, text, [])


@given(st.text())
def test_a_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(
    st.dictionaries(st.sampled_from(sorted({*WOMAN, "category", "languages", "urgent", "mother"})), st.text())
)
def test_any_text_in_any_column_gives_a_row_and_problems_in_words(said: dict[str, str]) -> None:
    notes = Notes({})
    row_of(2, WOMAN | said, ASKED, notes)
    assert all(problem.text.format(**problem.params) for problem in notes.found)


# Coded answers.


def test_a_category_that_contradicts_the_sex_is_an_error_and_the_age_a_warning() -> None:
    assert checked(category="man")[1] == [("error", "category")]
    assert checked(category="child")[1] == [("warning", "category")]
    assert checked(category="woman", born="2015")[1] == [("warning", "category")]
    assert checked(category="woman", born="2008")[1] == []


def test_a_word_that_is_not_known_is_passed_over_with_a_warning() -> None:
    row, problems = checked(relation="cousin twice removed")
    assert (row.relation, problems) == ("", [("warning", "relation")])


def test_what_is_urgent_is_coded_and_the_rest_of_it_kept_in_the_notes() -> None:
    row, problems = checked(urgent="Fever, пьёт инсулин; pregnant", notes="call her aunt")
    assert row.urgent == ("FEVER", "PREGNANT")
    assert row.notes == "call her aunt; пьёт инсулин"
    assert problems == [("warning", "urgent")]


def test_a_country_says_citizen_or_foreign_and_other_words_say_how_it_stands() -> None:
    assert checked(citizenship="Қазақстан")[0].citizenship == "CITIZEN"
    assert checked(citizenship="RU")[0].citizenship == "FOREIGN"
    assert checked(citizenship="без гражданства")[0].citizenship == "STATELESS"
    assert checked(citizenship="unknown")[0].citizenship == "UNKNOWN"


def test_a_document_without_a_known_kind_is_another_document() -> None:
    assert checked(document_number="N 12")[0].document_kind == "OTHER"
    assert checked(document_kind="паспорт")[0].document_kind == "PASSPORT"
    assert checked()[0].document_kind == ""
