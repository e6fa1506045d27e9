"""Umid without a window: for scripts, for rescue, and for checking our arithmetic.

Results go to the standard output, as JSON with --json; everything else goes to the standard error, in
English. Every verb that opens a vault acts as the user it names. What only some verbs need is imported
by them: a single report is made in a second, this program's start included.
"""

from __future__ import annotations

import argparse
import getpass
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import engine, files, slots, upgrade, vault
from db.access import Access, Level, NotForThisRole, load
from db.base import Category
from db.clock import Clock
from db.instance import AlreadyOpen
from db.models import Arrival, Person
from db.queries import people as lists
from db.vault import Vault
from desktop import paths, settings
from desktop.cli_words import PAPERS, PASSWORD, USER, parser
from desktop.errors import Refused
from desktop.i18n import load as load_language
from desktop.programmes import programme, programme_tags
from desktop.resources import migrations_dir, resource
from desktop.rules.codes import parse_code
from desktop.services.desk import Desk

if TYPE_CHECKING:
    from desktop.demo.fill import DemoVault
    from desktop.exchange.manifest_rows import ManifestReading
    from desktop.reports.orders import Order
    from desktop.rules.identity_numbers import NumberCheck

DONE, REFUSED, USAGE, WRONG_PASSWORD, IN_USE, DAMAGED, BUG = 0, 1, 2, 3, 4, 5, 70

OpenDemo = Callable[["DemoVault"], int]
TakePictures = Callable[["DemoVault", Path], int]

log = logging.getLogger("umid.cli")


class Misused(Exception):
    """The words do not fit together; the message says how they do."""


@dataclass(frozen=True)
class Outside:
    """What surrounds a run: the clock, and the window for the two verbs that need one."""

    clock: Clock
    open_demo: OpenDemo | None = None
    take_pictures: TakePictures | None = None


@dataclass(frozen=True)
class AtWork:
    """An open vault with its user at the desk. Beside an open window it is for reading only."""

    vault: Vault
    desk: Desk
    may_write: bool


Words = argparse.Namespace
Verb = Callable[[Words, Outside], int]


def main(
    words: Sequence[str],
    *,
    clock: Clock | None = None,
    open_demo: OpenDemo | None = None,
    take_pictures: TakePictures | None = None,
) -> int:
    """Do what the words say; the exit code says how it went (see DONE to BUG)."""
    try:
        read = parser().parse_args(list(words))
    except SystemExit as ended:
        return int(ended.code or DONE)
    outside = Outside(clock or Clock(), open_demo, take_pictures)
    try:
        return VERBS[read.verb](read, outside)
    except Misused as error:
        tell(str(error))
        return USAGE
    except KeyboardInterrupt:
        return 130
    # The last stop of every verb: what is not known here is a fault of ours, and is told as one.
    except Exception as error:  # noqa: BLE001
        code, message = explained(error)
        tell(message)
        return code


def tell(message: str) -> None:
    """Say something that is not the result."""
    print(message, file=sys.stderr)


def show(result: object, lines: Sequence[str], *, as_json: bool) -> None:
    """Print the result: as JSON for a script, as lines for a person."""
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for line in lines:
            print(line)


# What went wrong, in words and as a number.

_SAID: Mapping[type[BaseException], tuple[int, str]] = {
    slots.WrongPassword: (WRONG_PASSWORD, "User name or password is not right."),
    slots.TooManyTries: (WRONG_PASSWORD, "Too many wrong passwords. Wait a little and try again."),
    AlreadyOpen: (IN_USE, "Umid is open on this vault. Close its window first."),
    slots.SlotRollback: (
        DAMAGED,
        "The key files beside the vault are older than the vault. Put the newer ones back.",
    ),
    slots.Damaged: (DAMAGED, "This vault is damaged and was not opened. Bring back the last backup."),
    engine.WrongKey: (DAMAGED, "This vault is damaged and was not opened. Bring back the last backup."),
    upgrade.BrokenReferences: (DAMAGED, "The vault could not be brought to this version and is as it was."),
    upgrade.NewerVault: (REFUSED, "This vault was written by a newer Umid. Install the newer version."),
    slots.NewerVault: (REFUSED, "This vault was written by a newer Umid. Install the newer version."),
    NotForThisRole: (REFUSED, "This is not for your role. Ask a colleague who keeps this part of the file."),
    files.UnsafeFolder: (REFUSED, "A vault must lie on this computer, in a folder that is not copied."),
    files.ReadOnlyFolder: (REFUSED, "Nothing can be written in this folder."),
    FileExistsError: (REFUSED, "There is a vault in this folder already. Choose another folder."),
}  # fmt: skip


def explained(error: BaseException) -> tuple[int, str]:
    """The exit code of an error, and what to say of it."""
    if isinstance(error, Refused):
        return REFUSED, error.message.format(**error.params)
    if vault.is_damage(error):
        return _SAID[slots.Damaged]
    for cls, said in _SAID.items():
        if isinstance(error, cls):
            return said
    if isinstance(error, OSError):
        return REFUSED, f"{error.strerror or 'The file cannot be used'}: {error.filename or ''}".rstrip(": ")
    log.error("%s at %s", type(error).__name__, _frames(error))
    return BUG, "That did not work because of a fault in Umid. Nothing was saved."


def _frames(error: BaseException) -> str:
    """Where a fault lies, without the values that were handled there."""
    steps = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps)


# Opening a vault.


@contextmanager
def at_work(words: Words, outside: Outside, *, writing: bool) -> Iterator[AtWork]:
    """Open the vault as the user who is named. Who only reads may do so beside an open window."""
    place = vault.Place(_folder(words), migrations_dir(), paths.witnesses())
    login = _user(words)
    try:
        instance = vault.hold(place, outside.clock)
    except (AlreadyOpen, files.ReadOnlyFolder):
        if writing:
            raise
        instance = None
    try:
        password = os.environ.get(PASSWORD) or getpass.getpass(f"Password of {login}: ")
        enter = vault.look if instance is None else vault.unlock
        opened = enter(place, login, password, clock=outside.clock)
        try:
            yield AtWork(opened, _desk(opened, outside.clock), instance is not None)
        finally:
            opened.lock()
    finally:
        if instance is not None:
            instance.close()


def _folder(words: Words) -> Path:
    if words.vault is not None:
        folder = Path(words.vault)
    else:
        recent = settings.read(paths.settings() / settings.FILE).recent
        if not recent:
            raise Misused("Name the folder of the vault with --vault.")
        folder = Path(recent[0])
    if not vault.is_vault(folder):
        raise Misused(f"There is no vault in {folder}.")
    return folder


def _user(words: Words) -> str:
    login = words.user or os.environ.get(USER, "")
    if not login:
        raise Misused(f"Name the user with --user, or in the variable {USER}.")
    return str(login)


def _access() -> Access:
    return load(resource("access.toml").read_text(encoding="utf-8"))


def _desk(opened: Vault, clock: Clock) -> Desk:
    centre = opened.centre()
    return Desk(
        actor=opened.actor, access=_access(), keyring=opened.keyring, today=clock.today(centre.time_zone),
        now_ms=clock.now_ms(), centre_id=centre.id, station=opened.station(),
        programme=programme(centre.programme),
    )  # fmt: skip


# The verbs.


def demo(words: Words, outside: Outside) -> int:
    """Make a vault of invented people, or open one."""
    from desktop.demo.fill_kept import as_json, kept

    if words.make is not None:
        from desktop.demo.fill import make

        made = make(
            Path(words.make), words.programme, seed=words.seed, people=words.people, clock=outside.clock,
            progress=_progress,
        )  # fmt: skip
        user = made.user()
        line = f"{made.folder}: {len(made.codes)} people. User {user.login}, password {user.password}"
        show(as_json(made), [line], as_json=words.json)
        return DONE
    if words.open and outside.open_demo is not None:
        return outside.open_demo(kept(words.programme, clock=outside.clock, progress=_progress))
    if words.pictures is not None and outside.take_pictures is not None:
        made = kept(words.programme, clock=outside.clock, progress=_progress)
        return outside.take_pictures(made, Path(words.pictures))
    raise Misused("This needs the window, which is not here.")


def _progress(what: str, share: float) -> None:
    tell(f"{share:4.0%} {what}")


def report(words: Words, outside: Outside) -> int:
    """Write one paper as PDF. Beside an open window it carries no copy number and is not recorded."""
    from desktop.reports.orders import Order, Wish

    kind = PAPERS[words.kind]
    if kind == "progress" and not words.person:
        raise Misused("Name the person by her case code with --person.")
    with at_work(words, outside, writing=words.reserve > 0) as here:
        with here.vault.reading() as session:
            order = Order(
                kind=kind,
                languages=words.language or (here.desk.programme.language,),
                person_id=person_of(session, here.desk, words.person) if words.person else None,
                arrival_id=_arrival(session, words.flight) if kind == "arrival_list" else None,
                wish=Wish(recipient=words.recipient, religious=words.religious),
                reserve=words.reserve,
            )
        copy = _write_paper(here, order, Path(words.out))
    said = {"kind": kind, "out": str(words.out), "languages": list(order.languages), "copy": copy or None}
    show(said, [f"{words.out}" + (f" (copy {copy})" if copy else "")], as_json=words.json)
    return DONE


def _write_paper(here: AtWork, order: Order, out: Path) -> str:
    """Draw and write; the number of the copy, empty where none was given."""
    from desktop.reports import papers

    if not here.may_write:
        with here.vault.reading() as session:
            files.write_atomically(out, _only_drawn(session, here.desk, order))
        return ""
    with here.vault.writing("record_print") as session:
        issued = papers.issue(session, desk=here.desk, order=order)
        # Inside the save: a copy that cannot be written down is not recorded.
        files.write_atomically(out, issued.data)
    return issued.copy


def _only_drawn(session: Session, desk: Desk, order: Order) -> bytes:
    from desktop.reports import papers

    languages = tuple(load_language(tag) for tag in order.languages)
    if order.arrival_id is not None:
        return papers.draw_arrival_list(session, desk, order.arrival_id, languages)
    return papers.draw_paper(session, desk, order.kind, languages, person_id=order.person_id, wish=order.wish)


def person_of(session: Session, desk: Desk, typed: str) -> UUID:
    """The person with this case code, if she is for this user; who is not is as if not on file."""
    code = parse_code(typed)
    if code is None:
        raise Refused("{typed} is not a case code. Compare it with the paper.", typed=typed)
    may_see = desk.access.condition(desk.actor, Category.IDENTITY, Person.id)
    found = session.scalars(select(Person.id).where(Person.code == str(code), may_see)).first()
    if found is None:
        raise Refused("There is nobody with the case code {code} among your people.", code=str(code))
    return found


def _arrival(session: Session, label: str | None) -> UUID:
    wanted = select(Arrival.id).where(Arrival.removed.is_(False)).order_by(Arrival.arrives_on.desc())
    found = session.scalars(wanted if label is None else wanted.where(Arrival.label == label)).first()
    if found is None:
        raise Refused("There is no such arrival.")
    return found


def search(words: Words, outside: Outside) -> int:
    """List the people whose name, code or number begins as typed."""
    with at_work(words, outside, writing=False) as here, here.vault.reading() as session:
        if here.desk.access.highest(here.desk.actor, Category.IDENTITY) is Level.NONE:
            raise NotForThisRole("search")
        found = lists.found(session, here.desk.access, here.desk.actor, words.text)
    language = load_language("en")
    rows = [
        {"code": one.code, "name": one.name, "sex": one.sex, "room": one.room,
         "born": language.partial(one.born) if one.born is not None else None}
        for one in found
    ]  # fmt: skip
    lines = ["\t".join(str(value or "") for value in row.values()) for row in rows]
    show(rows, lines or ["Nobody was found."], as_json=words.json)
    return DONE


def import_manifest(words: Words, outside: Outside) -> int:
    """Put the people of an arrival list on file; all of them, or with --refused those without an error."""
    from desktop.exchange import manifest
    from desktop.exchange.manifest_to_service import expected
    from desktop.services import arrivals
    from desktop.services.records import require_act

    with at_work(words, outside, writing=not words.dry_run) as here:
        require_act(here.desk, "import")
        country = here.desk.programme
        day = words.arrives_on or here.desk.today
        reading = manifest.read(
            Path(words.file), arrived=day, number_kinds=(country.national_number,), country=country.country
        )
        imported = not words.dry_run and (not reading.refused or words.refused is not None)
        if imported:
            operation = words.operation or country.title[country.language]
            with here.vault.writing("register_manifest") as session:
                arrivals.register_manifest(
                    session, desk=here.desk, operation=operation, arrives_on=day, label=words.flight,
                    expected=expected(reading),
                )  # fmt: skip
        if imported and reading.refused:
            manifest.problems_csv(reading, Path(words.refused), load_language("en"))
    _show_reading(words, reading, imported=imported)
    return DONE if imported or (words.dry_run and not reading.refused) else REFUSED


def _show_reading(words: Words, reading: ManifestReading, *, imported: bool) -> None:
    problems = [
        {"line": one.line, "column": one.column, "level": one.level, "text": one.text.format(**one.params)}
        for one in reading.problems
    ]
    lines = [f"line {one['line']}\t{one['level']}\t{one['column']}\t{one['text']}" for one in problems]
    people, refused = len(reading.rows), len(reading.refused)
    lines.append(f"{people} people in {reading.households} households, {refused} lines refused.")
    if refused and not imported and not words.dry_run:
        lines.append(
            "Nothing was imported. Correct the list, or name a file for the refused lines: --refused"
        )
    said = {
        "people": people, "households": reading.households, "refused": refused, "imported": imported,
        "problems": problems,
    }  # fmt: skip
    show(said, lines, as_json=words.json)


def check(words: Words, outside: Outside) -> int:
    """Look at every page, reference and change of a vault, and write nothing."""
    from db.audit import audit

    with at_work(words, outside, writing=False) as here, here.vault.reading() as session:
        found = audit(session)
    findings = [{"kind": one.kind, "where": one.where} for one in found.findings]
    lines = [f"{one.kind}\t{one.where}" for one in found.findings]
    lines.append(f"{found.changes} changes looked at, {len(findings)} not as they were written.")
    show({"changes": found.changes, "findings": findings}, lines, as_json=words.json)
    return DAMAGED if findings else DONE


def calc_id(words: Words, _outside: Outside) -> int:
    """Check one identity number, or a table of them."""
    from desktop.rules.identity_numbers import check_number

    kind = next(
        one.national_number for one in map(programme, programme_tags()) if one.country == words.country
    )
    if words.csv is not None:
        rows = [_checked(kind, value, check_number(kind, value)) for value in _values(Path(words.csv))]
    elif words.value is not None:
        rows = [_checked(kind, words.value, check_number(kind, words.value))]
    else:
        raise Misused("Give a number with --value, or a file of them with --csv.")
    lines = ["\t".join("" if value is None else str(value) for value in row.values()) for row in rows]
    show(rows if words.csv is not None else rows[0], lines, as_json=words.json)
    return DONE if words.csv is not None or rows[0]["valid"] else REFUSED


def _values(path: Path) -> list[str]:
    """The first column of a table; a first line without a digit is its heading."""
    from desktop.exchange.tables import tables_in

    cells = [row[0].strip() for _, row in next(iter(tables_in(path))) if row and row[0].strip()]
    return cells[1:] if cells and not any(map(str.isdigit, cells[0])) else cells


def _checked(kind: str, value: str, found: NumberCheck) -> dict[str, object]:
    return {
        "kind": kind,
        "value": value,
        "valid": found.valid,
        "reason": found.reason,
        "warnings": list(found.warnings),
        "born": found.birth_date.isoformat() if found.birth_date is not None else None,
        "sex": found.sex,
    }


VERBS: Mapping[str, Verb] = {
    "demo": demo,
    "report": report,
    "search": search,
    "import_manifest": import_manifest,
    "check": check,
    "calc_id": calc_id,
}
