"""How long to wait after wrong passwords.

The count lies in a plain file that anybody can delete: it slows down a colleague at the keyboard.
Whoever has copied the files is slowed down by the key derivation alone.
"""

import json
from contextlib import suppress
from pathlib import Path

from db import files
from db.clock import Clock

NAME = "tries.json"
FREE_TRIES = 5
LONGEST_WAIT_S = 15 * 60
_MOST_NAMES = 200
_MOST_BYTES = 256 * 1024

# Per login hash: how many wrong passwords in a row, and when the last one was (ms UTC).
_Counts = dict[str, tuple[int, int]]


class TooManyTries(Exception):
    """The next password is looked at in `wait_s` seconds."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"wait {wait_s} s")
        self.wait_s = wait_s


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: none up to four, then 2, 4, 8 ... 900."""
    if failures < FREE_TRIES:
        return 0
    doublings = min(failures - FREE_TRIES + 1, 10)
    return min(LONGEST_WAIT_S, 1 << doublings)


def refuse_while_waiting(folder: Path, login: str, clock: Clock) -> None:
    """Raise TooManyTries if this login hash still has to wait."""
    failures, last_ms = _read(folder).get(login, (0, 0))
    # A clock that was put back must not turn seconds into years.
    passed_ms = max(0, clock.now_ms() - last_ms)
    left_ms = wait_after(failures) * 1000 - passed_ms
    if left_ms > 0:
        raise TooManyTries(-(-left_ms // 1000))


def count_failure(folder: Path, login: str, clock: Clock) -> int:
    """Note a wrong password; returns the seconds to wait before the next."""
    counts = _read(folder)
    failures = counts.pop(login, (0, 0))[0] + 1
    kept = sorted(counts.items(), key=lambda item: item[1][1])[-_MOST_NAMES + 1 :]
    _write(folder, dict(kept) | {login: (failures, clock.now_ms())})
    return wait_after(failures)


def forget(folder: Path, login: str) -> None:
    """The password was right: the count begins anew."""
    counts = _read(folder)
    if counts.pop(login, None) is not None:
        _write(folder, counts)


def _read(folder: Path) -> _Counts:
    try:
        found = json.loads(files.read(folder / NAME, at_most=_MOST_BYTES))
        return {str(login): (int(failures), int(last_ms)) for login, (failures, last_ms) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _write(folder: Path, counts: _Counts) -> None:
    # A full disk is no reason to refuse a right password.
    with suppress(OSError):
        files.write_atomically(folder / NAME, json.dumps(counts, indent=1).encode())
