"""The one byte form of a change that is hashed, and later signed."""

import hashlib
import json
from typing import Any

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
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_refuse_unknown
    ).encode()


def _refuse_unknown(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    hexadecimal = getattr(value, "hex", None)
    if isinstance(value, float) or not isinstance(hexadecimal, str):
        raise TypeError(f"{type(value).__name__} has no canonical form")
    return hexadecimal


def commitment(salt: str, value: JsonScalar) -> str:
    """BLAKE2b-256 over salt and value, hexadecimal: it proves a value without telling it."""
    if isinstance(value, float):
        raise TypeError("a float has no canonical form")
    return hashlib.blake2b(canonical([salt, value]), digest_size=32).hexdigest()


def change_hash(row: dict[str, Any]) -> bytes:
    """BLAKE2b-256 of a change, without its values, chained to the one before."""
    said = {name: row[name] for name in HASHED}
    said["previous"] = row["previous_hash"].hex() if row["previous_hash"] else None
    return hashlib.blake2b(canonical(said), digest_size=32).digest()
