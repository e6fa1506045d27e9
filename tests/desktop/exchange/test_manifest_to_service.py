from desktop.demo.manifests import manifest_rows
from desktop.demo.people import plan
from desktop.exchange.manifest_rows import ManifestReading, ManifestRow
from desktop.exchange.manifest_to_service import expected
from desktop.rules.partial_dates import parse, unknown


def reading(*rows: ManifestRow) -> ManifestReading:
    return ManifestReading((), rows, (), ())


MOTHER = ManifestRow(
    line=2, number="1", household="7", surname="Ахметова", given="Сауле", sex="F",
    printed="AKHMETOVA SAULE NUR",
    born=parse("1990"), category="W", relation="HEAD", identity_kind="KZ_IIN", identity_number="900512450019",
    document_kind="PASSPORT", document_number="N12345678", languages=("kk", "ru"), urgent=("FEVER",),
)  # fmt: skip
SON = ManifestRow(
    line=3, number="2", household="7", given="Тимур", sex="M", relation="CHILD", mother="1", mother_line=2
)
NIECE = ManifestRow(line=4, number="3", household="7", given="Aisha", sex="F", relation="NIECE_NEPHEW")


def test_a_mother_comes_with_her_names_numbers_and_what_cannot_wait() -> None:
    one = expected(reading(MOTHER))[0]
    assert (one.surname, one.given, one.patronymic, one.script) == ("Ахметова", "Сауле", None, "Cyrl")
    assert one.latin == ("AKHMETOVA", "SAULE NUR")
    assert one.numbers == (("KZ_IIN", "900512450019"), ("PASSPORT", "N12345678"))
    assert (one.urgent, one.languages, one.is_head, one.household) == (("FEVER",), ("kk", "ru"), True, "7")


def test_kinship_is_what_the_list_says_and_the_mother_is_named_once() -> None:
    people = expected(reading(MOTHER, SON, NIECE))
    assert [one.relatives for one in people] == [(), (("MOTHER", 2),), (("AUNT", 2),)]


def test_a_mother_whose_line_was_kept_back_is_not_pointed_at() -> None:
    assert expected(reading(SON))[0].relatives == ()


def test_who_has_no_household_is_one_of_her_own() -> None:
    alone = ManifestRow(line=9, number="8", given="Aisha", sex="F")
    other = ManifestRow(line=10, number="9", given="Maryam", sex="F")
    people = expected(reading(alone, other))
    assert [(one.household, one.is_head, one.script) for one in people] == [
        ("#8", True, "Latn"),
        ("#9", True, "Latn"),
    ]


def test_a_name_that_stands_only_in_latin_letters_is_the_name() -> None:
    one = expected(reading(ManifestRow(line=2, printed="SAIDOVA MADINA", sex="F")))[0]
    assert (one.surname, one.given, one.script) == ("SAIDOVA", "MADINA", "Latn")


def test_an_unknown_birth_stays_empty() -> None:
    assert expected(reading(ManifestRow(line=2, given="A", born=unknown())))[0].born is None


def test_a_whole_flight_goes_over_without_loss() -> None:
    rows = manifest_rows(plan("kz-zhusan", 3, 200))
    people = expected(reading(*rows))
    assert [one.line for one in people] == [row.line for row in rows]
    known = {one.line for one in people}
    assert all(line in known for one in people for _kind, line in one.relatives)
    heads = [one for one in people if one.is_head]
    assert len(heads) == len({one.household for one in people})
