"""What belongs to this vault alone: not journalled, not synced."""

from uuid import UUID

from sqlalchemy import Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import Key, Moment


class VaultState(Base):
    """One row: which database this is and how far it has come."""

    __tablename__ = "vault_state"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    database_id: Mapped[UUID] = mapped_column(Key)
    # Generation of the slot file this database was last opened with.
    generation: Mapped[int] = mapped_column(Integer)
    centre_id: Mapped[UUID | None] = mapped_column(Key)


class Incarnation(Base):
    """One life of one workstation: a new one at install, after a restore, and when a copy is noticed."""

    __tablename__ = "incarnation"

    id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    station: Mapped[str] = mapped_column(String(4))
    machine: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[int] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(64))


class Draft(Base):
    """Unsaved typing of one user in one form about one record; sealed where the field is sealed."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "form", "about"),)

    id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(Key)
    form: Mapped[str] = mapped_column(String(64))
    # The record or person the form is about, in hexadecimal.
    about: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[int] = mapped_column(Moment)


class ReadLog(Base):
    """Who opened whose file, and when."""

    __tablename__ = "read_log"

    id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    user_id: Mapped[UUID] = mapped_column(Key, index=True)
    person_id: Mapped[UUID] = mapped_column(Key, index=True)
    page: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(Moment)


class Setting(Base):
    """A user's choice on this machine: language, theme, last visit."""

    __tablename__ = "setting"

    user_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(500))
