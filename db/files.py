"""Files that must survive a power cut. The only module that calls fsync and rename.

Every call to the operating system passes `_about_to`, where a test may let the n-th one fail or
kill the process (`faults`). What differs by operating system stands here too, in short branches.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

RESERVE_NAME = "reserve.bin"
RESERVE_BYTES = 32 * 1024 * 1024
WARN_BYTES = 500 * 1024 * 1024
_CHUNK = 1024 * 1024

Fault = Callable[[str, Path], None]


class UnsafeFolder(Exception):
    """A database in write-ahead mode would come to harm here: `reason` is "network" or "cloud"."""

    def __init__(self, path: Path, reason: str, name: str) -> None:
        super().__init__(f"{reason}: {name}")
        self.path = path
        self.reason = reason
        self.name = name


class ReadOnlyFolder(Exception):
    """Nothing can be written in this folder."""

    def __init__(self, path: Path) -> None:
        super().__init__("folder is read-only")
        self.path = path


# Faults, for tests. Scoped to the `with` block of one thread, so nothing is left switched on.

_fault: ContextVar[Fault | None] = ContextVar("fault", default=None)


@contextmanager
def faults(hook: Fault) -> Iterator[None]:
    """Within this block, `hook(operation, path)` runs before each call to the operating system.

    Operations: open, write, fsync, rename, fsync-folder, remove, read. The hook raises OSError to
    make the call fail.
    """
    token = _fault.set(hook)
    try:
        yield
    finally:
        _fault.reset(token)


def _about_to(operation: str, path: Path) -> None:
    hook = _fault.get()
    if hook is not None:
        hook(operation, path)


# Reading and writing.


def read(path: Path, at_most: int | None = None) -> bytes:
    """The file's bytes, or its first `at_most` bytes."""
    _about_to("read", path)
    with path.open("rb") as file:
        return file.read(-1 if at_most is None else at_most)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file so that a reader, or the next start after a crash, finds all of it or the former one.

    Raises OSError. Up to the rename nothing has changed; if only the last step (fsync of the
    folder) fails, the new file is in place but may be the former one again after a power cut.
    """
    _write_then_rename(path, (data,))


def replace_quickly(path: Path, data: bytes) -> None:
    """Replace a file whole without waiting for the disk: after a power cut it may be the former one.

    For notes that are allowed to lag behind. Raises OSError, and then the former one stands.
    """
    beside = path.with_name(path.name + ".part")
    _about_to("write", path)
    beside.write_bytes(data)
    _about_to("rename", path)
    beside.replace(path)


def append_line(path: Path, line: str) -> None:
    """Add one line and wait until it is on the disk. A line torn by an earlier crash is ended first."""
    _about_to("open", path)
    with path.open("a+b") as file:
        torn = _lacks_line_end(file.fileno())
        _about_to("write", path)
        file.write(b"\n" * torn + line.encode() + b"\n")
        file.flush()
        _about_to("fsync", path)
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """Delete a file if it is there, and make the deletion last."""
    _about_to("remove", path)
    path.unlink(missing_ok=True)
    _fsync_folder(path.parent)


def _lacks_line_end(descriptor: int) -> bool:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size == 0:
        return False
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) != b"\n"


def _write_then_rename(path: Path, chunks: Iterable[bytes]) -> None:
    beside = path.with_name(path.name + ".part")
    try:
        _write_and_sync(beside, chunks)
        _about_to("rename", path)
        beside.replace(path)
    except OSError:
        # On a full disk the half-written file would be in the way of everything else.
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _fsync_folder(path.parent)


def _write_and_sync(path: Path, chunks: Iterable[bytes]) -> None:
    _about_to("open", path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        for chunk in chunks:
            _about_to("write", path)
            file.write(chunk)
        file.flush()
        _about_to("fsync", path)
        os.fsync(file.fileno())


def _fsync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # NTFS journals the rename itself, and a folder cannot be opened
        return
    _about_to("fsync-folder", folder)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# Space on the disk.


def free_bytes(folder: Path) -> int:
    """Bytes that we may still write on the disk of this folder."""
    return shutil.disk_usage(folder).free


def is_low_on_space(folder: Path) -> bool:
    """Whether it is time to warn: under 500 MB."""
    return free_bytes(folder) < WARN_BYTES


def make_reserve(folder: Path) -> None:
    """Put 32 MB aside, once. On a full disk even deleting rows needs room, and this file is that room."""
    reserve = folder / RESERVE_NAME
    if reserve.exists() and reserve.stat().st_size == RESERVE_BYTES:
        return
    # Random, because zeros take no room on a file system that compresses.
    _write_then_rename(reserve, (os.urandom(_CHUNK) for _ in range(RESERVE_BYTES // _CHUNK)))


def release_reserve(folder: Path) -> bool:
    """Give the reserve back to a full disk. False if it was not there."""
    reserve = folder / RESERVE_NAME
    if not reserve.exists():
        return False
    remove(reserve)
    return True


# Where a vault may lie.

_NETWORK_TYPES = {"9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre"}
_NETWORK_TYPES |= {"ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs"}
_NETWORK_TYPES |= {f"fuse.{name}" for name in ("curlftpfs", "davfs2", "glusterfs", "gvfsd-fuse", "onedriver")}
_NETWORK_TYPES |= {
    f"fuse.{name}" for name in ("google-drive-ocamlfuse", "rclone", "s3fs", "smbnetfs", "sshfs")
}
# Names as the programs' installers write them, in lower case. More may follow ("OneDrive - Centre").
_CLOUD_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "yandex.disk": "Yandex.Disk",
    "yandexdisk": "Yandex.Disk",
    "яндекс.диск": "Yandex.Disk",
    "яндекс диск": "Yandex.Disk",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "google диск": "Google Drive",
    "my drive": "Google Drive",
    "мой диск": "Google Drive",
    "cloud mail.ru": "Mail.ru Cloud",
    "mail.ru cloud": "Mail.ru Cloud",
    "облако mail.ru": "Mail.ru Cloud",
    "icloud": "iCloud",
    "nextcloud": "Nextcloud",
}
_MOUNTS = Path("/proc/self/mounts")
_DRIVE_REMOTE = 4


def refuse_unsafe_folder(path: Path) -> None:
    """Raise UnsafeFolder for a network share or a folder that a cloud program copies, ReadOnlyFolder
    where nothing can be written. Other errors of the disk stay OSError.

    The folder need not exist yet: what counts then is the nearest one above it that does.
    """
    resolved = path.resolve()
    for place in (path.absolute(), resolved):
        cloud = _cloud_of(place)
        if cloud is not None:
            raise UnsafeFolder(path, "cloud", cloud)
    share = _network_drive(resolved.drive) if sys.platform == "win32" else _network_type_of(resolved)
    if share is not None:
        raise UnsafeFolder(path, "network", share)
    _refuse_read_only(path, _nearest_existing(resolved))


def _cloud_of(path: Path) -> str | None:
    for part in path.parts:
        folded = part.casefold()
        for marker, name in _CLOUD_FOLDERS.items():
            # A letter after it makes another word of it: "My driver", "Dropboxes".
            if folded.startswith(marker) and not folded[len(marker) :][:1].isalpha():
                return name
    return None


def _network_type_of(path: Path) -> str | None:
    """The file system's type if it is a network one, by the longest mount point above the path."""
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    best, kind = Path("/"), ""
    for _, point, filesystem, *_ in (line.split(" ") for line in lines if line.count(" ") > 2):
        place = Path(_unescaped(point))
        # Of two mounts on one point the later one is on top. The root of a machine is its own
        # whatever its type (virtual machines share theirs): nobody else writes there.
        if path.is_relative_to(place) and place.is_relative_to(best) and place != Path("/"):
            best, kind = place, filesystem
    return kind if kind in _NETWORK_TYPES else None


def _unescaped(point: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, character)
    return point


def _network_drive(drive: str) -> str | None:
    """On Windows: the share (`\\\\server\\share`) or letter (`Z:`) if it lies on another machine."""
    remote = drive.startswith("\\\\") or _drive_type(drive + "\\") == _DRIVE_REMOTE
    return drive if remote else None


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def _nearest_existing(path: Path) -> Path:
    return next(place for place in (path, *path.parents) if place.exists())


def _refuse_read_only(asked: Path, folder: Path) -> None:
    """Try it: permission bits lie on Windows, for root and on a stick with its lock pushed."""
    probe = folder / f".umid-probe-{os.getpid()}"
    try:
        _write_and_sync(probe, (b"",))
    except OSError as error:
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise ReadOnlyFolder(asked) from error
        raise
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
