"""What the machine itself can do in the same run: every figure is read beside one of these."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import sqlcipher3

BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("Umid")
label.resize(1366, 768)
label.show()
app.processEvents()
"""


def seconds(job: Callable[[], object]) -> float:
    """How long a job takes."""
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def median(job: Callable[[], object], times: int = 5) -> float:
    """Median of several runs."""
    return sorted(seconds(job) for _ in range(times))[times // 2]


def share(figures: Sequence[float], part: float) -> float:
    """The figure that this part of all stays under: 0.95 for p95."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def process(*arguments: str, source: str | None = None) -> float:
    """Wall time of one whole process of this interpreter."""
    command = [sys.executable, *(["-c", source] if source else []), *arguments]
    off_screen = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True, env=off_screen))


def bare_window() -> float:
    """A Qt window with one label, as a whole process."""
    return sorted(process(source=BARE_WINDOW) for _ in range(3))[1]


def raw_insert(folder: Path) -> float:
    """One row in an encrypted file with the same pragmas, committed: seconds each."""
    path = folder / "probe.db"
    path.unlink(missing_ok=True)
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA key = \"x'" + "00" * 32 + "'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)")
    cost = (
        seconds(lambda: [connection.execute("INSERT INTO row(text) VALUES ('x')") for _ in range(200)]) / 200
    )
    connection.close()
    path.unlink()
    return cost


def raw_bulk(rows: int = 20_000) -> float:
    """Rows inserted at once into memory: seconds each."""
    connection = sqlcipher3.connect(":memory:")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)")
    values = [("an invented text",)] * rows
    cost = seconds(lambda: connection.executemany("INSERT INTO row(text) VALUES (?)", values)) / rows
    connection.close()
    return cost


def bare_page() -> float:
    """A page of reportlab with 40 lines: seconds each."""
    from reportlab.pdfgen.canvas import Canvas

    def draw() -> None:
        canvas = Canvas(io.BytesIO())
        for line in range(40):
            canvas.drawString(50, 800 - 18 * line, "An invented line of a paper")
        canvas.save()

    draw()
    return median(draw, 20)
