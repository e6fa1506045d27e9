from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import hijri

VECTORS = [
    # The first three are sample dates of Calendrical Calculations, the others common knowledge of the tables.
    ((1364, 12, 6), date(1945, 11, 12)),
    ((1416, 10, 5), date(1996, 2, 25)),
    ((1518, 3, 5), date(2094, 7, 18)),
    ((1400, 1, 1), date(1979, 11, 21)),
    ((1440, 9, 1), date(2019, 5, 6)),
    ((1445, 1, 1), date(2023, 7, 19)),
    ((1, 1, 1), date(622, 7, 19)),
]


@pytest.mark.parametrize(("islamic", "gregorian"), VECTORS)
def test_known_days_agree_both_ways(islamic: tuple[int, int, int], gregorian: date) -> None:
    assert hijri.to_gregorian(*islamic) == gregorian
    assert hijri.from_gregorian(gregorian) == islamic


@given(st.dates(min_value=date(622, 7, 19)))
def test_every_day_comes_back_from_the_islamic_calendar(day: date) -> None:
    assert hijri.to_gregorian(*hijri.from_gregorian(day)) == day


@given(st.dates(min_value=date(622, 7, 19), max_value=date(9000, 1, 1)))
def test_the_next_day_is_the_next_day_of_the_month_or_the_first_of_a_month(day: date) -> None:
    year, month, number = hijri.from_gregorian(day)
    following = hijri.from_gregorian(day + timedelta(days=1))
    if number < hijri.month_length(year, month):
        assert following == (year, month, number + 1)
    else:
        assert following == ((year, month + 1, 1) if month < 12 else (year + 1, 1, 1))


def test_eleven_years_of_thirty_are_leap_years() -> None:
    assert [y for y in range(1, 31) if hijri.is_leap(y)] == [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29]


@pytest.mark.parametrize(
    "parts", [(0, 1, 1), (1440, 13, 1), (1440, 0, 1), (1440, 2, 30), (1440, 1, 31), (9666, 1, 1)]
)
def test_a_day_that_the_tables_do_not_have_is_refused(parts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no_such_day"):
        hijri.to_gregorian(*parts)


def test_there_is_no_islamic_date_before_the_calendar_began() -> None:
    with pytest.raises(ValueError, match="no_such_day"):
        hijri.from_gregorian(date(622, 7, 18))
