from pathlib import Path

import pytest

from desktop import resources


def test_a_checkout_reads_the_folders_beside_the_code() -> None:
    root = Path(resources.__file__).parents[1]
    assert resources.resource("access.toml") == root / "resources/access.toml"
    assert resources.migrations_dir() == root / "migrations"


def test_an_installed_wheel_reads_what_it_brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_SHIPPED", tmp_path)
    assert resources.resource("fonts", "OFL.txt") == tmp_path / "resources/fonts/OFL.txt"
    assert resources.migrations_dir() == tmp_path / "migrations"
