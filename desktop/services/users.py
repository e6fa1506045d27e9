"""Who works here: new colleagues, their roles and passwords, and who holds the keys of sealed notes.

A colleague's password exists in the slot files alone, the rest of him or her in the database. The row is
written first and the slot last, so that a crash between the two leaves nobody who could open the vault
half known; adding the same login again then finishes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db import crypto, slots
from db.access import Access
from db.base import SEALED, Category
from db.crypto import KdfParams, Pair
from db.ids import uuid7
from db.keyring import ESCROW, HOLDER, add_holder, current_pairs, found_category
from db.models import Assignment, CategoryKey, KeyShare, User
from db.passwords import WeakPassword
from db.vault import Vault
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.services import records
from desktop.services.desk import Desk

# Fewer than this, and one forgotten password closes a category.
ENOUGH_HOLDERS = 2
# Two shares, which are the key only together.
IN_ESCROW = 2

WEAK = {
    WeakPassword.SHORT: N_("The password needs at least 10 characters. A short sentence is easy to keep."),
    WeakPassword.LOGIN: N_("The password may not be the login name. Choose another."),
    WeakPassword.COMMON: N_("This password is among the first that anybody would try. Choose another."),
}
_LOGIN_TAKEN = N_("Somebody has this login already. Choose another.")


@dataclass(frozen=True)
class Waiting:
    """A sealed category that a colleague's role reads and his or her password does not open yet.

    `ask` names the colleagues of whom each can let her in; empty where only both of the escrow can.
    """

    category: Category
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Added:
    """A new colleague, and which categories wait for somebody to share them."""

    user_id: UUID
    waiting: tuple[Waiting, ...]


def add_colleague(
    vault: Vault,
    desk: Desk,
    access: Access,
    *,
    login: str,
    name: str,
    roles: Sequence[str],
    password: str,
    params: KdfParams | None = None,
    cheap: bool = False,
    takes_arrivals: bool = False,
    pair: Pair | None = None,
) -> Added:
    """Let one more colleague open this vault; without `params` at the cost of one's own password.

    `pair` is made here unless whoever calls needs its private half too, as the demonstration does.

    Raises Refused, NotForThisRole's words among them, and OSError if the slot files cannot be written;
    then there is nobody who can log in, and the same call may be tried again.
    """
    records.require_act(desk, "manage_users")
    _refuse_weak(password, login)
    pair = pair or crypto.new_pair()
    with vault.writing("add_colleague") as session:
        _clear_unfinished(session, vault, login)
        user_id = make_user(
            session, desk=desk, login=login, name=name, roles=roles, public_key=pair.public,
            takes_arrivals=takes_arrivals,
        )  # fmt: skip
        waiting = _give_keys(session, desk, access, session.get_one(User, user_id))
    slot = slots.password_slot(
        vault.unlocked.database_id, vault.unlocked.data_key, user_id=user_id, login=login, password=password,
        private_key=pair.private, params=params or _own_params(vault), cheap=cheap,
    )  # fmt: skip
    vault.rewrap(lambda folder, unlocked: slots.add_slot(folder, unlocked, slot))
    return Added(user_id, waiting)


def make_user(
    session: Session,
    *,
    desk: Desk,
    login: str,
    name: str,
    roles: Sequence[str],
    public_key: bytes,
    takes_arrivals: bool = False,
) -> UUID:
    """The row of a colleague. It opens nothing by itself: that takes a slot and, for notes, keys."""
    records.require_act(desk, "manage_users")
    if not login.strip():
        raise Refused(N_("Write a login name."), field="user.login")
    if any(_same_login(user.login, login) for user in standing(session)):
        raise Refused(_LOGIN_TAKEN, field="user.login")
    _refuse_unknown_roles(desk, roles)
    values = {
        "login": login, "name": name, "roles": tuple(roles), "public_key": public_key,
        "centre_id": desk.centre_id, "takes_arrivals": takes_arrivals,
    }  # fmt: skip
    return records.create(session, desk, User, None, values).id


def set_roles(session: Session, *, desk: Desk, user_id: UUID, roles: Sequence[str]) -> tuple[Waiting, ...]:
    """Give a colleague these roles; keys of notes that are no longer hers are taken from her.

    Returns the categories that wait for a holder. What she has read she has read: only new texts are
    closed to her for certain once the category has a new pair.
    """
    records.require_act(desk, "manage_users")
    _refuse_unknown_roles(desk, roles)
    user = records.get(session, User, user_id)
    _refuse_without_administrator(session, desk, user, roles)
    records.change(session, desk, user, {"roles": tuple(roles)})
    _take_keys(session, user, {one for one in SEALED if not desk.access.holders(one) & set(roles)})
    return _give_keys(session, desk, desk.access, user)


def leave(vault: Vault, desk: Desk, user_id: UUID) -> tuple[Category, ...]:
    """A colleague works here no more: no slot, no keys, no caseload; the name stays beside what she wrote.

    Returns the sealed categories that nobody holds from now on. Whoever kept old files of the vault
    opens them with the old password as before.
    """
    records.require_act(desk, "manage_users")
    if user_id == desk.actor.user_id:
        raise Refused(N_("Ask another administrator to close your own account."))
    with vault.reading() as session:
        _refuse_without_administrator(session, desk, records.get(session, User, user_id), ())
    # The slot first: who leaves must not be able to open the vault, whatever happens next.
    for slot in slots.slots_of(vault.place.folder, vault.unlocked):
        if slot.user_id == user_id:
            vault.rewrap(partial(slots.remove_slot, slot_id=slot.slot_id))
    with vault.writing("leave") as session:
        _end_rows(session, desk, user_id)
        session.flush()
        return tuple(category for category, names in keyholders(session).items() if not names)


def share_category(session: Session, *, desk: Desk, category: Category, user_id: UUID) -> None:
    """Let a colleague open the notes of a category that one's own password opens."""
    user = records.get(session, User, user_id)
    if not desk.access.holders(category) & set(user.roles):
        raise Refused(N_("These notes are not for the role of {name}."), name=user.name)
    halves = [(pair.id, desk.keyring.half(pair.id)) for pair in current_pairs(session, category)]
    if not any(half for _, half in halves):
        raise Refused(N_("Your password does not open these notes. Ask somebody who reads them."))
    for pair_id, half in halves:
        if half is not None and user.id not in _holders_of(session, [pair_id]):
            add_holder(session, pair_id, half, user)


def change_password(
    vault: Vault, old: str, new: str, *, params: KdfParams | None = None, cheap: bool = False
) -> None:
    """Lock one's own slot with another password.

    Raises Refused for a weak one, slots.WrongPassword and slots.TooManyTries if `old` is not right.
    """
    with vault.reading() as session:
        login = session.get_one(User, vault.actor.user_id).login
    _refuse_weak(new, login)
    clock = vault.store.clock
    vault.rewrap(
        lambda folder, unlocked: slots.change_password(
            folder, unlocked, old, new, clock=clock, params=params, cheap=cheap
        )
    )


def standing(session: Session) -> list[User]:
    """Everybody who works here now, by name."""
    found = select(User).where(User.left_on.is_(None), User.removed.is_(False))
    return list(session.scalars(found.order_by(User.name, User.id)))


def keyholders(session: Session) -> Mapping[Category, tuple[str, ...]]:
    """Sealed category -> names of the colleagues whose password opens it; all categories are named."""
    names = {user.id: user.name for user in standing(session)}
    return {
        category: tuple(names[one] for one in names if one in _holding(session, category))
        for category in sorted(SEALED)
    }


def few_keyholders(session: Session) -> list[tuple[Category, tuple[str, ...]]]:
    """The categories in use that fewer than two colleagues open: the lines of the red notice."""
    return [
        (category, names)
        for category, names in keyholders(session).items()
        if len(names) < ENOUGH_HOLDERS and current_pairs(session, category)
    ]


# Keys of sealed categories.


def _give_keys(session: Session, desk: Desk, access: Access, user: User) -> tuple[Waiting, ...]:
    """Found, share, or leave waiting each sealed category that the colleague's roles read."""
    names = {one.id: one.name for one in standing(session)}
    found: list[Waiting] = []
    for category in sorted(SEALED):
        if not access.holders(category) & set(user.roles) or user.id in _holding(session, category):
            continue
        if not _usable(session, category):
            found_category(
                session, category, centre_id=desk.centre_id, holders=[user], escrow=escrow_of(session)
            )
        elif desk.keyring.holds(category):
            share_category(session, desk=desk, category=category, user_id=user.id)
        else:
            holders = _holding(session, category)
            found.append(Waiting(category, tuple(names[one] for one in names if one in holders)))
    return tuple(found)


def _usable(session: Session, category: Category) -> bool:
    """Whether anybody can still open what is sealed to the category; a pair that nobody opens is retired."""
    for pair in current_pairs(session, category):
        whole = len(_shares(session, KeyShare.category_key_id == pair.id, kinds=(ESCROW,))) == IN_ESCROW
        if not whole and not _holders_of(session, [pair.id]):
            pair.retired = True
    session.flush()
    return bool(current_pairs(session, category))


def escrow_of(session: Session) -> list[User]:
    """The director and the data-protection officer, if they are two people; else nobody."""
    staff = standing(session)
    director = next((user for user in staff if "director" in user.roles), None)
    officer = next((user for user in staff if "dpo" in user.roles and user is not director), None)
    return [director, officer] if director is not None and officer is not None else []


def _holding(session: Session, category: Category) -> set[UUID]:
    """Users whose password opens a pair of the category that is in use."""
    return _holders_of(session, [pair.id for pair in current_pairs(session, category)])


def _holders_of(session: Session, pairs: Sequence[UUID]) -> set[UUID]:
    return {share.user_id for share in _shares(session, KeyShare.category_key_id.in_(pairs))}


def _shares(
    session: Session, *which: ColumnElement[bool], kinds: Iterable[str] = (HOLDER,)
) -> list[KeyShare]:
    standing_shares = select(KeyShare).where(KeyShare.removed.is_(False), KeyShare.kind.in_(tuple(kinds)))
    return list(session.scalars(standing_shares.where(*which)))


def _take_keys(session: Session, user: User, categories: Iterable[Category]) -> None:
    of_category = [category.value for category in categories]
    pairs = select(CategoryKey.id).where(CategoryKey.of_category.in_(of_category))
    for share in _shares(session, KeyShare.user_id == user.id, KeyShare.category_key_id.in_(pairs)):
        share.removed = True


# What keeps the vault usable.


def _clear_unfinished(session: Session, vault: Vault, login: str) -> None:
    """Take away a row that a crash left without a slot, and the pairs that only its lost key opens."""
    opening = {slot.user_id for slot in slots.slots_of(vault.place.folder, vault.unlocked)}
    for user in standing(session):
        if not _same_login(user.login, login) or user.id in opening:
            continue
        user.removed = True
        for share in _shares(session, KeyShare.user_id == user.id, kinds=(HOLDER, ESCROW)):
            share.removed = True
            session.flush()
            if share.kind == HOLDER and not _holders_of(session, [share.category_key_id]):
                session.get_one(CategoryKey, share.category_key_id).retired = True
    session.flush()


def _refuse_unknown_roles(desk: Desk, roles: Sequence[str]) -> None:
    if not roles:
        raise Refused(N_("Choose at least one role."), field="user.roles")
    unknown = sorted(set(roles) - set(desk.access.grants))
    if unknown:
        raise Refused(N_("There is no role {role} here."), field="user.roles", role=unknown[0])


def _refuse_without_administrator(session: Session, desk: Desk, user: User, roles: Sequence[str]) -> None:
    """Somebody must always be able to add and remove colleagues."""
    acting = {role for role, acts in desk.access.acts.items() if "manage_users" in acts}
    others = [one for one in standing(session) if one.id != user.id and acting & set(one.roles)]
    if acting & set(user.roles) and not acting & set(roles) and not others:
        raise Refused(N_("{name} is the only administrator. Name another one first."), name=user.name)


def _end_rows(session: Session, desk: Desk, user_id: UUID) -> None:
    user = records.get(session, User, user_id)
    records.change(session, desk, user, {"left_on": desk.today, "takes_arrivals": False})
    _take_keys(session, user, SEALED)
    for share in _shares(session, KeyShare.user_id == user_id, kinds=(ESCROW,)):
        share.removed = True
    cases = select(Assignment).where(
        Assignment.user_id == user_id, Assignment.until_on.is_(None), Assignment.removed.is_(False)
    )
    for case in session.scalars(cases):
        case.until_on = desk.today


def _refuse_weak(password: str, login: str) -> None:
    why = slots.check_password(password, login)
    if why is not None:
        raise Refused(WEAK[why], field="user.password")


def _same_login(one: str, other: str) -> bool:
    # As the slots compare them; any id will do for that.
    anywhere = uuid7()
    return slots.login_hash(anywhere, one) == slots.login_hash(anywhere, other)


def _own_params(vault: Vault) -> KdfParams:
    mine = next(
        slot
        for slot in slots.slots_of(vault.place.folder, vault.unlocked)
        if slot.slot_id == vault.unlocked.slot_id
    )
    return mine.kdf or crypto.FLOOR
