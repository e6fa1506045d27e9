"""Papers and rights, and the papers that were printed."""

from desktop.ui.context import Context
from desktop.ui.legal.printed_papers import PrintedPapers
from desktop.ui.tab_pages import Part, TabPage, section, tab

SECTIONS = ("identifier", "consent", "legal_step", "legal_note", "criminal_proceeding", "alias")


def pages(_context: Context) -> tuple[TabPage, ...]:
    """What this room adds to a file."""
    return (tab("legal", *(section(form) for form in SECTIONS)), tab("after", Part(PrintedPapers)))
