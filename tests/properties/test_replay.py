"""Replaying the journal gives exactly the tables."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.clock import Clock
from db.ids import uuid7
from db.journal.canonical import change_hash, commitment
from db.models import Consent, Identity, Measurement, Member, Name, Person, PersonLink, Stay
from db.projection import project
from db.search import derive
from db.store import Store
from db.types import SealedText
from db.models import Alias
from desktop.rules.partial_dates import exact, parse
from tests.db.conftest import KEY
from tests.db.dump import changes, tables

TEXTS = st.one_of(st.none(), st.text(max_size=12))
DAYS = st.dates(date(1950, 1, 1), date(2026, 11, 22))
STEPS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 30), TEXTS, DAYS, st.booleans()), min_size=1, max_size=25
)


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


def _measure(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    weight = None if flag else day.day + 3
    session.add(Measurement(person_id=person.id, happened_on=day, weight=weight, muac=120, from_paper=text))


def _alias(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    sealed = SealedText(uuid7(), bytes(24), (text or "x").encode())
    session.add(Alias(person_id=person.id, kind="KUNYA", text=None if flag else sealed))


def _consent(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    session.add(Consent(person_id=person.id, happened_on=day, basis="CONSENT", refused=flag, scope=(), witness=text))


def _stay(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    known = session.scalars(select(Stay).where(Stay.person_id == person.id)).first()
    if known is None:
        session.add(Stay(person_id=person.id, centre_id=uuid7(), admitted_on=day))
    elif known.admitted_on <= day:
        known.left_on, known.left_to = day, text


def _member(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    session.add(Member(person_id=person.id, household_id=uuid7(), is_head=flag))


def _link(session: Session, person: Person, text: str | None, day: date, flag: bool) -> None:
    other = _people(session)[day.day % len(_people(session))]
    if other.id != person.id:
        session.add(
            PersonLink(one_id=person.id, other_id=other.id, state="joined" if flag else "apart", chosen_id=person.id)
        )


VERBS: tuple[Callable[[Session, Person, str | None, date, bool], None], ...] = (
    _name, _identity, _measure, _alias, _consent, _stay, _member, _link,
)  # fmt: skip


def _live(store: Store, steps: list[tuple[int, int, str | None, date, bool]]) -> None:
    with store.writing("begin", None) as session:
        session.add_all(Person(code=f"AKT-A000{n}K") for n in range(3))
    for verb, who, text, day, flag in steps:
        with store.writing("step", None) as session:
            person = _people(session)[who % 3]
            if verb == len(VERBS):
                session.add(Person(code=f"AKT-A{who:04}K"))
            else:
                VERBS[verb](session, person, text, day, flag)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate], max_examples=150)
@given(steps=STEPS)
def test_replaying_the_journal_gives_exactly_the_tables(
    steps: list[tuple[int, int, str | None, date, bool]], empty_database: Path, tmp_path: Path
) -> None:
    folder = tmp_path / uuid7().hex
    folder.mkdir()
    lived, replayed = (_store(empty_database, folder / name) for name in ("lived.db", "replayed.db"))
    try:
        _live(lived, steps)
        with replayed.writing("replay", None) as session:
            derive(session, project(session, changes(lived)))
        assert tables(replayed) == tables(lived)
        assert changes(replayed) == changes(lived)
    finally:
        lived.close()
        replayed.close()
        shutil.rmtree(folder)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(steps=STEPS)
def test_the_chain_of_an_incarnation_has_no_gap_and_every_hash_fits(
    steps: list[tuple[int, int, str | None, date, bool]], empty_database: Path, tmp_path: Path
) -> None:
    lived = _store(empty_database, tmp_path / f"{uuid7().hex}.db")
    try:
        _live(lived, steps)
        previous, counter = None, 0
        for number, change in enumerate(changes(lived), start=1):
            assert change["number"] == number
            assert change["counter"] > counter
            assert change["previous_hash"] == previous
            assert change["hash"] == change_hash(change)
            assert change["commitments"] == {n: commitment(*pair) for n, pair in change["fields"].items()}
            previous, counter = change["hash"], change["counter"]
    finally:
        lived.close()


def _store(empty: Path, path: Path) -> Store:
    shutil.copy(empty, path)
    return Store(path, KEY, incarnation_id=uuid7(), clock=Clock())
