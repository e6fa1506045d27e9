"""Models over plain rows."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.i18n import Language
from desktop.ui.tables import ROW_ROLE, Column, PeopleModel, RowTable
from tests.desktop.ui import samples

COLUMNS = (
    Column[tuple[str, int]]("Medicine", lambda row: row[0], tip=lambda row: f"{row[0]}!"),
    Column[tuple[str, int]]("Doses", lambda row: str(row[1]), right=True),
)


def table(total: int | None = None) -> RowTable[tuple[str, int]]:
    made = RowTable(COLUMNS)
    made.set_rows([("Iron", 2), ("Zinc", 1)], total)
    return made


def test_qt_finds_no_fault_with_the_model() -> None:
    model = table(4)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.add_rows([("Salt", 3), ("Vitamin A", 1)])
    model.set_rows([])
    assert tester.model() is model


def test_a_table_shows_its_columns_and_gives_its_rows() -> None:
    model = table()
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    assert model.index(0, 1).data() == "2"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "Iron!"
    assert model.index(1, 0).data(ROW_ROLE) == ("Zinc", 1)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Doses"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_table_asks_once_for_each_next_part() -> None:
    model, wanted = table(4), []
    model.more_wanted.connect(wanted.append)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert wanted == [2]
    model.add_rows([("Salt", 3), ("Vitamin A", 1)])
    assert not model.canFetchMore(QModelIndex())
    assert model.rows()[2:] == (("Salt", 3), ("Vitamin A", 1))


def test_a_person_is_found_by_key(en: Language) -> None:
    model = PeopleModel(en)
    model.set_rows(samples.PEOPLE)
    assert model.place_of(13) == 12
    assert model.place_of("nobody") == -1
