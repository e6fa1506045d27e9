"""Makes one invented family after the other: who they are, how old, and what they are called."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from desktop.demo.births import LEAST_GAP, before, known_as, mother_of, siblings
from desktop.demo.counts import Counts
from desktop.demo.families import ALONE, AUNT, GRANDMOTHER, Shape
from desktop.demo.members import (
    CHILD,
    GRANDCHILD,
    HEAD,
    MAN,
    NIECE_NEPHEW,
    OWN_CHILD,
    SIBLING,
    SPOUSE,
    WOMAN,
    DemoFamily,
    DemoKin,
    DemoNumber,
    DemoPerson,
)
from desktop.demo.names import DemoName, Parentage, Row, Stock, Story, names_of, patronymic_of, with_ending
from desktop.demo.numbers import invented_number
from desktop.rules.partial_dates import PartialDate

# Years: younger ones were born abroad, and the youngest of them in the camp.
ABROAD_SINCE, CAMP_SINCE = 11, 7


@dataclass
class _Household:
    """A family while it is being invented; `mother` and `father` are keys of the own children's parents."""

    shape: Shape
    arrived: date
    members: list[DemoPerson] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    mother: str = ""
    father: str = ""


@dataclass(frozen=True)
class _Role:
    """What the household makes of a person."""

    relation: str
    category: str
    family: Parentage
    maiden: Parentage | None = None
    care_status: str = ""
    mother: str = ""
    father: str = ""
    siblings: int = 0
    detained: bool = False


class Inventor:
    """Makes families one after the other, out of one stream of chance."""

    def __init__(self, rng: Random, names: Stock, counts: Counts, today: date) -> None:
        self._rng = rng
        self._names = names
        self._counts = counts
        self._today = today
        self._people = 0
        self._taken: set[str] = set()
        self._sexes = self._deck()
        self._abroad_since = before(today, ABROAD_SINCE)
        self._camp_since = before(today, CAMP_SINCE)

    def family(self, shape: Shape, label: str, arrival: int, arrived: date, *, in_house: bool) -> DemoFamily:
        """One household of this shape."""
        home = _Household(shape, arrived)
        own = self._parentage()
        kin = self._parentage() if shape.kin else own
        own_days = self._days(home, shape.own, of_kin=False)
        kin_days = self._days(home, shape.kin, of_kin=True)
        self._adults(home, own, own_days, kin_days)
        self._own_children(home, own, own_days)
        self._kin_children(home, kin, kin_days)
        relatives = self._relatives(home)
        return DemoFamily(label, tuple(home.members), arrival, arrived, in_house, "", relatives)

    def _deck(self) -> list[str]:
        """The sexes of all children but the young mothers, shuffled."""
        children, young = self._counts.children, self._counts.young_mothers
        boys = children // 2 if self._counts.boys is None else min(self._counts.boys, children)
        deck = ["M"] * boys + ["F"] * (children - boys - young)
        self._rng.shuffle(deck)
        return deck

    def _sex(self) -> str:
        return self._sexes.pop() if self._sexes else "F"

    # Days of birth.

    def _days(self, home: _Household, count: int, *, of_kin: bool) -> list[date]:
        """The births of one group of brothers and sisters, the eldest first."""
        shape, arrived = home.shape, home.arrived
        # Only one of the two groups holds the infant and the teen: the own children where there are any.
        flagged = count > 0 and of_kin is (shape.own == 0)
        infant = self._infant(arrived) if flagged and shape.infant else None
        teen = self._teen(arrived, shape) if flagged and shape.teen and count > bool(infant) else None
        youngest_by = before(arrived, self._counts.youngest) - timedelta(days=3)
        eldest_from = before(self._today, 15.9)
        if infant:
            youngest_by = min(youngest_by, infant - timedelta(days=LEAST_GAP))
        if teen:
            eldest_from = max(eldest_from, teen + timedelta(days=LEAST_GAP))
        plain = count - bool(infant) - bool(teen)
        # Most families are young: the last child seldom is over seven.
        youngest_by -= timedelta(days=round(self._rng.triangular(0, 7, 1) * 365 / max(1, plain)))
        days = siblings(plain, youngest_by, eldest_from, self._rng)
        return ([teen] if teen else []) + days + ([infant] if infant else [])

    def _infant(self, arrived: date) -> date:
        latest = arrived - timedelta(days=12)
        earliest = self._today - timedelta(days=355)
        return earliest + timedelta(days=self._rng.randint(0, (latest - earliest).days))

    def _teen(self, arrived: date, shape: Shape) -> date:
        """16 on arrival and 17 at most today; a young mother is 17."""
        latest = before(self._today, 17.5) if shape.young_mother else before(arrived, 16.05)
        earliest = before(self._today, 17.95)
        return earliest + timedelta(days=self._rng.randint(0, (latest - earliest).days))

    def _grown(self, arrived: date, oldest: float) -> date:
        return before(arrived, self._rng.triangular(18.6, oldest, 27))

    # Names.

    def _parentage(self) -> Parentage:
        names = self._names
        from_father = self._rng.randrange(100) < names.father_surname_share
        return Parentage(self._rng.choice(names.surnames), self._rng.choice(names.given["M"]), from_father)

    def _given(self, home: _Household, rows: tuple[Row, ...]) -> Row:
        """A given name nobody else in the household has."""
        for _ in range(20):
            row = self._rng.choice(rows)
            if row[0] not in home.used:
                break
        home.used.add(row[0])
        return row

    def _named(
        self, home: _Household, sex: str, born_on: date, role: _Role, given: Row | None
    ) -> tuple[DemoName, ...]:
        names, child = self._names, role.category == CHILD
        older = not child and self._rng.randrange(100) < names.older_share
        abroad = child and self._rng.random() < 0.45 and born_on > self._abroad_since
        row = given or self._given(home, names.abroad[sex] if abroad else names.given[sex])
        story = self._story(home, sex, born_on, role, row) if given is None else Story()
        return names_of(names, role.family, row, sex, older=older, story=story)

    def _story(self, home: _Household, sex: str, born_on: date, role: _Role, row: Row) -> Story:
        """Some have a paper in Arabic letters, some a change of name by a decision, most neither."""
        lot = self._rng.random()
        if len(row) > len(self._names.spellings):
            return Story(arabic=row[-1], born_on=born_on) if lot < 0.6 else Story()
        child = role.category == CHILD
        changed_on = self._changed_on(home, child=child)
        if changed_on is None or lot > 0.07:
            return Story()
        other = self._rng.choice(self._names.abroad[sex])
        if child and born_on <= self._abroad_since:
            return Story(changed_on=changed_on, former_given=other)
        if child:
            return Story(other[-1], changed_on, born_on, former_given=other)
        return Story("", changed_on, born_on, row, role.maiden, other)

    def _changed_on(self, home: _Household, *, child: bool) -> date | None:
        """A decision since the arrival, or years ago for adults; a court needs two months at least."""
        since = (self._today - home.arrived).days
        if since > 60:
            return home.arrived + timedelta(days=self._rng.randint(30, since - 5))
        return None if child else before(home.arrived, self._rng.uniform(2, 5))

    # People.

    def _adults(self, home: _Household, own: Parentage, own_days: list[date], kin_days: list[date]) -> None:
        """The woman first: she is the head wherever there is one."""
        shape = home.shape
        if shape.woman:
            born_on = self._woman_born(home, own_days, kin_days)
            maiden = self._parentage()
            # She may bear the surname of her husband; her patronymic is of her own father.
            married = shape.own and self._rng.random() < 0.7 and not own.from_father
            family = Parentage(own.surname, maiden.father) if married else maiden
            role = _Role(HEAD, WOMAN, family, maiden=maiden, detained=shape.woman_detained)
            woman = self._person(home, "F", born_on, role)
            home.mother = woman.key if shape.own else ""
            home.used.clear()
        if shape.man:
            role = _Role(SPOUSE if shape.woman else HEAD, MAN, self._father(own), detained=shape.man_detained)
            person = self._person(home, "M", self._man_born(home, own_days), role, given=own.father)
            home.father = person.key if shape.own else ""

    def _woman_born(self, home: _Household, own_days: list[date], kin_days: list[date]) -> date:
        arrived = home.arrived
        if own_days:
            return mother_of(own_days[0], own_days[-1], before(arrived, 18.5), self._rng)
        if home.shape.woman == GRANDMOTHER:
            return min(before(kin_days[0], self._rng.uniform(38, 48)), before(arrived, 44))
        return self._grown(arrived, 62)

    def _man_born(self, home: _Household, own_days: list[date]) -> date:
        if not own_days:
            return self._grown(home.arrived, 55)
        wife = home.members[0].born_on if home.members else before(own_days[0], 20)
        return min(before(wife, self._rng.uniform(-1, 8)), before(own_days[0], 18))

    def _father(self, own: Parentage) -> Parentage:
        """A father passes on his surname; his own patronymic comes from his father."""
        return Parentage(own.surname, self._rng.choice(self._names.given["M"]))

    def _own_children(self, home: _Household, own: Parentage, days: list[date]) -> None:
        shape = home.shape
        status = "WITH_MOTHER" if shape.woman else "WITH_FATHER"
        if shape.man and shape.woman and not shape.man_detained:
            status = "WITH_BOTH"
        if shape.woman_detained:
            status = "PARENT_DETAINED"
        role = _Role(OWN_CHILD, CHILD, own, None, status, home.mother, home.father, siblings=1)
        # No child here bears the name of its own father.
        home.used.add(own.father[0])
        for place, day in enumerate(days):
            if shape.young_mother and place == 0:
                girl = self._person(home, "F", day, role)
                self._baby(home, girl)
            else:
                self._person(home, self._sex(), day, role)

    def _baby(self, home: _Household, girl: DemoPerson) -> None:
        role = _Role(GRANDCHILD, CHILD, self._parentage(), None, "WITH_MOTHER", mother=girl.key)
        self._person(home, self._sex(), self._infant(home.arrived), role)

    def _kin_children(self, home: _Household, kin: Parentage, days: list[date]) -> None:
        shape = home.shape
        relation = {AUNT: NIECE_NEPHEW, GRANDMOTHER: GRANDCHILD}.get(shape.woman, SIBLING)
        home.used.add(kin.father[0])
        for place, day in enumerate(days):
            said = HEAD if not shape.woman and place == 0 else relation
            role = _Role(said, CHILD, kin, None, shape.kin_status, siblings=2)
            self._person(home, self._sex(), day, role)

    def _person(
        self, home: _Household, sex: str, born_on: date, role: _Role, given: Row | None = None
    ) -> DemoPerson:
        self._people += 1
        child = role.category == CHILD
        abroad = child and born_on > self._abroad_since
        in_camp = bool(self._counts.camp) and child and born_on > self._camp_since
        born = known_as(born_on, self._names, home.arrived, self._rng, child=child)
        document = self._document(child=child, abroad=abroad)
        person = DemoPerson(
            key=f"p{self._people:06}",
            sex=sex,
            category=role.category,
            care_status=role.care_status,
            born=born,
            born_on=born_on,
            birth_country=self._counts.came_from if abroad else self._counts.country,
            birth_place=self._birth_place(abroad=abroad, in_camp=in_camp),
            born_in_camp=in_camp,
            names=self._named(home, sex, born_on, role, given),
            relation=role.relation,
            mother=role.mother,
            father=role.father,
            siblings=role.siblings,
            languages=self._rng.choice(self._names.child_languages if child else self._names.languages),
            citizenship=self._citizenship(child=child, abroad=abroad),
            numbers=self._numbers(home, sex, born, abroad=abroad),
            document_kind=document,
            document_number=f"XX{self._people:07}" if document else "",
            urgent=self._urgent(sex, born_on, role),
            detained=role.detained,
        )
        home.members.append(person)
        return person

    # Facts of one person.

    def _document(self, *, child: bool, abroad: bool) -> str:
        lot = self._rng.random()
        if abroad:
            return (
                "RETURN_CERT"
                if lot < 0.5
                else "MEDICAL_BIRTH"
                if lot < 0.7
                else "CAMP_PAPER"
                if lot < 0.8
                else ""
            )
        if child:
            return "BIRTH_CERT" if lot < 0.6 else "RETURN_CERT"
        return "PASSPORT" if lot < 0.45 else "ID_CARD" if lot < 0.7 else "RETURN_CERT" if lot < 0.95 else ""

    def _birth_place(self, *, abroad: bool, in_camp: bool) -> str:
        if in_camp:
            return self._counts.camp
        return "" if abroad else self._rng.choice(self._names.towns)

    def _citizenship(self, *, child: bool, abroad: bool) -> str:
        lot = self._rng.random()
        if abroad:
            return "PRESUMED" if lot < 0.6 else "IN_PROCEDURE" if lot < 0.9 else "STATELESS_RISK"
        return "CITIZEN" if lot < 0.93 else "PRESUMED" if child else "UNKNOWN"

    def _numbers(
        self, home: _Household, sex: str, born: PartialDate, *, abroad: bool
    ) -> tuple[DemoNumber, ...]:
        """Who was born at home mostly has a number; who was born abroad gets one after the arrival."""
        since = (self._today - home.arrived).days
        share = 0.85 if not abroad else 0.4 if since > 60 else 0.0
        if born.day is None or self._rng.random() >= share:
            return ()
        kind = self._counts.number_kind
        number = invented_number(kind, sex, born.day, self._taken, self._rng)
        return (DemoNumber(kind, number, self._counts.country),) if number else ()

    def _urgent(self, sex: str, born_on: date, role: _Role) -> tuple[str, ...]:
        lot = self._rng.random()
        if role.care_status == ALONE and role.relation == HEAD:
            return ("ALONE",)
        if sex == "F" and role.category == WOMAN and lot < 0.03 and born_on > before(self._today, 40):
            return ("PREGNANT",)
        if lot > 0.985:
            return ("FEVER",)
        return ("MEDICINE_NOW",) if lot > 0.965 else ()

    def _relatives(self, home: _Household) -> tuple[DemoKin, ...]:
        """For children alone mostly somebody who may take them; for half of the women their mother."""
        rng, head = self._rng, home.members[0]
        if head.category == MAN:
            return ()
        if head.category == WOMAN:
            old = head.born_on < before(self._today, 55)
            return () if old or rng.random() < 0.5 else (self._relative(head.key, "MOTHER", "F"),)
        if rng.random() < 0.25:
            return ()
        kind, sex = rng.choice(
            (("GRANDMOTHER_M", "F"), ("AUNT", "F"), ("UNCLE", "M"), ("GRANDFATHER_P", "M"))
        )
        return (self._relative(head.key, kind, sex),)

    def _relative(self, of: str, kind: str, sex: str) -> DemoKin:
        rng, names = self._rng, self._names
        first = names.spellings[0]
        surname = with_ending(first.woman_endings, rng.choice(names.surnames)[0], sex)
        patronymic = patronymic_of(first.older_patronymic, rng.choice(names.given["M"])[0], sex)
        return DemoKin(
            of, kind, surname, rng.choice(names.given[sex])[0], patronymic, rng.choice(names.towns)
        )
