"""Which invented family sleeps where."""

from collections.abc import Iterable
from dataclasses import dataclass

SHARED_BEDS = 6
LEAST_OWN_ROOM = 4  # a family of this size has a room for itself


@dataclass(frozen=True, slots=True)
class DemoRoom:
    """A room of the house; `beds` can be more than the people in it."""

    label: str
    beds: int


def rooms_for(families: Iterable[tuple[int, bool]]) -> tuple[list[str], tuple[DemoRoom, ...]]:
    """The room of each family (size, whether a man belongs to it), and all rooms.

    A family shares one room. Small families share with others; men never share with women of
    another family.
    """
    places: list[str] = []
    beds: list[int] = []
    # Room number and free beds of the shared room that is open, for women and for men.
    shared = {False: (0, 0), True: (0, 0)}
    for size, with_man in families:
        own = size >= LEAST_OWN_ROOM or (with_man and size > 1)
        number, free = (0, 0) if own else shared[with_man]
        if free < size:
            beds.append(size + size % 2 if own else SHARED_BEDS)
            number, free = len(beds), beds[-1]
        if not own:
            shared[with_man] = number, free - size
        places.append(str(number))
    return places, tuple(DemoRoom(str(number), count) for number, count in enumerate(beds, start=1))
