"""The menu bar: there for the keyboard and the screen reader, out of sight until it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QFocusEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.i18n import N_, Language
from desktop.ui.shell.commands import MENUS, Command

_LANGUAGE = N_("&Language")
_UNUSED = 16_777_215


class QuietMenuBar(QMenuBar):
    """A menu bar without height until Alt or F10 puts the keyboard into it.

    It stays visible for Qt all the time: only so do Alt and a letter open a menu, and only so does the
    screen reader find it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumHeight(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setMaximumHeight(_UNUSED)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setMaximumHeight(0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Menus:
    """The menus of a window and the actions in them, by the code of their command."""

    def __init__(
        self,
        bar: QMenuBar,
        window: QWidget,
        commands: Sequence[Command],
        on_command: Callable[[str], None],
        on_language: Callable[[str], None],
    ) -> None:
        self._commands = tuple(commands)
        self._on_command, self._on_language = on_command, on_language
        self._menus = {code: bar.addMenu("") for code, _text in MENUS}
        self.actions = {command.code: self._action(window, command) for command in commands}
        self.languages = QMenu(window)
        self._tongues = QActionGroup(window)
        self._menus["view"].addMenu(self.languages)

    def _action(self, window: QWidget, command: Command) -> QAction:
        menu = self._menus[command.menu]
        if command.apart:
            menu.addSeparator()
        action = QAction(window)
        action.setCheckable(command.checkable)
        if command.key:
            action.setShortcut(QKeySequence(command.key))
        action.triggered.connect(lambda _checked=False, code=command.code: self._on_command(code))
        menu.addAction(action)
        # With the window too, so that its key works while the menu bar has no height.
        window.addAction(action)
        return action

    def set_languages(self, languages: Sequence[tuple[str, str]], present: str) -> None:
        """Offer languages as (tag, what it calls itself)."""
        self.languages.clear()
        for tag, name in languages:
            action = self.languages.addAction(name)
            action.setCheckable(True)
            action.setChecked(tag == present)
            action.setActionGroup(self._tongues)
            action.triggered.connect(lambda _checked=False, tag=tag: self._on_language(tag))

    def retranslate(self, language: Language) -> None:
        """Name everything in another language."""
        for code, text in MENUS:
            self._menus[code].setTitle(language.text(text))
        for command in self._commands:
            self.actions[command.code].setText(language.text(command.text))
        self.languages.setTitle(language.text(_LANGUAGE))

    def cover(self, *, covered: bool) -> None:
        """While the window is covered, leave only what may always be done."""
        for command in self._commands:
            self.actions[command.code].setEnabled(command.always or not covered)
