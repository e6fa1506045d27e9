"""A small demonstration, made once a run, opened on a copy by each story."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.clock import FixedClock
from desktop.demo.fill import DemoVault, make
from desktop.ui.app import Umid
from tests.desktop.ui.desk_vault import Desktop

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Off screen no window manager takes hints, and Qt says so each time."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> DemoVault:
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("UMID_HOME", str(tmp_path_factory.mktemp("demo-home")))
    try:
        folder = tmp_path_factory.mktemp("demo") / "vault"
        return make(folder, "kz-zhusan", people=40, clock=FixedClock(NOW), cheap=True)
    finally:
        monkeypatch.undo()


@pytest.fixture
def demo(qapp: QApplication, qtbot: QtBot, invented: DemoVault, tmp_path: Path) -> Iterator[Desktop]:
    folder = tmp_path / "vault"
    shutil.copytree(invented.folder, folder)
    clock = FixedClock(NOW)
    umid = Umid(qapp, clock, cheap=True)
    umid.window.resize(1366, 768)
    umid.start(folder)
    desktop = Desktop(umid, qtbot, clock, folder)
    desktop.settle()
    yield desktop
    desktop.close()
