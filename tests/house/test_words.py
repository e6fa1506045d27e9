"""What may stand in the source, and where."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.source import name_of, project_files, python_files, text_of

HERE = Path(__file__)

# What, where it is looked for, where it may stand.
PLACES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    # A person may have several files; every query joins person_root instead.
    "a person is named through person_root": (
        r"\bperson_id\s*[!=]=|\bperson_id\.in_\(|filter_by\([^)]*\bperson_id",
        ("desktop", "db/queries"),
        ("db/queries/of_person.py",),
    ),
    "only the clock knows the time": (
        r"\b(datetime|date)\.(now|today|utcnow)\b|\btime\.(time|time_ns|localtime|gmtime)\(",
        ("desktop", "db", "migrations"),
        ("db/clock.py",),
    ),
    "only db/files.py renames and syncs files": (
        r"\bos\.(rename|renames|replace)\b|\bfsync\b|\bshutil\.move\b|\.rename\(",
        ("desktop", "db", "migrations"),
        ("db/files.py",),
    ),
    "no check of types is silenced": (
        r"# type: ignore|# mypy:|# ruff: noqa",
        ("desktop", "db", "migrations", "run.py"),
        (),
    ),
    "nothing opens a socket": (
        r"\bsocket\.(socket|create_\w+|getaddrinfo|gethostby\w+)\(|\bAF_INET",
        ("desktop", "db", "migrations", "run.py"),
        (),
    ),
}

UNFINISHED = r"\b(TODO|FIXME|TBD)\b|#\s*(XXX|HACK)\b|\bNotImplementedError\b"
PACKAGE_INDEX = r"(?<!emit-)index-url|https?://\S*/(simple|packages)/|--find-links"
MACHINE_PATH = r"(?<![\w.*/<}-])/(work|root|home/\w+|Users/\w+)/"


def test_the_patterns_notice_what_they_are_for() -> None:
    samples = {
        "a person is named through person_root": "select(Visit).where(Visit.person_id == person)",
        "only the clock knows the time": "today = date.today()",
        "only db/files.py renames and syncs files": "os.fsync(handle)",
        "no check of types is silenced": "x = 1  # type: ignore[misc]",
        "nothing opens a socket": "line = socket.create_connection(address)",
    }
    assert {name for name, sample in samples.items() if re.search(PLACES[name][0], sample)} == set(PLACES)
    assert re.search(MACHINE_PATH, "see /home/anna/umid/run.py")
    assert not re.search(MACHINE_PATH, "https://example.org/work/plan")


@pytest.mark.parametrize("rule", PLACES)
def test_a_thing_done_in_one_place_is_done_nowhere_else(rule: str) -> None:
    pattern, rooms, allowed = PLACES[rule]
    paths = (path for path in python_files(*rooms) if name_of(path) not in allowed)
    assert lines_with(pattern, paths) == []


def test_nothing_in_the_source_is_unfinished() -> None:
    ours = (path for path in python_files() if path != HERE)
    assert lines_with(UNFINISHED, ours) == []


def test_no_address_of_a_package_index_is_written_down() -> None:
    assert lines_with(PACKAGE_INDEX, (path for path in project_files() if path != HERE)) == []


def test_no_path_of_a_developers_machine_is_written_down() -> None:
    assert lines_with(MACHINE_PATH, (path for path in project_files() if path != HERE)) == []


def lines_with(pattern: str, paths: Iterable[Path]) -> list[str]:
    searched = re.compile(pattern)
    return [
        f"{name_of(path)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if searched.search(line)
    ]
