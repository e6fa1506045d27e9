"""What differs by operating system."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui import system


def test_linux_needs_x11_or_wayland_for_a_window() -> None:
    assert not system.has_display({}, "linux")
    assert system.has_display({"DISPLAY": ":0"}, "linux")
    assert system.has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert system.has_display({}, "win32")


def test_only_linux_prints_through_lp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert system.printing_program("linux") == "/usr/bin/lp"
    assert system.printing_program("win32") is None


def test_nothing_is_left_in_the_clipboard(qapp: QApplication) -> None:
    qapp.clipboard().setText("AKT-B0147K")
    system.clear_clipboard()
    assert qapp.clipboard().text() == ""
