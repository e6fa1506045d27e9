"""The progress report: how she is, what took place, what comes next, and what she says to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from desktop.i18n import N_
from desktop.reports import blocks
from desktop.reports.layout import Block
from desktop.reports.sheet import Footer, Out, Sheet, build
from desktop.reports.tables import Cell, Column, Share, table
from desktop.reports.values import Languages, Value, said
from desktop.rules.ages import AgeRange

TITLE = N_("Progress report")


@dataclass(frozen=True)
class Stay:
    """Where she is in the programme. `day` counts from 1; `usual_days` is the stage's usual length."""

    arrived_on: date | None
    stage: Value
    day: int | None = None
    usual_days: int | None = None
    # None: not said on this paper. Whoever has no children at the centre has 0.
    children: int | None = None
    case_worker: str = ""


@dataclass(frozen=True)
class Service:
    """One service in the period: how many meetings took place, of how many that were due."""

    service: Value
    held: int
    # None where nothing was planned by number, as with a health check.
    due: int | None = None
    outcome: Value = None
    next_on: Value = None


@dataclass(frozen=True)
class Band:
    """The band of a screening instrument. Never the answers, never the figure."""

    instrument: Value
    band: Value
    on: date | None = None


@dataclass(frozen=True)
class Goal:
    """A goal of her plan. `goal` is as typed, or in several languages where it was translated."""

    goal: Value
    status: Value
    role: Value = None
    due: Value = None


@dataclass(frozen=True)
class LegalStep:
    """Where one of her papers stands."""

    track: Value
    step: Value
    since: Value = None
    next_on: Value = None


@dataclass(frozen=True)
class Words:
    """What she says to the report. Empty texts are printed as lines to write on."""

    text: str = ""
    disagrees: str = ""


@dataclass(frozen=True)
class ProgressFacts:
    """All that one progress report says, already filtered for its reader and its recipient.

    A section that is None does not exist for them and leaves no trace; one that is empty says that
    nothing was recorded. `withheld` names sections (as the fields here) of which a reader at the
    screen is told that they are not for this recipient; for paper that leaves the house it is empty.
    """

    # The current legal name and no other, in the spelling of her papers.
    name: str
    case_code: str
    centre: Value
    period: tuple[date, date]
    recipient: Value
    made_at_ms: int
    zone: str
    # "F", "M" or "" where it is not known.
    sex: str = ""
    age: AgeRange | None = None
    copy: str = ""
    # What the square code at the foot says, for checking this copy.
    check: str = ""
    stay: Stay | None = None
    services: tuple[Service, ...] | None = None
    # Only on her own copy, and only if she asked for it.
    religious: Service | None = None
    # That there was a check, when, and how it stands. Never a figure.
    health: tuple[Value, ...] | None = None
    bands: tuple[Band, ...] | None = None
    goals: tuple[Goal, ...] | None = None
    legal: tuple[LegalStep, ...] | None = None
    next_dates: tuple[tuple[Value, Value], ...] | None = None
    words: Words | None = field(default_factory=Words)
    director: str = ""
    withheld: tuple[str, ...] = ()


def draw(facts: ProgressFacts, languages: Languages, out: Out) -> None:
    """Write the report as PDF in one or two languages, content included."""
    build(out, _sheet(facts, languages), list(_story(facts, languages)))


def _sheet(facts: ProgressFacts, languages: Languages) -> Sheet:
    footer = Footer(
        remarks=(said(N_("Contains only what this recipient may see.")),),
        recipient=facts.recipient,
        code=facts.case_code,
        copy=facts.copy,
        check=facts.check,
        made_at_ms=facts.made_at_ms,
        zone=facts.zone,
    )
    begins, ends = facts.period
    under = said(N_("for the period {begins} – {ends}"), begins=begins, ends=ends)
    return Sheet(TITLE, languages, facts.centre, footer, under_title=under)


def _story(facts: ProgressFacts, languages: Languages) -> Iterator[Block]:
    yield blocks.person_title(languages, facts.name, _title_line(facts))
    for name, title, section in (
        ("stay", N_("Stay"), _stay(facts, languages)),
        ("services", N_("Services"), _services(facts, languages)),
        ("health", N_("Health"), _health(facts, languages)),
        ("bands", N_("Screening, by band"), _bands(facts, languages)),
        ("goals", N_("Goals"), _goals(facts, languages)),
        ("legal", N_("Papers and legal steps"), _legal(facts, languages)),
        ("next_dates", N_("What comes next"), _next_dates(facts, languages)),
        ("words", _own_words_title(facts.sex), _words(facts, languages)),
    ):
        shown = blocks.notice(languages, N_("Not for this recipient")) if name in facts.withheld else section
        if shown is not None:
            yield blocks.heading(languages, title)
            yield shown
    yield blocks.signatures(languages, _signers(facts))


def _title_line(facts: ProgressFacts) -> tuple[Value, ...]:
    age = (facts.age,) if facts.age is not None else ()
    copy = (said(N_("copy {code}"), code=facts.copy),) if facts.copy else ()
    return (facts.case_code, *age, *copy, said(N_("Recipient: {recipient}"), recipient=facts.recipient))


def _stay(facts: ProgressFacts, languages: Languages) -> Block | None:
    stay = facts.stay
    if stay is None:
        return None
    pairs: list[tuple[str, Value]] = [(N_("Arrived on"), stay.arrived_on), (N_("Stage"), _stage(stay))]
    if stay.children is not None:
        pairs.append((_children_title(facts.sex), stay.children))
    if stay.case_worker:
        pairs.append((N_("Case worker"), stay.case_worker))
    return blocks.facts(languages, pairs)


def _stage(stay: Stay) -> Value:
    if stay.day is None:
        return stay.stage
    if stay.usual_days is None:
        return said(N_("{stage}, day {n}"), stage=stay.stage, n=stay.day)
    if stay.day > stay.usual_days:
        return said(
            N_("{stage}, day {n} (usual: {usual})"), stage=stay.stage, n=stay.day, usual=stay.usual_days
        )
    return said(N_("{stage}, day {n} of {usual}"), stage=stay.stage, n=stay.day, usual=stay.usual_days)


def _services(facts: ProgressFacts, languages: Languages) -> Block | None:
    if facts.services is None:
        return None
    services = (*facts.services, *((facts.religious,) if facts.religious is not None else ()))
    if not services:
        return blocks.notice(languages, N_("Nothing was recorded in this period"))
    columns = (
        Column(N_("Service"), 0.26),
        Column(N_("Meetings"), 0.10, once=True),
        Column(N_("Attendance"), 0.15, once=True),
        Column(N_("Result in this period"), 0.34),
        Column(N_("Next date"), 0.15),
    )
    return table(languages, columns, [_service(service) for service in services])


def _service(row: Service) -> tuple[Cell, ...]:
    if row.due is None:
        return row.service, row.held, None, row.outcome, row.next_on
    count = said(N_("{n} of {total}"), n=row.held, total=row.due)
    share = Share(Fraction(min(row.held, row.due), row.due)) if row.due else None
    return row.service, count, share, row.outcome, row.next_on


def _health(facts: ProgressFacts, languages: Languages) -> Block | None:
    if facts.health is None:
        return None
    if not facts.health:
        return blocks.notice(languages, N_("Nothing was recorded in this period"))
    return blocks.items(languages, facts.health)


def _bands(facts: ProgressFacts, languages: Languages) -> Block | None:
    if not facts.bands:
        return None
    pairs = [(band.instrument, _band(band)) for band in facts.bands]
    remark = said(N_("A screening shows who needs a closer look. It is not a diagnosis."))
    return blocks.after(blocks.facts_of(languages, pairs), blocks.note(languages, remark))


def _band(row: Band) -> Value:
    return row.band if row.on is None else said(N_("{band}, {day}"), band=row.band, day=row.on)


def _goals(facts: ProgressFacts, languages: Languages) -> Block | None:
    if facts.goals is None:
        return None
    if not facts.goals:
        return blocks.notice(languages, N_("No goals have been agreed yet"))
    columns = (
        Column(N_("Goal"), 0.44),
        Column(N_("Status"), 0.24),
        Column(N_("Responsible"), 0.18),
        Column(N_("Due"), 0.14),
    )
    return table(languages, columns, [(goal.goal, goal.status, goal.role, goal.due) for goal in facts.goals])


def _legal(facts: ProgressFacts, languages: Languages) -> Block | None:
    if not facts.legal:
        return None
    columns = (
        Column(N_("Paper"), 0.38),
        Column(N_("Step"), 0.34),
        Column(N_("Since"), 0.14),
        Column(N_("Next date"), 0.14),
    )
    return table(languages, columns, [(row.track, row.step, row.since, row.next_on) for row in facts.legal])


def _next_dates(facts: ProgressFacts, languages: Languages) -> Block | None:
    if facts.next_dates is None:
        return None
    if not facts.next_dates:
        return blocks.notice(languages, N_("No dates have been agreed yet"))
    return blocks.facts_of(languages, facts.next_dates)


def _words(facts: ProgressFacts, languages: Languages) -> Block | None:
    if facts.words is None:
        return None
    return blocks.with_next(blocks.words(languages, facts.words.text, facts.words.disagrees))


def _own_words_title(sex: str) -> str:
    by_sex = {"F": N_("In her own words"), "M": N_("In his own words")}
    return by_sex.get(sex, N_("In the person's own words"))


def _children_title(sex: str) -> str:
    by_sex = {"F": N_("Children with her"), "M": N_("Children with him")}
    return by_sex.get(sex, N_("Children with this person"))


def _signers(facts: ProgressFacts) -> tuple[tuple[str, str], ...]:
    case_worker = facts.stay.case_worker if facts.stay is not None else ""
    return (
        (N_("Case worker"), case_worker),
        (N_("Director of the centre"), facts.director),
        (N_("Seen by the person"), ""),
    )
