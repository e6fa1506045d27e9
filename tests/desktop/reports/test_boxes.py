from desktop.reports import boxes
from desktop.reports.layout import Strip
from desktop.reports.marks import nothing
from tests.desktop.reports.papers import EN, KAZAKH, RUSSIAN

ROOM = 490.0


def test_options_stand_in_as_many_columns_as_the_longest_leaves_room_for() -> None:
    short = [("a",)] * 8
    long = [("a long answer that takes nearly half of the line",)] * 8
    assert boxes.option_rows(short, ROOM) == 1
    assert boxes.option_rows(long, ROOM) == 4


def test_an_option_wider_than_the_page_has_a_row_of_its_own() -> None:
    assert boxes.option_rows([("word " * 100,), ("b",)], ROOM) == 2


def test_two_half_questions_share_a_row_and_paper_order_is_kept() -> None:
    half, whole = Strip(20.0, nothing), Strip(30.0, nothing)
    rows = boxes.grid([(half, True), (half, True), (half, True), (whole, False), (half, True)], ROOM)
    assert [row.height for row in rows] == [20.0, 20.0, 30.0, 20.0]


def test_a_question_is_as_high_as_all_it_holds() -> None:
    answer = boxes.lines_to_write(4)
    bare = boxes.question((EN,), "Label", "", answer, ROOM)
    hinted = boxes.question((EN,), "Label", "Hint", answer, ROOM)
    assert bare.height > sum(strip.height for strip in answer)
    assert hinted.height > bare.height


def test_a_date_known_in_part_has_more_room_than_a_date() -> None:
    exact = sum(strip.height for strip in boxes.date_boxes((RUSSIAN, KAZAKH)))
    partial = sum(strip.height for strip in boxes.partial_date_boxes((RUSSIAN, KAZAKH), ROOM))
    assert partial > exact + 30
