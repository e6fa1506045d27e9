"""Collects the texts of the source and keeps the translations in step with it.

python -m tests.texts                  collect, update every umid.po, compile every umid.mo
python -m tests.texts missing ru       what has no translation yet, as JSON that can be filled in
python -m tests.texts fill ru FILE     merge such a JSON: {text: translation, or a list of plural forms}

The files are written so that two runs over the same source give the same bytes: sorted, without line
numbers, dates or versions.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desktop.i18n import TAGS, load, tag_of
from desktop.resources import resource
from tests.house.source import imports_of, name_of, python_files

Msgid = str | tuple[str, str]
Translation = str | list[str]

TRANSLATED = tuple(tag for tag in TAGS if tag != "en")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "text": None, "plural": (1, 2)}
TEMPLATE = resource("i18n", "umid.pot")
DEMO = "desktop/demo/"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class PlainCatalog(Catalog):
    """A catalogue whose header names language and plural rule and nothing that changes by itself."""

    def __init__(self, tag: str = "") -> None:
        super().__init__(fuzzy=False)
        self.tag = tag
        self.header_comment = ""
        if tag:
            # Babel has no plural rule for Tajik; ours stands in the language's own file.
            self._num_plurals = forms_of(tag)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header of the .po and the .mo."""
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]
        if not self.tag:
            return headers
        plural = str(load(self.tag).facts["plural"])
        return [("Language", self.tag.replace("-", "_")), ("Plural-Forms", plural), *headers]


def folder_of(tag: str) -> Path:
    return resource("i18n", tag.replace("-", "_"))


def forms_of(tag: str) -> int:
    """How many plural forms a language has."""
    return int(load(tag).facts["plural"].partition("nplurals=")[2].partition(";")[0])


@cache
def collected() -> dict[Msgid, tuple[str, ...]]:
    """Every text of the source, with the files it stands in."""
    found: dict[Msgid, set[str]] = {}
    for path in python_files("desktop", "db"):
        for _, message, _, _ in extract_from_file("python", path, keywords_of(path)):
            found.setdefault(message, set()).add(name_of(path))
    return {message: tuple(sorted(found[message])) for message in sorted(found, key=first_of)}


def keywords_of(path: Path) -> dict[str, tuple[int, ...] | None]:
    """The calls that hold texts for people; SQL and the demonstration have a `text` of their own."""
    name = name_of(path)
    if "sqlalchemy.text" in imports_of(path) or not name.startswith("desktop/") or name.startswith(DEMO):
        return {name: places for name, places in KEYWORDS.items() if name != "text"}
    return KEYWORDS


def first_of(message: Msgid) -> str:
    """The text itself, or the singular of a text with a number in it."""
    return message if isinstance(message, str) else message[0]


def kept(tag: str) -> dict[Msgid, str | tuple[str, ...]]:
    """The translations that are on file, those of texts that left the source among them."""
    path = folder_of(tag) / "umid.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        read = read_po(file, abort_invalid=True)
    messages = [*(message for message in read if message.id), *read.obsolete.values()]
    return {message.id: message.string for message in messages if is_translated(message.string)}


def is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and all([string] if isinstance(string, str) else string or [""])


def catalogue_of(tag: str, translations: dict[Msgid, str | tuple[str, ...]]) -> PlainCatalog:
    catalogue = PlainCatalog(tag)
    for message, files in collected().items():
        empty = "" if isinstance(message, str) else ("",) * forms_of(tag)
        catalogue.add(message, translations.get(message, empty), locations=[(name, None) for name in files])
    for message in sorted(translations.keys() - collected().keys(), key=first_of):
        catalogue.obsolete[message] = Message(message, translations[message])
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=0, sort_output=True, include_lineno=False)
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def template() -> bytes:
    catalogue = PlainCatalog()
    for message, files in collected().items():
        catalogue.add(message, locations=[(name, None) for name in files])
    return as_po(catalogue)


def write(tag: str, translations: dict[Msgid, str | tuple[str, ...]]) -> None:
    catalogue = catalogue_of(tag, translations)
    (folder_of(tag) / "umid.po").write_bytes(as_po(catalogue))
    (folder_of(tag) / "umid.mo").write_bytes(as_mo(catalogue))


def update() -> str:
    TEMPLATE.write_bytes(template())
    for tag in TRANSLATED:
        write(tag, kept(tag))
    counts = ", ".join(f"{tag} {len(missing(tag))}" for tag in TRANSLATED)
    return f"{len(collected())} texts; without a translation: {counts}\n"


def missing(tag: str, *rooms: str) -> dict[str, Translation]:
    """Texts without a translation, in these rooms or everywhere, in the form that `fill` reads."""
    on_file = kept(tag)
    return {
        first_of(message): "" if isinstance(message, str) else [""] * forms_of(tag)
        for message, files in collected().items()
        if message not in on_file and (not rooms or any(name.startswith(rooms) for name in files))
    }


def fill(tag: str, given: dict[str, Translation]) -> list[str]:
    """Merge translations; the problems of those that were left out."""
    known = {first_of(message): message for message in collected()}
    translations, problems = kept(tag), []
    for text, translation in given.items():
        problem = problem_of(tag, known.get(text), translation)
        if problem:
            problems.append(f"{problem}: {text}")
        elif is_translated(translation):
            string = translation if isinstance(translation, str) else tuple(translation)
            translations[known[text]] = string
    write(tag, translations)
    return problems


def problem_of(tag: str, message: Msgid | None, translation: Translation | tuple[str, ...]) -> str:
    """Why a translation cannot be used; "" if it can, or if it is still empty."""
    if message is None:
        return "not in the source"
    if not is_translated(translation):
        return ""
    forms = [translation] if isinstance(translation, str) else list(translation)
    if len(forms) != (1 if isinstance(message, str) else forms_of(tag)):
        return "wrong number of plural forms"
    if not set(marks_of(message)) >= set(marks_of(forms)):
        return "a placeholder the English text does not have"
    if isinstance(message, str) and marks_of(message) != marks_of(forms):
        return "other placeholders than the English text"
    return ""


def marks_of(text: Msgid | list[str]) -> list[str]:
    """Placeholders, and the sign before the letter that is a key."""
    texts = [text] if isinstance(text, str) else text
    return sorted(mark for one in texts for mark in [*_PLACEHOLDER.findall(one), *key_signs(one)])


def key_signs(text: str) -> Iterator[str]:
    return (match.group() for match in re.finditer(r"&(?=\w)", text))


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            sys.stdout.write(update())
            return 0
        case ["missing", language]:
            sys.stdout.write(json.dumps(missing(tag_of(language)), ensure_ascii=False, indent=1) + "\n")
            return 0
        case ["fill", language, file]:
            problems = fill(tag_of(language), json.loads(Path(file).read_text(encoding="utf-8")))
            sys.stderr.write("".join(f"{problem}\n" for problem in problems))
            return 1 if problems else 0
    sys.stderr.write(str(__doc__))
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
