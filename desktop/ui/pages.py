"""Every page of a file, put together from the rooms that give them."""

from uuid import UUID

from desktop.ui.context import Context
from desktop.ui.counselling.pages import pages as counselling
from desktop.ui.health.pages import pages as health
from desktop.ui.house.pages import pages as house
from desktop.ui.learning.pages import pages as learning
from desktop.ui.legal.pages import pages as legal
from desktop.ui.people.files import FilePage
from desktop.ui.people.pages import pages as people
from desktop.ui.plan.pages import pages as plan
from desktop.ui.tab_pages import TITLES, TabPage, merged

ROOMS = (people, health, counselling, learning, plan, legal, house)


def file_pages(context: Context) -> tuple[TabPage, ...]:
    """The pages of a file, in the order of their tabs."""
    return merged((page for room in ROOMS for page in room(context)), tuple(TITLES))


def open_file(context: Context, person_id: UUID, first: str = "overview") -> FilePage:
    """The file of one person, at one of its pages."""
    return FilePage(context, person_id, file_pages(context), first=first)
