import dataclasses
import errno
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import crypto, files, slot_files
from db.slot_files import Damaged, Kind, NewerVault, Slot
from tests.db.faults import FailAt
from tests.db.slot_vaults import DATA_KEY, DATABASE, OLD, flipped, new_vault

KDF = crypto.KdfParams(64 * 1024, 3, 4)


def a_slot(**changed: Any) -> Slot:
    slot = Slot(uuid4(), uuid4(), "ab" * 32, Kind.PASSWORD, KDF, bytes(16), b"", ())
    return slot_files.wrap(DATABASE, dataclasses.replace(slot, **changed), bytes(32), DATA_KEY, b"p" * 32)


def resealed(text: bytes, **changed: Any) -> bytes:
    """The file with other members and the checksum that fits them, as somebody without a key can write it."""
    body = json.loads(text) | changed
    del body["checksum"]
    body["checksum"] = slot_files._text(crypto.digest(slot_files._canonical(body)))
    return slot_files._canonical(body)


def one_file(folder: Path, *slots: Slot) -> Path:
    path = folder / slot_files.NAMES[0]
    slot_files.write(path, DATABASE, 3, slots, [DATA_KEY])
    return path


def test_a_file_reads_as_it_was_written(tmp_path: Path) -> None:
    slots = (a_slot(), a_slot(kind=Kind.RECOVERY, user_id=None, login=""))
    path = one_file(tmp_path, *slots)
    (found,) = slot_files.read_all(tmp_path)
    assert (found.path, found.database_id, found.generation, found.slots) == (path, DATABASE, 3, slots)
    assert slot_files.is_made_with(found, DATA_KEY)
    assert not slot_files.is_made_with(found, crypto.fresh())


def test_the_higher_generation_comes_first(tmp_path: Path) -> None:
    for name, generation in zip(slot_files.NAMES, (4, 5), strict=True):
        slot_files.write(tmp_path / name, DATABASE, generation, [a_slot()], [DATA_KEY])
    assert [file.generation for file in slot_files.read_all(tmp_path)] == [5, 4]


def test_every_changed_byte_of_a_file_is_found(tmp_path: Path) -> None:
    path = one_file(tmp_path, a_slot())
    good = path.read_bytes()
    for place in range(len(good)):
        for mask in (0x01, 0x20, 0x80):  # 0x20 is what tells a capital from a small letter
            path.write_bytes(good[:place] + bytes([good[place] ^ mask]) + good[place + 1 :])
            with pytest.raises(Damaged):
                slot_files.read_all(tmp_path)


@pytest.mark.parametrize("change", ["cut", "grown", "spaced", "repeated"])
def test_a_file_of_another_length_is_found(change: str, tmp_path: Path) -> None:
    path = one_file(tmp_path, a_slot())
    good = path.read_bytes()
    spoiled = {
        "cut": good[:-1],
        "grown": good + b"\n",
        "spaced": good.replace(b'"format": 1', b'"format":  1'),
        "repeated": good.replace(b'"format": 1', b'"format": 1,\n "format": 1'),
    }
    path.write_bytes(spoiled[change])
    with pytest.raises(Damaged):
        slot_files.read_all(tmp_path)


@given(bits=st.lists(st.integers(0, 10**6), min_size=1, max_size=3, unique=True))
def test_with_flipped_bits_in_one_file_the_other_is_read(
    tmp_path_factory: pytest.TempPathFactory, bits: list[int]
) -> None:
    vault = new_vault(tmp_path_factory.mktemp("vault"))
    path = vault.folder / slot_files.NAMES[0]
    good = spoiled = path.read_bytes()
    for bit in bits:
        spoiled = flipped(spoiled, bit)
    path.write_bytes(spoiled)
    assert len(slot_files.read_all(vault.folder)) == (2 if spoiled == good else 1)
    assert vault.opens("aigul", OLD)


MEMBERS = st.sampled_from(["database", "generation", "macs", "slots", "format"])
VALUES = st.none() | st.booleans() | st.integers(-5, 1) | st.text(max_size=5) | st.floats()
JSON = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(member=MEMBERS, value=JSON)
def test_made_up_members_are_refused_or_authenticated_by_nobody(
    tmp_path_factory: pytest.TempPathFactory, member: str, value: object
) -> None:
    path = one_file(tmp_path_factory.mktemp("vault"), a_slot())
    good = path.read_bytes()
    path.write_bytes(resealed(good, **{member: value}))
    try:
        (found,) = slot_files.read_all(path.parent)
    except (Damaged, NewerVault):
        return
    assert slot_files.is_made_with(found, DATA_KEY) == (path.read_bytes() == good)


@given(
    member=st.sampled_from(["id", "user", "login", "kind", "kdf", "salt", "public", "wraps"]),
    value=JSON | st.fixed_dictionaries({"memory_kib": JSON, "passes": JSON, "lanes": JSON}),
)
def test_a_made_up_slot_is_damage_or_authenticated_by_nobody(
    tmp_path_factory: pytest.TempPathFactory, member: str, value: object
) -> None:
    path = one_file(tmp_path_factory.mktemp("vault"), a_slot())
    (slot,) = json.loads(path.read_bytes())["slots"]
    path.write_bytes(resealed(path.read_bytes(), slots=[slot | {member: value}]))
    try:
        (found,) = slot_files.read_all(path.parent)
    except Damaged:
        return
    assert not slot_files.is_made_with(found, DATA_KEY)


@pytest.mark.parametrize("memory", [2**20, 2**40, 512 * 1024 + 1])
def test_a_made_up_cost_cannot_fill_the_memory(memory: int, tmp_path: Path) -> None:
    path = one_file(tmp_path, a_slot())
    body = json.loads(path.read_bytes())
    body["slots"][0]["kdf"]["memory_kib"] = memory
    path.write_bytes(resealed(path.read_bytes(), slots=body["slots"]))
    with pytest.raises(Damaged):
        slot_files.read_all(tmp_path)


def test_a_newer_vault_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    path = one_file(tmp_path, a_slot())
    good = path.read_bytes()
    path.write_bytes(resealed(good, format=2, slots="as a later Umid may write them"))
    with pytest.raises(NewerVault):
        slot_files.read_all(tmp_path)
    path.write_bytes(good.replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(Damaged):
        slot_files.read_all(tmp_path)


def test_one_newer_file_is_enough_to_be_refused(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    path = tmp_path / slot_files.NAMES[1]
    path.write_bytes(resealed(path.read_bytes(), format=2))
    with pytest.raises(NewerVault):
        vault.unlock("aigul", OLD)


def test_files_of_two_vaults_are_not_mixed(tmp_path: Path) -> None:
    slot_files.write(tmp_path / slot_files.NAMES[0], DATABASE, 1, [a_slot()], [DATA_KEY])
    slot_files.write(tmp_path / slot_files.NAMES[1], uuid4(), 1, [a_slot()], [DATA_KEY])
    with pytest.raises(Damaged):
        slot_files.read_all(tmp_path)


def test_a_folder_without_slot_files_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        slot_files.read_all(tmp_path)


def test_a_disk_that_fails_is_told_as_such_and_one_file_is_enough(tmp_path: Path) -> None:
    new_vault(tmp_path)
    with files.faults(FailAt(0, errno.EIO)):
        assert len(slot_files.read_all(tmp_path)) == 1
    with files.faults(FailAt(0, errno.EIO, broken=True)), pytest.raises(OSError, match="Input/output"):
        slot_files.read_all(tmp_path)


@pytest.mark.parametrize(
    "moved",
    [
        {"slot_id": uuid4()},
        {"user_id": uuid4()},
        {"user_id": None},
        {"kind": Kind.RECOVERY},
        {"kdf": dataclasses.replace(KDF, passes=4)},
    ],
)
def test_a_wrap_opens_only_where_it_belongs(moved: dict[str, Any]) -> None:
    slot = a_slot()
    assert slot_files.unwrap(DATABASE, slot, bytes(32)) == ([DATA_KEY], b"p" * 32)
    with pytest.raises(crypto.CannotOpen):
        slot_files.unwrap(DATABASE, dataclasses.replace(slot, **moved), bytes(32))
    with pytest.raises(crypto.CannotOpen):
        slot_files.unwrap(uuid4(), slot, bytes(32))


def test_a_forged_newer_file_gives_way_to_the_true_one(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    path = tmp_path / slot_files.NAMES[1]
    path.write_bytes(resealed(path.read_bytes(), generation=99))
    assert vault.unlock("aigul", OLD).generation == 1


def test_when_both_files_are_forged_nothing_opens(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    for name in slot_files.NAMES:
        (tmp_path / name).write_bytes(resealed((tmp_path / name).read_bytes(), generation=99))
    with pytest.raises(Damaged):
        vault.unlock("aigul", OLD)
