from datetime import timedelta
from uuid import UUID

import pytest

from db.models import Name
from db.queries.people import names_of
from db.queries.records import page
from desktop.errors import Refused
from desktop.services import names, people
from tests.desktop.small_vault import TODAY, SmallCentre


def said(**values: object) -> dict[str, object]:
    return {f"name.{name}": value for name, value in values.items()}


def kept(centre: SmallCentre, person: UUID) -> dict[str, str]:
    desk = centre.desk("case_manager")
    found = centre.ask(page, desk.access, desk.actor, Name, person)
    return {row.values["surname"]: row.values["kind"] for row in found.rows}


def test_a_further_legal_name_is_a_change_of_name(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    centre.do(
        "case_manager", names.save_name, person_id=person,
        values=said(
            kind="legal", script="Cyrl", surname="Бекова", given="Сәуле", from_on=TODAY - timedelta(days=2),
            source="decision 14",
        ),
    )  # fmt: skip
    assert kept(centre, person) == {"Оразова": "former", "Бекова": "legal"}
    assert centre.ask(names_of, [person]) == {person: "Бекова Сәуле"}


def test_a_change_of_name_without_its_decision_is_refused(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    with pytest.raises(Refused) as refused:
        centre.do(
            "case_manager", names.save_name, person_id=person, values=said(kind="legal", surname="Бекова")
        )
    assert refused.value.field == "name.source"
    assert kept(centre, person) == {"Оразова": "legal"}


def test_a_spelling_in_another_script_changes_no_legal_name(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    centre.do(
        "case_manager", names.save_name, person_id=person,
        values=said(kind="transliteration", script="Latn", surname="Orazova", given="Saule"),
    )  # fmt: skip
    assert kept(centre, person) == {"Оразова": "legal", "Orazova": "transliteration"}


def test_a_slip_in_a_name_is_corrected_in_place(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    desk = centre.desk("case_manager")
    (row,) = centre.ask(page, desk.access, desk.actor, Name, person).rows
    centre.do(
        "case_manager", names.save_name, person_id=person, record_id=row.id,
        values=said(kind="legal", script="Cyrl", surname="Уразова", given="Сәуле"),
    )  # fmt: skip
    assert kept(centre, person) == {"Уразова": "legal"}
    with pytest.raises(Refused) as refused:
        centre.do(
            "case_manager", names.save_name, person_id=person, record_id=row.id, values=said(surname=" ")
        )
    assert refused.value.field == "name.surname"


def test_identity_is_corrected_without_repeating_the_names(centre: SmallCentre) -> None:
    person = centre.person("Оразова", "Сәуле", "1990")
    centre.do(
        "case_manager", people.save_identity, person_id=person, values={"identity.birth_place": "Ақтау"}
    )
    assert kept(centre, person) == {"Оразова": "legal"}
