from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models import Measurement
from desktop.i18n import Language
from desktop.services import health
from desktop.ui.people.files import FilePage
from desktop.ui.people.histories import HistoryPage
from desktop.ui.person_parts import named
from tests.desktop.ui.people.looking import opened, said, settle
from tests.desktop.ui.small_vault import NOTE, TODAY, House


def history(file: FilePage) -> HistoryPage:
    found = file.findChildren(HistoryPage)
    assert len(found) == 1
    return found[0]


def correct_weight(house: House, file: FilePage, child: UUID) -> None:
    with house.store.reading() as session:
        record_id = session.scalars(select(Measurement.id)).one()
    job = named(
        health.measure, desk=file.context.desk(), person_id=child, record_id=record_id,
        values={"measurement.weight": Decimal("12.9"), "measurement.height": Decimal("94.2")},
    )  # fmt: skip
    file.context.work.write(job, verb="measure")
    settle(house)


def test_a_change_shows_the_value_before_and_after(qtbot: QtBot, small_house: House, en: Language) -> None:
    child = small_house.children[1]
    file = opened(qtbot, small_house, "nurse", en, child, "history")
    correct_weight(small_house, file, child)
    assert "Measurement: Weight: 12.6 kg → 12.9 kg" in said(history(file))


def test_the_file_is_shown_as_it_stood_on_a_day(qtbot: QtBot, small_house: House, en: Language) -> None:
    child = small_house.children[1]
    file = opened(qtbot, small_house, "nurse", en, child, "history")
    correct_weight(small_house, file, child)
    page = history(file)
    page.day.set_value(TODAY - timedelta(days=3))
    page.day.edited.emit()
    settle(small_house)
    assert "12.6 kg" in said(page)
    assert "12.9 kg" not in said(page)
    assert "→" not in said(page)


def test_a_day_before_the_arrival_has_nothing_on_record(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "nurse", en, page="history")
    page = history(file)
    page.day.set_value(TODAY - timedelta(days=30))
    page.day.edited.emit()
    settle(small_house)
    assert "Nothing was on record that day." in said(page)


def test_the_history_of_a_sealed_note_says_that_it_is_sealed(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "psychologist", en, page="history")
    shown = said(history(file))
    assert "Note: sealed" in shown
    assert NOTE not in shown


def test_the_history_holds_no_figure_for_who_sees_the_summary(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "case_worker", en, small_house.children[1], "history")
    shown = said(history(file))
    assert "Measured on: 15.11.2026" in shown
    assert "12.6" not in shown
    assert "MUAC" not in shown


def test_a_course_is_named_in_the_history(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "case_worker", en, page="history")
    assert "Course: Sewing, group 2" in said(history(file))
