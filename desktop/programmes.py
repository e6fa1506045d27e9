"""The programmes of the countries, each a file under resources/programmes; a new country is a new file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from desktop.resources import resource
from desktop.rules.due import DueRule
from desktop.vocabularies import vocabulary

# Rules that hold where a country's own file says nothing else.
_DEFAULT = "default"


@cache
def programme(tag: str) -> "Programme":
    """Read one programme; it is kept for the life of the process. KeyError for one we do not have."""
    if tag not in programme_tags():
        raise KeyError(tag)
    data = _read(tag)
    due = _due_blocks(data.get("due", []))
    return Programme(
        tag=tag,
        version=data["version"],
        country=data["country"],
        title=MappingProxyType(data["title"]),
        time_zone=data["time_zone"],
        languages=tuple(data["languages"]),
        name_order=tuple(data["name_order"]),
        identity_numbers=tuple(data["identity_numbers"]),
        stages=_stages(data["stages"]),
        stages_standing=Standing(data["stages"]["status"], data["stages"]["source"]),
        due_rules=tuple(_due_rule(block) for block in due),
        due_standing=MappingProxyType({one["code"]: Standing(one["status"], one["source"]) for one in due}),
        acts=tuple(_act(block) for block in data["act"]),
        centre=CentreDefault(data["centre"]["letters"], MappingProxyType(data["centre"]["name"])),
        demonstration=MappingProxyType({k: v for k, v in data["demonstration"].items() if k != "source"}),
        never_print=tuple(data["never_print"]),
        operation_words=tuple(data["operation_words"]),
    )


@cache
def programme_tags() -> tuple[str, ...]:
    """The tags of all programmes, in the order of the alphabet."""
    names = {path.stem for path in resource("programmes").glob("*.toml")}
    return tuple(sorted(names - {_DEFAULT}))


def _read(name: str) -> dict[str, Any]:
    with resource("programmes", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _due_blocks(own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The default rules with what the country says in their place, then rules only the country has."""
    said = {block["code"]: block for block in own}
    defaults = _read(_DEFAULT)["due"]
    known = {block["code"] for block in defaults}
    return [block | said.get(block["code"], {}) for block in defaults] + [
        block for block in own if block["code"] not in known
    ]


def _due_rule(block: Mapping[str, Any]) -> DueRule:
    fields = {key: value for key, value in block.items() if key not in {"status", "applies"}}
    return DueRule(applies=frozenset(block["applies"]), **fields)


def _stages(table: Mapping[str, Any]) -> tuple["Stage", ...]:
    usual = table["usual_days"]
    return tuple(Stage(one.code, usual.get(one.code), one.labels) for one in vocabulary("stage_short").codes)


def _act(block: Mapping[str, str]) -> "Act":
    return Act(block["title"], block["confirmed"], Standing(block["status"], block["source"]))


@dataclass(frozen=True)
class Standing:
    """How sure a figure is, a code of the vocabulary rule_status, and where it was read."""

    status: str
    source: str


@dataclass(frozen=True)
class Stage:
    """One stage of the life cycle; `usual_days` is None where it has no usual length."""

    code: str
    usual_days: int | None
    short: Mapping[str, str]


@dataclass(frozen=True)
class Act:
    """A law or order the programme stands on, and what of it was confirmed."""

    title: str
    confirmed: str
    standing: Standing


@dataclass(frozen=True)
class CentreDefault:
    """The invented centre of a demonstration: letters for its codes, and its name by language."""

    letters: str
    name: Mapping[str, str]


@dataclass(frozen=True)
class Programme:
    """What differs from country to country.

    `never_print` are names that papers for others may not carry beside one of `operation_words`;
    by themselves they are given names and plain words. `demonstration` holds the numbers of people
    that the sources count.
    """

    tag: str
    version: int
    country: str
    title: Mapping[str, str]
    time_zone: str
    languages: tuple[str, ...]
    name_order: tuple[str, ...]
    identity_numbers: tuple[str, ...]
    stages: tuple[Stage, ...]
    stages_standing: Standing
    due_rules: tuple[DueRule, ...]
    due_standing: Mapping[str, Standing]
    acts: tuple[Act, ...]
    centre: CentreDefault
    demonstration: Mapping[str, int]
    never_print: tuple[str, ...]
    operation_words: tuple[str, ...]

    @property
    def language(self) -> str:
        """The tag of the programme's own language."""
        return self.languages[0]

    @property
    def national_number(self) -> str:
        """The kind of the national identity number."""
        return self.identity_numbers[0]

    def days_until_handover(self) -> int:
        """Usual days from arrival to the end of the stay."""
        return sum(stage.usual_days or 0 for stage in self.stages if stage.code not in {"FUP", "CLS"})
