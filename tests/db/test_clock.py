from datetime import UTC, date, datetime, timedelta

import pytest

from db.clock import Clock, FixedClock

EVENING = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)


def test_the_day_is_the_centres_and_not_greenwichs() -> None:
    clock = FixedClock(EVENING)
    assert clock.today("UTC") == date(2026, 11, 22)
    assert clock.today("Asia/Almaty") == date(2026, 11, 23)


def test_moments_are_whole_milliseconds() -> None:
    clock = FixedClock(datetime(1970, 1, 1, 0, 0, 1, 234_567, tzinfo=UTC))
    assert clock.now_ms() == 1234


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(EVENING)
    before = clock.now_ms()
    assert clock.now_ms() == before
    clock.advance(timedelta(seconds=2))
    assert clock.now_ms() == before + 2000
    assert clock.monotonic() == 2.0


def test_putting_the_clock_back_does_not_move_the_monotonic_one() -> None:
    clock = FixedClock(EVENING)
    clock.advance(timedelta(seconds=5))
    clock.set(EVENING - timedelta(days=400))
    assert clock.today("UTC") == date(2025, 10, 18)
    assert clock.monotonic() == 5.0


def test_time_does_not_pass_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        FixedClock(EVENING).advance(timedelta(seconds=-1))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        FixedClock(EVENING.replace(tzinfo=None))


def test_the_real_clock_agrees_with_itself() -> None:
    clock = Clock()
    day = datetime.fromtimestamp(clock.now_ms() / 1000, UTC).date()
    assert day <= clock.today("UTC") <= day + timedelta(days=1)
    assert clock.monotonic() <= clock.monotonic()
