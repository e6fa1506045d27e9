"""What a password must be, and how a login name is compared."""

import unicodedata
from enum import StrEnum
from uuid import UUID

from db import crypto

SHORTEST_PASSWORD = 10
_LOGIN = b"umid login"
_COMMON = {"1234567890", "0123456789", "0987654321", "12345678910", "1q2w3e4r5t", "1qaz2wsx3edc"}
_COMMON |= {"password12", "password123", "password1234", "qwertyuiop", "qwerty1234", "qwerty12345"}
_COMMON |= {"йцукенгшщз", "йцукен1234", "йцукен12345", "пароль1234", "пароль12345", "парольпароль"}


class WeakPassword(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LOGIN = "login"
    COMMON = "common"


def check_password(text: str, login: str) -> WeakPassword | None:
    """Why a new password will not do, or None. Length counts; which kinds of character does not."""
    password = unicodedata.normalize("NFC", text)
    if len(password) < SHORTEST_PASSWORD:
        return WeakPassword.SHORT
    if _folded(password) == _folded(login):
        return WeakPassword.LOGIN
    if _folded(password) in _COMMON or len(set(password)) == 1:
        return WeakPassword.COMMON
    return None


def login_hash(database_id: UUID, login: str) -> str:
    """How a login name stands in the files: the same for every spelling of case, spaces and accents' form."""
    return crypto.mac(database_id.bytes, _folded(login).encode("utf-8", "surrogatepass"), _LOGIN).hex()


def _folded(text: str) -> str:
    once = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", once).split())
