"""Runs services and queries off the GUI thread, and says afterwards what changed.

Two threads, one task at a time on each: a writer and a reader. Nothing of Qt is touched on
them but the one signal that carries a finished task back; callbacks run on the GUI thread.
"""

from __future__ import annotations

import functools
import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from desktop.errors import Refused
from desktop.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

log = logging.getLogger("umid.work")

T = TypeVar("T")
Done = Callable[[T], object]
WentWrong = Callable[[BaseException], object]

BUG = N_("That did not work because of a fault in Umid. Nothing was saved; what you typed is still here.")


class Store(Protocol):
    """Where the sessions come from. Each of the two threads keeps to its own connection."""

    def writing(self, verb: str) -> AbstractContextManager[Session]:
        """One transaction under this verb: commits on leaving, rolls back when an exception leaves it."""

    def reading(self) -> AbstractContextManager[Session]:
        """One snapshot for one query; never writes."""

    def changed_kinds(self, session: Session) -> frozenset[str]:
        """After `writing` was left: the kinds of record its commit changed."""


def still_there(callback: Callable[..., object] | None) -> bool:
    """Say whether a callback may be called: a method of a widget already deleted may not."""
    while isinstance(callback, functools.partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return callback is not None and (not isinstance(owner, QObject) or shiboken6.isValid(owner))


def frames(error: BaseException) -> str:
    """Return where a bug happened, without the values that were handled there."""
    steps = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{step.filename.rpartition('/')[2]}:{step.lineno} {step.name}" for step in steps)


@dataclass(frozen=True)
class _Finished:
    """A task that has ended, on its way back to the GUI thread."""

    future: Future[object]
    done: Callable[[object], object] | None
    wrong: WentWrong


class Lane(QObject):
    """One thread with its own queue; what it finishes is handed back on the GUI thread, in order.

    Use it alone for what has no session: unlocking a vault, making a key, printing.
    """

    busy = Signal(bool)
    _finished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._waiting = 0
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, task: Callable[[], T], done: Done[T] | None, wrong: WentWrong) -> None:
        """Queue a task; then call `done` with its result or `wrong` with what it raised."""
        self._count(1)
        hand_back = cast("Callable[[object], object] | None", done)

        def ended(future: Future[T]) -> None:
            self._finished.emit(_Finished(cast("Future[object]", future), hand_back, wrong))

        self._pool.submit(task).add_done_callback(ended)

    @property
    def waiting(self) -> int:
        """How many tasks are queued, running or not yet handed back."""
        return self._waiting

    def drain(self, timeout: float | None = None) -> None:
        """Wait until everything queued is done and handed back, and what that queued too.

        Raises TimeoutError when one round takes longer than `timeout` seconds.
        """
        while self._waiting:
            self._pool.submit(lambda: None).result(timeout)
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def close(self) -> None:
        """End the thread. What is still queued is dropped, so drain first where that matters."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _count(self, step: int) -> None:
        was, self._waiting = self._waiting, self._waiting + step
        if bool(was) != bool(self._waiting):
            self.busy.emit(bool(self._waiting))

    def _deliver(self, finished: _Finished) -> None:
        self._count(-1)
        if finished.future.cancelled():
            return
        error = finished.future.exception()
        if error is not None:
            finished.wrong(error)
        elif finished.done is not None and still_there(finished.done):
            finished.done(finished.future.result())


class Work(QObject):
    """The only way a screen reaches the records: hands a job over and hears what came of it.

    changed(frozenset of kinds of record) follows every commit that changed something, after
    the job's own `done`; failed(text) follows a bug or what `explain` has words for; busy(bool) is
    the writer's, for the bottom line. Results are plain values: ORM objects do not cross threads.
    """

    changed = Signal(object)
    failed = Signal(str)
    busy = Signal(bool)

    def __init__(
        self,
        store: Store,
        parent: QObject | None = None,
        explain: Callable[[BaseException], str | None] = lambda _error: None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        # Words for a full disk and the like, in the window's language; None where it is a bug.
        self._explain = explain
        self._writer = Lane("umid-writer", self)
        self._reader = Lane("umid-reader", self)
        self._writer.busy.connect(self.busy)
        self._newest: dict[str, int] = {}
        self._asked = 0
        self._closed = False

    def write(
        self,
        job: Callable[[Session], T],
        done: Done[T] | None = None,
        refused: Callable[[Refused], object] | None = None,
        verb: str = "",
    ) -> None:
        """Run one service call in one transaction under `verb`.

        A Refused goes to `refused`, or to `failed` as its message where nobody takes it.
        """
        verb = verb or verb_of(job)

        def task() -> tuple[T, frozenset[str]]:
            with self._store.writing(verb) as session:
                result = job(session)
            return result, self._store.changed_kinds(session)

        def wrote(outcome: tuple[T, frozenset[str]]) -> None:
            result, kinds = outcome
            if done is not None and still_there(done):
                done(result)
            if kinds:
                self.changed.emit(kinds)

        self._writer.run(task, wrote, functools.partial(self._went_wrong, verb, refused))

    def read(
        self,
        query: Callable[[Session], T],
        done: Done[T],
        refused: Callable[[Refused], object] | None = None,
        key: str = "",
    ) -> None:
        """Run one query. With a `key`, a newer read of that key makes this one void: `done` is not called.

        After `close` nothing is read: a page on its way out may still ask, and the records are locked.
        """
        if self._closed:
            return
        self._asked += 1
        ticket = self._asked
        if key:
            self._newest[key] = ticket

        def superseded() -> bool:
            return bool(key) and self._newest.get(key) != ticket

        def task() -> tuple[T] | None:
            if superseded():
                return None
            with self._store.reading() as session:
                return (query(session),)

        def answered(answer: tuple[T] | None) -> None:
            if answer is not None and not superseded() and still_there(done):
                done(answer[0])

        def wrong(error: BaseException) -> None:
            if not superseded():
                self._went_wrong(key or verb_of(query), refused, error)

        self._reader.run(task, answered, wrong)

    def forget(self, key: str) -> None:
        """Make the reads under way for this key void, as when their page is left."""
        self._newest.pop(key, None)

    @property
    def writing(self) -> bool:
        """Whether a write is queued or under way."""
        return self._writer.waiting > 0

    def drain(self, timeout: float | None = None) -> None:
        """Wait until every write is committed and reported: before the lock and before the end."""
        self._writer.drain(timeout)

    def close(self) -> None:
        """Finish the writes, drop the reads, end both threads."""
        self.drain()
        self._closed = True
        self._newest.clear()
        self._reader.close()
        self._writer.close()

    def _went_wrong(
        self, verb: str, refused: Callable[[Refused], object] | None, error: BaseException
    ) -> None:
        if isinstance(error, Refused):
            if refused is None:
                self.failed.emit(self._explain(error) or str(error))
            elif still_there(refused):
                refused(error)
            return
        told = self._explain(error)
        if told is not None:
            log.warning("%s: %s", verb, type(error).__name__)
            self.failed.emit(told)
            return
        log.error("%s: %s at %s", verb, type(error).__name__, frames(error))
        self.failed.emit(BUG)


def verb_of(job: Callable[..., object]) -> str:
    """Return the name of the service behind a job, for the journal and the log."""
    while isinstance(job, functools.partial):
        job = job.func
    return getattr(job, "__name__", "job").strip("_<>") or "job"
