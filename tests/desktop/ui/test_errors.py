import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from db import access, crypto, engine, files, instance, keyring, slots, store, upgrade
from db.base import Category
from desktop.errors import Refused
from desktop.i18n import Language
from desktop.ui import errors
from desktop.ui.work import BUG


class SqliteTrouble(sqlite3.OperationalError):
    """An error with a name, as SQLite raises it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.named = name

    @property
    def sqlite_errorname(self) -> str:
        return self.named


def of_sqlite(name: str) -> OperationalError:
    return OperationalError("INSERT", {"name": "secret"}, SqliteTrouble(name))


STORAGE = (
    slots.WrongPassword(0),
    slots.TooManyTries(4),
    slots.MistypedRecovery("group 2"),
    slots.Damaged(),
    slots.NewerVault(),
    upgrade.NewerVault("0099"),
    upgrade.BrokenReferences(),
    slots.SlotRollback(),
    slots.DuplicateLogin(),
    slots.LastSlot(),
    engine.WrongKey(),
    engine.EngineTooOld("3.40"),
    files.UnsafeFolder(Path("records"), "network", "cifs"),
    files.UnsafeFolder(Path("records"), "cloud", "OneDrive"),
    files.ReadOnlyFolder(Path("records")),
    instance.AlreadyOpen("", 12, 0),
    instance.AlreadyOpen("desk-2", 12, 0),
    keyring.NotAHolder(Category.COUNSELLING_NOTES),
    access.NotForThisRole("casework"),
    crypto.CannotOpen(),
    store.Closed(),
    FileExistsError("records"),
    FileNotFoundError("records"),
    OSError(errno.ENOSPC, "full"),
    OSError(errno.EROFS, "read-only"),
    OSError(errno.EIO, "pulled out"),
    of_sqlite("SQLITE_FULL"),
    of_sqlite("SQLITE_READONLY_DIRECTORY"),
    of_sqlite("SQLITE_IOERR_WRITE"),
    of_sqlite("SQLITE_CORRUPT_INDEX"),
    of_sqlite("SQLITE_NOTADB"),
    of_sqlite("SQLITE_BUSY"),
)


@pytest.mark.parametrize("error", STORAGE, ids=lambda one: type(one).__name__)
def test_every_error_of_storage_has_words_and_none_of_them_is_a_value(
    error: BaseException, en: Language, ru: Language
) -> None:
    told = errors.known(error, en)
    assert told is not None
    assert told.endswith(".")
    assert "{" not in told
    assert "secret" not in told
    assert errors.known(error, ru) is not None


def test_a_bug_is_called_one(en: Language) -> None:
    assert errors.known(ValueError("x"), en) is None
    assert errors.said(ValueError("x"), en) == BUG


def test_an_error_of_the_statement_is_a_bug_and_no_damage(en: Language) -> None:
    assert errors.known(of_sqlite("SQLITE_ERROR"), en) is None


def test_a_refusal_is_translated_before_its_names_are_filled_in(en: Language) -> None:
    error = Refused("{name} is already in care.", name="Айгүл {x}")
    assert errors.said(error, en) == "Айгүл {x} is already in care."


def test_a_full_disk_and_a_damaged_file_are_told_apart(en: Language) -> None:
    assert "full" in errors.said(of_sqlite("SQLITE_FULL"), en)
    assert "damaged" in errors.said(of_sqlite("SQLITE_CORRUPT"), en)


def test_only_wrong_passwords_make_one_wait() -> None:
    assert errors.wait_of(slots.WrongPassword(8)) == 8
    assert errors.wait_of(slots.TooManyTries(16)) == 16
    assert errors.wait_of(slots.Damaged()) == 0
