from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models import StageEntry, Stay
from db.queries.of_person import of
from desktop.i18n import Language
from desktop.ui.house.stages import Stages
from desktop.ui.widgets.records import RecordsSection
from tests.desktop.ui.people.looking import opened, said, settle
from tests.desktop.ui.small_vault import TODAY, House


def stages_of(house: House) -> list[tuple[str, str | None]]:
    with house.store.reading() as session:
        rows = session.scalars(select(StageEntry).where(of(StageEntry, house.mother)).order_by(StageEntry.id))
        return [(one.stage, one.reason) for one in rows]


def part_of(qtbot: QtBot, house: House, language: Language, who: str = "case_worker") -> Stages:
    return opened(qtbot, house, who, language, page="house").findChildren(Stages)[0]


def leaving_of(qtbot: QtBot, house: House, language: Language, who: str = "case_worker") -> RecordsSection:
    page = opened(qtbot, house, who, language, page="house").page("house")
    part = page.part("leaving") if page is not None else None
    assert isinstance(part, RecordsSection)
    return part


def test_the_steps_so_far_and_the_next_one(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = part_of(qtbot, small_house, en)
    shown = said(part)
    assert "Assessment" in shown
    assert "Stabilisation" in shown
    assert part.next_button is not None
    assert part.next_button.text() == "Go to: Plan"
    part.next_button.click()
    settle(small_house)
    assert [stage for stage, _reason in stages_of(small_house)] == ["INT", "STB", "ASM", "PLN"]
    assert part.next_button.text() == "Go to: Rehabilitation"


def test_another_stage_is_chosen_with_a_reason(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = part_of(qtbot, small_house, en)
    part.open_new()
    assert part.editor is not None
    part.editor.rows["stage_entry.stage"].values.set_value("STB")
    part.editor.save()
    settle(small_house)
    assert part.editor.rows["stage_entry.reason"].state == "error"
    part.editor.rows["stage_entry.reason"].values.set_value("She is not well again")
    part.editor.save()
    settle(small_house)
    assert stages_of(small_house)[-1] == ("STB", "She is not well again")


def test_who_only_reads_the_stage_is_offered_no_step(qtbot: QtBot, small_house: House, en: Language) -> None:
    part = part_of(qtbot, small_house, en, "nurse")
    assert "Assessment" in said(part)
    assert part.next_button is None
    assert not part.new_button.isVisible()


def test_leaving_is_written_where_nothing_is_written_yet(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    part = leaving_of(qtbot, small_house, en)
    assert "She has not left. When she goes, write the day here, and where she went." in said(part)
    part.open_new()
    assert part.editor is not None
    part.editor.rows["stay.left_how"].values.set_value("planned")
    part.editor.rows["stay.left_to"].values.set_value("INDEPENDENT")
    part.editor.save()
    settle(small_house)
    assert "Independent living" in said(part)
    assert stages_of(small_house)[-1][0] == "FUP"


def test_a_leaving_is_corrected_and_undone_but_never_taken_off_with_the_stay(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    part = leaving_of(qtbot, small_house, en)
    part.open_new()
    assert part.editor is not None
    part.editor.rows["stay.left_how"].values.set_value("planned")
    part.editor.save()
    settle(small_house)
    with small_house.store.reading() as session:
        stay = session.scalars(select(Stay).where(of(Stay, small_house.mother))).one()
    assert stay.left_on == TODAY
    part._toggle(stay.id)
    settle(small_house)
    shown = said(part)
    assert "Correct" in shown
    assert "Remove" not in shown
    part._undo()
    settle(small_house)
    assert "She has not left." in said(part)
    assert [stage for stage, _reason in stages_of(small_house)] == ["INT", "STB", "ASM"]


def test_who_does_not_keep_the_case_writes_no_leaving(qtbot: QtBot, small_house: House, en: Language) -> None:
    assert not leaving_of(qtbot, small_house, en, "nurse").new_button.isVisible()
