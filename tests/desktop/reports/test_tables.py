from fractions import Fraction
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from desktop.reports.tables import Column, Grid, Share, Table, Tick, laid_out, row_strips, table
from desktop.reports.values import Languages
from tests.desktop.reports.papers import EN, KAZAKH, RUSSIAN, a_table, outside_margins, pages, sheet, text

ROOM = 490.0


def grid(*shares: float, title: str = "Goals", languages: Languages = (EN,)) -> Grid:
    return laid_out(Table(languages, tuple(Column(title, share) for share in shares)), ROOM)


def test_the_head_is_printed_on_every_page() -> None:
    assert all("Services Attendance" in page for page in pages(sheet(a_table(120))))


def test_every_row_is_printed_once() -> None:
    words = text(sheet(a_table(120))).split()
    assert [words.count(str(number)) >= 1 for number in range(120)] == [True] * 120


def test_columns_fill_the_width() -> None:
    assert abs(sum(grid(0.5, 0.3, 0.2).widths) - ROOM) < 0.01


def test_a_narrow_column_grows_to_the_longest_word_of_its_title() -> None:
    made = laid_out(Table((RUSSIAN,), (Column("Attendance", 0.01), Column("Goals", 0.99))), ROOM)
    assert "Посещаемость" in text(sheet(table((RUSSIAN,), made.shape.columns, [("1", "2")])))
    assert made.widths[0] > 60
    assert abs(sum(made.widths) - ROOM) < 0.01


def test_the_bar_of_attendance_has_its_percentage_rounded_beside_it() -> None:
    columns = (Column("Attendance", 1.0),)
    assert "67 %" in text(sheet(table((EN,), columns, [(Share(Fraction(2, 3)),)])))


def test_the_second_language_is_left_out_of_a_column_that_is_set_once() -> None:
    rows = [(("sex", "F"), ("sex", "F"))]
    columns = (Column("Goals", 0.5), Column("Goals", 0.5, once=True))
    assert text(sheet(table((RUSSIAN, KAZAKH), columns, rows))).count("Әйел") == 1


def test_a_cell_longer_than_a_page_runs_on_over_it() -> None:
    long = " ".join(f"w{number}" for number in range(3000))
    data = sheet(table((EN,), (Column("Goals", 0.5), Column("Services", 0.5)), [(long, "short")]))
    assert text(data).count("w2999") == 1
    assert outside_margins(data) == []


def test_a_long_word_a_long_name_and_an_address_of_six_lines_stay_within_the_page() -> None:
    address = "\n".join(["улица Құрманғазы, дом 12, квартира 345, подъезд 6"] * 6)
    row = ("Ы" * 300, ("Абдрахманова-Құрманбаева Айгүл " * 4)[:120], address)
    data = sheet(
        table((EN,), (Column("Goals", 0.3), Column("Services", 0.3), Column("Attendance", 0.4)), [row])
    )
    assert outside_margins(data) == []
    assert text(data).replace(" ", "").count("Ы") == 300


def test_a_row_for_a_pen_is_not_lower_than_asked() -> None:
    made = laid_out(Table((EN,), (Column("Goals", 1.0),), least=19.5), ROOM)
    assert [strip.height for strip in row_strips(made, ("",))] == [19.5]


def test_a_box_to_tick_is_a_square_and_not_a_letter() -> None:
    out = BytesIO()
    canvas = Canvas(out, pageCompression=0)
    (strip,) = row_strips(grid(1.0), (Tick(),))
    strip.draw(canvas, 50.0, 700.0, ROOM)
    canvas.save()
    assert b" 9 9 re" in out.getvalue()


def test_an_upright_title_fits_its_column_in_two_languages() -> None:
    columns = (*(Column("Progress report", 0.02, turned=True) for _ in range(5)), Column("Goals", 0.9))
    made = laid_out(Table((RUSSIAN, KAZAKH), columns), ROOM)
    assert min(made.widths) > 18
    assert made.head.height < 125


def test_a_table_of_few_rows_is_not_parted() -> None:
    assert [strip.keep for strip in a_table(3)(ROOM)] == [True, True, True, False]
    assert [strip.keep for strip in a_table(4)(ROOM)] == [True, False, False, False, False]
