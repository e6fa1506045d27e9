"""How many people there are, at any size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.counts import counts_of

PROGRAMMES = ("kz-zhusan", "uz-mehr", "tj", "kg-meerim")


@pytest.mark.parametrize(
    ("programme", "people"), [("kz-zhusan", 595), ("uz-mehr", 435), ("tj", 146), ("kg-meerim", 79)]
)
def test_the_table_of_a_programme_adds_up(programme: str, people: int) -> None:
    counts = counts_of(programme)
    assert counts.people == people
    assert counts.source
    assert counts_of(programme, people) == counts


@given(st.sampled_from(PROGRAMMES), st.integers(1, 200_000))
def test_any_size_adds_up_and_has_no_share_below_nought(programme: str, people: int) -> None:
    counts = counts_of(programme, people)
    assert counts.people == people
    assert min(counts.men, counts.women, counts.children) >= 0
    assert counts.in_house <= min(people, 1_000) or counts.in_house == people
    assert (counts.arrivals == 1) is (counts.in_house == people)
