"""Invented names: what one person is called, in every spelling her papers use."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from desktop.resources import resource

Row = tuple[str, ...]  # one name, once for each spelling of its stock
Endings = tuple[tuple[str, str, str], ...]

LEGAL, BIRTH, FORMER, TRANSLITERATION = "legal", "birth", "former", "transliteration"


@dataclass(frozen=True, slots=True)
class DemoName:
    """One name as one paper prints it; kind, script and source are codes of their vocabularies."""

    kind: str
    script: str
    surname: str
    given: str
    patronymic: str
    source: str
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True)
class Spelling:
    """How one language spells surnames and patronymics; see the head of resources/demo/names-*.toml."""

    tag: str
    script: str
    source: str
    woman_endings: Endings
    patronymic: Endings
    older_patronymic: Endings
    father_surname: Endings


@dataclass(frozen=True)
class Stock:
    """The names of one country, and how its people say dates. The first spelling is that of the legal name.

    `abroad` rows end with one column more than the others: the name in Arabic letters.
    """

    tag: str
    spellings: tuple[Spelling, ...]
    given: dict[str, tuple[Row, ...]]
    abroad: dict[str, tuple[Row, ...]]
    surnames: tuple[Row, ...]
    towns: Row
    languages: tuple[Row, ...]
    child_languages: tuple[Row, ...]
    seasons: Row
    about: str
    islamic_months: Row
    older_share: int
    father_surname_share: int


@dataclass(frozen=True, slots=True)
class Parentage:
    """What brothers and sisters share: the surname, and the given name of their father."""

    surname: Row
    father: Row
    from_father: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What became of a person's name: a paper in Arabic letters, or a change by a decision."""

    arabic: str = ""
    changed_on: date | None = None
    born_on: date | None = None
    birth_given: Row = ()
    birth_parentage: Parentage | None = None
    former_given: Row = ()


@cache
def stock(tag: str) -> Stock:
    """The names of one country: kk, uz, tg or ky."""
    data = _table(f"names-{tag}.toml")
    abroad = _table("names-ar.toml")
    spellings = tuple(_spelling(block) for block in data["spelling"])
    columns = [abroad["columns"].index(spelling.tag) for spelling in spellings]
    columns.append(abroad["columns"].index("ar"))
    return Stock(
        tag=tag,
        spellings=spellings,
        given={"F": _rows(data["women"]), "M": _rows(data["men"])},
        abroad={"F": _picked(abroad["women"], columns), "M": _picked(abroad["men"], columns)},
        surnames=_rows(data["surnames"]),
        towns=tuple(data["towns"]),
        languages=_rows(data["languages"]),
        child_languages=_rows(data["child_languages"]),
        seasons=tuple(data["seasons"]),
        about=data["about"],
        islamic_months=tuple(abroad["islamic_months"]),
        older_share=data["older_share"],
        father_surname_share=data["father_surname_share"],
    )


def names_of(
    names: Stock, family: Parentage, given: Row, sex: str, *, older: bool, story: Story
) -> tuple[DemoName, ...]:
    """The legal name first, then its other spellings, then what the person was called before."""
    found = []
    for index, spelling in enumerate(names.spellings):
        surname, patronymic = _family_names(spelling, family, index, sex, older)
        kind = TRANSLITERATION if index else LEGAL
        since = None if index else story.changed_on
        found.append(
            DemoName(kind, spelling.script, surname, given[index], patronymic, spelling.source, since)
        )
    return (*found, *_earlier(names, family, sex, older, story))


def _earlier(names: Stock, family: Parentage, sex: str, older: bool, story: Story) -> list[DemoName]:
    found = []
    if story.arabic:
        found.append(DemoName(BIRTH, "Arab", "", story.arabic, "", "document", story.born_on))
    first, before = names.spellings[0], story.birth_parentage or family
    if story.birth_given:
        surname, patronymic = _family_names(first, before, 0, sex, older)
        given = story.birth_given[0]
        found.append(DemoName(BIRTH, first.script, surname, given, patronymic, first.source, story.born_on))
    if story.former_given:
        # The last spelling is the one that travel papers print.
        last = names.spellings[-1]
        surname, patronymic = _family_names(last, before, len(names.spellings) - 1, sex, older)
        given = story.former_given[len(names.spellings) - 1]
        until = story.changed_on
        found.append(DemoName(FORMER, last.script, surname, given, patronymic, last.source, None, until))
    return found


def _family_names(
    spelling: Spelling, family: Parentage, index: int, sex: str, older: bool
) -> tuple[str, str]:
    """Surname and patronymic; who has a surname made of the father's name has no patronymic."""
    father = family.father[index]
    if family.from_father:
        return with_ending(spelling.father_surname, father, sex), ""
    rules = spelling.older_patronymic if older else spelling.patronymic
    return with_ending(spelling.woman_endings, family.surname[index], sex), patronymic_of(rules, father, sex)


@cache
def with_ending(endings: Endings, name: str, sex: str) -> str:
    """The name with the ending for a man or a woman; unchanged where no ending fits."""
    for ending, man, woman in endings:
        if name.endswith(ending):
            return name.removesuffix(ending) + (woman if sex == "F" else man)
    return name


def patronymic_of(endings: Endings, father: str, sex: str) -> str:
    """The patronymic, or nothing in a spelling that writes none."""
    return with_ending(endings, father, sex) if endings else ""


def _table(name: str) -> dict[str, Any]:
    with resource("demo", name).open("rb") as file:
        return tomllib.load(file)


def _spelling(block: dict[str, Any]) -> Spelling:
    pairs = tuple((man, man, woman) for man, woman in block["woman_endings"])
    lists = {key: _endings(block[key]) for key in ("patronymic", "older_patronymic", "father_surname")}
    return Spelling(block["tag"], block["script"], block["source"], pairs, **lists)


def _endings(rows: list[list[str]]) -> Endings:
    return tuple((ending, man, woman) for ending, man, woman in rows)


def _rows(lists: list[list[str]]) -> tuple[Row, ...]:
    return tuple(tuple(row) for row in lists)


def _picked(lists: list[list[str]], columns: list[int]) -> tuple[Row, ...]:
    return tuple(tuple(row[column] for column in columns) for row in lists)
