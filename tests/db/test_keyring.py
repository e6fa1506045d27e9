"""Sealed text: who opens it, and who does not even with the whole database in hand."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import crypto
from db.base import SEALED, Category
from db.clock import Clock
from db.crypto import CannotOpen, Pair
from db.ids import uuid7
from db.keyring import (
    ESCROW,
    HOLDER,
    Keyring,
    NotAHolder,
    add_holder,
    current_pairs,
    found_category,
)
from db.models import Alias, CategoryKey, CounsellingNote, KeyShare, PersonKey, User
from db.store import Store
from db.types import SealedText
from tests.db.dump import changes
from tests.db.records import KEY, add_person, add_user

NOTES = Category.COUNSELLING_NOTES
RELIGION = Category.RELIGION_NOTES
SECRET = "Ей снится дорога"
# Who holds what in the house of these tests; the director and the officer have the escrow.
HOLDERS = {NOTES: ("psychologist",), RELIGION: ("theologian",), Category.ALIAS: ("lawyer", "case_manager")}
COLLEAGUES = ("psychologist", "theologian", "lawyer", "case_manager", "director", "dpo")


@dataclass
class House:
    """A store with colleagues, the keys of their categories, and one person's file."""

    store: Store
    person_id: UUID
    pairs: dict[str, Pair] = field(default_factory=dict)
    users: dict[str, UUID] = field(default_factory=dict)
    categories: dict[Category, UUID] = field(default_factory=dict)

    def keyring(self, login: str) -> Keyring:
        """What a colleague's password opens, as after unlocking."""
        ring = Keyring(self.users[login], self.pairs[login].private)
        with self.store.reading() as session:
            ring.load(session)
        return ring

    def seal(self, login: str, text: str, *, category: Category = NOTES, record_id: UUID) -> SealedText:
        with self.store.writing("seal", self.users[login]) as session:
            return self.keyring(login).seal(
                session, text, person_id=self.person_id, category=category, record_id=record_id, column="text"
            )

    def open(self, login: str, sealed: SealedText, record_id: UUID, column: str = "text") -> str:
        with self.store.reading() as session:
            return self.keyring(login).open(session, sealed, record_id, column)


@pytest.fixture(scope="module")
def founded(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, House]:
    """The house as every test finds it, and its database."""
    path = Path(shutil.copy(empty_database, tmp_path_factory.mktemp("house") / "umid.db"))
    store = Store(path, KEY, incarnation_id=uuid7(), clock=Clock())
    made = House(store, add_person(store))
    for login in COLLEAGUES:
        made.pairs[login] = crypto.new_pair()
        made.users[login] = add_user(store, login, made.pairs[login].public, (login,))
    for category, holders in HOLDERS.items():
        found(made, category, holders, ("director", "dpo"))
    store.close()
    return path, made


def found(house: House, category: Category, holders: tuple[str, ...], escrow: tuple[str, ...]) -> None:
    with house.store.writing("found", None) as session:
        first, second = (
            [session.get_one(User, house.users[login]) for login in logins] for logins in (holders, escrow)
        )
        house.categories[category] = found_category(
            session, category, centre_id=None, holders=first, escrow=second
        )


@pytest.fixture
def house(founded: tuple[Path, House], tmp_path: Path) -> Iterator[House]:
    path, made = founded
    shutil.copy(path, tmp_path / "umid.db")
    store = Store(tmp_path / "umid.db", KEY, incarnation_id=uuid7(), clock=Clock())
    yield replace(made, store=store, categories=dict(made.categories))
    store.close()


# Opening.


def test_a_sealed_text_opens_for_its_holder(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    assert house.open("psychologist", sealed, record_id) == SECRET


@pytest.mark.parametrize("login", [login for login in COLLEAGUES if login != "psychologist"])
def test_a_sealed_text_does_not_open_for_anybody_else(house: House, login: str) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    with pytest.raises(NotAHolder) as caught:
        house.open(login, sealed, record_id)
    assert caught.value.category is NOTES


def test_every_holder_of_a_category_opens_what_another_sealed(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("lawyer", SECRET, category=Category.ALIAS, record_id=record_id)
    assert house.open("case_manager", sealed, record_id) == SECRET


def test_a_keyring_says_which_categories_it_holds(house: House) -> None:
    for login in COLLEAGUES:
        held = {category for category in SEALED if house.keyring(login).holds(category)}
        assert held == {category for category, holders in HOLDERS.items() if login in holders}


def test_with_the_recovery_key_there_is_no_private_half_and_nothing_opens(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    ring = Keyring(house.users["psychologist"], None)
    with house.store.reading() as session:
        ring.load(session)
        assert not ring.holds(NOTES)
        with pytest.raises(NotAHolder):
            ring.open(session, sealed, record_id, "text")


def sealed_blobs(session: Session) -> list[bytes]:
    """Everything in the database that was sealed to somebody's or a category's public half."""
    return [*session.scalars(select(KeyShare.sealed)), *session.scalars(select(PersonKey.sealed))]


def reachable(house: House, login: str) -> set[bytes]:
    """All keys one colleague gets at with the whole database, trying each on each until no more come."""
    known = {house.pairs[login].private}
    with house.store.reading() as session:
        blobs = sealed_blobs(session)
    while True:
        opened = {secret for key in known for blob in blobs if (secret := try_open(key, blob)) is not None}
        if opened <= known:
            return known
        known |= opened


def try_open(key: bytes, blob: bytes) -> bytes | None:
    try:
        return crypto.open_sealed(key, blob)
    except CannotOpen:
        return None


def decrypts(keys: set[bytes], sealed: SealedText, record_id: UUID) -> bool:
    bound = record_id.bytes + b"text\0" + sealed.key_id.bytes
    for key in keys:
        try:
            return bool(crypto.decrypt(key, sealed.nonce, sealed.ciphertext, bound))
        except CannotOpen:
            continue
    return False


def test_whoever_has_the_whole_database_opens_what_is_sealed_to_him_and_nothing_else(house: House) -> None:
    sealed = {}
    for category, holders in HOLDERS.items():
        record_id = uuid7()
        sealed[category] = (house.seal(holders[0], SECRET, category=category, record_id=record_id), record_id)
    for login in COLLEAGUES:
        keys = reachable(house, login)
        opened = {category for category, text in sealed.items() if decrypts(keys, *text)}
        assert opened == {category for category, holders in HOLDERS.items() if login in holders}, login


def test_a_text_moved_to_another_record_does_not_open(house: House) -> None:
    sealed = house.seal("psychologist", SECRET, record_id=uuid7())
    with pytest.raises(CannotOpen):
        house.open("psychologist", sealed, uuid7())


def test_a_text_moved_to_another_column_does_not_open(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    for column in ("note", "tex", "text\0", ""):
        with pytest.raises(CannotOpen):
            house.open("psychologist", sealed, record_id, column)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: SealedText(s.key_id, s.nonce, s.ciphertext[:-1] + bytes([s.ciphertext[-1] ^ 1])),
        lambda s: SealedText(s.key_id, s.nonce[:-1] + bytes([s.nonce[-1] ^ 1]), s.ciphertext),
        lambda s: SealedText(s.key_id, s.nonce, s.ciphertext[:-1]),
        lambda s: SealedText(s.key_id, s.nonce, b""),
    ],
)
def test_a_changed_text_does_not_open(house: House, change: Callable[[SealedText], SealedText]) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    with pytest.raises(CannotOpen):
        house.open("psychologist", change(sealed), record_id)


def test_a_text_under_a_key_that_is_not_here_says_so(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    elsewhere = SealedText(uuid7(), sealed.nonce, sealed.ciphertext)
    with pytest.raises(NotAHolder):
        house.open("psychologist", elsewhere, record_id)


# Sealing.


def test_an_equal_text_keeps_its_bytes(house: House) -> None:
    record_id = uuid7()
    old = house.seal("psychologist", SECRET, record_id=record_id)
    with house.store.writing("again", None) as session:
        ring = house.keyring("psychologist")
        place: dict[str, Any] = {"person_id": house.person_id, "category": NOTES, "record_id": record_id}
        place["column"] = "text"
        assert ring.seal(session, SECRET, old=old, **place) is old
        other = ring.seal(session, SECRET + ".", old=old, **place)
    assert other.ciphertext != old.ciphertext
    assert other.key_id == old.key_id


def test_saving_an_equal_text_again_is_no_change_in_the_journal(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    with house.store.writing("note", None) as session:
        session.add(
            CounsellingNote(
                id=record_id, person_id=house.person_id, session_id=uuid7(), author_id=uuid7(), text=sealed
            )
        )
    before = changes(house.store)
    with house.store.writing("save", None) as session:
        note = session.get_one(CounsellingNote, record_id)
        note.text = house.keyring("psychologist").seal(
            session, SECRET, person_id=house.person_id, category=NOTES, record_id=record_id, column="text",
            old=note.text,
        )  # fmt: skip
    assert changes(house.store) == before
    assert SECRET not in repr(before)


def test_the_same_text_sealed_twice_has_different_bytes(house: House) -> None:
    record_id = uuid7()
    one, other = (house.seal("psychologist", SECRET, record_id=record_id) for _ in range(2))
    assert (one.nonce, one.ciphertext) != (other.nonce, other.ciphertext)


def test_one_persons_texts_of_a_category_share_a_key_and_others_do_not(house: House) -> None:
    one, other = (house.seal("psychologist", SECRET, record_id=uuid7()) for _ in range(2))
    house.person_id = add_person(house.store, "AKT-A0002K")
    third = house.seal("psychologist", SECRET, record_id=uuid7())
    assert one.key_id == other.key_id != third.key_id


def test_who_is_no_holder_can_seal_for_the_holder_and_not_read_it_again(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("case_manager", SECRET, record_id=record_id)
    assert house.open("psychologist", sealed, record_id) == SECRET
    with pytest.raises(NotAHolder):
        house.open("case_manager", sealed, record_id)


def test_who_is_no_holder_never_seals_under_the_key_of_the_holders_texts(house: House) -> None:
    mine = house.seal("psychologist", SECRET, record_id=uuid7())
    typed = house.seal("case_manager", SECRET, record_id=uuid7())
    assert typed.key_id != mine.key_id


def test_typing_over_a_text_one_cannot_read_seals_a_new_one(house: House) -> None:
    record_id = uuid7()
    old = house.seal("psychologist", SECRET, record_id=record_id)
    with house.store.writing("type", None) as session:
        sealed = house.keyring("case_manager").seal(
            session, SECRET, person_id=house.person_id, category=NOTES, record_id=record_id, column="text",
            old=old,
        )  # fmt: skip
    assert sealed != old
    assert house.open("psychologist", sealed, record_id) == SECRET


def test_an_old_text_that_is_damaged_does_not_stop_a_new_one(house: House) -> None:
    record_id = uuid7()
    old = house.seal("psychologist", SECRET, record_id=record_id)
    spoiled = SealedText(old.key_id, old.nonce, b"spoiled" * 4)
    with house.store.writing("type", None) as session:
        sealed = house.keyring("psychologist").seal(
            session, SECRET, person_id=house.person_id, category=NOTES, record_id=record_id, column="text",
            old=spoiled,
        )  # fmt: skip
    assert house.open("psychologist", sealed, record_id) == SECRET


def test_without_a_pair_of_the_category_nothing_can_be_sealed(house: House) -> None:
    with pytest.raises(NotAHolder) as caught:
        house.seal("lawyer", SECRET, category=Category.CRIMINAL, record_id=uuid7())
    assert caught.value.category is Category.CRIMINAL


@pytest.mark.parametrize("out", [{"retired": True}, {"removed": True}])
def test_nothing_new_is_sealed_to_a_pair_that_is_out_of_use(house: House, out: dict[str, bool]) -> None:
    with house.store.writing("retire", None) as session:
        pair = session.get_one(CategoryKey, house.categories[NOTES])
        for name, value in out.items():
            setattr(pair, name, value)
    with house.store.reading() as session:
        assert current_pairs(session, NOTES) == []
    with pytest.raises(NotAHolder):
        house.seal("case_manager", SECRET, record_id=uuid7())


def test_after_a_new_pair_the_next_text_has_a_key_that_the_former_holders_do_not_know(house: House) -> None:
    record_id = uuid7()
    old = house.seal("psychologist", SECRET, record_id=record_id)
    former = house.keyring("psychologist")
    with house.store.writing("retire", None) as session:
        session.get_one(CategoryKey, house.categories[NOTES]).retired = True
    found(house, NOTES, ("director", "psychologist"), ("director", "dpo"))
    new = house.seal("psychologist", SECRET, record_id=record_id)
    assert new.key_id != old.key_id
    assert house.open("director", new, record_id) == house.open("psychologist", old, record_id) == SECRET
    with house.store.reading() as session, pytest.raises(NotAHolder):
        former.open(session, new, record_id, "text")


@pytest.mark.parametrize("text", ["", " ", "a" * 20_000, "\U0001f54a", "a\0b"])
def test_any_text_comes_back_as_it_was(house: House, text: str) -> None:
    record_id = uuid7()
    assert (
        house.open("psychologist", house.seal("psychologist", text, record_id=record_id), record_id) == text
    )


def test_a_sealed_text_goes_through_the_database_unchanged(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("lawyer", SECRET, category=Category.ALIAS, record_id=record_id)
    with house.store.writing("alias", None) as session:
        session.add(Alias(id=record_id, person_id=house.person_id, kind="KUNYA", text=sealed))
    with house.store.reading() as session:
        found = session.get_one(Alias, record_id).text
    assert found == sealed
    assert house.open("lawyer", found, record_id) == SECRET


# Holders, and the way back when there is none.


def test_a_holder_can_add_a_holder_who_then_opens_the_old_texts(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    pair_id = house.categories[NOTES]
    half = house.keyring("psychologist").half(pair_id)
    assert half is not None
    with house.store.writing("add holder", None) as session:
        add_holder(session, pair_id, half, session.get_one(User, house.users["director"]))
    assert house.open("director", sealed, record_id) == SECRET


def test_only_who_holds_a_half_can_hand_it_on(house: House) -> None:
    for login in COLLEAGUES:
        half = house.keyring(login).half(house.categories[NOTES])
        assert (half is not None) == (login == "psychologist")


def test_a_holder_whose_share_was_removed_opens_nothing_after_the_next_unlock(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    with house.store.writing("remove holder", None) as session:
        share = session.scalars(
            select(KeyShare).where(KeyShare.user_id == house.users["psychologist"], KeyShare.kind == HOLDER)
        ).one()
        share.removed = True
    with pytest.raises(NotAHolder):
        house.open("psychologist", sealed, record_id)


def test_a_share_that_does_not_open_keeps_its_holder_from_no_other(house: House) -> None:
    with house.store.writing("damage", None) as session:
        session.add(
            KeyShare(
                category_key_id=house.categories[RELIGION],
                user_id=house.users["psychologist"],
                kind=HOLDER,
                sealed=b"not what anybody sealed",
            )
        )
    ring = house.keyring("psychologist")
    assert (ring.holds(NOTES), ring.holds(RELIGION)) == (True, False)


def escrow_parts(house: House, category: Category) -> list[bytes]:
    with house.store.reading() as session:
        shares = session.scalars(
            select(KeyShare)
            .where(KeyShare.category_key_id == house.categories[category], KeyShare.kind == ESCROW)
            .order_by(KeyShare.id)
        ).all()
    owners = {house.users[login]: house.pairs[login] for login in ("director", "dpo")}
    assert {share.user_id for share in shares} == set(owners)
    return [crypto.open_sealed(owners[share.user_id].private, share.sealed) for share in shares]


def test_the_two_parts_of_the_escrow_together_open_the_category(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    half = crypto.join(*escrow_parts(house, NOTES))
    with house.store.writing("emergency", None) as session:
        add_holder(session, house.categories[NOTES], half, session.get_one(User, house.users["dpo"]))
    assert house.open("dpo", sealed, record_id) == SECRET


def test_one_part_of_the_escrow_opens_nothing(house: House) -> None:
    with house.store.reading() as session:
        blobs = sealed_blobs(session)
    for part in escrow_parts(house, NOTES):
        assert [blob for blob in blobs if try_open(part, blob) is not None] == []


def test_parts_of_two_categories_do_not_fit(house: House) -> None:
    mixed = crypto.join(escrow_parts(house, NOTES)[0], escrow_parts(house, RELIGION)[1])
    with house.store.reading() as session:
        public = {pair.public_key for pair in session.scalars(select(CategoryKey))}
    assert crypto.pair_from(mixed).public not in public


@pytest.mark.parametrize("escrow", [(), ("director",), ("director", "dpo", "lawyer")])
def test_without_exactly_two_people_there_is_no_escrow(house: House, escrow: tuple[str, ...]) -> None:
    found(house, Category.CRIMINAL, ("lawyer",), escrow)
    pair_id = house.categories[Category.CRIMINAL]
    with house.store.reading() as session:
        kinds = session.scalars(select(KeyShare.kind).where(KeyShare.category_key_id == pair_id)).all()
    assert kinds == [HOLDER]


def test_after_forgetting_nothing_opens_and_nothing_is_kept(house: House) -> None:
    record_id = uuid7()
    sealed = house.seal("psychologist", SECRET, record_id=record_id)
    ring = house.keyring("psychologist")
    ring.forget()
    assert not ring.holds(NOTES)
    assert ring.half(house.categories[NOTES]) is None
    kept = {value for value in vars(ring).values() if isinstance(value, bytes)}
    assert kept == set()
    with house.store.reading() as session:
        with pytest.raises(NotAHolder):
            ring.open(session, sealed, record_id, "text")
        ring.load(session)
    assert not ring.holds(NOTES)
