"""The house page: room, where she is now, what everybody must know, her stage and her leaving."""

from desktop.i18n import N_
from desktop.ui.context import Context
from desktop.ui.house import stages
from desktop.ui.house.stages import Stages
from desktop.ui.tab_pages import Part, TabPage, section, tab


def pages(_context: Context) -> tuple[TabPage, ...]:
    """What this room adds to a file."""
    return (
        tab(
            "house",
            section("must_know", N_("What everybody must know")),
            section("presence"),
            section("room_stay"),
            Part(Stages, stages.FORM),
            section(
                "leaving",
                empty=N_("She has not left. When she goes, write the day here, and where she went."),
            ),
        ),
    )
