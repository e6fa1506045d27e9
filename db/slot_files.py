"""The two files beside the database that hold its key, locked once for everybody who may open it.

    {
      "format": 1,
      "checksum": BLAKE2b-256 of all the rest; finds accidents before any password is asked for,
      "database": id, "generation": counts every change of these files,
      "macs": one per data key that counts, over everything but macs and checksum,
      "slots": [{
        "id", "user": empty for recovery and office, "kind": "password" | "recovery" | "office",
        "login": keyed hash of the login name (hides it from a glance, not from a guess),
        "kdf": {"memory_kib", "passes", "lanes"} or null, "salt",
        "public": what the next data key is sealed to; its private half follows from the password,
        "wraps": [nonce + ciphertext, ...]
      }]
    }

Bytes are written as base64. The first wrap holds the data key, followed for a password by the
user's private half, under the key from the password. While the data key is being changed, which
happens without anybody's password but one, each slot has a second wrap: the new data key sealed to
`public`, and that again encrypted under the former data key, so that only who held the former key
can have written it. Such a file has two macs, the final one only the new. Wraps are dropped when
the password is next at hand.

The text has one form only (sorted keys, fixed spacing), so every changed byte is found. Formats to
come keep "format" and "checksum" as they are here; that is how an older Umid knows a newer vault.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum, auto
from pathlib import Path
from typing import Any
from uuid import UUID

from db import crypto, files

FORMAT = 1
NAMES = ("vault.a.json", "vault.b.json")
_MOST_BYTES = 4 * 1024 * 1024
_MAC = b"umid slots"
_ROTATION = b"umid rotation"


class Damaged(Exception):
    """The slot files are missing, unreadable, or not what somebody with the data key wrote."""


class NewerVault(Exception):
    """The vault was written by a later Umid."""


class Kind(StrEnum):
    """Whom a slot is for."""

    PASSWORD = auto()
    RECOVERY = auto()
    OFFICE = auto()


@dataclass(frozen=True)
class Slot:
    """The data key, locked for one person. The fields are those of the file."""

    slot_id: UUID
    user_id: UUID | None
    login: str
    kind: Kind
    kdf: crypto.KdfParams | None
    salt: bytes
    public: bytes
    wraps: tuple[bytes, ...]


@dataclass(frozen=True)
class SlotFile:
    """One file as read; `content` is what the macs cover."""

    path: Path
    database_id: UUID
    generation: int
    slots: tuple[Slot, ...]
    macs: tuple[bytes, ...]
    content: bytes


def read_all(folder: Path) -> list[SlotFile]:
    """The whole files of a vault, higher generation first. Damaged if there is none, NewerVault, OSError.

    One file that cannot be read is no reason to stop while the other can.
    """
    found: list[SlotFile] = []
    failure: OSError | None = None
    for name in NAMES:
        try:
            found += _read(folder / name)
        except FileNotFoundError:
            continue
        except OSError as error:
            failure = error
    if not found and failure is not None:
        raise failure
    if len({file.database_id for file in found}) != 1:
        raise Damaged
    return sorted(found, key=lambda file: file.generation, reverse=True)


def write(
    path: Path, database_id: UUID, generation: int, slots: Sequence[Slot], keys: Sequence[crypto.Secret]
) -> None:
    """Write one file whole, authenticated under each of the data keys.

    Raises OSError, and then the file is not there with this content: a caller who was told of a
    failure must not find the change made. If the disk refuses even to take it back, it is made.
    """
    data = encode(database_id, generation, slots, keys)
    try:
        files.write_atomically(path, data)
    except OSError:
        _take_back(path, data)
        raise


def encode(database_id: UUID, generation: int, slots: Sequence[Slot], keys: Sequence[crypto.Secret]) -> bytes:
    """The text of a slot file."""
    body: dict[str, Any] = {
        "format": FORMAT,
        "database": str(database_id),
        "generation": generation,
        "slots": [_slot_to_json(slot) for slot in slots],
    }
    content = _canonical(body)
    body["macs"] = [_text(_mac(key, content)) for key in keys]
    return _canonical(body | {"checksum": _text(crypto.digest(_canonical(body)))})


def is_made_with(file: SlotFile, key: crypto.Secret) -> bool:
    """Whether somebody who held this data key wrote the file as it stands."""
    expected = _mac(key, file.content)
    return any(crypto.same(expected, found) for found in file.macs)


def wrap(
    database_id: UUID, slot: Slot, from_password: bytes, data_key: crypto.Secret, private_key: crypto.Secret
) -> Slot:
    """The slot with data key and private half (empty for none) locked under the key from the password."""
    nonce, ciphertext = crypto.encrypt(
        from_password, bytes(data_key) + bytes(private_key), _bound(database_id, slot)
    )
    public = crypto.pair_from(crypto.subkey(from_password, _ROTATION)).public
    return Slot(**{**_fields(slot), "public": public, "wraps": (nonce + ciphertext,)})


def unwrap(database_id: UUID, slot: Slot, from_password: bytes) -> tuple[list[bytes], bytes]:
    """The data keys, oldest first, and the private half (empty for none).

    CannotOpen if the password is another; Damaged if it is right and a later wrap does not open.
    """
    bound = _bound(database_id, slot)
    plain = _decrypt(from_password, slot.wraps[0], bound)
    keys = [plain[: crypto.KEY_BYTES]]
    try:
        for later in slot.wraps[1:]:
            sealed = _decrypt(keys[-1], later, bound)
            keys.append(crypto.open_sealed(crypto.subkey(from_password, _ROTATION), sealed))
    except crypto.CannotOpen as error:
        raise Damaged from error
    return keys, plain[crypto.KEY_BYTES :]


def _bound(database_id: UUID, slot: Slot) -> bytes:
    """What a wrap is tied to: moved to another vault, user, kind or cost, it does not open."""
    kdf = asdict(slot.kdf) if slot.kdf else None
    user = str(slot.user_id or "")
    return _canonical(["umid slot", str(database_id), str(slot.slot_id), user, slot.kind.value, kdf])


def _decrypt(key: bytes, blob: bytes, bound: bytes) -> bytes:
    return crypto.decrypt(key, blob[: crypto.NONCE_BYTES], blob[crypto.NONCE_BYTES :], bound)


def _mac(key: crypto.Secret, content: bytes) -> bytes:
    return crypto.mac(crypto.subkey(key, _MAC), content, _MAC)


def _take_back(path: Path, data: bytes) -> None:
    with suppress(OSError):
        if files.read(path) == data:
            files.remove(path)


# Reading what may have been damaged or made up.


def _read(path: Path) -> list[SlotFile]:
    """The file, or nothing if it is not whole."""
    data = files.read(path, at_most=_MOST_BYTES)
    try:
        body = json.loads(data)
        checksum = body.pop("checksum")
        whole = _text(crypto.digest(_canonical(body))) == checksum
        if not whole or _canonical(body | {"checksum": checksum}) != data:
            return []
        if body["format"] > FORMAT:
            raise NewerVault
        return [_file_from_json(path, body)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _file_from_json(path: Path, body: dict[str, Any]) -> SlotFile:
    macs = tuple(_bytes(mac) for mac in body.pop("macs"))
    generation = body["generation"]
    if body["format"] != FORMAT or type(generation) is not int or generation < 1:
        raise ValueError
    slots = tuple(_slot_from_json(slot) for slot in body["slots"])
    return SlotFile(path, UUID(body["database"]), generation, slots, macs, _canonical(body))


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    return {
        "id": str(slot.slot_id),
        "user": str(slot.user_id or ""),
        "login": slot.login,
        "kind": slot.kind.value,
        "kdf": asdict(slot.kdf) if slot.kdf else None,
        "salt": _text(slot.salt),
        "public": _text(slot.public),
        "wraps": [_text(blob) for blob in slot.wraps],
    }


def _slot_from_json(found: dict[str, Any]) -> Slot:
    kind = Kind(found["kind"])
    kdf = None if kind is Kind.OFFICE else _kdf_from_json(found["kdf"])
    user = UUID(found["user"]) if found["user"] else None
    salt, public = _bytes(found["salt"]), _bytes(found["public"])
    wraps = tuple(_bytes(blob) for blob in found["wraps"])
    usable = len(salt) == crypto.SALT_BYTES and len(wraps) > 0 and isinstance(found["login"], str)
    if kind is not Kind.OFFICE and not usable:
        raise ValueError
    return Slot(UUID(found["id"]), user, found["login"], kind, kdf, salt, public, wraps)


def _kdf_from_json(found: dict[str, Any]) -> crypto.KdfParams:
    parts = [found["memory_kib"], found["passes"], found["lanes"]]
    if any(type(part) is not int or part < 1 for part in parts):
        raise ValueError
    params = crypto.KdfParams(*parts)
    # A made-up file must not make us fill the memory before a password has been tried.
    if not crypto.CAP.at_least(params):
        raise ValueError
    return params


def _fields(slot: Slot) -> dict[str, Any]:
    return {name: getattr(slot, name) for name in Slot.__dataclass_fields__}


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, indent=1).encode() + b"\n"


def _text(data: bytes) -> str:
    return b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
