"""Papers by their kind: who may make them, what is recorded, and what a failure leaves behind."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from db.ids import uuid7
from db.models import PrintedPaper, ReservedCode
from desktop.errors import Refused
from desktop.reports import papers, progress
from desktop.reports.orders import BLANKS, Order, Wish
from desktop.reports.papers import Issued, Preview
from desktop.rules.codes import parse_code
from desktop.services import people
from desktop.services.papers import take_back
from tests.desktop.reports.lives import SECRETS, Lived
from tests.desktop.reports.papers import pages, text

RUSSIAN_KAZAKH = ("ru", "kk")


def issue(lived: Lived, role: str = "case_manager", **order: Any) -> Issued:
    asked = Order(**{"kind": "progress", "languages": ("en",), "person_id": lived.mother} | order)
    made: Issued = lived.centre.do(role, papers.issue, order=asked)
    return made


def look(lived: Lived, role: str = "case_manager", **order: Any) -> Preview:
    asked = Order(**{"kind": "progress", "languages": ("en",), "person_id": lived.mother} | order)
    made: Preview = lived.centre.ask(papers.preview, desk=lived.centre.desk(role), order=asked)
    return made


def printed(lived: Lived) -> list[tuple[str, str, str, str]]:
    wanted = select(
        PrintedPaper.kind, PrintedPaper.copy_number, PrintedPaper.recipient, PrintedPaper.languages
    ).where(PrintedPaper.removed.is_(False))
    rows = lived.centre.ask(lambda session: session.execute(wanted.order_by(PrintedPaper.id)).all())
    return [tuple(row) for row in rows]


def test_a_printed_report_is_numbered_and_recorded_in_one_step(lived: Lived) -> None:
    made = issue(lived, languages=RUSSIAN_KAZAKH, wish=Wish("CLIENT"))
    assert made.copy == "AKT-A0001"
    assert "AKT-A0001 " in text(made.data)
    assert printed(lived) == [("progress", "AKT-A0001", "CLIENT", "ru kk")]
    assert issue(lived).copy == "AKT-A0002"


def test_the_preview_is_what_the_printer_gets_and_takes_no_number(lived: Lived) -> None:
    seen = look(lived)
    assert seen.data == look(lived).data
    assert printed(lived) == []
    assert issue(lived).data == seen.data


def test_a_paper_that_cannot_be_drawn_leaves_no_record_and_no_number(
    lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_anything: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(progress, "draw", broken)
        with pytest.raises(MemoryError):
            issue(lived)
    assert printed(lived) == []
    assert issue(lived).copy == "AKT-A0001"


def test_a_copy_taken_back_is_off_the_list_and_its_number_is_not_given_again(lived: Lived) -> None:
    first = issue(lived)
    lived.centre.do("case_manager", take_back, printed_id=first.record_id)
    assert printed(lived) == []
    assert issue(lived).copy == "AKT-A0002"


def test_every_role_that_prints_can_record_it(lived: Lived) -> None:
    for role in ("director", "case_manager", "physician", "nurse", "psychologist", "lawyer"):
        assert issue(lived, role).record_id is not None


@pytest.mark.parametrize("act", [issue, look])
@pytest.mark.parametrize("kind", ["progress", "blank_intake"])
def test_who_may_not_print_neither_sees_nor_gets_a_paper_about_a_person(
    lived: Lived, act: Callable[..., object], kind: str
) -> None:
    with pytest.raises(Refused, match="not for your role"):
        act(lived, "teacher", kind=kind)
    assert printed(lived) == []


@pytest.mark.parametrize(("kind", "word"), [("blank_intake", "Intake"), ("blank_health", "Health check")])
def test_a_blank_sheet_carries_the_case_code_and_nothing_of_the_file(
    lived: Lived, kind: str, word: str
) -> None:
    made = text(issue(lived, kind=kind).data)
    assert word in made
    assert "AKT-A0001" in made
    assert "Құрманбаева" not in made
    assert not [secret for secret in SECRETS if secret in made]


def test_blank_sheets_without_a_person_carry_a_reserve_code_each(lived: Lived) -> None:
    made = issue(lived, kind="blank_intake", person_id=None, reserve=3)
    reserved = lived.centre.ask(lambda session: session.scalars(select(ReservedCode.code)).all())
    whole = " ".join(pages(made.data))
    assert len(reserved) == 3
    assert all(code in whole and parse_code(code) for code in reserved)
    assert made.record_id is None


def test_looking_at_blank_sheets_reserves_nothing_and_shows_the_codes_they_would_get(lived: Lived) -> None:
    seen = look(lived, kind="blank_intake", person_id=None, reserve=2)
    assert lived.centre.ask(lambda session: session.scalars(select(ReservedCode.code)).all()) == []
    assert issue(lived, kind="blank_intake", person_id=None, reserve=2).data == seen.data


def test_a_blank_sheet_without_a_code_has_boxes_and_is_for_everybody(lived: Lived) -> None:
    made = issue(lived, "duty", kind="blank_health", person_id=None)
    assert "AKT-" not in text(made.data)


def test_the_arrival_list_names_the_families_and_prints_reserve_codes(lived: Lived) -> None:
    made = text(issue(lived, kind="arrival_list", person_id=None, arrival_id=lived.arrival, reserve=2).data)
    code = lived.centre.do("case_manager", people.reserve_codes, count=1)[0]
    for word in ("Құрманбаева Айгүл", "Құрманбаев Тимур", "14.11.2026", "flight 5", "AKT-A0005", "AKT-A0006"):
        assert word in made
    assert code.startswith("AKT-A0007")


def test_an_arrival_or_paper_that_is_not_there_is_refused_in_words(lived: Lived) -> None:
    with pytest.raises(Refused, match="not here"):
        look(lived, kind="arrival_list", person_id=None, arrival_id=uuid7())
    for kind in ("certificate", "progress", "arrival_list"):
        with pytest.raises(Refused, match="no such paper"):
            look(lived, kind=kind, person_id=None)


def test_more_reserve_codes_than_a_paper_takes_are_refused(lived: Lived) -> None:
    with pytest.raises(Refused, match="At most 40"):
        issue(lived, kind="blank_intake", person_id=None, reserve=41)
    assert lived.centre.ask(lambda session: session.scalars(select(ReservedCode.code)).all()) == []


def test_every_blank_sheet_is_drawn_in_two_languages(lived: Lived) -> None:
    for kind in BLANKS:
        made = issue(lived, kind=kind, languages=RUSSIAN_KAZAKH)
        assert len(pages(made.data)) >= 1
