"""Names agree with sex, father and spelling."""

from datetime import date

import pytest

from desktop.demo.names import Parentage, Row, Stock, Story, names_of, stock, with_ending


def row(rows: tuple[Row, ...], name: str) -> Row:
    return next(row for row in rows if row[0] == name)


def family(names: Stock, surname: str, father: str, *, from_father: bool = False) -> Parentage:
    return Parentage(row(names.surnames, surname), row(names.given["M"], father), from_father)


def spelled(
    names: Stock, parents: Parentage, given: str, sex: str, *, older: bool = False
) -> list[tuple[str, str, str]]:
    found = names_of(names, parents, row(names.given[sex], given), sex, older=older, story=Story())
    return [(name.surname, name.given, name.patronymic) for name in found]


def test_a_kazakh_woman_has_a_womans_surname_and_patronymic_in_both_spellings() -> None:
    names = stock("kk")
    parents = family(names, "Құрманбаев", "Серік")
    assert spelled(names, parents, "Айгүл", "F") == [
        ("Құрманбаева", "Айгүл", "Серікқызы"),
        ("Курманбаева", "Айгуль", "Сериковна"),
        ("KURMANBAYEVA", "AYGUL", ""),
    ]
    assert spelled(names, parents, "Дәулет", "M")[0] == ("Құрманбаев", "Дәулет", "Серікұлы")


def test_an_older_patronymic_follows_the_russian_form() -> None:
    names = stock("kk")
    assert spelled(names, family(names, "Беков", "Абай"), "Дана", "F", older=True)[0][2] == "Абаевна"


def test_a_surname_without_an_ending_is_the_same_for_a_woman() -> None:
    names = stock("kk")
    assert spelled(names, family(names, "Жақсыбек", "Марат"), "Дана", "F")[0][0] == "Жақсыбек"


def test_uzbek_names_stand_in_latin_and_cyrillic_with_their_own_patronymic() -> None:
    names = stock("uz")
    parents = family(names, "Joʻrayev", "Gʻayrat")
    assert spelled(names, parents, "Oydin", "F")[:2] == [
        ("Joʻrayeva", "Oydin", "Gʻayrat qizi"),
        ("Жўраева", "Ойдин", "Ғайрат қизи"),
    ]
    assert spelled(names, parents, "Ulugʻbek", "M")[0][2] == "Gʻayrat oʻgʻli"


def test_a_tajik_surname_can_be_made_of_the_fathers_name() -> None:
    names = stock("tg")
    parents = family(names, "Раҳимзода", "Акбар", from_father=True)
    assert spelled(names, parents, "Зебо", "F")[0] == ("Акбарзода", "Зебо", "")


def test_a_kyrgyz_surname_made_of_the_fathers_name_leaves_no_patronymic() -> None:
    names = stock("ky")
    parents = family(names, "Асанов", "Бакыт", from_father=True)
    assert spelled(names, parents, "Айпери", "F")[0] == ("Бакыт кызы", "Айпери", "")
    assert spelled(names, parents, "Данияр", "M")[0] == ("Бакыт уулу", "Данияр", "")


def test_a_change_of_name_comes_with_the_day_on_both_sides() -> None:
    names = stock("kk")
    own, married = family(names, "Беков", "Марат"), family(names, "Рахимов", "Марат")
    given, other = row(names.given["F"], "Дана"), names.abroad["F"][0]
    day = date(2020, 5, 4)
    story = Story("", day, date(1995, 1, 2), given, own, other)
    found = names_of(names, married, given, "F", older=False, story=story)
    legal, birth, former = found[0], found[-2], found[-1]
    assert (legal.kind, legal.surname, legal.from_on) == ("legal", "Рахимова", day)
    assert (birth.kind, birth.surname, birth.from_on) == ("birth", "Бекова", date(1995, 1, 2))
    assert (former.kind, former.script, former.until_on) == ("former", "Latn", day)


@pytest.mark.parametrize("tag", ["kk", "uz", "tg", "ky"])
def test_every_name_of_a_stock_has_all_its_spellings_and_stands_there_once(tag: str) -> None:
    names = stock(tag)
    for rows in (*names.given.values(), names.surnames):
        assert all(len(row) == len(names.spellings) and all(row) for row in rows)
        assert len({row[0] for row in rows}) == len(rows) >= 40
    for rows in names.abroad.values():
        assert all(len(row) == len(names.spellings) + 1 for row in rows)
        assert all("\u0600" <= letter <= "\u06ff" or letter == " " for row in rows for letter in row[-1])


def test_the_first_ending_that_fits_is_taken() -> None:
    endings = (("й", "евич", "евна"), ("", "ович", "овна"))
    assert with_ending(endings, "Абай", "M") == "Абаевич"
    assert with_ending(endings, "Марат", "F") == "Маратовна"
    assert with_ending((), "Марат", "F") == "Марат"
