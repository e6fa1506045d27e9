"""Typed text on paper: broken into lines that fit, and printed exactly as it was typed.

Nothing here reads markup, so a name such as `<img src=...>` is only a strange name. reportlab's
Paragraph reads it as an order to embed a file; no text that a person typed goes near it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Literal

from reportlab.lib.colors import HexColor

from desktop.reports.fonts import (
    Weight,
    has_right_to_left,
    is_right_to_left,
    letter,
    printable,
    runs,
    visual,
    width,
)

Align = Literal["left", "right", "centre"]
# A canvas and a colour of reportlab: the package has no types.
Canvas = Any
Color = Any

INK = "#1C2326"
MUTED_INK = "#5F6B70"
TEAL = "#0E6A66"
HAIRLINE = "#DEDBD3"


@dataclass(frozen=True)
class Style:
    """How a text is set. Sizes in points."""

    size: float = 8.8
    leading: float = 11.4
    weight: Weight = Weight.REGULAR
    ink: str = INK
    align: Align = "left"

    def aligned(self, align: Align) -> "Style":
        """The same style at another edge."""
        return self if align == self.align else replace(self, align=align)


BODY = Style()
SECOND = Style(size=8.4, leading=10.9, ink=MUTED_INK)
BOLD = Style(weight=Weight.BOLD)
SPOKEN = Style(leading=12.6, weight=Weight.ITALIC)
SMALL = Style(size=7.4, leading=9.9, ink=MUTED_INK)
COLUMN = Style(size=8.4, leading=10.9, weight=Weight.BOLD, ink=MUTED_INK)
SECOND_COLUMN = Style(size=8.0, leading=10.3, ink=MUTED_INK)
SECTION = Style(size=10.0, leading=13.0, weight=Weight.BOLD, ink=TEAL)
NAME = Style(size=15.5, leading=20.0, weight=Weight.BOLD)


@dataclass(frozen=True)
class Span:
    """A piece of one line in one style."""

    text: str
    style: Style

    @cached_property
    def width(self) -> float:
        """Width in points."""
        return width(self.text, self.style.weight) * self.style.size


@dataclass(frozen=True)
class Line:
    """One line that is not broken again."""

    spans: tuple[Span, ...]
    from_right: bool = False

    @cached_property
    def height(self) -> float:
        """Height in points, the space to the next line included. Arabic letters reach lower."""
        taller = 1.35 if any(has_right_to_left(span.text) for span in self.spans) else 1.0
        return max(span.style.leading for span in self.spans) * taller

    @cached_property
    def width(self) -> float:
        """Width in points."""
        return sum(span.width for span in self.spans)


Lines = tuple[Line, ...]


def paragraph(text: str, style: Style, room: float) -> Lines:
    """A typed text as lines of at most `room` points; a word longer than a line is broken."""
    if room <= style.size:
        raise ValueError(f"No room for text: {room} points.")
    return tuple(
        line for part in printable(text).split("\n") for line in _broken(part, style, room / style.size)
    )


def beside(texts: tuple[str, ...], styles: tuple[Style, ...], room: float) -> Lines:
    """Two languages on one line with a dot between where both fit, else one under the other."""
    spans = [Span(printable(text), style) for text, style in zip(texts, styles, strict=False)]
    dotted = [part for span in spans for part in (Span(" · ", styles[-1]), span)][1:]
    line = Line(tuple(dotted))
    if "\n" not in "".join(texts) and line.width <= room:
        return (line,)
    return stacked(texts, styles, room)


def stacked(texts: tuple[str, ...], styles: tuple[Style, ...], room: float) -> Lines:
    """Each text under the one before, in its own style."""
    return tuple(
        line for text, style in zip(texts, styles, strict=False) for line in paragraph(text, style, room)
    )


def height(lines: Lines) -> float:
    """The height of these lines in points."""
    return sum(line.height for line in lines)


def put(canvas: Canvas, x: float, top: float, room: float, lines: Lines) -> None:
    """Print lines with their upper left corner at (x, top)."""
    for line in lines:
        style = line.spans[0].style
        # The baseline that leaves the same air above capitals as below descenders.
        base = top - (line.height + style.size * 0.70) / 2
        _put_line(canvas, _start(line, x, room), base, line)
        top -= line.height


def _start(line: Line, x: float, room: float) -> float:
    align = line.spans[0].style.align
    if align == "left":
        return x
    spare = room - line.width
    return x + (spare if align == "right" else spare / 2)


@cache
def colour(ink: str) -> Color:
    """The colour of this hexadecimal name. reportlab would read the name again for every word."""
    return HexColor(ink)


def _put_line(canvas: Canvas, x: float, base: float, line: Line) -> None:
    words = canvas.beginText(x, base)
    pieces = [
        (span.style, run)
        for span in line.spans
        for run in runs(visual(span.text, from_right=line.from_right), span.style.weight)
    ]
    for place, (style, run) in enumerate(pieces, start=1):
        words.setFillColor(colour(style.ink))
        words.setFont(run.font, style.size)
        # textOut measures the text once more to know where the next piece begins; after the last none does.
        (words.textOut if place < len(pieces) else words.textLine)(run.text)
    canvas.drawText(words)


def _broken(text: str, style: Style, room: float) -> Iterator[Line]:
    """Lines of one paragraph; `room` is in parts of the type size."""
    from_right = is_right_to_left(text)
    lines = _filled(_pieces(text, style.weight, room), style.weight, room)
    # A paragraph in Arabic letters begins each line at the right; a single name stays in its column.
    if from_right and len(lines) > 1 and style.align == "left":
        style = style.aligned("right")
    for line in lines:
        yield Line((Span(line, style),), from_right)


def _filled(pieces: Iterator[str], weight: Weight, room: float) -> list[str]:
    """As many words on each line as fit. Widths of words add up: letters join only inside a word."""
    blank = letter(" ", weight).width
    lines: list[list[str]] = [[]]
    used = 0.0
    for piece in pieces:
        wide = width(piece, weight)
        if lines[-1] and used + blank + wide > room:
            lines.append([])
        used = used + blank + wide if lines[-1] else wide
        lines[-1].append(piece)
    return [" ".join(line) for line in lines]


def _pieces(text: str, weight: Weight, room: float) -> Iterator[str]:
    """The words of a text, those wider than a line cut where the line ends."""
    # Not split(): that would also break at a no-break space.
    for word in filter(None, text.split(" ")):
        if width(word, weight) <= room:
            yield word
        else:
            yield from _cut(word, weight, room)


def _cut(word: str, weight: Weight, room: float) -> Iterator[str]:
    start, used = 0, 0.0
    for index, char in enumerate(word):
        wide = letter(char, weight).width
        if used + wide > room and index > start:
            yield word[start:index]
            start, used = index, 0.0
        used += wide
    yield word[start:]
