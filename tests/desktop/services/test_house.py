from datetime import timedelta

import pytest

from db.models import Presence, RoomStay
from db.queries.records import page
from desktop.errors import Refused
from desktop.services import house
from tests.desktop.small_vault import TODAY, SmallCentre


def rooms(centre: SmallCentre, person: object) -> list[tuple[object, object]]:
    desk = centre.desk("nurse")
    found = centre.ask(page, desk.access, desk.actor, RoomStay, person)
    return [(row.values["room"], row.values["until_on"]) for row in found.rows]


def move(centre: SmallCentre, person: object, **values: object) -> object:
    named = {f"room_stay.{name}": value for name, value in values.items()}
    return centre.do("nurse", house.save_room, person_id=person, values=named)


def test_a_new_room_ends_the_stay_in_the_former_one(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    move(centre, person, room="3", from_on=TODAY - timedelta(days=4))
    move(centre, person, room="5")
    assert rooms(centre, person) == [("5", None), ("3", TODAY)]


def test_a_room_is_corrected_without_a_move(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    held = move(centre, person, room="3")
    centre.do(
        "nurse", house.save_room, person_id=person, record_id=held,
        values={"room_stay.room": "4", "room_stay.from_on": TODAY},
    )  # fmt: skip
    assert rooms(centre, person) == [("4", None)]


def test_a_move_without_a_room_or_tomorrow_is_refused(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    for values, field in (
        ({"bed": "1"}, "room_stay.room"),
        ({"room": "3", "from_on": TODAY + timedelta(days=1)}, "room_stay.from_on"),
    ):
        with pytest.raises(Refused) as refused:
            move(centre, person, **values)
        assert refused.value.field == field


def test_a_stay_in_a_room_cannot_end_before_it_began(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    held = move(centre, person, room="3")
    with pytest.raises(Refused) as refused:
        centre.do(
            "nurse", house.save_room, person_id=person, record_id=held,
            values={"room_stay.until_on": TODAY - timedelta(days=1)},
        )  # fmt: skip
    assert refused.value.field == "room_stay.until_on"


def test_where_she_is_is_said_and_corrected(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    said = centre.do(
        "nurse", house.save_presence, person_id=person,
        values={"presence.kind": "hospital", "presence.place": "Ақтау"},
    )  # fmt: skip
    centre.do(
        "nurse", house.save_presence, person_id=person, record_id=said,
        values={"presence.kind": "hospital", "presence.place": "Жаңаөзен"},
    )  # fmt: skip
    desk = centre.desk("nurse")
    found = centre.ask(page, desk.access, desk.actor, Presence, person)
    assert [row.values["place"] for row in found.rows] == ["Жаңаөзен"]
    with pytest.raises(Refused) as refused:
        centre.do("nurse", house.save_presence, person_id=person, values={"presence.place": "Ақтау"})
    assert refused.value.field == "presence.kind"


def test_who_may_not_keep_the_house_moves_nobody(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    with pytest.raises(Refused):
        centre.do("teacher", house.save_room, person_id=person, values={"room_stay.room": "3"})
