"""Whether a vault is what was written to it: pages, references, and the chain of changes."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import RowMapping, func, select, text
from sqlalchemy.orm import Session

from db.journal.canonical import change_hash, commitment
from db.journal.change import Change

# What is wrong, by kind; the words for people are those of who shows it.
PAGE, REFERENCE, GAP, CHAIN, HASH, VALUE = "page", "reference", "gap", "chain", "hash", "value"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was written; `where` names a page, a table or the number of a change."""

    kind: str
    where: str


@dataclass(frozen=True)
class Audit:
    """What was looked at, and what was found. Empty findings mean that everything is as it was written."""

    changes: int
    findings: tuple[Finding, ...]


def audit(session: Session) -> Audit:
    """Look at every page, every reference and every change. Takes seconds to minutes, and writes nothing."""
    count = session.scalar(select(func.count()).select_from(Change)) or 0
    return Audit(count, (*_pages(session), *_references(session), *_chain(session)))


def _pages(session: Session) -> Iterator[Finding]:
    """Every page against its own code, and the structure the pages make."""
    for row in session.execute(text("PRAGMA cipher_integrity_check")):
        yield Finding(PAGE, str(row[0]))
    for row in session.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield Finding(PAGE, str(row[0]))


def _references(session: Session) -> Iterator[Finding]:
    for row in session.execute(text("PRAGMA foreign_key_check")):
        yield Finding(REFERENCE, str(row[0]))


def _chain(session: Session) -> Iterator[Finding]:
    """Numbers without gaps, each change upon the one before, hashes and commitments that fit."""
    table = Change.__table__
    rows = session.execute(select(table).order_by(table.c.incarnation_id, table.c.number)).mappings()
    before: RowMapping | None = None
    for row in rows.yield_per(1000):
        yield from _against(row, before)
        before = row


def _against(row: RowMapping, before: RowMapping | None) -> Iterator[Finding]:
    first = before is None or before["incarnation_id"] != row["incarnation_id"]
    number, last = (0, None) if before is None or first else (before["number"], before["hash"])
    if row["number"] != number + 1:
        yield Finding(GAP, str(row["number"]))
    if row["previous_hash"] != last:
        yield Finding(CHAIN, str(row["number"]))
    if change_hash(dict(row)) != row["hash"]:
        yield Finding(HASH, str(row["number"]))
    for name, (salt, value) in (row["fields"] or {}).items():
        if row["commitments"].get(name) != commitment(salt, value):
            yield Finding(VALUE, f"{row['number']}: {name}")
