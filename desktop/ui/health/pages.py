"""The health page: measurements and health checks, each role as much as it may see."""

from desktop.i18n import N_
from desktop.ui.context import Context
from desktop.ui.tab_pages import TabPage, section, tab


def pages(_context: Context) -> tuple[TabPage, ...]:
    """What this room adds to a file."""
    return (tab("health", section("measurement", N_("Weighed and measured")), section("health_check")),)
