"""Ids of records and changes: UUID version 7 (RFC 9562), which sort by the time they were made."""

import secrets
import threading
from collections.abc import Callable
from uuid import UUID

from db.clock import Clock

_TAIL_BITS = 74  # what version and variant leave free behind the 48 bits of time
_STEP_BITS = 32


class IdSource:
    """Gives ids that only ever grow, from any thread.

    `random_bits` takes a number of bits and returns that many; the demonstration hands in a seeded
    one so that it makes the same ids each time.
    """

    def __init__(self, clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> None:
        self._clock = clock
        self._random_bits = random_bits
        self._lock = threading.Lock()
        self._ms = -1
        self._tail = 0

    def next(self) -> UUID:
        """The next id, greater than every one before it from this source."""
        with self._lock:
            self._step()
            return _assemble(self._ms, self._tail)

    def _step(self) -> None:
        now = self._clock.now_ms()
        # A clock that was put back must not make smaller ids: the old millisecond goes on.
        if now > self._ms:
            self._begin(now)
            return
        self._tail += 1 + self._random_bits(_STEP_BITS)
        if self._tail >> _TAIL_BITS:
            self._begin(self._ms + 1)

    def _begin(self, ms: int) -> None:
        self._ms = ms
        # The top bit stays free, so that a busy millisecond has room to count up.
        self._tail = self._random_bits(_TAIL_BITS - 1)


def _assemble(ms: int, tail: int) -> UUID:
    head = (ms & (1 << 48) - 1) << 80
    version = 0x7 << 76 | (tail >> 62) << 64
    variant = 0b10 << 62 | tail & (1 << 62) - 1
    return UUID(int=head | version | variant)


_of_this_process = IdSource(Clock())


def uuid7() -> UUID:
    """A new id by the computer's own clock."""
    return _of_this_process.next()


def made_at_ms(made: UUID) -> int:
    """When an id was made, in milliseconds since 1970 UTC, by the clock of who made it."""
    return made.int >> 80
