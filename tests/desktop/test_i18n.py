import io
import json
from datetime import date
from decimal import Decimal
from gettext import GNUTranslations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import TAGS, Language, load, tag_of
from desktop.rules import partial_dates as said
from desktop.rules.ages import age_range
from desktop.rules.partial_dates import PartialDate
from tests import texts
from tests.desktop.test_vocabularies import folded, harmful_words

TODAY = date(2026, 11, 22)
NO_BREAK = "\u00a0"
LONG_DAYS = {
    "en": "5 March 2026",
    "ru": "5 марта 2026 г.",
    "kk": "2026 жылғы 5 наурыз",
    "uz-Latn": "2026-yil 5-mart",
    "uz-Cyrl": "2026 йил 5 март",
    "tg": "5 марти соли 2026",
    "ky": "2026-жылдын 5-марты",
}


def age(born: PartialDate, tag: str = "en", *, short: bool = False) -> str:
    found = age_range(born, TODAY)
    assert found is not None
    return load(tag).age_short(found) if short else load(tag).age(found)


def translated(tag: str, strings: dict[texts.Msgid, str | tuple[str, ...]]) -> Language:
    """The language with a catalogue of these texts only, through the bytes of a real .mo file."""
    catalogue = texts.PlainCatalog(tag)
    for message, string in strings.items():
        catalogue.add(message, string)
    found = load(tag)
    return Language(found.tag, found.name, found.facts, GNUTranslations(io.BytesIO(texts.as_mo(catalogue))))


def test_uz_means_uzbek_in_latin_letters() -> None:
    assert load("uz") is not None
    assert (tag_of("uz"), tag_of("uz_Cyrl"), tag_of("RU")) == ("uz-Latn", "uz-Cyrl", "ru")


def test_a_language_we_lack_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load("fr")


def test_a_text_without_translation_stays_english() -> None:
    assert load("ky").text("A text nobody has written") == "A text nobody has written"


def test_an_empty_text_is_not_the_header_of_the_catalogue() -> None:
    assert translated("ru", {"Save": "Сохранить"}).text("") == ""


def test_a_text_is_translated() -> None:
    assert translated("ru", {"Save": "Сохранить"}).text("Save") == "Сохранить"


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "детей"),
        (1, "ребёнок"),
        (2, "ребёнка"),
        (5, "детей"),
        (11, "детей"),
        (21, "ребёнок"),
        (24, "ребёнка"),
    ],
)
def test_russian_has_three_plural_forms(n: int, expected: str) -> None:
    russian = translated("ru", {("{n} child", "{n} children"): ("{n} ребёнок", "{n} ребёнка", "{n} детей")})
    assert russian.plural("{n} child", "{n} children", n).format(n=n) == f"{n} {expected}"


def test_a_plural_without_translation_is_english() -> None:
    assert load("en").plural("{n} child", "{n} children", 1) == "{n} child"
    assert load("tg").plural("{n} zebra", "{n} zebras", 3) == "{n} zebras"


@pytest.mark.parametrize("tag", TAGS)
def test_a_short_day_is_the_same_in_every_language(tag: str) -> None:
    assert load(tag).day(date(2026, 3, 5)) == "05.03.2026"


@pytest.mark.parametrize("tag", TAGS)
def test_a_long_day_has_the_month_in_the_form_a_date_asks_for(tag: str) -> None:
    assert load(tag).long_day(date(2026, 3, 5)) == LONG_DAYS[tag]


def test_kyrgyz_months_follow_the_harmony_of_vowels() -> None:
    days = [load("ky").long_day(date(2026, month, 5)).rpartition("-")[2] for month in (3, 8, 11)]
    assert days == ["марты", "августу", "ноябры"]


def test_a_due_list_names_the_weekday() -> None:
    friday = date(2026, 11, 27)
    assert load("en").weekday_day(friday) == "Fri 27 Nov"
    assert load("ru").weekday_day(friday) == "пт 27 нояб."
    assert load("kk").weekday_day(friday) == "жм 27 қар."


def test_a_moment_is_told_in_the_zone_of_the_centre() -> None:
    moment = 1_795_344_120_000
    assert load("ru").moment(moment, "UTC") == "22.11.2026 10:42"
    assert load("ru").moment(moment, "Asia/Aqtau") == "22.11.2026 15:42"
    assert load("en").clock(moment, "Asia/Bishkek") == "16:42"
    assert load("en").moment(1_795_390_000_000, "Asia/Tashkent") == "23.11.2026 04:26"


@pytest.mark.parametrize(
    ("born", "english", "russian"),
    [
        (said.exact(date(2019, 3, 5)), "05.03.2019", "05.03.2019"),
        (said.month(2023, 3), "March 2023", "март 2023 г."),
        (said.season(2023, "spring"), "spring 2023", "весна 2023 г."),
        (said.season(2023, "winter"), "winter 2023", "зима 2023 г."),
        (said.year(2019), "2019", "2019 г."),
        (said.about(2019), "about 2019", "примерно 2019 г."),
        (said.between(date(1985, 1, 1), date(1990, 12, 31)), "1985–1990", "1985–1990 гг."),
        (
            said.between(date(2019, 3, 5), date(2019, 4, 9)),
            "05.03.2019 – 09.04.2019",
            "05.03.2019 – 09.04.2019",
        ),
        (said.season(2020, "spring or summer"), "01.03.2020 – 31.08.2020", "01.03.2020 – 31.08.2020"),
        (said.hijri_day(1440, 9, 5), "5 Ramadan 1440 AH", "5 рамадана 1440 г. х."),
        (said.hijri_month(1440, 9), "Ramadan 1440 AH", "месяц рамадана 1440 г. х."),
        (said.hijri_year(1440), "1440 AH", "1440 г. х."),
        (said.unknown(), "unknown", "неизвестно"),
    ],
)
def test_a_date_known_in_part_is_said_as_it_was_told(born: PartialDate, english: str, russian: str) -> None:
    assert load("en").partial(born) == english
    assert load("ru").partial(born) == russian


@pytest.mark.parametrize("words", ["about May 2019", "about winter 2019", "about 2019", "about 05.05.2019"])
@pytest.mark.parametrize("year", range(2014, 2027))
def test_about_says_again_what_was_told(words: str, year: int) -> None:
    told = words.replace("2019", str(year))
    assert load("en").partial(said.parse(told)) == told


@given(st.dates(date(1900, 1, 1), date(2080, 12, 31)))
def test_what_is_printed_is_read_back_as_the_same_month_season_and_year(day: date) -> None:
    names = ("winter", "spring", "summer", "autumn")
    for born in (
        said.month(day.year, day.month),
        said.season(day.year, names[day.day % 4]),
        said.year(day.year),
    ):
        again = said.parse(load("en").partial(born))
        assert (again.earliest, again.latest) == (born.earliest, born.latest)


def test_a_month_carries_the_link_to_its_year_where_the_language_asks_for_it() -> None:
    march = said.month(2023, 3)
    assert load("tg").partial(march) == "марти соли 2023"
    assert load("ky").partial(march) == "2023-жылдын марты"
    assert load("kk").partial(march) == "2023 жылғы наурыз"
    assert load("uz").partial(march) == "2023-yil mart"


@pytest.mark.parametrize(
    ("born", "long", "short"),
    [
        (said.exact(date(2026, 4, 1)), "7 m", "7 m"),
        (said.exact(date(2024, 12, 1)), "23 m", "23 m"),
        (said.exact(date(2024, 11, 22)), "2 y", "2"),
        (said.exact(date(2023, 6, 20)), "3 y 5 m", "3"),
        (said.exact(date(2020, 11, 22)), "6 y", "6"),
        (said.exact(date(1997, 2, 3)), "29 y", "29"),
        (said.year(2014), "11–12 y", "11–12"),
        (said.month(2026, 4), "6–7 m", "6–7 m"),
        (said.about(2024), "0–3 y", "≈ 1"),
        (said.between(date(1985, 1, 1), date(1990, 12, 31)), "35–41 y", "≈ 38"),
    ],
)
def test_an_age_is_as_exact_as_the_birth_date(born: PartialDate, long: str, short: str) -> None:
    assert age(born) == long
    assert age(born, short=True) == short


def test_ages_have_the_units_of_the_language() -> None:
    child = said.exact(date(2023, 6, 20))
    assert [age(child, tag) for tag in ("ru", "kk", "uz", "tg", "ky")] == [
        "3 г. 5 мес.",
        "3 жас 5 ай",
        "3 yosh 5 oy",
        "3 солу 5 моҳа",
        "3 жаш 5 ай",
    ]


@pytest.mark.parametrize(
    ("born", "expected"), [(2005, "21 год"), (2002, "24 года"), (1997, "29 лет"), (2015, "11 лет")]
)
def test_russian_years_agree_with_their_number(born: int, expected: str) -> None:
    assert age(said.exact(date(born, 1, 5)), "ru") == expected


def test_after_a_range_the_word_agrees_with_the_last_number() -> None:
    assert age(said.year(2005), "ru") == "20–21 год"


def test_numbers_have_the_decimal_sign_of_the_language() -> None:
    assert load("ru").number(Decimal("12.50")) == "12,50"
    assert load("en").number(Decimal("12.50")) == "12.50"
    assert load("kk").number(1_234_567) == f"1{NO_BREAK}234{NO_BREAK}567"
    assert load("ru").number(Decimal("-2.315"), 2) == "−2,32"
    assert load("ru").number(Decimal("-0.04"), 1) == "0,0"
    assert load("uz").number(7, 1) == "7,0"
    assert load("en").number(Decimal("1E+3")) == f"1{NO_BREAK}000"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_a_printed_number_is_the_number(value: Decimal) -> None:
    printed = load("ru").number(value)
    assert Decimal(printed.replace(NO_BREAK, "").replace("−", "-").replace(",", ".")) == value


@pytest.mark.parametrize("tag", TAGS)
def test_letters_sort_in_the_order_of_the_alphabet(tag: str) -> None:
    language = load(tag)
    letters = language.facts["alphabet"].split()
    mixed = letters[::-1]
    assert sorted(mixed, key=language.sort_key) == letters
    assert sorted([letter.upper() for letter in mixed], key=language.sort_key) == [
        letter.upper() for letter in letters
    ]


def test_uzbek_letters_of_two_signs_stand_at_the_end_of_the_alphabet() -> None:
    names = ["Shavkat", "Oʻktam", "Chori", "Zokir", "Sobir", "Gʻani", "Olim", "Guli"]
    assert sorted(names, key=load("uz").sort_key) == [
        "Guli", "Olim", "Sobir", "Zokir", "Oʻktam", "Gʻani", "Shavkat", "Chori",
    ]  # fmt: skip


def test_every_apostrophe_of_uzbek_sorts_alike_and_the_tutuq_does_not_count() -> None:
    key = load("uz").sort_key
    assert key("O'ktam") == key("O‘ktam") == key("Oʻktam") == key("O`ktam")
    assert key("San'at") == key("Sanʼat") == key("Sanat")
    # Here s and h are two letters.
    assert key("Isʼhoq") != key("Ishoq")


def test_letters_of_a_neighbours_alphabet_stand_beside_their_kin() -> None:
    names = ["Яна", "Қанат", "Камила", "Әсел", "Борис", "Асель", "Ҷамила", "Чулпан"]
    assert sorted(names, key=load("ru").sort_key) == [
        "Асель", "Әсел", "Борис", "Камила", "Қанат", "Чулпан", "Ҷамила", "Яна",
    ]  # fmt: skip


def test_the_language_decides_where_a_letter_stands() -> None:
    names = ["Үміт", "Уәли", "Фарида", "Яков", "Өмір", "Орал"]
    assert sorted(names, key=load("kk").sort_key) == ["Орал", "Өмір", "Уәли", "Үміт", "Фарида", "Яков"]
    uzbek = ["Ўктам", "Уста", "Яхё", "Қодир", "Карим"]
    assert sorted(uzbek, key=load("uz-Cyrl").sort_key) == ["Карим", "Уста", "Яхё", "Ўктам", "Қодир"]


def test_own_script_comes_first_and_spaces_before_letters() -> None:
    names = ["Aigul", "Ан Борис", "Анна", "أمينة", "Ан-Алия"]
    assert sorted(names, key=load("ru").sort_key) == ["Ан-Алия", "Ан Борис", "Анна", "Aigul", "أمينة"]


@given(st.text(max_size=30))
def test_any_text_has_a_sort_key(text: str) -> None:
    for tag in TAGS:
        assert all(rank > 0 for rank in load(tag).sort_key(text))


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_file_says_all_that_the_english_one_says(tag: str) -> None:
    facts, english = load(tag).facts, load("en").facts
    assert facts.keys() == english.keys()
    for table in ("dates", "ages"):
        assert facts[table].keys() == english[table].keys()
    assert [len(facts[name]) for name in ("months", "months_alone", "months_short", "hijri_months")] == [
        12
    ] * 4
    assert (len(facts["weekdays_short"]), len(facts["seasons"])) == (7, 4)
    assert all(len(forms) == texts.forms_of(tag) for forms in facts["ages"].values())


@pytest.mark.parametrize(
    ("tag", "letters"),
    [("ru", 33), ("kk", 42), ("uz-Latn", 29), ("uz-Cyrl", 35), ("tg", 35), ("ky", 36), ("en", 26)],
)
def test_alphabets_are_whole(tag: str, letters: int) -> None:
    assert len(set(load(tag).facts["alphabet"].split())) == letters


def test_a_label_comes_in_the_language() -> None:
    assert load("kk").label("attendance", "PRESENT") == "Қатысты"
    assert load("en").label("attendance", "NEVER_HEARD_OF") == "NEVER_HEARD_OF"


# The catalogues.


def test_the_catalogues_hold_the_texts_of_the_source() -> None:
    assert texts.TEMPLATE.read_bytes() == texts.template(), "run: python -m tests.texts"


@pytest.mark.parametrize("tag", texts.TRANSLATED)
def test_a_catalogue_and_its_compiled_form_are_in_step_with_the_source(tag: str) -> None:
    catalogue = texts.catalogue_of(tag, texts.kept(tag))
    folder = texts.folder_of(tag)
    assert (folder / "umid.po").read_bytes() == texts.as_po(catalogue), "run: python -m tests.texts"
    assert (folder / "umid.mo").read_bytes() == texts.as_mo(catalogue), "run: python -m tests.texts"


def test_russian_lacks_no_text() -> None:
    assert list(texts.missing("ru")) == []


def test_kazakh_lacks_no_text_of_papers_and_forms() -> None:
    assert list(texts.missing("kk", "desktop/reports/", "desktop/forms/")) == []


@pytest.mark.parametrize("tag", texts.TRANSLATED)
def test_a_translation_has_the_placeholders_and_keys_of_its_text(tag: str) -> None:
    problems = {
        message: texts.problem_of(tag, message, string)
        for message, string in texts.kept(tag).items()
        if message in texts.collected()
    }
    assert {message: problem for message, problem in problems.items() if problem} == {}


@pytest.mark.parametrize("tag", texts.TRANSLATED)
def test_no_translation_holds_a_word_that_harms(tag: str) -> None:
    harmful = harmful_words()
    strings = texts.kept(tag).values()
    assert [
        one for one in strings if harmful.search(folded(" ".join([one] if isinstance(one, str) else one)))
    ] == []


def test_no_text_of_the_source_holds_a_word_that_harms() -> None:
    harmful = harmful_words()
    assert [one for one in texts.collected() if harmful.search(folded(texts.first_of(one)))] == []


def test_texts_are_found_wherever_they_are_marked(tmp_path: Path) -> None:
    source = tmp_path / "screen.py"
    source.write_text(
        'a = _("One")\nb = N_("Two")\nc = language.text("Three")\n'
        'd = language.plural("{n} four", "{n} fours", n)\ne = f("Five")\n',
        encoding="utf-8",
    )
    found = [message for _, message, _, _ in texts.extract_from_file("python", source, texts.KEYWORDS)]
    assert found == ["One", "Two", "Three", ("{n} four", "{n} fours")]


@pytest.fixture
def two_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two texts, with a Russian folder of its own."""
    found = {"Save {name}": ("desktop/a.py",), ("{n} child", "{n} children"): ("desktop/forms/b.py",)}
    monkeypatch.setattr(texts, "collected", lambda: found)
    monkeypatch.setattr(texts, "folder_of", lambda _tag: tmp_path)
    return tmp_path


def test_what_is_missing_can_be_filled_in_and_is_compiled(two_texts: Path) -> None:
    assert texts.missing("ru") == {"Save {name}": "", "{n} child": ["", "", ""]}
    given_back = {"Save {name}": "Сохранить {name}", "{n} child": ["{n} ребёнок", "{n} ребёнка", "{n} детей"]}
    assert texts.fill("ru", given_back) == []
    assert texts.missing("ru") == {}
    with (two_texts / "umid.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    assert compiled.gettext("Save {name}") == "Сохранить {name}"
    assert compiled.ngettext("{n} child", "{n} children", 22) == "{n} ребёнка"


def test_missing_texts_can_be_asked_for_by_room(two_texts: Path) -> None:
    assert two_texts.is_dir()
    assert list(texts.missing("ru", "desktop/forms/")) == ["{n} child"]


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("Save {name}", "Сохранить {имя}"),
        ("Save {name}", "Сохранить"),
        ("{n} child", ["{n} ребёнок", "{n} детей"]),
        ("{n} child", ["{n} ребёнок", "{n} ребёнка", "{many} детей"]),
        ("Save", "Сохранить"),
    ],
)
def test_a_translation_that_would_break_is_left_out(
    two_texts: Path, text: str, translation: texts.Translation
) -> None:
    assert len(texts.fill("ru", {text: translation})) == 1
    assert (two_texts / "umid.po").is_file()
    assert len(texts.missing("ru")) == 2


def test_a_translation_waits_while_its_text_is_away(two_texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts.fill("ru", {"Save {name}": "Сохранить {name}"}) == []
    both = texts.collected()
    monkeypatch.setattr(texts, "collected", lambda: {"Print": ("desktop/a.py",)})
    texts.write("ru", texts.kept("ru"))
    assert b"#~ msgid" in (two_texts / "umid.po").read_bytes()
    monkeypatch.setattr(texts, "collected", lambda: both)
    texts.write("ru", texts.kept("ru"))
    assert list(texts.missing("ru")) == ["{n} child"]


def test_the_command_prints_what_is_missing_as_json(
    two_texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = two_texts / "given.json"
    file.write_text(json.dumps({"Save {name}": "Сохранить {name}"}), encoding="utf-8")
    assert texts.main(["fill", "ru", str(file)]) == 0
    assert texts.main(["missing", "ru"]) == 0
    assert json.loads(capsys.readouterr().out) == {"{n} child": ["", "", ""]}
    assert texts.main(["sing"]) == 2
