"""A new vault: user and password, then the recovery key; and a new password later on."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.i18n import Language
from desktop.ui.shell.covers import CoverPage, buttons_row
from desktop.ui.widgets.buttons import KeyButton, PrimaryButton
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.passwords import PasswordEdit
from desktop.ui.widgets.rows import FieldRow

LEAST_PASSWORD = 10
_GROUPS_IN_A_LINE = 4


@dataclass(frozen=True)
class NewVault:
    """The first user of a new vault."""

    name: str
    login: str
    password: str

    def __repr__(self) -> str:
        return "NewVault(…)"


@dataclass(frozen=True)
class NewPassword:
    """An old password and the one in its place."""

    old: str
    new: str

    def __repr__(self) -> str:
        return "NewPassword(…)"


class PasswordPair(QWidget):
    """A new password, typed twice."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        _ = language.text
        hint = _("At least {n} characters. A short sentence is easier to keep than a word with signs.")
        hint = hint.format(n=LEAST_PASSWORD)
        self.first = PasswordEdit(language)
        self.again = PasswordEdit(language)
        self.first_row = FieldRow(
            language, _("New &password"), self.first, hint=hint.format(n=LEAST_PASSWORD)
        )
        self.again_row = FieldRow(language, _("The same &again"), self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.first_row)
        column.addWidget(self.again_row)

    def value(self) -> str | None:
        """Return the password, or say beneath what is wrong and return None."""
        _ = self._language.text
        typed = self.first.text()
        if len(typed) < LEAST_PASSWORD:
            self.first_row.show_error(_("Too short: {n} characters at least.").format(n=LEAST_PASSWORD))
            self.first.setFocus()
            return None
        if typed != self.again.text():
            self.again_row.show_error(_("The two are not the same. Type it again."))
            self.again.setFocus()
            return None
        return typed


class CreateVaultPage(CoverPage):
    """Makes a vault in two steps. `create_wanted` carries NewVault; the owner answers with show_recovery.

    The recovery key is shown once, in groups; when the group asked for was typed back,
    `recovery_confirmed` follows. `print_wanted` carries the key. `pick_group` draws the group's number.
    """

    create_wanted = Signal(object)
    print_wanted = Signal(str)
    recovery_confirmed = Signal()

    def __init__(
        self,
        language: Language,
        languages: Sequence[tuple[str, str]] = (),
        *,
        pick_group: Callable[[int], int] = secrets.randbelow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(language, language.text("New records"), languages, width=460, parent=parent)
        self._pick_group = pick_group
        self._groups: list[str] = []
        self._asked = 0
        self._first = self._made_first_step()
        self._second = QWidget()
        self._second.hide()
        self.body.addWidget(self._first)
        self.body.addWidget(self._second)
        self.add_busy_line()

    def _made_first_step(self) -> QWidget:
        _ = self.language.text
        self.name = TextLine(self.language, length=120)
        self.login = TextLine(self.language, length=60)
        self.pair = PasswordPair(self.language)
        self.name_row = FieldRow(self.language, _("Your &name, as on papers"), self.name)
        hint = _("What you type at the door, for example: nurse")
        self.login_row = FieldRow(self.language, _("&User name"), self.login, hint=hint)
        self.create_button = PrimaryButton(_("Create"), "Enter", self._create, own_key=False)
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        intro = _("Nobody can open the records without your password, and nobody can look it up for you.")
        column.addWidget(PlainLabel(intro, "muted", wrap=True))
        for part in (self.name_row, self.login_row, self.pair):
            column.addWidget(part)
        column.addLayout(buttons_row(self.create_button))
        self.pair.again.returnPressed.connect(self._create)
        return step

    def _create(self) -> None:
        _ = self.language.text
        for row, field in ((self.name_row, self.name), (self.login_row, self.login)):
            if field.value() is None or field.problem():
                row.show_error(field.problem() or _("This is needed."))
                field.setFocus()
                return
        password = self.pair.value()
        if password is not None:
            self.banner.silence()
            self.create_wanted.emit(NewVault(self.name.value() or "", self.login.value() or "", password))

    def enable_fields(self, *, enabled: bool) -> None:
        """Let the fields be used, or not."""
        self._first.setEnabled(enabled)
        self._second.setEnabled(enabled)

    def show_recovery(self, key: str) -> None:
        """Show the recovery key, groups parted by hyphens or spaces, and ask for one of them."""
        _ = self.language.text
        self.set_busy("")
        self._groups = key.replace("-", " ").split()
        self._asked = self._pick_group(len(self._groups))
        self.title.setText(_("The recovery key"))
        self._first.hide()
        self._fill_second_step(key)
        self._second.show()
        self.typed_back.setFocus()

    def _fill_second_step(self, key: str) -> None:
        _ = self.language.text
        told = _(
            "It opens the records when every password is lost. It is shown only now: print it or write it "
            "down, and keep it in the safe, away from this computer."
        )
        asked = _("Type &group {n} of it").format(n=self._asked + 1)
        self.typed_back = TextLine(self.language, length=60)
        self.back_row = FieldRow(self.language, asked, self.typed_back)
        self.confirm_button = PrimaryButton(_("I have it"), "Enter", self._confirm, own_key=False)
        print_button = KeyButton(_("Print it"), "", lambda: self.print_wanted.emit(key))
        self.typed_back.returnPressed.connect(self._confirm)
        column = QVBoxLayout(self._second)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(PlainLabel(told, "", wrap=True))
        column.addLayout(self._shown_groups())
        column.addWidget(self.back_row)
        column.addLayout(buttons_row(self.confirm_button, print_button))

    def _shown_groups(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(10)
        for at, group in enumerate(self._groups):
            line, place = divmod(at, _GROUPS_IN_A_LINE)
            number = PlainLabel(str(at + 1), "small")
            text = PlainLabel(group, "secret")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
            text.setAccessibleName(self.language.text("Group {n}: {letters}").format(n=at + 1, letters=group))
            grid.addWidget(number, line * 2, place, Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(text, line * 2 + 1, place, Qt.AlignmentFlag.AlignHCenter)
        return grid

    def _confirm(self) -> None:
        typed = (self.typed_back.value() or "").upper().replace(" ", "")
        if typed == self._groups[self._asked].upper():
            self.recovery_confirmed.emit()
            return
        wrong = self.language.text("That is not group {n}. Look at the key again.")
        self.back_row.show_error(wrong.format(n=self._asked + 1))
        self.typed_back.setFocus()


class ChangePasswordPage(CoverPage):
    """Changes one's own password. `change_wanted` carries NewPassword; `cancelled` goes back."""

    change_wanted = Signal(object)
    cancelled = Signal()

    def __init__(self, language: Language, who: str, parent: QWidget | None = None) -> None:
        _ = language.text
        super().__init__(language, _("A new password for {name}").format(name=who), parent=parent)
        self.old = PasswordEdit(language)
        self.old_row = FieldRow(language, _("&Present password"), self.old)
        self.pair = PasswordPair(language)
        told = _("Old backups still open with the old password.")
        self.change_button = PrimaryButton(_("Change"), "Enter", self._change, own_key=False)
        self.back = KeyButton(_("Back"), "Esc", self.cancelled.emit, own_key=True)
        for part in (self.old_row, self.pair, PlainLabel(told, "small", wrap=True)):
            self.body.addWidget(part)
        self.body.addLayout(buttons_row(self.change_button, self.back))
        self.pair.again.returnPressed.connect(self._change)
        self.add_busy_line()
        self.setFocusProxy(self.old)

    def _change(self) -> None:
        if not self.old.text():
            self.old_row.show_error(self.language.text("This is needed."))
            self.old.setFocus()
            return
        new = self.pair.value()
        if new is not None:
            self.banner.silence()
            self.change_wanted.emit(NewPassword(self.old.text(), new))

    def enable_fields(self, *, enabled: bool) -> None:
        """Let the fields be used, or not."""
        for part in (self.old, self.pair, self.change_button, self.back):
            part.setEnabled(enabled)

    def show_refusal(self, text: str) -> None:
        """Say why it did not work; the present password is asked again."""
        super().show_refusal(text)
        self.old.clear()
        self.old.setFocus()
