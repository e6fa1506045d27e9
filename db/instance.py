"""One window per vault.

The lock is held twice. The operating system's lock ends with the process whatever happens, and
decides. The text inside names the holder for the second person, and catches the rare file system
on which the first kind of lock is granted to everybody.
"""

import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from db.clock import Clock

LOCK_NAME = "umid.lock"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
# On Windows a locked byte cannot be read by others, so the lock lies far behind the text.
_LOCKED_BYTE = 1 << 30
_MOST_BYTES = 4096


class AlreadyOpen(Exception):
    """Umid is open on this vault: on which computer, in which process, since when (ms UTC; 0 if unknown)."""

    def __init__(self, host: str, pid: int, since: int) -> None:
        super().__init__(f"vault held by process {pid}")
        self.host = host
        self.pid = pid
        self.since = since


@dataclass(frozen=True)
class _Holder:
    host: str
    pid: int
    boot: str
    started: str  # tells a process from a later one with the same number
    since: int


class Instance:
    """The right to be the one window on a vault, until `close`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    def close(self) -> None:
        """Give the vault free. Closing twice is harmless."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        # Elsewhere the name goes while the lock is still held, so that nobody locks a nameless file.
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(descriptor)
        if sys.platform == "win32":
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def hold(folder: Path, clock: Clock) -> Instance:
    """Become the one window on the vault in this folder; AlreadyOpen if somebody is.

    A lock left by a crash (its process is gone, or the computer was started again) is taken over.
    """
    path = folder / LOCK_NAME
    while True:
        descriptor = _open(path)
        try:
            _lock_or_refuse(descriptor)
            if _still_named(path, descriptor):
                _write(descriptor, _ourselves(clock))
                return Instance(path, descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # its former holder removed the name meanwhile


def _open(path: Path) -> int:
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    while True:
        with suppress(FileExistsError):
            return os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
        with suppress(FileNotFoundError):
            return os.open(path, flags)


def _lock_or_refuse(descriptor: int) -> None:
    locked = _lock(descriptor)
    holder = _read(descriptor)
    if locked and (holder is None or not _is_running(holder)):
        return
    raise AlreadyOpen(*((holder.host, holder.pid, holder.since) if holder else ("", 0, 0)))


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _still_named(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _is_running(holder: _Holder) -> bool:
    """Whether the process that wrote the lock lives. Where we cannot know, the system's lock has said no."""
    if not holder.boot or holder.boot != _boot_id():
        return False
    started = _started(holder.pid)
    return bool(started) and started == holder.started


def _ourselves(clock: Clock) -> _Holder:
    pid = os.getpid()
    return _Holder(platform.node(), pid, _boot_id(), _started(pid), clock.now_ms())


def _boot_id() -> str:
    """Names this run of the computer; empty where the system has no such name."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When a process was started, in clock ticks since boot; empty if it is no more."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    # The program's name stands in brackets and may hold spaces; the start is the 20th word after it.
    words = stat.rpartition(")")[2].split()
    return "" if words[0] in "ZX" else words[19]


def _read(descriptor: int) -> _Holder | None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        found = json.loads(os.read(descriptor, _MOST_BYTES))
        return _Holder(
            str(found["host"]),
            int(found["pid"]),
            str(found["boot"]),
            str(found["started"]),
            int(found["since"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None  # not yet written, or not by us


def _write(descriptor: int, holder: _Holder) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(asdict(holder)).encode())
