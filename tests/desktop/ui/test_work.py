"""Jobs off the GUI thread."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.errors import Refused
from desktop.ui.work import BUG, Lane, Work, still_there, verb_of


class FakeSession:
    """Stands for a session: what was added to it, and whether that was committed."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()


class FakeStore:
    """Keeps what a store would: commits, roll-backs, and the threads they came from."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.threads: dict[str, set[str]] = {"write": set(), "read": set()}

    @contextmanager
    def writing(self, verb: str) -> Iterator[Any]:
        self.threads["write"].add(threading.current_thread().name)
        session = FakeSession()
        try:
            yield session
        except BaseException:
            self.events.append(f"rolled back {verb}")
            raise
        self.events.append(f"committed {verb}")

    @contextmanager
    def reading(self) -> Iterator[Any]:
        self.threads["read"].add(threading.current_thread().name)
        yield FakeSession()

    def changed_kinds(self, session: Any) -> frozenset[str]:
        return frozenset(session.kinds)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def work(store: FakeStore) -> Iterator[Work]:
    made = Work(store)
    yield made
    made.close()


def add(session: Any, kind: str) -> str:
    session.kinds.add(kind)
    return kind


def refuse(_session: Any) -> None:
    raise Refused("{name} is already in care.", name="Dana")


def break_down(_session: Any) -> None:
    raise ZeroDivisionError("secret value")


def test_a_write_commits_under_its_verb_and_hands_its_result_back_on_the_gui_thread(
    work: Work, store: FakeStore, qtbot: QtBot
) -> None:
    got: list[tuple[str, str]] = []
    with qtbot.waitSignal(work.changed) as told:
        work.write(
            partial(add, kind="visit"),
            lambda kind: got.append((kind, threading.current_thread().name)),
            verb="record_visit",
        )
    assert got == [("visit", threading.main_thread().name)]
    assert told.args == [frozenset({"visit"})]
    assert store.events == ["committed record_visit"]
    assert store.threads["write"] != {threading.main_thread().name}


def test_changed_follows_done(work: Work) -> None:
    order: list[str] = []
    work.changed.connect(lambda _kinds: order.append("changed"))
    work.write(partial(add, kind="visit"), lambda _kind: order.append("done"))
    work.drain()
    assert order == ["done", "changed"]


def test_a_write_that_changed_nothing_tells_nobody(work: Work) -> None:
    told: list[object] = []
    work.changed.connect(told.append)
    work.write(lambda _session: None)
    work.drain()
    assert told == []


def test_a_refusal_rolls_back_and_goes_to_whoever_asked(work: Work, store: FakeStore) -> None:
    heard: list[str] = []
    work.failed.connect(lambda _message: pytest.fail("a refusal with a taker is no failure"))
    work.write(refuse, refused=lambda error: heard.append(str(error)), verb="admit")
    work.drain()
    assert heard == ["Dana is already in care."]
    assert store.events == ["rolled back admit"]


def test_a_refusal_nobody_takes_is_told_as_a_failure(work: Work) -> None:
    heard: list[str] = []
    work.failed.connect(heard.append)
    work.write(refuse)
    work.drain()
    assert heard == ["Dana is already in care."]


def test_a_bug_is_logged_without_values_and_the_next_job_runs(
    work: Work, store: FakeStore, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []
    work.failed.connect(heard.append)
    with caplog.at_level(logging.ERROR, logger="umid.work"):
        work.write(break_down)
        work.write(partial(add, kind="visit"))
        work.drain()
    assert heard == [BUG]
    assert "break_down: ZeroDivisionError at" in caplog.text
    assert "secret value" not in caplog.text
    assert store.events == ["rolled back break_down", "committed add"]


def test_a_fault_that_has_words_is_told_in_them_and_is_no_bug(
    store: FakeStore, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []
    work = Work(store, explain=lambda error: "The disk is full." if isinstance(error, OSError) else None)
    work.failed.connect(heard.append)

    def fill_the_disk(_session: Any) -> None:
        raise OSError(28, "secret path")

    with caplog.at_level(logging.WARNING, logger="umid.work"):
        work.write(fill_the_disk)
        work.close()
    assert heard == ["The disk is full."]
    assert "secret path" not in caplog.text


def test_drain_waits_for_every_write_and_for_what_they_start(work: Work, store: FakeStore) -> None:
    work.write(partial(add, kind="visit"), lambda _kind: work.write(partial(add, kind="note"), verb="second"))
    work.drain()
    assert store.events == ["committed add", "committed second"]
    assert not work.writing


def test_busy_is_told_once_for_a_row_of_writes(work: Work) -> None:
    told: list[bool] = []
    work.busy.connect(told.append)
    for _job in range(3):
        work.write(partial(add, kind="visit"))
    work.drain()
    assert told == [True, False]


def test_a_read_hands_its_rows_back(work: Work, store: FakeStore, qtbot: QtBot) -> None:
    rows: list[int] = []
    work.read(lambda _session: 7, rows.append)
    qtbot.waitUntil(lambda: rows == [7])
    assert store.threads["read"].isdisjoint(store.threads["write"])


def test_a_newer_read_of_the_same_key_makes_the_older_void(work: Work, qtbot: QtBot) -> None:
    gate, rows, ran = threading.Event(), [], []

    def slow(name: str, _session: Any) -> str:
        gate.wait()
        ran.append(name)
        return name

    for name in ("first", "second", "third"):
        work.read(partial(slow, name), rows.append, key="file")
    work.read(partial(slow, "other"), rows.append, key="list")
    gate.set()
    qtbot.waitUntil(lambda: "other" in rows)
    assert rows == ["third", "other"]
    assert "second" not in ran


def test_a_forgotten_read_is_void(work: Work, qtbot: QtBot) -> None:
    gate, rows = threading.Event(), []
    work.read(lambda _session: gate.wait(), rows.append, key="file")
    work.forget("file")
    gate.set()
    work.read(lambda _session: "after", rows.append)
    qtbot.waitUntil(lambda: "after" in rows)
    assert rows == ["after"]


def test_a_read_that_fails_is_told(work: Work, qtbot: QtBot) -> None:
    with qtbot.waitSignal(work.failed) as told:
        work.read(break_down, lambda _rows: None)
    assert told.args == [BUG]


def test_the_result_for_a_deleted_widget_is_dropped(work: Work) -> None:
    import shiboken6

    label = QLabel()
    work.write(lambda _session: "too late", label.setText)
    shiboken6.delete(label)
    work.drain()
    assert not still_there(label.setText)


def test_callbacks_that_belong_to_no_widget_are_always_there() -> None:
    owner = QObject()
    assert still_there(print)
    assert still_there(partial(owner.setObjectName, "x"))
    assert not still_there(None)


def test_close_finishes_the_writes_and_ends_both_threads(store: FakeStore) -> None:
    work = Work(store)
    work.write(partial(add, kind="visit"))
    work.read(lambda _session: None, lambda _rows: None)
    work.close()
    assert store.events == ["committed add"]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("umid-")]


def test_a_lane_runs_plain_tasks_in_order() -> None:
    lane, done, wrong = Lane("umid-key"), [], []
    lane.run(lambda: "key", done.append, wrong.append)
    lane.run(lambda: 1 / 0, done.append, wrong.append)
    lane.drain()
    lane.close()
    assert done == ["key"]
    assert [type(error) for error in wrong] == [ZeroDivisionError]


def test_drain_says_when_it_takes_too_long(work: Work) -> None:
    gate = threading.Event()
    work.write(lambda _session: gate.wait())
    with pytest.raises(TimeoutError):
        work.drain(0.01)
    gate.set()
    work.drain()


def test_the_verb_of_a_job_is_the_name_of_its_service() -> None:
    assert verb_of(partial(partial(add, kind="x"))) == "add"
    assert verb_of(lambda _session: None) == "lambda"
