"""What the lines of a list say about each other."""

from datetime import date
from typing import Any

from desktop.exchange.manifest_checks import check_lines
from desktop.exchange.manifest_lines import Notes
from desktop.exchange.manifest_rows import ManifestRow
from desktop.rules.partial_dates import PartialDate, exact, unknown, year

HEADINGS = {
    key: key
    for key in ("number", "household", "given", "relation", "mother", "identity_number", "document_number")
}


def person(line: int, given: str, born: PartialDate | int = 1990, **facts: Any) -> ManifestRow:
    said: dict[str, Any] = {"number": str(line - 1), "household": "F1", "surname": "Бекова"}
    said |= {"sex": "F", "category": "W"} | facts
    return ManifestRow(line, given=given, born=year(born) if isinstance(born, int) else born, **said)


def checked(*rows: ManifestRow) -> list[tuple[str, int, str]]:
    notes = Notes(HEADINGS)
    check_lines(rows, notes)
    return [(problem.level, problem.line, problem.column) for problem in notes.found]


def child(line: int, mother: str, born: PartialDate | int = 2015, **facts: str) -> ManifestRow:
    return person(line, "Дана", born, mother=mother, category="C", **facts)


def test_a_child_is_led_to_the_line_of_its_mother() -> None:
    notes = Notes(HEADINGS)
    _, found = check_lines([person(2, "Гүлнар"), child(3, "1")], notes)
    assert (found.mother_line, notes.found) == (2, [])


def test_a_list_without_numbers_goes_by_the_lines_of_the_file() -> None:
    notes = Notes(HEADINGS)
    _, found = check_lines([person(5, "Гүлнар", number=""), child(6, "5", number="")], notes)
    assert (found.mother_line, notes.found) == (5, [])


def test_a_mother_who_is_no_line_of_the_list_is_an_error() -> None:
    assert checked(person(2, "Гүлнар"), child(3, "9")) == [("error", 3, "mother")]
    assert checked(person(2, "Гүлнар"), child(3, "Гүлнар")) == [("error", 3, "mother")]
    assert checked(person(2, "Гүлнар"), child(3, "?")) == [("error", 3, "mother")]


def test_more_than_one_mother_is_an_error() -> None:
    assert checked(person(2, "Гүлнар"), person(3, "Сабина"), child(4, "1, 2")) == [("error", 4, "mother")]


def test_nobody_is_her_own_mother() -> None:
    assert checked(person(2, "Гүлнар", mother="1")) == [("error", 2, "mother")]


def test_a_mother_is_a_woman() -> None:
    assert checked(person(2, "Тимур", sex="M", category="M"), child(3, "1")) == [("error", 3, "mother")]


def test_a_mother_was_8_to_65_at_the_birth_and_asked_about_outside_14_to_50() -> None:
    def at(age: int) -> list[tuple[str, int, str]]:
        return checked(
            person(2, "Гүлнар", exact(date(1960, 1, 1))), child(3, "1", exact(date(1960 + age, 6, 1)))
        )

    assert at(7) == at(66) == [("error", 3, "mother")]
    assert at(8) == at(13) == at(51) == at(65) == [("warning", 3, "mother")]
    assert at(14) == at(50) == []


def test_a_mother_born_after_her_child_is_an_error_and_an_unknown_birth_is_none() -> None:
    assert checked(person(2, "Гүлнар", 2016), child(3, "1", 2015)) == [("error", 3, "mother")]
    assert checked(person(2, "Гүлнар", unknown()), child(3, "1")) == []


def test_a_mother_in_another_household_is_asked_about() -> None:
    elsewhere = checked(
        person(2, "Гүлнар"), person(3, "Сабина", household="F2"), child(4, "1", household="F2")
    )
    assert elsewhere == [("warning", 4, "mother")]


def test_a_number_of_two_lines_is_an_error() -> None:
    assert checked(person(2, "Гүлнар"), person(3, "Сабина", number="1")) == [("error", 3, "number")]


def test_the_same_person_twice_in_a_household_is_an_error_and_elsewhere_a_question() -> None:
    assert checked(person(2, "Гүлнар"), person(3, "ГҮЛНАР")) == [("error", 3, "given")]
    assert checked(person(2, "Гүлнар"), person(3, "Гүлнар", household="F2")) == [("warning", 3, "given")]
    assert checked(person(2, "Гүлнар"), person(3, "Гүлнар", 1991)) == []


def test_an_identity_number_belongs_to_one_person() -> None:
    rows = (person(2, "Гүлнар", identity_number="7"), person(3, "Сабина", identity_number="7"))
    assert checked(*rows) == [("error", 3, "identity_number")]


def test_children_may_stand_in_the_passport_of_their_mother_but_not_in_a_strangers() -> None:
    mine = person(2, "Гүлнар", document_number="N 1")
    assert checked(mine, child(3, "1", document_number="n  1")) == []
    strange = person(3, "Сабина", document_number="N 1", household="F2")
    assert checked(mine, strange) == [("warning", 3, "document_number")]


def test_a_household_has_one_head_and_the_head_one_mother() -> None:
    heads = (person(2, "Гүлнар", relation="HEAD"), person(3, "Сабина", relation="HEAD"))
    assert checked(*heads) == [("error", 3, "relation")]
    others = (person(2, "Гүлнар", relation="MOTHER"), person(3, "Сабина", relation="MOTHER"))
    assert checked(*others) == [("error", 3, "relation")]
    apart = (person(2, "Гүлнар", relation="HEAD"), person(3, "Сабина", relation="HEAD", household="F2"))
    assert checked(*apart) == []


def test_children_without_a_grown_person_are_asked_about_once() -> None:
    alone = (child(2, ""), person(3, "Алма", 2014, category="C"))
    assert checked(*alone) == [("warning", 2, "household")]
    assert checked(child(2, "", household="")) == [("warning", 2, "household")]
    assert checked(person(2, "Гүлнар", household="")) == []
