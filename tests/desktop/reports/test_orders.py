"""What is on offer at the printer."""

from desktop.reports.orders import ARRIVAL_LIST, PAPER_LANGUAGES, kinds, recipients
from desktop.vocabularies import vocabulary
from tests.desktop.small_vault import SmallCentre


def test_every_recipient_on_offer_has_its_word_and_the_case_file_comes_first(centre: SmallCentre) -> None:
    offered = recipients(centre.desk("case_manager"))
    assert offered == ("CASE_FILE", "CLIENT", "REGIONAL_CENTRE", "GUARDIANSHIP")
    assert set(offered) <= {code.code for code in vocabulary("recipient").codes}


def test_every_kind_of_paper_has_its_word_in_every_language_of_papers() -> None:
    for tag in PAPER_LANGUAGES:
        words = [vocabulary("report_kind").label(kind, tag) for kind in (*kinds(), ARRIVAL_LIST)]
        assert not set(words) & {*kinds(), ARRIVAL_LIST}
