"""The headings and words of an arrival list: resources/exchange/manifest.toml and the vocabularies."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from desktop.resources import resource
from desktop.vocabularies import vocabulary

# Lists whose codes are those of a vocabulary: its labels in every language are understood too.
_VOCABULARIES = {
    "sex": "sex",
    "category": "person_category",
    "citizenship": "citizenship",
    "document_kind": "document_kind",
    "languages": "language",
    "urgent": "urgent",
    "country": "country",
}
# Columns that help whoever corrects refused lines and mean nothing on reading.
PASSED_OVER = frozenset({"source_line", "reason"})
_ENDING = re.compile(r"[\s.:*]+$")
_APOSTROPHES = re.compile("['`’‘ʻʼ´]")


@dataclass(frozen=True)
class Column:
    """One column: its key, whether a list needs it, and its headings by language, ours first."""

    key: str
    required: bool
    headings: Mapping[str, tuple[str, ...]]

    def heading(self, tag: str) -> str:
        """The heading we write: English for English, Russian for everybody else."""
        return self.headings["en" if tag == "en" else "ru"][0]


@cache
def columns() -> tuple[Column, ...]:
    """All columns in the order in which we write them."""
    return tuple(
        Column(block["key"], block.get("required", False), {tag: tuple(block[tag]) for tag in ("en", "ru")})
        for block in _table()["column"]
    )


@cache
def column_of() -> Mapping[str, str]:
    """Folded heading to key."""
    return {
        folded(heading): column.key
        for column in columns()
        for headings in column.headings.values()
        for heading in headings
    }


@cache
def codes(name: str) -> Mapping[str, str]:
    """Folded word to code, for one list."""
    found = {}
    if name in _VOCABULARIES:
        for code in vocabulary(_VOCABULARIES[name]).codes:
            found.update(dict.fromkeys((folded(label) for label in code.labels.values()), code.code))
            found[folded(code.code)] = code.code
    for value, words in _table()["words"].get(name, {}).items():
        found.update(dict.fromkeys((folded(word) for tag in ("en", "ru") for word in words[tag]), value))
        found.setdefault(folded(value), value)
    return found


@cache
def word(name: str, code: str, tag: str) -> str:
    """The word we write for a code."""
    tag = "en" if tag == "en" else "ru"
    words = _table()["words"].get(name, {}).get(code)
    if words is not None and name != "citizenship":
        return str(words[tag][0])
    return vocabulary(_VOCABULARIES[name]).label(code, tag)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Without regard to case, spaces, apostrophes, ё and the dots and colons after a heading."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return _ENDING.sub("", " ".join(_APOSTROPHES.sub("", plain).split()))


@cache
def _table() -> dict[str, Any]:
    with resource("exchange", "manifest.toml").open("rb") as file:
        return tomllib.load(file)
