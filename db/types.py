"""Column types: what a fact is, and the one form in which it is stored and journalled."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    Dialect,
    Integer,
    LargeBinary,
    String,
    TypeDecorator,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

from desktop.rules.partial_dates import PartialDate, from_json, to_json

JsonScalar = str | int | bool | None
# Our types bind the same way on every engine; they only ask for some dialect.
DIALECT = sqlite.dialect()


@dataclass(frozen=True)
class SealedText:
    """A text that only the holders of its category can open."""

    key_id: UUID
    nonce: bytes
    ciphertext: bytes

    def pack(self) -> bytes:
        """Key id (16 bytes), nonce (24 bytes), ciphertext."""
        return self.key_id.bytes + self.nonce + self.ciphertext

    @classmethod
    def unpack(cls, blob: bytes) -> "SealedText":
        return cls(UUID(bytes=blob[:16]), blob[16:40], blob[40:])


class Key(TypeDecorator[UUID]):
    """A UUID in 16 bytes: half the size of its hexadecimal form in every index."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, _dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=value)


class Moment(TypeDecorator[int]):
    """UTC milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True


class Amount(TypeDecorator[Decimal]):
    """A measured number with a fixed count of decimals, stored as an integer: 12.9 with one place is 129."""

    impl = Integer
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | int | None, _dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"more than {self.places} decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


class Partial(TypeDecorator[PartialDate]):
    """A date known in part, as JSON text that sorts by its earliest day."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(to_json(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> PartialDate | None:
        return None if value is None else from_json(json.loads(value))


class Codes(TypeDecorator[tuple[str, ...]]):
    """Ticked codes of one small list, sorted; an empty list is a fact and not the same as nothing."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(sorted(set(value)), ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))

    def compare_values(self, x: Any, y: Any) -> bool:  # noqa: ANN401
        """The same ticks in another order are the same value, and no change."""
        both = isinstance(x, tuple | list) and isinstance(y, tuple | list)
        return set(x) == set(y) if both else x == y


class Sealed(TypeDecorator[SealedText]):
    """Stores and yields sealed text; it never encrypts, the keyring does."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: SealedText | None, _dialect: Dialect) -> bytes | None:
        return None if value is None else value.pack()

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> SealedText | None:
        return None if value is None else SealedText.unpack(bytes(value))


@dataclass(frozen=True)
class Codec:
    """How a column's value stands in the journal, and how it comes back into the table."""

    write: Callable[[Any], JsonScalar]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:  # noqa: ANN401  (a value of any column)
    return value


def _optional(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _decorated(kind: TypeDecorator[Any]) -> Codec:
    """The stored form is the journalled form; bytes stand as base64."""

    def write(value: Any) -> JsonScalar:  # noqa: ANN401
        raw = kind.process_bind_param(value, DIALECT)
        return base64.b64encode(raw).decode() if isinstance(raw, bytes) else raw

    def read(value: Any) -> Any:  # noqa: ANN401
        if value is not None and isinstance(kind.impl_instance, LargeBinary):
            value = base64.b64decode(value)
        return kind.process_result_value(value, DIALECT)

    return Codec(write, read)


def codec(kind: TypeEngine[Any]) -> Codec:
    """The codec of a journalled column's type; floats and free JSON have none, on purpose."""
    if isinstance(kind, Moment):
        return Codec(_same, _same)
    if isinstance(kind, Key):
        return Codec(_optional(lambda value: value.hex), _optional(UUID))
    if isinstance(kind, TypeDecorator):
        return _decorated(kind)
    if isinstance(kind, Date):
        return Codec(_optional(date.isoformat), _optional(date.fromisoformat))
    if isinstance(kind, LargeBinary):
        return Codec(_optional(lambda raw: base64.b64encode(raw).decode()), _optional(base64.b64decode))
    if isinstance(kind, Integer | String | Boolean) and not isinstance(kind, JSON):
        return Codec(_same, _same)
    raise TypeError(f"{kind!r} cannot be journalled")
