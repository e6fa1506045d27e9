"""Unsaved typing, kept in the vault for who typed it."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.ids import uuid7
from db.journal.change import Change
from db.models import Draft, PersonKey
from desktop.rules.partial_dates import parse
from desktop.services import drafts, health, saving
from desktop.services.drafts import About, Typed
from tests.desktop.small_vault import SmallCentre

NOTE = "counselling_note.text"


@pytest.fixture
def child(centre: SmallCentre) -> UUID:
    return centre.person("Құрманбаева", "Әмина", "spring 2023")


def keep(centre: SmallCentre, role: str, about: About, values: dict[str, Any], form: str = "form") -> None:
    centre.do(role, drafts.keep, form_key=form, about=about, values=values)


def find(centre: SmallCentre, role: str, about: About, form: str = "form") -> drafts.KeptDraft | None:
    return centre.ask(drafts.find, desk=centre.desk(role), form_key=form, about=about)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    st.integers(-(2**62), 2**62),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.dates(),
    st.uuids(),
    st.lists(st.text(max_size=9)).map(tuple),
    st.sampled_from(["spring 2023", "about 1985", "5 Ramadan 1440 AH", "12.05.1990"]).map(parse),
    st.text().map(Typed),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(values=st.dictionaries(st.text(max_size=9), VALUES))
def test_every_kind_of_value_comes_back_as_it_was_typed(centre: SmallCentre, values: dict[str, Any]) -> None:
    about = About(uuid7(), uuid7())
    keep(centre, "nurse", about, values)
    found = find(centre, "nurse", about)
    assert found is not None
    assert {name: (type(one), one) for name, one in found.values.items()} == {
        name: (type(one), one) for name, one in values.items()
    }


def test_a_draft_is_found_only_by_who_typed_it_in_the_same_form_about_the_same_record(
    centre: SmallCentre, child: UUID
) -> None:
    keep(centre, "nurse", About(child), {"measurement.weight": Decimal("12.9")})
    assert find(centre, "nurse", About(child)) is not None
    assert find(centre, "physician", About(child)) is None
    assert find(centre, "nurse", About(child), "another form") is None
    assert find(centre, "nurse", About(child, uuid7())) is None


def test_a_later_draft_takes_the_place_of_the_earlier(centre: SmallCentre, child: UUID) -> None:
    for text in ("begun", "begun and gone on"):
        keep(centre, "nurse", About(child), {"health_check.note": text})
    assert centre.ask(lambda s: len(s.scalars(select(Draft)).all())) == 1
    found = find(centre, "nurse", About(child))
    assert found is not None
    assert found.values["health_check.note"] == "begun and gone on"


def test_an_emptied_form_leaves_no_draft(centre: SmallCentre, child: UUID) -> None:
    keep(centre, "nurse", About(child), {"health_check.note": "begun"})
    keep(centre, "nurse", About(child), {"health_check.note": None})
    assert find(centre, "nurse", About(child)) is None


def test_the_emptied_fields_of_a_correction_stay_emptied(centre: SmallCentre, child: UUID) -> None:
    about, seen = About(child, uuid7()), uuid7()
    centre.do("nurse", drafts.keep, form_key="form", about=about, values={"goal.due_on": None}, seen=seen)
    found = find(centre, "nurse", about)
    assert found is not None
    assert (dict(found.values), found.seen) == ({"goal.due_on": None}, seen)


def test_a_discarded_draft_is_gone(centre: SmallCentre, child: UUID) -> None:
    keep(centre, "nurse", About(child), {"health_check.note": "begun"})
    centre.do("nurse", drafts.discard, form_key="form", about=About(child))
    assert find(centre, "nurse", About(child)) is None


def test_a_holders_note_is_sealed_in_the_draft_and_opened_for_her(centre: SmallCentre, child: UUID) -> None:
    keep(centre, "psychologist", About(child), {NOTE: "what she said"})
    assert b"what she said" not in centre.ask(lambda s: s.scalars(select(Draft.body)).one())
    found = find(centre, "psychologist", About(child))
    assert found is not None
    assert found.values[NOTE] == "what she said"


def test_of_a_note_its_typist_cannot_open_only_that_it_was_typed_is_kept(
    centre: SmallCentre, child: UUID
) -> None:
    values = {NOTE: "what she said", "counselling_session.mode": "IND"}
    keep(centre, "case_manager", About(child), values)
    assert b"what she said" not in centre.ask(lambda s: s.scalars(select(Draft.body)).one())
    assert centre.ask(lambda s: s.scalars(select(PersonKey)).all()) == []
    found = find(centre, "case_manager", About(child))
    assert found is not None
    assert (dict(found.values), found.unkept) == ({"counselling_session.mode": "IND"}, (NOTE,))


def test_a_note_does_not_open_for_her_once_the_key_is_taken_away(centre: SmallCentre, child: UUID) -> None:
    keep(centre, "psychologist", About(child), {NOTE: "what she said"})
    desk = centre.desk("psychologist")
    desk.keyring.forget()
    found = centre.ask(drafts.find, desk=desk, form_key="form", about=About(child))
    assert (dict(found.values), found.unkept) == ({}, (NOTE,))


def test_keeping_a_draft_writes_nothing_into_the_journal(centre: SmallCentre, child: UUID) -> None:
    before = centre.ask(lambda s: len(s.scalars(select(Change)).all()))
    keep(centre, "nurse", About(child), {"measurement.happened_on": date(2026, 11, 22)})
    assert centre.ask(lambda s: len(s.scalars(select(Change)).all())) == before


def test_saving_forgets_the_draft_in_the_same_step(centre: SmallCentre, child: UUID) -> None:
    values = {"measurement.weight": Decimal("12.9")}
    keep(centre, "nurse", About(child), values, "measurement")
    save(centre, child, values)
    assert find(centre, "nurse", About(child), "measurement") is None


def test_a_refused_save_keeps_the_draft(centre: SmallCentre, child: UUID) -> None:
    values = {"measurement.muac": 14}
    keep(centre, "nurse", About(child), values, "measurement")
    with pytest.raises(Exception, match="centimetres"):
        save(centre, child, values)
    assert find(centre, "nurse", About(child), "measurement") is not None


def save(centre: SmallCentre, child: UUID, values: dict[str, Any]) -> saving.Saved:
    from db.models import Measurement

    saved: saving.Saved = centre.do(
        "nurse", partial(saving.save_form, verb=health.measure), cls=Measurement, form_key="measurement",
        about=About(child), values=values,
    )  # fmt: skip
    return saved
