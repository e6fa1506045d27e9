"""Without a display the same command leaves pictures of the window and the papers."""

import shutil
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.clock import FixedClock
from desktop.demo.fill import DemoVault
from desktop.ui.app import Umid
from desktop.ui.demo_window import CASEWORKER, NURSE, SMALLEST, Walk
from tests.desktop.ui.desk_vault import Desktop
from tests.stories.conftest import NOW

VISITED = ((NURSE, ()), (CASEWORKER, ("overview",)))


def test_the_walk_leaves_pictures_of_every_colleague_and_the_papers(
    qapp: QApplication, qtbot: QtBot, invented: DemoVault, tmp_path: Path
) -> None:
    folder, out = tmp_path / "vault", tmp_path / "out"
    shutil.copytree(invented.folder, folder)
    out.mkdir()
    clock = FixedClock(NOW)
    umid = Umid(qapp, clock, cheap=True)
    desktop = Desktop(umid, qtbot, clock, folder)
    try:
        Walk(umid, replace(invented, folder=folder), out, quiet_s=0.1).whole(VISITED)
    finally:
        desktop.close()
    pictures = sorted(path.stem for path in out.glob("*.png"))
    assert {"1-login", "2-today-nurse-en-light", "3-overview-caseworker-ru-dark"} <= set(pictures)
    for path in out.glob("*.png"):
        image = QImage(str(path))
        assert (image.width(), image.height()) == SMALLEST
    papers = {path.stem for path in out.glob("*.pdf")}
    assert {"progress-en", "progress-ru-kk", "blank_intake-ru", "blank_health-kk"} <= papers
    assert all(len(PdfReader(path).pages) >= 1 for path in out.glob("*.pdf"))
