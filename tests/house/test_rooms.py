"""Every file stands in a room that somebody can name."""

import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, imports_of, is_ignored, name_of, project_files, python_files

ROOMS = {
    ".": {".ci", "db", "desktop", "docs", "migrations", "resources", "tests"},
    "db": {"journal", "models", "queries", "sync"},
    "desktop": {"demo", "exchange", "forms", "reports", "rules", "services", "ui"},
    "migrations": {"versions"},
    "tests": {
        "benchmarks",
        "crash",
        "db",
        "desktop",
        "house",
        "long",
        "migrations",
        "properties",
        "stories",
    },
}
# A room for one staff task each; these never import one another.
TASKS = {
    "admin",
    "counselling",
    "follow_up",
    "health",
    "house",
    "intake",
    "learning",
    "legal",
    "people",
    "plan",
    "reports",
    "sync",
}
# The frame they stand in, and what they are drawn with.
SHARED_BY_SCREENS = {"charts", "shell", "widgets"}
FILES_AT_THE_TOP = {
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "THIRD_PARTY.md",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "run.py",
}
# A version is run years after it was written, so it may know nothing that changes with us.
ALLOWED_IN_A_VERSION = {"__future__", "alembic", "collections", "sqlalchemy", "typing"}
NETWORK = (
    "PySide6.QtNetwork",
    "ftplib",
    "http.client",
    "http.server",
    "smtplib",
    "socket.create",
    "socket.socket",
    "urllib.request",
    "xmlrpc",
)


def folders(room: str) -> set[str]:
    return {path.name for path in (ROOT / room).iterdir() if path.is_dir() and not is_ignored(path.name)}


def strangers_among(imported: set[str], known: set[str]) -> set[str]:
    return {name for name in imported if name.split(".")[0] not in known}


def task_of(module: str) -> str | None:
    """The staff task whose room a module of the window stands in."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["desktop", "ui"] and len(parts) > 2 and parts[2] in TASKS else None


def sibling_imports(path: Path) -> set[str]:
    own = task_of(name_of(path).removesuffix(".py").replace("/", "."))
    return {name for name in imports_of(path) if own and task_of(name) not in {None, own}}


@pytest.mark.parametrize("room", ROOMS)
def test_there_are_no_rooms_but_the_known_ones(room: str) -> None:
    assert folders(room) - ROOMS[room] == set()


def test_the_window_has_one_room_per_staff_task() -> None:
    assert folders("desktop/ui") - TASKS - SHARED_BY_SCREENS == set()


def test_no_other_files_lie_at_the_top() -> None:
    assert {
        path.name for path in ROOT.iterdir() if path.is_file() and not is_ignored(path.name)
    } <= FILES_AT_THE_TOP


def test_resources_hold_no_python() -> None:
    assert [name_of(path) for path in python_files("resources")] == []


def test_a_migration_imports_nothing_of_ours() -> None:
    found = {
        name_of(path): strangers_among(imports_of(path), ALLOWED_IN_A_VERSION)
        for path in python_files("migrations/versions")
    }
    assert {name: strange for name, strange in found.items() if strange} == {}


def test_the_migration_environment_knows_storage_and_nothing_above_it() -> None:
    known = {"alembic", "sqlalchemy", "db", *sys.stdlib_module_names}
    found = {name_of(path): strangers_among(imports_of(path), known) for path in python_files("migrations")}
    assert {name: strange for name, strange in found.items() if strange} == {}


def test_rooms_of_staff_tasks_never_import_one_another() -> None:
    found = {name_of(path): sibling_imports(path) for path in python_files("desktop/ui")}
    assert {name: siblings for name, siblings in found.items() if siblings} == {}


def test_an_import_of_a_sibling_room_is_noticed() -> None:
    assert task_of("desktop.ui.health.visits") == "health"
    assert task_of("desktop.ui.widgets.dates") is None
    assert task_of("desktop.services.health") is None


def test_nothing_of_ours_can_reach_a_network() -> None:
    found = {
        name_of(path): {name for name in imports_of(path) if name.startswith(NETWORK)}
        for path in python_files("desktop", "db", "migrations")
    }
    assert {name: network for name, network in found.items() if network} == {}


def test_every_room_of_python_is_a_package() -> None:
    holders = {path.parent for path in python_files("desktop", "db", "tests")}
    assert [name_of(folder) for folder in holders if not (folder / "__init__.py").is_file()] == []


def test_no_file_is_larger_than_two_megabytes() -> None:
    assert [name_of(path) for path in project_files() if path.stat().st_size > 2_000_000] == []
