"""The pieces that printed papers are made of: titles, facts, tables, her own words, signatures.

Every block takes the languages of the paper, one or two; the second stands under the first, muted.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.i18n import N_
from desktop.reports.layout import Block, Strip, of_lines, together
from desktop.reports.marks import dots, hairline, nothing, rule, ruled_line
from desktop.reports.text import (
    BODY,
    HAIRLINE,
    INK,
    NAME,
    SECOND,
    SECTION,
    SMALL,
    SPOKEN,
    TEAL,
    Canvas,
    Lines,
    beside,
    colour,
    height,
    paragraph,
    put,
    stacked,
)
from desktop.reports.values import Languages, Value, both, fixed, said, spell

_FACTS_GAP = 20.0
_CELL_AIR = 2.6
# A frame up to this height is not parted; a longer one is made of pieces of so many lines.
_WHOLE_FRAME, _FRAME_LINES, _FRAME_AIR = 260.0, 6, 7.0


def person_title(languages: Languages, name: str, known: Sequence[Value]) -> Block:
    """The name in large type and under it, a line for each language, what tells this person from others."""

    def strips(room: float) -> list[Strip]:
        lines = tuple(line for text in _known(languages, known) for line in paragraph(text, SECOND, room))
        return together([*of_lines(paragraph(name, NAME, room)), *of_lines(lines, above=1.0)])

    return strips


def sheet_title(languages: Languages, message: str) -> Block:
    """What kind of sheet this is, in large type; the second language under it."""

    def strips(room: float) -> list[Strip]:
        lines = of_lines(stacked(fixed(languages, message), (NAME, SECOND), room))
        return [*together(lines), Strip(6.0, nothing)]

    return strips


def heading(languages: Languages, message: str) -> Block:
    """The title of a section in one or two languages, over a hairline."""

    def strips(room: float) -> list[Strip]:
        lines = beside(fixed(languages, message), (SECTION, SECTION), room)
        tall = height(lines) + 3.0

        def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
            put(canvas, x, top, room, lines)
            hairline(canvas, x, top - tall, room)

        return [Strip(tall, draw, above=11.5, keep=True)]

    return strips


def facts(languages: Languages, pairs: Sequence[tuple[str, Value]]) -> Block:
    """Labels (message ids) with their values, in two columns over dotted lines."""
    return facts_of(languages, [(said(label), value) for label, value in pairs])


def facts_of(languages: Languages, pairs: Sequence[tuple[Value, Value]]) -> Block:
    """Two values each, the one named by the other, in two columns over dotted lines."""

    def strips(room: float) -> list[Strip]:
        half = (room - _FACTS_GAP) / 2
        cells = [_fact(languages, label, value, half) for label, value in pairs]
        return [_fact_row(cells[index : index + 2], half) for index in range(0, len(cells), 2)]

    return strips


def items(languages: Languages, values: Sequence[Value]) -> Block:
    """Short statements, each after a small mark, in three columns."""

    def strips(room: float) -> list[Strip]:
        third = (room - 2 * _FACTS_GAP) / 3
        cells = [stacked(both(languages, value), (BODY, SECOND), third - 12.0) for value in values]
        return [_item_row(cells[index : index + 3], third) for index in range(0, len(cells), 3)]

    return strips


def with_next(block: Block) -> Block:
    """The same block, its end on the page of what follows: signatures do not stand alone."""

    def strips(room: float) -> list[Strip]:
        made = block(room)
        return [*made[:-1], replace(made[-1], keep=True)] if made else []

    return strips


def after(*parts: Block) -> Block:
    """Several blocks as one."""
    return lambda room: [strip for part in parts for strip in part(room)]


def words(languages: Languages, text: str, disagrees: str, *, space: int = 2) -> Block:
    """What she says herself, and what she disagrees with; lines to write on where nothing was typed."""

    def strips(room: float) -> list[Strip]:
        inner = room - 16.0
        spoken = paragraph(text, SPOKEN, inner) if text else ()
        label = beside(fixed(languages, N_("What I do not agree with")), (SECOND, SECOND), inner)
        answer = paragraph(disagrees, BODY, inner) if disagrees else ()
        parts = [
            *_written_or_ruled(spoken, space),
            *of_lines(label, above=4.0),
            *_written_or_ruled(answer, 1),
        ]
        return _boxed(parts, above=6.0)

    return strips


def signatures(languages: Languages, who: Sequence[tuple[str, str]]) -> Block:
    """Lines to sign on, side by side: (who signs, as message id; the name if it is known)."""

    def strips(room: float) -> list[Strip]:
        gap = 20.0
        wide = (room - gap * (len(who) - 1)) / len(who)
        under = [_signer(languages, role, name, wide) for role, name in who]

        def draw(canvas: Canvas, x: float, top: float, _room: float) -> None:
            for index, lines in enumerate(under):
                left = x + index * (wide + gap)
                rule(canvas, left, top, wide, ink=INK, thick=0.7)
                put(canvas, left, top - 3.0, wide, lines)

        space = Strip(30.0, nothing, keep=True)
        return [space, Strip(3.0 + max(height(lines) for lines in under), draw)]

    return strips


def notice(languages: Languages, message: str) -> Block:
    """A quiet line in place of something: nothing recorded, or not for this reader."""

    def strips(room: float) -> list[Strip]:
        return of_lines(beside(fixed(languages, message), (SECOND, SECOND), room), above=4.0)

    return strips


def note(languages: Languages, value: Value) -> Block:
    """A remark under a table, in small type."""

    def strips(room: float) -> list[Strip]:
        return of_lines(stacked(both(languages, value), (SMALL, SMALL), room), above=3.0)

    return strips


def _known(languages: Languages, values: Sequence[Value]) -> list[str]:
    """A line for each language; what reads the same in the second is not said twice."""
    spelled = [[spell(value, language) for value in values] for language in languages]
    repeated = [[text for text in texts if text not in spelled[0]] for texts in spelled[1:]]
    return [" · ".join(texts) for texts in (spelled[0], *repeated) if texts]


def _signer(languages: Languages, role: str, name: str, wide: float) -> Lines:
    label = beside(fixed(languages, role), (SECOND, SECOND), wide)
    return label + (paragraph(name, SMALL, wide) if name else ())


def _written_or_ruled(lines: Lines, space: int) -> list[Strip]:
    return of_lines(lines) if lines else [ruled_line(18.0)] * space


def _fact(languages: Languages, label: Value, value: Value, room: float) -> tuple[Lines, Lines]:
    right = (BODY.aligned("right"), SECOND.aligned("right"))
    # A short label leaves its room to the answer, and the other way round.
    label_wide = max(line.width for line in beside(both(languages, label), (BODY, SECOND), room * 0.5))
    answer = beside(both(languages, value), right, room - label_wide - 10.0)
    answer_wide = max(line.width for line in answer)
    return beside(both(languages, label), (BODY, SECOND), room - answer_wide - 10.0), answer


def _fact_row(cells: Sequence[tuple[Lines, Lines]], half: float) -> Strip:
    tall = max(height(lines) for cell in cells for lines in cell) + 2 * _CELL_AIR

    def draw(canvas: Canvas, x: float, top: float, _room: float) -> None:
        for index, (label, answer) in enumerate(cells):
            left = x + index * (half + _FACTS_GAP)
            put(canvas, left, top - _CELL_AIR, half, label)
            put(canvas, left, top - _CELL_AIR, half, answer)
            dots(canvas, left, top - tall, half)

    return Strip(tall, draw)


def _item_row(cells: Sequence[Lines], wide: float) -> Strip:
    tall = max(height(lines) for lines in cells) + _CELL_AIR

    def draw(canvas: Canvas, x: float, top: float, _room: float) -> None:
        for index, lines in enumerate(cells):
            left = x + index * (wide + _FACTS_GAP)
            canvas.setFillColor(colour(TEAL))
            canvas.rect(left + 1.0, top - _CELL_AIR - lines[0].height / 2 - 1.6, 3.2, 3.2, stroke=0, fill=1)
            put(canvas, left + 12.0, top - _CELL_AIR, wide, lines)

    return Strip(tall, draw)


def _boxed(parts: Sequence[Strip], *, above: float) -> list[Strip]:
    """The parts within a frame; a long text is framed in pieces, so that it can go on over the page."""
    if sum(part.height for part in parts) <= _WHOLE_FRAME:
        return [_framed(parts, above, _round, (_FRAME_AIR, _FRAME_AIR))]
    groups = [parts[start : start + _FRAME_LINES] for start in range(0, len(parts), _FRAME_LINES)]
    last = len(groups) - 1
    return [_open_framed(group, above, index == 0, index == last) for index, group in enumerate(groups)]


Frame = Callable[[Canvas, float, float, float, float], None]


def _open_framed(parts: Sequence[Strip], above: float, first: bool, last: bool) -> Strip:
    air = (_FRAME_AIR if first else 0.0, _FRAME_AIR if last else 0.0)
    return _framed(parts, above if first else 0.0, _open_frame(first, last), air)


def _framed(parts: Sequence[Strip], above: float, frame: Frame, air: tuple[float, float]) -> Strip:
    tall = sum(part.above + part.height for part in parts) + sum(air)

    def draw(canvas: Canvas, x: float, top: float, room: float) -> None:
        canvas.setStrokeColor(colour(HAIRLINE))
        canvas.setLineWidth(0.8)
        frame(canvas, x, top, room, tall)
        y = top - air[0]
        for part in parts:
            y -= part.above
            part.draw(canvas, x + 8.0, y, room - 16.0)
            y -= part.height

    return Strip(tall, draw, above=above)


def _round(canvas: Canvas, x: float, top: float, room: float, tall: float) -> None:
    canvas.roundRect(x, top - tall, room, tall, 3.0, stroke=1, fill=0)


def _open_frame(first: bool, last: bool) -> Frame:
    def draw(canvas: Canvas, x: float, top: float, room: float, tall: float) -> None:
        canvas.line(x, top, x, top - tall)
        canvas.line(x + room, top, x + room, top - tall)
        if first:
            canvas.line(x, top, x + room, top)
        if last:
            canvas.line(x, top - tall, x + room, top - tall)

    return draw
