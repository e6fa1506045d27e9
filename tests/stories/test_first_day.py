"""The first day of a newcomer: nurse, psychologist, case worker, and the paper at the end."""

import itertools
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from desktop.demo.fill import DemoVault
from desktop.ui import system
from desktop.ui.form_editor import FormEditor
from desktop.ui.people.files import FilePage
from desktop.ui.reports.previews import PreviewPage
from desktop.ui.widgets.records import RecordsSection
from tests.desktop.ui.desk_vault import Desktop
from tests.desktop.ui.keys import type_letters

CTRL = Qt.KeyboardModifier.ControlModifier
NOTE = "Words that only the psychologist may read"
WEIGHT = "23.45"


def log_in(demo: Desktop, invented: DemoVault, login: str) -> None:
    user = invented.user(login)
    demo.try_password(user.login, user.password)
    demo.qtbot.waitUntil(lambda: demo.umid.sitting is not None, timeout=8000)
    demo.settle()


def file_of(demo: Desktop) -> FilePage:
    page = demo.umid.window.page()
    assert isinstance(page, FilePage)
    return page


def words(page: QWidget) -> str:
    """Everything that can be read on a page."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def find_by_three_letters(demo: Desktop, letters: str) -> None:
    """Ctrl+K, three letters, Enter."""
    window = demo.umid.window
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    search = window.top.search
    assert QApplication.focusWidget() is search
    type_letters(search, letters)
    demo.qtbot.wait(250)
    demo.settle()
    QTest.keyClick(search, Qt.Key.Key_Return)
    demo.settle()


def section_of(demo: Desktop, form_key: str, tab: str) -> RecordsSection:
    """The list of one kind of entry on its tab."""
    page = file_of(demo)
    page.show_page(tab)
    demo.settle()
    found = [one for one in page.findChildren(RecordsSection) if one.form.key == form_key]
    assert len(found) == 1
    return found[0]


def new_entry(demo: Desktop, form_key: str, tab: str) -> FormEditor:
    section = section_of(demo, form_key, tab)
    section.open_new()
    demo.settle()
    assert section.editor is not None
    return section.editor


def fill(editor: FormEditor, **values: Any) -> None:
    for name, value in values.items():
        field = editor.rows[name.replace("__", ".")].field
        field.setFocus()
        field.set_value(value)


def save_with_reason(demo: Desktop, editor: FormEditor) -> None:
    """The invented child may weigh something else: say why the number is right, if asked."""
    save(demo, editor)
    if isValid(editor):
        row = editor.rows["measurement.weight"]
        type_letters(row.reason, "weighed twice")
        save(demo, editor)


def save(demo: Desktop, editor: FormEditor) -> None:
    QTest.keyClick(editor, Qt.Key.Key_S, CTRL)
    demo.settle()


def mother_with_child(demo: Desktop) -> tuple[str, object]:
    """A mother's surname on the list of people, and the key of her child's row."""
    rows = demo.umid.window.left.people.rows()
    pairs = itertools.pairwise(rows)
    mother, child = next((one, two) for one, two in pairs if one.depth == 0 and two.depth == 1)
    return mother.name, child.key


def test_a_newcomers_first_day(demo: Desktop, invented: DemoVault, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(demo, invented, "nurse")
    mother, child = mother_with_child(demo)
    the_nurse_weighs_a_child(demo, mother, child)
    change_to(demo, invented, "psychologist", child)
    the_psychologist_records_a_session(demo)
    change_to(demo, invented, "caseworker", child)
    the_case_worker_sees_that_both_took_place(demo)
    demo.umid.window.person_opened.emit(demo.umid.window.left.people.rows()[0].key)
    demo.settle()
    she_records_a_family_meeting_and_an_enrolment(demo)
    text = the_progress_report_prints(demo, monkeypatch)
    assert mother_of(demo) in text
    assert NOTE not in text
    assert WEIGHT not in text
    demo.umid.lock()
    demo.settle()


def change_to(demo: Desktop, invented: DemoVault, login: str, person: object) -> None:
    """One key and a password; then the file of the same person."""
    demo.umid.switch_user()
    demo.settle()
    log_in(demo, invented, login)
    demo.umid.window.person_opened.emit(person)
    demo.settle()


def the_nurse_weighs_a_child(demo: Desktop, mother: str, child: object) -> None:
    """She finds the mother by three letters, opens the child and records the weight."""
    find_by_three_letters(demo, mother[:3])
    assert file_of(demo).current == "overview"
    demo.umid.window.person_opened.emit(child)
    demo.settle()
    editor = new_entry(demo, "measurement", "health")
    type_letters(editor.rows["measurement.weight"].field, WEIGHT)
    save_with_reason(demo, editor)
    assert WEIGHT in words(file_of(demo))


def the_psychologist_records_a_session(demo: Desktop) -> None:
    """The session with its note."""
    editor = new_entry(demo, "psych_session", "counselling")
    fill(
        editor,
        counselling_session__mode="IND",
        counselling_session__attendance="PRESENT",
        counselling_note__text=NOTE,
    )
    save(demo, editor)
    assert section_of(demo, "psych_session", "counselling").editor is None


def the_case_worker_sees_that_both_took_place(demo: Desktop) -> None:
    """And neither the figures nor the note, on any page."""
    for tab in ("overview", "health", "counselling", "history"):
        file_of(demo).show_page(tab)
        demo.settle()
        assert WEIGHT not in words(file_of(demo))
        assert NOTE not in words(file_of(demo))
    file_of(demo).show_page("overview")
    demo.settle()
    assert "Weighed and measured" in words(file_of(demo))
    assert "Counselling session" in words(file_of(demo))


def she_records_a_family_meeting_and_an_enrolment(demo: Desktop) -> None:
    """Two entries of the case worker's own."""
    editor = new_entry(demo, "family_meeting", "family")
    fill(editor, family_meeting__visitor="An invented grandmother", family_meeting__mode="telephone")
    save(demo, editor)
    assert "An invented grandmother" in words(file_of(demo))
    editor = new_entry(demo, "enrolment", "learning")
    for course in courses_of(editor):
        # In one of the courses she may be already; then the form says so and stays open.
        if isValid(editor):
            editor.fill({"enrolment.course_id": course})
            save(demo, editor)
    assert section_of(demo, "enrolment", "learning").editor is None


def the_progress_report_prints(demo: Desktop, monkeypatch: pytest.MonkeyPatch) -> str:
    """Ctrl+P shows it, and it goes to the printer; returns what stands on the paper."""
    printed: list[bytes] = []
    monkeypatch.setattr(system, "print_paper", lambda data, _title: printed.append(data))
    QTest.keyClick(demo.umid.window, Qt.Key.Key_P, CTRL)
    demo.settle()
    preview = demo.umid.window.page()
    assert isinstance(preview, PreviewPage)
    preview.print_paper()
    demo.settle()
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(printed[0])).pages)


def mother_of(demo: Desktop) -> str:
    """Surname of the person whose paper it is."""
    return demo.umid.window.left.people.rows()[0].name.split()[0]


def courses_of(editor: FormEditor) -> list[object]:
    """The courses that are offered."""
    return [course for course, _label in editor.around.choices["enrolment.course_id"]]
