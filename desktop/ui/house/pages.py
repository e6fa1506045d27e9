"""The house page: room, where she is now, what everybody must know."""

from desktop.i18n import N_
from desktop.ui.context import Context
from desktop.ui.tab_pages import TabPage, section, tab


def pages(_context: Context) -> tuple[TabPage, ...]:
    """What this room adds to a file."""
    return (
        tab(
            "house",
            section("must_know", N_("What everybody must know")),
            section("presence"),
            section("room_stay"),
        ),
    )
