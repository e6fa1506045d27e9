"""The arrival desk: one list by family, one line per person, one key to say that she is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from db.queries.arrivals import Group, Line
from desktop.errors import Refused
from desktop.i18n import Language
from desktop.services import arrival_desk, arrivals
from desktop.services.arrival_desk import DeskList
from desktop.ui import errors
from desktop.ui.context import Context
from desktop.ui.intake.arrival_keys import URGENT, ArrivalList
from desktop.ui.intake.arrival_rows import EXPECTED, HERE, NOT_HERE, NOT_ON_LIST, ArrivalModel
from desktop.ui.intake.unlisted import UnlistedForm
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import TextLine
from desktop.ui.widgets.notices import Banner, EmptyState
from desktop.ui.widgets.values import Choice, fold

Verb = Callable[[Session], object]
# Names of the differences that are written out; beyond them the number is enough.
MOST_NAMED = 12


class FindLine(TextLine):
    """Letters of a name, or a number of the list; Enter and Escape go back to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)


class ArrivalDesk(QWidget):
    """The page. `manifest_wanted` asks for the page that reads a list; `print_list` prints one arrival.

    `arrival_id` is the one shown first, by default the newest that is not closed.

    A key is answered on the screen at once; the save follows, and a refusal puts the line back and says
    why. Nothing is asked twice: what was a slip is taken back.
    """

    manifest_wanted = Signal()

    def __init__(
        self,
        context: Context,
        print_list: Callable[[UUID], object],
        arrival_id: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._print = context, print_list
        self._wanted = arrival_id
        self._shown: Group | None = None
        # The last room typed, and the family it was typed for.
        self._room: tuple[UUID | None, str] = (None, "")
        self._undo: list[Line] = []
        self.model = ArrivalModel(context.language, context.desk().today, self)
        self.list: ArrivalList = ArrivalList(self.model, context.language.text("People of the arrival list"))
        self._make_parts()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)

    # Drawing.

    def _make_parts(self) -> None:
        language = self._context.language
        _ = language.text
        self.title = PlainLabel(_("Arrival desk"), "name", wrap=True)
        self.count = PlainLabel("", "heading", wrap=True)
        self.differences = PlainLabel("", "muted", wrap=True)
        self.hint = PlainLabel("", "small", wrap=True)
        self.banner = Banner(language)
        self.finder = FindLine(language, 60)
        self.finder.setPlaceholderText(_("Name or number, then Enter"))
        self.finder.setAccessibleName(_("Find on this list"))
        self._groups = QHBoxLayout()
        self._unlisted = UnlistedForm(self._context)
        self._unlisted.hide()
        self._empty = EmptyState(
            _("No arrival is on file. Read the list that was sent, and everybody on it can be ticked here."),
            _("Read an arrival list"),
            self.manifest_wanted.emit,
            drawing="list",
        )
        self._empty.hide()

    def _lay_out(self) -> None:
        _ = self._context.language.text
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addLayout(self._groups)
        head.addWidget(KeyButton(_("Not on the list"), "+", self._open_unlisted))
        head.addWidget(KeyButton(_("Print the list"), "Ctrl+P", self.print_page))
        column.addLayout(head)
        for part in (self.count, self.differences, self.banner, self._unlisted, self._empty):
            column.addWidget(part)
        column.addWidget(self._card(), 1)
        column.addWidget(self.hint)
        self._show_hint()

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 8, 1, 8)
        inner.setSpacing(6)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.finder)
        inner.addLayout(row)
        inner.addWidget(self.list, 1)
        self._list_card = card
        return card

    def _connect(self) -> None:
        self.list.here.connect(self._here)
        self.list.not_here.connect(self._not_here)
        self.list.put_back.connect(self._put_back)
        self.list.urgent_changed.connect(self._urgent)
        self.list.unlisted_wanted.connect(self._open_unlisted)
        self.list.find_wanted.connect(self.finder.setFocus)
        self.list.undo_wanted.connect(self.undo)
        self.list.mode_changed.connect(self._show_hint)
        self.finder.edited.connect(self._look_for)
        self.finder.left.connect(self.list.setFocus)
        self._unlisted.saved.connect(self._was_added)
        self._unlisted.closed.connect(self._close_unlisted)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.finder.setFocus)
        self._context.work.failed.connect(self._failed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    # Reading.

    def reload(self, arrival_id: UUID | None = None) -> None:
        """Read the list anew, that of another arrival with its id."""
        wanted = arrival_id or (self._shown.id if self._shown else self._wanted)
        query = partial(arrival_desk.desk_list, desk=self._context.desk(), arrival_id=wanted)
        self._context.work.read(query, self._show, key="arrival_desk")

    def _show(self, found: DeskList) -> None:
        line = self.model.line(self.list.at) if self.list.at >= 0 else None
        same = self._shown is not None and found.shown is not None and found.shown.id == self._shown.id
        self._shown = found.shown
        self.model.set_lines(found.lines)
        self._show_groups(found.groups)
        self._empty.setVisible(found.shown is None)
        self._list_card.setVisible(found.shown is not None)
        kept = [at for at, one in enumerate(found.lines) if same and line is not None and one.id == line.id]
        self.list.go_to(kept[0] if kept else self._next_expected(-1))
        self._recount()

    def _show_groups(self, groups: Sequence[Group]) -> None:
        while (item := self._groups.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if len(groups) < 2 or self._shown is None:
            self._say_group()
            return
        language = self._context.language
        choices = [Choice(one.id.hex, f"{one.label} · {language.day(one.arrives_on)}") for one in groups]
        picker = CodePicker(language, choices, segmented=False)
        picker.setMinimumWidth(200)
        picker.set_value(self._shown.id.hex)
        picker.edited.connect(lambda: self._other_group(picker.value()))
        self._groups.addWidget(picker)
        self._say_group()

    def _other_group(self, code: str | None) -> None:
        if code is not None:
            self._undo.clear()
            self.reload(UUID(hex=code))

    def _say_group(self) -> None:
        language = self._context.language
        if self._shown is None:
            self.title.setText(language.text("Arrival desk"))
            return
        said = language.text("Arrival desk · {label}, {day}")
        self.title.setText(said.format(label=self._shown.label, day=language.day(self._shown.arrives_on)))

    # The count.

    def _recount(self) -> None:
        lines = self.model.lines()
        states = [line.state for line in lines]
        language = self._context.language
        said = language.text("Here {here} of {all} · still expected {expected} · not here {missing}")
        text = said.format(
            here=states.count(HERE), all=len(lines) - states.count(NOT_ON_LIST),
            expected=states.count(EXPECTED), missing=states.count(NOT_HERE),
        )  # fmt: skip
        more = states.count(NOT_ON_LIST)
        if more:
            text = f"{text} · {language.text('not on the list {n}').format(n=more)}"
        self.count.setText(text if lines else "")
        self.differences.setText(self._named_differences(lines))
        self.differences.setVisible(bool(self.differences.text()))

    def _named_differences(self, lines: Sequence[Line]) -> str:
        _ = self._context.language.text
        told = []
        for state, text in ((NOT_HERE, _("Not here: {names}")), (NOT_ON_LIST, _("Not on the list: {names}"))):
            names = [line.name for line in lines if line.state == state]
            if names:
                told.append(text.format(names=_few(self._context.language, names)))
        return "\n".join(told)

    # One key each.

    def _here(self, at: int, typed: str) -> None:
        line = self.model.line(at)
        room, bed = self._place(line, typed)
        if line.state in (HERE, NOT_ON_LIST) and not typed:
            self._go_on(at)
            return
        if room:
            self._room = (line.household_id, room)
        state = HERE if line.state != NOT_ON_LIST else NOT_ON_LIST
        shown = replace(line, state=state, room=room or line.room, bed=bed if room else line.bed)
        job: Callable[..., object] = arrivals.mark_here if state == HERE else arrival_desk.give_place
        named = {"line_id": line.id, "room": room or None, "bed": bed}
        self._act(line, shown, partial(job, **named, **({"here": True} if state == HERE else {})))
        self._go_on(at)

    def _place(self, line: Line, typed: str) -> tuple[str, str | None]:
        """Room and bed: as typed ("12", "12/3"), with "/3" in the family's room, or the family's room."""
        home, carried = self._room
        carried = carried if home == line.household_id and home is not None else ""
        room, _slash, bed = typed.replace(" ", "/").partition("/")
        return room.strip() or carried, bed.strip() or None

    def _not_here(self, at: int) -> None:
        line = self.model.line(at)
        if line.state == NOT_ON_LIST:
            self._say_refused(Refused(arrival_desk.CAME_UNLISTED))
            return
        shown = replace(line, state=NOT_HERE, room=None, bed=None)
        self._act(line, shown, partial(arrivals.mark_here, line_id=line.id, here=False))
        self._go_on(at)

    def _put_back(self, at: int) -> None:
        line = self.model.line(at)
        if line.state in (HERE, NOT_HERE):
            shown = replace(line, state=EXPECTED, room=None, bed=None)
            self._act(line, shown, partial(arrival_desk.put_back, line_id=line.id))

    def _urgent(self, at: int, codes: tuple[str, ...]) -> None:
        line = self.model.line(at)
        self._act(
            line, replace(line, urgent=codes),
            partial(arrival_desk.set_urgent, line_id=line.id, urgent=codes),
        )  # fmt: skip

    def _act(self, line: Line, shown: Line, job: Callable[..., object], *, keep: bool = True) -> None:
        """Show it, and save it; a refusal shows the line as it was and says why."""
        if keep:
            self._undo.append(line)
        self.banner.silence()
        self.model.replace(shown)
        self._recount()
        desk = self._context.desk()
        verb = partial(job, desk=desk)
        self._context.work.write(verb, refused=partial(self._refused, line))

    def _refused(self, line: Line, error: Refused) -> None:
        self.model.replace(line)
        self._undo = [one for one in self._undo if one.id != line.id]
        self.list.go_to(self.model.place_of(line))
        self._recount()
        self._say_refused(error)

    def _say_refused(self, error: Refused) -> None:
        self.banner.say("error", errors.refusal(error, self._context.language))

    def _failed(self, _text: str) -> None:
        # The screen may be ahead of what is saved.
        if self.isVisible():
            self.reload()

    def undo(self) -> None:
        """Take the last key back."""
        if not self._undo:
            return
        before = self._undo.pop()
        at = self.model.place_of(before)
        now = self.model.line(at)
        if now.state != before.state or now.room != before.room:
            self._act(now, before, self._way_back(before), keep=False)
        else:
            job = partial(arrival_desk.set_urgent, line_id=before.id, urgent=before.urgent)
            self._act(now, before, job, keep=False)
        self.list.go_to(at)

    @staticmethod
    def _way_back(before: Line) -> Callable[..., object]:
        if before.state == EXPECTED:
            return partial(arrival_desk.put_back, line_id=before.id)
        here = before.state == HERE
        return partial(arrivals.mark_here, line_id=before.id, here=here, room=before.room, bed=before.bed)

    # Moving about.

    def _go_on(self, at: int) -> None:
        self.list.go_to(self._next_expected(at))

    def _next_expected(self, at: int) -> int:
        """The next line below that is still expected; the line below where none is."""
        lines = self.model.lines()
        following = (place for place in range(at + 1, len(lines)) if lines[place].state == EXPECTED)
        return next(following, min(at + 1, len(lines) - 1))

    def _look_for(self) -> None:
        wanted = fold(self.finder.value() or "")
        if not wanted:
            return
        for at, line in enumerate(self.model.lines()):
            words = fold(line.name).split()
            if str(line.number) == wanted or any(word.startswith(wanted) for word in words):
                self.list.go_to(at)
                return

    def _show_hint(self) -> None:
        self.hint.setText(hint(self._context.language, self.list.urgent))

    # Who is not on the list.

    def _open_unlisted(self) -> None:
        if self._shown is not None:
            self._unlisted.open(self._shown.id)
            self._unlisted.show()

    def _close_unlisted(self) -> None:
        self._unlisted.hide()
        self.list.setFocus()

    def _was_added(self) -> None:
        self._close_unlisted()
        self.reload()

    def print_page(self) -> None:
        """Print the list of the arrival that is shown."""
        if self._shown is not None:
            self._print(self._shown.id)


def hint(language: Language, urgent: tuple[str, ...] | None) -> str:
    """What the keys do now."""
    _ = language.text
    if urgent is None:
        return _(
            "H or Enter: here · figures: room, 12/3 with bed, then Enter; Enter alone gives the family's "
            "room · N: not here · U: urgent · +: not on the list · Backspace: take back · Space: find"
        )
    offered = ", ".join(f"{key} {language.label('urgent', code)}" for key, code in URGENT.items())
    chosen = ", ".join(language.label("urgent", code) for code in urgent) or _("nothing yet")
    return _("Urgent: {letters} · chosen: {chosen} · Enter ends").format(letters=offered, chosen=chosen)


def _few(language: Language, names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return language.text("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown
