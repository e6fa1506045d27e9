"""A small centre, for queries that ask about people."""

from tests.desktop.services.conftest import centre, clock, empty_database, new_store, store

__all__ = ["centre", "clock", "empty_database", "new_store", "store"]
