"""The matrix of roles and data, written out a second time, and what follows from it."""

import random
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.access import ACTS, Access, Actor, Grant, Level, Scope, caseload, is_own, load
from db.base import SEALED, Category, journalled
from db.ids import uuid7
from db.models import Assignment, Name, Person, PersonLink
from db.store import Store
from desktop.resources import resource
from desktop.vocabularies import vocabulary
from tests.db.records import DAY, add_name, add_person, assign, join

# R read, W write, S summary, - nothing; of one's own people only, unless a star says the whole centre.
# A w in small letters is write of the parts named below alone.
#
# The first block is the table of the domain description, with the changes that override it: the
# data-protection officer sees logs and codes; safeguarding is a role of its own; "R if case" is no
# standing right. What it calls health detail is two categories here, legal and theology notes likewise.
# The second block is what the table has no line for.
MATRIX = """
                   dir   case  phys  psy   theo  law   tea   trai  m&e   reg   sys   dpo
identity           R*    W     R     R     S     W     S     S     -     -     -     -
alias              S     R     -     -     -     W     -     -     -     -     -     -
family             R*    W     R     R     S     R     S     S     -     -     -     -
casework           w*    W     w     w     w     w     w     w     -     -     -     -
health             S     S     W     S     -     -     S     -     -     -     -     -
health_sensitive   -     -     W     -     -     -     -     -     -     -     -     -
psychology         S     S     S     W     -     -     S     -     -     -     -     -
counselling_notes  -     -     -     W     -     -     -     -     -     -     -     -
religion_notes     -     -     -     -     W     -     -     -     -     -     -     -
safeguarding       -     -     W     W     -     -     -     -     -     -     -     -
must_know          R*    w     w     w     R     w     R     R     -     -     -     -
legal              R     R     -     -     -     W     S     -     -     -     -     -
legal_notes        -     -     -     -     -     W     -     -     -     -     -     -
criminal           S     -     -     -     -     W     -     -     -     -     -     -
education          R     R     -     R     -     -     W     -     -     -     -     -
vocation           R     R     -     -     -     -     -     W     -     -     -     -
placement          R     W     -     R     -     R     -     -     -     W     -     -
consent            R     W     R     R     R     R     R     R     -     R     -     R*

contact            R     W     -     -     -     -     -     -     -     -     -     -
house              R*    W     R     R     R     R     R     R     -     -     -     -
programme          W*    W*    R*    R*    R*    R*    R*    w*    R*    -     W*    R*
system             R*    S*    S*    S*    S*    S*    S*    S*    S*    S*    W*    R*
"""
# As the physician, without health_sensitive and safeguarding; the focal point; duty staff; reception.
FURTHER = """
                   nurse safeguarding duty reception
identity           R     R            S*   -
alias              -     -            -    -
family             R     R            -    -
casework           w     -            -    -
health             W     -            -    -
health_sensitive   -     -            -    -
psychology         S     -            -    -
counselling_notes  -     -            -    -
religion_notes     -     -            -    -
safeguarding       -     W            -    -
must_know          w     R            R*   -
legal              -     -            -    -
legal_notes        -     -            -    -
criminal           -     -            -    -
education          -     -            -    -
vocation           -     -            -    -
placement          -     -            -    -
consent            R     -            -    -
contact            -     -            -    -
house              W     -            w*   -
programme          R*    -            -    -
system             S*    S*           S*   S*
"""
SHORT = {
    "dir": "director",
    "case": "case_manager",
    "phys": "physician",
    "psy": "psychologist",
    "theo": "theologian",
    "law": "lawyer",
    "tea": "teacher",
    "trai": "trainer",
    "m&e": "me_officer",
    "reg": "regional_receiver",
    "sys": "sysadmin",
}
PARTS = {
    ("director", "casework"): {"approval", "assignment", "appointment"},
    ("physician", "casework"): {"appointment", "arrival_line", "own_words"},
    ("nurse", "casework"): {"appointment", "arrival_line", "own_words"},
    ("psychologist", "casework"): {"appointment", "counselling_session", "goal", "own_words"},
    ("theologian", "casework"): {"appointment", "counselling_session", "own_words"},
    ("lawyer", "casework"): {"appointment", "goal", "own_words"},
    ("teacher", "casework"): {"appointment", "attendance", "goal", "own_words"},
    ("trainer", "casework"): {"appointment", "attendance", "enrolment", "own_words"},
    ("trainer", "programme"): {"course"},
    ("duty", "house"): {"presence", "room_stay"},
    ("case_manager", "must_know"): {"NOT_BY", "LANGUAGE", "WHERE"},
    ("physician", "must_know"): {"ALLERGY", "MEDICINE", "LIMITS", "WHERE"},
    ("nurse", "must_know"): {"ALLERGY", "MEDICINE", "LIMITS", "WHERE"},
    ("psychologist", "must_know"): {"NOT_BY", "LIMITS"},
    ("lawyer", "must_know"): {"NOT_BY"},
}
ACTS_OF = {
    "director": {"approve", "sign", "print", "assign", "emergency_open"},
    "case_manager": {"print", "import", "assign"},
    "physician": {"print"},
    "nurse": {"print"},
    "psychologist": {"print"},
    "lawyer": {"print"},
    "me_officer": {"aggregate"},
    "sysadmin": {"manage_users", "backup"},
    "dpo": {"read_log", "emergency_open"},
}
LEVELS = {"-": Level.NONE, "S": Level.SUMMARY, "R": Level.READ, "W": Level.WRITE, "w": Level.WRITE}


def parsed(table: str) -> dict[str, dict[Category, str]]:
    lines = [line.split() for line in table.splitlines() if line.strip()]
    (roles, *rows) = lines
    assert all(len(row) == len(roles) + 1 for row in rows)
    named = enumerate((SHORT.get(role, role) for role in roles), start=1)
    return {role: {Category(row[0]): row[n] for row in rows} for n, role in named}


EXPECTED = parsed(MATRIX) | parsed(FURTHER)
ROLES = sorted(EXPECTED)


def expected_grant(role: str, category: Category) -> Grant | None:
    cell = EXPECTED[role][category]
    if cell == "-":
        return None
    parts = PARTS.get((role, category.value))
    scope = Scope.CENTRE if "*" in cell else Scope.OWN
    return Grant(LEVELS[cell[0]], scope, frozenset(parts) if parts else None)


@pytest.fixture(scope="module")
def matrix() -> Access:
    return load(resource("access.toml").read_text(encoding="utf-8"))


def actor(*roles: str, user_id: UUID | None = None) -> Actor:
    return Actor(user_id or uuid7(), "Somebody", roles)


# The file is the table.


def test_the_table_names_every_role_and_every_category(matrix: Access) -> None:
    assert set(matrix.grants) == set(EXPECTED)
    assert all(set(row) == set(Category) for row in EXPECTED.values())


def test_small_letters_are_exactly_the_cells_with_parts() -> None:
    cells = {(role, cat.value) for role, row in EXPECTED.items() for cat, cell in row.items() if "w" in cell}
    assert cells == set(PARTS)


@pytest.mark.parametrize("role", ROLES)
def test_the_file_grants_what_the_table_says_and_no_more(matrix: Access, role: str) -> None:
    wanted = {category: grant for category in Category if (grant := expected_grant(role, category))}
    assert matrix.grants[role] == wanted


@pytest.mark.parametrize("role", ROLES)
def test_the_acts_of_a_role_are_those_of_the_table(matrix: Access, role: str) -> None:
    assert {act for act in ACTS if matrix.may(actor(role), act)} == ACTS_OF.get(role, set())


def test_no_role_may_do_what_is_no_act(matrix: Access) -> None:
    assert not any(matrix.may(actor(role), "delete") for role in ROLES)


def test_every_role_has_a_name_in_every_language(matrix: Access) -> None:
    assert set(matrix.grants) <= {code.code for code in vocabulary("role").codes}


# What an actor may, for every role, category and record.


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("own", [True, False])
def test_the_level_is_the_cells_for_ones_own_people_and_only_with_a_star_for_others(
    matrix: Access, role: str, own: bool
) -> None:
    for category, cell in EXPECTED[role].items():
        wanted = LEVELS[cell[0]] if own or "*" in cell else Level.NONE
        assert matrix.level(actor(role), category, own=own) is wanted, category
        assert matrix.highest(actor(role), category) is LEVELS[cell[0]]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("own", [True, False])
def test_records_are_written_where_the_cell_says_write_and_only_in_the_parts_named(
    matrix: Access, role: str, own: bool
) -> None:
    for cls in journalled():
        cell = EXPECTED[role][cls.category]
        parts = PARTS.get((role, cls.category.value))
        reach = cell[0] in "Ww" and (own or "*" in cell)
        wanted = reach and (parts is None or cls.__tablename__ in parts)
        assert matrix.may_write(actor(role), cls, own=own) == wanted, cls
        for part in ("NOT_BY", "ALLERGY", "SOMETHING"):
            finer = reach and (parts is None or bool(parts & {cls.__tablename__, part}))
            assert matrix.may_write(actor(role), cls, own=own, part=part) == finer, (cls, part)


def test_a_part_is_a_record_of_its_category_or_a_kind_of_must_know_line() -> None:
    tables = {cls.__tablename__: cls.category.value for cls in journalled()}
    kinds = {code.code for code in vocabulary("must_know_kind").codes}
    for (role, category), parts in PARTS.items():
        known = kinds if category == "must_know" else {t for t, of in tables.items() if of == category}
        assert parts <= known, (role, category)


@pytest.mark.parametrize("roles", [(), ("nobody",), ("Director",), ("director ",), ("",)])
def test_an_unknown_role_may_nothing(matrix: Access, roles: tuple[str, ...]) -> None:
    stranger = actor(*roles)
    assert {matrix.highest(stranger, category) for category in Category} == {Level.NONE}
    assert not any(matrix.may(stranger, act) for act in ACTS)
    assert not any(matrix.may_write(stranger, cls, own=True) for cls in journalled())


def test_two_roles_add_up_and_take_nothing_away(matrix: Access) -> None:
    both = actor("teacher", "safeguarding")
    assert matrix.highest(both, Category.SAFEGUARDING) is Level.WRITE
    assert matrix.highest(both, Category.IDENTITY) is Level.READ
    assert matrix.highest(both, Category.EDUCATION) is Level.WRITE
    assert matrix.level(both, Category.IDENTITY, own=False) is Level.NONE
    assert matrix.may(actor("nurse", "director"), "approve")


def test_a_part_of_one_role_does_not_narrow_the_other(matrix: Access) -> None:
    cls = next(cls for cls in journalled() if cls.__tablename__ == "consent")
    stay = next(cls for cls in journalled() if cls.__tablename__ == "stay")
    assert matrix.may_write(actor("nurse", "case_manager"), stay, own=True)
    assert not matrix.may_write(actor("nurse", "lawyer"), cls, own=True)


# Sealed categories, summaries, papers.


def test_the_holders_of_a_sealed_category_are_those_who_read_it(matrix: Access) -> None:
    for category in SEALED:
        readers = {role for role in ROLES if EXPECTED[role][category][0] in "RWw"}
        assert matrix.holders(category) == readers
        assert readers, category


def test_the_notes_of_one_calling_are_opened_by_that_calling_alone(matrix: Access) -> None:
    assert matrix.holders(Category.COUNSELLING_NOTES) == {"psychologist"}
    assert matrix.holders(Category.RELIGION_NOTES) == {"theologian"}
    assert matrix.holders(Category.LEGAL_NOTES) == matrix.holders(Category.CRIMINAL) == {"lawyer"}


def test_every_field_of_a_summary_exists_in_its_record(matrix: Access) -> None:
    classes = {cls.__tablename__: cls for cls in journalled()}
    for table, names in matrix.summary.items():
        assert set(names) <= set(classes[table].__table__.columns.keys()), table


def test_no_sealed_text_stands_in_a_summary(matrix: Access) -> None:
    for cls in journalled():
        if cls.category in SEALED:
            assert "text" not in matrix.summary.get(cls.__tablename__, ())


def test_a_summary_shows_the_named_fields_and_reading_all(matrix: Access) -> None:
    assert matrix.fields(Name, Level.NONE) == ()
    assert "surname" in (matrix.fields(Name, Level.SUMMARY) or ())
    assert "source" not in (matrix.fields(Name, Level.SUMMARY) or ())
    assert matrix.fields(Name, Level.READ) is matrix.fields(Name, Level.WRITE) is None


def test_a_record_that_is_not_named_shows_nothing_in_a_summary(matrix: Access) -> None:
    assert matrix.fields(Assignment, Level.SUMMARY) == ()


def test_papers_take_from_known_categories_and_none_that_is_sealed(matrix: Access) -> None:
    # A finer name stands for what leaves a guarded category: flags, bands, attendance, the course's kind.
    finer = {"health:flags", "psychology:bands", "religion:attendance"}
    for recipient, parts in matrix.recipients.items():
        plain = {part for part in parts if ":" not in part}
        assert plain <= {category.value for category in Category}, recipient
        assert not plain & {category.value for category in SEALED}, recipient
        assert {part for part in parts if ":" in part} <= finer, recipient


# Reading the file.

SMALL = """
[summary]
[recipient]
[role.nurse]
health = "{line}"
acts = [{acts}]
{more}
"""


def small(line: str = "read own", acts: str = "", more: str = "") -> str:
    return SMALL.format(line=line, acts=acts, more=more)


def test_a_line_is_level_and_scope() -> None:
    found = load(small("write team", '"print"', 'parts.health = ["stay"]'))
    assert found.grants == {"nurse": {Category.HEALTH: Grant(Level.WRITE, Scope.TEAM, frozenset({"stay"}))}}
    assert found.acts == {"nurse": frozenset({"print"})}


@pytest.mark.parametrize(
    "text",
    [
        small("see own"),
        small("read everywhere"),
        small("read"),
        small("read own twice"),
        small(acts='"prnt"'),
        small(more='helth = "read own"'),
        small(more='parts.family = ["member"]'),
        small(more='parts = "health"'),
        "[role.nurse]\nacts = 'print'\n[summary]\n[recipient]",
    ],
)
def test_a_wrong_word_in_the_file_is_an_error_at_once(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        load(text)


# Whose rows: the condition in SQL against whom it means.


class Caseload:
    """Twelve people, some of them joined, in random caseloads."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store = store
        self.users = [uuid7() for _ in range(3)]
        self.people = [add_person(store, f"AKT-A00{number:02}K") for number in range(12)]
        self.same = {one: {one} for one in self.people}
        for _ in range(chance.randrange(6)):
            self._join(*chance.sample(self.people, 2), apart=chance.random() < 0.3)
        self.of: dict[UUID, set[UUID]] = {user: set() for user in self.users}
        for _ in range(chance.randrange(14)):
            self._assign(chance.choice(self.users), chance.choice(self.people), chance.random())

    def _join(self, one: UUID, other: UUID, *, apart: bool) -> None:
        link_id = join(self.store, one, other)
        if apart:
            with self.store.writing("apart", None) as session:
                session.get_one(PersonLink, link_id).state = "apart"
            return
        together = self.same[one] | self.same[other]
        self.same.update(dict.fromkeys(together, together))

    def _assign(self, user: UUID, person: UUID, chance: float) -> None:
        row_id = assign(self.store, user, person)
        if chance < 0.6:
            self.of[user].add(person)
            return
        with self.store.writing("end", None) as session:
            row = session.get_one(Assignment, row_id)
            row.removed, row.until_on = (True, None) if chance < 0.8 else (False, DAY)

    def own(self, user: UUID) -> set[UUID]:
        return {one for person in self.of[user] for one in self.same[person]}


def seen(store: Store, matrix: Access, who: Actor, category: Category, least: Level) -> set[UUID]:
    condition = matrix.condition(who, category, Person.id, least)
    with store.reading() as session:
        return set(session.scalars(select(Person.id).where(condition)))


def test_the_condition_lets_through_exactly_whom_the_cell_means(store: Store, matrix: Access) -> None:
    load_of = Caseload(store, random.Random(3))  # noqa: S311 - who is whose, not a key
    user = max(load_of.users, key=lambda one: len(load_of.own(one)))
    assert 0 < len(load_of.own(user)) < len(load_of.people)
    for role, row in EXPECTED.items():
        for category, cell in row.items():
            for least in (Level.SUMMARY, Level.READ, Level.WRITE):
                reach = set(load_of.people) if "*" in cell else load_of.own(user)
                wanted = reach if LEVELS[cell[0]] >= least else set()
                found = seen(store, matrix, actor(role, user_id=user), category, least)
                assert found == wanted, (role, category, least)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_ones_own_people_are_those_assigned_now_with_all_their_files(
    new_store: Callable[[], Store], matrix: Access, chance: random.Random
) -> None:
    load_of = Caseload(new_store(), chance)
    for user in load_of.users:
        who = actor("nurse", user_id=user)
        assert seen(load_of.store, matrix, who, Category.HEALTH, Level.WRITE) == load_of.own(user)
        with load_of.store.reading() as session:
            assert set(session.scalars(caseload(who))) == load_of.own(user)
            assert {one for one in load_of.people if is_own(session, who, one)} == load_of.own(user)


def test_the_people_of_ones_team_are_ones_own(store: Store, matrix: Access) -> None:
    mine, teams, others = (add_person(store, f"AKT-A000{number}K") for number in range(3))
    user, team, other_team = uuid7(), uuid7(), uuid7()
    for owner, person in ((user, mine), (team, teams), (other_team, others)):
        assign(store, owner, person)
    member = Actor(user, "Somebody", ("nurse",), teams=(team,))
    assert seen(store, matrix, member, Category.HEALTH, Level.READ) == {mine, teams}
    assert seen(store, matrix, actor("nurse", user_id=user), Category.HEALTH, Level.READ) == {mine}
    with store.reading() as session:
        assert [is_own(session, member, one) for one in (mine, teams, others)] == [True, True, False]


def test_joining_a_file_brings_it_into_the_caseload_and_undoing_takes_it_out(
    store: Store, matrix: Access
) -> None:
    one, other, user = add_person(store), add_person(store, "AKT-A0002K"), uuid7()
    who = actor("nurse", user_id=user)
    assign(store, user, other)
    link = join(store, one, other, chosen=one)
    assert seen(store, matrix, who, Category.HEALTH, Level.READ) == {one, other}
    with store.writing("apart", None) as session:
        session.get_one(PersonLink, link).state = "apart"
    assert seen(store, matrix, who, Category.HEALTH, Level.READ) == {other}


def test_rows_of_a_record_are_seen_by_its_person(store: Store, matrix: Access) -> None:
    user, mine, other = uuid7(), add_person(store), add_person(store, "AKT-A0002K")
    assign(store, user, mine)
    name = add_name(store, mine, "Mine")
    add_name(store, other, "Other")
    condition = matrix.condition(actor("nurse", user_id=user), Category.IDENTITY, Name.person_id)
    with store.reading() as session:
        assert session.scalars(select(Name.id).where(condition)).all() == [name]


def test_an_unknown_role_sees_no_row(store: Store, matrix: Access) -> None:
    user = uuid7()
    assign(store, user, add_person(store))
    for category in Category:
        assert seen(store, matrix, actor("nobody", user_id=user), category, Level.NONE) == set()
