"""What we stand on is what we think it is."""

import re
import sys
import tomllib
from importlib import metadata
from typing import Any

import pytest
import sqlcipher3
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.house.source import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
# The first two take the import name of sqlcipher3 with an older SQLite inside;
# the others are 800 MB we do not use.
BANNED = {"sqlcipher3-wheels", "sqlcipher3-binary", "pyside6", "pyside6-addons"}


def pinned(lock: str) -> dict[str, str]:
    """Package and version, as the lock names them."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.MULTILINE))


def asked_for(lock: str) -> list[Requirement]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["dev"] if "dev" in lock else []
    return [Requirement(line) for line in (*project["dependencies"], *extra)]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_gives_what_the_project_asks_for(lock: str) -> None:
    held = pinned(lock)
    unmet = [
        str(wish)
        for wish in asked_for(lock)
        if not wish.specifier.contains(held.get(canonicalize_name(wish.name), "0"))
    ]
    assert unmet == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_the_lock_has_a_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8"))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_address_and_no_path(lock: str) -> None:
    assert re.findall(r".*(?:://|index|/).*", (ROOT / lock).read_text(encoding="utf-8")) == []


def test_staff_and_developers_run_the_same_versions() -> None:
    assert pinned(LOCKS[0]).items() <= pinned(LOCKS[1]).items()


def test_no_banned_package_is_locked_or_installed() -> None:
    installed = {canonicalize_name(found.metadata["Name"]) for found in metadata.distributions()}
    locked = {name for lock in LOCKS for name in pinned(lock)}
    assert (installed | locked) & BANNED == set()


def test_the_reports_library_comes_without_its_bidi_extra() -> None:
    wishes = [wish for wish in asked_for(LOCKS[0]) if wish.name == "reportlab"]
    assert [wish.extras for wish in wishes] == [{"shaping"}]


def test_every_runtime_package_is_named_among_the_third_parties() -> None:
    text = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    rows = {
        canonicalize_name(name): version
        for name, version in re.findall(r"^\| ([\w.-]+) \| (\S+) \|", text, re.MULTILINE)
    }
    assert pinned(LOCKS[0]).items() <= rows.items()


def test_sqlite_has_its_wal_reset_mended_and_searches_text() -> None:
    connection = sqlcipher3.connect(":memory:")
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    connection.close()
    assert sqlcipher3.sqlite_version_info >= (3, 53)
    assert "ENABLE_FTS5" in options


def test_the_database_is_encrypted() -> None:
    connection = sqlcipher3.connect(":memory:")
    version = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    assert version is not None


def test_a_qt_call_that_returns_nothing_gives_none_back(qtbot: QtBot) -> None:
    # PySide6 6.12.0 drops a reference to None each time; a long session ends in none_dealloc.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 50
