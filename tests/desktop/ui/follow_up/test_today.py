"""The first page, for the nurse and for the director, on a real vault."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import ArrivalLine, Person
from desktop.services import arrivals, plans
from desktop.ui.follow_up.rounds import RoundPage
from desktop.ui.follow_up.today import TodayPage, WaitingLine, by_person
from desktop.ui.intake.arrival_desk import ArrivalDesk
from desktop.ui.people.files import FilePage
from desktop.ui.widgets.cards import Card, FactLine
from desktop.ui.widgets.due_items import DueItem
from tests.desktop.ui.desk_vault import Desktop

AT_NINE = int(datetime(2026, 11, 22, 4, 0, tzinfo=UTC).timestamp() * 1000)


def people(session: Session) -> list[UUID]:
    return list(session.scalars(select(Person.id).order_by(Person.code)))


def take_in(desktop: Desktop, count: int) -> None:
    """Mark the first people of the list as here."""
    work, desk = desktop.sitting.work, desktop.sitting.desk()
    with desktop.sitting.opened.vault.reading() as session:
        lines = list(session.scalars(select(ArrivalLine.id).order_by(ArrivalLine.line).limit(count)))
    for line in lines:
        work.write(partial(arrivals.mark_here, desk=desk, line_id=line, here=True))
    desktop.settle()


def today(desktop: Desktop) -> TodayPage:
    desktop.umid.window._command("today")
    desktop.settle()
    page = desktop.umid.window.page()
    assert isinstance(page, TodayPage)
    return page


def card(page: TodayPage, title: str) -> list[str]:
    """What the lines of a card say."""
    found = next(one for one in page.findChildren(Card) if one.accessibleName() == title)
    return [line.accessibleName() for line in found.findChildren(FactLine)]


def ask(desktop: Desktop, person: UUID) -> None:
    sitting = desktop.sitting
    job = partial(plans.ask_approval, desk=sitting.desk(), person_id=person, what="goal", record_id=person)
    sitting.work.write(job)
    desktop.settle()


def test_my_appointments_stand_in_the_order_of_their_time(desktop: Desktop) -> None:
    sitting = desktop.log_in("case")
    take_in(desktop, 2)
    with sitting.opened.vault.reading() as session:
        one, other = people(session)[:2]
    for person, hour in ((one, 3), (other, 1)):
        values = {
            "appointment.service": "FAMILY", "appointment.place": "room 4",
            "appointment.starts_at": AT_NINE + hour * 3_600_000,
            "appointment.with_id": sitting.opened.vault.actor.user_id,
        }  # fmt: skip
        sitting.work.write(
            partial(plans.make_appointment, desk=sitting.desk(), person_id=person, values=values)
        )
    desktop.settle()
    lines = card(today(desktop), "My appointments")
    assert [line.split()[0] for line in lines] == ["10:00", "12:00"]
    assert lines[0].endswith("Family · room 4")


def test_what_is_due_for_many_opens_as_a_round_and_each_line_of_it_a_file(desktop: Desktop) -> None:
    desktop.log_in("case")
    take_in(desktop, 4)
    page = today(desktop)
    item = next(one for one in page.findChildren(DueItem) if "4 people" in one.due.detail)
    item.click()
    round_page = desktop.umid.window.page()
    assert isinstance(round_page, RoundPage)
    assert len(round_page.lines) == 4
    assert round_page.lines[0]._on_click is not None
    round_page.lines[0]._on_click()
    desktop.settle()
    assert isinstance(desktop.umid.window.page(), FilePage)


def test_what_others_wrote_in_my_files_is_one_line_a_person(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    lines = card(today(desktop), "Changed on my cases")
    assert lines
    assert len({line.split(" · ")[0] for line in lines}) == len(lines)
    assert all("Сапарова Дана" in line for line in lines)


def test_after_a_visit_only_what_came_since_is_shown(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    desktop.umid.lock()
    desktop.log_in("nurse")
    assert card(today(desktop), "Changed on my cases") == []


def test_the_director_sees_people_against_beds_and_who_is_expected(desktop: Desktop) -> None:
    desktop.log_in("case")
    take_in(desktop, 3)
    desktop.umid.lock()
    desktop.log_in("director")
    lines = card(today(desktop), "The house")
    assert "In the house: 3 of 160 beds" in lines
    assert "Came today: 3" in lines
    assert "Flight 5: 143 people expected" in lines


def test_the_house_leads_to_the_arrival_desk(desktop: Desktop) -> None:
    desktop.log_in("director")
    page = today(desktop)
    page.wanted.emit("arrival_desk")
    assert isinstance(desktop.umid.window.page(), ArrivalDesk)


def test_an_approval_is_given_on_the_page(desktop: Desktop) -> None:
    sitting = desktop.log_in("case")
    take_in(desktop, 1)
    with sitting.opened.vault.reading() as session:
        person = people(session)[0]
    ask(desktop, person)
    desktop.umid.lock()
    desktop.log_in("director")
    page = today(desktop)
    line = page.findChildren(WaitingLine)[0]
    line.approved.emit(line)
    desktop.settle()
    desktop.qtbot.waitUntil(lambda: not page.findChildren(WaitingLine), timeout=5000)
    assert card(page, "Waits for my approval") == []


def test_sending_back_asks_what_should_change(desktop: Desktop) -> None:
    sitting = desktop.log_in("case")
    take_in(desktop, 1)
    with sitting.opened.vault.reading() as session:
        person = people(session)[0]
    ask(desktop, person)
    desktop.umid.lock()
    desktop.log_in("director")
    page = today(desktop)
    line = page.findChildren(WaitingLine)[0]
    line.sent_back.emit(line)
    desktop.settle()
    assert "Say what should be changed" in line.banner.text
    line.reason.set_value("Name a day")
    line.sent_back.emit(line)
    desktop.settle()
    desktop.qtbot.waitUntil(lambda: not page.findChildren(WaitingLine), timeout=5000)


def test_an_empty_day_says_what_to_do(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    page = today(desktop)
    said = [label.text() for label in page.findChildren(type(page.findChildren(FactLine)[0].left))]
    assert any("Make one in a person's file" in text for text in said)
    assert any("due within a week" in text for text in said)


def test_nothing_changed_makes_no_lines() -> None:
    assert by_person(()) == []
