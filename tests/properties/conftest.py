"""The stores of tests/db, here too."""

from tests.db.conftest import clock, empty_database, new_store, store

__all__ = ["clock", "empty_database", "new_store", "store"]
