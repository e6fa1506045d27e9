"""Entries of a person's file: listed, opened, corrected, removed and taken back, on a real vault."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.forms.catalogue import FORMS
from desktop.i18n import Language
from desktop.services import drafts, health
from desktop.services.drafts import About
from desktop.ui.context import Context
from desktop.ui.widgets.cards import FactLine
from desktop.ui.widgets.notices import NotForRole
from desktop.ui.widgets.records import RecordsSection
from tests.desktop.ui.small_vault import NOTE, House

WEIGHT = "measurement.weight"


class Opener:
    """Opens sections as one colleague or another, and waits until they show what was asked."""

    def __init__(self, house: House, language: Language, qtbot: QtBot) -> None:
        self.house, self.language, self.qtbot = house, language, qtbot
        self.contexts: dict[str, Context] = {}

    def context(self, who: str) -> Context:
        return self.contexts.setdefault(who, self.house.context(who, self.language))

    def section(self, who: str, key: str, person: UUID | None = None) -> RecordsSection:
        made = RecordsSection(self.context(who), person or self.house.children[1], FORMS[key])
        self.qtbot.addWidget(made)
        made.resize(780, 600)
        with self.qtbot.waitSignal(made.answered):
            made.show()
        return made

    def act(self, section: RecordsSection, job: Callable[[], object]) -> None:
        with self.qtbot.waitSignal(section.answered):
            job()
        self.house.settle()


@pytest.fixture
def opener(small_house: House, en: Language, qtbot: QtBot) -> Iterator[Opener]:
    yield Opener(small_house, en, qtbot)
    with suppress(TimeoutError):
        small_house.settle()


def texts(widget: QWidget) -> list[str]:
    # What is added to a layout is shown on the next turn of the loop.
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def lines(section: RecordsSection) -> list[str]:
    QApplication.processEvents()
    return [line.accessibleName() for line in section.findChildren(FactLine) if line.isVisible()]


def press(section: RecordsSection, text: str) -> None:
    QApplication.processEvents()
    button = next(one for one in section.findChildren(QPushButton) if one.text() == text and one.isVisible())
    button.click()


def open_line(section: RecordsSection, begins: str) -> None:
    line = next(one for one in section.findChildren(FactLine) if one.accessibleName().startswith(begins))
    assert line._on_click is not None
    line._on_click()


def type_in(section: RecordsSection, name: str, text: str) -> None:
    assert section.editor is not None
    field = section.editor.rows[name].field
    field.setFocus()
    QTest.keyClicks(field, text)


def weigh(opener: Opener, weight: str) -> RecordsSection:
    section = opener.section("nurse", "measurement")
    section.open_new()
    type_in(section, WEIGHT, weight)
    assert section.editor is not None
    opener.act(section, section.editor.save)
    return section


def test_the_newest_entry_stands_first_with_its_units(opener: Opener) -> None:
    section = weigh(opener, "12.9")
    assert lines(section) == ["22.11.2026: 12.9 kg", "15.11.2026: 12.6 kg · 94.2 cm · 142 mm"]


def test_the_editor_shows_the_last_value_beside_the_new_one(opener: Opener) -> None:
    section = opener.section("nurse", "measurement")
    section.open_new()
    assert section.editor is not None
    assert section.editor.rows[WEIGHT].beneath == "last 12.6 kg on 15.11"


def test_the_case_worker_sees_that_the_child_was_weighed_and_whose_the_figures_are(opener: Opener) -> None:
    section = opener.section("case_worker", "measurement")
    assert lines(section) == ["15.11.2026"]
    assert section.new_button.isHidden()
    assert any("kept by: Doctor, Nurse" in text for text in texts(section))
    assert not any("12.6" in text for text in texts(section))


def test_a_role_that_sees_nothing_is_told_whose_it_is(opener: Opener) -> None:
    section = opener.section("duty", "psych_session", opener.house.mother)
    assert lines(section) == []
    assert [notice.isVisible() for notice in section.findChildren(NotForRole)] == [True]


def test_an_empty_card_says_what_to_do_next_or_who_writes_here(opener: Opener) -> None:
    nurse = opener.section("nurse", "health_check")
    assert "Nothing here yet. Write the first entry." in texts(nurse)
    psychologist = opener.section("psychologist", "consent")
    assert any(text.startswith("Nothing here yet. It is written by:") for text in texts(psychologist))


def test_the_psychologist_reads_the_note_and_the_case_worker_does_not(opener: Opener) -> None:
    mother = opener.house.mother
    for who, reads in (("psychologist", True), ("case_worker", False)):
        section = opener.section(who, "psych_session", mother)
        open_line(section, "22.11.2026")
        assert (NOTE in texts(section)) is reads


def test_the_two_kinds_of_session_are_told_apart(opener: Opener) -> None:
    assert lines(opener.section("case_worker", "religious_session", opener.house.mother)) == []


def test_a_saved_entry_is_taken_back_and_put_back(opener: Opener) -> None:
    section = weigh(opener, "12.9")
    assert section.editor is None
    assert section.said.text.startswith("Saved ")
    opener.act(section, lambda: press(section, "Undo"))
    assert lines(section) == ["15.11.2026: 12.6 kg · 94.2 cm · 142 mm"]
    opener.act(section, lambda: press(section, "Undo"))
    assert lines(section)[0] == "22.11.2026: 12.9 kg"


def test_undo_that_cannot_be_says_why(opener: Opener) -> None:
    section = weigh(opener, "12.9")
    record_id = section._page.entries[0].id if section._page is not None else None
    with opener.house.store.writing("measure", opener.house.desk("nurse").actor.user_id) as session:
        health.measure(
            session, desk=opener.house.desk("nurse"), person_id=opener.house.children[1],
            values={WEIGHT: Decimal("13.1")}, record_id=record_id,
        )  # fmt: skip
    press(section, "Undo")
    opener.house.settle()
    assert section.said.text == "This was changed again since. Correct the entry instead."


def test_an_entry_is_corrected_and_its_history_says_who_and_what(opener: Opener) -> None:
    section = opener.section("nurse", "measurement")
    open_line(section, "15.11.2026")
    press(section, "Correct")
    assert section.editor is not None
    assert section.editor.values()[WEIGHT] == Decimal("12.60")
    section.editor.rows[WEIGHT].field.clear()
    type_in(section, WEIGHT, "12.8")
    opener.act(section, section.editor.save)
    press(section, "History")
    opener.house.settle()
    assert section.history is not None
    said = [line.accessibleName() for line in section.history.findChildren(FactLine)]
    assert said[0].startswith("Weight: 12.6 kg → 12.8 kg: Темирова Н. · 22.11.2026")
    assert any(line.startswith("Weight: 12.6 kg: Темирова Н.") for line in said)


def test_an_entry_is_shown_as_it_stood_on_a_day(opener: Opener) -> None:
    section = opener.section("nurse", "measurement")
    open_line(section, "15.11.2026")
    press(section, "Correct")
    assert section.editor is not None
    section.editor.rows[WEIGHT].field.clear()
    type_in(section, WEIGHT, "12.8")
    opener.act(section, section.editor.save)
    press(section, "History")
    opener.house.settle()
    assert section.history is not None
    for day, stands, note in (
        ("20.11.2026", "12.6 kg", "As it stood on 20.11.2026"),
        ("22.11.2026", "12.8 kg", "As it stood on 22.11.2026"),
        ("01.11.2026", None, "Not on file on 01.11.2026"),
    ):
        section.history.day.clear()
        QTest.keyClicks(section.history.day, day)
        opener.house.settle()
        assert section.view is not None
        assert note in texts(section.view)
        assert [text for text in texts(section.view) if "kg" in text] == ([stands] if stands else [])


def test_a_removed_entry_leaves_the_list_and_undo_brings_it_back(opener: Opener) -> None:
    section = opener.section("nurse", "measurement")
    open_line(section, "15.11.2026")
    opener.act(section, lambda: press(section, "Remove"))
    assert lines(section) == []
    assert section.said.text.startswith("Removed ")
    opener.act(section, lambda: press(section, "Undo"))
    assert lines(section) == ["15.11.2026: 12.6 kg · 94.2 cm · 142 mm"]


def test_a_refused_save_leaves_the_editor_open_with_what_was_typed(opener: Opener) -> None:
    section = opener.section("nurse", "measurement")
    section.open_new()
    assert section.editor is not None
    section.editor.save()
    opener.house.settle()
    assert section.editor.rows[WEIGHT].beneath.startswith("Nothing is measured yet.")
    type_in(section, WEIGHT, "45")
    section.editor.save()
    opener.house.settle()
    assert section.editor.rows[WEIGHT].state == "warning"
    QTest.keyClicks(section.editor.rows[WEIGHT].reason, "weighed twice, with boots")
    opener.act(section, section.editor.save)
    assert lines(section)[0] == "22.11.2026: 45 kg"


def test_what_was_typed_waits_as_a_draft_when_the_editor_is_closed(opener: Opener) -> None:
    section = opener.section("nurse", "measurement")
    section.open_new()
    type_in(section, WEIGHT, "12.9")
    opener.act(section, section.close_editor)
    assert lines(section)[0].startswith("A draft waits: 22.11.2026")
    open_line(section, "A draft waits")
    opener.house.settle()
    assert section.editor is not None
    assert section.editor.begun.text.startswith("You had begun this on 22.11.2026")
    assert section.editor.values()[WEIGHT] == Decimal("12.9")
    opener.act(section, lambda: press(section, "Discard"))
    opener.act(section, section.close_editor)
    assert lines(section) == ["15.11.2026: 12.6 kg · 94.2 cm · 142 mm"]


def test_before_the_lock_every_open_editor_keeps_its_draft(opener: Opener) -> None:
    section = opener.section("nurse", "measurement")
    section.open_new()
    type_in(section, WEIGHT, "12.9")
    for job in opener.context("nurse").before_lock:
        job()
    opener.house.settle()
    desk, about = opener.house.desk("nurse"), About(opener.house.children[1])
    with opener.house.store.reading() as session:
        kept = drafts.find(session, desk=desk, form_key="measurement", about=about)
    assert kept is not None
    assert kept.values[WEIGHT] == Decimal("12.9")


def test_a_section_that_is_gone_is_not_asked_before_the_lock(opener: Opener, qtbot: QtBot) -> None:
    context = opener.context("nurse")
    section = RecordsSection(context, opener.house.mother, FORMS["measurement"])
    assert len(context.before_lock) == 1
    section.deleteLater()
    qtbot.waitUntil(lambda: context.before_lock == [])


def test_a_colleagues_correction_meanwhile_is_shown_and_not_overwritten_unseen(opener: Opener) -> None:
    section = opener.section("nurse", "measurement")
    assert section._page is not None
    record_id = section._page.entries[0].id
    section.correct(record_id)
    opener.house.settle()
    desk = opener.house.desk("nurse")
    opener.house.clock.advance(timedelta(minutes=1))
    with opener.house.store.writing("measure", opener.house.desk("director").actor.user_id) as session:
        health.measure(
            session, desk=desk, person_id=opener.house.children[1], record_id=record_id,
            values={WEIGHT: Decimal("12.8")},
        )  # fmt: skip
    assert section.editor is not None
    section.editor.rows[WEIGHT].field.clear()
    type_in(section, WEIGHT, "12.7")
    section.editor.save()
    opener.house.settle()
    assert section.editor.problem.text.startswith("A colleague changed this entry meanwhile")
    assert section.editor.rows[WEIGHT].beneath == "now 12.8 kg"
    opener.act(section, section.editor.save)
    assert lines(section)[0].startswith("15.11.2026: 12.7 kg")


def test_the_nurse_is_offered_only_the_kinds_of_line_she_writes(opener: Opener) -> None:
    section = opener.section("nurse", "must_know")
    section.open_new()
    assert section.editor is not None
    offered = section.editor.rows["must_know.kind"].field.face._choices
    assert {choice.code for choice in offered} == {"ALLERGY", "MEDICINE", "LIMITS", "WHERE"}
