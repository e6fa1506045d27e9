"""Opening a vault: from a login and a password, or the recovery key, to the data key.

The two slot files are written in turn, the other one each time with the next generation, so that a
torn write leaves the former state. The database notes the generation it belongs to. A change is:

1. `change_password`, `add_slot`, ...: the other file now has the next generation;
2. the caller writes that generation into the database;
3. `settle`: the first file is brought up to it, so that the former password opens neither.

At each start: `unlock`, open the database, `agree`, do step 2 if it says FINISH, `settle`.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from uuid import UUID

from db import crypto, files, slot_files, tries
from db.clock import Clock
from db.crypto import CannotOpen, KdfParams, Secret
from db.ids import uuid7
from db.passwords import WeakPassword, check_password, login_hash
from db.slot_files import Damaged, Kind, NewerVault, Slot, SlotFile
from db.tries import TooManyTries
from desktop.rules import codes

__all__ = [
    "Agreement",
    "Damaged",
    "DuplicateLogin",
    "Kind",
    "LastSlot",
    "MistypedRecovery",
    "NewerVault",
    "Slot",
    "SlotRollback",
    "TooManyTries",
    "Unlocked",
    "WeakPassword",
    "WrongPassword",
    "add_slot",
    "adopt",
    "agree",
    "change_password",
    "check_password",
    "create",
    "login_hash",
    "new_recovery",
    "password_slot",
    "recovery_slot",
    "remove_slot",
    "replace_slot",
    "settle",
    "slots_of",
    "unlock",
    "unlock_with_recovery",
    "upgrade_params",
]

_RECOVERY_TRIES = "recovery"


class WrongPassword(Exception):
    """The password is not this user's, or there is no such user. The next try waits `wait_s` seconds."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"wait {wait_s} s")
        self.wait_s = wait_s


class MistypedRecovery(WrongPassword):
    """The check letters show that the recovery key was typed with a mistake: `reason` is a message that
    says what to do. Not counted as a try."""

    def __init__(self, reason: str) -> None:
        super().__init__(0)
        self.reason = reason


class SlotRollback(Exception):
    """Both slot files are older than the database: somebody put old ones back, or the new ones were lost."""


class DuplicateLogin(Exception):
    """Somebody has this login already."""


class LastSlot(Exception):
    """Without this slot nobody could open the vault by password."""


class Agreement(Enum):
    """How slot files and database stand to each other at a start."""

    GO = "go"
    FINISH = "finish"  # the database still has to be given the generation of the slots


@dataclass(frozen=True)
class Unlocked:
    """What a password opens. Without `private_key` (recovery) no sealed category opens.

    `former_key` is there only while the data key is being changed: the database is under one of
    the two, and which one is found by trying.
    """

    database_id: UUID
    user_id: UUID | None
    slot_id: UUID
    generation: int
    data_key: bytearray = field(repr=False)
    private_key: bytearray | None = field(repr=False)
    former_key: bytearray | None = field(repr=False, default=None)

    def wipe(self) -> None:
        """Overwrite the keys, as far as `crypto.wipe` can."""
        for key in (self.data_key, self.private_key, self.former_key):
            if key is not None:
                crypto.wipe(key)


# Making slots. Each costs one key derivation.


def password_slot(
    database_id: UUID,
    data_key: Secret,
    *,
    user_id: UUID,
    login: str,
    password: str,
    private_key: Secret,
    params: KdfParams,
    cheap: bool = False,
) -> Slot:
    """A slot that opens the data key and the user's private half."""
    mark = login_hash(database_id, login)
    empty = Slot(uuid7(), user_id, mark, Kind.PASSWORD, params, b"", b"", ())
    return _locked(database_id, empty, password, data_key, private_key, cheap=cheap)


def recovery_slot(
    database_id: UUID, data_key: Secret, recovery: bytes, params: KdfParams, *, cheap: bool = False
) -> Slot:
    """A slot that opens the data key and no category. `recovery` comes from `new_recovery`."""
    empty = Slot(uuid7(), None, "", Kind.RECOVERY, params, b"", b"", ())
    return _locked(database_id, empty, recovery.hex(), data_key, b"", cheap=cheap)


def new_recovery() -> bytes:
    """160 random bits, to be printed once as `codes.recovery_text` writes them."""
    return crypto.fresh(codes.RECOVERY_BYTES)


def _locked(
    database_id: UUID, slot: Slot, password: str, data_key: Secret, private_key: Secret, *, cheap: bool
) -> Slot:
    salted = replace(slot, salt=crypto.fresh(crypto.SALT_BYTES))
    from_password = _from_password(salted, password, cheap=cheap)
    return slot_files.wrap(database_id, salted, from_password, data_key, private_key)


def _from_password(slot: Slot, password: str, *, cheap: bool) -> bytes:
    if slot.kdf is None:
        raise Damaged
    return crypto.derive(password, slot.salt, slot.kdf, cheap=cheap)


# Opening.


def unlock(folder: Path, login: str, password: str, *, clock: Clock, cheap: bool = False) -> Unlocked:
    """Open a vault as one user.

    Raises WrongPassword and TooManyTries (the same, after the same time, for a user who does not
    exist), Damaged, NewerVault, OSError. `cheap` accepts the parameters of tests.
    """
    found = slot_files.read_all(folder)
    mark = login_hash(found[0].database_id, login)

    def wanted(file: SlotFile) -> list[Slot]:
        mine = [slot for slot in file.slots if slot.kind is Kind.PASSWORD and slot.login == mark]
        return mine or [_decoy(file, mark)]

    tries.refuse_while_waiting(folder, mark, clock)
    opened = _open_newest(found, wanted, password, cheap=cheap)
    return _counted(folder, mark, opened, clock)


def unlock_with_recovery(folder: Path, text: str, *, clock: Clock, cheap: bool = False) -> Unlocked:
    """Open a vault with the printed key: data key, no user, no private half. Errors as `unlock`,
    and MistypedRecovery."""
    try:
        recovery = codes.recovery_bytes(text)
    except ValueError as error:
        raise MistypedRecovery(str(error)) from error

    def wanted(file: SlotFile) -> list[Slot]:
        return [slot for slot in file.slots if slot.kind is Kind.RECOVERY]

    found = slot_files.read_all(folder)
    tries.refuse_while_waiting(folder, _RECOVERY_TRIES, clock)
    opened = _open_newest(found, wanted, recovery.hex(), cheap=cheap)
    return _counted(folder, _RECOVERY_TRIES, opened, clock)


def _counted(folder: Path, mark: str, opened: Unlocked | None, clock: Clock) -> Unlocked:
    if opened is None:
        raise WrongPassword(tries.count_failure(folder, mark, clock))
    tries.forget(folder, mark)
    return opened


def _open_newest(
    found: Sequence[SlotFile], wanted: Callable[[SlotFile], Iterable[Slot]], password: str, *, cheap: bool
) -> Unlocked | None:
    """None if the password is wrong. The elder file is asked only if the newer one proves forged or
    damaged: a password that it no longer knows must not open the vault."""
    for place, file in enumerate(found):
        opened = [_open(file, slot, password, cheap=cheap) for slot in wanted(file)]
        keys = next((keys for keys in opened if keys is not None), None)
        if keys is None and place == 0:
            return None
        unlocked = keys and _if_authentic(file, *keys)
        if unlocked:
            return unlocked
    raise Damaged


def _open(
    file: SlotFile, slot: Slot, password: str, *, cheap: bool
) -> tuple[Slot, list[bytes], bytes] | None:
    if not cheap and slot.kdf is not None and not slot.kdf.at_least(crypto.FLOOR):
        raise Damaged  # we never write such a slot
    from_password = _from_password(slot, password, cheap=cheap)
    try:
        keys, private = slot_files.unwrap(file.database_id, slot, from_password)
    except CannotOpen:
        return None
    return slot, keys, private


def _if_authentic(file: SlotFile, slot: Slot, keys: list[bytes], private: bytes) -> Unlocked | None:
    counting = [bytearray(key) for key in keys if slot_files.is_made_with(file, key)]
    if not counting:
        return None
    former = counting[-2] if len(counting) > 1 else None
    half = bytearray(private) if private else None
    return Unlocked(file.database_id, slot.user_id, slot.slot_id, file.generation, counting[-1], half, former)


def _decoy(file: SlotFile, mark: str) -> Slot:
    """A slot that costs as much to try as a colleague's and never opens."""
    passwords = [slot for slot in file.slots if slot.kind is Kind.PASSWORD]
    if not passwords:
        raise Damaged
    like = passwords[int(mark, 16) % len(passwords)]
    salt = crypto.digest(mark.encode())[: crypto.SALT_BYTES]
    return replace(like, salt=salt, wraps=(crypto.fresh(len(like.wraps[0])),))


# Changing.


def create(folder: Path, database_id: UUID, data_key: Secret, slots: Sequence[Slot]) -> int:
    """Write both files of a new vault; returns its generation, 1.

    FileExistsError if there is a vault here; after any other OSError there is none, as before.
    """
    _refuse_unusable(slots)
    first, second = (folder / name for name in slot_files.NAMES)
    if first.exists() or second.exists():
        raise FileExistsError(first)
    slot_files.write(first, database_id, 1, slots, [data_key])
    try:
        slot_files.write(second, database_id, 1, slots, [data_key])
    except OSError:
        with suppress(OSError):
            files.remove(first)
        raise
    return 1


def slots_of(folder: Path, unlocked: Unlocked) -> tuple[Slot, ...]:
    """The slots of an open vault, for the page that lists who can open it."""
    return _current(folder, unlocked).slots


def add_slot(folder: Path, unlocked: Unlocked, slot: Slot) -> Unlocked:
    """Let one more person (or key) open the vault. DuplicateLogin if the login is taken."""
    return _rewrite(folder, unlocked, lambda slots: [*slots, slot])


def remove_slot(folder: Path, unlocked: Unlocked, slot_id: UUID) -> Unlocked:
    """Take a slot away. LastSlot if no password would be left, KeyError if there is no such slot.

    The data key stays: who kept a copy of the old files still opens with them what was written
    until the data key is changed.
    """
    return _rewrite(folder, unlocked, lambda slots: _without(slots, slot_id))


def replace_slot(folder: Path, unlocked: Unlocked, slot_id: UUID, slot: Slot) -> Unlocked:
    """Put a new slot in the place of another in one step: a new recovery key, a forgotten password."""
    return _rewrite(folder, unlocked, lambda slots: [*_without(slots, slot_id), slot])


def change_password(
    folder: Path,
    unlocked: Unlocked,
    old: str,
    new: str,
    *,
    clock: Clock,
    params: KdfParams | None = None,
    cheap: bool = False,
) -> Unlocked:
    """Lock one's own slot with another password. WrongPassword if `old` is not right; `check_password`
    is for the caller to ask. Old backups keep opening with the old password."""
    slot = _own_slot(folder, unlocked)
    tries.refuse_while_waiting(folder, slot.login, clock)
    if _open(_current(folder, unlocked), slot, old, cheap=cheap) is None:
        raise WrongPassword(tries.count_failure(folder, slot.login, clock))
    tries.forget(folder, slot.login)
    return _relock(folder, unlocked, replace(slot, kdf=params or slot.kdf), new, cheap=cheap)


def upgrade_params(
    folder: Path, unlocked: Unlocked, password: str, params: KdfParams, *, cheap: bool = False
) -> Unlocked:
    """Lock one's own slot at a higher cost. Nothing happens if it is as high already, or if the
    password is not right."""
    slot = _own_slot(folder, unlocked)
    enough = slot.kdf is None or slot.kdf.at_least(params)
    if enough or _open(_current(folder, unlocked), slot, password, cheap=cheap) is None:
        return unlocked
    return _relock(folder, unlocked, replace(slot, kdf=params), password, cheap=cheap)


def _own_slot(folder: Path, unlocked: Unlocked) -> Slot:
    return next(slot for slot in slots_of(folder, unlocked) if slot.slot_id == unlocked.slot_id)


def _relock(folder: Path, unlocked: Unlocked, slot: Slot, password: str, *, cheap: bool) -> Unlocked:
    private = unlocked.private_key or b""
    locked = _locked(unlocked.database_id, slot, password, unlocked.data_key, private, cheap=cheap)
    return replace_slot(folder, unlocked, slot.slot_id, locked)


def _without(slots: Sequence[Slot], slot_id: UUID) -> list[Slot]:
    left = [slot for slot in slots if slot.slot_id != slot_id]
    if len(left) == len(slots):
        raise KeyError(slot_id)
    return left


def _rewrite(
    folder: Path, unlocked: Unlocked, change: Callable[[Sequence[Slot]], Sequence[Slot]]
) -> Unlocked:
    if unlocked.former_key is not None:
        message = "The change of the data key has to be finished first."
        raise ValueError(message)
    current = _current(folder, unlocked)
    slots = change(current.slots)
    _refuse_unusable(slots)
    return _write_next(folder, unlocked, current, slots, current.generation + 1)


def _refuse_unusable(slots: Sequence[Slot]) -> None:
    logins = [slot.login for slot in slots if slot.kind is Kind.PASSWORD]
    if not logins:
        raise LastSlot
    if len(set(logins)) < len(logins):
        raise DuplicateLogin


def _current(folder: Path, unlocked: Unlocked) -> SlotFile:
    """The file that counts. Never one older than what was unlocked: that would bring back who was removed."""
    for file in slot_files.read_all(folder):
        if file.generation >= unlocked.generation and slot_files.is_made_with(file, unlocked.data_key):
            return file
    raise Damaged


def _write_next(
    folder: Path, unlocked: Unlocked, current: SlotFile, slots: Sequence[Slot], generation: int
) -> Unlocked:
    other = next(folder / name for name in slot_files.NAMES if name != current.path.name)
    slot_files.write(other, unlocked.database_id, generation, slots, [unlocked.data_key])
    return replace(unlocked, generation=generation)


# Slot files and database.


def agree(unlocked: Unlocked, generation_in_db: int) -> Agreement:
    """Compare what was unlocked with the generation noted in the database.

    Equal: GO. Slots newer: FINISH, a crash came between the two writes (or several, if the
    database could not be written for a while); only a holder of the data key can have gone ahead.
    Older: SlotRollback, because `unlock` has taken the newest file there is.
    """
    if unlocked.generation < generation_in_db:
        raise SlotRollback
    return Agreement.GO if unlocked.generation == generation_in_db else Agreement.FINISH


def adopt(folder: Path, unlocked: Unlocked, generation_in_db: int) -> Unlocked:
    """After SlotRollback, when a person with the recovery key has decided that the old slots count:
    write them again as newer than the database."""
    current = _current(folder, unlocked)
    return _write_next(folder, unlocked, current, current.slots, generation_in_db + 1)


def settle(folder: Path, unlocked: Unlocked) -> bool:
    """Make both files the same, once the database has the generation. Returns whether one was written.

    So a bad sector in one file locks nobody out, and a removed slot or former password is in neither.
    """
    current = _current(folder, unlocked)
    data = files.read(current.path)
    other = next(folder / name for name in slot_files.NAMES if name != current.path.name)
    with suppress(OSError):  # missing, or on a bad sector: it is written anew
        if files.read(other) == data:
            return False
    files.write_atomically(other, data)
    return True
