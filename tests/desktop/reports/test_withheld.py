"""What is missing from a paper is said beside it, with the reason."""

import pytest

from desktop.reports.orders import Order, Wish
from desktop.reports.papers import preview
from desktop.reports.withheld import Withheld, withheld
from tests.desktop.reports.lives import Lived

LEGAL_AND_SCHOOL = ("Papers and legal steps", "School")


@pytest.mark.parametrize(
    ("role", "recipient", "missing"),
    [
        ("case_manager", "CASE_FILE", Withheld()),
        ("case_manager", "GUARDIANSHIP", Withheld(for_recipient=("Health",))),
        ("nurse", "CLIENT", Withheld(for_reader=LEGAL_AND_SCHOOL)),
        ("nurse", "GUARDIANSHIP", Withheld(for_recipient=("Health",), for_reader=LEGAL_AND_SCHOOL)),
        ("lawyer", "CASE_FILE", Withheld(for_reader=("Health", "School"))),
        ("psychologist", "CASE_FILE", Withheld(for_reader=("Papers and legal steps",))),
    ],
)
def test_each_part_that_is_missing_is_named_with_its_reason(
    lived: Lived, role: str, recipient: str, missing: Withheld
) -> None:
    desk = lived.centre.desk(role)
    assert lived.centre.ask(withheld, desk, lived.mother, Wish(recipient)) == missing


def test_it_is_said_beside_the_preview_and_not_on_the_paper(lived: Lived) -> None:
    order = Order("progress", ("en",), lived.mother, wish=Wish("GUARDIANSHIP"))
    seen = lived.centre.ask(preview, desk=lived.centre.desk("nurse"), order=order)
    assert seen.withheld
    assert "Not for" not in lived.paper("nurse", recipient="GUARDIANSHIP")


def test_nothing_missing_is_nothing_to_say() -> None:
    assert not Withheld()
