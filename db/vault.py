"""A vault: a folder with one encrypted database, the slots that open it, and one window at a time."""

import json
import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from db import crypto, files, instance, slot_files, slots
from db.access import Access, Actor
from db.base import SEALED
from db.clock import Clock
from db.crypto import KdfParams
from db.engine import WrongKey
from db.ids import uuid7
from db.instance import Instance
from db.journal.change import Change
from db.keyring import Keyring, found_category
from db.models import Centre, Incarnation, User, VaultState
from db.slot_files import Damaged
from db.slots import Unlocked
from db.store import Store
from db.upgrade import HEAD, NewerVault, revision, upgrade
from desktop.rules.codes import recovery_text, station_letters

DATABASE = "umid.db"
_MACHINE_ID = Path("/etc/machine-id")


@dataclass(frozen=True)
class Place:
    """Where a vault and what belongs to it lie on this computer."""

    folder: Path
    migrations: Path
    # Outside the vault: what this computer last wrote to it, so that a copy or a restore is noticed.
    witnesses: Path

    @property
    def database(self) -> Path:
        """The encrypted file."""
        return self.folder / DATABASE


@dataclass(frozen=True)
class Founder:
    """The first user, and the centre."""

    login: str
    name: str
    password: str
    roles: tuple[str, ...]
    centre: Centre


class Vault:
    """An open vault, until `lock` or `close`."""

    def __init__(
        self, place: Place, unlocked: Unlocked, store: Store, actor: Actor, keyring: Keyring
    ) -> None:
        self.place = place
        self.unlocked = unlocked
        self.store = store
        self.actor = actor
        self.keyring = keyring

    @contextmanager
    def writing(self, verb: str) -> Iterator[Session]:
        """One journalled transaction by the user of this vault."""
        with self.store.writing(verb, self.actor.user_id) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A look at what is saved."""
        with self.store.reading() as session:
            yield session

    def centre(self) -> Centre:
        """The centre this workstation belongs to."""
        with self.reading() as session:
            centre_id = session.scalars(select(VaultState.centre_id)).one()
            return session.get_one(Centre, centre_id)

    def station(self) -> str:
        """The letter of this workstation's present incarnation, which its codes carry."""
        with self.reading() as session:
            return session.get_one(Incarnation, self.store.incarnation_id).station

    def rewrap(self, change: Callable[[Path, Unlocked], Unlocked]) -> None:
        """Change the slot files, then note their generation here, so that old slot files are noticed."""
        self.unlocked = change(self.place.folder, self.unlocked)
        # From here on the change is made, and must not be reported as failed. What a full disk may still
        # prevent, the next start finishes.
        with suppress(OSError, OperationalError):
            with self.writing("rewrap") as session:
                session.get_one(VaultState, 1).generation = self.unlocked.generation
            slots.settle(self.place.folder, self.unlocked)

    def lock(self) -> None:
        """Dispose of the connections and overwrite the keys, as far as Python lets us."""
        self.store.close()
        self.keyring.forget()
        self.unlocked.wipe()


def create(
    place: Place, founder: Founder, *, access: Access, clock: Clock, params: KdfParams, cheap: bool = False
) -> str:
    """Make a new vault; returns the recovery key's text, which is shown once and kept nowhere.

    Raises UnsafeFolder, ReadOnlyFolder, FileExistsError, OSError, and then leaves no vault behind. The
    slot files come last: before them there is no vault, only a file that nobody can open.
    """
    place.folder.mkdir(parents=True, exist_ok=True)
    files.refuse_unsafe_folder(place.folder)
    if place.database.exists() or is_vault(place.folder):
        raise FileExistsError(place.database)
    recovery = slots.new_recovery()
    try:
        _make(place, founder, recovery, access=access, clock=clock, params=params, cheap=cheap)
    except BaseException:
        with suppress(OSError):
            for left in place.folder.glob(f"{DATABASE}*"):
                left.unlink(missing_ok=True)
            files.release_reserve(place.folder)
        raise
    return recovery_text(recovery)


def _make(
    place: Place, founder: Founder, recovery: bytes, *, access: Access, clock: Clock, params: KdfParams,
    cheap: bool,
) -> None:  # fmt: skip
    database_id, data_key, pair = uuid7(), crypto.fresh(), crypto.new_pair()
    user = User(
        id=uuid7(), login=founder.login, name=founder.name, roles=founder.roles, public_key=pair.public
    )
    upgrade(place.database, data_key, place.migrations)
    _first_rows(place, data_key, database_id, clock, access, user, founder.centre)
    files.make_reserve(place.folder)
    first = slots.password_slot(
        database_id, data_key, user_id=user.id, login=founder.login, password=founder.password,
        private_key=pair.private, params=params, cheap=cheap,
    )  # fmt: skip
    second = slots.recovery_slot(database_id, data_key, recovery, params, cheap=cheap)
    slots.create(place.folder, database_id, data_key, [first, second])


def _first_rows(
    place: Place, key: bytes, database_id: UUID, clock: Clock, access: Access, user: User, centre: Centre
) -> None:
    incarnation = Incarnation(
        id=uuid7(), station="A", machine=machine(), started_at=clock.now_ms(), reason="installed"
    )
    store = Store(
        place.database,
        key,
        incarnation_id=incarnation.id,
        clock=clock,
        witness=_witness(place, database_id, incarnation.id, {incarnation.station}),
    )
    centre.id = uuid7()
    user.centre_id = centre.id
    try:
        with store.writing("found", user.id) as session:
            session.add(VaultState(id=1, database_id=database_id, generation=1, centre_id=centre.id))
            session.add_all([incarnation, centre, user])
            for category in sorted(SEALED):
                if access.holders(category) & set(user.roles):
                    found_category(session, category, centre_id=centre.id, holders=[user], escrow=[])
    finally:
        store.close()


def unlock(place: Place, login: str, password: str, *, clock: Clock, cheap: bool = False) -> Vault:
    """Open a vault as one user; the caller holds the instance.

    Raises what `slots.unlock` raises, NewerVault of db.upgrade for the schema, Damaged.
    """
    opened = slots.unlock(place.folder, login, password, clock=clock, cheap=cheap)
    try:
        _require_database(place)
        upgrade(place.database, bytes(opened.data_key), place.migrations)
        return _enter(place, opened, clock)
    except BaseException as error:
        opened.wipe()
        if is_damage(error):
            raise Damaged from error
        raise


def _require_database(place: Place) -> None:
    # SQLite would make a missing database anew, and an empty one passes for a first start.
    if not place.database.exists() or place.database.stat().st_size == 0:
        raise Damaged


def is_damage(error: BaseException) -> bool:
    """Whether an error says that the database is not what was written, and not that a statement failed."""
    if isinstance(error, DBAPIError):
        return getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
    return isinstance(error, WrongKey)


def hold(place: Place, clock: Clock) -> Instance:
    """Become the one window on this vault. Raises AlreadyOpen, UnsafeFolder, ReadOnlyFolder, OSError."""
    # Again at every start: somebody may have moved the vault to a share since it was made.
    files.refuse_unsafe_folder(place.folder)
    return instance.hold(place.folder, clock)


def is_vault(folder: Path) -> bool:
    """Whether there is a vault in this folder."""
    return any((folder / name).exists() for name in slot_files.NAMES)


def _enter(place: Place, opened: Unlocked, clock: Clock) -> Vault:
    _user_of(opened)
    key = bytes(opened.data_key)
    incarnation_id, stations = _incarnation(place, opened, key, clock)
    # A bad sector or a crash may have left the two slot files different.
    with suppress(OSError):
        slots.settle(place.folder, opened)
    store = Store(
        place.database, key, incarnation_id=incarnation_id, clock=clock,
        witness=_witness(place, opened.database_id, incarnation_id, stations),
    )  # fmt: skip
    return _seated(place, opened, store)


def look(place: Place, login: str, password: str, *, clock: Clock, cheap: bool = False) -> Vault:
    """Open a vault beside the window that holds it, to read in it. Errors as `unlock`.

    Nothing may be written with what this returns: the incarnation, and with it the next number, are the
    window's.
    """
    opened = slots.unlock(place.folder, login, password, clock=clock, cheap=cheap)
    try:
        _require_database(place)
        store = Store(place.database, bytes(opened.data_key), incarnation_id=uuid7(), clock=clock)
        return _at_the_newest(_seated(place, opened, store))
    except BaseException as error:
        opened.wipe()
        if is_damage(error):
            raise Damaged from error
        raise


def _at_the_newest(beside: Vault) -> Vault:
    """The same vault, under the incarnation that the window writes with: papers name its station."""
    with beside.reading() as session:
        beside.store.incarnation_id = max(session.scalars(select(Incarnation)), key=_age).id
    return beside


def _seated(place: Place, opened: Unlocked, store: Store) -> Vault:
    """The open vault with its user and what she may open; the store is closed if that fails."""
    user_id = _user_of(opened)
    try:
        private = bytes(opened.private_key) if opened.private_key is not None else None
        keyring = Keyring(user_id, private)
        with store.reading() as session:
            _require_this_release(session)
            keyring.load(session)
            actor = _actor(session, user_id)
    except BaseException:
        store.close()
        raise
    return Vault(place, opened, store, actor, keyring)


def _user_of(opened: Unlocked) -> UUID:
    if opened.user_id is None:
        raise Damaged
    return opened.user_id


def _require_this_release(session: Session) -> None:
    # Beside an open window nothing is migrated.
    if revision(session.connection()) != HEAD:
        raise NewerVault


def _actor(session: Session, user_id: UUID) -> Actor:
    user = session.get(User, user_id)
    if user is None:
        raise Damaged
    # Who takes arrivals belongs to the team of her centre.
    teams = (user.centre_id,) if user.takes_arrivals and user.centre_id is not None else ()
    return Actor(user.id, user.name, user.roles, user.centre_id, teams)


# Whose turn it is to write: incarnations, and what witnesses them outside the vault.


def machine() -> str:
    """An id of this computer that changes with the computer, hashed so that it tells nothing else."""
    try:
        name = _MACHINE_ID.read_text().strip()
    except OSError:
        name = f"{socket.gethostname()} {uuid.getnode()}"
    return crypto.digest(name.encode()).hex()[:32]


@dataclass(frozen=True)
class _Said:
    """What this computer noted of its last write to a database; number 0 before the first."""

    machine: str
    incarnation: str
    number: int
    hash: str
    # Every station letter this computer has seen given: an older copy, put back, knows fewer.
    stations: tuple[str, ...]


def _witness_path(place: Place, database_id: UUID) -> Path:
    return place.witnesses / f"{database_id.hex}.json"


def _said(place: Place, database_id: UUID) -> _Said | None:
    try:
        found = json.loads(_witness_path(place, database_id).read_text())
        stations = tuple(map(str, found["stations"]))
        last = str(found["hash"])
        return _Said(str(found["machine"]), str(found["incarnation"]), int(found["number"]), last, stations)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _witness(
    place: Place, database_id: UUID, incarnation_id: UUID, stations: set[str]
) -> Callable[[int, bytes], None]:
    path = _witness_path(place, database_id)
    me = machine()

    def write(number: int, last: bytes) -> None:
        said = _Said(me, incarnation_id.hex, number, last.hex(), tuple(sorted(stations)))
        # Not synced to disk, on purpose: after a power cut it may lag behind, and its chain still fits.
        # The records are saved by now, so a witness that cannot be written is no failure to report.
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            files.replace_quickly(path, json.dumps(asdict(said)).encode())

    return write


def _incarnation(place: Place, opened: Unlocked, key: bytes, clock: Clock) -> tuple[UUID, set[str]]:
    """The incarnation to write under: the last one, or a new one if this vault is a copy or a restore.

    With it, every station letter that was ever given as far as anybody here knows.
    """
    said = _said(place, opened.database_id)
    store = Store(place.database, key, incarnation_id=uuid7(), clock=clock)
    try:
        with store.writing("begin", opened.user_id) as session:
            _agree(session, opened)
            lives = sorted(session.scalars(select(Incarnation)), key=_age)
            if not lives:
                raise Damaged
            stations = {life.station for life in lives} | set(said.stations if said else ())
            reason = _why_new(session, said, lives[-1])
            if reason is None:
                return lives[-1].id, stations
            begun = _begin_incarnation(clock, reason, stations)
            session.add(begun)
    finally:
        store.close()
    # At once, or the next start would find the old witness and begin yet another one.
    stations.add(begun.station)
    _witness(place, opened.database_id, begun.id, stations)(0, b"")
    return begun.id, stations


def _age(life: Incarnation) -> tuple[int, str]:
    # Letters are given in order; ids and moments come from a clock that somebody may have put back.
    return len(life.station), life.station


def _agree(session: Session, opened: Unlocked) -> None:
    """Bring the database to the generation of the slot files; SlotRollback if those are the older ones."""
    state = session.get_one(VaultState, 1)
    if slots.agree(opened, state.generation) is slots.Agreement.FINISH:
        state.generation = opened.generation


def _begin_incarnation(clock: Clock, reason: str, stations: set[str]) -> Incarnation:
    letter = _next_letter(stations)
    return Incarnation(
        id=uuid7(), station=letter, machine=machine(), started_at=clock.now_ms(), reason=reason
    )


def _next_letter(taken: set[str]) -> str:
    """The first letter behind all that were given, so that letters tell the order."""
    ahead = taken & set(station_letters())
    for letter in station_letters():
        if not ahead:
            return letter
        ahead.discard(letter)
    raise Damaged


def _why_new(session: Session, said: _Said | None, newest: Incarnation) -> str | None:
    """None when the witness outside fits the chain inside.

    The vault may be ahead of its witness on the same chain (a crash between commit and note); it may
    never be behind it, and the witness must be this computer's.
    """
    if said is None:
        return "no witness"
    if said.machine != machine() or newest.machine != machine():
        return "another computer"
    if said.incarnation != newest.id.hex:
        return "another incarnation"
    found = session.scalar(
        select(Change.hash).where(Change.incarnation_id == newest.id, Change.number == said.number)
    )
    known = found.hex() if found is not None else ""
    return None if known == said.hash else "restored or copied"
