"""What this computer remembers between two starts: language, look, recent vaults. No facts about people."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

FILE = "window.json"
MOST_RECENT = 5
_THEMES = ("light", "dark", "system")


@dataclass(frozen=True)
class Settings:
    """`recent` are folders of vaults, the last one opened first. `language` is empty until one is chosen."""

    language: str = ""
    theme: str = "system"
    zoom: int = 100
    recent: tuple[str, ...] = ()

    def opened(self, folder: Path) -> "Settings":
        """The same, with this vault as the last one opened."""
        kept = [one for one in self.recent if one != str(folder)]
        return replace(self, recent=(str(folder), *kept)[:MOST_RECENT])

    def text(self) -> str:
        """What is written to the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def read(path: Path) -> Settings:
    """What was remembered; the usual where the file is missing or was damaged."""
    try:
        found = json.loads(path.read_text("utf-8"))
        theme = str(found["theme"])
        return Settings(
            language=str(found["language"]),
            theme=theme if theme in _THEMES else "system",
            zoom=int(found["zoom"]),
            recent=tuple(map(str, found["recent"]))[:MOST_RECENT],
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Settings()
