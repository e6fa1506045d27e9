from pathlib import Path

import pytest

from tests.long.__main__ import Row, main
from tests.long.rows import ROWS


def test_every_row_is_tried_once_even_without_time(capsys: pytest.CaptureFixture[str]) -> None:
    tried: list[tuple[str, int]] = []

    def row(name: str, count: int) -> Row:
        def one(folder: Path, seed: int) -> int:
            assert list(folder.iterdir()) == []
            tried.append((name, seed))
            return count

        return one

    assert main(["--minutes", "0", "--seed", "7"], {"one": row("one", 20), "two": row("two", 3)}) == 0
    assert tried == [("one", 7), ("two", 7)]
    said = capsys.readouterr().out.splitlines()
    assert [line.split() for line in said] == [
        ["one", "20", "tried", "seeds", "7", "to", "7", "0", "failed"],
        ["two", "3", "tried", "seeds", "7", "to", "7", "0", "failed"],
    ]


def test_a_row_goes_on_to_the_next_seed_while_there_is_time(capsys: pytest.CaptureFixture[str]) -> None:
    seeds: list[int] = []

    def row(_folder: Path, seed: int) -> int:
        seeds.append(seed)
        return 1

    assert main(["--minutes", "0.0005", "--seed", "7"], {"one": row}) == 0
    assert seeds == list(range(7, 7 + len(seeds)))
    assert f"seeds 7 to {seeds[-1]}" in capsys.readouterr().out


def test_a_failure_names_its_seed_and_stops_no_other_row(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(_folder: Path, seed: int) -> int:
        raise AssertionError(f"lost at {seed}")

    def passes(_folder: Path, _seed: int) -> int:
        return 5

    assert main(["--minutes", "0", "--seed", "7"], {"bad": fails, "good": passes}) == 1
    said = capsys.readouterr().out
    assert "bad: failed with seed 7" in said
    assert "lost at 7" in said
    assert said.splitlines()[-1].split()[:2] == ["good", "5"]


def test_rows_can_be_chosen_by_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {"killed": lambda _folder, _seed: 1, "replayed": lambda _folder, _seed: 2}
    assert main(["--minutes", "0", "--only", "repl"], rows) == 0
    assert capsys.readouterr().out.split()[0] == "replayed"
    with pytest.raises(SystemExit):
        main(["--minutes", "0", "--only", "nothing"], rows)


def test_a_row_says_how_many_it_tried(tmp_path: Path) -> None:
    assert ROWS["slots under faults and kills"](tmp_path, 7) == 20
