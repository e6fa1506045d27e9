"""Opening a file in a test, and reading what stands on it."""

from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.pages import open_file
from desktop.ui.people.files import FilePage
from tests.desktop.ui.small_vault import House


def opened(
    qtbot: QtBot,
    house: House,
    who: str,
    language: Language,
    person: UUID | None = None,
    page: str = "overview",
) -> FilePage:
    """A file on the screen, read to the end."""
    file = open_file(house.context(who, language), person or house.mother, page)
    qtbot.addWidget(file)
    house.kept.append(file)
    file.resize(822, 700)
    file.show()
    settle(house)
    return file


def settle(house: House) -> None:
    """Wait until everything asked for was read, and drawn."""
    house.settle()
    QApplication.processEvents()
    house.settle()


def texts(widget: QWidget) -> list[str]:
    """Everything that can be read on it now."""
    labels = [one for one in widget.findChildren(QLabel) if one.isVisible()]
    buttons = [one for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    return [one.text() for one in (*labels, *buttons) if one.text()]


def said(widget: QWidget) -> str:
    """The same in one text."""
    return "\n".join(texts(widget))
