"""What can be printed and how it is asked for. Nothing is drawn here, so nothing heavy is loaded."""

from dataclasses import dataclass, field
from uuid import UUID

from desktop.services.desk import Desk

PROGRESS, ARRIVAL_LIST = "progress", "arrival_list"
# Blank sheets by kind: the form they are drawn from.
BLANKS = {"blank_intake": "intake", "blank_health": "health_check"}
# Languages that every text of every paper is translated to.
PAPER_LANGUAGES = ("en", "ru", "kk")
# Most reserve codes of one paper.
MOST_RESERVE = 40
# Recipients: her file at the centre, and she herself.
CASE_FILE, CLIENT = "CASE_FILE", "CLIENT"


@dataclass(frozen=True)
class Wish:
    """What is asked for: for whom, and whether her own copy is to name religious counselling."""

    recipient: str = CASE_FILE
    copy: str = ""
    religious: bool = False


@dataclass(frozen=True)
class Order:
    """One paper as it is asked for: kind, one or two language tags, of whom or of which arrival.

    `reserve` is how many codes for people without a file go with it: empty rows of an arrival list, or
    that many blank sheets, each with a code of its own.
    """

    kind: str
    languages: tuple[str, ...]
    person_id: UUID | None = None
    arrival_id: UUID | None = None
    wish: Wish = field(default_factory=Wish)
    reserve: int = 0


def kinds() -> tuple[str, ...]:
    """The papers that can be made of a person, blank sheets last."""
    return (PROGRESS, *BLANKS)


def recipients(desk: Desk) -> tuple[str, ...]:
    """Who may get a progress report at all, the case file first."""
    return tuple(desk.access.recipients)
