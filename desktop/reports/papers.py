"""Every paper by its kind: gathered from the records, then drawn."""

from dataclasses import dataclass, field, replace
from io import BytesIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Arrival, ArrivalLine
from db.queries.people import Listed, codes_of, of_lines
from desktop.errors import Refused
from desktop.i18n import N_, load
from desktop.reports import arrival_list, progress
from desktop.reports.orders import ARRIVAL_LIST, BLANKS, MOST_RESERVE, PROGRESS, Order, Wish
from desktop.reports.progress_facts import centre_name, gather
from desktop.reports.values import Languages
from desktop.reports.withheld import Withheld, withheld
from desktop.services import papers, people
from desktop.services.desk import Desk

NO_SUCH_PAPER = N_("There is no such paper. Choose one of the list.")


@dataclass(frozen=True)
class Preview:
    """A paper to look at, and what is not on it."""

    data: bytes
    withheld: Withheld = field(default_factory=Withheld)


@dataclass(frozen=True)
class Issued:
    """A paper on its way to the printer or to a file. `record_id` is its entry, where it is of a person."""

    data: bytes
    copy: str
    record_id: UUID | None


def draw_paper(
    session: Session, desk: Desk, kind: str, languages: Languages, *, person_id: UUID | None, wish: Wish
) -> bytes:
    """The PDF of one paper. Refused with words where it cannot be made for this reader or recipient."""
    if person_id is not None:
        papers.require_print(desk)
    out = BytesIO()
    if kind == PROGRESS and person_id is not None:
        progress.draw(gather(session, desk, person_id, wish), languages, out)
    elif kind in BLANKS:
        code = codes_of(session, [person_id]).get(person_id) if person_id is not None else None
        _draw_blanks(session, desk, kind, languages, (code,), out)
    else:
        raise Refused(NO_SUCH_PAPER)
    return out.getvalue()


def draw_arrival_list(
    session: Session, desk: Desk, arrival_id: UUID, languages: Languages, reserve: tuple[str, ...] = ()
) -> bytes:
    """The list of one group by family, with reserve codes for people who are not on it."""
    papers.require_print(desk)
    arrival = session.get(Arrival, arrival_id)
    if arrival is None:
        raise Refused(N_("This arrival is not here."))
    lines = session.scalars(
        select(ArrivalLine).where(ArrivalLine.arrival_id == arrival_id, ArrivalLine.removed.is_(False))
    ).all()
    listed = of_lines(session, desk.access, desk.actor, [line.person_id for line in lines])
    out = BytesIO()
    arrival_list.draw(
        arrival_list.ArrivalListFacts(
            centre=centre_name(session, desk),
            arriving_on=arrival.arrives_on,
            flight=arrival.label or "",
            families=tuple(_families(listed)),
            reserve_codes=reserve,
            made_at_ms=desk.now_ms,
            zone=desk.programme.time_zone,
        ),
        languages,
        out,
    )
    return out.getvalue()


def preview(session: Session, *, desk: Desk, order: Order) -> Preview:
    """The paper as it would be printed now, with the numbers it would get; none of them is taken."""
    codes = tuple(people.next_codes(session, desk, order.reserve))
    if order.kind != PROGRESS or order.person_id is None:
        return Preview(_drawn(session, desk, order, codes))
    data = _drawn(session, desk, _numbered(order, papers.next_copy(session, desk=desk)), codes)
    return Preview(data, withheld(session, desk, order.person_id, order.wish))


def _numbered(order: Order, copy: str) -> Order:
    return replace(order, wish=replace(order.wish, copy=copy))


def issue(session: Session, *, desk: Desk, order: Order) -> Issued:
    """Give the paper its copy number, draw it with that number and record it, all in one transaction.

    If drawing fails nothing is recorded. Where the printer or the disk fails afterwards, the caller
    takes the record back (`desktop.services.papers.take_back`).
    """
    if order.reserve:
        papers.require_print(desk)
    codes = tuple(people.reserve_codes(session, desk=desk, count=order.reserve))
    if order.person_id is None:
        return Issued(_drawn(session, desk, order, codes), "", None)
    copy = papers.next_copy(session, desk=desk)
    data = _drawn(session, desk, _numbered(order, copy), codes)
    record_id = papers.record_print(
        session,
        desk=desk,
        person_id=order.person_id,
        kind=order.kind,
        copy=copy,
        recipient=order.wish.recipient,
        languages=order.languages,
    )
    return Issued(data, copy, record_id)


def _drawn(session: Session, desk: Desk, order: Order, codes: tuple[str, ...]) -> bytes:
    if order.reserve > MOST_RESERVE:
        raise Refused(
            N_("At most {most} reserve codes go with one paper. Print it again for more."), most=MOST_RESERVE
        )
    languages = tuple(load(tag) for tag in dict.fromkeys(order.languages))
    if order.kind == ARRIVAL_LIST and order.arrival_id is not None:
        return draw_arrival_list(session, desk, order.arrival_id, languages, codes)
    if order.kind in BLANKS and order.person_id is None and codes:
        out = BytesIO()
        _draw_blanks(session, desk, order.kind, languages, codes, out)
        return out.getvalue()
    return draw_paper(session, desk, order.kind, languages, person_id=order.person_id, wish=order.wish)


def _draw_blanks(
    session: Session, desk: Desk, kind: str, languages: Languages, codes: tuple[str | None, ...], out: BytesIO
) -> None:
    # Forms know every verb of the staff; a report needs none of them.
    from desktop.forms.catalogue import FORMS
    from desktop.reports.blank import draw_blanks

    draw_blanks(FORMS[BLANKS[kind]], languages, out, codes, centre=centre_name(session, desk))


def _families(listed: list[Listed]) -> list[arrival_list.Family]:
    by_home: dict[object, list[Listed]] = {}
    for one in listed:
        by_home.setdefault(one.household_id or one.person_id, []).append(one)
    return [
        arrival_list.Family(
            home[0].name,
            tuple(
                arrival_list.Expected(p.code, p.name, sex=p.sex or "", born=p.born, room=p.room or "")
                for p in home
            ),
        )
        for home in by_home.values()
    ]
