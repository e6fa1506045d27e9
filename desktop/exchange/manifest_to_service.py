"""From a manifest that was read to the people a service puts on file."""

from collections.abc import Iterable

from desktop.exchange.manifest_rows import ManifestReading, ManifestRow
from desktop.services.arrival_desk import script_of
from desktop.services.arrivals import Expected

# How a member stands to the head, as a list says it -> what the head is to the member.
_TO_HEAD = {"SPOUSE": "SPOUSE", "NIECE_NEPHEW": "AUNT", "SIBLING": "SIBLING_FULL", "OTHER_KIN": "OTHER_KIN"}
_UNCLE = "UNCLE"


def expected(reading: ManifestReading) -> tuple[Expected, ...]:
    """Everybody who can be put on file, in the order of the list; only kinship the list itself says."""
    heads = {row.home: row for row in reading.rows if row.relation == "HEAD"}
    taken = {row.line for row in reading.rows}
    return tuple(_expected(row, heads.get(row.home), taken) for row in reading.rows)


def _expected(row: ManifestRow, head: ManifestRow | None, taken: set[int]) -> Expected:
    surname, given = _or_printed(row)
    return Expected(
        line=row.line,
        # Who has no household is one of her own, and is called by the line.
        household=row.household or f"#{row.number or row.line}",
        surname=surname,
        given=given,
        patronymic=row.patronymic or None,
        sex=row.sex or None,
        born=row.born if row.born.is_known or row.born.original else None,
        category=row.category or None,
        is_head=row is head or not row.household,
        latin=_latin(row.printed),
        script=script_of(f"{surname or ''}{given or ''}"),
        citizenship=row.citizenship or None,
        languages=row.languages,
        numbers=tuple(_numbers(row)),
        urgent=row.urgent,
        relatives=tuple(_relatives(row, head, taken)),
    )


def _or_printed(row: ManifestRow) -> tuple[str | None, str | None]:
    if row.surname or row.given:
        return row.surname or None, row.given or None
    return _latin(row.printed) or (None, None)


def _latin(printed: str) -> tuple[str | None, str | None] | None:
    """Surname first, as travel papers print it."""
    surname, _, given = printed.partition(" ")
    return (surname or None, given.strip() or None) if printed else None


def _numbers(row: ManifestRow) -> Iterable[tuple[str, str]]:
    if row.identity_number:
        yield row.identity_kind or "OTHER", row.identity_number
    if row.document_number:
        yield row.document_kind or "OTHER", row.document_number


def _relatives(row: ManifestRow, head: ManifestRow | None, taken: set[int]) -> Iterable[tuple[str, int]]:
    if row.mother_line in taken and row.mother_line is not None:
        yield "MOTHER", row.mother_line
    if head is None or head is row or head.line == row.mother_line:
        return
    kind = _kind(row, head)
    if kind:
        yield kind, head.line


def _kind(row: ManifestRow, head: ManifestRow) -> str:
    """What the head is to a member; empty where the list leaves it open."""
    if row.relation == "CHILD":
        return "MOTHER" if head.sex == "F" else "FATHER" if head.sex == "M" else ""
    if row.relation == "NIECE_NEPHEW" and head.sex == "M":
        return _UNCLE
    return _TO_HEAD.get(row.relation, "")
