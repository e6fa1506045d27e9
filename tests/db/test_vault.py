import errno
import json
import os
import shutil
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from db import crypto, files, slot_files, slots, tries, vault
from db.base import SEALED, Category
from db.clock import Clock, FixedClock
from db.crypto import CHEAP
from db.engine import WrongKey, make_engine
from db.ids import uuid7
from db.instance import AlreadyOpen
from db.keyring import Keyring
from db.models import Alias, Person, VaultState
from db.slots import Damaged, SlotRollback, WrongPassword
from db.store import Closed, Store
from db.upgrade import HEAD
from db.upgrade import NewerVault as NewerSchema
from db.vault import DATABASE, Place, Vault
from desktop.resources import migrations_dir
from tests.db.records import add_name, add_person
from tests.db.vaults import (
    CENTRE,
    LOGIN,
    NAME,
    OTHER_LOGIN,
    OTHER_PASSWORD,
    PASSWORD,
    Computer,
    add_colleague,
    founder,
    held_open,
    matrix,
    new_vault,
    refuse,
)

NEW = "another long password"


def change_password(opened: Vault, old: str, new: str, clock: FixedClock) -> None:
    opened.rewrap(partial(slots.change_password, old=old, new=new, clock=clock, cheap=True))


# Making one.


def test_a_new_vault_opens_for_its_founder(opened: Vault) -> None:
    assert (opened.actor.name, opened.actor.roles) == (NAME, ("director", "psychologist"))
    assert opened.centre().name == CENTRE
    assert opened.actor.centre_id == opened.centre().id
    assert opened.station() == "A"


def test_the_founder_holds_the_sealed_categories_of_her_roles(opened: Vault) -> None:
    held = {category for category in SEALED if opened.keyring.holds(category)}
    assert held == {category for category in SEALED if matrix().holders(category) & {"psychologist"}}
    assert Category.COUNSELLING_NOTES in held
    assert Category.CRIMINAL not in held


def test_a_vault_is_a_folder_with_slots_a_database_and_a_reserve(
    made_vault: Computer, tmp_path: Path
) -> None:
    assert sorted(made_vault.contents()) == sorted([DATABASE, files.RESERVE_NAME, *slot_files.NAMES])
    assert (made_vault.folder / files.RESERVE_NAME).stat().st_size == files.RESERVE_BYTES
    assert vault.is_vault(made_vault.folder)
    assert not vault.is_vault(tmp_path)


@pytest.mark.parametrize("missing", [(), (DATABASE,), slot_files.NAMES])
def test_what_is_left_of_a_vault_is_never_written_over(here: Computer, missing: tuple[str, ...]) -> None:
    for name in missing:
        (here.folder / name).unlink()
    before = here.contents()
    with pytest.raises(FileExistsError):
        create(here.place, here.clock)
    assert here.contents() == before


def create(place: Place, clock: Clock) -> str:
    return vault.create(place, founder(), access=matrix(), clock=clock, params=CHEAP, cheap=True)


def elsewhere(folder: Path) -> Place:
    return Place(folder, migrations_dir(), folder.parent / "witnesses")


def test_a_vault_is_not_made_where_a_cloud_program_copies(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(files.UnsafeFolder, match="cloud"):
        create(elsewhere(tmp_path / "OneDrive" / "records"), clock)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_vault_is_not_made_in_a_read_only_folder(tmp_path: Path, clock: FixedClock) -> None:
    with files.faults(refuse(errno.EROFS, "open", "")), pytest.raises(files.ReadOnlyFolder):
        create(elsewhere(tmp_path / "records"), clock)
    assert list((tmp_path / "records").iterdir()) == []


@pytest.mark.parametrize(
    ("operation", "name"), [("write", "reserve"), ("fsync", "vault.a"), ("rename", "vault.b")]
)
def test_a_vault_that_could_not_be_made_leaves_nothing_behind_and_a_second_try_works(
    tmp_path: Path, clock: FixedClock, operation: str, name: str
) -> None:
    place = elsewhere(tmp_path / "records")
    with files.faults(refuse(errno.ENOSPC, operation, name)), pytest.raises(OSError, match="space"):
        create(place, clock)
    assert list(place.folder.iterdir()) == []
    assert held_open(place.folder) == []
    create(place, clock)
    vault.unlock(place, LOGIN, PASSWORD, clock=clock, cheap=True).lock()


# Opening, locking, and whose turn it is.


def test_a_wrong_password_opens_nothing(here: Computer) -> None:
    before = here.contents()
    for login, password in ((LOGIN, NEW), ("nobody", PASSWORD), (LOGIN, "")):
        with pytest.raises(WrongPassword):
            here.unlock(login, password)
    assert {name: data for name, data in here.contents().items() if name != tries.NAME} == before
    here.unlock().lock()


def test_a_locked_vault_shows_and_takes_nothing(opened: Vault) -> None:
    unlocked, keyring = opened.unlocked, opened.keyring
    opened.lock()
    for use in (opened.centre, opened.station, lambda: add_person(opened.store)):
        with pytest.raises(Closed):
            use()
    assert not any(keyring.holds(category) for category in SEALED)
    assert bytes(unlocked.data_key) == bytes(32)
    assert bytes(unlocked.private_key or b"") == bytes(32)
    assert held_open(opened.place.folder) == []


def test_locking_twice_is_harmless_and_unlocking_shows_what_was_saved(here: Computer) -> None:
    opened = here.unlock()
    person_id = add_person(opened.store)
    opened.lock()
    opened.lock()
    again = here.unlock()
    with again.reading() as session:
        assert session.get_one(Person, person_id).code == "AKT-A0001K"
    again.lock()


def test_the_next_user_is_another_actor_with_other_keys(here: Computer) -> None:
    opened = here.unlock()
    user_id = add_colleague(opened, OTHER_LOGIN, OTHER_PASSWORD, ("teacher",))
    opened.lock()
    other = here.unlock(OTHER_LOGIN, OTHER_PASSWORD)
    assert (other.actor.user_id, other.actor.roles) == (user_id, ("teacher",))
    assert not any(other.keyring.holds(category) for category in SEALED)
    assert other.store.incarnation_id == opened.store.incarnation_id
    other.lock()
    here.unlock().lock()


def test_a_second_window_is_told_that_the_vault_is_open(here: Computer) -> None:
    with vault.hold(here.place, here.clock), pytest.raises(AlreadyOpen) as caught:
        vault.hold(here.place, here.clock)
    assert caught.value.pid == os.getpid()
    vault.hold(here.place, here.clock).close()


def test_a_vault_that_was_moved_to_a_cloud_folder_is_not_held(here: Computer, tmp_path: Path) -> None:
    moved = here.keep(tmp_path / "Dropbox" / "records")
    with pytest.raises(files.UnsafeFolder):
        vault.hold(elsewhere(moved), here.clock)


def test_a_vault_on_a_read_only_disk_is_not_held(here: Computer) -> None:
    with files.faults(refuse(errno.EACCES, "open", "")), pytest.raises(files.ReadOnlyFolder):
        vault.hold(here.place, here.clock)


def test_the_printed_key_opens_the_records_and_no_sealed_category(here: Computer) -> None:
    unlocked = slots.unlock_with_recovery(here.folder, here.recovery, clock=here.clock, cheap=True)
    assert (unlocked.user_id, unlocked.private_key) == (None, None)
    store = Store(here.place.database, bytes(unlocked.data_key), incarnation_id=uuid7(), clock=here.clock)
    ring = Keyring(uuid7(), None)
    with store.reading() as session:
        assert session.get_one(VaultState, 1).database_id == unlocked.database_id
        ring.load(session)
    assert not any(ring.holds(category) for category in SEALED)
    store.close()


# Changing who opens it.


def generation(opened: Vault) -> int:
    with opened.reading() as session:
        return session.get_one(VaultState, 1).generation


def test_after_a_change_of_the_password_only_the_new_one_opens(here: Computer, clock: FixedClock) -> None:
    opened = here.unlock()
    change_password(opened, PASSWORD, NEW, clock)
    assert generation(opened) == opened.unlocked.generation == 2
    opened.lock()
    with pytest.raises(WrongPassword):
        here.unlock()
    again = here.unlock(password=NEW)
    assert again.keyring.holds(Category.COUNSELLING_NOTES)
    again.lock()
    assert same_slots(here)


def same_slots(here: Computer) -> bool:
    first, second = ((here.folder / name).read_bytes() for name in slot_files.NAMES)
    return first == second


def test_a_change_cut_short_after_the_first_slot_file_is_finished_at_the_next_start(
    here: Computer, clock: FixedClock
) -> None:
    opened = here.unlock()
    slots.change_password(here.folder, opened.unlocked, PASSWORD, NEW, clock=clock, cheap=True)
    opened.lock()
    assert not same_slots(here)
    again = here.unlock(password=NEW)
    assert (generation(again), same_slots(here)) == (2, True)
    again.lock()


def test_a_disk_that_fails_after_the_change_does_not_deny_that_it_was_made(
    here: Computer, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = here.unlock()

    def fail(*_arguments: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    monkeypatch.setattr(opened.store, "writing", fail)
    change_password(opened, PASSWORD, NEW, clock)
    monkeypatch.undo()
    assert generation(opened) == 1
    opened.lock()
    again = here.unlock(password=NEW)
    assert (generation(again), same_slots(here)) == (2, True)
    again.lock()


def test_slot_files_of_before_a_change_are_noticed_when_put_back(here: Computer, clock: FixedClock) -> None:
    old = {name: (here.folder / name).read_bytes() for name in slot_files.NAMES}
    opened = here.unlock()
    change_password(opened, PASSWORD, NEW, clock)
    opened.lock()
    for name, data in old.items():
        (here.folder / name).write_bytes(data)
    with pytest.raises(SlotRollback):
        here.unlock()
    assert held_open(here.folder) == []


def test_one_damaged_slot_file_is_made_whole_at_the_next_start(here: Computer) -> None:
    for name in slot_files.NAMES:
        (here.folder / name).write_bytes(b"spoiled")
        here.unlock().lock()
        assert same_slots(here)


# Damage.


def spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "missing":
        path.unlink()
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "cut":
        path.write_bytes(data[: 4096 * 3 + 17])
    elif how == "shorter":
        path.write_bytes(data[:100])
    else:
        path.write_bytes({"text": b"not a database " * 999, "zeros": bytes(len(data))}[how])


@pytest.mark.parametrize("how", ["missing", "empty", "cut", "shorter", "text", "zeros"])
def test_a_damaged_database_is_found_and_left_as_it_is(here: Computer, how: str) -> None:
    spoil(here.place.database, how)
    before = here.contents()
    with pytest.raises(Damaged):
        here.unlock()
    assert here.contents() == before
    assert held_open(here.folder) == []


def test_no_changed_byte_of_the_database_passes_unnoticed(here: Computer) -> None:
    opened = here.unlock()
    key = bytes(opened.unlocked.data_key)
    opened.lock()
    good = here.place.database.read_bytes()
    for place in range(0, len(good), len(good) // 24):
        data = bytearray(good)
        data[place] ^= 0x10
        here.place.database.write_bytes(data)
        assert finds_damage(here.place.database, key), place
    here.place.database.write_bytes(good)
    assert not finds_damage(here.place.database, key)


def finds_damage(path: Path, key: bytes) -> bool:
    engine = make_engine(path, key, writing=False)
    try:
        with engine.connect() as connection:
            return bool(connection.execute(text("PRAGMA cipher_integrity_check")).all())
    except WrongKey:
        return True
    finally:
        engine.dispose()


def test_without_a_whole_slot_file_the_vault_is_damaged(here: Computer) -> None:
    for name in slot_files.NAMES:
        (here.folder / name).write_bytes(b"spoiled")
    with pytest.raises(Damaged):
        here.unlock()


def test_a_database_of_another_vault_does_not_open(here: Computer, tmp_path: Path) -> None:
    strange = new_vault(tmp_path / "strange", here.clock)
    shutil.copy(strange.place.database, here.place.database)
    with pytest.raises(Damaged):
        here.unlock()


def test_a_vault_with_slots_of_a_later_release_is_not_opened(here: Computer) -> None:
    for name in slot_files.NAMES:
        body = json.loads((here.folder / name).read_bytes()) | {"format": 2}
        del body["checksum"]
        body["checksum"] = slot_files._text(crypto.digest(slot_files._canonical(body)))
        (here.folder / name).write_bytes(slot_files._canonical(body))
    with pytest.raises(slots.NewerVault):
        here.unlock()


def test_a_vault_with_a_schema_of_a_later_release_is_not_opened(here: Computer) -> None:
    opened = here.unlock()
    with opened.writing("upgrade") as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    opened.lock()
    with pytest.raises(NewerSchema):
        here.unlock()
    assert HEAD != "later"
    assert held_open(here.folder) == []


# On the disk.


def test_no_file_of_the_vault_says_anything_in_plain_text(here: Computer, clock: FixedClock) -> None:
    secret = "Тайна из тетради"
    opened = here.unlock()
    person_id, alias_id = add_person(opened.store), uuid7()
    add_name(opened.store, person_id, "Невидимова", "Zvezdochka")
    with opened.writing("seal") as session:
        sealed = opened.keyring.seal(
            session, secret, person_id=person_id, category=Category.COUNSELLING_NOTES, record_id=alias_id,
            column="text",
        )  # fmt: skip
        session.add(Alias(id=alias_id, person_id=person_id, kind="KUNYA", text=sealed))
    change_password(opened, PASSWORD, NEW, clock)
    while_open = everything_below(here.folder.parent)
    assert while_open[here.folder / f"{DATABASE}-wal"] != b""
    key = bytes(opened.unlocked.data_key)
    private = bytes(opened.unlocked.private_key or b"")
    opened.lock()
    words = [secret, "Невидимова", "Zvezdochka", LOGIN, NAME, PASSWORD, NEW, CENTRE, here.recovery, "surname"]
    hidden = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    hidden += [key, key.hex().encode(), private, private.hex().encode()]
    for when in (while_open, everything_below(here.folder.parent)):
        assert {path.suffix for path in when} >= {".db", ".json"}
        for path, data in when.items():
            assert [word for word in hidden if word in data] == [], path


def everything_below(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
