"""Where the files that came with Umid lie: in a checkout, or inside the installed wheel."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
# The wheel carries both folders under desktop/_shipped; a checkout has them beside desktop/.
_SHIPPED = _HERE / "_shipped"


def resource(*parts: str) -> Path:
    """A file or folder under resources/."""
    return _root().joinpath("resources", *parts)


def migrations_dir() -> Path:
    """The folder that holds env.py and versions/."""
    return _root() / "migrations"


def _root() -> Path:
    return _SHIPPED if _SHIPPED.is_dir() else _HERE.parent
