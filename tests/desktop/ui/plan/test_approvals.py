from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.plan.approvals import Approvals
from tests.desktop.ui.people.looking import opened, said, settle
from tests.desktop.ui.small_vault import House


def ask(qtbot: QtBot, house: House, language: Language) -> None:
    file = opened(qtbot, house, "case_worker", language, page="plan")
    part = file.findChildren(Approvals)[0]
    assert "Nobody has asked for approval yet." in said(part)
    part.ask()
    settle(house)
    assert "Approval requested" in said(part)
    assert "Ask for approval of the plan" not in said(part)


def test_the_director_approves_what_the_case_worker_asked_for(
    qtbot: QtBot, small_house: House, en: Language
) -> None:
    ask(qtbot, small_house, en)
    file = opened(qtbot, small_house, "director", en, page="plan")
    part = file.findChildren(Approvals)[0]
    (approval_id,) = part.reasons
    part.decide(approval_id, approved=True)
    settle(small_house)
    assert "Approved" in said(part)
    assert part.reasons == {}


def test_sending_back_needs_what_should_be_changed(qtbot: QtBot, small_house: House, en: Language) -> None:
    ask(qtbot, small_house, en)
    file = opened(qtbot, small_house, "director", en, page="plan")
    part = file.findChildren(Approvals)[0]
    (approval_id,) = part.reasons
    part.decide(approval_id, approved=False)
    settle(small_house)
    assert "Say what should be changed before it can be approved." in said(part)
    part.reasons[approval_id].set_value("A goal for the children")
    part.decide(approval_id, approved=False)
    settle(small_house)
    assert "Returned for changes" in said(part)
    assert "A goal for the children" in said(part)


def test_who_may_not_approve_is_offered_no_answer(qtbot: QtBot, small_house: House, en: Language) -> None:
    ask(qtbot, small_house, en)
    file = opened(qtbot, small_house, "nurse", en, page="plan")
    part = file.findChildren(Approvals)[0]
    assert "Approval requested" in said(part)
    assert part.reasons == {}
    assert "Ask for approval of the plan" not in said(part)
