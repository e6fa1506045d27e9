"""What this user may open: the private halves of the sealed categories, and the keys of persons' texts."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import crypto
from db.base import Category
from db.ids import uuid7
from db.models import CategoryKey, KeyShare, PersonKey, User
from db.types import SealedText

HOLDER, ESCROW = "holder", "escrow"


class NotAHolder(Exception):
    """This user's password does not open that category."""

    def __init__(self, category: Category) -> None:
        super().__init__(category.value)
        self.category = category


class Keyring:
    """Opens and seals texts for one unlocked user. Anybody can seal; only holders open."""

    def __init__(self, user_id: UUID, private_key: bytes | None) -> None:
        self.user_id = user_id
        self._private = private_key
        # Category key id -> its private half, for the categories this user holds.
        self._halves: dict[UUID, bytes] = {}
        self._categories: set[Category] = set()

    def load(self, session: Session) -> None:
        """Open the private halves that are sealed to this user."""
        shares = select(KeyShare, CategoryKey.of_category).join(
            CategoryKey, CategoryKey.id == KeyShare.category_key_id
        )
        mine = shares.where(
            KeyShare.user_id == self.user_id, KeyShare.kind == HOLDER, KeyShare.removed.is_(False)
        )
        for share, category in session.execute(mine):
            if self._private is not None:
                # A share that does not open must not keep its holder from all the others.
                with suppress(crypto.CannotOpen):
                    self._halves[share.category_key_id] = crypto.open_sealed(self._private, share.sealed)
                    self._categories.add(Category(category))

    def holds(self, category: Category) -> bool:
        """Whether texts of this category can be opened."""
        return category in self._categories

    def half(self, category_key_id: UUID) -> bytes | None:
        """The private half of one category key, to seal it to a further holder."""
        return self._halves.get(category_key_id)

    def forget(self) -> None:
        """Drop every key. Python may keep copies of the bytes until their memory is used again."""
        self._private = None
        self._halves.clear()
        self._categories.clear()

    def seal(
        self,
        session: Session,
        text: str,
        *,
        person_id: UUID,
        category: Category,
        record_id: UUID,
        column: str,
        old: SealedText | None = None,
    ) -> SealedText:
        """Seal a text under its person's key of the category.

        A text equal to the opened old one keeps the old bytes, so that equality for journal and merge
        is equality of bytes.
        """
        place = _place(record_id, column)
        if old is not None and self._opens_to(session, old, record_id, column, text):
            return old
        key_id, key = self._person_key(session, person_id, category)
        nonce, ciphertext = crypto.encrypt(key, text.encode(), place + key_id.bytes)
        return SealedText(key_id, nonce, ciphertext)

    def _opens_to(self, session: Session, old: SealedText, record_id: UUID, column: str, text: str) -> bool:
        # An old text that is not for this user, or no longer opens, is no reason to refuse a new one.
        try:
            return self.open(session, old, record_id, column) == text
        except (NotAHolder, crypto.CannotOpen):
            return False

    def open(self, session: Session, sealed: SealedText, record_id: UUID, column: str) -> str:
        """The text. Raises NotAHolder, or crypto.CannotOpen when the bytes are not what was sealed."""
        key = self._opened(session, sealed.key_id)
        place = _place(record_id, column)
        return crypto.decrypt(key, sealed.nonce, sealed.ciphertext, place + sealed.key_id.bytes).decode()

    def _opened(self, session: Session, key_id: UUID) -> bytes:
        shares = session.scalars(select(PersonKey).where(PersonKey.key_id == key_id)).all()
        for share in shares:
            if (half := self._halves.get(share.category_key_id)) is not None:
                return crypto.open_sealed(half, share.sealed)
        raise NotAHolder(Category(shares[0].of_category) if shares else Category.SYSTEM)

    def _person_key(self, session: Session, person_id: UUID, category: Category) -> tuple[UUID, bytes]:
        """A key this user can seal with: the person's newest that opens here, else a new one."""
        # Who was a holder of a pair out of use still knows every key that was sealed to it.
        out_of_use = (
            select(PersonKey.key_id)
            .join(CategoryKey, CategoryKey.id == PersonKey.category_key_id)
            .where(CategoryKey.retired | CategoryKey.removed)
        )
        found = session.scalars(
            select(PersonKey)
            .where(PersonKey.person_id == person_id, PersonKey.of_category == category.value)
            .where(PersonKey.key_id.not_in(out_of_use))
            .order_by(PersonKey.id.desc())
        )
        for share in found:
            if (half := self._halves.get(share.category_key_id)) is not None:
                return share.key_id, crypto.open_sealed(half, share.sealed)
        return self._new_person_key(session, person_id, category)

    def _new_person_key(self, session: Session, person_id: UUID, category: Category) -> tuple[UUID, bytes]:
        key_id, key = uuid7(), secrets.token_bytes(32)
        pairs = current_pairs(session, category)
        if not pairs:
            raise NotAHolder(category)
        for pair in pairs:
            session.add(
                PersonKey(
                    person_id=person_id,
                    key_id=key_id,
                    category_key_id=pair.id,
                    of_category=category.value,
                    sealed=crypto.seal_to(pair.public_key, key),
                )
            )
        session.flush()
        return key_id, key


def _place(record_id: UUID, column: str) -> bytes:
    # A text moved to another record or column does not open there.
    return record_id.bytes + column.encode() + b"\0"


def current_pairs(session: Session, category: Category) -> list[CategoryKey]:
    """The category's key pairs that new texts are sealed to."""
    return list(
        session.scalars(
            select(CategoryKey).where(
                CategoryKey.of_category == category.value,
                CategoryKey.retired.is_(False),
                CategoryKey.removed.is_(False),
            )
        )
    )


def found_category(
    session: Session,
    category: Category,
    *,
    centre_id: UUID | None,
    holders: Iterable[User],
    escrow: Iterable[User],
) -> UUID:
    """Make a category's key pair: its private half to each holder, and split between the two of the escrow.

    Without exactly two people for the escrow there is none; whoever lists the keyholders shows that.
    """
    keys = crypto.new_pair()
    pair = CategoryKey(id=uuid7(), of_category=category.value, centre_id=centre_id, public_key=keys.public)
    session.add(pair)
    for user in holders:
        add_holder(session, pair.id, keys.private, user)
    two = list(escrow)
    if len(two) == 2:
        for user, part in zip(two, crypto.split(keys.private), strict=True):
            _share(session, pair.id, ESCROW, user, part)
    session.flush()
    return pair.id


def add_holder(session: Session, category_key_id: UUID, private: bytes, user: User) -> None:
    """Seal a category's private half to one more colleague; only who holds it can."""
    _share(session, category_key_id, HOLDER, user, private)


def _share(session: Session, category_key_id: UUID, kind: str, user: User, secret: bytes) -> None:
    sealed = crypto.seal_to(user.public_key, secret)
    session.add(KeyShare(category_key_id=category_key_id, user_id=user.id, kind=kind, sealed=sealed))
