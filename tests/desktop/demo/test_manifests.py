"""From invented people to an arrival list and back."""

from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.demo.manifests import manifest_rows
from desktop.demo.people import plan
from desktop.exchange.manifest import ManifestRow, read, write_manifest
from desktop.i18n import load

KINDS = {"kz-zhusan": "KZ_IIN", "uz-mehr": "UZ_PINFL", "tj": "TJ_INN", "kg-meerim": "KG_PIN"}


def facts(row: ManifestRow) -> dict[str, object]:
    """Everything a list can carry: it does not say on what basis a birth date is known."""
    found = {field.name: getattr(row, field.name) for field in fields(row) if field.name != "born"}
    return found | {"born": (row.born.earliest, row.born.latest, row.born.precision, row.born.calendar)}


@settings(max_examples=25)
@given(
    programme=st.sampled_from(sorted(KINDS)),
    seed=st.integers(0, 10_000),
    people=st.integers(1, 80),
    suffix=st.sampled_from([".csv", ".xlsx"]),
    tag=st.sampled_from(["en", "ru", "kk"]),
)
def test_a_list_written_from_a_plan_reads_as_the_same_people(
    programme: str, seed: int, people: int, suffix: str, tag: str
) -> None:
    demo = plan(programme, seed, people)
    rows = manifest_rows(demo)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list{suffix}"
        write_manifest(rows, path, load(tag))
        reading = read(path, arrived=demo.today, number_kinds=(KINDS[programme],), country=demo.country)
    assert reading.errors == ()
    assert [facts(row) for row in reading.rows] == [facts(row) for row in rows]


def test_a_flight_has_its_own_list_numbered_from_1() -> None:
    demo = plan("kz-zhusan", 1)
    rows = manifest_rows(demo, 5)
    assert len(rows) == 146
    assert [row.number for row in rows] == [str(number) for number in range(1, 147)]
    assert {row.household.split("-")[0] for row in rows} == {"5"}


@pytest.mark.parametrize("programme", sorted(KINDS))
def test_the_printed_name_is_in_latin_letters(programme: str) -> None:
    assert all(row.printed.isascii() and row.printed.isupper() for row in manifest_rows(plan(programme, 1)))
