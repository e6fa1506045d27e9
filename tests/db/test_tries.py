from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import files, tries
from db.clock import FixedClock
from tests.db.faults import FailAt

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_five_tries_are_free_and_then_the_wait_doubles_up_to_15_minutes() -> None:
    waits = [tries.wait_after(failures) for failures in range(16)]
    assert waits == [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert tries.wait_after(10**6) == 900


def fail(folder: Path, clock: FixedClock, times: int, login: str = "a") -> int:
    return [tries.count_failure(folder, login, clock) for _ in range(times)][-1]


def test_the_wait_is_told_and_ends(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    assert fail(tmp_path, clock, 6) == 4
    clock.advance(timedelta(seconds=1.5))
    with pytest.raises(tries.TooManyTries) as caught:
        tries.refuse_while_waiting(tmp_path, "a", clock)
    assert caught.value.wait_s == 3
    clock.advance(timedelta(seconds=2.5))
    tries.refuse_while_waiting(tmp_path, "a", clock)


def test_one_users_mistakes_do_not_hold_up_another(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    fail(tmp_path, clock, 9)
    tries.refuse_while_waiting(tmp_path, "b", clock)


def test_a_right_password_ends_the_count(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    fail(tmp_path, clock, 9)
    tries.forget(tmp_path, "a")
    tries.refuse_while_waiting(tmp_path, "a", clock)
    assert fail(tmp_path, clock, 1) == 0


def test_a_clock_put_back_does_not_lengthen_the_wait(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    fail(tmp_path, clock, 5)
    clock.set(NOON - timedelta(days=3000))
    with pytest.raises(tries.TooManyTries) as caught:
        tries.refuse_while_waiting(tmp_path, "a", clock)
    assert caught.value.wait_s == 2


@given(text=st.binary(max_size=60) | st.sampled_from([b"[]", b'{"a":1}', b'{"a":[1e999,0]}', b"[" * 99_999]))
def test_a_spoiled_file_is_an_empty_one(tmp_path_factory: pytest.TempPathFactory, text: bytes) -> None:
    folder = tmp_path_factory.mktemp("tries")
    (folder / tries.NAME).write_bytes(text)
    tries.refuse_while_waiting(folder, "no such login", FixedClock(NOON))
    assert tries.count_failure(folder, "no such login", FixedClock(NOON)) == 0


def test_a_disk_that_cannot_be_written_is_no_reason_to_refuse(tmp_path: Path) -> None:
    with files.faults(FailAt(0, 30, broken=True)):
        assert tries.count_failure(tmp_path, "a", FixedClock(NOON)) == 0
        tries.forget(tmp_path, "a")


def test_the_file_does_not_grow_without_end(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    fail(tmp_path, clock, 6, "first")
    for number in range(250):
        clock.advance(timedelta(seconds=1))
        tries.count_failure(tmp_path, f"name {number}", clock)
    assert (tmp_path / tries.NAME).read_text().count("name ") == 200
    assert "first" not in (tmp_path / tries.NAME).read_text()
