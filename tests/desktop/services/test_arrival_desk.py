"""What the desk does beside marking who is here."""

from uuid import UUID

import pytest
from sqlalchemy import select

from db.models import Confirmation, Name, Stay
from db.queries.arrivals import Line
from desktop.errors import Refused
from desktop.rules.partial_dates import parse
from desktop.services import arrival_desk, arrivals, drafts
from desktop.services.arrivals import Expected
from desktop.services.drafts import About
from desktop.services.records import Doubtful
from tests.desktop.small_vault import TODAY, SmallCentre

FAMILY = (
    Expected(4, "1", "Құрманбаев", "Дәулет", None, "M", parse("2019"), "C"),
    Expected(2, "1", "Құрманбаева", "Айгүл", None, "F", parse("12.05.1997"), "W", is_head=True),
    Expected(3, "2", "Оразов", "Тимур", None, "M", parse("2017"), "C", urgent=("ALONE",)),
)


@pytest.fixture
def arrival(centre: SmallCentre) -> UUID:
    made: UUID = centre.do(
        "case_manager", arrivals.register_manifest, operation="Invented operation", arrives_on=TODAY,
        label="Flight 1", expected=FAMILY,
    )  # fmt: skip
    return made


def lines(
    centre: SmallCentre, role: str = "case_manager", arrival_id: UUID | None = None
) -> tuple[Line, ...]:
    found = centre.ask(arrival_desk.desk_list, desk=centre.desk(role), arrival_id=arrival_id)
    assert isinstance(found, arrival_desk.DeskList)
    return found.lines


@pytest.mark.usefixtures("arrival")
def test_a_family_stands_together_its_head_first_where_its_first_line_was(centre: SmallCentre) -> None:
    assert [line.number for line in lines(centre)] == [2, 4, 3]
    assert [line.household for line in lines(centre)] == ["1", "1", "2"]
    assert lines(centre)[2].urgent == ("ALONE",)


@pytest.mark.usefixtures("arrival")
def test_who_may_not_see_the_list_sees_no_line_of_it(centre: SmallCentre) -> None:
    assert lines(centre, "sysadmin") == ()
    assert lines(centre, "duty") == ()


def test_a_slip_is_put_back_with_what_it_opened(centre: SmallCentre, arrival: UUID) -> None:
    first = lines(centre)[0]
    centre.do("nurse", arrivals.mark_here, line_id=first.id, here=True, room="12", bed="1")
    assert (lines(centre)[0].state, lines(centre)[0].room, lines(centre)[0].bed) == ("HERE", "12", "1")
    centre.do("nurse", arrival_desk.put_back, line_id=first.id)
    assert (lines(centre)[0].state, lines(centre)[0].room) == ("EXPECTED", None)
    stays = centre.ask(lambda s: s.scalars(select(Stay).where(Stay.removed.is_(False))).all())
    assert stays == []
    assert arrival


@pytest.mark.usefixtures("arrival")
def test_after_a_slip_she_can_be_taken_in_again(centre: SmallCentre) -> None:
    first = lines(centre)[0]
    for verb in (arrivals.mark_here, arrivals.mark_here, arrivals.mark_here):
        centre.do("nurse", verb, line_id=first.id, here=True, room="12")
        centre.do("nurse", arrival_desk.put_back, line_id=first.id)
    centre.do("nurse", arrivals.mark_here, line_id=first.id, here=True)
    standing = centre.ask(lambda s: s.scalars(select(Stay).where(Stay.removed.is_(False))).all())
    assert len(standing) == 1


@pytest.mark.usefixtures("arrival")
def test_urgent_signs_are_noted_before_she_is_here_and_can_be_taken_away(centre: SmallCentre) -> None:
    first = lines(centre)[0]
    centre.do("nurse", arrival_desk.set_urgent, line_id=first.id, urgent=("BLEEDING", "FEVER"))
    assert lines(centre)[0].urgent == ("BLEEDING", "FEVER")
    centre.do("nurse", arrival_desk.set_urgent, line_id=first.id, urgent=())
    assert (lines(centre)[0].urgent, lines(centre)[0].state) == ((), "EXPECTED")


def test_who_came_unlisted_stands_last_and_is_not_put_back(centre: SmallCentre, arrival: UUID) -> None:
    values = arrival_desk.named({"name.given": "Зейнеп", "identity.sex": "F"})
    centre.do("case_manager", arrivals.add_unlisted, arrival_id=arrival, values=values)
    last = lines(centre)[-1]
    assert (last.name, last.state, last.number) == ("Зейнеп", "NOT_ON_LIST", None)
    centre.do("nurse", arrival_desk.give_place, line_id=last.id, room="31", bed=None)
    assert lines(centre)[-1].room == "31"
    with pytest.raises(Refused, match="not on the list"):
        centre.do("nurse", arrival_desk.put_back, line_id=last.id)


def test_the_list_asked_for_is_shown_and_else_the_newest_open_one(centre: SmallCentre, arrival: UUID) -> None:
    other = centre.do(
        "case_manager", arrivals.register_manifest, operation="Invented operation",
        arrives_on=TODAY.replace(day=23), label="Flight 2", expected=FAMILY[:1],
    )  # fmt: skip
    found = centre.ask(arrival_desk.desk_list, desk=centre.desk("nurse"))
    assert [(one.label, one.expected, one.came) for one in found.groups] == [
        ("Flight 2", 1, 0),
        ("Flight 1", 3, 0),
    ]
    assert found.shown.id == other
    assert len(lines(centre, arrival_id=arrival)) == 3


def test_a_label_is_taken_once_it_is_on_file(centre: SmallCentre, arrival: UUID) -> None:
    assert centre.ask(arrival_desk.label_taken, label="Flight 1")
    assert not centre.ask(arrival_desk.label_taken, label="Flight 2")
    assert arrival


def test_a_new_intake_opens_a_file_and_a_stay_and_forgets_its_draft(centre: SmallCentre) -> None:
    values = {"name.surname": "Rahimova", "name.given": "Sabina", "identity.sex": "F"}
    centre.do("case_manager", drafts.keep, form_key="new_intake", about=About(None), values=values)
    person = centre.do("case_manager", arrival_desk.take_in, values=values, form_key="new_intake")
    stay = centre.ask(lambda s: s.scalars(select(Stay)).one())
    name = centre.ask(lambda s: s.scalars(select(Name)).one())
    assert (stay.person_id, stay.admitted_on) == (person, TODAY)
    assert (name.kind, name.script) == ("legal", "Latn")
    kept = centre.ask(drafts.find, desk=centre.desk("case_manager"), form_key="new_intake", about=About(None))
    assert kept is None


def test_a_doubtful_birthday_of_a_new_file_wants_its_reason(centre: SmallCentre) -> None:
    values = {"name.given": "Sabina", "identity.sex": "F", "identity.born": parse("01.01.1990")}
    with pytest.raises(Doubtful):
        centre.do("case_manager", arrival_desk.take_in, values=values)
    assert centre.ask(lambda s: s.scalars(select(Stay)).all()) == []
    centre.do(
        "case_manager", arrival_desk.take_in, values=values, confirmed={"identity.born": "as in the passport"}
    )
    reasons = centre.ask(lambda s: s.scalars(select(Confirmation.reason)).all())
    assert reasons == ["as in the passport"]


@pytest.mark.parametrize(
    ("name", "script"),
    [("Айгүл", "Cyrl"), ("Oʻgʻiloy", "Latn"), ("أمينة", "Arab"), ("", "Cyrl"), ("12", "Cyrl")],
)
def test_the_letters_of_a_name_say_its_script(name: str, script: str) -> None:
    assert arrival_desk.script_of(name) == script
