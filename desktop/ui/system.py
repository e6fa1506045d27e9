"""What differs by operating system: opening a file, the printer's program, the clipboard, the display."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication


def has_display(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> bool:
    """Say whether a window can be shown; on Linux that takes X11 or Wayland."""
    if not platform.startswith("linux"):
        return True
    names = os.environ if environment is None else environment
    return bool(names.get("DISPLAY") or names.get("WAYLAND_DISPLAY"))


def printing_program(platform: str = sys.platform) -> str | None:
    """Return the path of `lp`, which prints a PDF as it is; None where pages must be drawn first."""
    return shutil.which("lp") if platform.startswith("linux") else None


def open_file(path: Path) -> bool:
    """Open a file with the program the system has for it; say whether there was one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def clear_clipboard() -> None:
    """Leave nothing of a file behind in the clipboard or in the selection of the mouse."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(clipboard.Mode.Selection)
