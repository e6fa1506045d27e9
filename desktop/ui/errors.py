"""What is said when something does not work: every error of storage, in words that say what to do."""

from __future__ import annotations

import errno
import platform
from collections.abc import Callable, Mapping

from sqlalchemy.exc import DBAPIError

from db import access, crypto, engine, files, instance, keyring, slots, store, upgrade
from desktop.errors import Refused
from desktop.i18n import N_, Language
from desktop.ui.work import BUG

_FULL = N_("The disk is full. Make room on it and try again; nothing was lost.")
_READ_ONLY = N_(
    "Nothing can be written in the folder of these records. Take the write protection off, or ask whoever "
    "looks after this computer."
)
_GONE = N_(
    "The folder of these records cannot be reached. Put the stick or disk in again, then unlock again."
)
_DAMAGED = N_(
    "These records are damaged and were not opened, so that nothing gets worse. Do not copy over them. "
    "Bring back the last backup, or call whoever looks after this computer."
)
_NEWER = N_("These records were written by a newer Umid. Install the newer version on this computer.")
_LOCKED_OUT = N_("The records are locked. Unlock them and do it again.")

# The most exact class first: what is found first is said.
_SAID: Mapping[type[BaseException], str] = {
    slots.MistypedRecovery: N_("The recovery key is mistyped. Compare it with the paper, group by group."),
    slots.WrongPassword: N_("User name or password is not right. Try again."),
    slots.TooManyTries: N_("Too many wrong passwords. Wait a little and try again."),
    slots.NewerVault: _NEWER,
    upgrade.NewerVault: _NEWER,
    slots.Damaged: _DAMAGED,
    engine.WrongKey: _DAMAGED,
    upgrade.BrokenReferences: N_(
        "The records could not be brought to this version and were left as they were. Use the former "
        "version, and call whoever looks after this computer."
    ),
    slots.SlotRollback: N_(
        "The key files beside the records are older than the records: an old copy was put back. Put the "
        "newer files back, or unlock with the recovery key."
    ),
    slots.DuplicateLogin: N_("Somebody has this user name already. Choose another."),
    slots.LastSlot: N_("Without this password nobody could open the records. Give another user one first."),
    files.ReadOnlyFolder: _READ_ONLY,
    engine.EngineTooOld: N_("A part of Umid is too old to be trusted with records. Install Umid again."),
    keyring.NotAHolder: N_("This part is sealed, and your password does not open it. Ask who keeps it."),
    access.NotForThisRole: N_("This is not for your role. Ask a colleague who keeps this part of the file."),
    crypto.CannotOpen: N_("A sealed text does not open. Nothing was changed; call whoever looks after this."),
    store.Closed: _LOCKED_OUT,
    FileExistsError: N_("There are records in this folder already. Open them, or choose another folder."),
    FileNotFoundError: _GONE,
}
_BY_NUMBER: Mapping[int | None, str] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EIO: _GONE,
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
}
# How SQLite names what happened, by the beginning of the name.
_BY_SQLITE: Mapping[str, str] = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_IOERR": _GONE,
    "SQLITE_CANTOPEN": _GONE,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_BUSY": N_("The records are being written by another program. Wait a moment and try again."),
}
_NETWORK = N_(
    "{folder} lies on another computer ({name}). Records must lie on this one: over a network they come to "
    "harm. Choose a folder on this computer."
)
_CLOUD = N_(
    "{folder} is copied to {name}. Records must stay on this computer. Choose a folder that is not copied."
)
_OPEN_HERE = N_("Umid is open on these records already, on this computer. Look for its window.")
_OPEN_THERE = N_("Umid is open on these records already, on the computer “{host}”. Close it there first.")
WEAK: Mapping[str, str] = {
    "short": N_("The password is too short: {n} characters at least."),
    "login": N_("The password must not be the user name. Choose another."),
    "common": N_("Too many people use this password. A short sentence is better."),
}


def said(error: BaseException, language: Language) -> str:
    """What to show for an error; for a bug the sentence that says so."""
    return known(error, language) or language.text(BUG)


def known(error: BaseException, language: Language) -> str | None:
    """What to show for an error of the environment or a refusal; None for a bug."""
    if isinstance(error, Refused):
        return refusal(error, language)
    for cls, told in _TOLD.items():
        if isinstance(error, cls):
            return told(error, language)
    message = next((text for cls, text in _SAID.items() if isinstance(error, cls)), None)
    message = message or _of_sqlite(error) or _of_disk(error)
    return language.text(message) if message else None


def refusal(error: Refused, language: Language) -> str:
    """A refusal in this language."""
    text = language.text(error.message)
    return text.format(**error.params) if error.params else text


def _of_sqlite(error: BaseException) -> str | None:
    if not isinstance(error, DBAPIError):
        return None
    name = getattr(error.orig, "sqlite_errorname", "")
    return next((text for begin, text in _BY_SQLITE.items() if name.startswith(begin)), None)


def _of_disk(error: BaseException) -> str | None:
    return _BY_NUMBER.get(error.errno) if isinstance(error, OSError) else None


def _unsafe(error: BaseException, language: Language) -> str | None:
    if not isinstance(error, files.UnsafeFolder):
        return None
    message = _NETWORK if error.reason == "network" else _CLOUD
    return language.text(message).format(folder=error.path, name=error.name)


def _open_elsewhere(error: BaseException, language: Language) -> str | None:
    if not isinstance(error, instance.AlreadyOpen):
        return None
    here = not error.host or error.host == platform.node()
    return language.text(_OPEN_HERE if here else _OPEN_THERE).format(host=error.host)


_TOLD: Mapping[type[BaseException], Callable[[BaseException, Language], str | None]] = {
    files.UnsafeFolder: _unsafe,
    instance.AlreadyOpen: _open_elsewhere,
}


def wait_of(error: BaseException) -> int:
    """Seconds until the next try after a wrong password; 0 when there is no wait."""
    return error.wait_s if isinstance(error, slots.WrongPassword | slots.TooManyTries) else 0
