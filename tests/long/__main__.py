"""The properties with as many numbers as the time allows.

    python -m tests.long --minutes N [--seed S] [--only WORDS]

Divides the minutes over the rows, and prints for each how many were tried, from which seed, and how
many failed. Any failure makes the exit code 1; its seed alone repeats it with `--minutes 0 --seed S`.
"""

import argparse
import secrets
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.long.rows import ROWS

# Tries one batch in an empty folder from a seed; says how many it tried, raises when one fails.
Row = Callable[[Path, int], int]


def main(words: Sequence[str], rows: Mapping[str, Row] = ROWS) -> int:
    """Run every row for its share of the time; 0 if nothing failed."""
    parser = argparse.ArgumentParser(prog="run.py long")
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--only", default="", help="rows whose name has these words in it")
    wanted = parser.parse_args(words)
    chosen = {name: row for name, row in rows.items() if wanted.only in name}
    if not chosen:
        parser.error(f"there is no row {wanted.only!r}; there are: {', '.join(rows)}")
    seconds = wanted.minutes * 60 / len(chosen)
    failures = sum(run(name, row, seconds, wanted.seed) for name, row in chosen.items())
    return 1 if failures else 0


def run(name: str, row: Row, seconds: float, seed: int) -> int:
    """Try a row again and again from one seed after the other, at least once; returns its failures."""
    end, now, count, failures = time.monotonic() + seconds, seed, 0, 0
    while now == seed or time.monotonic() < end:
        try:
            with tempfile.TemporaryDirectory(prefix="umid-long-") as folder:
                count += row(Path(folder), now)
        except Exception:  # noqa: BLE001 - whatever it is, the other rows go on
            failures += 1
            say(f"{name}: failed with seed {now}\n{traceback.format_exc()}")
        now += 1
    say(f"{name:<40} {count:>8} tried   seeds {seed} to {now - 1}   {failures} failed")
    return failures


def say(line: str) -> None:
    """Print a line at once, so that a run that is cut off has told what it did."""
    print(line, flush=True)  # noqa: T201 - a command speaks to who called it


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
