"""Opening a person's file, and who she is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.ids import uuid7
from db.models import (
    Assignment,
    Identifier,
    Identity,
    Member,
    Name,
    Person,
    Relationship,
    ReservedCode,
    RoomStay,
    StageEntry,
    Stay,
    User,
)
from db.projection import refresh_roots
from db.queries.of_person import of, root_of, roots_of
from desktop.errors import Refused
from desktop.i18n import N_
from desktop.rules import relations
from desktop.rules.codes import case_code, parse_code
from desktop.rules.identity_numbers import check_number
from desktop.rules.partial_dates import PartialDate, looks_like_default_birthday
from desktop.services import records
from desktop.services.desk import Desk
from desktop.services.events import refuse_future, refuse_order, save_one
from desktop.services.records import Doubt, Wrong

# Role of an assignment to a whole team.
TEAM = "team"
# Stages after the centre: followed up where the programme does so, else closed.
FOLLOW_UP, CLOSED = "FUP", "CLS"
DECEASED = "deceased"


def next_codes(session: Session, desk: Desk, count: int) -> list[str]:
    """The next case codes of this station: never one that was given or printed before."""
    letters = desk.programme.centre.letters
    prefix = f"{letters}-{desk.station}"
    highest = max(_highest(session, Person, prefix), _highest(session, ReservedCode, prefix))
    return [case_code(letters, desk.station, highest + 1 + n) for n in range(count)]


def _highest(session: Session, cls: type[Person] | type[ReservedCode], prefix: str) -> int:
    # Numbers of one station have one width until they outgrow it, so the longest and then the last counts.
    code = session.scalars(
        select(cls.code)
        .where(cls.code >= prefix, cls.code < prefix + "\uffff")
        .order_by(func.length(cls.code).desc(), cls.code.desc())
        .limit(1)
    ).first()
    known = parse_code(code) if code else None
    return known.number if known else 0


def reserve_codes(session: Session, *, desk: Desk, count: int) -> list[str]:
    """Codes for blank sheets that go out before anybody has them."""
    codes = next_codes(session, desk, count)
    for code in codes:
        session.add(ReservedCode(code=code, reserved_at=desk.now_ms))
    return codes


def open_file(session: Session, *, desk: Desk, values: Mapping[str, Any], code: str | None = None) -> UUID:
    """A new person: bare row, identity, name; in the caseload of who opened it and of who takes arrivals."""
    if not desk.access.may_write(desk.actor, Identity, own=True):
        raise Refused(N_("This is not for your role. Ask a case worker to open the file."))
    check_identity(session, desk, None, values)
    person = Person(id=uuid7(), code=_code_for(session, desk, code))
    session.add(person)
    _use_up(session, person)
    session.flush()
    assign_team(session, desk, [person.id])
    # At once, and not with the commit: what follows in this transaction asks whose file it is.
    refresh_roots(session, {person.id}, set())
    for cls in (Identity, Name):
        records.create(session, desk, cls, person.id, records.part_of(values, cls))
    return person.id


def _code_for(session: Session, desk: Desk, typed: str | None) -> str:
    """The next code, or the one that stands on the paper the person already has."""
    if typed is None:
        return next_codes(session, desk, 1)[0]
    known = parse_code(typed)
    free = select(ReservedCode.code).where(ReservedCode.code == str(known), ReservedCode.used_by_id.is_(None))
    code = session.scalars(free).first()
    if code is None:
        raise Refused(
            N_("This code was not printed here as a reserve, or is in use. Leave it empty for a new one.")
        )
    return code


def _use_up(session: Session, person: Person) -> None:
    for reserved in session.scalars(select(ReservedCode).where(ReservedCode.code == person.code)):
        reserved.used_by_id = person.id


def assign_team(session: Session, desk: Desk, people: Sequence[UUID]) -> None:
    """Put people into the caseload of the centre's team, and of who is at the desk if outside of it."""
    owners = {desk.centre_id: TEAM}
    if desk.centre_id not in desk.actor.teams:
        owners[desk.actor.user_id] = desk.actor.roles[0]
    session.add_all(
        Assignment(person_id=person_id, user_id=owner, role=role, from_on=desk.today)
        for person_id in people
        for owner, role in owners.items()
    )


def check_identity(
    _session: Session, desk: Desk, person_id: UUID | None, values: Mapping[str, Any]
) -> Sequence[Doubt]:
    """Sex and birth are known or said to be unknown; nobody is born after today."""
    name = records.part_of(values, Name)
    # A standing file has its names already; its identity may be corrected without them.
    if (name or person_id is None) and not (name.get("surname") or name.get("given")):
        raise Refused(
            N_("Write at least one name, as the paper or the person says it."), field="name.surname"
        )
    born: PartialDate | None = values.get("identity.born")
    if born is not None and born.earliest is not None:
        refuse_future(born.earliest, "identity.born", desk)
    if born is not None and looks_like_default_birthday(born):
        message = N_("1 January often stands for an unknown day. If only the year is known, write the year.")
        return [Doubt("identity.born", message, {})]
    return ()


def save_identity(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Correct who she is: identity and the name in force."""
    doubts = list(check_identity(session, desk, person_id, values))
    known = session.scalars(select(Identity).where(of(Identity, person_id))).first()
    own = records.part_of(values, Identity)
    identity = (
        records.create(session, desk, Identity, person_id, own)
        if known is None
        else records.change(session, desk, known, own)
    )
    _save_name(session, desk, person_id, records.part_of(values, Name), record_id)
    records.confirm(session, identity, person_id, confirmed or {}, doubts)
    return identity.id


def _save_name(
    session: Session, desk: Desk, person_id: UUID, values: dict[str, Any], name_id: UUID | None
) -> None:
    if not values:
        return
    if name_id is not None and (name := session.get(Name, name_id)) is not None:
        records.change(session, desk, name, values)
    else:
        records.create(session, desk, Name, person_id, {"kind": "legal", "script": "Cyrl", **values})


def change_name(session: Session, *, desk: Desk, person_id: UUID, values: Mapping[str, Any]) -> UUID:
    """A legal change of name: the old one is kept as former, papers print the new one alone."""
    own = records.part_of(values, Name)
    day = own.get("from_on")
    if day is None or not own.get("source"):
        raise Refused(N_("A change of name needs its day and the decision it rests on."), field="name.source")
    standing = select(Name).where(of(Name, person_id), Name.kind == "legal", Name.until_on.is_(None))
    for old in session.scalars(standing.where(Name.script == own.get("script", "Cyrl"))):
        records.change(session, desk, old, {"kind": "former", "until_on": day})
    return records.create(session, desk, Name, person_id, {"script": "Cyrl", **own, "kind": "legal"}).id


def check_identifier(
    session: Session, _desk: Desk, person_id: UUID, values: Mapping[str, Any]
) -> Sequence[Doubt]:
    """The country's own rule for the number; what is printed wrong on a paper is kept as printed."""
    kind, number = values.get("identifier.kind") or "", values.get("identifier.number") or ""
    identity = session.scalars(select(Identity).where(of(Identity, person_id))).first()
    found = check_number(
        kind, number, sex=identity.sex if identity else None, born=identity.born if identity else None
    )
    if not found.valid and not values.get("identifier.as_printed"):
        raise Wrong(found.reason or "", field="identifier.number", suggestion=None)
    _refuse_double(session, person_id, kind, number)
    return [Doubt("identifier.number", warning, {}) for warning in found.warnings]


def _refuse_double(session: Session, person_id: UUID, kind: str, number: str) -> None:
    mine = set(session.scalars(select(Identifier.id).where(of(Identifier, person_id))))
    same = session.scalars(
        select(Identifier.id).where(
            Identifier.kind == kind, Identifier.number == number, Identifier.removed.is_(False)
        )
    )
    if set(same) - mine:
        raise Refused(
            N_("Another file has this number. Search for it before you save."), field="identifier.number"
        )


def save_identifier(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Record a number or paper that identifies her."""
    return save_one(
        session, cls=Identifier, check=check_identifier, desk=desk, person_id=person_id, values=values,
        record_id=record_id, confirmed=confirmed,
    )  # fmt: skip


def relate(
    session: Session, *, desk: Desk, person_id: UUID, other_id: UUID, kind: str, basis: str | None
) -> UUID:
    """Say that `other` is the `kind` (mother, aunt, ...) of a person."""
    if other_id == person_id:
        raise Refused(
            N_("Nobody is her own relative. Choose the other person."), field="relationship.other_id"
        )
    if kind == "MOTHER":
        _check_mother(session, person_id, other_id)
    values = {"other_id": other_id, "kind": kind, "basis": basis}
    return records.create(session, desk, Relationship, person_id, values).id


def _check_mother(session: Session, child_id: UUID, mother_id: UUID) -> None:
    born = dict(
        session.execute(
            select(Identity.person_id, Identity.born).where(of(Identity, child_id, mother_id))
        ).all()
    )
    child, mother = born.get(child_id), born.get(mother_id)
    found = relations.mother_age_check(mother, child) if child and mother else None
    if found is not None and found.level is relations.Level.ERROR:
        raise Refused(found.message, field="relationship.kind")


def admit(
    session: Session, *, desk: Desk, person_id: UUID, arrival_id: UUID | None = None, on: date | None = None
) -> UUID:
    """Open a stay for a known person, at the first stage of the programme."""
    day = on or desk.today
    refuse_future(day, "stay.admitted_on", desk)
    if session.scalars(select(Stay).where(of(Stay, person_id), Stay.left_on.is_(None))).first() is not None:
        raise Refused(N_("She is in care already. Open her file."))
    stay = records.create(
        session, desk, Stay, person_id,
        {"centre_id": desk.centre_id, "arrival_id": arrival_id, "admitted_on": day},
    )  # fmt: skip
    records.create(session, desk, StageEntry, person_id, {"stage": "INT", "entered_on": day})
    return stay.id


def enter_stage(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    stage: str,
    reason: str | None = None,
    on: date | None = None,
) -> UUID:
    """Go to a stage; going back or skipping one needs a reason."""
    day = on or desk.today
    refuse_future(day, "stage_entry.entered_on", desk)
    order = [one.code for one in desk.programme.stages]
    now = _stage_on(session, person_id, day)
    step = order.index(stage) - (order.index(now.stage) if now is not None else -1)
    if step != 1 and not reason:
        raise Refused(
            N_("Going back or leaving out a stage needs a reason. Write it down."), field="stage_entry.reason"
        )
    values = {"stage": stage, "entered_on": day, "reason": reason}
    return records.create(session, desk, StageEntry, person_id, values).id


def _stage_on(session: Session, person_id: UUID, day: date) -> StageEntry | None:
    return session.scalars(
        select(StageEntry)
        .where(of(StageEntry, person_id), StageEntry.entered_on <= day)
        .order_by(StageEntry.entered_on.desc(), StageEntry.id.desc())
    ).first()


def save_stage(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Go to the stage that was chosen, or correct what was written about a former step."""
    del confirmed
    own = records.part_of(values, StageEntry)
    if record_id is not None:
        refuse_future(own.get("entered_on"), "stage_entry.entered_on", desk)
        return records.change(session, desk, records.get(session, StageEntry, record_id), own).id
    if not own.get("stage"):
        raise Refused(N_("Choose the stage."), field="stage_entry.stage")
    return enter_stage(
        session, desk=desk, person_id=person_id, stage=own["stage"], reason=own.get("reason"),
        on=own.get("entered_on"),
    )  # fmt: skip


def leave(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    on: date | None,
    to: str | None,
    how: str,
    reason: str | None = None,
) -> UUID:
    """She left: the stay and the room end, and the stage after the centre begins. Returns the stay.

    `how` is a code of the vocabulary stay_end, `to` one of placement. Whatever stage she was at and
    whatever is still missing, that she left can be recorded.
    """
    day = on or desk.today
    refuse_future(day, "stay.left_on", desk)
    stay = session.scalars(select(Stay).where(of(Stay, person_id), Stay.left_on.is_(None))).first()
    if stay is None:
        raise Refused(N_("She is not in care here now. Look at when she left, and correct that entry."))
    refuse_order(stay.admitted_on, day, "stay.left_on")
    left = {"left_on": day, "left_to": to, "left_how": how, "left_reason": reason}
    records.change(session, desk, stay, left)
    for room in session.scalars(select(RoomStay).where(of(RoomStay, person_id), RoomStay.until_on.is_(None))):
        records.change(session, desk, room, {"until_on": max(day, room.from_on)})
    _enter_after(session, desk, person_id, day, how, reason)
    return stay.id


def _enter_after(
    session: Session, desk: Desk, person_id: UUID, day: date, how: str, reason: str | None
) -> None:
    followed = any(one.code == FOLLOW_UP and one.usual_days for one in desk.programme.stages)
    stage = FOLLOW_UP if followed and how != DECEASED else CLOSED
    now = _stage_on(session, person_id, desk.today)
    if now is not None and now.stage in (stage, CLOSED):
        return
    # Typed days later, the leaving still comes after the stage that was entered meanwhile.
    entered = max(day, now.entered_on) if now is not None else day
    values = {"stage": stage, "entered_on": entered, "reason": reason}
    records.create(session, desk, StageEntry, person_id, values)


def save_leaving(
    session: Session,
    *,
    desk: Desk,
    person_id: UUID,
    values: Mapping[str, Any],
    record_id: UUID | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> UUID:
    """Record that she left, or correct what was written about it."""
    del confirmed
    own = records.part_of(values, Stay)
    if not own.get("left_how"):
        raise Refused(N_("Say how the stay ended."), field="stay.left_how")
    if record_id is None:
        return leave(
            session, desk=desk, person_id=person_id, on=own.get("left_on"), to=own.get("left_to"),
            how=own["left_how"], reason=own.get("left_reason"),
        )  # fmt: skip
    stay = records.get(session, Stay, record_id)
    if own.get("left_on") is None:
        raise Refused(N_("Write the day she left."), field="stay.left_on")
    refuse_future(own["left_on"], "stay.left_on", desk)
    refuse_order(stay.admitted_on, own["left_on"], "stay.left_on")
    return records.change(session, desk, stay, own).id


def assign(
    session: Session, *, desk: Desk, person_id: UUID, user_id: UUID, role: str, household: bool = False
) -> UUID:
    """Make a colleague responsible in a role; whoever was so before no longer is. Returns the assignment.

    With `household`, for everybody who lives with the person too.
    """
    records.require_act(desk, "assign")
    _check_colleague(session, user_id, role)
    together = _household(session, person_id) if household else []
    given = [_assign_one(session, desk, one, user_id, role) for one in (person_id, *together)]
    return given[0]


def _check_colleague(session: Session, user_id: UUID, role: str) -> None:
    user = session.get(User, user_id)
    if user is None or user.removed or user.left_on is not None or role not in user.roles:
        raise Refused(N_("Choose a colleague who works here in this role."), field="assignment.user_id")


def _assign_one(session: Session, desk: Desk, person_id: UUID, user_id: UUID, role: str) -> UUID:
    standing = list(
        session.scalars(
            select(Assignment).where(
                of(Assignment, person_id), Assignment.role == role, Assignment.until_on.is_(None)
            )
        )
    )
    kept = next((one for one in standing if one.user_id == user_id), None)
    if kept is None:
        values = {"user_id": user_id, "role": role, "from_on": desk.today}
        kept = records.create(session, desk, Assignment, person_id, values)
    # One's own goes last: with it may go the right to change the others.
    for old in sorted(standing, key=lambda one: one.user_id == desk.actor.user_id):
        if old is not kept:
            records.change(session, desk, old, {"until_on": max(desk.today, old.from_on)})
    return kept.id


def _household(session: Session, person_id: UUID) -> list[UUID]:
    """Who else lives with her, each by one file."""
    home = household_of(session, person_id)
    if home is None:
        return []
    members = session.scalars(
        select(Member.person_id).where(Member.household_id == home, Member.removed.is_(False))
    )
    roots = dict.fromkeys(roots_of(session, members).values())
    return [one for one in roots if one != root_of(session, person_id)]


def household_of(session: Session, person_id: UUID) -> UUID | None:
    """The household a person belongs to."""
    return session.scalars(select(Member.household_id).where(of(Member, person_id))).first()
