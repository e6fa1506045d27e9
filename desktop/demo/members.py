"""What the demonstration says of an invented person and her family."""

from dataclasses import dataclass, replace
from datetime import date

from desktop.demo.names import DemoName
from desktop.rules.partial_dates import PartialDate

MAN, WOMAN, CHILD = "M", "W", "C"
# How a person stands to the head of the household, as a manifest says it.
HEAD, SPOUSE, OWN_CHILD, GRANDCHILD, NIECE_NEPHEW, SIBLING = (
    "HEAD",
    "SPOUSE",
    "CHILD",
    "GRANDCHILD",
    "NIECE_NEPHEW",
    "SIBLING",
)


@dataclass(frozen=True, slots=True)
class DemoNumber:
    """A national number; `kind` is a code of the vocabulary identity_number."""

    kind: str
    number: str
    country: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented person. Codes are those of the vocabularies; an empty text means none.

    `born` is what is known of the birth, `born_on` the day the rest of the invention is built on
    (growth, school grade), which no record says. `mother` and `father` are keys of this plan.
    `siblings` is the same number for full brothers and sisters of one household, 0 for adults.
    """

    key: str
    sex: str
    category: str
    care_status: str
    born: PartialDate
    born_on: date
    birth_country: str
    birth_place: str
    born_in_camp: bool
    names: tuple[DemoName, ...]
    relation: str
    mother: str
    father: str
    siblings: int
    languages: tuple[str, ...]
    citizenship: str
    numbers: tuple[DemoNumber, ...]
    document_kind: str
    document_number: str
    urgent: tuple[str, ...]
    detained: bool

    @property
    def name(self) -> DemoName:
        """The legal name."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class DemoKin:
    """A relative at home, who did not come with the flight: the `kind` of person `of`."""

    of: str
    kind: str
    surname: str
    given: str
    patronymic: str
    place: str


@dataclass(frozen=True, slots=True)
class DemoTie:
    """`other` is the `kind` of `person`; kinds are codes of the vocabulary relationship."""

    person: str
    other: str
    kind: str


@dataclass(frozen=True, slots=True)
class DemoFamily:
    """A household as it came, the head first; `arrival` is the index of its flight."""

    label: str
    members: tuple[DemoPerson, ...]
    arrival: int
    arrived_on: date
    in_house: bool
    room: str
    kin: tuple[DemoKin, ...]

    @property
    def has_man(self) -> bool:
        """Whether a grown man belongs to it."""
        return any(person.category == MAN for person in self.members)

    def ties(self) -> tuple[DemoTie, ...]:
        """Who is what to whom within the household, each tie said once, from the younger side."""
        found = []
        head = self.members[0]
        for place, person in enumerate(self.members):
            found += [DemoTie(person.key, person.mother, "MOTHER")] if person.mother else []
            found += [DemoTie(person.key, person.father, "FATHER")] if person.father else []
            kind = _TIE_TO_HEAD.get(person.relation, "")
            if kind:
                found.append(DemoTie(person.key, head.key, kind))
            same = [m for m in self.members[:place] if m.siblings and m.siblings == person.siblings]
            found += [DemoTie(person.key, other.key, "SIBLING_FULL") for other in same]
        return tuple(found)


_TIE_TO_HEAD = {SPOUSE: "SPOUSE", GRANDCHILD: "GRANDMOTHER_M", NIECE_NEPHEW: "AUNT"}


def with_room(family: DemoFamily, room: str) -> DemoFamily:
    """The same family in a room."""
    return replace(family, room=room)
