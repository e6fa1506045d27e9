"""A field for a password, with an eye to look at what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import Language
from desktop.ui import icons
from desktop.ui.widgets.lines import LineField


class PasswordEdit(LineField):
    """A password: hidden until the eye is pressed, never offered again, not kept by the input method."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._eye = self.addAction(icons.icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        icons.dress_action(self._eye, "eye", self)
        self._eye.setCheckable(True)
        self._eye.setText(language.text("Show what is typed"))
        self._eye.setToolTip(language.text("Show what is typed"))
        self._eye.toggled.connect(self._look)

    def value(self) -> str | None:
        """Return what was typed, spaces included, or None."""
        return self.text() or None

    def set_value(self, value: str | None) -> None:
        """Fill in or empty."""
        self.setText(value or "")

    def _look(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
