"""Replaying the journal gives exactly the tables (I16)."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import journalled
from db.clock import Clock
from db.ids import uuid7
from db.models import Consent, Identifier, Identity, Name, Person, PersonLink, Stay
from db.projection import project
from db.search import derive
from db.store import Store
from desktop.rules.partial_dates import exact, parse
from tests.db.dump import assert_chained, changes, tables
from tests.db.records import KEY
from tests.properties import any_record

Verb = Callable[[Session, Person, str | None, date, bool], None]
Step = tuple[int, int, str | None, date, bool]


def _people(session: Session) -> list[Person]:
    return list(session.scalars(select(Person).order_by(Person.id)))


def _name(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    known = session.scalars(select(Name).where(Name.person_id == person.id)).first()
    if known is None:
        session.add(Name(person_id=person.id, kind="legal", script="Cyrl", surname=text, from_on=day))
    else:
        known.given, known.removed = text, flag


def _identity(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    known = session.scalars(select(Identity).where(Identity.person_id == person.id)).first()
    born = exact(day) if flag else parse("spring 1990")
    if known is None:
        session.add(Identity(person_id=person.id, born=born, languages=(text or "kk", "ru")))
    else:
        known.born, known.birth_place = born, text


def _number(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    known = session.scalars(select(Identifier).where(Identifier.person_id == person.id)).first()
    if known is None:
        session.add(Identifier(person_id=person.id, kind="PASSPORT", number=text or "N 1", issued_on=day))
    else:
        known.number, known.removed = text or "N 2", flag


def _consent(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    session.add(
        Consent(person_id=person.id, happened_on=day, basis="CONSENT", refused=flag, scope=(), witness=text)
    )


def _stay(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    known = session.scalars(select(Stay).where(Stay.person_id == person.id)).first()
    if known is None:
        session.add(Stay(person_id=person.id, centre_id=uuid7(), admitted_on=day))
    elif known.admitted_on <= day:
        known.left_on, known.left_to = day, "KIN" if flag else text


def _link(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    other = _people(session)[day.day % len(_people(session))]
    known = session.scalars(select(PersonLink).where(PersonLink.one_id == person.id)).first()
    if known is not None:
        known.state, known.chosen_id = "joined" if flag else "apart", other.id
    elif other.id != person.id:
        session.add(
            PersonLink(one_id=person.id, other_id=other.id, state="joined", chosen_id=person.id, reason=text)
        )


def _arrive(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    session.add(Person(code=f"{person.code}{day.year}{text}{flag}"[:32]))


VERBS: tuple[Verb, ...] = (_name, _identity, _number, _consent, _stay, _link, _link, _arrive)
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.integers(0, len(VERBS) - 1),
        st.integers(0, 2),
        st.one_of(st.none(), any_record.TEXTS),
        any_record.DAYS,
        st.booleans(),
    ),
    min_size=4,
    max_size=12,
)


def live(store: Store, steps: list[Step]) -> None:
    """A short history: each step is one service."""
    with store.writing("begin", None) as session:
        session.add_all(Person(code=f"AKT-A000{n}K") for n in range(3))
    for verb, who, text, day, flag in steps:
        with store.writing("step", None) as session:
            VERBS[verb](session, _people(session)[who], text, day, flag)


def live_with_every_kind(store: Store, data: st.DataObject) -> None:
    """A record of every kind is made, and then every one of its fields is set anew.

    But for the file it belongs to: there it stays.
    """
    with store.writing("begin", None) as session:
        people = [uuid7() for _ in range(3)]
        session.add_all(Person(id=one, code=f"AKT-{one.hex[-6:]}") for one in people)
    made = {cls: uuid7() for cls in journalled()}
    with store.writing("make", None) as session:
        for cls, record_id in made.items():
            session.add(cls(id=record_id, **data.draw(any_record.values(cls, people))))
    with store.writing("change", None) as session:
        for cls, record_id in made.items():
            record = session.get_one(cls, record_id)
            for name, value in data.draw(any_record.values(cls, people)).items():
                if not cls.__table__.columns[name].foreign_keys:
                    setattr(record, name, value)


def assert_replayed(empty: Path, folder: Path, history: Callable[[Store], None]) -> int:
    """Live a history in one store and replay its journal into another; returns its changes."""
    here = folder / uuid7().hex
    here.mkdir()
    try:
        with (
            closing(new_store(empty, here / "lived.db")) as lived,
            closing(new_store(empty, here / "replayed.db")) as replayed,
        ):
            history(lived)
            with replayed.writing("replay", None) as session:
                derive(session, project(session, changes(lived)))
            assert tables(replayed) == tables(lived)
            assert changes(replayed) == changes(lived)
            return len(changes(lived))
    finally:
        shutil.rmtree(here)


def new_store(empty: Path, path: Path) -> Store:
    """A store on a copy of the empty database."""
    shutil.copy(empty, path)
    return Store(path, KEY, incarnation_id=uuid7(), clock=Clock())


# So many histories, from one seed: the long run calls these with others.


def _quick(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def replay_histories(empty: Path, folder: Path, *, examples: int, start: int) -> int:
    """Replay random histories; returns how many."""

    @seed(start)
    @_quick(examples)
    @given(steps=STEPS)
    def check(steps: list[Step]) -> None:
        assert_replayed(empty, folder, lambda store: live(store, steps))

    check()
    return examples


def replay_every_kind(empty: Path, folder: Path, *, examples: int, start: int) -> int:
    """Replay histories in which every kind of record is made and changed; returns how many."""

    @seed(start)
    @_quick(examples)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        assert_replayed(empty, folder, lambda store: live_with_every_kind(store, data))

    check()
    return examples


def test_replaying_the_journal_gives_exactly_the_tables(
    empty_database: Path, tmp_path: Path, a_seed: int
) -> None:
    assert replay_histories(empty_database, tmp_path, examples=15, start=a_seed) == 15


def test_a_record_of_every_kind_is_replayed_with_every_value(
    empty_database: Path, tmp_path: Path, a_seed: int
) -> None:
    assert replay_every_kind(empty_database, tmp_path, examples=4, start=a_seed) == 4


@pytest.mark.long
def test_500_histories_are_replayed(empty_database: Path, tmp_path: Path, a_seed: int) -> None:
    assert replay_histories(empty_database, tmp_path, examples=500, start=a_seed) == 500


@pytest.mark.long
def test_100_times_a_record_of_every_kind_is_replayed(
    empty_database: Path, tmp_path: Path, a_seed: int
) -> None:
    assert replay_every_kind(empty_database, tmp_path, examples=100, start=a_seed) == 100


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(steps=STEPS)
def test_the_chain_of_an_incarnation_has_no_gap_and_every_hash_fits(
    steps: list[Step], empty_database: Path, tmp_path: Path
) -> None:
    with closing(new_store(empty_database, tmp_path / f"{uuid7().hex}.db")) as store:
        live(store, steps)
        assert_chained(changes(store))


def test_a_change_that_the_journal_missed_is_noticed(empty_database: Path, tmp_path: Path) -> None:
    def history(store: Store) -> None:
        live(store, [(0, 0, "Anna", date(2026, 1, 1), False)])
        raw = store._engines[0].raw_connection()
        for trigger in ("name_update_journalled", "name_insert_journalled"):
            raw.cursor().execute(f"DROP TRIGGER {trigger}")
        raw.cursor().execute("UPDATE name SET surname = 'Somebody else'")
        raw.close()

    with pytest.raises(AssertionError):
        assert_replayed(empty_database, tmp_path, history)
