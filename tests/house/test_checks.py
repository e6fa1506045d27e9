"""What `run.py check` runs, as tests."""

import subprocess
import sys

import pytest

from run import CHECKS
from tests.house.source import ROOT


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", CHECKS)
def test_the_check_passes(name: str) -> None:
    done = subprocess.run(
        [sys.executable, *CHECKS[name]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
