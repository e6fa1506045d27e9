"""What this room adds to a file: overview, family, who she is, history."""

from desktop.ui.context import Context
from desktop.ui.people.families import FamilyPart
from desktop.ui.people.histories import HistoryPage
from desktop.ui.people.identities import IdentitySection
from desktop.ui.people.overviews import OverviewPage
from desktop.ui.tab_pages import Part, TabPage, section, tab


def pages(_context: Context) -> tuple[TabPage, ...]:
    """What this room adds to a file."""
    return (
        tab("overview", Part(OverviewPage)),
        tab("family", Part(FamilyPart), section("family_meeting")),
        tab("legal", Part(IdentitySection, "identity"), section("name")),
        tab("history", Part(HistoryPage)),
    )
