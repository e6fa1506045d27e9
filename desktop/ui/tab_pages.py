"""One page of a person's file: its code, its word on the tab, and how it is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.ui.context import Context


@dataclass(frozen=True)
class TabPage:
    """A room exposes its pages as these; the file shows them in the order it is handed.

    `title` is an untranslated text. `forms` are the keys of the forms that Record offers on this page first.
    """

    code: str
    title: str
    build: Callable[[Context, UUID], QWidget]
    forms: tuple[str, ...] = ()
