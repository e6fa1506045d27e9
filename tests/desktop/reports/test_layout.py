from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.layout import Strip, of_lines, paginate, together
from desktop.reports.marks import nothing
from desktop.reports.text import BODY, paragraph

ROOM = 100.0


def strip(tall: float, *, above: float = 0.0, keep: bool = False, head: Strip | None = None) -> Strip:
    return Strip(tall, nothing, above=above, keep=keep, head=head)


def heights(strips: list[Strip]) -> list[list[float]]:
    return [[one.height for _, one in page.strips] for page in paginate(strips, ROOM)]


@given(
    st.lists(
        st.builds(strip, st.floats(1, ROOM), above=st.floats(0, 20), keep=st.booleans()),
        min_size=1,
        max_size=40,
    )
)
def test_no_page_is_overfull_and_no_strip_is_lost(strips: list[Strip]) -> None:
    pages = paginate(strips, ROOM)
    assert all(page.used <= ROOM + 0.001 for page in pages)
    assert [one for page in pages for _, one in page.strips] == strips


def test_strips_that_are_kept_together_move_on_together() -> None:
    assert heights([strip(70), *together([strip(20), strip(20)])]) == [[70], [20, 20]]


def test_what_is_kept_together_but_taller_than_a_page_is_parted() -> None:
    assert heights(together([strip(60), strip(60), strip(30)])) == [[60], [60, 30]]


def test_the_head_of_a_table_is_repeated_where_a_row_begins_a_page() -> None:
    head = strip(10)
    assert heights([head, strip(80, head=head), strip(30, head=head)]) == [[10, 80], [10, 30]]


def test_air_above_a_strip_is_left_out_at_the_top_of_a_page() -> None:
    pages = paginate([strip(90, above=9), strip(50, above=9)], ROOM)
    assert [page.strips[0][0] for page in pages] == [0.0, 0.0]


def test_neither_the_first_nor_the_last_line_of_a_text_stands_alone() -> None:
    lines = of_lines(paragraph("a\nb\nc\nd", BODY, 50.0))
    assert [line.keep for line in lines] == [True, False, True, False]


def test_a_paper_without_content_has_one_empty_page() -> None:
    assert heights([]) == [[]]
