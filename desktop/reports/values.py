"""Facts that know no language yet, and how they read in each language of a paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.i18n import Language
from desktop.rules.ages import AgeRange
from desktop.rules.partial_dates import PartialDate

Languages = tuple[Language, ...]
# A vocabulary and a code of it: ("goal_status", "MET").
Coded = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """A fixed text of ours with values in it: `said(N_("day {n} of {usual}"), n=9, usual=30)`."""

    message: str
    parts: tuple[tuple[str, "Value"], ...] = ()


@dataclass(frozen=True)
class Versions:
    """A text that is held in several languages, by language tag; the first one stands in for the rest."""

    texts: tuple[tuple[str, str], ...]


# Text as it was typed is a plain str and reads the same in every language. None is a dash.
Value = str | int | Decimal | date | PartialDate | AgeRange | Coded | Said | Versions | None
NOTHING = "—"


def said(message: str, **parts: Value) -> Said:
    """A fixed text (a message id) with the values that stand in its braces."""
    return Said(message, tuple(parts.items()))


def spell(value: Value, language: Language) -> str:
    """A value as this language writes it."""
    match value:
        case None:
            return NOTHING
        case str():
            return value
        case Said():
            parts = {name: spell(part, language) for name, part in value.parts}
            return language.text(value.message).format(**parts)
        case Versions():
            return dict(value.texts).get(language.tag, value.texts[0][1])
        case tuple():
            return language.label(*value)
        case date():
            return language.day(value)
        case PartialDate():
            return language.partial(value)
        case AgeRange():
            return language.age(value)
    return language.number(value)


def each(languages: Languages, spelled: Callable[[Language], str]) -> tuple[str, ...]:
    """The same in each language of the paper; once, where two languages write it alike."""
    texts = tuple(spelled(language) for language in languages)
    return tuple(dict.fromkeys(texts))


def both(languages: Languages, value: Value) -> tuple[str, ...]:
    """A value in each language of the paper; once, where two languages write it alike."""
    return each(languages, lambda language: spell(value, language))


def fixed(languages: Languages, message: str) -> tuple[str, ...]:
    """A fixed text, given as message id, in each language of the paper."""
    return each(languages, lambda language: language.text(message))
