"""What a colleague has chosen on this machine: language, look, how long until the lock, the last visit."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Setting
from desktop.services.desk import Desk

LANGUAGE, THEME, ZOOM, IDLE_MINUTES = "language", "theme", "zoom", "idle_minutes"
# When this colleague was here before, in milliseconds since 1970.
LAST_VISIT = "last_visit"
USUAL_IDLE_MINUTES, LONGEST_IDLE_MINUTES = 5, 60


def preferences(session: Session, user_id: UUID) -> dict[str, str]:
    """Everything a colleague has chosen here, by name."""
    rows = session.execute(select(Setting.name, Setting.value).where(Setting.user_id == user_id))
    return {row.name: row.value for row in rows}


def choose(session: Session, *, desk: Desk, chosen: dict[str, str]) -> None:
    """Keep choices of who is at the desk; they are not journalled and stay on this machine."""
    for name, value in chosen.items():
        session.merge(Setting(user_id=desk.actor.user_id, name=name, value=value))


def idle_minutes(kept: dict[str, str]) -> int:
    """Minutes until the lock, from what was kept: 1 to 60."""
    text = kept.get(IDLE_MINUTES, "")
    minutes = int(text) if text.isdecimal() else USUAL_IDLE_MINUTES
    return min(max(minutes, 1), LONGEST_IDLE_MINUTES)
