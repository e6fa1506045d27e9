"""The command line: what it prints, what it writes, and the number it ends with."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import func, select

from db import vault
from db.clock import FixedClock
from db.models import ArrivalLine, PrintedPaper, ReservedCode
from desktop import cli, settings
from desktop.demo.fill import DemoVault, place_of
from desktop.demo.fill_staff import password_of
from desktop.demo.manifests import manifest_rows
from desktop.demo.people import plan
from desktop.exchange.manifest import write_manifest
from desktop.i18n import load
from desktop.rules.codes import case_code
from tests.house.source import ROOT

TAG, PEOPLE = "kz-zhusan", 12
CLOCK = FixedClock(datetime(2026, 11, 22, 9, 30, tzinfo=UTC))


@dataclass
class Line:
    """A command line with a demonstration to work on; `said` and `told` are what the last run printed."""

    folder: Path
    codes: list[str]
    capsys: pytest.CaptureFixture[str]
    said: str = ""
    told: str = ""

    def __call__(self, *words: str, login: str = "caseworker", **more: Any) -> int:
        os.environ["UMID_USER"], os.environ["UMID_PASSWORD"] = login, password_of(login)
        in_vault = (
            ("--vault", str(self.folder)) if words[0] in ("report", "search", "import", "check") else ()
        )
        code = cli.main([*words, *in_vault], clock=CLOCK, **more)
        self.said, self.told = self.capsys.readouterr()
        return code

    def json(self, *words: str, login: str = "caseworker") -> Any:
        assert self(*words, "--json", login=login) == cli.DONE, self.told
        return json.loads(self.said)

    def count(self, cls: type[Any]) -> int:
        opened = vault.unlock(place_of(self.folder), "director", password_of("director"), clock=CLOCK)
        with opened.reading() as session:
            found = session.scalar(select(func.count()).select_from(cls)) or 0
        opened.lock()
        return int(found)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A small demonstration, made by the command itself."""
    folder = tmp_path_factory.mktemp("cli")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UMID_HOME", str(folder / "home"))
        words = [sys.executable, "-m", "desktop", "demo", "--make", str(folder / "vault"), "--json"]
        done = subprocess.run(
            [*words, "--programme", TAG, "--people", str(PEOPLE)],
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        yield folder, json.loads(done.stdout)


@pytest.fixture
def line(
    made: tuple[Path, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Line:
    shutil.copytree(made[0], tmp_path / "cli")
    monkeypatch.setenv("UMID_HOME", str(tmp_path / "cli" / "home"))
    monkeypatch.setenv("UMID_USER", "")
    monkeypatch.setenv("UMID_PASSWORD", "")
    return Line(tmp_path / "cli" / "vault", made[1]["people"], capsys)


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        texts = []
        for number in range(len(document)):
            page = document[number]
            letters = page.get_textpage()
            texts.append(letters.get_text_range())
            letters.close()
            page.close()
    return texts


# The demonstration.


def test_a_demonstration_says_where_it_is_and_how_to_get_in(made: tuple[Path, dict[str, Any]]) -> None:
    folder, said = made
    assert said["vault"] == str(folder / "vault")
    assert (said["user"], said["password"]) == ("caseworker", password_of("caseworker"))
    assert len(said["people"]) == PEOPLE
    assert {"login": "nurse", "password": password_of("nurse"), "role": "nurse"}.items() <= next(
        user for user in said["users"] if user["login"] == "nurse"
    ).items()


def test_a_folder_that_holds_a_vault_is_refused(line: Line) -> None:
    assert line("demo", "--make", str(line.folder), "--people", "3") == cli.REFUSED
    assert "already" in line.told
    assert line("search", "а") == cli.DONE


@pytest.mark.parametrize("word", ["--open", "--pictures=out"])
def test_what_needs_the_window_is_handed_to_it(
    line: Line, word: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = DemoVault(tmp_path, TAG, (), ())
    monkeypatch.setattr("desktop.demo.fill_kept.kept", lambda *_args, **_named: shown)
    asked: list[tuple[object, ...]] = []
    handed = {
        "open_demo": lambda made: asked.append((made,)) or 0,
        "take_pictures": lambda made, out: asked.append((made, out)) or 0,
    }
    assert line("demo", word) == cli.USAGE
    assert line("demo", word, **handed) == cli.DONE
    assert asked == [(shown,) if word == "--open" else (shown, Path("out"))]


# Papers.


def test_a_progress_report_is_written_in_two_languages_and_recorded(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    before = line.count(PrintedPaper)
    words = ("report", "progress", "--person", line.codes[0], "--language", "ru,kk", "--out", str(out))
    said = line.json(*words)
    assert said["languages"] == ["ru", "kk"]
    first = pages(out)[0]
    assert line.codes[0] in first
    assert said["copy"] in first
    assert load("ru").text("Progress report") in first
    assert load("kk").text("Progress report") in first
    assert line.count(PrintedPaper) == before + 1


def test_uz_means_uzbek_in_latin_letters(line: Line, tmp_path: Path) -> None:
    words = ("report", "blank_health", "--language", "uz", "--out", str(tmp_path / "x.pdf"))
    assert line.json(*words)["languages"] == ["uz-Latn"]


def test_a_case_code_is_read_however_it_is_typed(line: Line, tmp_path: Path) -> None:
    typed = line.codes[0].lower().replace("-", " ")
    assert line("report", "progress", "--person", typed, "--out", str(tmp_path / "x.pdf")) == cli.DONE


@pytest.mark.parametrize("kind", ["intake", "blank_health"])
def test_blank_sheets_come_with_reserve_codes(line: Line, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "x.pdf"
    before = line.count(ReservedCode)
    assert line("report", kind, "--reserve", "2", "--out", str(out)) == cli.DONE
    assert line.count(ReservedCode) == before + 2
    text = "\n".join(pages(out))
    numbers = [case_code("AKT", "A", PEOPLE + n) for n in (1, 2)]
    assert [code for code in numbers if code not in text] == []


def test_the_arrival_list_is_that_of_the_newest_arrival(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert line("report", "arrival_list", "--language", "ru", "--out", str(out)) == cli.DONE
    assert line.codes[0] in "\n".join(pages(out))
    nowhere = str(tmp_path / "y.pdf")
    assert line("report", "arrival_list", "--flight", "none", "--out", nowhere) == cli.REFUSED


@pytest.mark.parametrize("login", ["sysadmin", "theologian"])
def test_who_may_not_print_prints_nothing(line: Line, tmp_path: Path, login: str) -> None:
    out = tmp_path / "x.pdf"
    words = ("report", "progress", "--person", line.codes[0], "--out", str(out))
    assert line(*words, login=login) == cli.REFUSED
    assert not out.exists()


@pytest.mark.parametrize("code", ["AKT-A0001A", "nonsense", case_code("AKT", "A", 9999)])
def test_nobody_is_found_by_a_code_that_is_not_hers(line: Line, tmp_path: Path, code: str) -> None:
    words = ("report", "progress", "--person", code, "--out", str(tmp_path / "x.pdf"))
    assert line(*words) == cli.REFUSED
    assert line.told


def test_a_copy_that_cannot_be_written_is_not_recorded(line: Line, tmp_path: Path) -> None:
    before = line.count(PrintedPaper)
    out = tmp_path / "missing" / "x.pdf"
    assert line("report", "progress", "--person", line.codes[0], "--out", str(out)) == cli.REFUSED
    assert line.count(PrintedPaper) == before


# Beside an open window.


def test_reading_goes_on_beside_an_open_window_and_writes_nothing(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    before = line.count(PrintedPaper)
    with vault.hold(place_of(line.folder), CLOCK):
        assert line("search", "а") == cli.DONE
        assert line("check") == cli.DONE
        words = ("report", "progress", "--person", line.codes[0], "--out", str(out))
        assert line.json(*words)["copy"] is None
        assert line.codes[0] in pages(out)[0]
    assert line.count(PrintedPaper) == before


def test_writing_waits_for_the_window_to_be_closed(line: Line, tmp_path: Path) -> None:
    with vault.hold(place_of(line.folder), CLOCK):
        assert line("import", "manifest", str(tmp_path / "list.csv")) == cli.IN_USE
        words = ("report", "blank_intake", "--reserve", "1", "--out", str(tmp_path / "x.pdf"))
        assert line(*words) == cli.IN_USE


# Search.


def test_a_code_finds_its_person(line: Line) -> None:
    found = line.json("search", line.codes[0])
    assert [one["code"] for one in found] == [line.codes[0]]
    assert found[0]["name"]


def test_a_role_that_sees_nobody_is_refused_and_not_told_that_nobody_is_there(line: Line) -> None:
    assert line("search", "а", login="sysadmin") == cli.REFUSED
    assert line.said == ""


# Lists.


@pytest.fixture
def arriving(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    write_manifest(manifest_rows(plan(TAG, 77, 10)), path, load("en"))
    return path


def test_a_list_is_put_on_file(line: Line, arriving: Path) -> None:
    before = line.count(ArrivalLine)
    said = line.json("import", "manifest", str(arriving), "--arrives-on", "2026-11-30")
    assert (said["people"], said["refused"], said["imported"]) == (10, 0, True)
    assert line.count(ArrivalLine) == before + 10


def test_a_dry_run_saves_nothing(line: Line, arriving: Path) -> None:
    before = line.count(ArrivalLine)
    assert line.json("import", "manifest", str(arriving), "--dry-run")["imported"] is False
    assert line.count(ArrivalLine) == before


def test_a_list_with_a_refused_line_is_imported_only_if_the_rest_may_be(line: Line, arriving: Path) -> None:
    before = line.count(ArrivalLine)
    text = arriving.read_text(encoding="utf-8-sig").splitlines()
    text[1] = text[1].replace(";male;", ";neither;").replace(";female;", ";neither;")
    arriving.write_text("\n".join(text), encoding="utf-8")
    assert line("import", "manifest", str(arriving)) == cli.REFUSED
    assert "line 2" in line.said
    assert line.count(ArrivalLine) == before
    kept_back = arriving.with_name("refused.csv")
    assert line("import", "manifest", str(arriving), "--refused", str(kept_back)) == cli.DONE
    assert before < line.count(ArrivalLine) < before + 10
    assert "neither" in kept_back.read_text(encoding="utf-8-sig")


def test_who_may_not_import_does_not(line: Line, arriving: Path) -> None:
    assert line("import", "manifest", str(arriving), login="nurse") == cli.REFUSED


def test_a_file_that_is_no_list_is_refused_in_words(line: Line, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a;b\n1;2\n", encoding="utf-8")
    assert line("import", "manifest", str(other)) == cli.REFUSED
    assert "not an arrival list" in line.told
    assert line("import", "manifest", str(tmp_path / "missing.csv")) == cli.REFUSED


# Checking.


def test_a_sound_vault_is_found_sound(line: Line) -> None:
    said = line.json("check")
    assert said["findings"] == []
    assert said["changes"] > PEOPLE


@pytest.mark.parametrize("offset", [0, 8192])
def test_a_damaged_vault_is_not_opened(line: Line, offset: int) -> None:
    database = line.folder / "umid.db"
    data = bytearray(database.read_bytes())
    data[offset : offset + 4096] = os.urandom(4096)
    database.write_bytes(data)
    assert line("check") == cli.DAMAGED
    assert "damaged" in line.told or '"findings"' in line.said or "not as they were" in line.said


# Numbers.


@pytest.mark.parametrize(("value", "code"), [("840101350123", cli.REFUSED), ("8401", cli.REFUSED)])
def test_a_wrong_number_is_refused_with_its_reason(line: Line, value: str, code: int) -> None:
    assert line("calc", "id", "--country", "KZ", "--value", value, "--json") == code
    assert json.loads(line.said)["reason"]


def test_a_right_number_says_what_it_carries(line: Line) -> None:
    person = next(one for one in plan(TAG, 1).people() if one.numbers)
    said = line.json("calc", "id", "--country", "KZ", "--value", person.numbers[0].number)
    assert said["valid"] is True
    assert (said["born"], said["sex"]) == (person.born_on.isoformat(), person.sex)


def test_a_whole_table_is_checked_at_once(line: Line, tmp_path: Path) -> None:
    numbers = [one.numbers[0].number for one in plan(TAG, 1).people() if one.numbers][:3]
    table = tmp_path / "numbers.csv"
    table.write_text("\n".join(["number;name", *(f"{one};x" for one in numbers), "123;y"]), encoding="utf-8")
    said = line.json("calc", "id", "--country", "KZ", "--csv", str(table))
    assert [row["valid"] for row in said] == [True, True, True, False]


# Words that do not fit.


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("unknown",),
        ("demo",),
        ("demo", "--make", "x", "--open"),
        ("demo", "--make", "x", "--people", "0"),
        ("demo", "--make", "x", "--programme", "fr"),
        ("report", "progress"),
        ("report", "progress", "--out", "x.pdf"),
        ("report", "diploma", "--out", "x.pdf"),
        ("report", "progress", "--out", "x.pdf", "--language", "xx"),
        ("report", "progress", "--out", "x.pdf", "--language", "ru,kk,en"),
        ("report", "progress", "--out", "x.pdf", "--for", "POLICE"),
        ("search",),
        ("search", "a", "--vault", "nowhere"),
        ("calc", "id", "--country", "KZ"),
        ("calc", "id", "--country", "FR", "--value", "1"),
    ],
)
@pytest.mark.usefixtures("line")
def test_words_that_do_not_fit_end_with_2(words: tuple[str, ...]) -> None:
    assert cli.main(list(words), clock=CLOCK) == cli.USAGE


def test_a_verb_that_needs_a_user_asks_for_one(line: Line) -> None:
    assert cli.main(["search", "a", "--vault", str(line.folder)], clock=CLOCK) == cli.USAGE


def test_help_is_no_mistake(line: Line) -> None:
    assert line("demo", "--help") == cli.DONE
    assert "--people" in line.said


def test_without_a_vault_the_one_opened_last_is_meant(line: Line) -> None:
    path = Path(os.environ["UMID_HOME"]) / "settings" / settings.FILE
    path.parent.mkdir(parents=True)
    path.write_text(settings.Settings().opened(line.folder).text(), encoding="utf-8")
    os.environ["UMID_USER"], os.environ["UMID_PASSWORD"] = "nurse", password_of("nurse")
    assert cli.main(["search", line.codes[0]], clock=CLOCK) == cli.DONE


# What went wrong.


@pytest.mark.parametrize("login", ["nurse", "nobody"])
def test_a_wrong_password_ends_with_3_for_whomever(line: Line, login: str) -> None:
    os.environ["UMID_USER"], os.environ["UMID_PASSWORD"] = login, "not the password"
    assert cli.main(["search", "a", "--vault", str(line.folder)], clock=CLOCK) == cli.WRONG_PASSWORD


def test_the_password_is_asked_for_where_the_variable_is_empty(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return password_of("nurse")

    monkeypatch.setattr("getpass.getpass", answer)
    words = ["search", line.codes[0], "--vault", str(line.folder), "--user", "nurse"]
    assert cli.main(words, clock=CLOCK) == cli.DONE
    assert len(asked) == 1


def test_a_fault_of_ours_ends_with_70_and_prints_no_value(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise ValueError("Рахимова Сабина")

    monkeypatch.setattr("db.queries.people.found", broken)
    assert line("search", "а") == cli.BUG
    assert "Рахимова" not in line.told + line.said
