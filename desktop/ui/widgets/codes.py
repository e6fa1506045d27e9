"""Coded answers: a row of buttons for few, a list to search for many, chips for several at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop.i18n import Language
from desktop.ui import icons
from desktop.ui.widgets.labels import tip
from desktop.ui.widgets.lines import LineField
from desktop.ui.widgets.values import Choice, fold, mark

MOST_SEGMENTS = 5
# More letters than this in one row of buttons are not read at a glance and do not fit half a page.
MOST_SEGMENT_LETTERS = 34
MOST_LETTERS_IN_ONE_COLUMN = 12


class FoldedListModel(QStringListModel):
    """Labels that are found without regard to case, accents or the keyboard they were typed on."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.UserRole:
            return fold(str(super().data(index, Qt.ItemDataRole.DisplayRole)))
        return super().data(index, role)


class FoldingCompleter(QCompleter):
    """Offers every label that holds what was typed."""

    def __init__(self, labels: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(FoldedListModel(list(labels), self))
        self.setCompletionRole(Qt.ItemDataRole.UserRole)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(12)
        popup = QListView()
        popup.setProperty("look", "popup")
        self.setPopup(popup)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class CodeLine(LineField):
    """One code out of a long list: type some of its letters, or open the list with Alt+Down or F4."""

    def __init__(self, language: Language, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self._choices = tuple(choices)
        self._by_label = {fold(choice.label): choice for choice in choices}
        offered = [choice.label for choice in choices if not choice.retired]
        self._completer = FoldingCompleter(offered, self)
        self.setCompleter(self._completer)
        self._completer.activated.connect(self._taken)
        self._open = self.addAction(
            icons.icon("chevron-down", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        icons.dress_action(self._open, "chevron-down", self)
        self._open.setText(language.text("Open the list"))
        self._open.triggered.connect(self.open_list)
        self.editingFinished.connect(self._tidy)

    def _choice(self) -> Choice | None:
        return self._by_label.get(fold(self.text().strip()))

    def value(self) -> str | None:
        """Return the code, or None when empty or not one of the list."""
        choice = self._choice()
        return None if choice is None else choice.code

    def set_value(self, value: str | None) -> None:
        """Show a code; one that the list lacks is shown as it is."""
        label = next((choice.label for choice in self._choices if choice.code == value), value or "")
        self.setText(label)
        self.setCursorPosition(0)

    def problem(self) -> str:
        """Say that only answers of the list can be kept."""
        if not self.text().strip() or self._choice() is not None:
            return ""
        return self._language.text("Choose one of the list; a few letters are enough to find it.")

    def note(self) -> str:
        """Return what the chosen code says of itself."""
        choice = self._choice()
        return "" if choice is None else choice.hint

    def set_read_only(self, read_only: bool) -> None:
        """Show the answer without letting it be changed."""
        super().set_read_only(read_only)
        self._open.setVisible(not read_only)

    def open_list(self) -> None:
        """Open the whole list under the field."""
        if self.isReadOnly():
            return
        self.setFocus()
        self._completer.setCompletionPrefix("")
        self._completer.complete()
        self.selectAll()

    def _taken(self, label: str) -> None:
        self.setText(label)
        self.edited.emit()

    def _tidy(self) -> None:
        choice = self._choice() or self._only_match()
        if choice is not None and choice.label != self.text():
            was = self.value()
            self.setText(choice.label)
            if was != choice.code:
                self.edited.emit()

    def _only_match(self) -> Choice | None:
        """Return the one answer that holds what was typed, where there is only one."""
        typed = fold(self.text().strip())
        found = [choice for choice in self._choices if typed in fold(choice.label) and not choice.retired]
        return found[0] if typed and len(found) == 1 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        down = event.key() == Qt.Key.Key_Down
        if event.key() == Qt.Key.Key_F4 or (down and (alt or not self.text())):
            self.open_list()
            event.accept()
            return
        super().keyPressEvent(event)


class Segment(QPushButton):
    """One answer of a row, as wide as its bold form: nothing is cut off or moves when it is chosen."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.text().replace("&&", "&")
        wider = QFontMetrics(bold).horizontalAdvance(words) - self.fontMetrics().horizontalAdvance(words)
        return QSize(hint.width() + max(0, wider), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class SegmentRow(QWidget):
    """One code out of a few, side by side: the arrows move, a first letter chooses, Delete empties."""

    edited = Signal()

    def __init__(self, language: Language, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._choices = [choice for choice in choices if not choice.retired]
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons = [self._button(at, choice) for at, choice in enumerate(self._choices)]
        self._read_only = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for button in self._buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._move_tab_stop()

    def _button(self, at: int, choice: Choice) -> QPushButton:
        button = Segment(choice.label.replace("&", "&&"), self)
        places = {0: "first", len(self._choices) - 1: "last"}
        place = "only" if len(self._choices) == 1 else places.get(at, "middle")
        button.setProperty("look", "segment")
        button.setProperty("place", place)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(choice.label)
        tip(button, choice.hint)
        button.clicked.connect(lambda checked, at=at: self._clicked(at, checked))
        button.installEventFilter(self)
        self._group.addButton(button, at)
        return button

    def value(self) -> str | None:
        """Return the code, or None while none is chosen."""
        chosen = [at for at, button in enumerate(self._buttons) if button.isChecked()]
        return self._choices[chosen[0]].code if chosen else None

    def set_value(self, value: str | None) -> None:
        """Choose a code, or none."""
        for choice, button in zip(self._choices, self._buttons, strict=True):
            button.setChecked(choice.code == value)
        self._move_tab_stop()

    def problem(self) -> str:
        """Return nothing: only answers of the list can be pressed."""
        return ""

    def note(self) -> str:
        """Return what the chosen code says of itself."""
        return next((choice.hint for choice in self._choices if choice.code == self.value()), "")

    def set_read_only(self, read_only: bool) -> None:
        """Show the answer without letting it be changed."""
        self._read_only = read_only
        for button in self._buttons:
            button.setEnabled(not read_only or button.isChecked())

    def _clicked(self, at: int, checked: bool) -> None:
        if self._read_only:
            self._buttons[at].setChecked(not checked)
            return
        # Pressing the chosen one again takes the answer back: it must be possible to answer nothing.
        self._choose(at if checked else None)

    def _choose(self, at: int | None) -> None:
        for place, button in enumerate(self._buttons):
            button.setChecked(place == at)
        self._move_tab_stop()
        if at is not None:
            self._buttons[at].setFocus()
        self.edited.emit()

    def _move_tab_stop(self) -> None:
        """Let Tab stop once in the row: at the answer, else at the first."""
        stop = next((button for button in self._buttons if button.isChecked()), None)
        for button in self._buttons:
            at_stop = button is (stop or self._buttons[0])
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at_stop else Qt.FocusPolicy.ClickFocus)
        if self._buttons:
            self.setFocusProxy(stop or self._buttons[0])

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and not self._read_only:
            return self._answers(watched, event)
        return False

    def _answers(self, watched: object, event: QKeyEvent) -> bool:
        at = next((at for at, button in enumerate(self._buttons) if button is watched), None)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if at is None:
            return False
        if event.key() in steps:
            self._choose((at + steps[Qt.Key(event.key())]) % len(self._buttons))
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(None)
            return True
        return self._chosen_by_letter(event.text(), at)

    def _chosen_by_letter(self, typed: str, after: int) -> bool:
        wanted = fold(typed.strip())
        if not wanted:
            return False
        order = [*range(after + 1, len(self._choices)), *range(after + 1)]
        for at in order:
            if fold(self._choices[at].label).startswith(wanted):
                self._choose(at)
                return True
        return False

    def minimumSizeHint(self) -> QSize:
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where they do not fit side by side, as at a large zoom, they stand one above the other.
        needed = sum(button.sizeHint().width() for button in self._buttons)
        wide = event.size().width() >= needed
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self.updateGeometry()

    def mark_state(self, state: str) -> None:
        """Colour the row: "error", "warning" or ""."""
        for button in self._buttons:
            mark(button, state=state)


class CodePicker(QWidget):
    """One code of a vocabulary, or none: a row of buttons while few and short, else a list to search.

    `segmented` overrules the choice between the two.
    """

    edited = Signal()

    def __init__(
        self,
        language: Language,
        choices: Sequence[Choice],
        *,
        segmented: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wanted = fits_a_row(choices) if segmented is None else segmented
        self.face: SegmentRow | CodeLine = (
            SegmentRow(language, choices, self) if wanted else CodeLine(language, choices, self)
        )
        self.face.edited.connect(self.edited)
        letters = sum(len(choice.label) for choice in choices)
        self.span = 2 if wanted and letters > MOST_LETTERS_IN_ONE_COLUMN else 1
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)
        self.setFocusProxy(self.face)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def value(self) -> str | None:
        """Return the code, or None."""
        return self.face.value()

    def set_value(self, value: str | None) -> None:
        """Show a code, or none."""
        self.face.set_value(value)

    def problem(self) -> str:
        """Say why what is typed is no answer."""
        return self.face.problem()

    def note(self) -> str:
        """Return what the chosen code says of itself."""
        return self.face.note()

    def set_read_only(self, read_only: bool) -> None:
        """Show the answer without letting it be changed."""
        self.face.set_read_only(read_only)

    def set_placeholder(self, text: str) -> None:
        """Say what is asked while the list is empty."""
        if isinstance(self.face, CodeLine):
            self.face.setPlaceholderText(text)

    def mark_state(self, state: str) -> None:
        """Colour the field: "error", "warning" or ""."""
        if isinstance(self.face, SegmentRow):
            self.face.mark_state(state)
        else:
            mark(self.face, state=state)


def fits_a_row(choices: Sequence[Choice]) -> bool:
    """Say whether the choices are few and short enough to stand side by side."""
    # A retired answer may still be the one set, and only the list can show it.
    letters = sum(len(choice.label) for choice in choices)
    retired = any(choice.retired for choice in choices)
    return 0 < len(choices) <= MOST_SEGMENTS and letters <= MOST_SEGMENT_LETTERS and not retired
