"""Every page, reference and change is looked at, and what is not as it was written is named."""

from datetime import date

from sqlalchemy import text

from db.audit import CHAIN, GAP, HASH, VALUE, Audit, Finding, audit
from db.models import Identity, Person
from db.store import Store


def write(store: Store) -> None:
    """Three saves of one person."""
    with store.writing("open", None) as session:
        person = Person(code="AKT-A0001K")
        session.add(person)
        session.flush()
        session.add(Identity(person_id=person.id, sex="F"))
    for place in ("Aktau", "Oral"):
        with store.writing("correct", None) as session:
            found = session.query(Identity).one()
            found.birth_place, found.died_on = place, date(2026, 1, 1)


def looked(store: Store) -> Audit:
    with store.reading() as session:
        return audit(session)


def forged(store: Store, statement: str) -> tuple[Finding, ...]:
    """What is found after somebody with the key has written past the journal's guards."""
    write(store)
    with store.writing("forge", None) as session:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for (name,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
        session.execute(text(statement))
    return looked(store).findings


def test_what_was_written_by_us_is_sound(store: Store) -> None:
    write(store)
    assert looked(store) == Audit(4, ())


def test_an_empty_vault_is_sound(store: Store) -> None:
    assert looked(store) == Audit(0, ())


def test_a_changed_value_is_found(store: Store) -> None:
    forgery = "UPDATE change SET fields = json_set(fields, '$.birth_place[1]', 'Elsewhere') WHERE number = 3"
    found = forged(store, forgery)
    assert found == (Finding(VALUE, "3: birth_place"),)


def test_a_changed_author_is_found(store: Store) -> None:
    assert forged(store, "UPDATE change SET verb = 'other' WHERE number = 2") == (Finding(HASH, "2"),)


def test_a_change_that_was_taken_out_is_found(store: Store) -> None:
    kinds = {one.kind for one in forged(store, "UPDATE change SET number = 30 WHERE number = 3")}
    assert kinds == {GAP, HASH, CHAIN}


def test_an_erased_value_is_no_damage(store: Store) -> None:
    assert forged(store, "UPDATE change SET fields = NULL WHERE number = 3") == ()
