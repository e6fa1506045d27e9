from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models import ReadLog
from desktop.i18n import Language
from desktop.services import health
from desktop.ui.people.files import FilePage
from desktop.ui.person_parts import named
from desktop.ui.widgets.cards import FactLine
from desktop.ui.widgets.notices import NotForRole
from desktop.ui.widgets.records import RecordsSection
from tests.desktop.ui.people.looking import opened, said, settle
from tests.desktop.ui.small_vault import NOTE, WORDS, House

HEADS = {
    "case_worker": "woman, 29 y · AKT-A0001Q · room 12 · day 9 · case worker Сапарова Д.",
    # The teacher's role has the name of a person and not her birth; duty has no stay either.
    "teacher": "AKT-A0001Q · room 12 · day 9 · case worker Сапарова Д.",
    "duty": "AKT-A0001Q · room 12",
}


def section(file: FilePage, page: str, form: str) -> RecordsSection:
    shown = file.page(page)
    part = shown.part(form) if shown is not None else None
    assert isinstance(part, RecordsSection)
    return part


def notices(file: FilePage) -> list[str]:
    return [one.label.text() for one in file.findChildren(NotForRole) if one.isVisible()]


@pytest.mark.parametrize("who", HEADS)
def test_the_line_under_the_name_says_what_the_role_may_know(
    qtbot: QtBot, small_house: House, en: Language, who: str
) -> None:
    file = opened(qtbot, small_house, who, en)
    assert file.head.name.text() == "Құрманбаева Айгүл Серікқызы"
    assert file.head.about.text() == HEADS[who]


@pytest.mark.parametrize("page", ["overview", "health", "history"])
def test_what_everybody_must_know_stands_on_every_page(
    qtbot: QtBot, small_house: House, en: Language, page: str
) -> None:
    file = opened(qtbot, small_house, "duty", en, page=page)
    shown = said(file.head)
    assert "Allergy: penicillin" in shown
    assert "Not to be collected or visited by: see list at the gate" in shown
    assert "Not asked yet: limits" in shown


def test_asked_and_none_differs_from_not_asked_yet(qtbot: QtBot, small_house: House, en: Language) -> None:
    asked = opened(qtbot, small_house, "nurse", en, small_house.children[1])
    unasked = opened(qtbot, small_house, "nurse", en, small_house.children[0])
    assert "No allergies known (asked Sun 15 Nov)" in said(asked.head)
    assert "No allergies asked yet" in said(unasked.head)


def test_the_nurse_reads_the_figures_of_a_child(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "nurse", en, small_house.children[1], "health")
    assert "12.6 kg · 94.2 cm · 142 mm" in said(file)


def test_the_case_worker_reads_that_a_child_was_weighed_and_no_figure(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "case_worker", en, small_house.children[1], "health")
    shown = said(section(file, "health", "measurement"))
    assert "15.11.2026" in shown
    assert "The rest is kept by: Doctor, Nurse." in shown
    file.show_page("overview")
    settle(small_house)
    assert "Weighed and measured" in said(file)
    for figure in ("12.6", "94.2", "142"):
        assert figure not in shown
        assert figure not in said(file)


def test_the_psychologist_reads_her_note_and_the_case_worker_that_it_took_place(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    for who, reads in (("psychologist", True), ("case_worker", False)):
        file = opened(qtbot, small_house, who, en, page="counselling")
        sessions = section(file, "counselling", "psych_session")
        line = next(one for one in sessions.findChildren(FactLine) if one.left.text() == "22.11.2026")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        settle(small_house)
        shown = said(sessions)
        assert "Individual · Present" in shown
        assert (NOTE in shown) is reads
        file.show_page("history")
        settle(small_house)
        assert NOTE not in said(file)


def test_what_is_not_for_a_role_is_said_and_never_shown_as_empty(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "duty", en)
    assert len(notices(file)) == 7
    assert all("It is kept by:" in notice for notice in notices(file))
    assert "Nothing is overdue." not in said(file)
    assert "Nobody has recorded a contact yet." not in said(file)
    file = opened(qtbot, small_house, "nurse", en, page="legal")
    assert "Not for this role. It is kept by: Lawyer." in notices(file)


def test_a_person_who_is_not_for_the_role_shows_her_code_alone(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "sysadmin", en)
    assert file.head.name.text() == "AKT-A0001Q"
    assert said(file).splitlines()[0] == "AKT-A0001Q"
    assert not file.tabs.isVisible()
    assert "Құрманбаева" not in said(file)


def test_the_pages_are_gone_through_by_keyboard(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "case_worker", en)
    file.tabs.setFocus()
    seen = [file.current]
    for _step in range(file.tabs.count() - 1):
        qtbot.keyClick(file.tabs, Qt.Key.Key_Right)
        seen.append(file.current)
    assert seen == [
        "overview", "family", "health", "counselling", "learning", "plan", "legal", "house", "after",
        "history",
    ]  # fmt: skip
    assert file.command("next_tab")
    assert file.current == "overview"
    assert file.command("previous_tab")
    assert file.current == "history"
    assert not file.command("zoom_in")


def test_each_opening_of_a_page_is_noted(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "nurse", en)
    file.show_page("health")
    settle(small_house)
    with small_house.store.reading() as session:
        noted = list(session.execute(select(ReadLog.user_id, ReadLog.person_id, ReadLog.page)))
    nurse = small_house.built.colleagues["nurse"].actor.user_id
    assert noted == [(nurse, small_house.mother, "overview"), (nurse, small_house.mother, "health")]


def offered(file: FilePage) -> list[str]:
    return [form for form, _page in file.recordable()]


def test_record_offers_the_forms_of_the_role_those_of_the_page_first(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    nurse = opened(qtbot, small_house, "nurse", en, page="health")
    assert offered(nurse)[:2] == ["measurement", "health_check"]
    assert not {"goal", "psych_session", "legal_step"} & set(offered(nurse))
    psychologist = opened(qtbot, small_house, "psychologist", en, page="counselling")
    assert offered(psychologist)[0] == "psych_session"
    assert "religious_session" not in offered(psychologist)
    director = opened(qtbot, small_house, "director", en)
    assert offered(director) == ["appointment"]


def test_record_opens_the_form_that_its_key_names(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "nurse", en, small_house.children[1])
    at = offered(file).index("measurement") + 1
    menu = file.menu()
    qtbot.addWidget(menu)
    menu.popup(file.mapToGlobal(file.rect().center()))
    qtbot.keyClick(menu, Qt.Key(Qt.Key.Key_0.value + at))
    settle(small_house)
    assert file.current == "health"
    editor = section(file, "health", "measurement").editor
    assert editor is not None
    assert "last 12.6 kg on 15.11" in said(editor)


def test_the_menu_of_record_has_a_key_for_the_first_nine(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "case_worker", en)
    menu = file.menu()
    keys = [action.text()[:2] for action in menu.actions()]
    assert keys[:9] == [f"&{n}" for n in range(1, 10)]
    assert isinstance(menu, QMenu)


def test_a_line_of_the_family_opens_that_file(qtbot: QtBot, small_house: House, en: Language) -> None:
    for page in ("overview", "family"):
        file = opened(qtbot, small_house, "case_worker", en, page=page)
        line = next(one for one in file.findChildren(FactLine) if "daughter" in one.left.text())
        assert line.left.text() == "Құрманбаева Әмина, daughter, 3 y"
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert small_house.opened.pop() == small_house.children[1]


def test_a_child_sees_mother_and_siblings(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "case_worker", en, small_house.children[1], "family")
    shown = said(file)
    assert "Құрманбаева Айгүл, mother, 29 y" in shown
    assert "Құрманбаев Дәулет, brother, 7 y" in shown


def test_the_overview_answers_at_the_door(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "case_worker", en)
    shown = said(file)
    assert f"“{WORDS}”" in shown
    assert "Family, Fri 27 Nov 11:00, room 4" in shown
    assert "Registration and immediate needs, since Sun 15 Nov" in shown
    assert "today, present · Мусина А." in shown
    assert "Session took place" in shown
    assert "Application filed" in shown
    assert "An identity card of my own · by Sat 12 Dec" in shown


def test_what_a_colleague_saves_appears_without_asking(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "nurse", en, small_house.children[0])
    overview = file.page("overview")
    assert overview is not None
    assert "Weighed and measured" not in said(overview)
    weigh(small_house, file, small_house.children[0])
    assert "Weighed and measured" in said(overview)


def weigh(house: House, file: FilePage, child: UUID) -> None:
    desk = file.context.desk()

    job = named(health.measure, desk=desk, person_id=child, values={"measurement.muac": 150})
    file.context.work.write(job, verb="measure")
    settle(house)


def test_a_hidden_page_is_read_again_only_when_it_is_shown(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    file = opened(qtbot, small_house, "nurse", en, small_house.children[0], "health")
    measured = section(file, "health", "measurement")
    file.show_page("house")
    settle(small_house)
    weigh(small_house, file, small_house.children[0])
    assert measured.stale
    file.show_page("health")
    settle(small_house)
    assert not measured.stale
    assert "150 mm" in said(measured)


def test_print_asks_for_a_paper_of_this_person(qtbot: QtBot, small_house: House, en: Language) -> None:
    file = opened(qtbot, small_house, "case_worker", en)
    qtbot.mouseClick(file.head.print_button, Qt.MouseButton.LeftButton)
    assert small_house.printed == [small_house.mother]
    duty = opened(qtbot, small_house, "duty", en)
    assert not duty.head.print_button.isVisible()


def test_a_stage_behind_now_and_ahead_is_told_to_the_screen_reader(
    qtbot: QtBot, small_house: House, ru: Language
) -> None:
    file = opened(qtbot, small_house, "case_worker", ru)
    assert "Оценка" in said(file.head)
    assert "До прибытия" not in said(file.head)
