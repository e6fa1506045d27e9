"""The arrival list of an invented flight, as an embassy would have sent it."""

from desktop.demo.members import DemoFamily, DemoPerson
from desktop.demo.names import TRANSLITERATION
from desktop.demo.people import DemoPlan
from desktop.exchange.manifest_rows import ManifestRow


def manifest_rows(plan: DemoPlan, arrival: int | None = None) -> tuple[ManifestRow, ...]:
    """One flight's people as lines of a list, numbered from 1; all flights without `arrival`."""
    families = [family for family in plan.families if arrival in (None, family.arrival)]
    people = [(family, person) for family in families for person in family.members]
    number_of = {person.key: number for number, (_, person) in enumerate(people, start=1)}
    return tuple(
        _row(family, person, number_of[person.key], number_of.get(person.mother)) for family, person in people
    )


def _row(family: DemoFamily, person: DemoPerson, number: int, mother: int | None) -> ManifestRow:
    name = person.name
    latin = next(n for n in person.names if n.kind == TRANSLITERATION and n.script == "Latn")
    identity = person.numbers[0] if person.numbers else None
    return ManifestRow(
        line=number + 1,
        number=str(number),
        household=family.label,
        surname=name.surname,
        given=name.given,
        patronymic=name.patronymic,
        printed=f"{latin.surname} {latin.given}",
        sex=person.sex,
        born=person.born,
        category=person.category,
        relation=person.relation,
        mother=str(mother) if mother else "",
        mother_line=mother + 1 if mother else None,
        citizenship=person.citizenship,
        document_kind=person.document_kind,
        document_number=person.document_number,
        identity_kind=identity.kind if identity else "",
        identity_number=identity.number if identity else "",
        languages=person.languages,
        urgent=person.urgent,
    )
