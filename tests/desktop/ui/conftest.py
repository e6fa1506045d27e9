"""What every test of the window needs: a language and the window's dress."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language, load
from desktop.ui import theme
from tests.desktop.ui import desk_vault
from tests.desktop.ui.editors import open_form, saver
from tests.desktop.ui.small_vault import Built, House, build

__all__ = ["open_form", "saver"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Off screen no window manager takes hints or gives the keyboard away, and Qt says so each time."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def en() -> Language:
    return load("en")


@pytest.fixture
def ru() -> Language:
    return load("ru")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Light and 100 % at the start of each test, whatever the one before left."""
    theme.load_fonts()
    theme.apply(qapp, "light")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small house, founded once a run."""
    return build(tmp_path_factory.mktemp("house"))


@pytest.fixture
def small_house(built: Built, tmp_path: Path) -> Iterator[House]:
    """A copy of the small house for this test alone."""
    house = House(built, tmp_path)
    yield house
    house.settle()
    house.close()


@pytest.fixture(scope="session")
def desk_vault_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vault of the whole window, founded once a run."""
    folder = tmp_path_factory.mktemp("desk") / "vault"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UMID_HOME", str(folder.parent / "home"))
        desk_vault.make(folder)
    return folder


@pytest.fixture
def desktop(
    qapp: QApplication, qtbot: QtBot, desk_vault_made: Path, tmp_path: Path
) -> Iterator[desk_vault.Desktop]:
    """The program at its door, on a vault of this test alone."""
    opened = desk_vault.open_desktop(qapp, qtbot, desk_vault_made, tmp_path / "vault")
    yield opened
    opened.close()
