import errno
from pathlib import Path

import pytest

from db import files
from db.files import ReadOnlyFolder, UnsafeFolder
from tests.db.faults import FailAt, every_fault, killed_at


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "file"
    files.write_atomically(target, b"one")
    files.write_atomically(target, b"two")
    assert files.read(target) == b"two"
    assert files.read(target, at_most=1) == b"t"
    assert names_in(tmp_path) == ["file"]


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    files.write_atomically(tmp_path / "file", b"secret")
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0


def test_at_every_fault_the_file_is_the_former_or_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "file"
    met = 0
    for _ in every_fault(
        lambda: files.write_atomically(target, b"new"), put_back=lambda: target.write_bytes(b"former")
    ):
        met += 1
        assert target.read_bytes() in {b"former", b"new"}
    assert met == 5 * 2 * 3  # open, write, fsync, rename, fsync of the folder


@pytest.mark.parametrize("place", range(4))
def test_up_to_the_rename_a_fault_changes_nothing_and_leaves_nothing(place: int, tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"former")
    with files.faults(FailAt(place, errno.ENOSPC)), pytest.raises(OSError, match="No space"):
        files.write_atomically(target, b"new")
    assert target.read_bytes() == b"former"
    assert names_in(tmp_path) == ["file"]
    files.write_atomically(target, b"new")
    assert target.read_bytes() == b"new"


def test_a_kill_at_any_call_leaves_no_partial_file_under_the_name(tmp_path: Path) -> None:
    target = tmp_path / "file"
    long = b"n" * 100_000
    for place in range(10):
        target.write_bytes(b"former")
        if not killed_at(place, lambda: files.write_atomically(target, long)):
            break
        assert target.read_bytes() in {b"former", long}
    assert place == 5
    assert target.read_bytes() == long


def test_a_note_that_is_replaced_quickly_is_the_former_or_the_new_one_at_every_kill(tmp_path: Path) -> None:
    target = tmp_path / "note"
    seen = []
    for place in range(3):
        target.write_bytes(b"former")
        killed = killed_at(place, lambda: files.replace_quickly(target, b"new"))
        seen.append((killed, target.read_bytes()))
    assert seen == [(True, b"former"), (True, b"former"), (False, b"new")]


def test_a_note_that_cannot_be_replaced_is_the_former_one(tmp_path: Path) -> None:
    target = tmp_path / "note"
    target.write_bytes(b"former")
    for place in range(2):
        with files.faults(FailAt(place, errno.ENOSPC)), pytest.raises(OSError, match="No space"):
            files.replace_quickly(target, b"new")
        assert target.read_bytes() == b"former"


def test_faults_end_with_their_block(tmp_path: Path) -> None:
    with files.faults(FailAt(0, errno.EIO)):
        pass
    files.write_atomically(tmp_path / "file", b"one")
    assert files.read(tmp_path / "file") == b"one"


def test_a_line_is_added_and_a_torn_one_is_ended_first(tmp_path: Path) -> None:
    target = tmp_path / "lines"
    files.append_line(target, "один")
    files.append_line(target, "two")
    with target.open("ab") as file:
        file.write(b"to")
    files.append_line(target, "three")
    assert target.read_text("utf-8").splitlines() == ["один", "two", "to", "three"]


def test_a_fault_while_adding_a_line_is_told(tmp_path: Path) -> None:
    target = tmp_path / "lines"
    for place in range(3):
        with files.faults(FailAt(place, errno.EIO)), pytest.raises(OSError, match="Input/output"):
            files.append_line(target, "line")
    files.append_line(target, "last")
    assert target.read_bytes().endswith(b"last\n")


def test_removing_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    files.remove(tmp_path / "file")
    files.remove(tmp_path / "file")
    assert names_in(tmp_path) == []


def test_the_reserve_takes_its_room_and_gives_it_back(tmp_path: Path) -> None:
    files.make_reserve(tmp_path)
    reserve = tmp_path / files.RESERVE_NAME
    assert reserve.stat().st_size == 32 * 1024 * 1024
    assert reserve.stat().st_blocks * 512 >= files.RESERVE_BYTES
    assert files.release_reserve(tmp_path)
    assert not reserve.exists()
    assert not files.release_reserve(tmp_path)


def test_a_reserve_that_is_there_is_left_alone(tmp_path: Path) -> None:
    files.make_reserve(tmp_path)
    with files.faults(FailAt(0, errno.ENOSPC)):
        files.make_reserve(tmp_path)
    assert (tmp_path / files.RESERVE_NAME).stat().st_size == files.RESERVE_BYTES


def test_a_disk_too_full_for_the_reserve_is_left_clean(tmp_path: Path) -> None:
    with files.faults(FailAt(9, errno.ENOSPC)), pytest.raises(OSError, match="No space"):
        files.make_reserve(tmp_path)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(("free", "low"), [(499 * 2**20, True), (500 * 2**20, False)])
def test_the_warning_comes_under_500_megabytes(
    free: int, low: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "free_bytes", lambda _folder: free)
    assert files.is_low_on_space(tmp_path) is low


def test_free_space_is_a_number_of_bytes(tmp_path: Path) -> None:
    assert 0 < files.free_bytes(tmp_path) < 2**60


def test_an_ordinary_folder_is_taken_and_left_as_it_was(tmp_path: Path) -> None:
    files.refuse_unsafe_folder(tmp_path)
    files.refuse_unsafe_folder(tmp_path / "not" / "yet there")
    assert names_in(tmp_path) == []


CLOUDS = {
    "OneDrive - Centre": "OneDrive",
    "OneDrive": "OneDrive",
    "Dropbox (Personal)": "Dropbox",
    "Yandex.Disk": "Yandex.Disk",
    "YandexDisk": "Yandex.Disk",
    "Яндекс.Диск": "Yandex.Disk",
    "Google Drive": "Google Drive",
    "Мой диск": "Google Drive",
    "Cloud Mail.Ru": "Mail.ru Cloud",
    "Облако Mail.Ru": "Mail.ru Cloud",
}


@pytest.mark.parametrize("folder", CLOUDS)
def test_a_folder_that_a_cloud_program_copies_is_refused(folder: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeFolder) as caught:
        files.refuse_unsafe_folder(tmp_path / folder / "Umid")
    assert (caught.value.reason, caught.value.name) == ("cloud", CLOUDS[folder])


def test_a_link_into_a_cloud_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(UnsafeFolder):
        files.refuse_unsafe_folder(tmp_path / "plain")


@pytest.mark.parametrize("folder", ["My driver notes", "Dropboxes", "disk", "облако"])
def test_a_folder_whose_name_only_begins_alike_is_taken(folder: str, tmp_path: Path) -> None:
    files.refuse_unsafe_folder(tmp_path / folder)


def mounted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *lines: str) -> None:
    table = tmp_path / "mounts"
    table.write_text("\n".join(("/dev/sda1 / ext4 rw 0 0", *lines)) + "\n", "utf-8")
    monkeypatch.setattr(files, "_MOUNTS", table)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_a_network_share_is_refused(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "our share").replace(" ", "\\040")
    mounted(monkeypatch, tmp_path, f"server:/x {place} {kind} rw 0 0")
    with pytest.raises(UnsafeFolder) as caught:
        files.refuse_unsafe_folder(tmp_path / "our share" / "deeper")
    assert (caught.value.reason, caught.value.name) == ("network", kind)
    files.refuse_unsafe_folder(tmp_path / "our share beside")


def test_a_disk_mounted_inside_a_share_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (f"server:/x {tmp_path} nfs4 rw 0 0", f"/dev/sdb1 {tmp_path / 'disk'} ext4 rw 0 0")
    for order in (lines, lines[::-1]):
        mounted(monkeypatch, tmp_path, *order)
        files.refuse_unsafe_folder(tmp_path / "disk")
        with pytest.raises(UnsafeFolder):
            files.refuse_unsafe_folder(tmp_path / "other")


def test_of_two_mounts_on_one_place_the_later_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounted(monkeypatch, tmp_path, f"auto {tmp_path} autofs rw 0 0", f"server:/x {tmp_path} nfs rw 0 0")
    with pytest.raises(UnsafeFolder):
        files.refuse_unsafe_folder(tmp_path)


def test_a_system_without_a_list_of_mounts_is_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_MOUNTS", tmp_path / "none")
    files.refuse_unsafe_folder(tmp_path)


@pytest.mark.parametrize(("kind", "expected"), [(4, "Z:"), (3, None)])
def test_on_windows_a_network_letter_is_known_by_its_drive_type(
    kind: int, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def drive_type(root: str) -> int:
        asked.append(root)
        return kind

    monkeypatch.setattr(files, "_drive_type", drive_type)
    assert files._network_drive("Z:") == expected
    assert asked == ["Z:\\"]


def test_on_windows_a_share_is_known_by_its_name() -> None:
    assert files._network_drive("\\\\server\\share") == "\\\\server\\share"


def test_on_windows_the_drive_is_asked_and_not_the_mounts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(files, "_drive_type", lambda _root: 4)
    with pytest.raises(UnsafeFolder) as caught:
        files.refuse_unsafe_folder(tmp_path)
    assert caught.value.reason == "network"


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_folder_that_cannot_be_written_is_refused(code: int, tmp_path: Path) -> None:
    with files.faults(FailAt(0, code)), pytest.raises(ReadOnlyFolder):
        files.refuse_unsafe_folder(tmp_path)


def test_a_full_disk_is_not_called_read_only(tmp_path: Path) -> None:
    with files.faults(FailAt(1, errno.ENOSPC)), pytest.raises(OSError, match="No space"):
        files.refuse_unsafe_folder(tmp_path)
    assert names_in(tmp_path) == []
