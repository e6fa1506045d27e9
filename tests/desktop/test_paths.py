import stat
import sys
from pathlib import Path

import pytest

from desktop import paths

FOLDERS = (paths.vaults, paths.demo, paths.logs, paths.settings, paths.witnesses)


def test_one_variable_moves_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UMID_HOME", str(tmp_path))
    assert {folder().parent for folder in FOLDERS} == {tmp_path}


def test_no_two_kinds_of_file_share_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UMID_HOME")
    assert len({folder() for folder in FOLDERS}) == len(FOLDERS)


def test_a_relative_home_does_not_move_with_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UMID_HOME", "stick")
    assert paths.vaults() == tmp_path / "stick/vaults"


def test_asking_for_a_folder_does_not_make_it(home: Path) -> None:
    assert [folder().exists() for folder in FOLDERS] == [False] * len(FOLDERS)
    assert list(home.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such mode")
def test_a_private_folder_is_closed_to_others(tmp_path: Path) -> None:
    made = paths.make_private(tmp_path / "a/b")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert paths.make_private(made) == made
