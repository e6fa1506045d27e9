"""Finding people by name, code and number."""

import itertools
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db.access import Access, Actor, Grant, Level, Scope
from db.base import Category
from db.ids import uuid7
from db.models import Identifier, Name, Person, PersonLink
from db.search import MOST, code_words, find, fold, match
from db.store import Store
from desktop.rules.codes import case_code
from tests.db.records import add_name, add_person, assign, join, rename


def access(level: Level | None, scope: Scope = Scope.CENTRE) -> Access:
    grants = {} if level is None else {Category.IDENTITY: Grant(level, scope)}
    return Access(grants={"somebody": grants}, acts={}, summary={}, recipients={})


NUMBERS = itertools.count(1)
READS, SUMMARY, NOTHING = access(Level.READ), access(Level.SUMMARY), access(None)
SOMEBODY = Actor(uuid7(), "Somebody", ("somebody",))


def found(store: Store, typed: str, rule: Access = READS, actor: Actor = SOMEBODY) -> list[UUID]:
    with store.reading() as session:
        return find(session, rule, actor, typed)


def add_number(store: Store, person_id: UUID, number: str) -> UUID:
    with store.writing("number", None) as session:
        row = Identifier(id=uuid7(), person_id=person_id, kind="PASSPORT", number=number)
        session.add(row)
    return row.id


def add_named(store: Store, surname: str, given: str | None = None) -> UUID:
    person_id = add_person(store, case_code("AKT", "A", next(NUMBERS)))
    add_name(store, person_id, surname, given)
    return person_id


# Folding.


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Семёнова", "семенова"),
        ("Чайка Йод", "чаика иод"),
        ("O'Brien", "obrien"),
        ("Oʻgʻiloy O‘g‘iloy O`g`iloy", "ogiloy ogiloy ogiloy"),
        ("Ҷӯраев", "ҷураев"),
        ("ТӮЙЧИЕВА", "туичиева"),
        ("Ñandú-Éclair", "nandu eclair"),
        ("İbrahim", "ibrahim"),
        ("Straße", "strasse"),
        ("ﬁnal", "final"),
        ("آمنة", "امنة"),
        ("  two\t words\n", "two words"),
        ("under_score", "under score"),
        ("١٢٣", "١٢٣"),
        ("", ""),
        ("*\"'():-", ""),
    ],
)
def test_words_are_folded_alike_in_every_script(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_is_folding_once(written: str) -> None:
    assert fold(fold(written)) == fold(written)


@given(st.text())
def test_nothing_that_full_text_search_understands_is_left_in_a_folded_text(written: str) -> None:
    assert not set(fold(written)) & set("\"'*():{}^+-.,")


# Names.


@pytest.mark.parametrize(
    ("surname", "typed"),
    [
        ("Семёнова", "сем"),
        ("Семёнова", "СЕМЕНОВА"),
        ("Семенова", "семён"),
        ("Ҷӯраев", "ҷура"),
        ("Müller", "mull"),
        ("Muller", "Müll"),
        ("O'Brien", "o'b"),
        ("O'Brien", "obrien"),
        ("O'Brien", "O’Brien"),
        ("Қасымова", "қ"),
        ("Al-Amin", "amin"),
        ("أمينة", "امي"),
        ("Éva", "e"),
    ],
)
def test_a_name_is_found_by_the_beginning_of_a_word(store: Store, surname: str, typed: str) -> None:
    person_id = add_named(store, surname)
    add_named(store, "Жумабекова")
    assert found(store, typed) == [person_id]


def test_a_name_is_not_found_by_its_end_or_middle(store: Store) -> None:
    add_named(store, "Семёнова")
    assert [found(store, typed) for typed in ("нова", "ем", "семенован")] == [[], [], []]


def test_every_typed_word_must_begin_a_word_in_any_order(store: Store) -> None:
    one = add_named(store, "Ахметова", "Алия")
    add_named(store, "Ахметова", "Гульнар")
    assert found(store, "али ахм") == found(store, "ахм али") == [one]
    assert found(store, "ахм али гул") == []


def test_an_empty_search_finds_nobody(store: Store) -> None:
    add_named(store, "Ахметова")
    assert [found(store, typed) for typed in ("", "  ", "*", '"', "' OR 1=1 --"[:1])] == [[]] * 5


# What is typed is never understood as a query.


@pytest.mark.parametrize(
    "typed",
    [
        "O'Brien",
        "ann AND",
        "ann OR bob",
        "NOT ann",
        "NEAR(ann bob)",
        "numbers:12345",
        "names : ann",
        '"ann',
        'ann"',
        "ann*",
        "*",
        "^ann",
        "ann + bob",
        "{names numbers} : ann",
        "-ann",
        "(",
        "ann)",
        "'; DROP TABLE person; --",
        "\0",
        "ann\0bob",
        "\ud800",
        "%",
        ":wanted",
        "a" * 10_000,
        "a " * 5_000,
    ],
)
def test_hostile_text_is_searched_for_and_never_run(store: Store, typed: str) -> None:
    person_id = add_named(store, "Bob", "Ann")
    add_number(store, person_id, "12345")
    assert found(store, typed, SUMMARY) in ([], [person_id])
    assert found(store, "ann bob") == [person_id]


def test_words_of_the_query_language_are_words_like_others(store: Store) -> None:
    person_id = add_named(store, "Andova", "Orazgul")
    assert found(store, "AND OR") == [person_id]
    assert found(store, "ann AND") == []


@pytest.mark.parametrize("typed", ["numbers:12345", "numbers : 123", "numbers 123", "{numbers}:12345"])
def test_a_column_cannot_be_named_by_who_may_not_see_it(store: Store, typed: str) -> None:
    add_number(store, add_named(store, "Numbersova"), "12345")
    assert found(store, typed, SUMMARY) == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(), max_size=30))
@example(typed="\U000e0001")
def test_any_text_at_all_can_be_searched_for(store: Store, typed: str) -> None:
    for rule in (READS, SUMMARY):
        assert found(store, typed, rule) == []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(surname=st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=12))
@example(surname="ı")
@example(surname="ꞻ")
@example(surname="ǅ")
def test_whatever_a_name_is_written_with_it_is_found_by_itself(store: Store, surname: str) -> None:
    person_id = add_named(store, surname)
    if fold(surname):
        assert person_id in found(store, surname)


def test_at_most_eight_words_are_looked_for() -> None:
    assert match("a b c d e f g h i j", numbers=True) == '"a"* "b"* "c"* "d"* "e"* "f"* "g"* "h"*'
    assert match("a", numbers=False) == 'names : ("a"*)'
    assert match(" ", numbers=True) is None


# Codes and numbers.


@pytest.mark.parametrize(
    "way", ["{}", "{} ", "{lower}", "{joined}", "{joined_lower}", "{digits}", "{plain}", "{tail}"]
)
def test_a_file_is_found_by_its_code(store: Store, way: str) -> None:
    code = case_code("AKT", "B", 147)
    assert code.startswith("AKT-B0147")
    person_id = add_person(store, code)
    add_person(store, case_code("AKT", "B", 2200))
    joined = code.replace("-", "")
    typed = way.format(
        code, lower=code.lower(), joined=joined, joined_lower=joined.lower(), digits="0147", plain="147",
        tail=code[4:],
    )  # fmt: skip
    for rule in (READS, SUMMARY):
        assert found(store, typed, rule) == [person_id]


def test_the_words_of_a_code_are_its_whole_its_parts_and_its_number() -> None:
    assert code_words("AKT-B0147K") == "aktb0147k b0147k 0147 147"


@pytest.mark.parametrize("typed", ["900101", "900101400123", "n 0123", "n0123", "N 01234567"])
def test_an_identity_number_finds_only_for_who_reads_identity(store: Store, typed: str) -> None:
    person_id = add_named(store, "Ахметова")
    add_number(store, person_id, "900101400123")
    add_number(store, person_id, "N 01234567")
    assert found(store, typed) == [person_id]
    assert found(store, typed, SUMMARY) == []
    assert found(store, "ахм", SUMMARY) == [person_id]


def test_a_removed_number_is_gone(store: Store) -> None:
    number_id = add_number(store, add_named(store, "Ахметова"), "900101400123")
    assert found(store, "900101400123") != []
    with store.writing("remove", None) as session:
        session.get_one(Identifier, number_id).removed = True
    assert found(store, "900101400123") == []


# The index keeps up.


def test_a_changed_name_is_found_and_the_former_one_is_not(store: Store) -> None:
    person_id = add_person(store)
    name_id = add_name(store, person_id, "Прежняя")
    rename(store, name_id, "Новая")
    assert (found(store, "прежняя"), found(store, "новая")) == ([], [person_id])
    rename(store, name_id, None)
    assert found(store, "новая") == []


def test_a_removed_name_is_gone_and_the_others_stay(store: Store) -> None:
    person_id = add_person(store)
    first, _ = add_name(store, person_id, "Первая"), add_name(store, person_id, "Вторая")
    with store.writing("remove", None) as session:
        session.get_one(Name, first).removed = True
    assert (found(store, "первая"), found(store, "вторая")) == ([], [person_id])


def test_what_was_rolled_back_is_not_found(store: Store) -> None:
    name_id = add_name(store, add_person(store), "Прежняя")

    def fail() -> None:
        with store.writing("fails", None) as session:
            session.get_one(Name, name_id).surname = "Новая"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(found(store, "прежняя")) == 1
    assert found(store, "новая") == []


def test_the_index_stays_whole_through_all_this(store: Store) -> None:
    names = [add_name(store, add_person(store, f"AKT-A000{n}K"), f"Имя{n}") for n in range(6)]
    for n, name_id in enumerate(names):
        rename(store, name_id, f"Другое{n}")
    with store.writing("check", None) as session:
        session.execute(text("INSERT INTO find_text(find_text, rank) VALUES ('integrity-check', 1)"))
        session.execute(text("UPDATE find_key SET names = 'otherwise' WHERE row = 7"))
    broken = text("INSERT INTO find_text(find_text, rank) VALUES ('integrity-check', 1)")
    with pytest.raises(Exception, match="malformed"), store.writing("check", None) as session:
        session.execute(broken)


# Whom one may find.


def test_who_may_not_see_identity_finds_nobody(store: Store) -> None:
    add_named(store, "Ахметова")
    assert found(store, "ахм", NOTHING) == []
    assert found(store, "ахм", READS, Actor(uuid7(), "Nobody", ())) == []


def test_who_sees_only_ones_own_people_finds_only_them(store: Store) -> None:
    mine, _ = add_named(store, "Ахметова", "Алия"), add_named(store, "Ахметова", "Гульнар")
    assign(store, SOMEBODY.user_id, mine)
    own = access(Level.READ, Scope.OWN)
    assert found(store, "ахметова", own) == [mine]
    assert found(store, "ахметова", own, Actor(uuid7(), "Other", ("somebody",))) == []


def test_joined_files_are_one_hit_by_either_name_and_the_chosen_file_is_shown(store: Store) -> None:
    one, other = add_named(store, "Ахметова"), add_named(store, "Сапарова")
    link = join(store, one, other, chosen=other)
    for typed in ("ахметова", "сапарова", "а", "akt"):
        assert found(store, typed) == [other], typed
    with store.writing("apart", None) as session:
        session.get_one(PersonLink, link).state = "apart"
    assert (found(store, "ахметова"), found(store, "сапарова")) == ([one], [other])


def test_the_newest_files_come_first_and_never_more_than_60(store: Store) -> None:
    with store.writing("take in", None) as session:
        people = [Person(id=uuid7(), code=f"AKT-A{n:04}K") for n in range(MOST + 5)]
        session.add_all(people)
        session.flush()
        session.add_all(
            Name(person_id=p.id, kind="legal", script="Cyrl", surname="Одинаковая") for p in people
        )
    newest = [person.id for person in reversed(people)]
    assert found(store, "одинак") == newest[:MOST]
