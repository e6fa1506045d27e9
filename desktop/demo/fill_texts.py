"""The sentences of a demonstration, and the chance by which one of them is taken."""

import tomllib
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any, TypeVar

from desktop.programmes import Programme
from desktop.resources import resource

T = TypeVar("T")

# Programme language -> the sentences written in it; who speaks Russian may be written about in Russian.
_FILES = {"kk": "kk", "ru": "ru", "uz-Latn": "uz", "tg": "tg", "ky": "ky"}
_IN_RUSSIAN = 0.4


@cache
def texts(tag: str) -> dict[str, Any]:
    """All sentences of one language, by place."""
    with resource("demo", f"texts-{_FILES[tag]}.toml").open("rb") as file:
        return tomllib.load(file)


class Chance:
    """One person's luck: the same for the same person of the same plan, whatever befalls others."""

    def __init__(self, seed: str, programme: Programme, languages: Sequence[str]) -> None:
        self._rng = Random(seed)  # noqa: S311  (invented people, not secrets)
        russian = "ru" in languages and self._rng.random() < _IN_RUSSIAN
        self.language = "ru" if russian else programme.language
        self._texts = texts(self.language)

    def hit(self, share: float) -> bool:
        """True for this share of all people."""
        return self._rng.random() < share

    def of(self, choices: Sequence[T]) -> T:
        """One of these."""
        return self._rng.choice(choices)

    def whole(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both possible."""
        return self._rng.randint(low, high)

    def about(self, middle: float, spread: float) -> float:
        """A number near the middle, never further than twice the spread from it."""
        return middle + max(-2.0, min(2.0, self._rng.gauss(0, 1))) * spread

    def text(self, place: str) -> str:
        """A sentence that fits this place."""
        found: str = self.of(self._texts[place])
        return found

    def goal(self, domain: str) -> str:
        """A goal in this domain, as the person would say it."""
        found: str = self.of(self._texts["goals"][domain])
        return found
