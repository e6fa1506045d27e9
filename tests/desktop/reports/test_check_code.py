from io import BytesIO

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.check_code import SIDE, put_code


def drawn(text: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(SIDE, SIDE), invariant=1)
    put_code(canvas, 0.0, SIDE, text)
    canvas.save()
    return out.getvalue()


def dark_at(data: bytes, places: list[tuple[float, float]]) -> list[bool]:
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=10).to_pil().convert("L")
    document.close()
    return [picture.getpixel((int(x * 10), int(y * 10))) < 128 for x, y in places]


def test_the_code_fills_its_square_from_corner_to_corner() -> None:
    corners = [(0.5, 0.5), (SIDE - 0.5, 0.5), (0.5, SIDE - 0.5)]
    assert dark_at(drawn("AKT-B0311 8H2K-TQ7M"), corners) == [True] * 3


def test_two_texts_give_two_codes_and_one_text_always_the_same() -> None:
    assert drawn("AKT-B0311") == drawn("AKT-B0311")
    assert drawn("AKT-B0311") != drawn("AKT-B0312")
