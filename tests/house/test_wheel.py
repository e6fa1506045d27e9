"""What is carried to an office without a network: one file with everything in it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.source import ROOT, name_of, project_files

ASK = """
from desktop.resources import migrations_dir, resource
print(resource("fonts", "OFL.txt").is_file(), (migrations_dir() / "versions").is_dir())
print(resource("fonts"))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_staff_need(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    code = {name_of(path) for path in project_files("desktop", "db")}
    shipped = {f"desktop/_shipped/{name_of(path)}" for path in project_files("resources", "migrations")}
    assert (code | shipped) - held == set()


def test_the_wheel_holds_neither_tests_nor_compiled_files(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = archive.namelist()
    assert [name for name in held if name.startswith("tests/") or name.endswith(".pyc")] == []


def test_the_wheel_brings_the_command_and_the_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "umid = desktop.__main__:main" in archive.read(points).decode()
        licences = {name.rsplit("/", 1)[1] for name in archive.namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "THIRD_PARTY.md"}


def test_an_installed_umid_finds_its_resources_and_migrations(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines() == ["True True", str(tmp_path / "desktop/_shipped/resources/fonts")]
