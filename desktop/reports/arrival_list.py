"""The list for the arrival desk: who is expected, family by family, with room to tick and to add."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.i18n import N_
from desktop.reports import blocks, boxes
from desktop.reports.layout import Block, Strip, lines_draw, together
from desktop.reports.sheet import Footer, Out, Sheet, build
from desktop.reports.tables import Column, Row, Table, Tick, laid_out, row_strips
from desktop.reports.text import BOLD, SECOND, beside, height
from desktop.reports.values import Coded, Languages, Value, said
from desktop.rules.partial_dates import PartialDate
from desktop.vocabularies import vocabulary

TITLE = N_("Arrival list")
# High enough for a note in handwriting beside the name.
_ROW = 19.5


@dataclass(frozen=True)
class Expected:
    """One person of the manifest. `category` is a code of person_category: man, woman or child."""

    case_code: str
    name: str
    sex: str = ""
    born: PartialDate | None = None
    category: str = ""
    room: str = ""
    bed: str = ""


@dataclass(frozen=True)
class Family:
    """People who came on the list together. `name` is theirs, or empty for one who is alone."""

    name: str
    people: tuple[Expected, ...]


@dataclass(frozen=True)
class ArrivalListFacts:
    """What one arrival list says. `flight` is the number by which the group is known, never a country."""

    centre: Value
    arriving_on: date | None
    flight: str
    families: tuple[Family, ...]
    # Codes made for people who are not on the list, one to an empty row.
    reserve_codes: tuple[str, ...]
    made_at_ms: int
    zone: str


def draw(facts: ArrivalListFacts, languages: Languages, out: Out) -> None:
    """Write the list as PDF."""
    build(out, _sheet(facts, languages), list(_story(facts, languages)))


def _sheet(facts: ArrivalListFacts, languages: Languages) -> Sheet:
    remark = said(N_("For the arrival desk only. To be typed in on the same day."))
    footer = Footer(remarks=(remark,), made_at_ms=facts.made_at_ms, zone=facts.zone)
    under = said(N_("arriving on {day}, {flight}"), day=facts.arriving_on, flight=facts.flight)
    return Sheet(TITLE, languages, facts.centre, footer, under_title=under)


def _story(facts: ArrivalListFacts, languages: Languages) -> Iterator[Block]:
    people = [person for family in facts.families for person in family.people]
    yield blocks.sheet_title(languages, TITLE)
    yield _totals(languages, people)
    yield _people(facts, languages)
    if facts.reserve_codes:
        yield blocks.heading(languages, N_("Not on the list"))
        yield _reserve(facts, languages)
    yield blocks.heading(languages, N_("Count at the end"))
    yield _counts(languages)
    yield blocks.signatures(languages, ((N_("At the arrival desk"), ""), (N_("Director of the centre"), "")))


def _totals(languages: Languages, people: list[Expected]) -> Block:
    counted = Counter(person.category for person in people)
    kinds: list[tuple[Value, Value]] = [
        (("person_category", code.code), counted[code.code])
        for code in vocabulary("person_category").codes
        if counted[code.code]
    ]
    return blocks.facts_of(languages, [(said(N_("People expected")), len(people)), *kinds])


def _people(facts: ArrivalListFacts, languages: Languages) -> Block:
    shape = _shape(languages)

    def strips(room: float) -> list[Strip]:
        grid = laid_out(shape, room)
        made = [grid.head]
        number = 0
        for family in facts.families:
            rows = [_row(number + index, person) for index, person in enumerate(family.people, start=1)]
            number += len(rows)
            members = [strip for row in rows for strip in row_strips(grid, row)]
            made += together([*_family_title(languages, family, room, grid.head), *members])
        return made

    return strips


def _family_title(languages: Languages, family: Family, room: float, top: Strip) -> list[Strip]:
    count = len(family.people)
    language = languages[0]
    people = language.plural("{n} person", "{n} people", count).format(n=language.number(count))
    name = family.name or language.text(N_("No family on this list"))
    lines = beside((name, people), (BOLD if family.name else SECOND, SECOND), room)
    return [Strip(height(lines) + 3.0, lines_draw(lines), above=5.0, head=top)]


def _reserve(facts: ArrivalListFacts, languages: Languages) -> Block:
    shape = _shape(languages)

    def strips(room: float) -> list[Strip]:
        grid = laid_out(shape, room)
        start = sum(len(family.people) for family in facts.families) + 1
        rows = [
            _row(number, Expected(code, "")) for number, code in enumerate(facts.reserve_codes, start=start)
        ]
        return [grid.head, *(strip for row in rows for strip in row_strips(grid, row))]

    return strips


def _counts(languages: Languages) -> Block:
    def strips(room: float) -> list[Strip]:
        third = (room - 2 * boxes.GUTTER) / 3
        labels = (N_("Here"), N_("Not here"), N_("Not on the list"))
        cells = [
            boxes.question(languages, said(label), "", boxes.lines_to_write(1), third) for label in labels
        ]
        return [boxes.side_by_side(cells, third)]

    return strips


def _shape(languages: Languages) -> Table:
    urgent: tuple[Coded, ...] = tuple(("urgent", code.code) for code in vocabulary("urgent").offered())
    return Table(
        languages,
        (
            Column(N_("No."), 0.045, once=True),
            Column(N_("Here"), 0.04, turned=True),
            Column(N_("Not here"), 0.04, turned=True),
            Column(N_("Case code"), 0.13, once=True),
            Column(N_("Name"), 0.28, once=True),
            Column(N_("Sex"), 0.085, once=True),
            Column(N_("Born"), 0.125, once=True),
            Column(N_("Room, bed"), 0.08, once=True),
            *(Column(code, 0.175 / len(urgent), turned=True) for code in urgent),
        ),
        least=_ROW,
    )


def _row(number: int, person: Expected) -> Row:
    urgent = (Tick(),) * len(vocabulary("urgent").offered())
    sex: Value = ("sex", person.sex) if person.sex else ""
    born: Value = person.born if person.born is not None else ""
    place = ", ".join(filter(None, (person.room, person.bed)))
    known = (person.case_code, person.name, sex, born, place)
    return (number, Tick(), Tick(), *known, *urgent)
