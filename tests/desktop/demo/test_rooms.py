"""Who sleeps where."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.rooms import rooms_for

FAMILIES = st.lists(st.tuples(st.integers(1, 11), st.booleans()), max_size=60)


def test_a_large_family_has_a_room_for_itself_and_small_ones_share() -> None:
    places, rooms = rooms_for([(5, False), (2, False), (3, False), (2, False)])
    assert places == ["1", "2", "2", "3"]
    assert [room.beds for room in rooms] == [6, 6, 6]


def test_a_man_alone_does_not_share_with_women() -> None:
    places, _ = rooms_for([(2, False), (1, True), (1, True)])
    assert places == ["1", "2", "2"]


@given(FAMILIES)
def test_nobody_is_without_a_bed(families: list[tuple[int, bool]]) -> None:
    places, rooms = rooms_for(families)
    used = {room.label: 0 for room in rooms}
    for place, (size, _) in zip(places, families, strict=True):
        used[place] += size
    assert all(0 < used[room.label] <= room.beds for room in rooms)
