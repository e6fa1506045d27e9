from pathlib import Path

import pytest

from desktop.settings import MOST_RECENT, Settings, read


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    said = Settings("ru", "dark", 125, (str(tmp_path / "a"),))
    (tmp_path / "window.json").write_text(said.text(), encoding="utf-8")
    assert read(tmp_path / "window.json") == said


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"language": 1}', '{"language": "ru", "zoom": "x"}', "[" * 9000]
)
def test_a_damaged_file_gives_the_usual(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_text(text, encoding="utf-8")
    assert read(tmp_path / "window.json") == Settings()


def test_a_missing_file_gives_the_usual(tmp_path: Path) -> None:
    assert read(tmp_path / "window.json") == Settings()


def test_the_vault_opened_last_comes_first_and_once(tmp_path: Path) -> None:
    said = Settings()
    for name in ("a", "b", "a", *"cdefg"):
        said = said.opened(tmp_path / name)
    assert [Path(one).name for one in said.recent] == ["g", "f", "e", "d", "c"]
    assert len(said.recent) == MOST_RECENT
    assert [Path(one).name for one in said.opened(tmp_path / "d").recent] == ["d", "g", "f", "e", "c"]
