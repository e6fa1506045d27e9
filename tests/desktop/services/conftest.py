"""A small centre on an empty migrated store."""

import pytest

from db.clock import FixedClock
from db.store import Store
from tests.db.conftest import clock, empty_database, new_store, store
from tests.desktop.small_vault import SmallCentre

__all__ = ["centre", "clock", "empty_database", "new_store", "store"]


@pytest.fixture
def centre(store: Store, clock: FixedClock) -> SmallCentre:
    return SmallCentre(store, clock)
