"""What differs by operating system: opening a file, the printer's program, the clipboard, the display."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QPageLayout, QPageSize, QPainter

from desktop.ui import pictures

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# Seconds that the print service may take to accept a paper.
PATIENCE = 30
# Sharp enough for small type, and a page of it is 35 MB in memory.
DOTS_AN_INCH = 300


class NotPrinted(Exception):
    """No printer is set up here, or it did not take the paper."""


def has_display(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> bool:
    """Say whether a window can be shown; on Linux that takes X11 or Wayland."""
    if not platform.startswith("linux"):
        return True
    names = os.environ if environment is None else environment
    return bool(names.get("DISPLAY") or names.get("WAYLAND_DISPLAY"))


def printing_program(platform: str = sys.platform) -> str | None:
    """Return the path of `lp`, which prints a PDF as it is; None where pages must be drawn first."""
    return shutil.which("lp") if platform.startswith("linux") else None


def print_paper(data: bytes, title: str, program: str | None = None) -> None:
    """Hand a PDF to the usual printer; `title` is what its queue shows. Raises NotPrinted.

    Linux: `lp` reads it from us, as it is and without a file in between. Elsewhere its pages are drawn.
    """
    program = program or printing_program()
    if program is None:
        draw_on_printer(data, title)
        return
    order = [program, "-t", title, "-o", "media=A4", "-"]
    try:
        done = subprocess.run(order, input=data, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 (fixed words, no shell)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotPrinted from error
    if done.returncode != 0:
        raise NotPrinted


def draw_on_printer(data: bytes, title: str, printer: QPrinter | None = None) -> None:
    """Draw the pages of a PDF on the usual printer, or the one given. Raises NotPrinted."""
    printer = printer or usual_printer()
    if printer is None:
        raise NotPrinted
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setResolution(DOTS_AN_INCH)
    painter = QPainter()
    for number, (wide, tall) in enumerate(pictures.page_sizes(data)):
        _turn(printer, wide > tall)
        # The first page opens the printer, so that it already lies the right way.
        if not (printer.newPage() if number else painter.begin(printer)):
            raise NotPrinted
        drawn = pictures.picture(data, number, DOTS_AN_INCH / 72)
        image = image_of(drawn)
        painter.drawImage(QRectF(painter.viewport()), image)
    painter.end()


def usual_printer() -> QPrinter | None:
    """Return the printer the system prints on when nothing is said; None without one."""
    # The print module loads the print service of the system: only when something is printed.
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    known = QPrinterInfo.defaultPrinter()
    return None if known.isNull() else QPrinter(known, QPrinter.PrinterMode.HighResolution)


def image_of(drawn: pictures.Picture) -> QImage:
    """Return a page's picture as Qt has it; a copy, so that the bytes may go."""
    shape = QImage.Format.Format_RGB32
    return QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, shape).copy()


def _turn(printer: QPrinter, wide: bool) -> None:
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(way)


def open_file(path: Path) -> bool:
    """Open a file with the program the system has for it; say whether there was one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def clear_clipboard() -> None:
    """Leave nothing of a file behind in the clipboard or in the selection of the mouse."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(clipboard.Mode.Selection)
