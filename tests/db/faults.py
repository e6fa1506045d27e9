"""A disk that fails at the n-th call, and a process that is killed there."""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from db import files

EVERY_ERROR = (errno.EIO, errno.ENOSPC, errno.EROFS)


class FailAt:
    """Lets the n-th call fail (from 0), once; `broken` lets every later one fail too."""

    def __init__(self, place: int, code: int, *, broken: bool = False) -> None:
        self.place = place
        self.code = code
        self.broken = broken
        self.calls = 0

    def __call__(self, _operation: str, path: Path) -> None:
        place, self.calls = self.calls, self.calls + 1
        if place == self.place or (self.broken and place > self.place):
            raise OSError(self.code, os.strerror(self.code), str(path))

    @property
    def struck(self) -> bool:
        return self.calls > self.place


def every_fault(work: Callable[[], object], put_back: Callable[[], object]) -> Iterator[FailAt]:
    """Run the work with a fault at each of its calls in turn, until one run has no such call.

    Yields after each run that met its fault; everything is put back before each run.
    """
    for code in EVERY_ERROR:
        for broken in (False, True):
            for place in range(100):
                put_back()
                fault = FailAt(place, code, broken=broken)
                with files.faults(fault), suppress(Exception):
                    work()
                if not fault.struck:
                    break
                yield fault


def killed_at(place: int, work: Callable[[], object]) -> bool:
    """Run the work in a child that is killed before its n-th call to the disk. False if it got through."""

    def kill(calls: Iterator[int]) -> Callable[[str, Path], None]:
        def hook(_operation: str, _path: Path) -> None:
            if next(calls) == place:
                os.kill(os.getpid(), signal.SIGKILL)

        return hook

    def run() -> None:
        with files.faults(kill(iter(range(1_000_000)))):
            work()

    return os.WIFSIGNALED(wait_for(in_child(run)))


def in_child(work: Callable[[], object]) -> int:
    """Start the work in a forked process; its number. It ends with 0 if the work raised nothing."""
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(Exception):
            work()
            code = 0
        os._exit(code)
    return child


def wait_for(child: int) -> int:
    return os.waitpid(child, 0)[1]
