"""Pages of a PDF as pictures, made in memory. Nothing of Qt: it runs on any thread.

PDFium is loaded when the first paper is looked at, not with the window.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

# PDFium serves one thread at a time.
_ALONE = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """One page: four bytes a pixel (blue, green, red, unused), and its words for the screen reader."""

    width: int
    height: int
    stride: int
    pixels: bytes
    words: str = ""


def page_sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points (1/72 inch)."""
    import pypdfium2

    with _ALONE, pypdfium2.PdfDocument(data) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def picture(data: bytes, number: int, scale: float) -> Picture:
    """One page, counted from 0, at `scale` pixels a point."""
    import pypdfium2

    with _ALONE, pypdfium2.PdfDocument(data) as document:
        page = document[number]
        drawn = page.render(scale=scale, prefer_bgrx=True)
        letters = page.get_textpage()
        try:
            return Picture(
                drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), letters.get_text_range()
            )
        finally:
            letters.close()
            drawn.close()
            page.close()
