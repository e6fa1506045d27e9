"""A migrated vault has the schema that the models describe, to the last CHECK."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Inspector, inspect, text

from db.base import Base, journalled
from db.engine import make_engine
from db.journal.change import Change
from db.search import FTS
from db.upgrade import wanted_triggers
from tests.db.conftest import empty_database
from tests.db.records import KEY

__all__ = ["empty_database"]
JOURNALLED = {cls.__tablename__ for cls in journalled()}
# The full-text index and its shadows, and alembic's own mark.
NOT_MAPPED = re.compile(r"find_text|find_text_\w+|alembic_version")


@pytest.fixture(scope="module")
def migrated(empty_database: Path) -> Iterator[Inspector]:
    engine = make_engine(empty_database, KEY, writing=False)
    yield inspect(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspector]:
    """What the models would create by themselves."""
    engine = make_engine(tmp_path_factory.mktemp("mapped") / "umid.db", KEY, writing=True)
    Base.metadata.create_all(engine)
    yield inspect(engine)
    engine.dispose()


def tables(found: Inspector) -> list[str]:
    return [name for name in found.get_table_names() if not NOT_MAPPED.fullmatch(name)]


def engine_of(found: Inspector) -> Engine:
    assert isinstance(found.bind, Engine)
    return found.bind


def columns(found: Inspector, table: str) -> list[tuple[Any, ...]]:
    """Name, type, whether it may be empty, default; order is of no matter."""
    return sorted((c["name"], str(c["type"]), c["nullable"], c["default"]) for c in found.get_columns(table))


def keys(found: Inspector, table: str) -> list[tuple[Any, ...]]:
    return sorted(
        (k["constrained_columns"], k["referred_table"], k["referred_columns"], sorted(k["options"].items()))
        for k in found.get_foreign_keys(table)
    )


def checks(found: Inspector, table: str) -> list[tuple[Any, ...]]:
    return sorted((c["name"], c["sqltext"]) for c in found.get_check_constraints(table))


def indexes(found: Inspector, table: str) -> list[tuple[Any, ...]]:
    return sorted((i["name"], i["column_names"], i["unique"]) for i in found.get_indexes(table))


def uniques(found: Inspector, table: str) -> list[Any]:
    return sorted(u["column_names"] for u in found.get_unique_constraints(table))


def primary(found: Inspector, table: str) -> Any:
    return found.get_pk_constraint(table)["constrained_columns"]


def difference(of: Callable[[Inspector, str], Any], one: Inspector, other: Inspector) -> dict[str, Any]:
    found = {name: (of(one, name), of(other, name)) for name in tables(other)}
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def test_the_vault_has_the_tables_of_the_models_and_no_others(migrated: Inspector, mapped: Inspector) -> None:
    assert tables(migrated) == tables(mapped) == sorted(Base.metadata.tables)


@pytest.mark.parametrize("of", [columns, keys, checks, indexes, uniques, primary])
def test_every_table_is_as_its_model_says(
    migrated: Inspector, mapped: Inspector, of: Callable[[Inspector, str], Any]
) -> None:
    assert difference(of, migrated, mapped) == {}


def test_the_comparison_sees_columns_keys_checks_and_indexes(migrated: Inspector) -> None:
    assert ("person_id", "BLOB", False, None) in columns(migrated, "stay")
    assert ("removed", "BOOLEAN", False, "0") in columns(migrated, "stay")
    assert ("ck_stay_dates_in_order", "left_on >= admitted_on") in checks(migrated, "stay")
    assert ("ix_stay_person_id", ["person_id"], 0) in indexes(migrated, "stay")
    assert uniques(migrated, "draft") == [["user_id", "form", "about"]]


def test_the_pointer_to_the_journal_is_checked_at_commit(migrated: Inspector) -> None:
    deferred = [("deferrable", True), ("initially", "DEFERRED")]
    for table in JOURNALLED:
        assert (["last_change"], "change", ["id"], deferred) in keys(migrated, table), table


def test_journalled_tables_point_only_at_people_and_the_journal(migrated: Inspector) -> None:
    found = {(table, key[1]) for table in JOURNALLED for key in keys(migrated, table)}
    assert {target for _, target in found} == {"person", "change"}
    assert ("stay", "person") in found


def test_nothing_else_points_anywhere(migrated: Inspector) -> None:
    local = set(tables(migrated)) - JOURNALLED
    assert local >= {"vault_state", "draft", Change.__tablename__}
    assert [key for table in local for key in keys(migrated, table)] == []


def test_journalled_tables_are_unique_in_their_key_alone(migrated: Inspector) -> None:
    assert {table: uniques(migrated, table) for table in JOURNALLED if uniques(migrated, table)} == {}
    unique = {index[0] for table in JOURNALLED for index in indexes(migrated, table) if index[2]}
    assert unique == set()
    assert {tuple(primary(migrated, table)) for table in JOURNALLED} == {("id",)}


def test_nothing_is_deleted_because_something_else_was(migrated: Inspector) -> None:
    with engine_of(migrated).connect() as connection:
        written = [sql for (sql,) in connection.execute(text("SELECT sql FROM sqlite_master")) if sql]
        pointers = [
            connection.execute(text(f'PRAGMA foreign_key_list("{table}")')).mappings().all()
            for table in tables(migrated)
        ]
    assert [sql for sql in written if "ON DELETE" in sql.upper() or "ON UPDATE" in sql.upper()] == []
    found = {(row["on_delete"], row["on_update"]) for rows in pointers for row in rows}
    assert found == {("NO ACTION", "NO ACTION")}


def test_a_check_spans_several_fields_only_within_a_merge_group(migrated: Inspector) -> None:
    spans = 0
    for cls in journalled():
        fields = set(cls.__table__.columns.keys())
        groups = [set(group) for group in cls.__merge_groups__]
        for name, rule in checks(migrated, cls.__tablename__):
            named = fields & set(re.findall(r"\w+", rule))
            spans += len(named) > 1
            assert len(named) == 1 or any(named <= group for group in groups), name
    assert spans > 2


def test_the_fields_of_every_merge_group_exist() -> None:
    for cls in journalled():
        named = {field for group in cls.__merge_groups__ for field in group}
        assert named <= set(cls.__table__.columns.keys()), cls


def test_the_full_text_index_is_the_one_that_search_describes(migrated: Inspector) -> None:
    with engine_of(migrated).connect() as connection:
        found = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'find_text'")).scalar()
    assert found == FTS


def test_the_triggers_of_a_new_vault_are_those_of_the_one_list(migrated: Inspector) -> None:
    with engine_of(migrated).connect() as connection:
        found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        assert dict(found.all()) == wanted_triggers()
