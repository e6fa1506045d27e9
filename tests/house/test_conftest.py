"""The rules of conftest.py notice what they are for: small test runs inside a test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import paths
from tests.house.source import ROOT

SWALLOWED = """
import _socket, contextlib
def test_it():
    with contextlib.suppress(RuntimeError):
        _socket.socket(_socket.AF_INET6)
"""
STRAY_THREAD = """
import threading
def test_it():
    threading.Thread(target=threading.Event().wait, args=(30,), name="stray", daemon=True).start()
"""
STRAY_WINDOW = """
from PySide6.QtWidgets import QWidget
kept = []
def test_it(qtbot):
    kept.append(QWidget())
"""
QT_WARNING = "from PySide6.QtCore import qWarning\ndef test_it(qtbot): qWarning('misused')\n"
CULPRITS = {
    "a network socket": (
        "import socket\ndef test_it(): socket.socket(socket.AF_INET)\n",
        "opened a network socket",
    ),
    "a swallowed network socket": (SWALLOWED, "was swallowed"),
    "a leaked thread": (STRAY_THREAD, "stray"),
    "a leaked window": (STRAY_WINDOW, "windows outlived the test"),
    "a warning of Python": (
        "import warnings\ndef test_it(): warnings.warn('old', UserWarning)\n",
        "UserWarning: old",
    ),
    "a warning of Qt": (QT_WARNING, "QtWarningMsg"),
    "an unknown marker": ("import pytest\n@pytest.mark.slowly\ndef test_it(): pass\n", "slowly"),
}
MARKED = """
import pytest
@pytest.mark.bench
def test_a(): pass
@pytest.mark.long
def test_b(): pass
def test_c(): pass
"""
INNOCENT = """
from PySide6.QtWidgets import QDialog, QWidget
import socket, threading
def test_it(qtbot):
    one = QWidget(); qtbot.addWidget(one)
    QDialog().deleteLater()
    thread = threading.Thread(target=int); thread.start()
    for end in socket.socketpair(): end.close()
"""


def run_pytest(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Run one test file under our conftest.py and settings."""
    (folder / "conftest.py").write_text(
        (ROOT / "tests/conftest.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    settings = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "-p", "no:cacheprovider")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *settings, str(folder / "test_it.py")],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


@pytest.mark.parametrize("culprit", CULPRITS)
def test_a_rule_catches(culprit: str, tmp_path: Path) -> None:
    text, complaint = CULPRITS[culprit]
    done = run_pytest(tmp_path, text)
    assert done.returncode != 0
    assert complaint in done.stdout, done.stdout


def test_a_tidy_test_passes(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, INNOCENT)
    assert done.returncode == 0, done.stdout


def test_figures_and_long_runs_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    assert "1 passed, 2 deselected" in run_pytest(tmp_path, MARKED).stdout


def test_each_test_has_a_home_of_its_own(home: Path) -> None:
    assert paths.vaults() == home / "vaults"
    assert list(home.iterdir()) == []
