"""`run.py`: says what it does, asks nothing, and leaves nothing half done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.house.source import ROOT

# The words handed to the interpreter, and whether off screen.
Start = tuple[tuple[str, ...], bool]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Start]:
    """What would have been started; the set-up is skipped."""
    calls: list[Start] = []

    def note(*words: str, off_screen: bool = False) -> int:
        calls.append((words, off_screen))
        return 7

    monkeypatch.setattr(run, "start", note)
    monkeypatch.setattr(run, "set_up", lambda: None)
    return calls


def without_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_display_pictures_are_taken(started: list[Start], monkeypatch: pytest.MonkeyPatch) -> None:
    without_display(monkeypatch)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run.main([]) == 7
    words = ("-m", "desktop", "demo", "--pictures", "demo-out", "--programme", "kz-zhusan")
    assert started == [(words, True)]


def test_with_a_display_the_window_of_the_named_programme_opens(
    started: list[Start], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_display(monkeypatch)
    monkeypatch.setenv("DISPLAY", ":7")
    assert run.main(["--programme", "uz-mehr"]) == 7
    assert started == [(("-m", "desktop", "demo", "--open", "--programme", "uz-mehr"), False)]


def test_words_after_test_go_to_pytest_and_its_exit_code_comes_back(started: list[Start]) -> None:
    assert run.main(["test", "tests/house", "-x"]) == 7
    assert started == [(("-m", "pytest", "-n", "2", "tests/house", "-x"), True)]


def test_one_failed_check_fails_them_all_and_is_named(
    started: list[Start], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["check"]) == 1
    assert len(started) == len(run.CHECKS)
    assert f"Failed: {', '.join(run.CHECKS)}." in capsys.readouterr().out


@pytest.mark.usefixtures("started")
def test_an_unknown_word_is_answered_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["tset"]) == 2
    assert "run.py test" in capsys.readouterr().out


def test_missing_libraries_are_named_in_one_line_to_whoever_may_not_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(run, "loads", lambda library: library != "libEGL.so.1")
    assert run.main(["test"]) == 1
    assert "sudo apt-get install -y libegl1\n" in capsys.readouterr().out


def test_libraries_of_an_x_display_are_not_asked_for_off_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    without_display(monkeypatch)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(run, "loads", lambda library: "xcb" not in library)
    run.provide_libraries()
    monkeypatch.setenv("DISPLAY", ":7")
    with pytest.raises(run.SetUpError, match="libxcb-shape0"):
        run.provide_libraries()


def test_a_library_that_is_not_there_is_noticed() -> None:
    assert run.missing({"none": "libumid-is-not-a-library.so.1"}) == ["none"]


def test_a_changed_lock_is_installed_again_and_an_unchanged_one_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed: list[str] = []
    lock = tmp_path / "a.lock"
    lock.write_text("one", encoding="utf-8")
    monkeypatch.setattr(run, "LOCK", lock)
    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(run, "provide_libraries", lambda: None)
    monkeypatch.setattr(run, "python_works", lambda: True)
    monkeypatch.setattr(run, "install_lock", lambda: installed.append(lock.read_text(encoding="utf-8")))
    monkeypatch.setattr(run, "install_umid", lambda: None)
    run.set_up()
    run.set_up()
    lock.write_text("two", encoding="utf-8")
    run.set_up()
    assert installed == ["one", "two"]


def test_an_interrupted_set_up_is_done_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted() -> None:
        raise run.SetUpError("the line was cut")

    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(run, "provide_libraries", lambda: None)
    monkeypatch.setattr(run, "python_works", lambda: True)
    monkeypatch.setattr(run, "install_lock", interrupted)
    assert run.main(["test"]) == 1
    assert not (tmp_path / "stamp").exists()


def test_a_broken_environment_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "VENV", tmp_path)
    assert not run.python_works()


def test_it_imports_the_standard_library_only() -> None:
    # -S hides site-packages; an import of anything else would end in an error, not in a 2.
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "run.py"), "no-such-word"], capture_output=True, text=True
    )
    assert done.returncode == 2, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the closing line of the build is a shell script")
def test_the_build_script_prints_pytests_closing_line_and_hands_on_its_code(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/run").write_bytes((ROOT / ".ci/run").read_bytes())
    report = "print('== 1 failed, 4 passed in 2.0s ==')\nprint('after')\nraise SystemExit(1)\n"
    (tmp_path / "run.py").write_text(report, encoding="utf-8")
    done = subprocess.run(["bash", str(tmp_path / ".ci/run")], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "pytest: == 1 failed, 4 passed in 2.0s =="
