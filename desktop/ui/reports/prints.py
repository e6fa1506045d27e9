"""A paper on its way out: numbered and recorded, then printed or saved; taken back where that fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db import files
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.reports.orders import Order
from desktop.services import papers
from desktop.services.desk import Desk
from desktop.ui import system
from desktop.ui.context import Context
from desktop.ui.work import Lane, still_there

if TYPE_CHECKING:
    from desktop.reports.papers import Issued

NOT_PRINTED = N_(
    "There is no printer here that takes the paper. Switch it on or set one up, or save the paper as PDF "
    "and print it elsewhere."
)
NOT_SAVED = N_("The file could not be written there. Choose another folder.")

Deliver = Callable[["Issued"], object]


@dataclass(frozen=True)
class Told:
    """Whom to tell: `done` the copy number, `wrong` a message id; `refused` a refusal in its own words."""

    done: Callable[[str], object]
    wrong: Callable[[str], object]
    refused: Callable[[Refused], object]


def print_out(context: Context, order: Order, told: Told) -> None:
    """Print a paper on the usual printer."""
    _send(context, order, _to_printer, NOT_PRINTED, told)


def save_as(context: Context, order: Order, path: Path, told: Told) -> None:
    """Save a paper as a PDF file at this place and nowhere else."""
    _send(context, order, partial(_to_file, path), NOT_SAVED, told)


def _to_printer(issued: Issued) -> None:
    # The queue of the printer shows the number of the copy, never whose paper it is.
    system.print_paper(issued.data, issued.copy or "Umid")


def _to_file(path: Path, issued: Issued) -> None:
    files.write_atomically(path, issued.data)


def issue(session: Session, *, desk: Desk, order: Order) -> Issued:
    """Number, draw and record the paper; what draws is loaded with the first one."""
    from desktop.reports.papers import issue

    return issue(session, desk=desk, order=order)


def _send(context: Context, order: Order, deliver: Deliver, failed: str, told: Told) -> None:
    sending = Sending(context, deliver, failed, told)
    context.before_lock.append(sending.finish)
    context.work.write(
        partial(issue, desk=context.desk(), order=order), sending.issued, sending.refused, verb="print_paper"
    )


class Sending:
    """One paper between its number and the printer. It outlives the page that asked for it."""

    def __init__(self, context: Context, deliver: Deliver, failed: str, told: Told) -> None:
        self._context, self._deliver, self._failed, self._told = context, deliver, failed, told
        self._lane: Lane | None = None

    def issued(self, paper: Issued) -> None:
        """Deliver the paper off the window's thread: a printer may take its time."""
        self._lane = Lane("umid-printer")
        self._lane.run(partial(self._deliver, paper), partial(self._done, paper), partial(self._wrong, paper))

    def refused(self, refusal: Refused) -> None:
        """Nothing was numbered or recorded."""
        self._end()
        if still_there(self._told.refused):
            self._told.refused(refusal)

    def finish(self) -> None:
        """Wait for the end, as before the lock: what was not printed is taken back while it can be."""
        self._context.work.drain()
        if self._lane is not None:
            self._lane.drain()
        self._end()

    def _done(self, paper: Issued, _nothing: object) -> None:
        self._end()
        _tell(self._told.done, paper.copy)

    def _wrong(self, paper: Issued, error: BaseException) -> None:
        """The copy never existed: say so in the records, and say on the screen what to do."""
        self._end()
        context = self._context
        if paper.record_id is not None:
            context.work.write(partial(papers.take_back, desk=context.desk(), printed_id=paper.record_id))
        _tell(self._told.wrong, self._failed)
        if not isinstance(error, system.NotPrinted | OSError):
            raise error

    def _end(self) -> None:
        if self.finish in self._context.before_lock:
            self._context.before_lock.remove(self.finish)
        if self._lane is not None:
            self._lane.close()
            self._lane.deleteLater()
            self._lane = None


def _tell(callback: Callable[[str], object], text: str) -> None:
    if still_there(callback):
        callback(text)
