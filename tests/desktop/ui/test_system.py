"""What differs by operating system."""

import shutil
import stat
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from desktop.ui import pictures, system
from tests.desktop.reports.papers import a_table, progress, sheet


def test_linux_needs_x11_or_wayland_for_a_window() -> None:
    assert not system.has_display({}, "linux")
    assert system.has_display({"DISPLAY": ":0"}, "linux")
    assert system.has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert system.has_display({}, "win32")


def test_only_linux_prints_through_lp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert system.printing_program("linux") == "/usr/bin/lp"
    assert system.printing_program("win32") is None


def test_nothing_is_left_in_the_clipboard(qapp: QApplication) -> None:
    qapp.clipboard().setText("AKT-B0147K")
    system.clear_clipboard()
    assert qapp.clipboard().text() == ""


def stand_in(folder: Path, script: str) -> str:
    """A program that stands in for lp."""
    program = folder / "lp"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_lp_gets_the_paper_as_it_is_and_no_file_is_made_for_it(tmp_path: Path) -> None:
    program = stand_in(tmp_path, f'echo "$@" > {tmp_path}/words; cat > {tmp_path}/paper')
    data = progress()
    system.print_paper(data, "AKT-A0001", program)
    assert (tmp_path / "paper").read_bytes() == data
    assert (tmp_path / "words").read_text().strip() == "-t AKT-A0001 -o media=A4 -"


def test_a_printer_that_is_not_there_or_refuses_is_one_clear_error(tmp_path: Path) -> None:
    refusing = stand_in(tmp_path, "echo 'lp: Error - no default destination available.' >&2; exit 1")
    with pytest.raises(system.NotPrinted):
        system.print_paper(progress(), "AKT-A0001", refusing)
    with pytest.raises(system.NotPrinted):
        system.print_paper(progress(), "AKT-A0001", str(tmp_path / "missing"))


def test_a_print_service_that_never_answers_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "PATIENCE", 0.05)
    with pytest.raises(system.NotPrinted):
        system.print_paper(progress(), "AKT-A0001", stand_in(tmp_path, "exec sleep 5"))


def test_elsewhere_the_pages_are_drawn_on_the_usual_printer(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qapp
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(system, "printing_program", lambda: None)
    monkeypatch.setattr(system, "usual_printer", lambda: printer)
    data = sheet(a_table(60))
    system.print_paper(data, "AKT-A0001")
    printed = (tmp_path / "printed.pdf").read_bytes()
    sizes = pictures.page_sizes(printed)
    assert len(sizes) == len(pictures.page_sizes(data)) > 1
    assert all(abs(wide - 595) < 2 and abs(tall - 842) < 2 for wide, tall in sizes)
    assert min(pictures.picture(printed, 0, 0.5).pixels[::4]) < 200


def test_without_any_printer_the_pages_are_not_drawn_at_all(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qapp
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", staticmethod(QPrinterInfo))
    assert system.usual_printer() is None
    with pytest.raises(system.NotPrinted):
        system.draw_on_printer(progress(), "AKT-A0001")
