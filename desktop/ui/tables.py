"""Models of lists and tables over plain rows. They hold what they are given and fetch nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.i18n import Language

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, and what it shows of a row."""

    heading: str
    text: Callable[[Row], str]
    right: bool = False
    tip: Callable[[Row], str] | None = None


class RowTable(QAbstractTableModel, Generic[Row]):
    """A table over rows that do not change; ROW_ROLE gives the row itself.

    With `total` above the number of rows given, `more_wanted` carries how many there are so far, and the
    owner adds the next ones with `add_rows`: a long list is read while it is looked through.
    """

    more_wanted = Signal(int)

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[Row] = []
        self._total = 0
        self._asked = 0

    def set_rows(self, rows: Sequence[Row], total: int | None = None) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._total = len(self._rows) if total is None else total
        self._asked = 0
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Add the next rows at the end."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def row(self, at: int) -> Row:
        """Return the row at this place."""
        return self._rows[at]

    def rows(self) -> tuple[Row, ...]:
        """Return the rows given so far."""
        return tuple(self._rows)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        # The view asks again on every scroll; the owner is asked once for each place.
        if not parent.isValid() and self._asked < len(self._rows):
            self._asked = len(self._rows)
            self.more_wanted.emit(self._asked)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


@dataclass(frozen=True)
class PersonRow:
    """One line of the list of people. It says that something is due, and nothing else about the person.

    `depth` is 1 for a child under its mother; `due` is "", "due" or "overdue".
    """

    key: object
    name: str
    age: str = ""
    depth: int = 0
    due: str = ""


class PeopleModel(RowTable[PersonRow]):
    """The list of people: name and age; for the screen reader a whole sentence."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        _ = language.text
        columns = (
            Column[PersonRow](_("Name"), lambda row: row.name),
            Column[PersonRow](_("Age"), lambda row: row.age, right=True),
        )
        super().__init__(columns, parent)
        self._said = {"due": _("something is due"), "overdue": _("something is overdue")}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row(index.row())
            return ", ".join(part for part in (row.name, row.age, self._said.get(row.due, "")) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        return super().data(index, role)

    def place_of(self, key: object) -> int:
        """Return the place of a person in the list, -1 if not in it."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)
