"""A paper: A4, head and foot on every page, the blocks of its story between. Same facts, same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from db import files
from desktop.i18n import N_, Language
from desktop.reports.check_code import SIDE, put_code
from desktop.reports.layout import Block, Page, paginate
from desktop.reports.marks import hairline, rule
from desktop.reports.text import (
    BOLD,
    SECOND,
    SMALL,
    TEAL,
    Canvas,
    Lines,
    beside,
    height,
    paragraph,
    put,
    stacked,
)
from desktop.reports.values import Languages, Value, both, each, fixed, said, spell

# No time of printing and no random number in the file: what was printed can be compared.
rl_config.invariant = 1
# Text encoding of streams: slow, and of use only where a file passes through old mail.
rl_config.useA85 = 0

MARGIN = 18 * 72 / 25.4
_HEAD_GAP = 15.0
_FOOT_GAP = 8.0

Out = Path | IO[bytes]


@dataclass(frozen=True)
class Footer:
    """What stands under every page: what the paper holds and for whom, and how to find it again."""

    # What the paper holds; a line in each language, the recipient behind it.
    remarks: tuple[Value, ...] = ()
    recipient: Value = ""
    # Case code or paper number. Never a name: pages come apart, and lie about.
    code: str = ""
    copy: str = ""
    # What the square code says, for checking a copy; without it there is no code.
    check: str = ""
    # When the paper was made, as "22.11.2026 10:44"; `moment` of a Language writes it.
    made_at_ms: int | None = None
    zone: str = "UTC"


@dataclass(frozen=True)
class Sheet:
    """Everything of a paper but its story. `title` is the kind of paper, as message id."""

    title: str
    languages: Languages
    centre: Value
    footer: Footer
    under_title: Value = ""
    wide: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page in points."""
        wide, tall = landscape(A4) if self.wide else A4
        return float(wide), float(tall)

    @property
    def room(self) -> float:
        """Width between the margins in points."""
        return self.size[0] - 2 * MARGIN


def build(out: Out, sheet: Sheet, story: Sequence[Block]) -> None:
    """Write the paper as PDF to a file or an open buffer. Raises OSError where the disk refuses."""
    build_all(out, [(sheet, story)])


def build_all(out: Out, papers: Sequence[tuple[Sheet, Sequence[Block]]]) -> None:
    """Write several papers of one kind and size into one PDF; each counts its own pages."""
    made = BytesIO()
    _draw(made, papers)
    if isinstance(out, Path):
        files.write_atomically(out, made.getvalue())
    else:
        out.write(made.getvalue())


def _draw(out: IO[bytes], papers: Sequence[tuple[Sheet, Sequence[Block]]]) -> None:
    sheet = papers[0][0]
    # The language of the paper is told to screen readers; the title names the kind, not the person.
    canvas = PdfCanvas(out, pagesize=sheet.size, invariant=1, pageCompression=1, lang=sheet.languages[0].tag)
    canvas.setTitle(sheet.languages[0].text(sheet.title))
    canvas.setAuthor("")
    canvas.setCreator("Umid")
    canvas.setProducer("Umid")
    for one, story in papers:
        _draw_paper(canvas, one, story)
    canvas.save()


def _draw_paper(canvas: Canvas, sheet: Sheet, story: Sequence[Block]) -> None:
    head = _head_lines(sheet)
    # The longest page number decides the room, so that all pages have the same.
    foot = _foot_lines(sheet, 100, 100)
    head_tall = max(height(lines) for lines in head) + 7.0
    foot_tall = _foot_height(sheet, foot)
    room = sheet.size[1] - 2 * MARGIN - head_tall - _HEAD_GAP - foot_tall - _FOOT_GAP - 4.0
    pages = paginate((strip for block in story for strip in block(sheet.room)), room)
    for number, page in enumerate(pages, start=1):
        _draw_head(canvas, sheet, head, head_tall)
        _draw_page(canvas, sheet, page, sheet.size[1] - MARGIN - head_tall - _HEAD_GAP)
        _draw_foot(canvas, sheet, _foot_lines(sheet, number, len(pages)))
        canvas.showPage()


def _head_lines(sheet: Sheet) -> tuple[Lines, Lines]:
    """The centre on the left, as wide as its name up to half the page; the title has what is left."""
    centre = stacked(both(sheet.languages, sheet.centre), (BOLD, SECOND), sheet.room / 2)
    right = SECOND.aligned("right")
    room = sheet.room - max(line.width for line in centre) - 24.0
    title = beside(fixed(sheet.languages, sheet.title), (right, right), room)
    # Dates read the same in both languages.
    under = spell(sheet.under_title, sheet.languages[0])
    return centre, title + (paragraph(under, right, room) if under else ())


def _draw_head(canvas: Canvas, sheet: Sheet, head: tuple[Lines, Lines], tall: float) -> None:
    top = sheet.size[1] - MARGIN
    for lines in head:
        put(canvas, MARGIN, top, sheet.room, lines)
    rule(canvas, MARGIN, top - tall, sheet.room, ink=TEAL, thick=0.9)


def _foot_lines(sheet: Sheet, page: int, pages: int) -> Lines:
    footer = sheet.footer
    remarks = each(sheet.languages, lambda language: _remark(footer, language))
    number = said(N_("page {n} of {total}"), n=page, total=pages)
    made = _made(footer, sheet.languages[0])
    found = " · ".join([*filter(None, (*made, footer.code)), *both(sheet.languages, number)])
    room = sheet.room - (SIDE + 12.0 if footer.check else 0.0)
    return tuple(line for text in (*remarks, found) if text for line in paragraph(text, SMALL, room))


def _foot_height(sheet: Sheet, lines: Lines) -> float:
    return max(height(lines), SIDE if sheet.footer.check else 0.0)


def _remark(footer: Footer, language: Language) -> str:
    """What the paper holds and for whom."""
    known = [*footer.remarks]
    if footer.recipient:
        known.append(said(N_("Recipient: {recipient}"), recipient=footer.recipient))
    return " ".join(spell(value, language) for value in known)


def _made(footer: Footer, language: Language) -> list[str]:
    """When, and which copy; in the first language only, for the figures read the same in both."""
    made = []
    if footer.made_at_ms is not None:
        moment = language.moment(footer.made_at_ms, footer.zone)
        made.append(language.text(N_("generated on {moment}")).format(moment=moment))
    if footer.copy:
        made.append(language.text(N_("copy {code}")).format(code=footer.copy))
    return made


def _draw_foot(canvas: Canvas, sheet: Sheet, lines: Lines) -> None:
    top = MARGIN + _foot_height(sheet, lines)
    hairline(canvas, MARGIN, top + 4.0, sheet.room)
    put(canvas, MARGIN, top, sheet.room, lines)
    if sheet.footer.check:
        put_code(canvas, MARGIN + sheet.room - SIDE, top, sheet.footer.check)


def _draw_page(canvas: Canvas, sheet: Sheet, page: Page, top: float) -> None:
    for down, strip in page.strips:
        strip.draw(canvas, MARGIN, top - down, sheet.room)
