"""The stores of tests/db, here too."""

import secrets

import pytest

from tests.db.conftest import clock, empty_database, new_store, store

__all__ = ["a_seed", "clock", "empty_database", "new_store", "store"]


@pytest.fixture
def a_seed() -> int:
    """Another one each time; pytest shows it when the test fails."""
    chosen = secrets.randbits(32)
    print(f"seed {chosen}")  # noqa: T201 - it is what a failure is repeated with
    return chosen
