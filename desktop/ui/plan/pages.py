"""The plan page: goals and approval, appointments, what she says, intake, who is responsible."""

from desktop.ui.context import Context
from desktop.ui.plan.approvals import Approvals
from desktop.ui.plan.responsible import CaseManagers
from desktop.ui.tab_pages import Part, TabPage, section, tab


def pages(_context: Context) -> tuple[TabPage, ...]:
    """What this room adds to a file."""
    return (
        tab(
            "plan",
            section("goal"),
            Part(Approvals),
            section("appointment"),
            section("own_words"),
            section("intake"),
            Part(CaseManagers),
        ),
    )
