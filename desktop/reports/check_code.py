"""The square code at the foot of a paper, by which a copy is checked without typing its number."""

from desktop.reports.text import INK, Canvas, colour

SIDE = 44.0


def put_code(canvas: Canvas, x: float, top: float, text: str) -> None:
    """Print the code, SIDE points wide, with its upper left corner at (x, top)."""
    # Loaded with the first code: it brings every kind of bar code with it.
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    # A quarter of it may be stained or folded away and it still reads.
    code = QRCode(None, QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    cell = SIDE / len(code.modules)
    canvas.setFillColor(colour(INK))
    for down, row in enumerate(code.modules):
        for start, length in _dark(row):
            # A hair wider, so that no white line shows between neighbours.
            left, bottom = x + start * cell, top - (down + 1) * cell
            canvas.rect(left, bottom, length * cell, cell + 0.05, stroke=0, fill=1)


def _dark(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark cells begin, and how many stand together."""
    spans: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if is_dark and place and row[place - 1]:
            start, length = spans[-1]
            spans[-1] = (start, length + 1)
        elif is_dark:
            spans.append((place, 1))
    return spans
