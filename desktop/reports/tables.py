"""Tables of a paper: rows over hairlines, and a head that is printed again on each page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from desktop.i18n import N_
from desktop.reports.fonts import Weight
from desktop.reports.layout import Block, Strip, together
from desktop.reports.marks import TICK, hairline, rule, tick_box
from desktop.reports.text import (
    BODY,
    COLUMN,
    HAIRLINE,
    INK,
    MUTED_INK,
    SECOND,
    SECOND_COLUMN,
    TEAL,
    Align,
    Canvas,
    Lines,
    Span,
    Style,
    colour,
    height,
    paragraph,
    put,
    stacked,
)
from desktop.reports.values import Coded, Languages, Value, both, fixed

GAP = 8.0
AIR = 2.6
_BAR_THICK = 5.0
# Room for "100 %" behind a bar.
_PERCENT_WIDE = 29.0
# A table of so few rows is not parted by the end of a page.
_FEW_ROWS = 3
# Upright titles: how long a line of them may be, and their type.
_MOST_TURNED = 108.0
_TURNED = Style(size=7.8, leading=9.8, weight=Weight.BOLD, ink=MUTED_INK)
_SECOND_TURNED = Style(size=7.6, leading=9.6, ink=MUTED_INK)
# A cell longer than this many lines goes on over the page; a page holds about 60.
_MOST_LINES = 40


@dataclass(frozen=True)
class Share:
    """How much of what was due took place, from 0 to 1: a bar with its percentage beside it."""

    part: Fraction


@dataclass(frozen=True)
class Tick:
    """A square to tick by hand."""


Cell = Value | Share | Tick


@dataclass(frozen=True)
class Column:
    """One column. `title` is a message id or a coded value; `share` is its part of the width.

    `once` leaves out the second language in the cells. `turned` sets the title upright, for narrow columns.
    """

    title: str | Coded
    share: float
    align: Align = "left"
    once: bool = False
    turned: bool = False


@dataclass(frozen=True)
class Table:
    """What a table is made of. `least` is the lowest row in points: more where a pen must fit in."""

    languages: Languages
    columns: tuple[Column, ...]
    least: float = 0.0


@dataclass(frozen=True)
class Grid:
    """A table on a page: its columns in points, and the titles that head each page."""

    shape: Table
    widths: list[float]
    head: Strip


Row = Sequence[Cell]


def table(languages: Languages, columns: tuple[Column, ...], rows: Sequence[Row]) -> Block:
    """Rows over hairlines under a head."""
    shape = Table(languages, columns)

    def strips(room: float) -> list[Strip]:
        grid = laid_out(shape, room)
        made = [grid.head, *(strip for row in rows for strip in row_strips(grid, row))]
        return together(made) if len(rows) <= _FEW_ROWS else made

    return strips


def laid_out(shape: Table, room: float) -> Grid:
    """The table in this width, without rows yet."""
    widths = _widths(shape, room)
    return Grid(shape, widths, _head(shape, widths))


def _head(shape: Table, widths: list[float]) -> Strip:
    titles = [_title(shape.languages, *pair) for pair in zip(shape.columns, widths, strict=True)]
    tall = max(_title_height(*pair) for pair in zip(shape.columns, titles, strict=True)) + 2 * AIR

    def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
        left = x
        for column, lines, wide in zip(shape.columns, titles, widths, strict=True):
            if column.turned:
                _put_turned(canvas, left, top - tall + AIR, lines)
            else:
                put(canvas, left, top - tall + AIR + height(lines), wide - GAP, lines)
            left += wide
        rule(canvas, x, top - tall, room, ink=INK, thick=0.8)

    return Strip(tall, draw, keep=True)


def row_strips(grid: Grid, row: Row) -> list[Strip]:
    """One row; as several strips only where a cell is longer than a page."""
    columns = zip(row, grid.shape.columns, grid.widths, strict=True)
    cells = [_laid(grid.shape.languages, *three) for three in columns]
    most = max(1, *(len(cell.lines) for cell in cells))
    return [
        _row_part([cell.part(start) for cell in cells], grid, last=start + _MOST_LINES >= most)
        for start in range(0, most, _MOST_LINES)
    ]


@dataclass(frozen=True)
class _Laid:
    """A cell ready to print in its width."""

    lines: Lines
    wide: float
    mark: Share | Tick | None = None

    def part(self, start: int) -> "_Laid":
        return _Laid(self.lines[start : start + _MOST_LINES], self.wide, self.mark if start == 0 else None)


def _widths(shape: Table, room: float) -> list[float]:
    """Widths by share, but none narrower than the longest word of its title; the others give way."""
    least = [_least(shape.languages, column) for column in shape.columns]
    wide = [column.share * room for column in shape.columns]
    fixed_columns: set[int] = set()
    while short := {i for i, width in enumerate(wide) if width < least[i] and i not in fixed_columns}:
        fixed_columns |= short
        left = room - sum(least[i] for i in fixed_columns)
        shares = sum(column.share for i, column in enumerate(shape.columns) if i not in fixed_columns)
        wide = [
            least[i] if i in fixed_columns else column.share / shares * left
            for i, column in enumerate(shape.columns)
        ]
    return wide


def _least(languages: Languages, column: Column) -> float:
    if column.turned:
        return 2 * _TURNED.leading + 2.0 if len(languages) > 1 else TICK + 3.0
    words = [word for text in _title_texts(languages, column) for word in text.split()]
    return max((Span(word, COLUMN).width for word in words), default=0.0) + GAP + 0.01


def _title(languages: Languages, column: Column, wide: float) -> Lines:
    styles = (COLUMN.aligned(column.align), SECOND_COLUMN.aligned(column.align))
    texts = _title_texts(languages, column)
    if column.turned:
        return stacked(texts, (_TURNED, _SECOND_TURNED), _MOST_TURNED)
    return stacked(texts, styles, wide - GAP)


def _title_texts(languages: Languages, column: Column) -> tuple[str, ...]:
    return fixed(languages, column.title) if isinstance(column.title, str) else both(languages, column.title)


def _title_height(column: Column, lines: Lines) -> float:
    return max(line.width for line in lines) if column.turned else height(lines)


def _put_turned(canvas: Canvas, x: float, bottom: float, lines: Lines) -> None:
    canvas.saveState()
    canvas.translate(x, bottom)
    canvas.rotate(90)
    put(canvas, 0.0, 0.0, _MOST_TURNED, lines)
    canvas.restoreState()


def _laid(languages: Languages, value: Cell, column: Column, wide: float) -> _Laid:
    if isinstance(value, Tick):
        return _Laid((), wide, value)
    if isinstance(value, Share):
        return _Laid(paragraph(_percent(value.part, languages), BODY, wide), wide, value)
    texts = both(languages[:1] if column.once else languages, value)
    styles = (BODY.aligned(column.align), SECOND.aligned(column.align))
    return _Laid(stacked(texts, styles, wide - GAP), wide)


def _percent(part: Fraction, languages: Languages) -> str:
    whole = (Decimal(part.numerator) * 100 / part.denominator).quantize(Decimal(1), ROUND_HALF_UP)
    return languages[0].text(N_("{n} %")).format(n=languages[0].number(int(whole)))


def _row_part(cells: Sequence[_Laid], grid: Grid, *, last: bool) -> Strip:
    least = grid.shape.least
    tall = max(least, TICK + 2 * AIR, *(height(cell.lines) + 2 * AIR for cell in cells))

    def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
        left = x
        for cell in cells:
            _put_cell(canvas, left, top, max(AIR, (tall - height(cell.lines)) / 2 if least else AIR), cell)
            left += cell.wide
        if last:
            hairline(canvas, x, top - tall, room)

    return Strip(tall, draw, head=grid.head)


def _put_cell(canvas: Canvas, x: float, top: float, air: float, cell: _Laid) -> None:
    if cell.mark is None:
        put(canvas, x, top - air, cell.wide - GAP, cell.lines)
    elif isinstance(cell.mark, Tick):
        tick_box(canvas, x, top - air + TICK / 2)
    else:
        _put_share(canvas, x, top - air, cell)


def _put_share(canvas: Canvas, x: float, top: float, cell: _Laid) -> None:
    part = cell.mark.part if isinstance(cell.mark, Share) else Fraction(0)
    long = cell.wide - GAP - _PERCENT_WIDE
    bottom = top - cell.lines[0].height / 2 - _BAR_THICK / 2
    canvas.setFillColor(colour(HAIRLINE))
    canvas.rect(x, bottom, long, _BAR_THICK, stroke=0, fill=1)
    canvas.setFillColor(colour(TEAL))
    canvas.rect(x, bottom, long * float(part), _BAR_THICK, stroke=0, fill=1)
    put(canvas, x + long + 4.0, top, _PERCENT_WIDE, cell.lines)
