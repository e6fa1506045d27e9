"""A demonstration: people of a plan, written by colleagues whose passwords are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import slots, vault
from db.access import Access, load
from db.audit import audit
from db.clock import FixedClock
from db.journal.change import Change
from db.keyring import NotAHolder
from db.models import (
    Approval,
    ArrivalLine,
    CounsellingNote,
    CounsellingSession,
    CriminalProceeding,
    HealthCheck,
    Person,
    ReligionNote,
    RoomStay,
    StageEntry,
    Stay,
    User,
)
from db.queries import due, people, today
from db.slots import WrongPassword
from db.vault import Vault
from desktop.demo import fill
from desktop.demo.fill import DemoVault, make, place_of
from desktop.demo.fill_staff import FOUNDER, POSTS, demo_users, password_of
from desktop.demo.people import plan
from desktop.programmes import programme, programme_tags
from desktop.resources import resource
from desktop.rules.codes import parse_code
from desktop.rules.due import State

TAG, PEOPLE, SEED = "kz-zhusan", 60, 3
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
WITH_A_CASELOAD = [post.login for post in POSTS if post.takes_arrivals]


@dataclass
class Demo:
    """A demonstration that was made, and the way in."""

    made: DemoVault
    access: Access

    def enter(self, login: str) -> Vault:
        user = self.made.user(login)
        return vault.unlock(
            place_of(self.made.folder), user.login, user.password, clock=FixedClock(NOW), cheap=True
        )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UMID_HOME", str(folder / "home"))
        made = make(folder / "vault", TAG, seed=SEED, people=PEOPLE, clock=FixedClock(NOW), cheap=True)
        yield Demo(made, load(resource("access.toml").read_text(encoding="utf-8")))


@pytest.fixture(autouse=True)
def home_of_the_demo(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UMID_HOME", str(demo.made.folder.parent / "home"))


@pytest.fixture
def director(demo: Demo) -> Iterator[Vault]:
    opened = demo.enter("director")
    yield opened
    opened.lock()


# Who works here.


@pytest.mark.parametrize("tag", programme_tags())
def test_every_programme_has_a_colleague_for_every_post_with_a_password_that_would_pass(tag: str) -> None:
    users = demo_users(tag)
    assert [user.login for user in users] == [post.login for post in (FOUNDER, *POSTS)]
    assert len({user.name for user in users}) == len(users)
    assert [user for user in users if slots.check_password(user.password, user.login)] == []


def test_every_login_opens_with_the_password_that_is_shown(demo: Demo) -> None:
    for user in demo.made.users:
        opened = demo.enter(user.login)
        assert (opened.actor.name, opened.actor.roles[0]) == (user.name, user.role)
        opened.lock()
    with pytest.raises(WrongPassword):
        vault.unlock(
            place_of(demo.made.folder), "nurse", password_of("lawyer"), clock=FixedClock(NOW), cheap=True
        )


@pytest.mark.parametrize("login", WITH_A_CASELOAD)
def test_everybody_in_the_house_is_in_the_caseload_of_who_takes_arrivals(demo: Demo, login: str) -> None:
    opened = demo.enter(login)
    with opened.reading() as session:
        seen = people.in_house(session, demo.access, opened.actor)
    opened.lock()
    assert len(seen) == sum(1 for family in planned().families if family.in_house for _ in family.members)


def planned() -> fill.DemoPlan:
    return plan(TAG, SEED, PEOPLE, today=TODAY)


# Who is on file.


def test_everybody_of_the_plan_is_on_file_and_the_house_comes_first(demo: Demo, director: Vault) -> None:
    codes = demo.made.codes
    assert len(set(codes)) == len(codes) == PEOPLE
    assert all(parse_code(code) for code in codes)
    with director.reading() as session:
        here = select(Person.code).join(Stay, Stay.person_id == Person.id).where(Stay.left_on.is_(None))
        inside = set(session.scalars(here))
    assert set(codes[: len(inside)]) == inside


def test_the_same_seed_gives_the_same_people_under_the_same_codes(demo: Demo, tmp_path: Path) -> None:
    again = make(tmp_path / "again", TAG, seed=SEED, people=PEOPLE, clock=FixedClock(NOW), cheap=True)
    other = Demo(again, demo.access)
    assert again.codes == demo.made.codes
    assert told(other) == told(demo)


def told(demo: Demo) -> list[tuple[object, ...]]:
    """Name, birth and room of everybody, and how much was written."""
    opened = demo.enter("caseworker")
    with opened.reading() as session:
        listed = people.in_house(session, demo.access, opened.actor)
        counts = session.execute(
            select(Change.record_type, func.count()).group_by(Change.record_type).order_by(Change.record_type)
        ).all()
    opened.lock()
    return [(one.code, one.name, one.born, one.room) for one in listed] + [tuple(row) for row in counts]


def test_who_came_earlier_has_left_with_a_file_that_tells_of_the_stay(director: Vault) -> None:
    with director.reading() as session:
        left = session.scalars(select(Stay).where(Stay.left_on.is_not(None))).all()
        stages = session.execute(
            select(StageEntry.person_id, func.count()).group_by(StageEntry.person_id)
        ).all()
        steps = dict(stages)
        checked = set(session.scalars(select(HealthCheck.person_id)))
    assert len(left) > 20
    assert {(stay.left_on - stay.admitted_on).days for stay in left if stay.left_on} == {30}
    assert {steps[stay.person_id] for stay in left} == {8}
    assert {stay.person_id for stay in left} <= checked


def test_who_was_detained_never_lived_in_the_house_and_the_file_says_so_to_lawyers_only(
    demo: Demo, director: Vault
) -> None:
    with director.reading() as session:
        absent = set(session.scalars(select(ArrivalLine.person_id).where(ArrivalLine.state == "NOT_HERE")))
        stays = set(session.scalars(select(Stay.person_id)))
        proceedings = session.scalars(select(CriminalProceeding)).all()
    assert len(absent) == sum(person.detained for person in planned().people()) > 0
    assert absent & stays == set()
    assert {one.person_id for one in proceedings} == absent
    lawyer = demo.enter("lawyer")
    with lawyer.reading() as session:
        sealed = proceedings[0].text
        assert sealed is not None
        assert lawyer.keyring.open(session, sealed, proceedings[0].id, "text")
    lawyer.lock()


def test_everybody_in_the_house_has_a_bed_and_no_two_have_the_same(director: Vault) -> None:
    with director.reading() as session:
        beds = session.execute(select(RoomStay.room, RoomStay.bed)).all()
        here = session.scalar(select(func.count()).select_from(Stay).where(Stay.left_on.is_(None)))
    assert len(set(beds)) == len(beds) == here


# What was written.


@pytest.mark.parametrize(
    ("author", "kind", "service"),
    [("psychologist", CounsellingNote, "MHPSS"), ("theologian", ReligionNote, "THEOLOGY")],
)
def test_notes_open_for_who_wrote_them_and_not_for_the_director(
    demo: Demo,
    director: Vault,
    author: str,
    kind: type[CounsellingNote] | type[ReligionNote],
    service: str,
) -> None:
    writer = demo.enter(author)
    with writer.reading() as session:
        notes = session.scalars(select(kind)).all()
        held = {
            one.id: one.done_by_id
            for one in session.scalars(
                select(CounsellingSession).where(CounsellingSession.service == service)
            )
        }
        texts = [writer.keyring.open(session, note.text, note.id, "text") for note in notes if note.text]
    writer.lock()
    assert notes
    assert all(texts)
    assert all(held[note.session_id] == note.author_id for note in notes)
    sealed = notes[0].text
    assert sealed is not None
    with director.reading() as session, pytest.raises(NotAHolder):
        director.keyring.open(session, sealed, notes[0].id, "text")


def test_something_is_overdue_and_most_is_not(demo: Demo) -> None:
    caseworker = demo.enter("caseworker")
    with caseworker.reading() as session:
        here = [one.person_id for one in people.in_house(session, demo.access, caseworker.actor)]
        items = due.due_of(session, programme(TAG).due_rules, here, TODAY)
    caseworker.lock()
    overdue = [item for item in items if item.state is State.OVERDUE]
    assert 0 < len({item.person_id for item in overdue}) < len(here)
    assert [item for item in items if item.state is State.WEEK]


def test_the_day_has_begun_with_appointments_an_approval_and_news(demo: Demo) -> None:
    director = demo.enter("director")
    with director.reading() as session:
        waiting = today.waiting_for(session, demo.access, director.actor)
        assert session.scalar(select(func.count()).select_from(Approval)) == 1
    director.lock()
    assert [one.what for one in waiting] == ["plan"]
    nurse = demo.enter("nurse")
    with nurse.reading() as session:
        midnight = int(NOW.replace(hour=0, minute=0).timestamp() * 1000)
        meetings = today.appointments(
            session, nurse.actor, from_ms=midnight, until_ms=midnight + 24 * 3_600_000
        )
        news = today.changed_since(session, demo.access, nurse.actor, midnight)
    nurse.lock()
    assert len(meetings) == 4
    assert news


def test_nothing_was_written_later_than_now_and_most_of_it_long_ago(director: Vault) -> None:
    now = int(NOW.timestamp() * 1000)
    with director.reading() as session:
        moments = list(session.scalars(select(Change.at)))
    assert max(moments) <= now
    assert min(moments) < now - 200 * 24 * 3_600_000


def test_a_demonstration_is_sound(director: Vault) -> None:
    with director.reading() as session:
        found = audit(session)
    assert found.findings == ()
    assert found.changes > 1_000


def test_a_folder_with_a_vault_is_left_alone(demo: Demo) -> None:
    with pytest.raises(FileExistsError):
        make(demo.made.folder, TAG, people=5, clock=FixedClock(NOW), cheap=True)
    demo.enter("nurse").lock()


# Thousands at once.


def test_in_bulk_there_are_the_same_people_and_a_sound_journal(
    demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fill, "BULK_FROM", PEOPLE - 1)
    bulk = Demo(
        make(tmp_path / "bulk", TAG, seed=SEED, people=PEOPLE, clock=FixedClock(NOW), cheap=True), demo.access
    )
    assert bulk.made.codes == demo.made.codes
    opened = bulk.enter("caseworker")
    with opened.reading() as session:
        assert audit(session).findings == ()
        here = people.in_house(session, demo.access, opened.actor)
        of_whom = Change.person_id
        counted = session.execute(
            select(of_whom, func.count()).where(of_whom.is_not(None)).group_by(of_whom)
        ).all()
        counts = dict(counted)
        names = set(session.scalars(select(User.login)))
    opened.lock()
    assert [one.name for one in here] == [row[1] for row in told(demo)[: len(here)]]
    assert min(counts[one.person_id] for one in here) > 60
    assert names == {user.login for user in bulk.made.users}
