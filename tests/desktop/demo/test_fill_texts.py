"""The sentences of the demonstration: complete in every language, short enough, and calm."""

import csv
import re
from collections.abc import Iterator

import pytest

from db.models import FamilyMeeting, Goal, MustKnow, OwnWords, SchoolPlacement
from desktop.demo.fill_texts import Chance, texts
from desktop.programmes import programme, programme_tags
from desktop.resources import resource
from desktop.vocabularies import vocabulary

TAGS = sorted(
    {tag for one in programme_tags() for tag in programme(one).languages if tag != "en"} - {"uz-Cyrl"}
)
# Place of a sentence -> the column it is written to.
COLUMNS = {
    "allergy": MustKnow.text,
    "medicine": MustKnow.text,
    "limits": MustKnow.text,
    "not_by": MustKnow.text,
    "interpreter": MustKnow.text,
    "schools": SchoolPlacement.school,
    "kindergartens": SchoolPlacement.school,
    "words": OwnWords.words,
    "meeting": FamilyMeeting.agreed,
}


def sentences(tag: str) -> Iterator[str]:
    for name, found in texts(tag).items():
        if name in ("version", "source"):
            continue
        for one in found.values() if isinstance(found, dict) else [found]:
            yield from [one] if isinstance(one, str) else one


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_has_a_sentence_for_every_place(tag: str) -> None:
    assert texts(tag).keys() == texts("ru").keys()
    assert texts(tag)["goals"].keys() == texts("ru")["goals"].keys()
    assert all(sentence.strip() for sentence in sentences(tag))


@pytest.mark.parametrize("tag", TAGS)
def test_every_sentence_fits_where_it_is_written(tag: str) -> None:
    for place, column in COLUMNS.items():
        most = column.type.length
        assert [text for text in texts(tag)[place] if len(text) > most] == []
    assert all(len(text) <= Goal.text.type.length for goals in texts(tag)["goals"].values() for text in goals)


def test_goals_are_for_domains_that_exist() -> None:
    domains = {code.code for code in vocabulary("service_domain").codes}
    assert set(texts("ru")["goals"]) <= domains


@pytest.mark.parametrize("tag", TAGS)
def test_no_sentence_names_an_operation_or_a_country_of_return(tag: str) -> None:
    words = {word for one in programme_tags() for word in programme(one).operation_words}
    words |= {"Сирия", "Сурия", "Suriya", "Ирак", "Ироқ", "Iroq"}
    pattern = re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)
    assert [sentence for sentence in sentences(tag) if pattern.search(sentence)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_sentence_has_a_word_that_is_never_printed(tag: str) -> None:
    with resource("i18n", "stigma.csv").open(encoding="utf-8", newline="") as file:
        never = [row["term"] for row in csv.DictReader(file)]
    stems = (re.escape(term.strip("*")).replace(r"\*", r"\w*") for term in never)
    pattern = re.compile("|".join(rf"\b{stem}" for stem in stems), re.IGNORECASE)
    assert pattern.search("бывший боевик")
    assert [sentence for sentence in sentences(tag) if pattern.search(sentence)] == []


def test_the_same_person_has_the_same_luck() -> None:
    one, other = (Chance("kz/1/p000001", programme("kz-zhusan"), ("kk", "ru")) for _ in range(2))
    assert [one.whole(1, 100) for _ in range(20)] == [other.whole(1, 100) for _ in range(20)]
    assert one.text("words") == other.text("words")


def test_only_who_speaks_russian_is_written_about_in_russian() -> None:
    country = programme("kz-zhusan")
    speaking = {Chance(f"a/{seed}", country, ("kk", "ru")).language for seed in range(50)}
    others = {Chance(f"a/{seed}", country, ("kk", "ar")).language for seed in range(50)}
    assert (speaking, others) == ({"kk", "ru"}, {"kk"})
