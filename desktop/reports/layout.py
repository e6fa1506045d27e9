"""From blocks to pages: strips as wide as the page, stacked until one is full.

The number of pages is known before the first is drawn, so "page n of N" needs no second pass.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from desktop.reports.text import Canvas, Lines, height, put

# Draws at (x of the left edge, y of the top edge, width), all in points.
Draw = Callable[[Canvas, float, float, float], None]


@dataclass(frozen=True)
class Strip:
    """A piece of a page that is never cut. Sizes in points."""

    height: float
    draw: Draw
    # Air above; left out where the strip begins a page.
    above: float = 0.0
    # Stays on the page of the strip that follows.
    keep: bool = False
    # Printed again above this strip where it begins a page: the head of a table.
    head: "Strip | None" = None


# Given a width in points, the strips that a block is made of.
Block = Callable[[float], list[Strip]]


@dataclass
class Page:
    """Strips with their distance from the top of the page's text area."""

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    used: float = 0.0

    def add(self, strip: Strip) -> None:
        """Put a strip under what is there."""
        if not self.strips and strip.head is not None:
            self._append(strip.head)
        elif self.strips:
            self.used += strip.above
        self._append(strip)

    def _append(self, strip: Strip) -> None:
        self.strips.append((self.used, strip))
        self.used += strip.height


def paginate(strips: Iterable[Strip], room: float) -> list[Page]:
    """Pages of at most `room` points. What is kept together moves on together unless it exceeds a page."""
    pages = [Page()]
    for group in _groups(strips):
        if pages[-1].strips and not _fits(pages[-1], group, room) and _fits(Page(), group, room):
            pages.append(Page())
        for strip in group:
            if pages[-1].strips and not _fits(pages[-1], [strip], room):
                pages.append(Page())
            pages[-1].add(strip)
    return pages


def of_lines(lines: Lines, *, above: float = 0.0) -> list[Strip]:
    """A text as strips of one line each, so that a long one runs on over the page."""
    last = len(lines) - 1
    return [
        Strip(
            height((line,)),
            lines_draw((line,)),
            above=above if index == 0 else 0.0,
            # Neither the first line nor the last stands alone on a page.
            keep=index < last and index in {0, last - 1},
        )
        for index, line in enumerate(lines)
    ]


def together(strips: Sequence[Strip]) -> list[Strip]:
    """The same strips, not parted where a page can hold them."""
    return [replace(strip, keep=True) for strip in strips[:-1]] + list(strips[-1:])


def lines_draw(lines: Lines) -> Draw:
    """What prints these lines."""

    def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
        put(canvas, x, top, room, lines)

    return draw


def _groups(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group


def _fits(page: Page, group: Sequence[Strip], room: float) -> bool:
    first = group[0]
    begins = first.above if page.strips else (first.head.height if first.head else 0.0)
    needed = begins + first.height + sum(strip.above + strip.height for strip in group[1:])
    # Sums of many decimals differ in the last place.
    return page.used + needed <= room + 0.001
