"""The demonstrations this computer keeps: made once a day, because what they show as today is that day."""

import json
import shutil
from dataclasses import asdict
from datetime import date
from pathlib import Path

from db import crypto, files, vault
from db.clock import Clock
from desktop import paths
from desktop.demo.fill import DemoVault, Progress, make, place_of, quiet
from desktop.demo.fill_staff import demo_users
from desktop.programmes import programme
from desktop.resources import migrations_dir

# Raised when a release fills the demonstration differently.
EDITION = 1
NOTE = "demo.json"


def kept(programme_tag: str, *, clock: Clock | None = None, progress: Progress = quiet) -> DemoVault:
    """The demonstration of a programme as of today: the one made earlier today, or a new one.

    Raises AlreadyOpen while another window is on it, and what `make` raises. What somebody tried out in it
    is gone the next day; nothing in it is real.
    """
    clock = clock or Clock()
    tag = programme(programme_tag).tag
    folder = paths.demo() / tag
    today = clock.today(programme(tag).time_zone)
    codes = _noted(folder, today)
    if codes is not None:
        return DemoVault(folder, tag, demo_users(tag), codes)
    _clear(folder, clock)
    made = make(paths.make_private(folder), tag, clock=clock, progress=progress)
    note = {"edition": _edition(), "day": today.isoformat(), "codes": made.codes}
    files.write_atomically(folder / NOTE, json.dumps(note).encode())
    return made


def as_json(made: DemoVault) -> dict[str, object]:
    """A demonstration as a script reads it; `people` are the case codes, those in the house first."""
    user = made.user()
    return {
        "vault": str(made.folder.absolute()),
        "programme": made.programme,
        "user": user.login,
        "password": user.password,
        "people": list(made.codes),
        "users": [asdict(one) for one in made.users],
    }


def _edition() -> str:
    """Changes with the tables too: between two releases they change without a new revision."""
    versions = sorted((migrations_dir() / "versions").glob("*.py"))
    return f"{EDITION}-{crypto.digest(b''.join(map(files.read, versions))).hex()[:16]}"


def _noted(folder: Path, today: date) -> tuple[str, ...] | None:
    """The codes in the vault that lies here, if it was finished today by this release."""
    try:
        note = json.loads(files.read(folder / NOTE))
        fits = note["edition"] == _edition() and note["day"] == today.isoformat()
        return tuple(map(str, note["codes"])) if fits and vault.is_vault(folder) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _clear(folder: Path, clock: Clock) -> None:
    """Take away what lies here, unless a window is open on it."""
    if not folder.exists():
        return
    with vault.hold(place_of(folder), clock):
        files.remove(folder / NOTE)
    shutil.rmtree(folder)
