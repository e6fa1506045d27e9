"""`python -m tests.benchmarks [--prepare] [--people N ...]`: the figures, beside the machine's own."""

import argparse
import sys
from pathlib import Path

from tests.benchmarks import prepare
from tests.benchmarks.rows import Figure, figures
from tests.benchmarks.windows import window_figures

FOLDER = Path(__file__).resolve().parents[2] / "bench-out"


def main(arguments: list[str] | None = None) -> int:
    """Print every row; 1 if a figure does not hold."""
    parser = argparse.ArgumentParser(prog="run.py bench")
    parser.add_argument("--prepare", action="store_true", help="only make the bench vaults")
    parser.add_argument("--people", type=int, nargs="*", default=[1_000, 100_000])
    chosen = parser.parse_args(arguments)
    FOLDER.mkdir(exist_ok=True)
    if chosen.prepare:
        for people in chosen.people:
            prepare.vault(FOLDER, people).lock()
        return 0
    found = [show(figure) for people in chosen.people for figure in figures(FOLDER, people)]
    found += [show(figure) for figure in window_figures(FOLDER, max(chosen.people))]
    return 0 if all(figure.holds for figure in found) else 1


def show(figure: Figure) -> Figure:
    """One line: what was measured, its bound, and the machine's own figure."""
    mark = "holds" if figure.holds else "TOO SLOW"
    sys.stdout.write(
        f"{figure.what:<58} {_unit(figure.measured):>10}  bound {_unit(figure.bound):>10}  "
        f"machine {_unit(figure.probe):>10} x{figure.measured / figure.probe:<8.1f} (k {figure.k:g}) {mark}\n"
    )
    sys.stdout.flush()
    return figure


def _unit(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


if __name__ == "__main__":
    sys.exit(main())
