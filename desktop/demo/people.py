"""Invented people for the demonstration: whole families, the same ones for the same seed.

Nothing here touches a vault; `plan` only says whom there would be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from desktop.demo.counts import Counts, counts_of
from desktop.demo.families import flights, shapes
from desktop.demo.inventor import Inventor
from desktop.demo.members import DemoFamily, DemoPerson, with_room
from desktop.demo.names import stock
from desktop.demo.rooms import DemoRoom, rooms_for

DEMO_DAY = date(2026, 11, 22)
# Days ago that the newest flight came, and the oldest: every infant is still an infant.
NEWEST, OLDEST = 9, 253


@dataclass(frozen=True, slots=True)
class DemoArrival:
    """One flight; `index` counts from 1, the oldest, and the last one is in the house now."""

    index: int
    on: date
    flight: str
    came_from: str
    people: int
    in_house: bool


@dataclass(frozen=True)
class DemoPlan:
    """Everybody the demonstration of one programme would put on file."""

    programme: str
    seed: int
    today: date
    country: str
    arrivals: tuple[DemoArrival, ...]
    families: tuple[DemoFamily, ...]
    rooms: tuple[DemoRoom, ...]

    def people(self) -> Iterator[DemoPerson]:
        """All persons, family by family, the head of each first."""
        for family in self.families:
            yield from family.members


def plan(programme_tag: str, seed: int, people: int | None = None, *, today: date = DEMO_DAY) -> DemoPlan:
    """The people of a programme as of `today`, with the numbers of resources/demo/counts.toml.

    `people` asks for another number of people in the same shares (1 or more). The same arguments
    give the same plan on every machine. KeyError for a programme without a table.
    """
    counts = counts_of(programme_tag, people)
    rng = Random(f"{programme_tag}/{seed}")  # noqa: S311  (invented people, not secrets)
    families = shapes(counts, rng)
    groups = flights(families, counts, rng)
    days = _days(counts.arrivals, today)
    inventor = Inventor(rng, stock(counts.names), counts, today)
    order = sorted(range(len(families)), key=lambda i: groups[i])
    seen = dict.fromkeys(range(1, counts.arrivals + 1), 0)
    invented = []
    for i in order:
        arrival = groups[i]
        seen[arrival] += 1
        in_house = arrival == counts.arrivals
        label = f"{arrival}-{seen[arrival]:03}"
        invented.append(inventor.family(families[i], label, arrival, days[arrival - 1], in_house=in_house))
    housed, rooms = _housed(invented)
    return DemoPlan(
        programme_tag, seed, today, counts.country, _arrivals(housed, counts, days), housed, rooms
    )


def _days(count: int, today: date) -> list[date]:
    """The days of the flights, evenly from the oldest to the newest."""
    step = (OLDEST - NEWEST) // max(1, count - 1)
    return [today - timedelta(days=NEWEST + step * back) for back in range(count - 1, -1, -1)]


def _arrivals(families: tuple[DemoFamily, ...], counts: Counts, days: list[date]) -> tuple[DemoArrival, ...]:
    sizes = [0] * len(days)
    for family in families:
        sizes[family.arrival - 1] += len(family.members)
    last = len(days)
    return tuple(
        DemoArrival(index, day, f"DEMO-{index}", counts.came_from, sizes[index - 1], index == last)
        for index, day in enumerate(days, start=1)
    )


def _housed(families: list[DemoFamily]) -> tuple[tuple[DemoFamily, ...], tuple[DemoRoom, ...]]:
    """The same families, those in the house with their rooms."""
    inside = [family for family in families if family.in_house]
    places, rooms = rooms_for((len(family.members), family.has_man) for family in inside)
    room_of = {family.label: place for family, place in zip(inside, places, strict=True)}
    housed = tuple(
        with_room(family, room_of[family.label]) if family.in_house else family for family in families
    )
    return housed, rooms
