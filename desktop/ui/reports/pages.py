"""The pages of this room, for whoever puts the window together."""

from __future__ import annotations

from uuid import UUID

from desktop.reports.orders import ARRIVAL_LIST, BLANKS, PROGRESS
from desktop.ui.context import Context
from desktop.ui.reports.previews import PreviewPage


def person_page(context: Context, person_id: UUID) -> PreviewPage:
    """Papers of one person, the progress report first."""
    return PreviewPage(context, PROGRESS, person_id)


def arrival_page(context: Context, arrival_id: UUID) -> PreviewPage:
    """The list of one arrival."""
    return PreviewPage(context, ARRIVAL_LIST, arrival_id=arrival_id)


def blank_page(context: Context) -> PreviewPage:
    """Blank sheets with reserve codes, for people who have no file yet."""
    return PreviewPage(context, next(iter(BLANKS)))
