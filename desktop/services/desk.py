"""Where and by whom a verb is done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.access import Access, Actor
from db.keyring import Keyring
from desktop.programmes import Programme


@dataclass(frozen=True)
class Desk:
    """Everything a service is handed besides its own arguments."""

    actor: Actor
    access: Access
    keyring: Keyring
    today: date
    now_ms: int
    centre_id: UUID
    station: str
    programme: Programme
