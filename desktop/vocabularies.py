"""Coded answers and their labels: one file under resources/vocabularies for each list."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from desktop.resources import resource

# What a [[code]] block may hold beside its labels.
_OTHER_KEYS = frozenset({"code", "term", "note", "retired"})


@cache
def vocabulary(name: str) -> "Vocabulary":
    """Read one list; it is kept for the life of the process. An unknown name is a FileNotFoundError."""
    with resource("vocabularies", f"{name}.toml").open("rb") as file:
        data = tomllib.load(file)
    codes = tuple(_code(block) for block in data["code"])
    return Vocabulary(name, data["version"], data["source"], codes)


def vocabulary_names() -> tuple[str, ...]:
    """The names of all lists, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in resource("vocabularies").glob("*.toml")))


def _code(block: dict[str, object]) -> "Code":
    labels = {key: str(value) for key, value in block.items() if key not in _OTHER_KEYS}
    return Code(
        code=str(block["code"]),
        labels=MappingProxyType(labels),
        term=str(block.get("term", "")),
        note=str(block.get("note", "")),
        retired=bool(block.get("retired", False)),
    )


@dataclass(frozen=True)
class Code:
    """One answer: the value kept in the record, and what people read.

    `labels` goes by language tag and always holds English. `term` names the line of the glossary
    that the labels were taken from. A retired code is still read, but no longer offered.
    """

    code: str
    labels: Mapping[str, str] = field(hash=False)
    term: str = ""
    note: str = ""
    retired: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The answers of one list, in the order in which they are offered."""

    name: str
    version: int
    source: str
    codes: tuple[Code, ...]
    _by_value: dict[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_value", {code.code: code for code in self.codes})

    def __contains__(self, value: object) -> bool:
        return value in self._by_value

    def code(self, value: str) -> Code:
        """The answer kept as `value`; KeyError for one that is not in the list."""
        return self._by_value[value]

    def offered(self) -> tuple[Code, ...]:
        """The answers that may still be chosen."""
        return tuple(code for code in self.codes if not code.retired)

    def label(self, value: str, tag: str) -> str:
        """What people read for `value`: in this language, else in English, else the value itself."""
        code = self._by_value.get(value)
        return value if code is None else code.labels.get(tag, code.labels["en"])
