"""The demonstration is made once a day."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from db import vault
from db.clock import FixedClock
from db.instance import AlreadyOpen
from db.models import Person
from desktop import paths
from desktop.demo import fill_kept
from desktop.demo.fill import make, place_of
from desktop.demo.fill_kept import NOTE, as_json, kept
from desktop.demo.fill_staff import password_of

TAG = "kg-meerim"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    monkeypatch.setattr(fill_kept, "make", partial(make, people=3, cheap=True))
    return FixedClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


def database(tag: str) -> bytes:
    return (paths.demo() / tag / "vault.a.json").read_bytes()


def test_the_second_start_of_a_day_finds_the_first_ones(clock: FixedClock) -> None:
    first = kept(TAG, clock=clock)
    made = database(TAG)
    clock.advance(timedelta(hours=4))
    assert kept(TAG, clock=clock) == first
    assert database(TAG) == made


def test_the_next_day_has_a_new_one(clock: FixedClock) -> None:
    first = kept(TAG, clock=clock)
    made = database(TAG)
    clock.advance(timedelta(days=1))
    assert kept(TAG, clock=clock).codes == first.codes
    assert database(TAG) != made


@pytest.mark.parametrize("note", [b"", b"[]", b'{"edition": 0}', None])
def test_one_that_was_not_finished_is_made_again(clock: FixedClock, note: bytes | None) -> None:
    kept(TAG, clock=clock)
    made = database(TAG)
    path = paths.demo() / TAG / NOTE
    if note is None:
        path.unlink()
    else:
        path.write_bytes(note)
    kept(TAG, clock=clock)
    assert database(TAG) != made


def test_one_that_is_open_is_not_taken_away(clock: FixedClock) -> None:
    kept(TAG, clock=clock)
    clock.advance(timedelta(days=1))
    place = place_of(paths.demo() / TAG)
    with vault.hold(place, clock):
        with pytest.raises(AlreadyOpen):
            kept(TAG, clock=clock)
        opened = vault.unlock(place, "nurse", password_of("nurse"), clock=clock, cheap=True)
        with opened.reading() as session:
            assert session.scalar(select(func.count()).select_from(Person)) == 3
        opened.lock()


def test_a_script_reads_how_to_get_in(clock: FixedClock) -> None:
    said = as_json(kept(TAG, clock=clock))
    assert (said["user"], said["password"]) == ("caseworker", password_of("caseworker"))
    assert said["vault"] == str(paths.demo() / TAG)
    assert isinstance(said["people"], list)
    assert len(said["people"]) == 3
