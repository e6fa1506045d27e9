"""The counselling page: that sessions took place for the team, their notes for who holds them."""

from desktop.ui.context import Context
from desktop.ui.tab_pages import TabPage, section, tab


def pages(_context: Context) -> tuple[TabPage, ...]:
    """What this room adds to a file."""
    return (tab("counselling", section("psych_session"), section("religious_session")),)
