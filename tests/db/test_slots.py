import dataclasses
from datetime import timedelta
from pathlib import Path
from unicodedata import normalize
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import crypto, slot_files, slots, tries
from db.crypto import CHEAP, KdfParams
from db.slots import Agreement
from desktop.rules import codes
from tests.db.slot_vaults import (
    DATA_KEY,
    DATABASE,
    OLD,
    Vault,
    flipped,
    keys_of,
    new_vault,
    slot_for,
    vault_clock,
)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return new_vault(tmp_path)


# Opening.


def test_a_password_opens_data_key_and_private_half(vault: Vault) -> None:
    opened = vault.unlock("aigul", OLD)
    assert keys_of(opened) == (DATA_KEY, vault.pairs["aigul"].private, None)
    assert (opened.database_id, opened.user_id) == (DATABASE, vault.users["aigul"])
    assert opened.generation == 1


def test_each_user_gets_ones_own_private_half(vault: Vault) -> None:
    opened = vault.unlock("marat", "marat's own password")
    assert keys_of(opened) == (DATA_KEY, vault.pairs["marat"].private, None)


@pytest.mark.parametrize("login", ["AIGUL", "  aigul "])
def test_a_login_is_typed_in_any_case(vault: Vault, login: str) -> None:
    assert vault.unlock(login, OLD).data_key == DATA_KEY


def test_of_1000_wrong_passwords_none_opens(vault: Vault) -> None:
    near = [OLD + " ", " " + OLD, OLD.upper(), OLD[:-1], OLD[::-1], "", "marat's own password"]
    wrong = near + [f"{OLD}{number}" for number in range(1000 - len(near))]
    assert len(set(wrong)) == 1000
    assert [password for password in wrong if vault.opens("aigul", password)] == []
    assert vault.opens("aigul", OLD)


@settings(max_examples=25)
@given(login=st.text(min_size=1, max_size=12), password=st.text(max_size=40), wrong=st.text(max_size=40))
def test_any_text_can_be_a_password_and_only_itself_opens(
    tmp_path_factory: pytest.TempPathFactory, login: str, password: str, wrong: str
) -> None:
    vault = new_vault(tmp_path_factory.mktemp("vault"), {login: password})
    assert vault.unlock(login, password).data_key == DATA_KEY
    assert vault.opens(login, wrong) == (normalize("NFC", wrong) == normalize("NFC", password))


def test_an_unknown_user_is_refused_as_a_known_one(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    derived: list[KdfParams] = []
    derive = crypto.derive

    def counted(password: str, salt: bytes, params: KdfParams, *, cheap: bool = False) -> bytes:
        derived.append(params)
        return derive(password, salt, params, cheap=cheap)

    monkeypatch.setattr(crypto, "derive", counted)
    told: list[tuple[str, int]] = []
    for login in ("aigul", "nobody"):
        for _ in range(6):
            vault.clock.advance(timedelta(minutes=20))
            with pytest.raises(slots.WrongPassword) as caught:
                vault.unlock(login, "not the password")
            told.append((str(caught.value), caught.value.wait_s))
    assert told[:6] == told[6:]
    assert derived == [CHEAP] * 12


def test_after_five_wrong_passwords_the_right_one_waits_too(vault: Vault) -> None:
    waits = [vault.wrong("aigul") for _ in range(5)]
    assert waits == [0, 0, 0, 0, 2]
    with pytest.raises(slots.TooManyTries) as caught:
        vault.unlock("aigul", OLD)
    assert caught.value.wait_s == 2
    assert vault.unlock("marat", "marat's own password").data_key == DATA_KEY
    vault.clock.advance(timedelta(seconds=2))
    assert vault.unlock("aigul", OLD).data_key == DATA_KEY
    assert vault.wrong("aigul") == 0


def test_the_recovery_key_opens_the_data_and_no_private_half(vault: Vault) -> None:
    opened = vault.recover(codes.recovery_text(vault.recovery))
    assert opened.data_key == DATA_KEY
    assert (opened.user_id, opened.private_key) == (None, None)


def test_another_recovery_key_opens_nothing_and_is_counted(vault: Vault) -> None:
    for _ in range(5):
        with pytest.raises(slots.WrongPassword) as caught:
            vault.recover(codes.recovery_text(slots.new_recovery()))
    assert caught.value.wait_s == 2
    with pytest.raises(slots.TooManyTries):
        vault.recover(codes.recovery_text(vault.recovery))


def test_a_mistyped_recovery_key_is_told_apart_and_not_counted(vault: Vault) -> None:
    text = codes.recovery_text(vault.recovery)
    typed = ("1" if text[0] != "1" else "2") + text[1:]
    for _ in range(9):
        with pytest.raises(slots.MistypedRecovery) as caught:
            vault.recover(typed)
    assert caught.value.reason == codes.WRONG_KEY
    assert vault.recover(text).data_key == DATA_KEY


def test_a_vault_made_for_everyday_use_has_its_floor_and_cannot_be_opened_as_cheap(tmp_path: Path) -> None:
    slot, _ = slot_for(uuid4(), "aigul", OLD, params=crypto.FLOOR)
    slots.create(tmp_path, DATABASE, DATA_KEY, [slot])
    opened = slots.unlock(tmp_path, "aigul", OLD, clock=vault_clock())
    assert opened.data_key == DATA_KEY


def test_a_slot_below_the_floor_is_refused_outside_tests(vault: Vault) -> None:
    with pytest.raises(slots.Damaged):
        slots.unlock(vault.folder, "aigul", OLD, clock=vault.clock)
    with pytest.raises(ValueError, match="outside"):
        slots.recovery_slot(DATABASE, DATA_KEY, slots.new_recovery(), CHEAP)


def test_wiping_leaves_no_key_in_the_object(vault: Vault) -> None:
    opened = vault.unlock("aigul", OLD)
    opened.wipe()
    assert keys_of(opened) == (bytes(32), bytes(32), None)


def test_the_text_of_an_unlocked_vault_shows_no_key(vault: Vault) -> None:
    opened = vault.unlock("aigul", OLD)
    assert str(bytes(opened.data_key)) not in repr(opened)
    assert "key" not in repr(opened)


# What stands in the files.


def test_neither_login_nor_password_nor_key_stands_in_the_files(vault: Vault) -> None:
    vault.wrong("aigul")
    opened = vault.change("aigul", OLD, "new password!")
    slots.settle(vault.folder, opened)
    text = b"".join(path.read_bytes() for path in vault.folder.iterdir()).lower()
    private = vault.pairs["aigul"].private
    secrets = [b"aigul", b"marat", OLD.encode(), b"new password!", DATA_KEY, private, vault.recovery]
    spelled = [*secrets, *(secret.hex().encode() for secret in secrets)]
    spelled += [slot_files._text(secret).lower().encode() for secret in secrets]
    assert [secret for secret in spelled if secret.lower() in text] == []


def test_a_new_vault_refuses_to_be_written_over_another(vault: Vault) -> None:
    before = vault.contents()
    with pytest.raises(FileExistsError):
        slots.create(vault.folder, DATABASE, DATA_KEY, [slot_for(uuid4(), "new", OLD)[0]])
    assert vault.contents() == before


def test_a_vault_without_a_password_is_not_made(tmp_path: Path) -> None:
    recovery = slots.recovery_slot(DATABASE, DATA_KEY, slots.new_recovery(), CHEAP, cheap=True)
    with pytest.raises(slots.LastSlot):
        slots.create(tmp_path, DATABASE, DATA_KEY, [recovery])
    assert list(tmp_path.iterdir()) == []


# Changing.


def test_a_changed_password_opens_and_the_former_does_not(vault: Vault) -> None:
    changed = vault.change("aigul", OLD, "new password!")
    assert changed.generation == 2
    opened = vault.unlock("aigul", "new password!")
    assert keys_of(opened) == (DATA_KEY, vault.pairs["aigul"].private, None)
    assert opened.generation == 2
    vault.wrong("aigul", OLD)
    assert vault.opens("marat", "marat's own password")


def test_a_password_is_changed_only_by_who_knows_the_former(vault: Vault) -> None:
    before = vault.contents()
    opened = vault.unlock("aigul", OLD)
    with pytest.raises(slots.WrongPassword):
        vault.change_with(opened, "not the password", "new password!")
    assert {name: text for name, text in vault.contents().items() if name != tries.NAME} == before
    for _ in range(4):
        with pytest.raises(slots.WrongPassword):
            vault.change_with(opened, "not the password", "new password!")
    with pytest.raises(slots.TooManyTries):
        vault.change_with(opened, OLD, "new password!")


def test_changes_go_to_the_two_files_in_turn(vault: Vault) -> None:
    password = OLD
    for number in range(2, 6):
        before = vault.files()
        newest = slot_files.read_all(vault.folder)[0].path.name
        vault.change("aigul", password, f"password {number}")
        password = f"password {number}"
        after = vault.files()
        assert [name for name in before if before[name] == after[name]] == [newest]
        assert vault.unlock("aigul", password).generation == number


def test_a_new_user_opens_and_so_do_the_others(vault: Vault) -> None:
    slot, pair = slot_for(uuid4(), "dana", "dana's password")
    slots.add_slot(vault.folder, vault.unlock("aigul", OLD), slot)
    assert keys_of(vault.unlock("dana", "dana's password")) == (DATA_KEY, pair.private, None)
    assert vault.unlock("aigul", OLD).generation == 2
    assert vault.recover(codes.recovery_text(vault.recovery)).data_key == DATA_KEY


def test_a_login_is_given_once(vault: Vault) -> None:
    with pytest.raises(slots.DuplicateLogin):
        slots.add_slot(vault.folder, vault.unlock("aigul", OLD), slot_for(uuid4(), "MARAT", OLD)[0])


def test_a_removed_user_never_opens_even_with_one_file_lost(vault: Vault) -> None:
    marat = vault.unlock("marat", "marat's own password")
    left = slots.remove_slot(vault.folder, vault.unlock("aigul", OLD), marat.slot_id)
    vault.wrong("marat", "marat's own password")
    slots.settle(vault.folder, left)
    for name in slot_files.NAMES:
        kept = (vault.folder / name).read_bytes()
        (vault.folder / name).unlink()
        vault.wrong("marat", "marat's own password")
        assert vault.opens("aigul", OLD)
        (vault.folder / name).write_bytes(kept)


def test_the_last_password_cannot_be_removed(vault: Vault) -> None:
    opened = vault.unlock("aigul", OLD)
    opened = slots.remove_slot(vault.folder, opened, vault.slot_id("marat"))
    with pytest.raises(slots.LastSlot):
        slots.remove_slot(vault.folder, opened, opened.slot_id)
    with pytest.raises(KeyError):
        slots.remove_slot(vault.folder, opened, uuid4())
    assert vault.opens("aigul", OLD)


def test_a_new_recovery_key_takes_the_place_of_the_former(vault: Vault) -> None:
    opened = vault.unlock("aigul", OLD)
    fresh = slots.new_recovery()
    slot = slots.recovery_slot(DATABASE, opened.data_key, fresh, CHEAP, cheap=True)
    old = next(slot for slot in slots.slots_of(vault.folder, opened) if slot.kind is slots.Kind.RECOVERY)
    slots.replace_slot(vault.folder, opened, old.slot_id, slot)
    assert vault.recover(codes.recovery_text(fresh)).data_key == DATA_KEY
    with pytest.raises(slots.WrongPassword):
        vault.recover(codes.recovery_text(vault.recovery))


def test_a_slot_of_the_office_stays_as_it_is(vault: Vault) -> None:
    office = slots.Slot(uuid4(), None, "", slots.Kind.OFFICE, None, b"", b"", (b"an age file",))
    slots.add_slot(vault.folder, vault.unlock("aigul", OLD), office)
    opened = vault.change("aigul", OLD, "new password!")
    assert office in slots.slots_of(vault.folder, opened)


def test_the_cost_of_a_slot_can_be_raised_and_is_not_lowered(vault: Vault) -> None:
    dearer = KdfParams(CHEAP.memory_kib * 2, CHEAP.passes, CHEAP.lanes)
    opened = vault.unlock("aigul", OLD)
    same = slots.upgrade_params(vault.folder, opened, "not the password", dearer, cheap=True)
    assert same is opened
    raised = slots.upgrade_params(vault.folder, opened, OLD, dearer, cheap=True)
    assert raised.generation == 2
    assert {slot.kdf for slot in slots.slots_of(vault.folder, raised)} == {CHEAP, dearer}
    again = vault.unlock("aigul", OLD)
    assert slots.upgrade_params(vault.folder, again, OLD, CHEAP, cheap=True) is again


# Slot files and database.


def test_slots_and_database_agree(vault: Vault) -> None:
    opened = dataclasses.replace(vault.unlock("aigul", OLD), generation=7)
    assert slots.agree(opened, 7) is Agreement.GO
    assert slots.agree(opened, 6) is Agreement.FINISH
    assert slots.agree(opened, 3) is Agreement.FINISH
    with pytest.raises(slots.SlotRollback):
        slots.agree(opened, 8)


def test_old_slot_files_put_back_are_refused(vault: Vault) -> None:
    old = vault.files()
    changed = vault.change("aigul", OLD, "new password!")
    slots.settle(vault.folder, changed)
    for name, text in old.items():
        (vault.folder / name).write_bytes(text)
    with pytest.raises(slots.SlotRollback):
        slots.agree(vault.unlock("aigul", OLD), changed.generation)


def test_after_a_rollback_the_recovery_key_makes_the_old_slots_count(vault: Vault) -> None:
    recovered = vault.recover(codes.recovery_text(vault.recovery))
    adopted = slots.adopt(vault.folder, recovered, 40)
    assert slots.agree(adopted, 40) is Agreement.FINISH
    assert slots.settle(vault.folder, adopted)
    assert vault.unlock("aigul", OLD).generation == 41


def test_settling_makes_both_files_the_same_once(vault: Vault) -> None:
    changed = vault.change("aigul", OLD, "new password!")
    assert slots.settle(vault.folder, changed)
    assert len(set(vault.files().values())) == 1
    assert not slots.settle(vault.folder, changed)


@pytest.mark.parametrize("name", slot_files.NAMES)
def test_with_one_file_damaged_the_other_opens_and_settling_mends(vault: Vault, name: str) -> None:
    good = vault.files()
    for spoiled in (None, b"", b"{}", flipped(good[name], 900)):
        (vault.folder / name).unlink()
        if spoiled is not None:
            (vault.folder / name).write_bytes(spoiled)
        assert slots.settle(vault.folder, vault.unlock("aigul", OLD))
        assert vault.files() == good


def test_a_file_older_than_what_was_unlocked_is_never_built_upon(vault: Vault) -> None:
    opened = vault.unlock("aigul", OLD)
    left = slots.remove_slot(vault.folder, opened, vault.slot_id("marat"))
    newest = slot_files.read_all(vault.folder)[0].path
    newest.write_bytes(b"spoiled after unlocking")
    with pytest.raises(slots.Damaged):
        slots.add_slot(vault.folder, left, slot_for(uuid4(), "dana", OLD)[0])


def rotating(vault: Vault, new_key: bytes, keys: list[bytes]) -> None:
    """Write what a change of the data key leaves behind: a second wrap in every slot."""
    found = slot_files.read_all(vault.folder)[0]
    wrapped = []
    for slot in found.slots:
        sealed = crypto.seal_to(slot.public, new_key)
        second = b"".join(crypto.encrypt(DATA_KEY, sealed, slot_files._bound(DATABASE, slot)))
        wrapped.append(dataclasses.replace(slot, wraps=(*slot.wraps, second)))
    slot_files.write(found.path, DATABASE, found.generation + 1, wrapped, keys)


def test_in_the_middle_of_a_change_of_the_data_key_both_keys_open(vault: Vault) -> None:
    new_key = crypto.fresh()
    rotating(vault, new_key, [DATA_KEY, new_key])
    for opened in (vault.unlock("marat", "marat's own password"), vault.recover(vault.recovery_text)):
        data_key, _, former_key = keys_of(opened)
        assert (data_key, former_key) == (new_key, DATA_KEY)
    with pytest.raises(ValueError, match="finished first"):
        vault.change("aigul", OLD, "new password!")


def test_after_a_change_of_the_data_key_only_the_new_one_counts(vault: Vault) -> None:
    new_key = crypto.fresh()
    rotating(vault, new_key, [new_key])
    opened = vault.unlock("aigul", OLD)
    assert keys_of(opened) == (new_key, vault.pairs["aigul"].private, None)
    slots.settle(vault.folder, opened)
    vault.change("aigul", OLD, "new password!")
    assert vault.unlock("aigul", "new password!").data_key == new_key
    mine = next(s for s in slots.slots_of(vault.folder, opened) if s.slot_id == opened.slot_id)
    assert len(mine.wraps) == 1


def test_a_second_wrap_by_somebody_without_the_former_key_is_refused(vault: Vault) -> None:
    forged = crypto.fresh()
    found = slot_files.read_all(vault.folder)[0]
    strange = [
        dataclasses.replace(slot, wraps=(*slot.wraps, crypto.fresh(24) + crypto.seal_to(slot.public, forged)))
        for slot in found.slots
    ]
    for name in slot_files.NAMES:
        slot_files.write(vault.folder / name, DATABASE, 9, strange, [forged])
    with pytest.raises(slots.Damaged):
        vault.unlock("aigul", OLD)


# Random histories.

PASSWORDS = ["first password", "second password", "third password"]
USERS = ["user 0", "user 1", "user 2"]


@settings(max_examples=30)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["add", "remove", "change", "settle"]),
            st.sampled_from(USERS),
            st.sampled_from(PASSWORDS),
        ),
        max_size=12,
    )
)
def test_active_users_always_open_and_removed_ones_never(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    vault = new_vault(tmp_path_factory.mktemp("vault"), {"director": OLD})
    active: dict[str, str] = {}
    for act, login, password in steps:
        step(vault, active, act, login, password)
    found = {(login, password) for login in USERS for password in PASSWORDS if vault.opens(login, password)}
    assert found == set(active.items())
    assert vault.opens("director", OLD)


def step(vault: Vault, active: dict[str, str], act: str, login: str, password: str) -> None:
    director = vault.unlock("director", OLD)
    if act == "settle":
        slots.settle(vault.folder, director)
    elif act == "add" and login not in active:
        slots.add_slot(vault.folder, director, slot_for(uuid4(), login, password)[0])
        active[login] = password
    elif act == "remove" and login in active:
        slots.remove_slot(vault.folder, director, vault.unlock(login, active.pop(login)).slot_id)
    elif act == "change" and login in active:
        vault.change(login, active[login], password)
        active[login] = password
