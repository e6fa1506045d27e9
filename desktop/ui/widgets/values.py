"""What every widget that holds a value promises, and small helpers they share."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

# Letters of the Central Asian alphabets that do not fall apart into a base and a mark, with the key
# a person presses who has only a Russian keyboard.
_NEAR = str.maketrans(
    {
        "ё": "е", "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х",
        "і": "и", "ҳ": "х", "ҷ": "ч", "ӣ": "и", "ӯ": "у", "ў": "у", "й": "и",
        "ʻ": None, "ʼ": None, "'": None, "’": None, "‘": None,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One code that can be chosen. A retired code is shown where it is already set, and offered nowhere."""

    code: str
    label: str
    hint: str = ""
    retired: bool = False


class ValueWidget(Protocol):
    """A field's widget: `edited` follows every change by the person, never one by the program.

    `value()` is None when empty or not understood; `problem()` then says what to do, in the window's
    language, or is empty. `note()` is what stands beneath while all is well.
    """

    edited: SignalInstance

    def value(self) -> object:
        """Return what is entered, or None."""

    def problem(self) -> str:
        """Return why what is typed is not a value, or an empty text."""

    def note(self) -> str:
        """Return what to show beneath: how a date was understood, how many letters are left."""

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed."""


def fold(text: str) -> str:
    """Return a text as it is compared while typing: no case, no accents, near letters alike."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_NEAR))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_NEAR)


def mark(widget: QWidget, **marks: str) -> None:
    """Set what the style sheet reads (look, state, kind, place) and dress the widget again if it changed."""
    changed = False
    for name, value in marks.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()
