import json
import os
import platform
import signal
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import instance
from db.clock import FixedClock
from db.instance import LOCK_NAME, AlreadyOpen, hold
from tests.db.faults import in_child, wait_for

CLOCK = FixedClock(datetime(2026, 11, 22, 12, tzinfo=UTC))


def ourselves(**changed: object) -> str:
    return json.dumps(asdict(instance._ourselves(CLOCK)) | changed)


def test_a_second_start_is_told_who_holds_the_vault(tmp_path: Path) -> None:
    with hold(tmp_path, CLOCK), pytest.raises(AlreadyOpen) as caught:
        hold(tmp_path, CLOCK)
    held = caught.value
    assert (held.pid, held.since) == (os.getpid(), CLOCK.now_ms())
    assert held.host == platform.node()


def test_after_closing_the_vault_is_free_and_the_folder_clean(tmp_path: Path) -> None:
    with hold(tmp_path, CLOCK):
        assert (tmp_path / LOCK_NAME).exists()
    assert list(tmp_path.iterdir()) == []
    hold(tmp_path, CLOCK).close()


def test_closing_twice_does_not_take_the_next_ones_lock_away(tmp_path: Path) -> None:
    first = hold(tmp_path, CLOCK)
    first.close()
    with hold(tmp_path, CLOCK):
        first.close()
        with pytest.raises(AlreadyOpen):
            hold(tmp_path, CLOCK)


def test_two_vaults_may_be_open_side_by_side(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with hold(tmp_path / "one", CLOCK), hold(tmp_path / "two", CLOCK):
        assert (tmp_path / "two" / LOCK_NAME).exists()


def holding_child(folder: Path) -> int:
    """A process that holds the vault until it is killed."""
    told, tell = os.pipe()

    def work() -> None:
        hold(folder, CLOCK)
        os.write(tell, b"held")
        signal.pause()

    child = in_child(work)
    assert os.read(told, 4) == b"held"
    os.close(told)
    os.close(tell)
    return child


def test_another_process_holds_the_vault_until_it_is_killed(tmp_path: Path) -> None:
    child = holding_child(tmp_path)
    with pytest.raises(AlreadyOpen) as caught:
        hold(tmp_path, CLOCK)
    assert caught.value.pid == child
    os.kill(child, signal.SIGKILL)
    wait_for(child)
    assert (tmp_path / LOCK_NAME).exists()
    with hold(tmp_path, CLOCK):
        assert json.loads((tmp_path / LOCK_NAME).read_text())["pid"] == os.getpid()


def test_a_killed_process_that_nobody_has_buried_holds_nothing(tmp_path: Path) -> None:
    child = holding_child(tmp_path)
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    hold(tmp_path, CLOCK).close()
    wait_for(child)


@pytest.mark.parametrize(
    "left",
    [
        ourselves(boot="another start of the computer"),
        ourselves(host="another", boot="of another"),
        ourselves(pid=2**22 + 1),
        ourselves(started="1"),
        "",
        "[]",
        "not json",
        '{"host": "x"}',
        "[" * 5000,
    ],
    # Named, because the texts hold this process's own number.
    ids=["boot", "host", "pid", "start", "empty", "list", "no JSON", "half", "deep"],
)
def test_what_a_crash_left_is_taken_over(left: str, tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text(left)
    with hold(tmp_path, CLOCK), pytest.raises(AlreadyOpen):
        hold(tmp_path, CLOCK)


def test_a_living_holder_is_believed_where_the_systems_lock_means_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hold(tmp_path, CLOCK):
        monkeypatch.setattr(instance, "_lock", lambda _descriptor: True)
        with pytest.raises(AlreadyOpen) as caught:
            hold(tmp_path, CLOCK)
        assert caught.value.pid == os.getpid()


def test_without_boot_ids_the_systems_lock_alone_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_BOOT_ID", tmp_path / "none")
    (tmp_path / LOCK_NAME).write_text(ourselves())
    with hold(tmp_path, CLOCK), pytest.raises(AlreadyOpen):
        hold(tmp_path, CLOCK)


def test_a_name_removed_between_opening_and_locking_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = instance._lock
    removed: list[bool] = []

    def lock_after_the_former_holder_left(descriptor: int) -> bool:
        if not removed:
            (tmp_path / LOCK_NAME).unlink()
            removed.append(True)
        return lock(descriptor)

    monkeypatch.setattr(instance, "_lock", lock_after_the_former_holder_left)
    with hold(tmp_path, CLOCK), pytest.raises(AlreadyOpen):
        hold(tmp_path, CLOCK)
    assert removed


def test_no_file_stays_open_after_a_refusal(tmp_path: Path) -> None:
    with hold(tmp_path, CLOCK):
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(20):
            with pytest.raises(AlreadyOpen):
                hold(tmp_path, CLOCK)
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_of_many_that_start_at_once_exactly_one_gets_the_vault(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text(ourselves(boot="before"))
    (tmp_path / "refused").mkdir()
    children = [in_child(lambda: hold_until_others_are_refused(tmp_path, 7)) for _ in range(8)]
    codes = [os.waitstatus_to_exitcode(wait_for(child)) for child in children]
    assert sorted(codes) == [0] + [1] * 7


def hold_until_others_are_refused(folder: Path, others: int) -> None:
    try:
        hold(folder, CLOCK)
    except AlreadyOpen:
        (folder / "refused" / str(os.getpid())).touch()
        raise
    while len(list((folder / "refused").iterdir())) < others:
        os.sched_yield()


def test_a_program_started_by_the_holder_does_not_keep_the_lock(tmp_path: Path) -> None:
    held = hold(tmp_path, CLOCK)
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    try:
        held.close()
        hold(tmp_path, CLOCK).close()
    finally:
        other.communicate(b"\n")
