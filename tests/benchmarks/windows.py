"""Rows that need the whole programme: a start, the way to the desk, a printed report, memory."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from db import crypto
from desktop.demo.fill_kept import kept
from tests.benchmarks import prepare, probes
from tests.benchmarks.rows import Figure

# From the first import to the login on the screen, and from Enter to a usable window; printed as JSON.
WINDOW = """
import json, resource, sys, time
begun = time.perf_counter()
from pathlib import Path
from PySide6.QtWidgets import QApplication
from db.clock import Clock
from desktop.ui.app import Umid
app = QApplication(["umid"])
umid = Umid(app, Clock(), cheap=True)
umid.start(Path(sys.argv[1]))
app.processEvents()
login = time.perf_counter() - begun
end = time.perf_counter() + 3
while time.perf_counter() < end:
    app.processEvents()
    time.sleep(0.01)
from desktop.ui.shell.logins import Credentials, LoginPage
begun = time.perf_counter()
umid.window.findChildren(LoginPage)[-1].entered.emit(Credentials(sys.argv[2], sys.argv[3]))
while umid.sitting is None or umid.window.page() is None:
    app.processEvents()
desk = time.perf_counter() - begun
for _ in range(200):
    app.processEvents()
    time.sleep(0.005)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"login": login, "desk": desk, "memory": memory}))
umid.window.close()
"""


def window_figures(folder: Path, people: int) -> Iterator[Figure]:
    """Start, unlock and memory on the larger vault; one report as a whole process on the demonstration."""
    bare = probes.bare_window()
    shown = _window(folder, people)
    yield Figure("start to login window", shown["login"], 1.5 * bare, bare, 1.5)
    yield Figure(f"from Enter to a usable window, {people:,} people", shown["desk"], 0.5, bare, 1)
    megabytes = shown["memory"] / 1_000_000
    sys.stdout.write(f"memory of the window, {people:,} people: {megabytes:.0f} MB (bound 160 MB)\n")
    yield Figure("one progress report, whole process", _report(), 1.0, bare, 2)


def _window(folder: Path, people: int) -> dict[str, float]:
    where = prepare.place(folder, people)
    with tempfile.TemporaryDirectory() as home:
        said = subprocess.run(
            [sys.executable, "-c", WINDOW, str(where.folder), prepare.LOGIN, prepare.PASSWORD],
            env=os.environ | {"UMID_HOME": home, "QT_QPA_PLATFORM": "offscreen"},
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    found: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
    return found


def _report() -> float:
    """One report from the command line; what its password costs is measured beside it and left out."""
    made = kept("kz-zhusan")
    user = made.user()
    with tempfile.TemporaryDirectory() as out:
        command = [
            sys.executable, "-m", "desktop", "report", "progress", "--person", made.codes[0],
            "--language", "ru", "--vault", str(made.folder), "--user", user.login,
            "--out", str(Path(out) / "report.pdf"),
        ]  # fmt: skip
        environment = os.environ | {"UMID_PASSWORD": user.password}
        whole = probes.median(
            lambda: subprocess.run(command, env=environment, check=True, capture_output=True), 3
        )
    params = crypto.calibrate()
    return whole - probes.median(lambda: crypto.derive("an invented password", bytes(16), params), 3)
