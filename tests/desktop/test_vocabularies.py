import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.i18n import TAGS, load
from desktop.resources import resource
from desktop.vocabularies import Code, vocabulary, vocabulary_names
from tests.house.source import name_of

COMPLETE = ("en", "ru", "kk")
APOSTROPHES = str.maketrans(dict.fromkeys("'`\u00b4\u2018\u2019\u02bb", "\u02bc"))


def every_code() -> Iterator[tuple[str, Code]]:
    for name in vocabulary_names():
        for code in vocabulary(name).codes:
            yield f"{name}.{code.code}", code


def glossary() -> dict[str, dict[str, str]]:
    with resource("i18n", "glossary.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().translate(APOSTROPHES)
    return plain.replace("ё", "е")


def harmful_words() -> re.Pattern[str]:
    """The list as one pattern: whole words, * for the rest of a word."""
    with resource("i18n", "stigma.csv").open(encoding="utf-8", newline="") as file:
        terms = [folded(row["term"]) for row in csv.DictReader(file)]
    patterns = [re.escape(term).replace(r"\*", r"\w*") for term in terms]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?!\w)")


def test_every_code_has_a_label_in_english_russian_and_kazakh() -> None:
    assert [(name, tag) for name, code in every_code() for tag in COMPLETE if not code.labels.get(tag)] == []


def test_labels_are_in_languages_that_we_know() -> None:
    assert {tag for _, code in every_code() for tag in code.labels} == set(TAGS)


@pytest.mark.parametrize("name", vocabulary_names())
def test_a_list_says_its_version_and_its_source(name: str) -> None:
    assert vocabulary(name).version >= 1
    assert len(vocabulary(name).source) > 5


def test_a_code_stands_only_once_in_its_list() -> None:
    assert [
        name
        for name in vocabulary_names()
        if len({code.code for code in vocabulary(name).codes}) != len(vocabulary(name).codes)
    ] == []


def test_codes_fit_into_the_column_that_holds_them() -> None:
    assert [name for name, code in every_code() if not 1 <= len(code.code) <= 32] == []


def test_labels_that_name_a_term_are_those_of_the_glossary() -> None:
    terms = glossary()
    wrong = [
        (name, tag, label)
        for name, code in every_code()
        for tag, label in code.labels.items()
        if code.term and terms[code.term][tag.replace("-", "_")] != label
    ]
    assert wrong == []


def test_a_term_of_the_glossary_is_taken_in_all_its_languages() -> None:
    assert [name for name, code in every_code() if code.term and set(code.labels) != set(TAGS)] == []


def test_no_label_holds_a_word_that_harms() -> None:
    harmful = harmful_words()
    assert [
        (name, tag, label)
        for name, code in every_code()
        for tag, label in code.labels.items()
        if harmful.search(folded(label))
    ] == []


def test_the_search_for_harmful_words_follows_the_rules_of_its_list() -> None:
    harmful = harmful_words()
    assert harmful.search(folded("Вдова Боевика"))
    assert harmful.search(folded("ребенок боевиков"))
    assert harmful.search(folded("fighter's wives"))
    assert harmful.search(folded("nikohsiz tug'ilgan"))
    assert not harmful.search(folded("радио"))
    assert not harmful.search(folded("child of a family that has returned"))


def test_labels_are_written_in_composed_letters_and_the_signs_of_their_language() -> None:
    assert [
        (name, tag, label)
        for name, code in every_code()
        for tag, label in code.labels.items()
        if label != unicodedata.normalize("NFC", label).strip()
        or (tag == "uz-Latn" and re.search("['`\u2018\u2019]", label))
        or (tag in {"ru", "kk", "uz-Cyrl", "tg", "ky"} and "\u02bb" in label and "ʻzbek" not in label)
    ] == []


def test_roles_and_recipients_of_the_access_table_have_labels() -> None:
    with resource("access.toml").open("rb") as file:
        access = tomllib.load(file)
    assert [role for role in access["role"] if role not in vocabulary("role")] == []
    assert [one for one in access["recipient"] if one not in vocabulary("recipient")] == []


def test_stages_have_one_short_label_each() -> None:
    assert [code.code for code in vocabulary("stage_short").codes] == [
        code.code for code in vocabulary("stage").codes
    ]


def test_a_relative_is_named_from_both_sides() -> None:
    assert [code.code for code in vocabulary("relationship_of").codes] == [
        code.code for code in vocabulary("relationship").codes
    ]


def test_interface_languages_are_the_ones_we_have() -> None:
    names = {code.code: code.labels["en"] for code in vocabulary("interface_language").codes}
    assert names == {tag: load(tag).name for tag in TAGS}


def test_a_list_is_read_once() -> None:
    assert vocabulary("attendance") is vocabulary("attendance")


def test_a_label_falls_back_to_english_and_then_to_the_code() -> None:
    answers = vocabulary("arrival_state")
    assert answers.label("HERE", "ru") == "На месте"
    assert answers.label("HERE", "tg") == "Here"
    assert answers.label("SOMEWHERE", "ru") == "SOMEWHERE"


def test_a_value_outside_the_list_is_a_key_error() -> None:
    assert vocabulary("sex").code("F").labels["en"] == "Female"
    assert "X" not in vocabulary("sex")
    with pytest.raises(KeyError):
        vocabulary("sex").code("X")


def test_a_retired_code_is_read_and_not_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kind.toml"
    file.write_text(
        'version = 2\nsource = "here"\n[[code]]\ncode = "A"\nen = "One"\n'
        '[[code]]\ncode = "B"\nen = "Two"\nretired = true\nnote = "since 2026"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("desktop.vocabularies.resource", lambda *parts: tmp_path.joinpath(*parts[1:]))
    kind = vocabulary.__wrapped__("kind")
    assert [code.code for code in kind.offered()] == ["A"]
    assert kind.label("B", "ru") == "Two"


def test_nothing_but_lists_lies_in_the_folder_of_lists() -> None:
    assert [name_of(path) for path in resource("vocabularies").iterdir() if path.suffix != ".toml"] == []
