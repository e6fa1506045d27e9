import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from db import upgrade as upgrading
from db.clock import Clock
from db.engine import WrongKey, make_engine
from db.ids import uuid7
from db.store import Store
from db.upgrade import HEAD, BrokenReferences, NewerVault, revision, upgrade, wanted_triggers
from desktop.resources import migrations_dir
from tests.db.records import KEY, add_name, add_person, rename

NEXT = '''"""What comes next."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade() -> None:
    {work}
'''
DELETES_WHAT_OTHERS_POINT_AT = "op.execute('DELETE FROM person')"
FAILS_HALF_WAY = (
    "op.add_column('person', sa.Column('age', sa.Integer())); op.execute('SELECT * FROM nowhere')"
)
REBUILDS_TABLES = """
    for table in ("person", "name", "change"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("added", sa.Integer()))
"""


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    """A vault with one name of one person, changed once."""
    path = Path(shutil.copy(empty_database, tmp_path / "umid.db"))
    store = Store(path, KEY, incarnation_id=uuid7(), clock=Clock())
    rename(store, add_name(store, add_person(store), "One"), "Two")
    store.close()
    return path


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the migrations of a release that has one version more."""

    def make(work: str) -> Path:
        folder = Path(shutil.copytree(migrations_dir(), tmp_path / "migrations"))
        (folder / "versions" / "next.py").write_text(NEXT.format(head=HEAD, work=work))
        monkeypatch.setattr(upgrading, "HEAD", "next")
        return folder

    return make


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in a database: its schema and every row."""
    engine = make_engine(path, KEY, writing=False)
    try:
        with engine.connect() as connection:
            return dict(_contents(connection))
    finally:
        engine.dispose()


def _contents(connection: Connection) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    schema = connection.execute(text("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")).all()
    yield "schema", [tuple(row) for row in schema]
    for kind, name, sql in schema:
        if kind == "table" and "VIRTUAL" not in sql:
            rows = connection.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608 - names of our own tables
            yield name, sorted((tuple(row) for row in rows), key=repr)


def triggers(path: Path) -> dict[str, str]:
    return {name: sql for kind, name, sql in everything(path)["schema"] if kind == "trigger"}


def test_an_empty_file_becomes_a_vault_of_this_release(tmp_path: Path) -> None:
    assert upgrade(tmp_path / "umid.db", KEY, migrations_dir())
    assert everything(tmp_path / "umid.db")["alembic_version"] == [(HEAD,)]


def test_a_vault_of_this_release_is_left_as_it_is(path: Path) -> None:
    before = everything(path)
    assert not upgrade(path, KEY, migrations_dir())
    assert everything(path) == before


def test_a_file_that_is_not_a_vault_has_no_revision(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "umid.db", KEY, writing=True)
    with engine.connect() as connection:
        assert revision(connection) is None
    engine.dispose()


def test_with_a_wrong_key_nothing_is_upgraded(path: Path) -> None:
    with pytest.raises(WrongKey):
        upgrade(path, bytes(32), migrations_dir())


def test_the_triggers_are_those_of_the_one_list(path: Path) -> None:
    assert triggers(path) == wanted_triggers()
    assert len(wanted_triggers()) > 100


def test_a_newer_vault_is_opened_by_nobody_older(path: Path) -> None:
    engine = make_engine(path, KEY, writing=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = everything(path)
    with pytest.raises(NewerVault, match="9999"):
        upgrade(path, KEY, migrations_dir())
    assert everything(path) == before


def test_an_older_vault_gets_the_next_version_and_keeps_its_rows(path: Path, next_release: Any) -> None:
    before = everything(path)
    assert upgrade(path, KEY, next_release("op.add_column('person', sa.Column('age', sa.Integer()))"))
    after = everything(path)
    assert after["alembic_version"] == [("next",)]
    assert after["person"] == [(*row, None) for row in before["person"]]
    assert (after["name"], after["change"]) == (before["name"], before["change"])


def test_a_migration_that_breaks_references_is_rolled_back(path: Path, next_release: Any) -> None:
    before = everything(path)
    with pytest.raises(BrokenReferences):
        upgrade(path, KEY, next_release(DELETES_WHAT_OTHERS_POINT_AT))
    assert everything(path) == before
    assert len(before["person"]) == 1


def test_a_migration_that_fails_half_way_is_rolled_back(path: Path, next_release: Any) -> None:
    before = everything(path)
    with pytest.raises(Exception, match="nowhere"):
        upgrade(path, KEY, next_release(FAILS_HALF_WAY))
    assert everything(path) == before


def test_rebuilt_tables_keep_their_rows_their_children_and_their_triggers(
    path: Path, next_release: Any
) -> None:
    before = everything(path)
    assert upgrade(path, KEY, next_release(REBUILDS_TABLES))
    after = everything(path)
    for table in ("person", "name", "change"):
        assert after[table] == [(*row, None) for row in before[table]], table
    assert {name: sql for kind, name, sql in after["schema"] if kind == "trigger"} == wanted_triggers()


def test_a_rebuilt_table_still_points_at_a_change_that_is_written_later(
    path: Path, next_release: Any
) -> None:
    upgrade(path, KEY, next_release(REBUILDS_TABLES))
    sql = next(sql for kind, name, sql in everything(path)["schema"] if (kind, name) == ("table", "name"))
    assert "DEFERRABLE INITIALLY DEFERRED" in sql
    store = Store(path, KEY, incarnation_id=uuid7(), clock=Clock())
    name_id = add_name(store, add_person(store, "AKT-A0002K"), "Three")
    rename(store, name_id, "Four")
    store.close()
