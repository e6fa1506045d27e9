"""The open database: one connection that writes, one that reads, and the journal between them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from db.clock import Clock
from db.engine import make_engine
from db.journal import recorder
from db.journal.recorder import Recorder
from db.search import derive


class VaultSession(Session):
    """A session whose writes are journalled."""


recorder.listen(VaultSession)


class Closed(Exception):
    """The vault was locked; whoever asks has to unlock it first."""


class Store:
    """Holds both engines of one open vault until `close`."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        incarnation_id: UUID,
        clock: Clock,
        witness: Callable[[int, bytes], None] = lambda _number, _hash: None,
    ) -> None:
        self.clock = clock
        self.incarnation_id = incarnation_id
        # Told number and hash of the newest own change after every commit.
        self._witness = witness
        writer = make_engine(path, key, writing=True)
        reader = make_engine(path, key, writing=False)
        self._engines = [writer, reader]
        self._write: Callable[[], VaultSession] = sessionmaker(
            writer, class_=VaultSession, autoflush=True, expire_on_commit=False
        )
        self._read: Callable[[], Session] = sessionmaker(reader, class_=Session, autoflush=False)

    @contextmanager
    def writing(self, verb: str, actor_id: UUID | None) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._write() as session:
            recorded = Recorder(
                incarnation_id=self.incarnation_id,
                actor_id=actor_id,
                verb=verb,
                clock=self.clock,
                derive=derive,
            )
            session.info[recorder.KEY] = recorded
            # A COMMIT that the database refuses leaves the block through an exception too.
            with session.begin():
                yield session
        if recorded.written is not None:
            self._witness(*recorded.written)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent look at what is committed; it cannot write."""
        with self._read() as session:
            yield session

    def close(self) -> None:
        """Give both connections back and let go of the key. Whoever asks afterwards gets Closed."""
        for engine in self._engines:
            engine.dispose()
        # A disposed engine would connect again: it keeps the key.
        self._engines.clear()
        self._write = self._read = _closed


def _closed() -> NoReturn:
    raise Closed
