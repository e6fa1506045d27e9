"""Pages of a paper as pictures."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.ui import pictures
from tests.desktop.reports.papers import a_table, progress, sheet


def test_sizes_are_those_of_a4_in_points() -> None:
    sizes = pictures.page_sizes(sheet(a_table(120)))
    assert len(sizes) > 2
    assert sizes[0] == pytest.approx((595.28, 841.89), abs=0.01)


def test_a_picture_has_four_bytes_a_pixel_at_the_scale_asked_for_and_its_words() -> None:
    drawn = pictures.picture(progress(), 0, 0.5)
    assert (drawn.width, drawn.height) == (298, 421)
    assert len(drawn.pixels) == drawn.stride * drawn.height
    assert "Құрманбаева Айгүл Серікқызы" in drawn.words


def test_what_is_drawn_is_not_all_white() -> None:
    drawn = pictures.picture(progress(), 0, 1)
    assert set(drawn.pixels[::4]) > {255}


def test_two_threads_may_ask_at_the_same_time() -> None:
    data = progress()
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _turn: pictures.picture(data, 0, 1).pixels, range(8)))
    assert len(set(made)) == 1
