"""One row per save of one record: what it set, and what the writer had seen."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import Key, Moment

# Names and types of the journalled fields as this release writes them; upcasts start from older ones.
SCHEMA_VERSION = 1


class Change(Base):
    """A save of one record. Never edited; erasing empties `fields` and leaves the commitments."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_incarnation_id_number", "incarnation_id", "number"),
        Index("ix_change_record_id_counter", "record_id", "counter"),
        Index("ix_change_counter", "counter"),
        Index("ix_change_group_id", "group_id"),
        Index("ix_change_person_id_counter", "person_id", "counter"),
    )

    id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    incarnation_id: Mapped[UUID] = mapped_column(Key)
    # Without gaps within an incarnation: a missing number is a lost package.
    number: Mapped[int] = mapped_column(Integer)
    group_id: Mapped[UUID] = mapped_column(Key)
    verb: Mapped[str] = mapped_column(String(64))
    record_type: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[UUID] = mapped_column(Key)
    category: Mapped[str] = mapped_column(String(32))
    person_id: Mapped[UUID | None] = mapped_column(Key)
    # Heads of the record that the writer had seen, as hexadecimal ids in order.
    parents: Mapped[list[str]] = mapped_column(JSON)
    # Lamport counter: greater than every counter seen here before.
    counter: Mapped[int] = mapped_column(Integer)
    # Wall time, UTC milliseconds: for people only, never compared for order.
    at: Mapped[int] = mapped_column(Moment)
    actor_id: Mapped[UUID | None] = mapped_column(Key)
    schema_version: Mapped[int] = mapped_column(Integer)
    # {field: [salt, value]}; None once erased.
    fields: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # {field: BLAKE2b-256 of salt and value, hexadecimal}
    commitments: Mapped[dict[str, str]] = mapped_column(JSON)
    previous_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
