"""Names as they are searched, and the full-text index over them.

One row of keys per person: folded words of all names and of the case code, and the identity numbers in a
column of their own, because who may only see a name may not find by number. Derived, never journalled.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    column,
    delete,
    insert,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.access import Access, Actor, Level, caseload
from db.base import Base, Category
from db.journal.recorder import Touched
from db.models import Identifier, Name, Person, PersonLink, PersonRoot
from db.projection import refresh_roots
from db.types import Key

MOST = 60
LOOKED_AT = 400
_CODE = re.compile(r"\b([A-Za-z]{2,4})-([A-Za-z]{1,2}\d*[A-Za-z]?)\b")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘ʻʼʹ‛"))
FTS = (
    "CREATE VIRTUAL TABLE find_text USING fts5(names, numbers, content='find_key', content_rowid='row', "
    "tokenize='unicode61 remove_diacritics 0', prefix='1 2 3 4')"
)


class FindKey(Base):
    """What the index knows of one person."""

    __tablename__ = "find_key"

    row: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Key, unique=True)
    names: Mapped[str] = mapped_column(String)
    numbers: Mapped[str] = mapped_column(String)


def fold(written: str) -> str:
    """Words without case, accents and apostrophes, in Cyrillic and Latin alike: ё is е, й is и, oʻ is o."""
    plain = unicodedata.normalize("NFKD", written.translate(_APOSTROPHES)).casefold()
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def match(typed: str, *, numbers: bool) -> str | None:
    """The full-text query for typed words, each a prefix; None when nothing can be searched.

    Every word is quoted: a bound query is still parsed, and `a AND` or `numbers:x` would be understood.
    """
    # A case code is one word, however much of it is typed.
    words = fold(_CODE.sub(r"\1\2", typed)).split()
    if not words:
        return None
    terms = " ".join(f'"{word}"*' for word in words[:8])
    return terms if numbers else f"names : ({terms})"


def code_words(code: str) -> str:
    """A case code is found by its whole, by its station and number, and by the number alone."""
    parts = fold(code).split()
    digits = re.findall(r"\d+", code)
    return " ".join(dict.fromkeys(["".join(parts), *parts[1:], *digits, *(d.lstrip("0") for d in digits)]))


def number_words(number: str) -> str:
    """A number is found however its groups are written: as one word, and by each of its parts."""
    parts = fold(number).split()
    return " ".join(dict.fromkeys(["".join(parts), *parts]))


def find(session: Session, access: Access, actor: Actor, typed: str) -> list[UUID]:
    """Roots of the people whose words begin as typed, the newest files first, at most 60.

    The newest few hundred matches are looked at one by one. Only where those leave room, and there are
    more, the asker's own caseload is gone through instead: it is small where much is hidden.
    """
    level = access.highest(actor, Category.IDENTITY)
    wanted = match(typed, numbers=level >= Level.READ)
    if wanted is None or level is Level.NONE:
        return []
    visible = access.condition(actor, Category.IDENTITY, PersonRoot.person_id)
    rows = list(session.scalars(_NEWEST, {"wanted": wanted, "most": LOOKED_AT}))
    found = _roots(session, select(FindKey.person_id).where(FindKey.row.in_(rows)), visible)
    if len(found) < MOST and len(rows) == LOOKED_AT:
        own = select(FindKey.person_id).where(FindKey.person_id.in_(caseload(actor)), _matches(wanted))
        found = _roots(session, own, visible)
    return found[:MOST]


_NEWEST = text(
    "SELECT rowid FROM find_text WHERE find_text MATCH :wanted ORDER BY rowid DESC LIMIT :most"
).columns(column("rowid", Integer))


def _matches(wanted: str) -> ColumnElement[bool]:
    inside: Select[Any] = select(literal_column("1")).select_from(table("find_text"))
    return inside.where(
        literal_column("find_text").op("MATCH")(wanted), literal_column("find_text.rowid") == FindKey.row
    ).exists()


def _roots(session: Session, people: Select[UUID], visible: ColumnElement[bool]) -> list[UUID]:
    hits = (
        select(PersonRoot.root_id)
        .join(FindKey, FindKey.person_id == PersonRoot.person_id)
        .where(PersonRoot.person_id.in_(people), visible)
        .order_by(FindKey.row.desc())
        .limit(MOST * 2)
    )
    return list(dict.fromkeys(session.scalars(hits)))


def derive(session: Session, touched: Touched) -> None:
    """Bring what follows from the records up to date, in the same transaction."""
    if PersonLink in touched or Person in touched:
        refresh_roots(session, touched.get(Person, set()), touched.get(PersonLink, set()))
    people = set(touched.get(Person, set()))
    for cls in (Name, Identifier):
        if ids := touched.get(cls):
            people.update(session.scalars(select(cls.person_id).where(cls.id.in_(ids))))
    if people:
        index(session, people)


def index(session: Session, people: Iterable[UUID]) -> None:
    """Write the keys of these people anew."""
    wanted = sorted(people)
    for start in range(0, len(wanted), 500):
        _index_some(session, wanted[start : start + 500])


def _index_some(session: Session, wanted: list[UUID]) -> None:
    keys = {row.id: ([code_words(row.code)], [""]) for row in _persons(session, wanted)}
    for name in session.execute(
        select(Name.person_id, Name.surname, Name.given, Name.patronymic).where(
            Name.person_id.in_(wanted), Name.removed.is_(False)
        )
    ):
        keys[name.person_id][0].append(fold(" ".join(filter(None, name[1:]))))
    for person_id, number in session.execute(
        select(Identifier.person_id, Identifier.number).where(
            Identifier.person_id.in_(wanted), Identifier.removed.is_(False)
        )
    ):
        keys[person_id][1].append(number_words(number))
    _forget(session, wanted)
    rows = [
        {"person_id": person_id, "names": " ".join(names), "numbers": " ".join(numbers).strip()}
        for person_id, (names, numbers) in keys.items()
    ]
    session.execute(insert(FindKey), rows)
    session.execute(
        text(
            "INSERT INTO find_text(rowid, names, numbers) "
            "SELECT row, names, numbers FROM find_key WHERE person_id = :person_id"
        ),
        [{"person_id": person_id.bytes} for person_id in keys],
    )


def _persons(session: Session, wanted: list[UUID]) -> Iterable[Person]:
    return session.scalars(select(Person).where(Person.id.in_(wanted)))


def _forget(session: Session, wanted: list[UUID]) -> None:
    known = session.execute(
        select(FindKey.row, FindKey.names, FindKey.numbers).where(FindKey.person_id.in_(wanted))
    )
    old = [{"row": row.row, "names": row.names, "numbers": row.numbers} for row in known]
    if not old:
        return
    # The index keeps no text of its own: it must be told what it is to forget.
    forget = "INSERT INTO find_text(find_text, rowid, names, numbers)"
    session.execute(text(f"{forget} VALUES ('delete', :row, :names, :numbers)"), old)
    session.execute(delete(FindKey).where(FindKey.person_id.in_(wanted)))
