"""An empty migrated vault, copied for each test: migrating once a run is enough."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.clock import Clock, FixedClock
from db.ids import uuid7
from db.store import Store
from db.upgrade import upgrade
from db.vault import Vault
from desktop.resources import migrations_dir
from tests.db.records import KEY
from tests.db.vaults import Computer, at, new_vault


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "umid.db"
    upgrade(path, KEY, migrations_dir())
    return path


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))


@pytest.fixture
def new_store(empty_database: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Callable[[], Store]]:
    """Makes any number of separate empty stores."""
    made: list[Store] = []

    def make() -> Store:
        path = tmp_path / f"vault{len(made)}" / "umid.db"
        path.parent.mkdir()
        shutil.copy(empty_database, path)
        made.append(Store(path, KEY, incarnation_id=uuid7(), clock=clock))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    return new_store()


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """A computer with a vault that nobody has opened yet; only to be copied."""
    return new_vault(tmp_path_factory.mktemp("made"), Clock())


@pytest.fixture
def here(made_vault: Computer, tmp_path: Path, clock: FixedClock) -> Computer:
    """A computer with a vault for one test."""
    made_vault.keep(tmp_path / "records")
    shutil.copytree(made_vault.place.witnesses, tmp_path / "witnesses")
    return at(tmp_path, clock, made_vault.recovery)


@pytest.fixture
def opened(here: Computer) -> Iterator[Vault]:
    """That vault, opened by its founder."""
    opened = here.unlock()
    yield opened
    opened.lock()
