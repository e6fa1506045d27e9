"""Who works here, and a form to add one more colleague with a first password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.queries.staff import Colleague, colleagues
from desktop.errors import Refused
from desktop.i18n import Language
from desktop.services.desk import Desk
from desktop.services.users import Added
from desktop.ui import errors
from desktop.ui.context import Context
from desktop.ui.person_parts import emptied
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.notices import Banner, NotForRole
from desktop.ui.widgets.passwords import PasswordEdit
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.widgets.ticks import MultiPicker, TickBox
from desktop.ui.widgets.values import Choice


@dataclass(frozen=True)
class NewColleague:
    """Somebody who is to work here. The password is the first one; it is changed at the first login."""

    login: str
    name: str
    roles: tuple[str, ...]
    password: str
    takes_arrivals: bool

    def __repr__(self) -> str:
        return "NewColleague(…)"


# add(new, done, wrong): makes the account off the GUI thread.
Add = Callable[[NewColleague, Callable[[Added], object], Callable[[BaseException], object]], object]


def everybody(session: Session, *, desk: Desk) -> list[Colleague]:
    """Who works here, as far as the asker may know."""
    return colleagues(session, desk.access, desk.actor)


class UsersPage(QWidget):
    """The list for everybody; the form for who may add colleagues."""

    added = Signal()

    def __init__(self, context: Context, add: Add, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._add = context, add
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(10)
        self._column.addWidget(PlainLabel(context.language.text("Who works here"), "name"))
        self.banner = Banner(context.language)
        self._column.addWidget(self.banner)
        self._list = Card()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._list.body.addLayout(self._lines)
        self.rows: dict[str, FieldRow] = {}
        desk = context.desk()
        if desk.access.may(desk.actor, "manage_users"):
            self._column.addWidget(self._form())
        else:
            kept_by = context.language.label("role", "sysadmin")
            self._column.addWidget(NotForRole(context.language, kept_by))
        self._column.addWidget(self._list)
        self._column.addStretch(1)
        self.reload()

    def _make_fields(self) -> None:
        language = self._context.language
        _ = language.text
        self.name, self.login = TextLine(language, 300), TextLine(language, 64)
        self.password = PasswordEdit(language)
        self.roles = MultiPicker(language, role_choices(language, self._context.desk()))
        self.takes = TickBox(_("Every new arrival comes into her or his caseload"))
        first = _("Tell it in person. It is changed after the first login (File, Change password).")
        self.rows = {
            "user.name": FieldRow(language, _("&Name, as on papers"), self.name, required=True),
            "user.login": FieldRow(language, _("&User name"), self.login, required=True),
            "user.password": FieldRow(
                language, _("First &password"), self.password, required=True, hint=first
            ),
            "user.roles": FieldRow(language, _("&Roles"), self.roles, required=True),
            "user.takes_arrivals": FieldRow(language, _("&Arrivals"), self.takes),
        }

    def _form(self) -> Card:
        _ = self._context.language.text
        self._make_fields()
        card = Card(_("Add a colleague"))
        self._grid = FormGrid(3)
        for name, row in self.rows.items():
            self._grid.add(row, 0 if name in ("user.roles", "user.takes_arrivals") else 1)
        card.add(self._grid)
        foot = QHBoxLayout()
        self.button = PrimaryButton(_("Add"), "Ctrl+S", self.save, own_key=False)
        foot.addWidget(self.button)
        foot.addStretch(1)
        card.body.addLayout(foot)
        save = QShortcut(QKeySequence("Ctrl+S"), card)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)
        self.setFocusProxy(self.name)
        return card

    def save(self) -> None:
        """Add the colleague, unless a field is wrong."""
        if not self._grid.check() or not self.button.isEnabled():
            return
        self.banner.silence()
        self.button.setEnabled(False)
        new = NewColleague(
            login=self.login.value() or "",
            name=self.name.value() or "",
            roles=tuple(self.roles.value()),
            password=self.password.value() or "",
            takes_arrivals=bool(self.takes.value()),
        )
        self._add(new, partial(self._was_added, new.name), self._was_refused)

    def _was_added(self, name: str, added: Added) -> None:
        self.button.setEnabled(True)
        self.name.set_value(None)
        self.login.set_value(None)
        self.password.set_value(None)
        self.roles.set_value(())
        self.takes.set_value(None)
        self.banner.say("warning" if added.waiting else "done", self._told(name, added))
        self.reload()
        self.added.emit()

    def _told(self, name: str, added: Added) -> str:
        language = self._context.language
        text = language.text("{name} can unlock the records now.").format(name=name)
        if not added.waiting:
            return text
        ask = sorted({one for waiting in added.waiting for one in waiting.ask})
        more = language.text("Sealed notes stay closed until one of these colleagues shares them: {names}.")
        return f"{text} {more.format(names=', '.join(ask) or '–')}"

    def _was_refused(self, error: BaseException) -> None:
        self.button.setEnabled(True)
        said = errors.said(error, self._context.language)
        row = self.rows.get(error.field or "") if isinstance(error, Refused) else None
        if row is not None:
            row.show_error(said)
            row.field.setFocus()
        else:
            self.banner.say("error", said)

    def reload(self) -> None:
        """Read who works here."""
        query = partial(everybody, desk=self._context.desk())
        self._context.work.read(query, self._show, key="users")

    def _show(self, found: Sequence[Colleague]) -> None:
        language = self._context.language
        emptied(self._lines)
        for one in found:
            roles = ", ".join(language.label("role", role) for role in one.roles)
            left = f"{one.name} · {one.login}" if one.login else one.name
            gone = language.text("left on {day}")
            right = gone.format(day=language.day(one.left_on)) if one.left_on else roles
            self._lines.addWidget(FactLine(left, right))


def role_choices(language: Language, desk: Desk) -> list[Choice]:
    """Every role that the rules of access know."""
    return [Choice(role, language.label("role", role)) for role in desk.access.grants]
