"""Copy numbers and the record of what was printed."""

from uuid import UUID

import pytest

from db.models import PrintedPaper
from db.queries.records import page
from desktop.errors import Refused
from desktop.services import papers
from desktop.services.desk import Desk
from tests.desktop.small_vault import ROLES, SmallCentre


@pytest.fixture
def person(centre: SmallCentre) -> UUID:
    return centre.person("Ли", "Яна", "1985")


def record(centre: SmallCentre, person: UUID, copy: str, role: str = "case_manager") -> UUID:
    made: UUID = centre.do(
        role, papers.record_print, person_id=person, kind="progress", copy=copy, recipient="CLIENT",
        languages=("ru", "kk"),
    )  # fmt: skip
    return made


def next_copy(centre: SmallCentre, station: str = "A") -> str:
    desk = centre.desk("case_manager")
    made: str = centre.ask(papers.next_copy, desk=Desk(**{**vars(desk), "station": station}))
    return made


def test_copies_are_numbered_by_station_without_gaps(centre: SmallCentre, person: UUID) -> None:
    assert next_copy(centre) == "AKT-A0001"
    record(centre, person, "AKT-A0001")
    assert next_copy(centre) == "AKT-A0002"
    assert next_copy(centre, "B") == "AKT-B0001"


def test_stations_whose_letters_begin_alike_do_not_count_each_other(
    centre: SmallCentre, person: UUID
) -> None:
    for number in (1, 2, 3):
        record(centre, person, f"AKT-AA000{number}")
    assert next_copy(centre) == "AKT-A0001"
    assert next_copy(centre, "AA") == "AKT-AA0004"


def test_after_9999_copies_the_number_grows_longer(centre: SmallCentre, person: UUID) -> None:
    record(centre, person, "AKT-A9999")
    assert next_copy(centre) == "AKT-A10000"
    record(centre, person, "AKT-A10000")
    assert next_copy(centre) == "AKT-A10001"


def test_what_was_printed_says_what_for_whom_when_and_by_whom(centre: SmallCentre, person: UUID) -> None:
    record(centre, person, "AKT-A0001")
    desk = centre.desk("case_manager")
    row = centre.ask(page, desk.access, desk.actor, PrintedPaper, person).rows[0].values
    assert (row["kind"], row["copy_number"], row["recipient"]) == ("progress", "AKT-A0001", "CLIENT")
    assert (row["languages"], row["printed_at"]) == ("ru kk", desk.now_ms)
    assert row["printed_by_id"] == desk.actor.user_id


@pytest.mark.parametrize(
    "role",
    sorted(set(ROLES) - {"director", "case_manager", "physician", "nurse", "psychologist", "lawyer"}),
)
def test_roles_without_the_act_print_nothing(centre: SmallCentre, person: UUID, role: str) -> None:
    with pytest.raises(Refused, match="not for your role"):
        record(centre, person, "AKT-A0001", role)


def test_a_copy_that_never_came_out_is_taken_back_by_who_printed_it(
    centre: SmallCentre, person: UUID
) -> None:
    paper = record(centre, person, "AKT-A0001")
    with pytest.raises(Refused, match="Only who printed"):
        centre.do("nurse", papers.take_back, printed_id=paper)
    centre.do("case_manager", papers.take_back, printed_id=paper)
    desk = centre.desk("case_manager")
    assert centre.ask(page, desk.access, desk.actor, PrintedPaper, person).rows == ()
    assert next_copy(centre) == "AKT-A0002"
    with pytest.raises(Refused, match="removed meanwhile"):
        centre.do("case_manager", papers.take_back, printed_id=paper)
