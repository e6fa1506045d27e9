from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models import Attendance, Course
from desktop.i18n import Language
from desktop.services import learning
from desktop.ui.learning.registers import MarkAttendance
from tests.desktop.ui.keys import type_letters
from tests.desktop.ui.people.looking import opened, said, settle
from tests.desktop.ui.small_vault import TODAY, House


def part_of(qtbot: QtBot, house: House, language: Language, who: str = "case_worker") -> MarkAttendance:
    return opened(qtbot, house, who, language, page="learning").findChildren(MarkAttendance)[0]


def opened_register(qtbot: QtBot, house: House, language: Language, who: str = "teacher") -> MarkAttendance:
    part = part_of(qtbot, house, language, who)
    part.open_register()
    settle(house)
    return part


def marks(house: House) -> dict[UUID, str]:
    with house.store.reading() as session:
        found = session.scalars(select(Attendance).where(Attendance.removed.is_(False)))
        return {one.person_id: one.attendance for one in found}


def enrol(house: House, person: UUID) -> None:
    desk = house.desk("case_worker")
    with house.store.writing("enrol", desk.actor.user_id) as session:
        course = session.scalars(select(Course.id)).one()
        learning.enrol(session, desk=desk, person_id=person, values={"enrolment.course_id": course})


@pytest.mark.parametrize("who", ["director", "nurse", "duty"])
def test_who_marks_no_attendance_is_shown_no_register(
    qtbot: QtBot, small_house: House, en: Language, who: str
) -> None:
    part = part_of(qtbot, small_house, en, who)
    assert part.was_read
    assert not part.card.isVisible()


def test_who_may_not_open_a_course_is_offered_marking_alone(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    shown = said(part_of(qtbot, small_house, en, "teacher"))
    assert "Mark attendance" in shown
    assert "Open a course" not in shown


def test_the_register_is_marked_by_keyboard_and_saved_in_one_go(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    child = small_house.children[0]
    enrol(small_house, child)
    part = opened_register(qtbot, small_house, en)
    assert part.table is not None
    assert "0 of 2 marked" in said(part)
    type_letters(part.table, "e")
    qtbot.keyClick(part.table, Qt.Key.Key_Space)
    assert "2 of 2 marked" in said(part)
    assert marks(small_house) == {}
    qtbot.keyClick(part.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(small_house)
    assert marks(small_house) == {small_house.mother: "PRESENT", child: "EXCUSED"}
    assert part.said.text == "Saved 12:00."
    assert not part.unsaved


def test_a_saved_register_is_taken_back(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = opened_register(qtbot, small_house, en)
    assert part.table is not None
    type_letters(part.table, "a")
    part.save()
    settle(small_house)
    assert marks(small_house) == {small_house.mother: "ABSENT"}
    part.said._act()
    settle(small_house)
    assert marks(small_house) == {}
    assert "0 of 1 marked" in said(part)


def test_course_and_day_wait_until_the_marks_are_saved(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    part = opened_register(qtbot, small_house, en)
    assert part.table is not None
    assert part.day is not None
    assert part.day.isEnabled()
    type_letters(part.table, "p")
    assert not part.day.isEnabled()
    assert part.save_button.isEnabled()


def test_another_day_has_its_own_register(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = opened_register(qtbot, small_house, en)
    assert part.day is not None
    part.day.set_value(TODAY - timedelta(days=3))
    part.day.edited.emit()
    settle(small_house)
    # The mother was enrolled yesterday.
    assert part.table is None
    assert "Nobody in your caseload takes part in this course on this day." in said(part)


def test_marks_are_saved_before_the_records_lock(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = opened_register(qtbot, small_house, en)
    assert part.table is not None
    type_letters(part.table, "p")
    for job in part.context.before_lock:
        job()
    settle(small_house)
    assert marks(small_house) == {small_house.mother: "PRESENT"}


def test_a_refused_register_keeps_what_was_marked(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = opened_register(qtbot, small_house, en)
    assert part.day is not None
    part.day.set_value(TODAY + timedelta(days=1))
    part.day.edited.emit()
    settle(small_house)
    assert part.table is not None
    type_letters(part.table, "p")
    part.save()
    settle(small_house)
    assert "in the future" in part.said.text
    assert part.unsaved
    assert part.table.isEnabled()


def without_courses(house: House) -> None:
    with house.store.writing("remove", None) as session:
        session.scalars(select(Course)).one().removed = True


def test_without_a_course_the_first_one_is_opened_here(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    without_courses(small_house)
    part = part_of(qtbot, small_house, en)
    assert "No course runs at the centre. Open one, then enrol who takes part." in said(part)
    part.open_course()
    assert part.editor is not None
    part.editor.rows["course.label"].values.set_value("Baking")
    part.editor.rows["course.kind"].values.set_value("BAKE")
    part.editor.save()
    settle(small_house)
    with small_house.store.reading() as session:
        found = session.scalars(select(Course.label).where(Course.removed.is_(False)))
        assert list(found) == ["Baking"]
    assert part.editor is None
    assert "Mark attendance" in said(part)


def test_who_opens_no_course_is_told_who_does(qtbot: QtBot, small_house: House, en: Language) -> None:
    without_courses(small_house)
    shown = said(part_of(qtbot, small_house, en, "teacher"))
    assert "No course runs at the centre. It is opened by: Centre director, Case manager" in shown
    assert "Open a course" not in shown
