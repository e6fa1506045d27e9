"""Small vaults with a cheap key derivation, for tests of their slots."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from db import crypto, slot_files, slots, tries
from db.clock import FixedClock
from db.crypto import CHEAP, KdfParams, Pair
from db.slots import Slot, Unlocked
from desktop.rules import codes

DATABASE = UUID("01930000-0000-7000-8000-000000000001")
DATA_KEY = crypto.digest(b"the data key of all these vaults")
OLD = "the old password"
WRONG = "not the password"


def vault_clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 22, 12, tzinfo=UTC))


@dataclass
class Vault:
    """A vault and what its people know."""

    folder: Path
    recovery: bytes
    users: dict[str, UUID]
    pairs: dict[str, Pair]
    clock: FixedClock = field(default_factory=vault_clock)

    @property
    def recovery_text(self) -> str:
        return codes.recovery_text(self.recovery)

    def unlock(self, login: str, password: str) -> Unlocked:
        return slots.unlock(self.folder, login, password, clock=self.clock, cheap=True)

    def recover(self, text: str) -> Unlocked:
        return slots.unlock_with_recovery(self.folder, text, clock=self.clock, cheap=True)

    def change(self, login: str, old: str, new: str) -> Unlocked:
        return self.change_with(self.unlock(login, old), old, new)

    def change_with(self, opened: Unlocked, old: str, new: str) -> Unlocked:
        return slots.change_password(self.folder, opened, old, new, clock=self.clock, cheap=True)

    def opens(self, login: str, password: str) -> bool:
        """Whether this opens the right vault. Earlier mistakes are not held against it."""
        (self.folder / tries.NAME).unlink(missing_ok=True)
        try:
            return self.unlock(login, password).data_key == DATA_KEY
        except slots.WrongPassword:
            return False

    def wrong(self, login: str, password: str = WRONG) -> int:
        """Try a password that must be refused; the seconds to wait."""
        with pytest.raises(slots.WrongPassword) as caught:
            self.unlock(login, password)
        return caught.value.wait_s

    def slot_id(self, login: str) -> UUID:
        found = slot_files.read_all(self.folder)[0].slots
        return next(slot.slot_id for slot in found if slot.user_id == self.users[login])

    def files(self) -> dict[str, bytes]:
        return {name: (self.folder / name).read_bytes() for name in slot_files.NAMES}

    def contents(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def put_back(self, contents: dict[str, bytes]) -> None:
        for path in self.folder.iterdir():
            path.unlink()
        for name, data in contents.items():
            (self.folder / name).write_bytes(data)


def new_vault(folder: Path, passwords: dict[str, str] | None = None) -> Vault:
    passwords = passwords or {"aigul": OLD, "marat": "marat's own password"}
    vault = Vault(folder, slots.new_recovery(), {}, {})
    made = [
        slots.recovery_slot(DATABASE, DATA_KEY, vault.recovery, CHEAP, cheap=True),
    ]
    for login, password in passwords.items():
        vault.users[login] = uuid4()
        slot, vault.pairs[login] = slot_for(vault.users[login], login, password)
        made.append(slot)
    slots.create(folder, DATABASE, DATA_KEY, made)
    return vault


def keys_of(opened: Unlocked) -> tuple[bytes, bytes | None, bytes | None]:
    """Data key, private half and former key, as bytes that compare with others."""
    private, former = opened.private_key, opened.former_key
    return (
        bytes(opened.data_key),
        None if private is None else bytes(private),
        None if former is None else bytes(former),
    )


def slot_for(user_id: UUID, login: str, password: str, params: KdfParams = CHEAP) -> tuple[Slot, Pair]:
    pair = crypto.new_pair()
    slot = slots.password_slot(
        DATABASE,
        DATA_KEY,
        user_id=user_id,
        login=login,
        password=password,
        private_key=pair.private,
        params=params,
        cheap=params == CHEAP,
    )
    return slot, pair


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(changed)
