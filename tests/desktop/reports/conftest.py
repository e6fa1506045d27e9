"""A family that has lived at the small centre for nine days."""

import pytest

from tests.db.conftest import clock, empty_database, new_store, store
from tests.desktop.reports.lives import Lived, live
from tests.desktop.services.conftest import centre
from tests.desktop.small_vault import SmallCentre

__all__ = ["centre", "clock", "empty_database", "new_store", "store"]


@pytest.fixture
def lived(centre: SmallCentre) -> Lived:
    return live(centre)
