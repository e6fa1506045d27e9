"""Which font has a letter, and how wide it is.

reportlab has no fallback of its own: where a font lacks a letter it prints an empty box.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.resources import resource


class Weight(StrEnum):
    """The three ways our papers set a text."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


class Glyph(NamedTuple):
    """One letter as it will be printed; `width` is in parts of the type size."""

    font: str
    text: str
    width: float


class Run(NamedTuple):
    """Letters in a row that one font has."""

    font: str
    text: str


# reportlab has no types. The tables of a font file: charToGlyph, charWidths (in 1/1000 of the size).
Face = Any

# First Noto Sans, then Arabic script, then the font that has nearly everything else. Names are also
# the names of the files.
_CHAIN = {
    Weight.REGULAR: ("NotoSans-Regular", "NotoNaskhArabic-Regular", "DejaVuSans"),
    Weight.BOLD: ("NotoSans-Bold", "NotoNaskhArabic-Bold", "DejaVuSans-Bold"),
    Weight.ITALIC: ("NotoSans-Italic", "NotoNaskhArabic-Regular", "DejaVuSans"),
}
# A letter no font has is printed as this: a reader sees that something is missing.
UNKNOWN = "?"
# Joiners and marks of direction say how neighbours are set and have no shape of their own.
_WITHOUT_SHAPE = {"Cf", "Cc"}
_RIGHT_TO_LEFT = {"R", "AL"}
# The blocks of the scripts that read from the right.
_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def printable(text: str) -> str:
    """The text in the composed form that fonts expect, without marks that could reorder it unseen."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return composed
    composed = composed.replace("\r\n", "\n").replace("\t", " ")
    return "".join(char for char in composed if char in "\n\u200c\u200d" or not _is_unseen(char))


def runs(line: str, weight: Weight) -> list[Run]:
    """The line cut into pieces of one font each, in the order they are printed."""
    glyphs = _GLYPHS[weight]
    letters = [glyphs[char] for char in line]
    return [Run(font, "".join(each.text for each in group)) for font, group in groupby(letters, _font_of)]


def width(line: str, weight: Weight) -> float:
    """The width of a line in parts of the type size, joined Arabic letters included."""
    glyphs = _GLYPHS[weight]
    return sum([glyphs[char].width for char in visual(line)])


def has_right_to_left(text: str) -> bool:
    """Whether any letter belongs to a script that reads from the right."""
    return _FROM_RIGHT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction reads from the right."""
    if not has_right_to_left(text):
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction == "L" or direction in _RIGHT_TO_LEFT:
            return direction != "L"
    return False


def visual(line: str, *, from_right: bool | None = None) -> str:
    """One line as its letters stand on paper from left to right, Arabic letters joined.

    Only for a line that is not broken again: broken afterwards, its words would be in the wrong order.
    """
    if not has_right_to_left(line):
        return line
    # Few papers hold Arabic letters; the others need not wait for these two to load.
    from arabic_reshaper import reshape
    from bidi import get_display

    right = is_right_to_left(line) if from_right is None else from_right
    return str(get_display(reshape(line), base_dir="R" if right else "L"))


def letter(char: str, weight: Weight) -> Glyph:
    """The font, printed form and width of one letter; a question mark where no font has it."""
    return _GLYPHS[weight][char]


class _Glyphs(dict[str, Glyph]):
    """Every letter of one weight that was asked for: a paper asks for some thousand, mostly the same."""

    def __init__(self, weight: Weight) -> None:
        super().__init__()
        self._fonts = _CHAIN[weight]

    def __missing__(self, char: str) -> Glyph:
        self[char] = _glyph(char, self._fonts)
        return self[char]


def _glyph(char: str, fonts: tuple[str, ...]) -> Glyph:
    if _is_unseen(char):
        return Glyph(fonts[0], "", 0.0)
    for name in fonts:
        # Beyond U+FFFF reportlab prints a letter that cannot be copied or searched.
        if ord(char) <= 0xFFFF and ord(char) in _face(name).charToGlyph:
            return Glyph(name, char, _width_in(name, char))
    return Glyph(fonts[0], UNKNOWN, _width_in(fonts[0], UNKNOWN))


_GLYPHS = {weight: _Glyphs(weight) for weight in Weight}


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _WITHOUT_SHAPE or "\ufe00" <= char <= "\ufe0f"


def _font_of(glyph: Glyph) -> str:
    return glyph.font


def _width_in(name: str, char: str) -> float:
    face = _face(name)
    return float(face.charWidths.get(ord(char), face.defaultWidth)) / 1000


@cache
def _face(name: str) -> Face:
    """The font's tables; reading the file registers it with reportlab under its name."""
    # Arabic is joined here, on one line; reportlab's own shaping would do it a second time.
    font = TTFont(name, str(resource("fonts", f"{name}.ttf")), shapable=False)
    pdfmetrics.registerFont(font)
    return font.face
