import errno
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from db import files
from desktop.reports.blocks import notice
from desktop.reports.sheet import Footer, Sheet, build
from tests.desktop.reports.papers import (
    CENTRE,
    EN,
    FACTS,
    KAZAKH,
    MOMENT,
    RUSSIAN,
    a_table,
    outside_margins,
    pages,
    progress,
    sheet,
    text,
)

PRINT = """
import hashlib
from tests.desktop.reports.papers import KAZAKH, RUSSIAN, FACTS, progress
print(hashlib.sha256(progress(FACTS, (RUSSIAN, KAZAKH))).hexdigest())
"""


def digest_in_new_process(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_same_facts_give_the_same_bytes() -> None:
    assert progress(FACTS, (RUSSIAN, KAZAKH)) == progress(FACTS, (RUSSIAN, KAZAKH))


def test_two_processes_write_the_same_bytes() -> None:
    assert digest_in_new_process("1") == digest_in_new_process("2")


def test_every_page_says_its_number_and_how_many_there_are() -> None:
    made = pages(sheet(a_table(120)))
    assert len(made) > 2
    assert all(f"page {number} of {len(made)}" in page for number, page in enumerate(made, start=1))


def test_the_page_number_is_said_in_both_languages() -> None:
    assert "стр. 1 из 1 · 1-бет, барлығы 1" in text(sheet(languages=(RUSSIAN, KAZAKH)))


def test_head_and_foot_stand_on_every_page() -> None:
    for page in pages(sheet(a_table(120), code="AKT-B0147K", copy="AKT-B0311")):
        assert "Rehabilitation centre" in page
        assert "AKT-B0147K" in page
        assert "copy AKT-B0311" in page


def test_the_foot_says_when_it_was_made_by_the_clock_of_the_centre() -> None:
    out = BytesIO()
    footer = Footer(remarks=("For the desk.",), recipient="School", made_at_ms=MOMENT, zone="Asia/Almaty")
    build(out, Sheet("Progress report", (EN,), CENTRE, footer), [])
    assert "For the desk. Recipient: School generated on 22.11.2026 09:44" in text(out.getvalue())


def test_the_file_names_its_kind_and_language_and_nobody() -> None:
    reader = PdfReader(BytesIO(progress(FACTS, (RUSSIAN, KAZAKH))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Отчёт о ходе реабилитации"
    assert reader.root_object["/Lang"] == "ru"
    assert all(FACTS.name.split()[0] not in str(value) for value in reader.metadata.values())


def test_a_page_is_a4_with_margins_of_18_mm() -> None:
    data = sheet(a_table(60), languages=(RUSSIAN, KAZAKH), check="AKT-B0311")
    page = PdfReader(BytesIO(data)).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    assert outside_margins(data) == []


def test_a_long_name_of_the_centre_leaves_room_for_the_title() -> None:
    out = BytesIO()
    build(out, Sheet("Progress report", (EN,), "Центр " * 40, Footer(code="x")), [notice((EN,), "Goals")])
    assert "Progress report" in text(out.getvalue())
    assert outside_margins(out.getvalue()) == []


def test_a_paper_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"the former one")

    def full(operation: str, _path: Path) -> None:
        if operation == "write":
            raise OSError(errno.ENOSPC, "No space left on device")

    with files.faults(full), pytest.raises(OSError, match="No space"):
        build(path, Sheet("Progress report", (EN,), CENTRE, Footer()), [])
    assert path.read_bytes() == b"the former one"


def test_a_paper_is_written_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    build(path, Sheet("Progress report", (EN,), CENTRE, Footer()), [])
    assert "Progress report" in text(path.read_bytes())
