"""Records of every kind with values of every kind, made from the models themselves."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from sqlalchemy import Boolean, CheckConstraint, Column, Date, Integer, LargeBinary, String, Table, inspect

from db.base import Record, fields_of
from db.ids import uuid7
from db.types import Amount, Codes, Key, Moment, Partial, Sealed, SealedText
from desktop.rules.partial_dates import about, between, exact, hijri_day, parse, season, unknown

DAYS = st.dates(date(1950, 1, 1), date(2026, 11, 22))
# An empty text and one that begins with an apostrophe are texts too.
TEXTS = st.one_of(st.just(""), st.text(max_size=12), st.sampled_from(["ӯ'ʻ", "a\0b", "null", "0"]))
PARTIAL = st.one_of(
    DAYS.map(exact),
    st.integers(1900, 2026).map(about),
    st.integers(1900, 2026).map(lambda year: season(year, "spring")),
    st.integers(1380, 1447).map(lambda year: hijri_day(year, 9, 30)),
    st.just(between(date(1985, 1, 1), date(1990, 12, 31))),
    st.just(parse("1985-1990")),
    st.just(unknown()),
)
SEALED = st.builds(
    SealedText, st.uuids(), st.binary(min_size=24, max_size=24), st.binary(min_size=16, max_size=40)
)
_RANGE = re.compile(r"(\w+) BETWEEN (\d+) AND (\d+)")
_AT_LEAST = re.compile(r"(\w+) >= (\d+)")
_IN_ORDER = re.compile(r"(\w+_on) >= (\w+_on)")


def values(cls: type[Record], people: list[UUID]) -> st.SearchStrategy[dict[str, Any]]:
    """Values for every field of a record; what may be empty sometimes is."""
    fitting = _within_checks(cls)
    columns = (table_of(cls).columns[name] for name in fields_of(cls))
    return st.fixed_dictionaries({c.key: _of_column(c, fitting.get(c.key), people) for c in columns})


def table_of(cls: type[Record]) -> Table:
    """The table that a record class is mapped to."""
    table = inspect(cls).local_table
    assert isinstance(table, Table)
    return table


def _of_column(
    column: Column[Any], fitting: st.SearchStrategy[Any] | None, people: list[UUID]
) -> st.SearchStrategy[Any]:
    if fitting is None:
        fitting = st.sampled_from(people) if column.foreign_keys else _of_type(column)
    return st.one_of(st.none(), fitting) if column.nullable else fitting


def _of_type(column: Column[Any]) -> st.SearchStrategy[Any]:
    kind = column.type
    if isinstance(kind, Amount):
        return st.integers(0, 5000).map(lambda n: Decimal(n).scaleb(-kind.places))
    for known, strategy in _BY_TYPE.items():
        if isinstance(kind, known):
            return strategy
    raise TypeError(f"{column}: say in {__name__} what such a field may hold")


_BY_TYPE: dict[type[Any], st.SearchStrategy[Any]] = {
    Key: st.builds(uuid7),
    Moment: st.integers(-(2**40), 2**44),
    Partial: PARTIAL,
    Codes: st.lists(TEXTS, max_size=4).map(tuple),
    Sealed: SEALED,
    Boolean: st.booleans(),
    Integer: st.integers(-(2**31), 2**31),
    Date: DAYS,
    LargeBinary: st.binary(max_size=40),
    String: TEXTS,
}


@cache
def _within_checks(cls: type[Record]) -> dict[str, st.SearchStrategy[Any]]:
    """For fields that a CHECK bounds, values inside the bounds."""
    found: dict[str, st.SearchStrategy[Any]] = {}
    for check in table_of(cls).constraints:
        if isinstance(check, CheckConstraint):
            found |= _within(cls, str(check.sqltext))
    return found


def _within(cls: type[Record], rule: str) -> dict[str, st.SearchStrategy[Any]]:
    if match := _RANGE.fullmatch(rule):
        stored = st.integers(int(match[2]), int(match[3]))
        kind = cls.__table__.columns[match[1]].type
        decimals = isinstance(kind, Amount) and (lambda n: Decimal(n).scaleb(-kind.places))
        return {match[1]: stored.map(decimals) if decimals else stored}
    if match := _AT_LEAST.fullmatch(rule):
        return {match[1]: st.integers(int(match[2]), 2**31)}
    if match := _IN_ORDER.fullmatch(rule):
        return {
            match[1]: st.dates(date(2020, 1, 1), date(2030, 1, 1)),
            match[2]: st.dates(date(2000, 1, 1), date(2020, 1, 1)),
        }
    raise ValueError(f"{rule}: say in {__name__} how to keep this rule")
