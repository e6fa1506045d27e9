"""The time, asked in one place only, so that a test can be the clock."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """What this computer believes the time to be."""

    def now_ms(self) -> int:
        """Milliseconds since 1970 in UTC. May jump when somebody sets the computer's clock."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds since an unknown moment. Never runs backwards; only differences mean anything."""
        return time.monotonic()

    def today(self, zone: str) -> date:
        """The day it is now at the centre. `zone` is a name such as Asia/Almaty."""
        return day_of(self.now_ms(), zone)


class FixedClock(Clock):
    """A clock that moves when it is told to, for tests and for the demonstration."""

    def __init__(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            message = "A fixed clock needs a moment with its zone."
            raise ValueError(message)
        self._moment = moment.astimezone(UTC)
        self._elapsed = 0.0

    def now_ms(self) -> int:
        """Milliseconds since 1970 in UTC, as last set."""
        return (self._moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)

    def monotonic(self) -> float:
        """Seconds that `advance` has let pass."""
        return self._elapsed

    def advance(self, by: timedelta) -> None:
        """Let time pass. Refuses to go back: that is what `set` is for."""
        if by < timedelta(0):
            message = "Time passes forwards; use set to put the clock back."
            raise ValueError(message)
        self._moment += by
        self._elapsed += by.total_seconds()

    def set(self, moment: datetime) -> None:
        """Put the clock to another moment, as a person does. The monotonic clock does not notice."""
        self._moment = moment.astimezone(UTC)


def day_of(moment_ms: int, zone: str) -> date:
    """The day of a moment (UTC milliseconds) at the centre."""
    return datetime.fromtimestamp(moment_ms / 1000, UTC).astimezone(ZoneInfo(zone)).date()


def midnight_ms(day: date, zone: str) -> int:
    """The moment (UTC milliseconds) at which a day begins at the centre."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp() * 1000)
