"""Set Umid up and do one thing with it. Standard library only, so that any Python can start it."""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "installed-from"
PICTURES = "demo-out"
OLDEST = (3, 11)
USUAL_PROGRAMME = "kz-zhusan"

# What Qt cannot be imported without, and what it needs besides to draw on an X display
# (a missing libxcb-shape0 ends the process without a word).
LIBRARIES_ALWAYS = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libglib2.0-0": "libglib-2.0.so.0",
}
LIBRARIES_ON_SCREEN = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}

# lint-imports has no `-m` form, and its script carries the path it was installed under.
_LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS: dict[str, tuple[str, ...]] = {
    "format": ("-m", "ruff", "format", "--check", "."),
    "lint": ("-m", "ruff", "check", "."),
    "types": ("-m", "mypy"),
    "layers": ("-c", _LINT_IMPORTS),
}

USAGE = """\
python3 run.py [app] [--programme TAG]   set up, and open Umid with invented people
python3 run.py test [pytest's words]     set up, and pass the tests
python3 run.py check                     format, lint, types, layers
python3 run.py bench [words]             the figures, beside what this machine can do
python3 run.py long --minutes N          the properties, for as long as you like
python3 run.py texts                     collect the texts to translate
"""


class SetUpError(Exception):
    """The set-up cannot go on; the message says what to do."""


def main(words: Sequence[str]) -> int:
    """Do what the first word says; the exit code is that of the work done."""
    if sys.version_info[:2] < OLDEST:
        say(f"Umid needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
        return 1
    word, rest = (
        (words[0], list(words[1:])) if words and not words[0].startswith("-") else ("app", list(words))
    )
    if word not in WORDS or (word == "app" and {"-h", "--help"} & set(rest)):
        say(USAGE)
        return 0 if word in WORDS else 2
    try:
        return WORDS[word](rest)
    except SetUpError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


def open_app(rest: list[str]) -> int:
    """Open the window on a demonstration vault, or without a display take pictures of it."""
    parser = argparse.ArgumentParser(prog="run.py", usage=USAGE)
    parser.add_argument("--programme", default=USUAL_PROGRAMME)
    programme = parser.parse_args(rest).programme
    set_up()
    if has_display():
        say("Opening Umid with invented people.")
        return start("-m", "desktop", "demo", "--open", "--programme", programme)
    say(f"There is no display, so Umid runs off screen. Pictures and papers will lie in {PICTURES}/.")
    return start("-m", "desktop", "demo", "--pictures", PICTURES, "--programme", programme, off_screen=True)


def run_tests(rest: list[str]) -> int:
    """Run the tests on two cores; further words go to pytest."""
    set_up()
    return start("-m", "pytest", "-n", "2", *rest, off_screen=True)


def run_checks(rest: list[str]) -> int:
    """Run every check and name those that failed."""
    if rest:
        raise SetUpError("run.py check takes no further words.")
    set_up()
    failed = []
    for name, words in CHECKS.items():
        say(f"Checking {name}.")
        if start(*words) != 0:
            failed.append(name)
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def run_benchmarks(rest: list[str]) -> int:
    """Print the figures beside those of the machine."""
    set_up()
    return start("-m", "tests.benchmarks", *rest, off_screen=True)


def run_long(rest: list[str]) -> int:
    """Try the properties with many more numbers."""
    set_up()
    return start("-m", "tests.long", *rest, off_screen=True)


def collect_texts(rest: list[str]) -> int:
    """Collect the texts to translate."""
    set_up()
    return start("-m", "tests.texts", *rest)


WORDS = {
    "app": open_app,
    "test": run_tests,
    "check": run_checks,
    "bench": run_benchmarks,
    "long": run_long,
    "texts": collect_texts,
}


def set_up() -> None:
    """Make `.venv` hold exactly what the lock says, and the `umid` command; quick when it does already."""
    provide_libraries()
    if not python_works():
        make_venv()
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    install_lock()
    install_umid()
    # Written last: whatever interrupts the set-up, the next start does it again.
    STAMP.write_text(wanted, encoding="utf-8")
    say("Umid is set up.")


def fingerprint() -> str:
    """What `.venv` was made from: the lock, this program and the folder they lie in."""
    parts = (LOCK.read_bytes(), Path(__file__).read_bytes(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def venv_python() -> Path:
    """The interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def python_works() -> bool:
    """Whether `.venv` has an interpreter with pip that starts."""
    ask = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return (
            subprocess.run([str(venv_python()), "-c", ask], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def make_venv() -> None:
    """Make an empty `.venv`, whatever was there before."""
    if importlib.util.find_spec("ensurepip") is None:
        # Debian ships the module that makes environments in a package of its own.
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not apt_install([package]):
            raise SetUpError(f"Python lacks its venv module. This installs it:\n  {apt_line([package])}")
    say("Making .venv.")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)], stdin=subprocess.DEVNULL) != 0:
        raise SetUpError(f"No environment could be made in {VENV}.")


def install_lock() -> None:
    """Install every package of the lock, each checked against its hash."""
    say(f"Installing the packages named in {LOCK.name}. The first time this takes some minutes.")
    pip = ("-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check")
    command = (str(venv_python()), *pip, "--require-hashes", "-r", str(LOCK))
    if subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL) != 0:
        raise SetUpError("The packages could not be installed. Mend what pip says above and start again.")


def install_umid() -> None:
    """Make this checkout importable in `.venv` and put the `umid` command there.

    Two small files instead of an editable install: nothing to build, nothing to go stale.
    """
    ask = "import sysconfig; print(sysconfig.get_path('purelib')); print(sysconfig.get_path('scripts'))"
    answer = subprocess.check_output([str(venv_python()), "-c", ask], text=True, encoding="utf-8")
    packages, scripts = (Path(line) for line in answer.splitlines())
    (packages / "umid.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if sys.platform == "win32":
        (scripts / "umid.cmd").write_text('@"%~dp0python.exe" -P -m desktop %*\n', encoding="utf-8")
        return
    # Through sh, because the first line of a script may hold neither spaces nor a long path;
    # with -P, so that a folder called db where somebody stands is not taken for ours.
    umid = scripts / "umid"
    umid.write_text(
        f'#!/bin/sh\nexec {shlex.quote(str(venv_python()))} -P -m desktop "$@"\n', encoding="utf-8"
    )
    umid.chmod(0o755)


def provide_libraries() -> None:
    """See to it that the libraries Qt needs from the system are there."""
    if sys.platform != "linux":
        return
    needed = LIBRARIES_ALWAYS | (LIBRARIES_ON_SCREEN if has_display() else {})
    if not missing(needed):
        return
    packages = missing(LIBRARIES_ALWAYS | LIBRARIES_ON_SCREEN)
    if apt_install(packages) and not missing(needed):
        return
    raise SetUpError(f"Libraries of the system are missing. This installs them:\n  {apt_line(packages)}")


def missing(libraries: dict[str, str]) -> list[str]:
    """The packages whose library cannot be loaded."""
    return [package for package, library in libraries.items() if not loads(library)]


def loads(library: str) -> bool:
    """Whether the system finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages where we may; says whether that went well."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {', '.join(packages)} with apt-get.")
    install = ("apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages)
    # Without an update first, an image with empty package lists finds nothing.
    return quiet("apt-get", "update", "-qq") == 0 and quiet(*install) == 0


def apt_line(packages: Sequence[str]) -> str:
    """The one line that installs these packages on Debian and its kin."""
    return f"sudo apt-get install -y {' '.join(packages)}"


def has_display() -> bool:
    """Whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start(*words: str, off_screen: bool = False) -> int:
    """Run the interpreter of `.venv` in the project's folder; returns its exit code."""
    environment = os.environ | {"PYTHONUTF8": "1"}
    if off_screen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.call([str(venv_python()), *words], cwd=ROOT, env=environment)


def quiet(*command: str) -> int:
    """Run a command that must neither ask nor chatter; returns its exit code."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    silence = subprocess.DEVNULL
    return subprocess.call(command, env=environment, stdin=silence, stdout=silence)


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
