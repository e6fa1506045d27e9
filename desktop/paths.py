"""The folders Umid uses on this computer.

UMID_HOME puts all of them under one folder: for tests, and for a stick that is carried about.
Vaults are encrypted. Everything else here may be read by whoever finds the computer, so settings
and the list of recent vaults hold no name, code or number of a person, and logs only ids and verbs.
"""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("Umid", appauthor=False, roaming=False)


def vaults() -> Path:
    """Where a new vault is put unless somebody chooses another place."""
    return _under_home("vaults", _DIRS.user_data_path / "vaults")


def demo() -> Path:
    """Where vaults of invented people are made; may be deleted at any time."""
    return _under_home("demo", _DIRS.user_data_path / "demo")


def logs() -> Path:
    """Where the log files are written."""
    return _under_home("logs", _DIRS.user_log_path)


def settings() -> Path:
    """Where window geometry and recent vaults are kept; no facts about people."""
    return _under_home("settings", _DIRS.user_config_path)


def witnesses() -> Path:
    """Where this computer notes what it last wrote to each vault, so that a copy or a restore is noticed."""
    return _under_home("witnesses", _DIRS.user_state_path / "witnesses")


def make_private(folder: Path) -> Path:
    """Make the folder, with its parents, readable by this user only; errors are the caller's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _under_home(name: str, usual: Path) -> Path:
    home = os.environ.get("UMID_HOME")
    return Path(home).absolute() / name if home else usual
