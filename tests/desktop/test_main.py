import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import __main__ as entry
from desktop import cli

DOOR = """
import sys
from PySide6.QtWidgets import QApplication
from db.clock import Clock
from desktop.ui.app import Umid
umid = Umid(QApplication([]), Clock())
umid.window.show()
heavy = ("sqlalchemy", "reportlab", "sqlcipher3", "openpyxl", "babel", "argon2", "pypdfium2")
print(sorted(name for name in heavy if name in sys.modules))
"""


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """The log without the handlers of the run, which come back."""
    known = logging.getLogger("umid")
    handlers, known.handlers = known.handlers, []
    level, known.propagate = known.level, False
    yield known
    for one in known.handlers:
        one.close()
    known.handlers, known.propagate = handlers, True
    known.setLevel(level)


def test_words_go_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []

    def listen(words: list[str], **windows: object) -> int:
        assert set(windows) == {"open_demo", "take_pictures"}
        heard.append(words)
        return 7

    monkeypatch.setattr(cli, "main", listen)
    assert entry.main(["search", "айт"]) == 7
    assert heard == [["search", "айт"]]


def test_the_log_is_five_files_of_a_megabyte(log: logging.Logger, tmp_path: Path) -> None:
    entry.start_log(tmp_path / "logs")
    entry.start_log(tmp_path / "logs")
    for _line in range(6_500):
        log.info("verb %s of %s", "x" * 900, "id")
    files = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert files == ["umid.log", *(f"umid.log.{number}" for number in range(1, 5))]
    assert max(path.stat().st_size for path in (tmp_path / "logs").iterdir()) <= entry.LOG_BYTES


def test_a_log_that_cannot_be_written_stops_nobody(log: logging.Logger, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be", encoding="utf-8")
    entry.start_log(tmp_path / "logs")
    log.info("all is well")
    assert any(isinstance(one, logging.NullHandler) for one in log.handlers)


def test_the_door_is_drawn_before_anything_of_the_database_is_imported(tmp_path: Path) -> None:
    here = Path(__file__).parents[2]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "UMID_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", DOOR], capture_output=True, text=True, cwd=here, env=surroundings, check=False
    )
    assert run.stdout.strip().endswith("[]"), run.stdout + run.stderr
