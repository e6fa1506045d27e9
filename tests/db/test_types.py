import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, Numeric, String
from sqlalchemy.types import TypeEngine

from db.base import fields_of, journalled
from db.journal.canonical import canonical
from db.types import DIALECT, Amount, Codes, Key, Moment, Partial, Sealed, SealedText, codec
from desktop.rules.partial_dates import exact, unknown
from tests.properties.any_record import PARTIAL, SEALED, TEXTS

ID = UUID("01930000-0000-7000-8000-00000000000a")
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (Key(), ID, "0193000000007000800000000000000a"),
        (Moment(), 1_790_000_000_000, 1_790_000_000_000),
        (Amount(1), Decimal("12.9"), 129),
        (Codes(), ("ru", "kk"), '["kk", "ru"]'),
        (Codes(), (), "[]"),
        (Date(), DAY, "2026-11-22"),
        (Boolean(), False, False),
        (Integer(), 0, 0),
        (String(10), "", ""),
        (LargeBinary(), b"\x00\xff", "AP8="),
        (Sealed(), SealedText(ID, b"n" * 24, b"c"), None),
        (Partial(), exact(DAY), None),
    ],
)
def test_a_value_is_journalled_and_read_back(kind: TypeEngine[Any], value: Any, written: Any) -> None:
    found = codec(kind).write(value)
    assert found == (written if written is not None else found)
    assert canonical(found)
    back = codec(kind).read(json.loads(canonical(found)))
    assert back == (tuple(sorted(value)) if isinstance(kind, Codes) else value)
    assert codec(kind).write(None) is None
    assert codec(kind).read(None) is None


@pytest.mark.parametrize("kind", [Float(), JSON(), Numeric()])
def test_what_has_no_one_form_has_no_codec(kind: TypeEngine[Any]) -> None:
    with pytest.raises(TypeError, match="cannot be journalled"):
        codec(kind)


def test_every_field_of_every_record_has_a_codec() -> None:
    count = 0
    for cls in journalled():
        for name in fields_of(cls):
            assert codec(cls.__table__.columns[name].type).write(None) is None
            count += 1
    assert count > 200


@pytest.mark.parametrize("value", [Decimal("12.95"), Decimal("0.01"), Decimal("-1.23")])
def test_an_amount_with_too_many_decimals_is_refused_and_not_rounded(value: Decimal) -> None:
    with pytest.raises(ValueError, match="decimals"):
        Amount(1).process_bind_param(value, DIALECT)


@given(st.decimals(-9999, 9999, places=2))
def test_an_amount_comes_back_to_the_last_digit(value: Decimal) -> None:
    stored = Amount(2).process_bind_param(value, DIALECT)
    assert isinstance(stored, int)
    assert str(Amount(2).process_result_value(stored, DIALECT)) == str(value.quantize(Decimal("0.01")) + 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("a", "b"), ("b", "a"), True),
        (("a", "a"), ("a",), True),
        (["a"], ("a",), True),
        ((), (), True),
        (None, None, True),
        ((), None, False),
        (("a",), ("b",), False),
    ],
)
def test_ticks_are_compared_without_their_order(one: Any, other: Any, same: bool) -> None:
    assert Codes().compare_values(one, other) is same


@given(st.lists(TEXTS).map(tuple))
def test_ticks_come_back_sorted_and_once(value: tuple[str, ...]) -> None:
    stored = Codes().process_bind_param(value, DIALECT)
    assert Codes().process_result_value(stored, DIALECT) == tuple(sorted(set(value)))


@given(PARTIAL)
def test_a_date_known_in_part_comes_back_whole(value: Any) -> None:
    stored = Partial().process_bind_param(value, DIALECT)
    assert Partial().process_result_value(stored, DIALECT) == value


@given(st.lists(PARTIAL.filter(lambda value: value != unknown()), max_size=6))
def test_dates_known_in_part_sort_in_the_database_by_their_first_day(values: list[Any]) -> None:
    stored = sorted(str(Partial().process_bind_param(value, DIALECT)) for value in values)
    found = [Partial().process_result_value(text, DIALECT) for text in stored]
    assert [one.earliest for one in found if one] == sorted(value.earliest for value in values)


@given(SEALED)
def test_a_sealed_text_is_packed_and_unpacked(value: SealedText) -> None:
    assert SealedText.unpack(value.pack()) == value
    assert len(value.pack()) == 40 + len(value.ciphertext)
