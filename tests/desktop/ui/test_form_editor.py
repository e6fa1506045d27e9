"""The editor of a form, typed into as a person would."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import Refused
from desktop.forms.catalogue import FORMS
from desktop.forms.spec import Field
from desktop.i18n import Language
from desktop.services.drafts import KeptDraft, Typed
from desktop.services.records import Doubt, Doubtful, Wrong
from desktop.ui import theme
from desktop.ui.form_editor import FormEditor
from desktop.ui.form_fields import Surroundings
from tests.desktop.ui.editors import (
    ARM,
    DONE_BY,
    HEIGHT,
    ME,
    NOTE,
    WEIGHT,
    Saver,
    around,
    doubt,
    row,
    type_in,
)


@pytest.mark.parametrize("key", FORMS)
def test_every_field_has_a_label_with_its_buddy_and_a_name_for_the_screen_reader(
    open_form: Callable[..., FormEditor], key: str
) -> None:
    editor = open_form(key)
    for one in editor.rows.values():
        assert isinstance(one.label, QLabel)
        assert one.label.buddy() is one.field
        assert one.field.accessibleName()
        assert "&" not in one.field.accessibleName()


@pytest.mark.parametrize("key", FORMS)
def test_tab_goes_through_the_fields_in_paper_order_and_then_to_save(
    open_form: Callable[..., FormEditor], key: str
) -> None:
    editor = open_form(key)
    editor.focus_first()
    seen: list[QWidget] = []
    wanted = [*editor.rows.values(), editor.save_button]
    for _step in range(4 * len(wanted)):
        focused = QApplication.focusWidget()
        assert focused is not None
        host = next(one for one in wanted if one is focused or one.isAncestorOf(focused))
        if host not in seen:
            seen.append(host)
        if host is editor.save_button:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == wanted


def test_the_nurse_does_not_see_the_field_sealed_to_physicians(
    open_form: Callable[..., FormEditor], en: Language
) -> None:
    editor = open_form(
        "health_check", around(en, may_write=lambda field: field.record.__tablename__ != "sensitive_health")
    )
    assert "sensitive_health.text" not in editor.rows
    assert "sensitive_health.text" not in editor.values()
    shown = [label.text() for label in editor.findChildren(QLabel)]
    assert "Sealed: read by physicians only" not in shown


def test_a_sealed_field_says_to_whom_it_is_sealed(open_form: Callable[..., FormEditor]) -> None:
    shown = [label.text() for label in open_form("psych_session").findChildren(QLabel)]
    assert "Sealed to: psychologist." in shown


def case_worker(en: Language) -> Surroundings:
    def is_note(field: Field) -> bool:
        return field.name == NOTE

    return around(
        en, may_write=lambda field: not is_note(field), for_colleague=is_note, holds=lambda _f: False
    )


def test_the_case_worker_types_a_note_only_for_the_colleague_who_held_the_session(
    open_form: Callable[..., FormEditor], en: Language
) -> None:
    editor = open_form("psych_session", case_worker(en))
    assert not row(editor, NOTE).isVisible()
    assert NOTE not in editor.values()
    type_in(editor, DONE_BY, "Мусина А.")
    assert row(editor, NOTE).isVisible()
    assert any("cannot read it again" in label.text() for label in editor.findChildren(QLabel))
    QTest.keyClicks(row(editor, NOTE).field, "from paper")
    assert editor.values()[NOTE] == "from paper"
    editor.fill({DONE_BY: ME})
    assert not row(editor, NOTE).isVisible()


def test_numbers_go_out_as_their_columns_take_them(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "12,9")
    type_in(editor, ARM, "142")
    editor.save()
    values, _confirmed = saver.saves[0]
    assert (values[WEIGHT], values[ARM]) == (Decimal("12.9"), 142)
    assert isinstance(values[ARM], int)
    assert values[HEIGHT] is None


def test_ctrl_s_saves(open_form: Callable[..., FormEditor], qtbot: QtBot) -> None:
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "12.9")
    with qtbot.waitSignal(editor.saved) as told:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["saved id"]
    assert not editor.dirty


def test_what_is_needed_and_empty_is_marked_and_not_handed_over(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    editor = open_form("psych_session")
    editor.save()
    assert saver.saves == []
    assert row(editor, "counselling_session.mode").beneath == "This is needed."
    assert row(editor, "counselling_session.mode").isAncestorOf(QApplication.focusWidget())


def test_an_arm_in_centimetres_is_said_on_leaving_the_field_and_one_click_puts_it_right(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    editor = open_form("measurement")
    type_in(editor, ARM, "14")
    row(editor, WEIGHT).field.setFocus()
    assert row(editor, ARM).beneath == "Looks like centimetres."
    assert row(editor, ARM)._way_out.text() == "Use 140"
    editor.save()
    assert saver.saves == []
    row(editor, ARM)._way_out.click()
    assert (editor.values()[ARM], row(editor, ARM).state) == (140, "")
    editor.save()
    assert saver.saves[0][0][ARM] == 140


def test_a_refusal_stands_under_its_field_and_keeps_what_was_typed(
    open_form: Callable[..., FormEditor], saver: Saver, ru: Language
) -> None:
    saver.refusals.append(
        Wrong("Looks like metres. Use {suggestion}.", field=HEIGHT, suggestion=Decimal("94.4"))
    )
    editor = open_form("measurement", around(ru))
    type_in(editor, HEIGHT, "95")
    editor.save()
    assert row(editor, HEIGHT).state == "error"
    assert row(editor, HEIGHT)._way_out.text().endswith("94,4")
    assert editor.values()[HEIGHT] == Decimal(95)
    assert editor.dirty
    assert saver.kept
    editor.save()
    assert len(saver.saves) == 2


def test_a_refusal_of_no_field_stands_above_the_buttons(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    saver.refusals += [Refused("Nothing is measured yet."), Refused("Sealed.", field="sensitive_health.text")]
    editor = open_form("measurement")
    for text in ("Nothing is measured yet.", "Sealed."):
        editor.save()
        assert editor.problem.text == text
    editor.save()
    assert editor.problem.text == ""


def test_a_doubt_asks_for_a_reason_and_then_saves_with_it(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    saver.refusals.append(Doubtful([doubt(), doubt(HEIGHT)]))
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "45")
    editor.save()
    weight, height = row(editor, WEIGHT), row(editor, HEIGHT)
    assert (weight.state, height.state) == ("warning", "warning")
    assert QApplication.focusWidget() is weight.reason
    assert weight.beneath == "Unusual: most values are 2.5 to 30. Look again, and keep it if it is right."
    editor.save()
    assert len(saver.saves) == 1, "no reason, no save"
    for one in (weight, height):
        QTest.keyClicks(one.reason, "weighed twice")
        QTest.keyClick(one.reason, Qt.Key.Key_Return)
    assert [confirmed for _values, confirmed in saver.saves] == [
        {},
        {WEIGHT: "weighed twice", HEIGHT: "weighed twice"},
    ]


def test_a_reason_typed_counts_when_save_is_pressed(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    saver.refusals.append(Doubtful([doubt()]))
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "45")
    editor.save()
    QTest.keyClicks(row(editor, WEIGHT).reason, "weighed twice")
    editor.save()
    assert saver.saves[-1][1] == {WEIGHT: "weighed twice"}


def test_a_changed_value_needs_a_reason_of_its_own(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    saver.refusals += [Doubtful([doubt()]), Refused("Another thing.")]
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "4")
    editor.save()
    QTest.keyClicks(row(editor, WEIGHT).reason, "weighed twice")
    editor.save()
    type_in(editor, WEIGHT, "5")
    editor.save()
    assert [confirmed for _values, confirmed in saver.saves] == [{}, {WEIGHT: "weighed twice"}, {}]


def test_a_doubt_that_knows_a_better_value_offers_it(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    lost = Doubt(WEIGHT, "The decimal point may be missing. Is it {suggestion}?",
                 {"suggestion": Decimal("12.9")}, Decimal("12.9"))  # fmt: skip
    saver.refusals.append(Doubtful([lost]))
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "129")
    editor.save()
    assert row(editor, WEIGHT).beneath == "The decimal point may be missing."
    assert row(editor, WEIGHT)._way_out.text() == "Is it 12.9?"
    row(editor, WEIGHT)._way_out.click()
    assert editor.values()[WEIGHT] == Decimal("12.9")


def test_nothing_can_be_typed_or_saved_twice_while_a_save_is_under_way(en: Language, qtbot: QtBot) -> None:
    saves: list[Any] = []
    editor = FormEditor(around(en), FORMS["measurement"], lambda *what: saves.append(what))
    qtbot.addWidget(editor)
    editor.show()
    editor.save()
    editor.save()
    assert len(saves) == 1
    assert not row(editor, WEIGHT).isEnabled()
    editor.release()
    assert row(editor, WEIGHT).isEnabled()
    assert editor.save_button.isEnabled()


def test_the_draft_is_kept_while_typing_and_on_leaving(
    open_form: Callable[..., FormEditor], saver: Saver, qtbot: QtBot
) -> None:
    editor = open_form("measurement")
    editor._timer.setInterval(1)
    type_in(editor, WEIGHT, "12.9")
    qtbot.waitUntil(lambda: len(saver.kept) == 1)
    assert saver.kept[0][WEIGHT] == Decimal("12.9")
    assert saver.finished is not None
    saver.finished("10:42")
    assert editor.line.text() == "Draft kept 10:42. It survives a power cut."
    editor._timer.setInterval(1_000_000)
    type_in(editor, HEIGHT, "94")
    editor.hide()
    assert saver.kept[1][HEIGHT] == Decimal(94)


def test_while_the_writer_is_held_the_draft_waits_and_the_line_says_so(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "12.9")
    editor.flush()
    editor.flush()
    assert len(saver.kept) == 1
    assert editor.line.text() == "The draft waits in memory until a longer task ends."


def test_half_a_date_stands_in_the_draft_as_it_was_typed(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    editor = open_form("measurement")
    type_in(editor, "measurement.happened_on", "22.1")
    editor.rows["measurement.happened_on"].field.setText("22.1x")
    editor.flush()
    assert saver.kept[0]["measurement.happened_on"] == Typed("22.1x")
    again = open_form("measurement")
    again.restore(KeptDraft(saver.kept[0], 0))
    assert again.rows["measurement.happened_on"].field.text() == "22.1x"
    assert not again.check()


def test_a_draft_is_filled_in_and_said_and_can_be_discarded(
    open_form: Callable[..., FormEditor], qtbot: QtBot
) -> None:
    editor = open_form("psych_session")
    editor.fill({"counselling_session.mode": "IND"})
    editor.restore(KeptDraft({"counselling_session.minutes": 45}, 1_795_323_600_000, (NOTE,)))
    assert editor.values()["counselling_session.minutes"] == 45
    assert editor.begun.text == (
        "You had begun this on 22.11.2026 10:00. Keep typing, or discard.\n"
        "Sealed, so not kept in the draft; type it again: Note."
    )
    assert editor.dirty
    with qtbot.waitSignal(editor.discarded):
        editor.begun._action.click()
    assert editor.values()["counselling_session.minutes"] is None
    assert editor.values()["counselling_session.mode"] == "IND"
    assert editor.begun.text == ""


def test_the_last_value_stands_beneath_the_new_one(open_form: Callable[..., FormEditor]) -> None:
    editor = open_form("measurement")
    editor.show_last({WEIGHT: "last 12.6 kg on 15.11", "of another form": "nothing"})
    assert row(editor, WEIGHT).beneath == "last 12.6 kg on 15.11"


def test_undo_is_offered_or_says_why_not(en: Language, qtbot: QtBot, saver: Saver) -> None:
    undone: list[str] = []
    editor = FormEditor(around(en), FORMS["goal"], saver.save, undo=lambda: undone.append("undone"))
    qtbot.addWidget(editor)
    assert not editor.undo_button.isEnabled()
    assert editor.undo_button.accessibleDescription() == "Nothing was saved on this page yet."
    editor.offer_undo(None)
    editor.undo_button.click()
    assert undone == ["undone"]
    editor.offer_undo("A paper was printed since.")
    assert not editor.undo_button.isEnabled()
    assert editor.undo_button.accessibleDescription() == "A paper was printed since."


def test_turned_to_the_person_beside_it_the_form_is_larger_and_keeps_its_values(
    open_form: Callable[..., FormEditor], qapp: QApplication
) -> None:
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "12.9")
    height = row(editor, WEIGHT).field.height()
    theme.apply(qapp, "light", 130, beside=True)
    QApplication.processEvents()
    assert row(editor, WEIGHT).field.height() > height
    assert editor.values()[WEIGHT] == Decimal("12.9")


def test_tab_goes_from_a_doubtful_value_to_its_reason(
    open_form: Callable[..., FormEditor], saver: Saver
) -> None:
    saver.refusals.append(Doubtful([doubt()]))
    editor = open_form("measurement")
    type_in(editor, WEIGHT, "45")
    editor.save()
    row(editor, WEIGHT).field.setFocus()
    QTest.keyClick(row(editor, WEIGHT).field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row(editor, WEIGHT).reason
