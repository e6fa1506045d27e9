"""Brings a vault to this release's schema: migrate, put the triggers back, check, or leave it as it was."""

from pathlib import Path

from sqlalchemy import Connection, text

from db.base import journalled
from db.engine import make_engine
from db.journal.triggers import statements

HEAD = "0001"


class NewerVault(Exception):
    """The vault was written by a newer release; nobody older opens it."""


class BrokenReferences(Exception):
    """After a migration some rows point at nothing; nothing was kept of it."""


def revision(connection: Connection) -> str | None:
    """The schema revision of a vault, None for an empty database."""
    known = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None


def upgrade(path: Path, key: bytes, migrations: Path) -> bool:
    """Migrate if the revision differs; True if anything was done.

    Raises NewerVault when the revision is not one of ours, BrokenReferences when the outcome is unsound.
    """
    engine = make_engine(path, key, writing=True)
    try:
        with engine.connect() as connection:
            now = revision(connection)
            connection.rollback()
            if now == HEAD:
                return False
            _migrate(connection, now, migrations)
            return True
    finally:
        engine.dispose()


def _migrate(connection: Connection, now: str | None, migrations: Path) -> None:
    # Importing alembic costs 0.3 s, so only when there is work for it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations))
    ours = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if now is not None and now not in ours:
        raise NewerVault(now)
    raw = connection.connection.driver_connection
    if raw is None:
        raise TypeError("a closed connection cannot be migrated")
    raw.execute("PRAGMA foreign_keys = OFF")
    with connection.begin():
        drop_triggers(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
        create_triggers(connection)
        if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise BrokenReferences
    raw.execute("PRAGMA foreign_keys = ON")


def drop_triggers(connection: Connection) -> None:
    """Take away every trigger, so that a rebuilt table loses none unnoticed."""
    for name in (
        connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    ):
        connection.execute(text(f'DROP TRIGGER "{name}"'))


def create_triggers(connection: Connection) -> None:
    """Create every trigger of the one list."""
    for statement in wanted_triggers().values():
        connection.execute(text(statement))


def wanted_triggers() -> dict[str, str]:
    """Name -> statement, for every journalled table."""
    return statements(cls.__tablename__ for cls in journalled())
