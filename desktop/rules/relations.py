"""Whether what is said about a family can be true. Doubt goes to the record: only the certain is an error."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from desktop.rules.ages import completed_months, completed_years
from desktop.rules.messages import N_
from desktop.rules.partial_dates import PartialDate

Node = TypeVar("Node", bound=Hashable)

# Years of a mother at a birth.
POSSIBLE_MOTHER = range(8, 66)
USUAL_MOTHER = range(15, 51)
MONTHS_BETWEEN_BIRTHS = 9


class Level(StrEnum):
    """An error is refused; a warning can be confirmed with a reason."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """What does not fit, as an untranslated sentence."""

    level: Level
    message: str


def mother_age_check(mother_born: PartialDate, child_born: PartialDate) -> Finding | None:
    """The mother's age at the birth: outside 8 to 65 is an error, 8 to 14 or over 50 a warning.

    With dates known in part, only if every possible age is outside.
    """
    ages = _possible_years(mother_born, child_born)
    if ages is None:
        return None
    low, high = ages
    if high < POSSIBLE_MOTHER.start or low >= POSSIBLE_MOTHER.stop:
        message = N_(
            "She cannot have been the mother at this age. Check both dates of birth, or choose who she is."
        )
        return Finding(Level.ERROR, message)
    if high < USUAL_MOTHER.start or low >= USUAL_MOTHER.stop:
        message = N_("She would have been under 15 or over 50 at the birth. Check both dates of birth.")
        return Finding(Level.WARNING, message)
    return None


def sibling_gap_check(one: PartialDate, other: PartialDate) -> Finding | None:
    """Two children of one mother born less than 9 months apart, and certainly not on the same day."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return None
    first, last = (
        (one.earliest, other.latest) if one.latest < other.earliest else (other.earliest, one.latest)
    )
    may_be_twins = one.earliest <= other.latest and other.earliest <= one.latest
    if may_be_twins or completed_months(first, last) >= MONTHS_BETWEEN_BIRTHS:
        return None
    message = N_("Two children of one mother are less than 9 months apart. Check their dates of birth.")
    return Finding(Level.WARNING, message)


def birth_after_death_check(born: PartialDate, died: PartialDate) -> Finding | None:
    """Nobody dies before being born."""
    if born.earliest is None or died.latest is None or died.latest >= born.earliest:
        return None
    return Finding(Level.ERROR, N_("The death is earlier than the birth. Check both dates."))


def own_relatives(pairs: Iterable[tuple[Node, Node]]) -> list[Node]:
    """Those who are entered as their own relative, each once, in the order met."""
    return list(dict.fromkeys(one for one, other in pairs if one == other))


def parent_cycle(pairs: Iterable[tuple[Node, Node]]) -> tuple[Node, ...] | None:
    """A chain of (parent, child) pairs that comes back to where it began, or None.

    Each in the answer is a parent of the next, and the last of the first.
    """
    children: dict[Node, list[Node]] = {}
    for parent, child in pairs:
        children.setdefault(parent, []).append(child)
    finished: set[Node] = set()
    for start in children:
        cycle = _cycle_from(start, children, finished)
        if cycle is not None:
            return cycle
    return None


def with_several_mothers(links: Iterable[tuple[Node, Node]]) -> dict[Node, tuple[Node, ...]]:
    """Children who have more than one among verified (biological mother, child) pairs, with the mothers."""
    mothers: dict[Node, dict[Node, None]] = {}
    for mother, child in links:
        mothers.setdefault(child, {})[mother] = None
    return {child: tuple(found) for child, found in mothers.items() if len(found) > 1}


def _possible_years(born: PartialDate, event: PartialDate) -> tuple[int, int] | None:
    """Least and greatest completed years; negative if the event may be, or is, before the birth."""
    if born.earliest is None or born.latest is None or event.earliest is None or event.latest is None:
        return None
    return completed_years(born.latest, event.earliest), completed_years(born.earliest, event.latest)


def _cycle_from(
    start: Node, children: dict[Node, list[Node]], finished: set[Node]
) -> tuple[Node, ...] | None:
    """Walks down without recursion, because a bad import may be deeper than Python's stack."""
    path = {start: None}
    walks = [iter(children.get(start, ()))]
    while walks:
        child = next((c for c in walks[-1] if c not in finished), None)
        if child is None:
            walks.pop()
            finished.add(path.popitem()[0])
        elif child in path:
            chain = list(path)
            return tuple(chain[chain.index(child) :])
        else:
            path[child] = None
            walks.append(iter(children.get(child, ())))
    return None
