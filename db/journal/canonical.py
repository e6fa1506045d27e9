"""The one byte form of a change that is hashed, and later signed."""

import hashlib
import json
from typing import Any
from uuid import UUID

from db.types import JsonScalar

# What a change says besides its values; the hash covers these and the commitments.
HASHED = (
    "id",
    "incarnation_id",
    "number",
    "group_id",
    "verb",
    "record_type",
    "record_id",
    "category",
    "person_id",
    "parents",
    "counter",
    "at",
    "actor_id",
    "schema_version",
    "commitments",
)


def canonical(value: Any) -> bytes:  # noqa: ANN401  (any JSON value)
    """UTF-8 JSON with sorted keys and no spaces; a float is refused, its text differs between machines."""
    return _ENCODER.encode(_plain(value)).encode()


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {_name(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, UUID):
        return value.hex
    # json.dumps would write a float without asking, at any depth.
    if value is not None and not isinstance(value, str | int):
        raise TypeError(f"{type(value).__name__} has no canonical form")
    return value


def _name(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError("a name is a text")
    return key


# One encoder for all: making one costs more than a small change takes to encode.
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def commitment(salt: str, value: JsonScalar) -> str:
    """BLAKE2b-256 over salt and value, hexadecimal: it proves a value without telling it."""
    return hashlib.blake2b(canonical([salt, value]), digest_size=32).hexdigest()


def change_hash(row: dict[str, Any]) -> bytes:
    """BLAKE2b-256 of a change, without its values, chained to the one before."""
    said = {name: row[name] for name in HASHED}
    said["previous"] = row["previous_hash"].hex() if row["previous_hash"] else None
    return hashlib.blake2b(canonical(said), digest_size=32).digest()
