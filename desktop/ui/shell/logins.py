"""The door: unlocking the records, and changing from one colleague to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import Language
from desktop.ui.shell.covers import CoverPage, buttons_row
from desktop.ui.widgets.buttons import KeyButton, PrimaryButton
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.passwords import PasswordEdit
from desktop.ui.widgets.rows import FieldRow

_SECOND = 1000


@dataclass(frozen=True)
class Credentials:
    """Who wants in, and with what. Never logged, never shown."""

    login: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(…)"


class _Door(CoverPage):
    """Login and password, the button, and the wait after wrong passwords."""

    entered = Signal(object)

    def __init__(
        self,
        language: Language,
        title: str,
        languages: Sequence[tuple[str, str]],
        *,
        intro: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(language, title, languages, parent=parent)
        _ = language.text
        self.login = TextLine(language, length=60)
        self.password = PasswordEdit(language)
        self.login_row = FieldRow(language, _("&User name"), self.login)
        self.password_row = FieldRow(language, _("&Password"), self.password)
        self.unlock = PrimaryButton(_("Unlock"), "Enter", self._enter, own_key=False)
        self._waiting = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self._tick)
        if intro:
            self.body.addWidget(PlainLabel(intro, "muted", wrap=True))
        self.body.addWidget(self.login_row)
        self.body.addWidget(self.password_row)
        self.login.returnPressed.connect(self._from_login)
        self.password.returnPressed.connect(self._enter)
        self._buttons = buttons_row(self.unlock)
        self.body.addLayout(self._buttons)
        self.add_busy_line()

    def _from_login(self) -> None:
        (self._enter if self.password.text() else self.password.setFocus)()

    def _enter(self) -> None:
        if self._waiting or self.busy_text:
            return
        login = self.login.value()
        if login is None or not self.password.text():
            (self.login if login is None else self.password).setFocus()
            return
        self.banner.silence()
        self.entered.emit(Credentials(login, self.password.text()))

    def enable_fields(self, *, enabled: bool) -> None:
        """Let the fields be used, or not."""
        for part in (self.login, self.password, self.unlock):
            part.setEnabled(enabled)

    def show_refusal(self, text: str) -> None:
        """Say why it did not work; the password is emptied, the login stays."""
        super().show_refusal(text)
        self.password.clear()
        self.password.setFocus()

    def show_wait(self, seconds: int) -> None:
        """After wrong passwords: count down, and let nobody try before the end."""
        self._waiting = max(0, seconds)
        self.enable_fields(enabled=not self._waiting)
        if self._waiting:
            self._timer.start()
            self._say_wait()
        else:
            self._end_wait()

    def _tick(self) -> None:
        self._waiting -= 1
        if self._waiting > 0:
            self._say_wait()
        else:
            self._end_wait()

    def _say_wait(self) -> None:
        minutes, seconds = divmod(self._waiting, 60)
        text = self.language.text("Too many wrong passwords. Try again in {time}.")
        self.banner.say("warning", text.format(time=f"{minutes}:{seconds:02}"))

    def _end_wait(self) -> None:
        self._timer.stop()
        self._waiting = 0
        self.banner.silence()
        self.enable_fields(enabled=True)
        self.password.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.password if self.login.text() else self.login).setFocus()


class LoginPage(_Door):
    """Unlocks the records. `entered` carries Credentials; answer with set_busy, show_refusal or show_wait."""

    def __init__(
        self,
        language: Language,
        centre: str = "",
        languages: Sequence[tuple[str, str]] = (),
        *,
        login: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(language, centre or language.text("Unlock the records"), languages, parent=parent)
        self.login.set_value(login)


class SwitchUserPage(_Door):
    """Changes to another colleague; what `who` was typing waits. `cancelled` asks for `who` to go on.

    Going on takes the password too: `entered` then carries the login of `who`.
    """

    cancelled = Signal()

    def __init__(
        self,
        language: Language,
        who: str,
        languages: Sequence[tuple[str, str]] = (),
        *,
        unsaved: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        _ = language.text
        waits = _("What {name} was typing waits until {name} is back.") if unsaved else ""
        super().__init__(
            language,
            _("Who is at the desk now?"),
            languages,
            intro=waits.format(name=who),
            parent=parent,
        )
        self.back = KeyButton(_("Back to {name}").format(name=who), "", self.cancelled.emit)
        self._buttons.insertWidget(1, self.back)
