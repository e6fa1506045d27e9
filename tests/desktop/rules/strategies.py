"""Invented dates for the properties of the rules."""

from datetime import date

from hypothesis import strategies as st

from desktop.rules.partial_dates import Basis, Calendar, PartialDate, Precision, between, exact, year

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
bases = st.none() | st.sampled_from(Basis)
ranges = st.tuples(days, days).map(lambda pair: between(min(pair), max(pair)))
known_dates = days.map(exact) | ranges | st.integers(1900, 2100).map(year)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Any valid partial date, with words and a basis."""
    precision = draw(st.sampled_from(Precision))
    calendar, original, basis = draw(st.sampled_from(Calendar)), draw(st.text(max_size=20)), draw(bases)
    if precision is Precision.UNKNOWN:
        return PartialDate(None, None, precision, calendar, original, basis)
    first, second = sorted((draw(days), draw(days)))
    last = first if precision is Precision.DAY else second
    return PartialDate(first, last, precision, calendar, original, basis)
