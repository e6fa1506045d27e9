"""The rows of the design's table that exist now."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

from db.access import load as load_access
from db.models import Assignment, CounsellingSession, Goal, HealthCheck, Measurement, OwnWords, Stay
from db.queries import people as lists
from db.queries import records
from db.vault import Vault
from desktop.i18n import load
from desktop.programmes import programme
from desktop.reports import progress
from desktop.reports.progress_facts import Wish, gather
from desktop.resources import resource
from desktop.rules.partial_dates import parse
from desktop.services import arrivals, health
from desktop.services.arrivals import Expected
from desktop.services.desk import Desk
from tests.benchmarks import prepare, probes

TYPED = ("құр", "ахм", "сей", "а", "к", "мад", "0012", "AKT-A00", "айг", "ораз")
PAGES = (Assignment, CounsellingSession, Goal, HealthCheck, Measurement, OwnWords, Stay)


@dataclass(frozen=True)
class Figure:
    """One measured row; `probe` is what the machine did in the same run, `k` how often that is allowed."""

    what: str
    measured: float
    bound: float
    probe: float
    k: float

    @property
    def holds(self) -> bool:
        """Under the bound, or under k times the probe."""
        return self.measured <= max(self.bound, self.k * self.probe)


def desk_of(vault: Vault) -> Desk:
    """The desk of the bench user."""
    centre = vault.centre()
    return Desk(
        actor=vault.actor,
        access=load_access(resource("access.toml").read_text()),
        keyring=vault.keyring,
        today=prepare.TODAY,
        now_ms=vault.store.clock.now_ms(),
        centre_id=centre.id,
        station=vault.station(),
        programme=programme(centre.programme),
    )


def figures(folder: Path, people: int) -> Iterator[Figure]:
    """All rows at one size of vault."""
    vault = prepare.vault(folder, people)
    try:
        desk = desk_of(vault)
        insert, page = probes.raw_insert(folder), probes.bare_page()
        size = f"{people:,} people"
        yield Figure(f"search, one key, p99, {size}", _search(vault, desk), 0.016, insert, 30)
        yield Figure(f"a case file, every page, p95, {size}", _file(vault, desk), 0.050, insert, 100)
        yield Figure(f"saving a form, p95, {size}", _save(vault, desk), 0.010, insert, 25)
        yield Figure(f"a manifest of 600, {size}", _manifest(vault, desk), 3.0, insert, 6000)
        yield Figure(
            f"a progress report, gathered and drawn, {size}", _reports(vault, desk, 60), 20 / 600, page, 40
        )
    finally:
        vault.lock()


def _search(vault: Vault, desk: Desk) -> float:
    costs = [
        probes.seconds(lambda typed=typed: _read(vault, lists.found, desk.access, desk.actor, typed))
        for typed in itertools.chain.from_iterable([TYPED] * 20)
    ]
    return probes.share(costs[len(TYPED) :], 0.99)


def _read(vault: Vault, query: Callable[..., object], *arguments: object) -> object:
    with vault.reading() as session:
        return query(session, *arguments)


def _people(vault: Vault, count: int) -> list[UUID]:
    with vault.reading() as session:
        return prepare.some_people(session, count)


def _file(vault: Vault, desk: Desk) -> float:
    costs = [
        probes.seconds(lambda one=one, cls=cls: _read(vault, records.page, desk.access, desk.actor, cls, one))
        for one in _people(vault, 40)
        for cls in PAGES
    ]
    return probes.share(costs[20:], 0.95)


def _save(vault: Vault, desk: Desk) -> float:
    costs: list[float] = []
    for n, one in enumerate(_people(vault, 120)):
        values = {"measurement.muac": 150 + n % 5, "measurement.happened_on": desk.today - timedelta(days=1)}
        begun = time.perf_counter()
        with vault.writing("bench") as session:
            health.measure(
                session, desk=desk, person_id=one, values=values, confirmed={"measurement.muac": "bench"}
            )
        costs.append(time.perf_counter() - begun)
    return probes.share(costs[20:], 0.95)


def _manifest(vault: Vault, desk: Desk) -> float:
    born = parse("1990")
    expected = [
        Expected(n, str(n // 4), f"Ойдан{n}", "Айгүл", None, "F", born, "W", is_head=n % 4 == 0)
        for n in range(1, 601)
    ]
    begun = time.perf_counter()
    with vault.writing("bench") as session:
        arrivals.register_manifest(
            session, desk=desk, operation="Bench", arrives_on=desk.today, label="bench", expected=expected
        )
    return time.perf_counter() - begun


def _reports(vault: Vault, desk: Desk, count: int) -> float:
    languages = (load("ru"), load("kk"))
    begun = time.perf_counter()
    with vault.reading() as session:
        for one in _people(vault, count):
            progress.draw(gather(session, desk, one, Wish()), languages, BytesIO())
    return (time.perf_counter() - begun) / count
