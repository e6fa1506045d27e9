"""The recovery key on paper: drawn straight to the printer, so that it is in no file and in no program."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.i18n import Language
from desktop.ui.theme import type_of

_IN_A_LINE = 4


def print_recovery(parent: QWidget, language: Language, key: str) -> bool:
    """Ask for a printer and print the key; say whether it was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    painter = QPainter(printer)
    try:
        draw(painter, painter.viewport(), language, key)
    finally:
        painter.end()
    return True


def draw(painter: QPainter, page: QRect, language: Language, key: str) -> None:
    """Title, what it is for, and the groups of the key with their numbers."""
    _ = language.text
    line = page.height() // 40
    place = page.adjusted(page.width() // 12, page.height() // 14, -page.width() // 12, 0)
    top = _write(painter, place, place.top(), _("The recovery key"), line * 7 // 10)
    told = _(
        "It opens the records when every password is lost. Keep this paper in the safe, away from the "
        "computer. Nobody should carry it."
    )
    top = _write(painter, place, top + line // 2, told, line * 4 // 10) + line
    groups = key.replace("-", " ").split()
    for at in range(0, len(groups), _IN_A_LINE):
        numbered = [f"{at + n}: {group}" for n, group in enumerate(groups[at : at + _IN_A_LINE], start=1)]
        top = _write(painter, place, top, "     ".join(numbered), line * 6 // 10) + line // 2


def _write(painter: QPainter, place: QRect, top: int, text: str, height: int) -> int:
    """Write a text that wraps; return where it ends."""
    font = type_of(100)
    font.setPixelSize(max(8, height))
    painter.setFont(font)
    room = QRect(place.left(), top, place.width(), place.bottom() - top)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    drawn = painter.boundingRect(room, flags, text)
    painter.drawText(room, flags, text)
    return drawn.bottom() + height // 2
