"""Questions of a blank sheet with room to answer by hand: lines, boxes to tick, boxes for dates and codes."""

from collections.abc import Sequence

from desktop.i18n import N_
from desktop.reports.fonts import Weight
from desktop.reports.layout import Strip, of_lines
from desktop.reports.marks import COMB_TALL, TICK, comb, comb_width, ruled_line, tick_box
from desktop.reports.text import INK, MUTED_INK, Canvas, Lines, Style, beside, height, paragraph, put, stacked
from desktop.reports.values import Languages, Value, both, fixed

GUTTER = 20.0
_LABEL = Style(size=8.4, leading=10.8, ink=INK)
_LABEL_SECOND = Style(size=8.0, leading=10.4, ink=MUTED_INK)
_OPTION = Style(size=8.6, leading=11.0)
_OPTION_SECOND = Style(size=8.0, leading=10.2, ink=MUTED_INK)
_HINT = Style(size=7.2, leading=9.2, ink=MUTED_INK, weight=Weight.ITALIC)
_KNOWN = Style(size=13.0, leading=17.0, weight=Weight.BOLD)
_OPTION_GAP = 12.0
_BOX_GAP = 4.5
DATE, TIME, CODE = (2, 2, 4), (2, 2), (3, 6)


def question(languages: Languages, label: Value, hint: Value, answer: Sequence[Strip], room: float) -> Strip:
    """A label in one or two languages over its answer, never parted."""
    above = beside(both(languages, label), (_LABEL, _LABEL_SECOND), room)
    below = stacked(both(languages, hint), (_HINT, _HINT), room) if hint else ()
    tall = height(above) + sum(strip.height for strip in answer) + height(below) + 2.0

    def draw(canvas: Canvas, x: float, top: float, _room: float) -> None:
        put(canvas, x, top, room, above)
        y = top - height(above)
        for strip in answer:
            strip.draw(canvas, x, y, room)
            y -= strip.height
        put(canvas, x, y - 2.0, room, below)

    return Strip(tall, draw)


def lines_to_write(count: int) -> list[Strip]:
    """This many lines."""
    return [ruled_line()] * count


def short_line(languages: Languages, unit: Value) -> list[Strip]:
    """A line for a number, with its unit behind it."""
    units = beside(both(languages, unit), (_OPTION, _OPTION_SECOND), 90.0) if unit else ()

    def draw(canvas: Canvas, x: float, top: float, _room: float) -> None:
        ruled_line().draw(canvas, x, top, 76.0)
        put(canvas, x + 81.0, top - 17.0 + height(units) * 0.8, 90.0, units)

    return [Strip(20.0, draw)]


def date_boxes(languages: Languages, *, with_time: bool = False) -> list[Strip]:
    """Eight boxes for a day, where asked four more for the time."""
    hint = beside(fixed(languages, N_("day, month, year")), (_HINT, _HINT), 200.0)

    def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
        comb(canvas, x, top - 3.0, DATE, ".")
        if with_time:
            comb(canvas, x + comb_width(DATE) + 16.0, top - 3.0, TIME, ":")
        put(canvas, x, top - COMB_TALL - 4.0, room, hint)

    return [Strip(COMB_TALL + 4.0 + height(hint), draw)]


def time_boxes() -> list[Strip]:
    """Four boxes for hours and minutes."""

    def draw(canvas: Canvas, x: float, top: float, _room: float) -> None:
        comb(canvas, x, top - 3.0, TIME, ":")

    return [Strip(COMB_TALL + 5.0, draw)]


def printed(text: str) -> list[Strip]:
    """An answer that is known already, in large type."""
    lines = paragraph(text, _KNOWN, comb_width(CODE) * 2)
    return of_lines(lines)


def partial_date_boxes(languages: Languages, room: float) -> list[Strip]:
    """Boxes for a day, how surely it is known, and a line for how it was said."""
    surely = (N_("Known to the day"), N_("Known roughly"), N_("Not known"))
    labels = [fixed(languages, one) for one in surely]
    said = N_("As it was said: season, year, event, other calendar")
    return [*date_boxes(languages), *options(labels, room), _line_after(languages, said, room)]


def person_boxes(languages: Languages) -> list[Strip]:
    """A line for the name and boxes for the case code, side by side."""
    label = beside(fixed(languages, N_("Case code")), (_HINT, _HINT), 130.0)

    def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
        right = x + room - comb_width(CODE)
        ruled_line().draw(canvas, x, top, room - comb_width(CODE) - GUTTER)
        comb(canvas, right, top - 1.0, CODE, "-")
        put(canvas, right, top - COMB_TALL - 2.0, comb_width(CODE), label)

    return [Strip(COMB_TALL + 3.0 + height(label), draw)]


def options(labels: Sequence[tuple[str, ...]], room: float) -> list[Strip]:
    """Boxes to tick, in as many columns as the longest label leaves room for. Labels are spelled already."""
    count = _columns(labels, room)
    wide = room / count if len(labels) > count else min(room / count, _widest(labels, room) + _OPTION_GAP)
    rows = [labels[start : start + count] for start in range(0, len(labels), count)]
    return [_options_row(row, wide) for row in rows]


def grid(cells: Sequence[tuple[Strip, bool]], room: float) -> list[Strip]:
    """Questions in paper order, two to a row where both are half as wide: (strip, is half)."""
    rows: list[list[Strip]] = []
    open_half = False
    for strip, is_half in cells:
        if is_half and open_half:
            rows[-1].append(strip)
            open_half = False
        else:
            rows.append([strip])
            open_half = is_half
    return [side_by_side(row, half(room)) for row in rows]


def side_by_side(strips: Sequence[Strip], wide: float) -> Strip:
    """Strips in columns of this width."""

    def draw(canvas: Canvas, x: float, top: float, _room: float) -> None:
        for index, strip in enumerate(strips):
            strip.draw(canvas, x + index * (wide + GUTTER), top, wide)

    return Strip(max(strip.height for strip in strips), draw, above=8.0)


def half(room: float) -> float:
    """The width of a question that shares its row."""
    return (room - GUTTER) / 2


def option_rows(labels: Sequence[tuple[str, ...]], room: float) -> int:
    """How many rows these options need in this width."""
    return -(-len(labels) // _columns(labels, room))


def _columns(labels: Sequence[tuple[str, ...]], room: float) -> int:
    return max(1, min(len(labels), int((room + _OPTION_GAP) / (_widest(labels, room) + _OPTION_GAP))))


def _widest(labels: Sequence[tuple[str, ...]], room: float) -> float:
    return max(max(line.width for line in _option(label, room)) for label in labels) + TICK + _BOX_GAP


def _option(label: tuple[str, ...], room: float) -> Lines:
    return stacked(label, (_OPTION, _OPTION_SECOND), room - TICK - _BOX_GAP)


def _options_row(labels: Sequence[tuple[str, ...]], wide: float) -> Strip:
    cells = [_option(label, wide) for label in labels]

    def draw(canvas: Canvas, x: float, top: float, _room: float) -> None:
        for index, lines in enumerate(cells):
            left = x + index * wide
            tick_box(canvas, left, top - 4.0)
            put(canvas, left + TICK + _BOX_GAP, top - 3.0, wide, lines)

    return Strip(max(height(lines) for lines in cells) + 5.0, draw)


def _line_after(languages: Languages, label: str, room: float) -> Strip:
    lines = beside(fixed(languages, label), (_HINT, _HINT), room)

    def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
        ruled_line().draw(canvas, x, top, room)
        put(canvas, x, top - 19.0, room, lines)

    return Strip(20.0 + height(lines), draw)
