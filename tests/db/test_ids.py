import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from db.clock import FixedClock
from db.ids import IdSource, made_at_ms, uuid7

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_id_says_version_variant_and_moment() -> None:
    clock = FixedClock(NOON)
    made = IdSource(clock).next()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made_at_ms(made) == clock.now_ms()


@given(moves=st.lists(st.integers(-(10**11), 10**11), max_size=60))
def test_ids_only_grow_whatever_the_clock_does(moves: list[int]) -> None:
    clock = FixedClock(NOON)
    source = IdSource(clock)
    made = [source.next()]
    for move in moves:
        clock.set(NOON + timedelta(milliseconds=move))
        made += [source.next(), source.next()]
    assert made == sorted(set(made))
    assert {one.version for one in made} == {7}


def test_a_millisecond_that_is_full_lends_from_the_next() -> None:
    clock = FixedClock(NOON)
    source = IdSource(clock, lambda bits: (1 << bits) - 1)
    source.next()
    source._tail = (1 << 74) - 1
    made = source.next()
    assert made_at_ms(made) == clock.now_ms() + 1
    assert made < source.next()


def test_the_same_random_numbers_make_the_same_ids() -> None:
    def three() -> list[UUID]:
        numbers = iter((5, 6, 7))
        source = IdSource(FixedClock(NOON), lambda _bits: next(numbers))
        return [source.next() for _ in range(3)]

    assert three() == three()


def test_threads_never_get_the_same_id() -> None:
    made: list[UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7() for _ in range(2000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8000
