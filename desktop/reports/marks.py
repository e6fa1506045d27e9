"""Lines and boxes: hairlines between rows, and room to write by hand."""

from desktop.reports.layout import Strip
from desktop.reports.text import HAIRLINE, INK, Canvas, colour

# What a pen must find again is darker than what only parts rows.
PEN = "#8A9094"
DOTS = "#B9B5AA"
COMB_WIDE, COMB_TALL = 12.6, 16.0
TICK = 9.0


def nothing(_canvas: Canvas, _x: float, _top: float, _room: float) -> None:
    """Leaves a strip empty."""


def rule(canvas: Canvas, x: float, y: float, length: float, *, ink: str, thick: float = 0.7) -> None:
    """A straight line to the right."""
    canvas.setStrokeColor(colour(ink))
    canvas.setLineWidth(thick)
    canvas.line(x, y, x + length, y)


def hairline(canvas: Canvas, x: float, y: float, length: float) -> None:
    """The thin grey line between rows."""
    rule(canvas, x, y, length, ink=HAIRLINE)


def dots(canvas: Canvas, x: float, y: float, length: float) -> None:
    """The dotted line that leads from a label to its value."""
    canvas.saveState()
    canvas.setDash(0.7, 1.6)
    rule(canvas, x, y, length, ink=DOTS)
    canvas.restoreState()


def ruled_line(tall: float = 20.0) -> Strip:
    """One line to write on, as wide as there is room."""

    def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
        rule(canvas, x, top - tall + 3.0, room, ink=PEN, thick=0.5)

    return Strip(tall, draw)


def tick_box(canvas: Canvas, x: float, top: float) -> None:
    """A square to tick, TICK points wide, with its upper left corner at (x, top)."""
    canvas.setStrokeColor(colour(INK))
    canvas.setLineWidth(0.7)
    canvas.rect(x, top - TICK, TICK, TICK, stroke=1, fill=0)


def comb_width(groups: tuple[int, ...]) -> float:
    """Width in points of boxes for these groups of letters."""
    return sum(groups) * COMB_WIDE + (len(groups) - 1) * COMB_WIDE * 0.6


def comb(canvas: Canvas, x: float, top: float, groups: tuple[int, ...], sign: str) -> None:
    """Boxes for one letter each, with a full stop, a colon or a hyphen between the groups."""
    canvas.setStrokeColor(colour(PEN))
    canvas.setLineWidth(0.6)
    for index, count in enumerate(groups):
        if index:
            _between(canvas, x - COMB_WIDE * 0.3, top, sign)
        for place in range(count):
            canvas.rect(x + place * COMB_WIDE, top - COMB_TALL, COMB_WIDE, COMB_TALL, stroke=1, fill=0)
        x += count * COMB_WIDE + COMB_WIDE * 0.6


def _between(canvas: Canvas, middle: float, top: float, sign: str) -> None:
    canvas.setFillColor(colour(PEN))
    if sign == "-":
        canvas.rect(middle - 2.0, top - COMB_TALL / 2, 4.0, 0.8, stroke=0, fill=1)
        return
    canvas.circle(middle, top - COMB_TALL + 2.0, 0.9, stroke=0, fill=1)
    if sign == ":":
        canvas.circle(middle, top - COMB_TALL / 2, 0.9, stroke=0, fill=1)
