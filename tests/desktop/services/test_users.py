"""Colleagues come, change their work, and leave; the notes stay with who reads them."""

import errno
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from db import crypto, files, slots, vault
from db.access import load
from db.base import SEALED, Category
from db.clock import FixedClock
from db.keyring import NotAHolder, current_pairs
from db.models import Assignment, Centre, CounsellingNote, KeyShare, User
from db.vault import Founder, Place, Vault
from desktop.errors import Refused
from desktop.programmes import programme
from desktop.resources import migrations_dir, resource
from desktop.services import people, records, users
from desktop.services.desk import Desk
from desktop.services.users import Added, Waiting
from tests.db.vaults import refuse

ACCESS = load(resource("access.toml").read_text(encoding="utf-8"))
NOTES = Category.COUNSELLING_NOTES
PASSWORD = "a long enough password"


class House:
    """A vault with its director, who adds colleagues; everybody has the same password."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.place = Place(folder / "records", migrations_dir(), folder / "witnesses")
        self.clock = clock
        self.open: list[Vault] = []
        self.director = self.enter("director")

    def enter(self, login: str, password: str = PASSWORD) -> Vault:
        opened = vault.unlock(self.place, login, password, clock=self.clock, cheap=True)
        self.open.append(opened)
        return opened

    def desk(self, opened: Vault | None = None) -> Desk:
        opened = opened or self.director
        country = programme("kz-zhusan")
        today = self.clock.today(country.time_zone)
        return Desk(
            opened.actor, ACCESS, opened.keyring, today, self.clock.now_ms(), opened.centre().id,
            opened.station(), country,
        )  # fmt: skip

    def add(self, login: str, *roles: str, password: str = PASSWORD) -> Added:
        return users.add_colleague(
            self.director, self.desk(), ACCESS, login=login, name=login.title(), roles=roles,
            password=password, params=crypto.CHEAP, cheap=True, takes_arrivals=True,
        )  # fmt: skip

    def share(self, login: str, category: Category, user_id: UUID) -> None:
        opened = self.enter(login)
        with opened.writing("share") as session:
            users.share_category(session, desk=self.desk(opened), category=category, user_id=user_id)

    def set_roles(self, user_id: UUID, *roles: str) -> tuple[Waiting, ...]:
        with self.director.writing("set_roles") as session:
            return users.set_roles(session, desk=self.desk(), user_id=user_id, roles=roles)

    def holders(self, category: Category = NOTES) -> tuple[str, ...]:
        with self.director.reading() as session:
            return users.keyholders(session)[category]

    def few(self) -> list[tuple[Category, tuple[str, ...]]]:
        with self.director.reading() as session:
            return users.few_keyholders(session)

    def person(self, opened: Vault) -> UUID:
        values = {
            "name.surname": "Рахимова",
            "name.given": "Сабина",
            "name.kind": "legal",
            "name.script": "Cyrl",
        }
        with opened.writing("open_file") as session:
            return people.open_file(session, desk=self.desk(opened), values={**values, "identity.sex": "F"})

    def note(self, opened: Vault, person_id: UUID, text: str) -> UUID:
        with opened.writing("note") as session:
            values = {"session_id": person_id, "author_id": opened.actor.user_id, "text": text}
            desk = self.desk(opened)
            return records.create(session, desk, CounsellingNote, person_id, values).id

    def read(self, opened: Vault, note_id: UUID) -> str:
        with opened.reading() as session:
            note = session.get_one(CounsellingNote, note_id)
            assert note.text is not None
            return opened.keyring.open(session, note.text, note.id, "text")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded")
    centre = Centre(
        name="Centre", letters="AKT", kind="national", programme="kz-zhusan", time_zone="Asia/Aqtau"
    )
    founder = Founder("director", "Director", PASSWORD, ("director", "sysadmin"), centre)
    place = Place(folder / "records", migrations_dir(), folder / "witnesses")
    vault.create(place, founder, access=ACCESS, clock=clock_of(), params=crypto.CHEAP, cheap=True)
    return folder


def clock_of() -> FixedClock:
    return FixedClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Iterator[House]:
    house = House(Path(shutil.copytree(founded, tmp_path / "house")), clock_of())
    yield house
    for opened in house.open:
        opened.lock()


def refused(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


# Coming.


def test_a_colleague_who_was_added_logs_in_with_roles_and_the_house_as_caseload(house: House) -> None:
    house.add("nurse", "nurse")
    nurse = house.enter("nurse")
    assert nurse.actor.roles == ("nurse",)
    assert nurse.actor.teams == (nurse.actor.centre_id,)


def test_the_first_of_a_role_founds_its_sealed_notes_and_reads_them(house: House) -> None:
    assert house.add("psychologist", "psychologist").waiting == ()
    assert house.holders() == ("Psychologist",)
    house.add("caseworker", "case_manager")
    person = house.person(house.enter("caseworker"))
    psychologist = house.enter("psychologist")
    note = house.note(psychologist, person, "Slept better.")
    assert house.read(psychologist, note) == "Slept better."
    with pytest.raises(NotAHolder):
        house.read(house.director, note)


def test_the_second_of_a_role_waits_until_a_holder_shares(house: House) -> None:
    house.add("first", "psychologist")
    added = house.add("second", "psychologist")
    assert Waiting(NOTES, ("First",)) in added.waiting
    assert not house.enter("second").keyring.holds(NOTES)
    house.share("first", NOTES, added.user_id)
    assert house.enter("second").keyring.holds(NOTES)
    assert house.holders() == ("First", "Second")


def test_an_administrator_who_holds_notes_lets_the_colleague_in_at_once(house: House) -> None:
    house.set_roles(house.director.actor.user_id, "director", "sysadmin", "psychologist")
    house.director = house.enter("director")
    assert house.add("psychologist", "psychologist").waiting == ()
    assert house.enter("psychologist").keyring.holds(NOTES)


def test_notes_founded_with_director_and_officer_can_be_opened_by_the_two_together(house: House) -> None:
    house.add("officer", "dpo")
    house.add("psychologist", "psychologist")
    officer = house.enter("officer")
    with house.director.reading() as session:
        pair = current_pairs(session, NOTES)[0]
        parts = {
            share.user_id: share.sealed
            for share in session.scalars(
                select(KeyShare).where(KeyShare.category_key_id == pair.id, KeyShare.kind == "escrow")
            )
        }
    opened = [
        crypto.open_sealed(bytes(one.unlocked.private_key or b""), parts[one.actor.user_id])
        for one in (house.director, officer)
    ]
    assert crypto.pair_from(crypto.join(*opened)).public == pair.public_key


def test_without_an_officer_there_is_no_escrow(house: House) -> None:
    house.add("psychologist", "psychologist")
    with house.director.reading() as session:
        assert users.escrow_of(session) == []
        assert session.scalars(select(KeyShare).where(KeyShare.kind == "escrow")).all() == []


@pytest.mark.parametrize(
    ("password", "words"),
    [("short", "at least 10 characters"), ("psychologist", "login name"), ("password123", "first")],
)
def test_a_weak_password_is_refused_and_nobody_is_added(house: House, password: str, words: str) -> None:
    error = refused(lambda: house.add("psychologist", "psychologist", password=password))
    assert words in error.message
    assert error.field == "user.password"
    with house.director.reading() as session:
        assert [user.login for user in users.standing(session)] == ["director"]


@pytest.mark.parametrize("login", ["director", "  DIRECTOR "])
def test_a_login_is_given_once_however_it_is_written(house: House, login: str) -> None:
    assert refused(lambda: house.add(login, "nurse")).field == "user.login"


@pytest.mark.parametrize(("login", "roles"), [("", ("nurse",)), ("a", ()), ("a", ("nurse", "inspector"))])
def test_a_colleague_needs_a_login_and_roles_that_exist(
    house: House, login: str, roles: tuple[str, ...]
) -> None:
    assert refused(lambda: house.add(login, *roles)).field in ("user.login", "user.roles")


def test_only_who_manages_users_adds_one(house: House) -> None:
    house.add("nurse", "nurse")
    house.director = house.enter("nurse")
    assert "role" in refused(lambda: house.add("friend", "nurse")).message


def test_a_failing_disk_leaves_nobody_who_can_log_in_and_the_second_try_works(house: House) -> None:
    with files.faults(refuse(errno.ENOSPC, "write", "vault.")), pytest.raises(OSError, match="space"):
        house.add("psychologist", "psychologist")
    with pytest.raises(slots.WrongPassword):
        house.enter("psychologist")
    assert house.add("psychologist", "psychologist").waiting == ()
    with house.director.reading() as session:
        assert [user.login for user in users.standing(session)] == ["director", "psychologist"]
    # The key that was lost with the first try holds nothing: the notes were founded anew.
    assert house.enter("psychologist").keyring.holds(NOTES)
    assert house.holders() == ("Psychologist",)


# Keys.


def test_only_who_reads_notes_shares_them_and_only_with_a_role_that_may_read(house: House) -> None:
    house.add("first", "psychologist")
    second = house.add("second", "psychologist")
    nurse = house.add("nurse", "nurse")
    assert (
        "Ask somebody who reads them"
        in refused(lambda: house.share("director", NOTES, second.user_id)).message
    )
    assert "not for the role" in refused(lambda: house.share("first", NOTES, nurse.user_id)).message
    assert house.holders() == ("First",)


def test_sharing_twice_changes_nothing(house: House) -> None:
    house.add("first", "psychologist")
    second = house.add("second", "psychologist")
    for _ in range(2):
        house.share("first", NOTES, second.user_id)
    with house.director.reading() as session:
        shares = session.scalars(select(KeyShare).where(KeyShare.user_id == second.user_id)).all()
        pairs = [pair.id for pair in current_pairs(session, NOTES)]
    assert [share.category_key_id for share in shares if share.category_key_id in pairs] == pairs


def test_every_sealed_category_has_a_line_and_few_holders_are_named(house: House) -> None:
    house.add("first", "psychologist")
    second = house.add("second", "psychologist")
    house.share("first", NOTES, second.user_id)
    house.add("theologian", "theologian")
    with house.director.reading() as session:
        assert set(users.keyholders(session)) == SEALED
    few = dict(house.few())
    assert few[Category.RELIGION_NOTES] == ("Theologian",)
    assert NOTES not in few
    # Nobody writes there yet, so nothing can be lost there.
    assert Category.LEGAL_NOTES not in few


# Changing.


def test_a_password_is_changed_with_the_old_one(house: House) -> None:
    new = "another long password"
    with pytest.raises(slots.WrongPassword):
        users.change_password(house.director, "not the password", new, cheap=True)
    assert refused(lambda: users.change_password(house.director, PASSWORD, "short", cheap=True)).field
    users.change_password(house.director, PASSWORD, new, cheap=True)
    assert house.enter("director", new).actor.name == "Director"
    with pytest.raises(slots.WrongPassword):
        house.enter("director")


def test_who_changes_her_work_no_longer_opens_the_notes_of_the_old_one(house: House) -> None:
    house.add("first", "psychologist")
    second = house.add("second", "psychologist")
    house.share("first", NOTES, second.user_id)
    house.set_roles(second.user_id, "teacher")
    changed = house.enter("second")
    assert changed.actor.roles == ("teacher",)
    assert not changed.keyring.holds(NOTES)
    assert house.holders() == ("First",)


def test_who_gets_a_further_role_waits_for_its_notes(house: House) -> None:
    house.add("lawyer", "lawyer")
    nurse = house.add("nurse", "nurse")
    waiting = house.set_roles(nurse.user_id, "nurse", "lawyer")
    assert Waiting(Category.CRIMINAL, ("Lawyer",)) in waiting


def test_the_only_administrator_keeps_the_role(house: House) -> None:
    me = house.director.actor.user_id
    assert "only administrator" in refused(lambda: house.set_roles(me, "director")).message
    house.add("second", "sysadmin")
    house.set_roles(me, "director")
    assert house.enter("director").actor.roles == ("director",)


# Leaving.


def test_who_leaves_cannot_log_in_and_has_no_caseload_and_no_keys(house: House) -> None:
    added = house.add("psychologist", "psychologist")
    house.add("caseworker", "case_manager")
    caseworker = house.enter("caseworker")
    person = house.person(caseworker)
    with house.director.writing("assign") as session:
        session.add(
            Assignment(
                person_id=person, user_id=added.user_id, role="psychologist", from_on=house.desk().today
            )
        )
    left_without = users.leave(house.director, house.desk(), added.user_id)
    assert NOTES in left_without
    with pytest.raises(slots.WrongPassword):
        house.enter("psychologist")
    with house.director.reading() as session:
        user = session.get_one(User, added.user_id)
        assert (user.name, user.left_on, user.removed) == ("Psychologist", house.desk().today, False)
        mine = session.scalars(select(Assignment).where(Assignment.user_id == added.user_id)).one()
        assert mine.until_on == house.desk().today
    assert house.holders() == ()


def test_notes_that_nobody_opens_any_more_are_founded_anew_for_the_next_colleague(house: House) -> None:
    first = house.add("first", "psychologist")
    users.leave(house.director, house.desk(), first.user_id)
    assert house.add("second", "psychologist").waiting == ()
    assert house.enter("second").keyring.holds(NOTES)


def test_notes_that_director_and_officer_can_open_wait_for_them(house: House) -> None:
    house.add("officer", "dpo")
    first = house.add("first", "psychologist")
    users.leave(house.director, house.desk(), first.user_id)
    assert Waiting(NOTES, ()) in house.add("second", "psychologist").waiting


def test_a_login_is_free_again_when_its_colleague_has_left(house: House) -> None:
    first = house.add("nurse", "nurse")
    users.leave(house.director, house.desk(), first.user_id)
    assert house.add("nurse", "nurse").user_id != first.user_id
    assert house.enter("nurse").actor.user_id != first.user_id


def test_nobody_closes_her_own_account(house: House) -> None:
    me = house.director.actor.user_id
    assert "another administrator" in refused(lambda: users.leave(house.director, house.desk(), me)).message


def test_a_colleague_without_the_right_sends_nobody_away(house: House) -> None:
    added = house.add("nurse", "nurse")
    nurse = house.enter("nurse")
    refused(lambda: users.leave(nurse, house.desk(nurse), house.director.actor.user_id))
    refused(lambda: users.leave(nurse, house.desk(nurse), added.user_id))
    assert house.enter("director").actor.name == "Director"
