"""A copy, a restore or another computer begins a new incarnation, so that no number is given twice."""

import errno
import json
import shutil
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text

from db import files, vault
from db.clock import FixedClock
from db.ids import uuid7
from db.models import Person
from tests.db.records import add_person
from tests.db.vaults import Computer, refuse


def save(here: Computer, code: str = "AKT-A0001K") -> None:
    opened = here.unlock()
    add_person(opened.store, code)
    opened.lock()


INSTALLED = ("A", "installed")
TEN_YEARS_MS = 10 * 365 * 86_400_000


def test_the_same_computer_goes_on_under_the_same_letter(here: Computer) -> None:
    for number in range(3):
        save(here, f"AKT-A000{number}K")
    assert here.lives() == here.lives() == [INSTALLED]


def test_a_vault_carried_to_another_computer_begins_anew_there_once(
    here: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(here)
    monkeypatch.setattr(vault, "machine", lambda: "another")
    assert here.lives() == here.lives() == [INSTALLED, ("B", "another computer")]
    save(here)
    assert here.lives() == [INSTALLED, ("B", "another computer")]
    opened = here.unlock()
    assert opened.station() == "B"
    opened.lock()


def test_a_computer_that_knows_nothing_of_the_vault_begins_anew(here: Computer) -> None:
    shutil.rmtree(here.place.witnesses)
    assert here.lives() == here.lives() == [INSTALLED, ("B", "no witness")]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"a"', b"{}", b"\xff\xfe", b'{"number": null}'])
def test_a_torn_witness_begins_anew_and_stops_nobody(here: Computer, content: bytes) -> None:
    here.witness.write_bytes(content)
    assert here.lives() == [INSTALLED, ("B", "no witness")]


def test_an_older_copy_put_back_is_noticed(here: Computer, tmp_path: Path) -> None:
    save(here)
    kept = here.keep(tmp_path / "kept")
    save(here, "AKT-A0002K")
    here.put_back(kept)
    assert here.lives() == [INSTALLED, ("B", "restored or copied")]


def test_a_copy_that_nothing_was_written_after_is_no_restore(here: Computer, tmp_path: Path) -> None:
    save(here)
    kept = here.keep(tmp_path / "kept")
    here.unlock().lock()
    here.put_back(kept)
    assert here.lives() == [INSTALLED]


def test_a_letter_is_never_given_twice_however_often_a_copy_is_put_back(
    here: Computer, tmp_path: Path
) -> None:
    save(here)
    kept = here.keep(tmp_path / "kept")
    letters = []
    for number in range(4):
        save(here, f"AKT-A001{number}K")
        here.put_back(kept)
        letters.append(here.lives()[-1][0])
        save(here, f"AKT-A002{number}K")
    assert letters == ["B", "C", "D", "E"]


def test_two_copies_used_in_turn_on_one_computer_have_letters_of_their_own(
    here: Computer, tmp_path: Path
) -> None:
    save(here)
    here.keep(tmp_path / "other" / "records")
    place = replace(here.place, folder=tmp_path / "other" / "records")
    there = replace(here, place=place)
    save(here, "AKT-A0002K")
    assert there.lives()[-1] == ("B", "restored or copied")
    save(there, "AKT-B0001K")
    assert here.lives()[-1] == ("C", "another incarnation")
    assert there.lives()[-1] == ("D", "another incarnation")


def test_a_crash_between_saving_and_the_note_of_it_changes_nothing(here: Computer) -> None:
    save(here)
    before = here.witness.read_bytes()
    save(here, "AKT-A0002K")
    here.witness.write_bytes(before)
    assert here.lives() == [INSTALLED]
    save(here, "AKT-A0003K")
    assert here.lives() == [INSTALLED]


def test_a_note_that_cannot_be_written_is_no_failure_of_the_save(here: Computer) -> None:
    with files.faults(refuse(errno.ENOSPC, "write", "")):
        save(here)
    assert here.lives() == [INSTALLED]
    opened = here.unlock()
    with opened.reading() as session:
        assert session.scalars(select(Person.code)).all() == ["AKT-A0001K"]
    opened.lock()


def test_a_witness_of_another_chain_is_noticed(here: Computer) -> None:
    save(here)
    said = json.loads(here.witness.read_text())
    here.witness.write_text(json.dumps(said | {"hash": "00" * 32}))
    assert here.lives() == [INSTALLED, ("B", "restored or copied")]


def test_a_clock_put_back_does_not_hide_the_newest_incarnation(
    here: Computer, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "machine", lambda: "another")
    monkeypatch.setattr(vault, "uuid7", lambda: UUID(int=uuid7().int - (TEN_YEARS_MS << 80)))
    clock.set(clock._moment.replace(year=2001))
    save(here)
    assert here.lives() == here.lives() == [INSTALLED, ("B", "another computer")]


def test_a_new_incarnation_counts_from_one_in_a_chain_of_its_own(
    here: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(here)
    monkeypatch.setattr(vault, "machine", lambda: "another")
    opened = here.unlock()
    add_person(opened.store, "AKT-B0001K")
    with opened.reading() as session:
        row = session.execute(
            text("SELECT number, previous_hash, counter FROM change WHERE incarnation_id = :id"),
            {"id": opened.store.incarnation_id.bytes},
        ).one()
    opened.lock()
    assert tuple(row)[:2] == (1, None)
    assert row.counter > 2
