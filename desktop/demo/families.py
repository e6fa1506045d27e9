"""Which families there are and with which flight they came, before anybody has a name or an age."""

from dataclasses import dataclass, replace
from random import Random

from desktop.demo.counts import Counts

MOTHER, AUNT, GRANDMOTHER = "MOTHER", "AUNT", "GRANDMOTHER"
ORPHAN, SEPARATED, ALONE, DETAINED = "ORPHAN_DOUBLE", "SEPARATED", "UNACCOMPANIED", "PARENT_DETAINED"
MOST_OWN = 8  # children of one mother


@dataclass(frozen=True, slots=True)
class Shape:
    """One household: adults, `own` children of theirs, and `kin` children whose parents are not here.

    `woman` says what she is to the kin, or MOTHER. Where the eldest own child is a young mother,
    her baby comes on top of `own`. `teen` and `infant` say that the eldest is 16 or 17 and the
    youngest under 1; all other children are from 1 to 15.
    """

    woman: str = ""
    man: bool = False
    own: int = 0
    kin: int = 0
    kin_status: str = ""
    young_mother: bool = False
    infant: bool = False
    teen: bool = False
    woman_detained: bool = False
    man_detained: bool = False

    @property
    def size(self) -> int:
        """People in the household."""
        return bool(self.woman) + self.man + self.own + self.kin + self.young_mother

    @property
    def kind(self) -> tuple[object, ...]:
        """What sets it apart from others; the flight in the house shows one of each kind."""
        return (
            self.woman,
            self.man,
            bool(self.own),
            self.kin_status,
            self.young_mother,
            self.infant,
            self.teen,
        )


@dataclass
class _Left:
    """Who has no place in a family yet."""

    men: int
    women: int
    children: int


def shapes(counts: Counts, rng: Random) -> list[Shape]:
    """Families that hold exactly the men, women and children of the counts, in random order."""
    left = _Left(counts.men, counts.women, counts.children)
    found = _young_mothers(counts, left)
    for status, children in (
        (ORPHAN, counts.orphans),
        (SEPARATED, counts.separated),
        (ALONE, counts.unaccompanied),
    ):
        found += _kin_groups(status, min(children, left.children), left, rng)
    found += _fathers(counts, left)
    found = _with_mothers(found, left, rng)
    found += _kin_groups(DETAINED if counts.women == 0 else ALONE, left.children, left, rng)
    found = _with_men(_with_detained_women(found, counts), counts, left)
    found = _with_ages(found, counts, rng)
    rng.shuffle(found)
    return found


def flights(families: list[Shape], counts: Counts, rng: Random) -> list[int]:
    """The arrival of each family, from 1 to `counts.arrivals`; the last one is in the house.

    The house holds exactly `counts.in_house` people wherever whole families add up to it, one
    family of each kind among them, and nobody who was detained.
    """
    house = _fill_house(families, counts.in_house)
    last = counts.arrivals
    turn = 0
    found = []
    for index in range(len(families)):
        if index in house or last == 1:
            found.append(last)
            continue
        # Now and then a family more on one flight than on another.
        turn += rng.choice((1, 1, 1, 2))
        found.append(turn % (last - 1) + 1)
    return found


def _fill_house(families: list[Shape], room: int) -> set[int]:
    free = [i for i, shape in enumerate(families) if not shape.woman_detained and not shape.man_detained]
    firsts: dict[tuple[object, ...], int] = {}
    for index in free:
        firsts.setdefault(families[index].kind, index)
    house: set[int] = set()
    for index in dict.fromkeys([*firsts.values(), *free]):
        if families[index].size <= room:
            house.add(index)
            room -= families[index].size
    return house


def _young_mothers(counts: Counts, left: _Left) -> list[Shape]:
    """A girl of 17 with her baby, her mother and a younger child."""
    found = []
    for _ in range(counts.young_mothers):
        if left.women and left.children >= 3:
            found.append(Shape(MOTHER, own=2, young_mother=True, teen=True))
            left.women -= 1
            left.children -= 3
    return found


def _kin_groups(status: str, children: int, left: _Left, rng: Random) -> list[Shape]:
    """Brothers and sisters whose parents are not here: with an aunt, a grandmother, or nobody."""
    found = []
    while children > 0:
        size = min(children, rng.choice((1, 2) if status == ALONE else (1, 1, 2, 2, 3, 4)))
        with_nobody = status in (ALONE, DETAINED) or not left.women
        who = "" if with_nobody else rng.choice((AUNT, AUNT, GRANDMOTHER, "" if status == ORPHAN else AUNT))
        found.append(Shape(who, kin=size, kin_status=status))
        left.women -= bool(who)
        left.children -= size
        children -= size
    return found


def _fathers(counts: Counts, left: _Left) -> list[Shape]:
    """One father who came with his children and without their mother, where men are free at all."""
    if counts.men - counts.detained_men < 1 or left.children < 2:
        return []
    left.men -= 1
    left.children -= 2
    return [Shape(man=True, own=2)]


def _with_mothers(found: list[Shape], left: _Left, rng: Random) -> list[Shape]:
    """All women who are left, a few of them without children; the children go to them and to the aunts."""
    alone = left.women * 8 // 100 if left.children else left.women
    families = found + [Shape(MOTHER)] * left.women
    mothers = list(range(len(found), len(families) - alone))
    aunts = [index for index, shape in enumerate(found) if shape.woman == AUNT]
    own = [shape.own for shape in families]
    for index in mothers[: left.children]:
        own[index] = 1
        left.children -= 1
    _share_out(own, mothers + aunts, left, rng)
    left.women = 0
    return [replace(shape, own=own[index]) for index, shape in enumerate(families)]


def _share_out(own: list[int], takers: list[int], left: _Left, rng: Random) -> None:
    while left.children and takers:
        place = rng.randrange(len(takers))
        own[takers[place]] += 1
        left.children -= 1
        if own[takers[place]] == MOST_OWN:
            takers[place] = takers[-1]
            takers.pop()


def _plain(found: list[Shape], *, least: int, most: int = MOST_OWN) -> list[int]:
    """Mothers alone with so many children of their own, and nobody else in the household."""
    return [
        index
        for index, shape in enumerate(found)
        if shape.woman == MOTHER
        and least <= shape.own <= most
        and not (shape.kin or shape.man or shape.young_mother or shape.woman_detained)
    ]


def _with_detained_women(found: list[Shape], counts: Counts) -> list[Shape]:
    """Half of the women who were arrested have children here."""
    mothers = _plain(found, least=1)
    lone = _plain(found, least=0, most=0)
    half = min(counts.detained_women // 2, len(lone))
    arrested = set(mothers[: counts.detained_women - half] + lone[:half])
    return [replace(shape, woman_detained=i in arrested) for i, shape in enumerate(found)]


def _with_men(found: list[Shape], counts: Counts, left: _Left) -> list[Shape]:
    """A third of the arrested men came with a wife; everybody else came alone."""
    detained = min(counts.detained_men, left.men)
    mothers = _plain(found, least=1)
    wives = set(mothers[-(detained // 3) :]) if detained >= 3 else set()
    families = [
        replace(shape, man=shape.man or index in wives, man_detained=index in wives)
        for index, shape in enumerate(found)
    ]
    lone = [Shape(man=True, man_detained=True)] * (detained - len(wives))
    return families + lone + [Shape(man=True)] * (left.men - detained)


def _with_ages(found: list[Shape], counts: Counts, rng: Random) -> list[Shape]:
    """Infants and teens: at most one of either in a family of two children or more."""
    young = sum(shape.young_mother for shape in found)
    open_to = _plain(found, least=2)
    rng.shuffle(open_to)
    if not open_to:
        open_to = [i for i, shape in enumerate(found) if shape.kin and not shape.woman]
    infants = set(open_to[: counts.infants - young]) if counts.infants > young else set()
    rest = [i for i in open_to if i not in infants]
    teens = set(rest[: counts.teens - young]) if counts.teens > young else set()
    return [
        replace(shape, infant=i in infants, teen=shape.teen or i in teens) for i, shape in enumerate(found)
    ]
