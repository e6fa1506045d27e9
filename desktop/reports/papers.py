"""Every paper by its kind: gathered from the records, then drawn."""

from io import BytesIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Arrival, ArrivalLine
from db.queries.people import Listed, codes_of, of_lines
from desktop.errors import Refused
from desktop.forms.catalogue import FORMS
from desktop.i18n import N_
from desktop.reports import arrival_list, progress
from desktop.reports.blank import draw_blank
from desktop.reports.progress_facts import Wish, centre_name, gather
from desktop.reports.values import Languages
from desktop.services.desk import Desk

# Blank sheets by kind: the form they are drawn from.
BLANKS = {"blank_intake": "intake", "blank_health": "health_check"}


def kinds() -> tuple[str, ...]:
    """The papers that can be made of a person, blank sheets last."""
    return ("progress", *BLANKS)


def draw_paper(
    session: Session, desk: Desk, kind: str, languages: Languages, *, person_id: UUID | None, wish: Wish
) -> bytes:
    """The PDF of one paper. Refused with words where it cannot be made for this reader or recipient."""
    out = BytesIO()
    if kind == "progress" and person_id is not None:
        progress.draw(gather(session, desk, person_id, wish), languages, out)
    elif kind in BLANKS:
        code = codes_of(session, [person_id]).get(person_id) if person_id is not None else None
        draw_blank(FORMS[BLANKS[kind]], languages, out, code, centre=centre_name(session, desk))
    else:
        raise Refused(N_("There is no such paper. Choose one of the list."))
    return out.getvalue()


def draw_arrival_list(
    session: Session, desk: Desk, arrival_id: UUID, languages: Languages, reserve: tuple[str, ...] = ()
) -> bytes:
    """The list of one group by family, with reserve codes for people who are not on it."""
    arrival = session.get(Arrival, arrival_id)
    if arrival is None:
        raise Refused(N_("This arrival is not here."))
    lines = session.scalars(
        select(ArrivalLine).where(ArrivalLine.arrival_id == arrival_id, ArrivalLine.removed.is_(False))
    ).all()
    people = of_lines(session, desk.access, desk.actor, [line.person_id for line in lines])
    out = BytesIO()
    arrival_list.draw(
        arrival_list.ArrivalListFacts(
            centre=centre_name(session, desk),
            arriving_on=arrival.arrives_on,
            flight=arrival.label or "",
            families=tuple(_families(people)),
            reserve_codes=reserve,
            made_at_ms=desk.now_ms,
            zone=desk.programme.time_zone,
        ),
        languages,
        out,
    )
    return out.getvalue()


def _families(people: list[Listed]) -> list[arrival_list.Family]:
    by_home: dict[object, list[Listed]] = {}
    for one in people:
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
