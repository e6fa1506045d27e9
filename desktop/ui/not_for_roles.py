"""What stands in place of a part that the role at the desk may not see."""

from __future__ import annotations

from db.access import Access
from db.base import Category
from desktop.i18n import Language
from desktop.ui.context import Context
from desktop.ui.widgets.notices import NotForRole
from desktop.vocabularies import vocabulary


def kept_by(language: Language, access: Access, category: Category) -> str:
    """The roles that read a category, by their names in this language."""
    holders = access.holders(category)
    known = [one.code for one in vocabulary("role").codes if one.code in holders]
    return ", ".join(language.label("role", code) for code in known)


def not_for_role(context: Context, category: Category) -> NotForRole:
    """The notice that says whose part this is: never an empty place."""
    return NotForRole(context.language, kept_by(context.language, context.desk().access, category))
