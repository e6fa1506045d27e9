"""What stands of rival changes, against an oracle that knows nothing of counters (I1, I2, I5)."""

import random
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from db.models import Stay
from db.projection import row_of, standing, state

FIELDS = ("admitted_on", "left_on", "left_to")
Change = dict[str, Any]
# Of one change: which of the earlier ones it has seen, what it sets, how far its counter jumps, its id.
DRAWN = st.lists(
    st.tuples(
        st.sets(st.integers(0, 13), max_size=3),
        st.sets(st.sampled_from(FIELDS)),
        st.integers(1, 3),
        st.uuids(),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda drawn: drawn[3],
)


def graph(drawn: list[tuple[set[int], set[str], int, UUID]]) -> list[Change]:
    """The changes of one record; a counter is greater than those of all it has seen, and says no more."""
    made: list[Change] = []
    for seen, fields, jump, change_id in drawn:
        parents = [made[place] for place in sorted(seen) if place < len(made)]
        number = len(made)
        made.append(
            {
                "id": change_id,
                "record_id": UUID(int=7),
                "parents": sorted(parent["id"].hex for parent in parents),
                "counter": max((parent["counter"] for parent in parents), default=0) + jump,
                "fields": {name: ["salt", f"20{number:02}-01-01"] for name in fields},
            }
        )
    return made


def happened_before(changes: Iterable[Change]) -> set[tuple[str, str]]:
    """Every (earlier, later), by following parents until nothing new is found."""
    pairs = {(parent, change["id"].hex) for change in changes for parent in change["parents"]}
    while True:
        longer = {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs
        if not longer:
            return pairs
        pairs |= longer


def maximal(changes: list[Change], field: str) -> set[str]:
    """The setters of a field that no other setter of it has seen."""
    before = happened_before(changes)
    setters = [change["id"].hex for change in changes if field in change["fields"]]
    return {one for one in setters if not any((one, other) in before for other in setters)}


@given(DRAWN)
def test_the_values_of_a_field_are_those_of_the_maximal_changes(
    drawn: list[tuple[set[int], set[str], int, UUID]],
) -> None:
    changes = graph(drawn)
    found = standing(changes)
    for field in FIELDS:
        assert {change["id"].hex for change in found.get(field, [])} == maximal(changes, field)


@given(DRAWN, st.randoms(use_true_random=False))
def test_the_order_in_which_changes_arrive_changes_nothing(
    drawn: list[tuple[set[int], set[str], int, UUID]], chance: random.Random
) -> None:
    changes = graph(drawn)
    shuffled = chance.sample(changes, len(changes))
    assert standing(shuffled) == standing(changes)
    assert row_of(Stay, shuffled) == row_of(Stay, changes)


@given(DRAWN)
def test_of_rivals_the_one_with_the_largest_counter_is_shown(
    drawn: list[tuple[set[int], set[str], int, UUID]],
) -> None:
    changes = graph(drawn)
    known = {change["id"].hex: change for change in changes}
    shown = state(changes)
    assert set(shown) == {name for change in changes for name in change["fields"]}
    for field, value in shown.items():
        rivals = [known[one] for one in maximal(changes, field)]
        largest = max(rivals, key=lambda change: (change["counter"], change["id"].int))
        assert value == largest["fields"][field][1]


@given(DRAWN, st.uuids())
def test_a_change_that_has_seen_all_settles_all(
    drawn: list[tuple[set[int], set[str], int, UUID]], last: UUID
) -> None:
    changes = [change for change in graph(drawn) if change["id"] != last]
    settled = {
        "id": last,
        "record_id": UUID(int=7),
        "parents": sorted(change["id"].hex for change in changes),
        "counter": max((change["counter"] for change in changes), default=0) + 1,
        "fields": {name: ["salt", "1999-01-01"] for name in FIELDS},
    }
    assert standing([*changes, settled]) == {name: [settled] for name in FIELDS}


def test_two_changes_that_did_not_see_each_other_both_stand() -> None:
    changes = graph([(set(), {"left_to"}, 1, UUID(int=n)) for n in (1, 2)])
    assert standing(changes) == {"left_to": changes}
    assert state(changes) == {"left_to": "2001-01-01"}


def test_a_change_whose_parent_is_not_here_still_stands() -> None:
    (change,) = graph([(set(), {"left_to"}, 1, UUID(int=2))])
    change["parents"] = [UUID(int=1).hex]
    assert standing([change]) == {"left_to": [change]}
