"""Small files, small functions; it is the tail that makes code hard to read."""

import ast
import statistics
from pathlib import Path

from tests.house.source import name_of, parsed, python_files

ROOMS = ("desktop", "db")


def functions(path: Path) -> list[tuple[str, int]]:
    """Name and lines of each function, from `def` to its last line, docstring included."""
    return [
        (f"{path.name}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def all_functions(*rooms: str) -> list[tuple[str, int]]:
    return [function for path in python_files(*rooms) for function in functions(path)]


def test_no_file_has_more_than_500_lines() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {name: lines for name, lines in lengths.items() if lines > 500} == {}


def test_no_function_has_more_than_60_lines() -> None:
    assert [
        function for function in all_functions(*ROOMS, "migrations", "tests", "run.py") if function[1] > 60
    ] == []


def test_the_median_function_has_fewer_than_10_lines() -> None:
    assert statistics.median(lines for _, lines in all_functions(*ROOMS)) < 10


def test_95_of_100_functions_have_fewer_than_30_lines() -> None:
    longest_first = sorted(all_functions(*ROOMS), key=lambda function: -function[1])
    tail = longest_first[: len(longest_first) // 20 + 1]
    assert tail[-1][1] < 30, tail


def test_a_function_is_measured_from_def_to_its_last_line(tmp_path: Path) -> None:
    source = tmp_path / "measured.py"
    source.write_text(
        '@cached\ndef f():\n    """Doc."""\n\n    return (\n        1\n    )\n', encoding="utf-8"
    )
    assert [lines for _, lines in functions(source)] == [6]
