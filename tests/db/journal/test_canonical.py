import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ids import uuid7
from db.journal.canonical import HASHED, canonical, change_hash, commitment
from db.journal.change import Change

ID = UUID("01930000-0000-7000-8000-00000000000a")
TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=12,
)


def a_row() -> dict[str, Any]:
    return {
        "id": ID,
        "incarnation_id": ID,
        "number": 7,
        "group_id": ID,
        "verb": "admit",
        "record_type": "stay",
        "record_id": ID,
        "category": "casework",
        "person_id": None,
        "parents": ["aa", "bb"],
        "counter": 12,
        "at": 1_790_000_000_000,
        "actor_id": ID,
        "schema_version": 1,
        "fields": {"left_to": ["salt", "KIN"]},
        "commitments": {"left_to": commitment("salt", "KIN")},
        "previous_hash": b"\x01" * 32,
    }


def another(value: Any) -> Any:
    """A value of the same kind that differs."""
    if isinstance(value, UUID):
        return uuid7()
    if isinstance(value, dict):
        return {**value, "left_on": "ff"}
    if isinstance(value, list):
        return value[::-1]
    return ID if value is None else value * 2


def test_members_stand_sorted_without_spaces_in_utf_8() -> None:
    assert canonical({"б": 1, "a": [True, None, "ё"]}) == '{"a":[true,null,"ё"],"б":1}'.encode()


def test_an_id_and_bytes_are_written_as_hexadecimal() -> None:
    assert canonical({"id": ID, "raw": b"\x00\xff"}) == (
        b'{"id":"0193000000007000800000000000000a","raw":"00ff"}'
    )


@given(TREES)
def test_what_is_written_reads_back_and_is_always_written_the_same(tree: Any) -> None:
    written = canonical(tree)
    assert json.loads(written) == tree
    assert canonical(json.loads(written)) == written


@pytest.mark.parametrize("value", [1.5, [1.5], {"a": 1.5}, {"a": [{"b": 0.0}]}, float("nan"), (2.0,)])
def test_a_float_is_refused_at_any_depth(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [object(), {1: "a"}, {1, 2}, bytearray(b"a")])
def test_what_has_no_one_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_a_commitment_is_of_salt_and_value_and_tells_nothing_of_either() -> None:
    one = commitment("salt", "Anna")
    assert one == commitment("salt", "Anna")
    assert len(bytes.fromhex(one)) == 32
    assert (
        len({one, commitment("other", "Anna"), commitment("salt", "anna"), commitment("saltAnna", "")}) == 4
    )


def test_nothing_no_zero_and_an_empty_text_are_four_values() -> None:
    assert len({commitment("salt", value) for value in (None, False, 0, "")}) == 4


def test_a_float_has_no_commitment() -> None:
    weight: Any = 12.9
    with pytest.raises(TypeError):
        commitment("salt", weight)


@pytest.mark.parametrize("name", HASHED)
def test_the_hash_covers_all_that_a_change_says(name: str) -> None:
    row = a_row()
    assert change_hash(row | {name: another(row[name])}) != change_hash(row)


def test_the_hash_covers_the_hash_before() -> None:
    row = a_row()
    hashes = {change_hash(row | {"previous_hash": before}) for before in (None, b"\x01" * 32, b"\x02" * 32)}
    assert len(hashes) == 3


def test_the_hash_stays_when_the_values_are_erased() -> None:
    assert change_hash(a_row() | {"fields": None}) == change_hash(a_row())


def test_only_values_and_hashes_stand_outside_the_hashed_members() -> None:
    assert set(Change.__table__.columns.keys()) - set(HASHED) == {"fields", "previous_hash", "hash"}
