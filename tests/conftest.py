"""Rules every test lives under: off screen, no network, no leftovers, a home of its own."""

import os
import socket
import sys
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("each change", deadline=None, max_examples=60, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("each change")

# Not every system knows the last three.
FAMILIES = ("AF_INET", "AF_INET6", "AF_NETLINK", "AF_BLUETOOTH", "AF_PACKET")
NETWORK = {int(getattr(socket, name)) for name in FAMILIES if hasattr(socket, name)}
SECONDS_TO_END = 3.0

_sockets_opened: list[str] = []
_failed = pytest.StashKey[bool]()


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Stop a network socket before it exists, whichever library asks for it.

    An audit hook rather than a patched `socket.socket`: it also sees what C code
    and `from socket import socket` open.
    """
    if event == "socket.__new__" and arguments[1] in NETWORK:
        _sockets_opened.append(str(arguments[1]))
        raise RuntimeError("A test opened a network socket.")


sys.addaudithook(refuse_network)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # The traceback of a failed test holds its windows; they are no leak.
    item.stash[_failed] = item.stash.get(_failed, False) or report.failed or call.excinfo is not None
    return report


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the vaults, logs and settings of this test alone."""
    folder = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("UMID_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    _sockets_opened.clear()
    yield
    assert _sockets_opened == [], "a network socket was asked for, and the refusal was swallowed"


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + SECONDS_TO_END
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, end - time.monotonic()))
    assert [thread.name for thread in threading.enumerate() if thread not in before] == []


@pytest.fixture(autouse=True)
def no_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(open_windows())
    yield
    if not request.node.stash.get(_failed, False):
        left = [name for pointer, name in open_windows().items() if pointer not in before]
        assert left == [], "windows outlived the test"


def open_windows() -> dict[int, str]:
    """Windows without a parent, by address; none while Qt is not in use."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    orphans = (widget for widget in widgets.QApplication.topLevelWidgets() if widget.parent() is None)
    return {shiboken6.getCppPointer(widget)[0]: describe(widget) for widget in orphans}


def describe(widget: object) -> str:
    return f"{type(widget).__name__} {getattr(widget, 'objectName', str)()}".strip()
