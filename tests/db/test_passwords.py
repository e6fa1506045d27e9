from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.passwords import WeakPassword, check_password, login_hash


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", WeakPassword.SHORT),
        ("ninechars", WeakPassword.SHORT),
        ("и\u0306" * 9, WeakPassword.SHORT),
        ("Aigul.Serikova", WeakPassword.LOGIN),
        ("  aigul.SERIKOVA", WeakPassword.LOGIN),
        ("Password123", WeakPassword.COMMON),
        ("йцукенгшщз", WeakPassword.COMMON),
        ("..........", WeakPassword.COMMON),
        ("ten chars.", None),
        ("just words without digits", None),
        ("өрік гүлі ашылды", None),
    ],
)
def test_length_counts_and_kinds_of_character_do_not(password: str, reason: WeakPassword | None) -> None:
    assert check_password(password, "aigul.serikova") is reason


def test_a_login_is_one_in_every_spelling() -> None:
    database = uuid4()
    spellings = {"Айгүл Серікова", "  айгүл  СЕРІКОВА ", "АЙГҮЛ серікова", "Аи\u0306гүл Серікова"}
    assert len({login_hash(database, login) for login in spellings}) == 1


def test_the_hash_of_a_login_differs_from_vault_to_vault() -> None:
    assert login_hash(uuid4(), "aigul") != login_hash(uuid4(), "aigul")


@given(login=st.text(st.characters(), max_size=30))
def test_any_text_can_be_a_login_and_spaces_around_it_do_not_count(login: str) -> None:
    database = uuid4()
    mark = login_hash(database, login)
    assert len(bytes.fromhex(mark)) == 32
    assert login_hash(database, f"\t{login} ") == mark
