"""The triggers that refuse a write without a change, from one list.

A row's `last_change` must name a change that is not written yet: the journal writes it at the end of
the same transaction, and the deferred foreign key makes sure that it does. So a statement that
leaves the pointer alone, or names an old change, is refused by the database itself.
"""

from collections.abc import Iterable

from db.journal.change import Change

UNWRITTEN = "NEW.last_change IS NULL OR EXISTS (SELECT 1 FROM change WHERE id = NEW.last_change)"
# Erasing empties the fields of a change; nothing else of it is ever touched, and it never goes.
KEPT = tuple(column.name for column in Change.__table__.columns if column.name != "fields")
EDITED = " OR ".join(["NEW.fields <> 'null'", *(f'NEW."{name}" IS NOT OLD."{name}"' for name in KEPT)])
CHANGE = (("DELETE", "1"), ("UPDATE", EDITED))
REFUSAL = "SELECT RAISE(ABORT, 'journal: a write without a change is refused')"


def statements(tables: Iterable[str]) -> dict[str, str]:
    """Name -> CREATE TRIGGER, for every journalled table and for the journal itself."""
    made: dict[str, str] = {}
    for table in tables:
        for act in ("insert", "update"):
            name = f"{table}_{act}_journalled"
            made[name] = _trigger(name, act.upper(), table, UNWRITTEN)
        name = f"{table}_delete_refused"
        made[name] = _trigger(name, "DELETE", table, "1")
    for act, when in CHANGE:
        name = f"change_{act.lower()}_refused"
        made[name] = _trigger(name, act, "change", when)
    return made


def _trigger(name: str, act: str, table: str, when: str) -> str:
    return f'CREATE TRIGGER {name} BEFORE {act} ON "{table}" WHEN {when} BEGIN {REFUSAL}; END'
