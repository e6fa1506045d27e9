"""The words of the command line: verbs, options and what they may be."""

import argparse
from datetime import date

from desktop.i18n import TAGS, tag_of
from desktop.programmes import programme, programme_tags
from desktop.vocabularies import vocabulary

USUAL_PROGRAMME = "kz-zhusan"
USER, PASSWORD = "UMID_USER", "UMID_PASSWORD"
# Kinds of papers, by the word of the command line where it is another.
PAPERS = {
    "progress": "progress", "intake": "blank_intake", "blank_intake": "blank_intake",
    "blank_health": "blank_health", "arrival_list": "arrival_list",
}  # fmt: skip
MOST_LANGUAGES = 2


def parser() -> argparse.ArgumentParser:
    """Reads the words of a command line; `verb` is the name of what is to be done."""
    umid = argparse.ArgumentParser(prog="umid", description="Case records for rehabilitation centres.")
    verbs = umid.add_subparsers(required=True, metavar="VERB")
    _demo_words(verbs.add_parser("demo", help="a vault with invented people"))
    _report_words(verbs.add_parser("report", help="write a paper as PDF"))
    found = verbs.add_parser("search", help="find people by name, case code or number")
    found.add_argument("text")
    _vault_words(found, "search")
    _import_words(verbs.add_parser("import", help="put a list on file"))
    _vault_words(verbs.add_parser("check", help="look whether a vault is as it was written"), "check")
    _calc_words(verbs.add_parser("calc", help="check our arithmetic"))
    return umid


def _demo_words(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--make", metavar="DIR", help="make a new vault in this folder")
    what.add_argument("--open", action="store_true", help="open the window on today's demonstration")
    what.add_argument("--pictures", metavar="DIR", help="leave pictures of windows and papers here")
    parser.add_argument("--programme", choices=programme_tags(), default=USUAL_PROGRAMME)
    parser.add_argument("--people", type=_positive, metavar="N", help="another number of people")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(verb="demo")


def _report_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=tuple(PAPERS))
    parser.add_argument("--person", metavar="CODE", help="her case code")
    parser.add_argument(
        "--language", type=_languages, metavar="TAG[,TAG]", help="one language, or two side by side"
    )
    parser.add_argument("--out", required=True, metavar="FILE")
    recipients = tuple(code.code for code in vocabulary("recipient").codes)
    parser.add_argument("--for", dest="recipient", choices=recipients, default="CASE_FILE")
    parser.add_argument(
        "--religious", action="store_true", help="her own copy names religious counselling too"
    )
    parser.add_argument("--flight", metavar="LABEL", help="which arrival; without it the newest")
    parser.add_argument(
        "--reserve", type=_positive, default=0, metavar="N", help="codes for people without a file"
    )
    _vault_words(parser, "report")


def _import_words(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    lists_of_people = kinds.add_parser("manifest", help="an arrival list as CSV or XLSX")
    lists_of_people.add_argument("file")
    lists_of_people.add_argument("--arrives-on", type=date.fromisoformat, metavar="DATE", help="2026-11-22")
    lists_of_people.add_argument("--operation", metavar="NAME")
    lists_of_people.add_argument("--flight", metavar="LABEL")
    lists_of_people.add_argument("--dry-run", action="store_true", help="list every problem, save nothing")
    lists_of_people.add_argument(
        "--refused", metavar="FILE", help="import the rest, and write the refused lines here"
    )
    _vault_words(lists_of_people, "import_manifest")


def _calc_words(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    numbers = kinds.add_parser("id", help="national identity numbers")
    countries = sorted({programme(tag).country for tag in programme_tags()})
    numbers.add_argument("--country", required=True, choices=countries)
    numbers.add_argument("--value")
    numbers.add_argument("--csv", metavar="FILE", help="a whole table; its first column counts")
    numbers.add_argument("--json", action="store_true")
    numbers.set_defaults(verb="calc_id")


def _vault_words(parser: argparse.ArgumentParser, verb: str) -> None:
    parser.add_argument(
        "--vault", metavar="DIR", help="the folder of the vault; without it the one opened last"
    )
    parser.add_argument(
        "--user", help=f"login; or in the variable {USER}. The password is asked, or in {PASSWORD}"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(verb=verb)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return number


def _languages(text: str) -> tuple[str, ...]:
    """One or two tags; "uz" is uz-Latn."""
    try:
        found = tuple(dict.fromkeys(tag_of(name.strip()) for name in text.split(",")))
    except KeyError as error:
        raise argparse.ArgumentTypeError(f"languages are {', '.join(TAGS)}") from error
    if len(found) > MOST_LANGUAGES:
        raise argparse.ArgumentTypeError("one language, or two side by side")
    return found
