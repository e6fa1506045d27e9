"""What a page is handed: who is at the desk, in which language, and the ways out of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.i18n import Language
from desktop.programmes import Programme
from desktop.services.desk import Desk
from desktop.ui.work import Work

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Context:
    """Built by whoever unlocks the vault, for one user, one language and one theme.

    `desk` is called for every job, so that today and now are those of the job. `staff` are (id, name)
    of the colleagues; `zone` is the centre's time zone.
    """

    work: Work
    desk: Callable[[], Desk]
    language: Language
    theme: str
    programme: Programme
    open_person: Callable[[UUID], object]
    print_person: Callable[[UUID], object]
    staff: tuple[tuple[UUID, str], ...]
    zone: str
    # Called before the vault is locked, so that unsaved typing is kept; an editor adds itself.
    before_lock: list[Callable[[], object]] = field(default_factory=list)

    def staff_name(self, user_id: UUID | None) -> str:
        """A colleague's name; empty for nobody and for somebody not known here."""
        return next((name for one, name in self.staff if one == user_id), "")

    def day_of(self, moment_ms: int) -> date:
        """The day of a moment (UTC milliseconds) at the centre."""
        return (_EPOCH + timedelta(milliseconds=moment_ms)).astimezone(ZoneInfo(self.zone)).date()
