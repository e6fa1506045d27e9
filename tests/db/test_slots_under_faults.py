"""Whatever the disk or a kill does to a change of the slots, the former or the new state opens."""

import os
import random
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from db import files, slots
from db.slots import Agreement
from tests.db.faults import every_fault, in_child, killed_at, wait_for
from tests.db.slot_vaults import DATA_KEY, DATABASE, OLD, Vault, new_vault, slot_for

NEW = "the new password"
DANA = "dana's password"


def change(vault: Vault) -> Callable[[], object]:
    return lambda: vault.change("aigul", OLD, NEW)


def add(vault: Vault) -> Callable[[], object]:
    slot, _ = slot_for(uuid4(), "dana", DANA)
    return lambda: slots.add_slot(vault.folder, vault.unlock("aigul", OLD), slot)


def remove(vault: Vault) -> Callable[[], object]:
    return lambda: slots.remove_slot(vault.folder, vault.unlock("aigul", OLD), vault.slot_id("marat"))


def settle(vault: Vault) -> Callable[[], object]:
    return lambda: slots.settle(vault.folder, vault.change("aigul", OLD, NEW))


WORKS = [change, add, remove, settle]


def who_opens(vault: Vault) -> set[str]:
    """Everybody who gets in, by what they typed."""
    known = {("aigul", OLD), ("aigul", NEW), ("marat", "marat's own password"), ("dana", DANA)}
    return {password for login, password in known if vault.opens(login, password)}


def states(folder: Path, work: Callable[[Vault], Callable[[], object]]) -> tuple[Vault, set[str], set[str]]:
    """A settled vault, who opens it before the work, and who after."""
    vault = new_vault(folder)
    at_first = vault.contents()
    before = who_opens(vault)
    work(vault)()
    after = who_opens(vault)
    assert before != after
    vault.put_back(at_first)
    return vault, before, after


@pytest.mark.parametrize("work", WORKS)
def test_at_every_fault_the_former_or_the_new_state_opens(
    work: Callable[[Vault], Callable[[], object]], tmp_path: Path
) -> None:
    vault, before, after = states(tmp_path, work)
    at_first = vault.contents()
    met = 0
    for fault in every_fault(work(vault), put_back=lambda: vault.put_back(at_first)):
        met += 1
        assert who_opens(vault) in (before, after), fault.place
        assert vault.recover(vault.recovery_text).data_key == DATA_KEY
        if who_opens(vault) == before:
            work(vault)()
            assert who_opens(vault) == after, "a second try works"
    assert met > 30


def test_a_change_that_reported_a_failure_was_not_made_if_the_disk_lets_us(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    opened = vault.unlock("aigul", OLD)
    at_first = vault.contents()
    made: list[bool] = []

    def put_back() -> None:
        made.clear()
        vault.put_back(at_first)

    def work() -> None:
        vault.change_with(opened, OLD, NEW)
        made.append(True)

    outcomes = set()
    for fault in every_fault(work, put_back):
        if not fault.broken:
            outcomes.add(bool(made))
            assert vault.opens("aigul", OLD) != bool(made), fault.place
            assert vault.opens("aigul", NEW) == bool(made), fault.place
    assert outcomes == {True, False}


@pytest.mark.parametrize("work", WORKS)
def test_a_kill_before_any_call_leaves_the_former_or_the_new_state(
    work: Callable[[Vault], Callable[[], object]], tmp_path: Path
) -> None:
    vault, before, after = states(tmp_path, work)
    at_first = vault.contents()
    seen = []
    for place in range(100):
        if not killed_at(place, work(vault)):
            break
        seen.append(who_opens(vault))
        assert seen[-1] in (before, after)
        vault.put_back(at_first)
    assert before in seen
    assert after in seen


def test_a_failed_creation_leaves_no_vault_behind(tmp_path: Path) -> None:
    slot, _ = slot_for(uuid4(), "aigul", OLD)

    def put_back() -> None:
        for path in tmp_path.iterdir():
            path.unlink()

    met = 0
    for fault in every_fault(lambda: slots.create(tmp_path, DATABASE, DATA_KEY, [slot]), put_back):
        met += 1
        if not fault.broken:
            assert list(tmp_path.iterdir()) == [], fault.place
    assert met == 10 * 2 * 3


def test_20_kills_at_random_moments_of_a_loop_of_changes_lock_nobody_out(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    chosen = random.Random(20)  # noqa: S311 - moments, not keys
    number = 0
    for _ in range(20):
        told, tell = os.pipe()
        child = in_child(partial(change_for_ever, vault, number, tell))
        assert os.read(told, 1) == b"."  # it is at work
        time.sleep(chosen.random() / 50)
        os.kill(child, signal.SIGKILL)
        wait_for(child)
        os.close(tell)
        acknowledged = number + len(read_rest(told))
        # Acknowledged changes stand; the one that was under way may or may not.
        number = next(n for n in (acknowledged + 1, acknowledged) if vault.opens("aigul", password_of(n)))
        assert not vault.opens("aigul", password_of(number - 1)) or number == 0
        finish(vault, vault.unlock("aigul", password_of(number)))
    assert number > 20


def password_of(number: int) -> str:
    return f"password number {number}" if number else OLD


def change_for_ever(vault: Vault, number: int, out: int) -> None:
    """Change one's password again and again; a dot for each change that was made."""
    while True:
        changed = vault.change("aigul", password_of(number), password_of(number + 1))
        number += 1
        os.write(out, b".")
        finish(vault, changed)


def finish(vault: Vault, opened: slots.Unlocked) -> None:
    """What a vault does with its database after a change and at a start."""
    noted = vault.folder / "generation"
    generation = int(files.read(noted)) if noted.exists() else 1
    if slots.agree(opened, generation) is Agreement.FINISH:
        files.write_atomically(noted, str(opened.generation).encode())
    slots.settle(vault.folder, opened)


def read_rest(told: int) -> bytes:
    with os.fdopen(told, "rb") as pipe:
        return b"." + pipe.read()
