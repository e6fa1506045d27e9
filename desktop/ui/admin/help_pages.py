"""Every key of the window on one page, and what Umid is."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import Language
from desktop.ui.shell.commands import COMMANDS, MENUS
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.labels import PlainLabel


def keys_page(language: Language) -> QWidget:
    """Every key that works everywhere, in the order of the menus."""
    _ = language.text
    page, column = _page(_("Keys"))
    for menu, title in MENUS:
        card = Card(_(title).replace("&", ""))
        for command in COMMANDS:
            if command.menu == menu and command.key:
                key = QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText)
                card.add(FactLine(_(command.text).replace("&", ""), key))
        column.addWidget(card)
    column.addStretch(1)
    return page


def about_page(language: Language) -> QWidget:
    """Name, version, licence, and what Umid does not do."""
    _ = language.text
    page, column = _page(_("About Umid"))
    card = Card()
    for text in (
        _("Umid keeps the case records of people who come home, from the arrival list to the last visit."),
        _("Version {version}. Free software under the GNU General Public License 3 or later.").format(
            version=version()
        ),
        _("Everything stays on this computer, encrypted. Umid never opens a network connection."),
    ):
        card.add(PlainLabel(text, wrap=True))
    column.addWidget(card)
    column.addStretch(1)
    return page


def version() -> str:
    """The installed version; empty in a checkout that was never installed."""
    try:
        return metadata.version("umid")
    except metadata.PackageNotFoundError:
        return QCoreApplication.applicationVersion()


def _page(title: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(18, 14, 18, 14)
    column.setSpacing(10)
    column.addWidget(PlainLabel(title, "name"))
    return page, column
