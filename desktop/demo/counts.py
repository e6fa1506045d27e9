"""How many invented people of which kind: resources/demo/counts.toml, and the same shape at any size."""

import tomllib
from dataclasses import dataclass, replace
from typing import Any

from desktop.resources import resource

# A vault for measuring has this many people in the house at most, and this many flights.
MOST_IN_HOUSE = 1_000
MOST_FLIGHTS = 40
FLIGHT_SIZE = 150

_SHARES = (
    "infants",
    "teens",
    "young_mothers",
    "orphans",
    "unaccompanied",
    "separated",
    "detained_men",
    "detained_women",
)  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """One programme's table of resources/demo/counts.toml; the words are explained there."""

    source: str
    names: str
    country: str
    number_kind: str
    came_from: str
    camp: str
    men: int
    women: int
    children: int
    infants: int
    teens: int
    young_mothers: int
    orphans: int
    unaccompanied: int
    separated: int
    detained_men: int
    detained_women: int
    arrivals: int
    in_house: int
    boys: int | None = None
    youngest: int = 1

    @property
    def people(self) -> int:
        """Everybody."""
        return self.men + self.women + self.children


def counts_of(programme_tag: str, people: int | None = None) -> Counts:
    """A programme's numbers, or the same shares of `people`; KeyError for a programme that has none."""
    with resource("demo", "counts.toml").open("rb") as file:
        counts = Counts(**tomllib.load(file)[programme_tag])
    return counts if people is None or people == counts.people else _scaled(counts, people)


def _scaled(counts: Counts, people: int) -> Counts:
    share = people / counts.people
    men, women = round(counts.men * share), round(counts.women * share)
    men = min(men, people - women)
    children = people - men - women
    in_house = people if counts.in_house == counts.people else round(counts.in_house * share)
    in_house = min(in_house, MOST_IN_HOUSE)
    flights = counts.arrivals
    if people > 4 * counts.people:
        flights = min(MOST_FLIGHTS, people // FLIGHT_SIZE)
    numbers: dict[str, Any] = {name: int(getattr(counts, name) * share) for name in _SHARES}
    # Whoever is not in the house came with an earlier flight.
    numbers["arrivals"] = 1 if in_house == people else max(2, flights)
    numbers["boys"] = None if counts.boys is None else round(counts.boys * share)
    return replace(counts, men=men, women=women, children=children, in_house=in_house, **numbers)
