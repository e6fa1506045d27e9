"""Where Umid begins: without words it opens the window, with words it is the command line."""

import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import paths

if TYPE_CHECKING:
    from desktop.demo.fill import DemoVault

LOG_FILE, LOG_BYTES, LOG_FILES = "umid.log", 1_000_000, 5


def main(argv: Sequence[str] | None = None) -> int:
    """Run Umid; returns the exit code. `demo --open` and `demo --pictures` need the window too."""
    words = list(sys.argv[1:] if argv is None else argv)
    start_log()
    if not words:
        from desktop.ui import app

        return app.run()
    from desktop import cli

    return cli.main(words, open_demo=open_demo, take_pictures=take_pictures)


def open_demo(made: "DemoVault") -> int:
    """The window is loaded only for who asks for it: `umid report` has no use for Qt."""
    from desktop.ui import demo_window

    return demo_window.open_demo(made)


def take_pictures(made: "DemoVault", folder: Path) -> int:
    """As `open_demo`, off screen."""
    from desktop.ui import demo_window

    return demo_window.take_pictures(made, folder)


def start_log(folder: Path | None = None) -> None:
    """Write what happens to five files of a megabyte: ids and verbs, never a value."""
    log = logging.getLogger("umid")
    if any(isinstance(one, RotatingFileHandler | logging.NullHandler) for one in log.handlers):
        return
    log.setLevel(logging.INFO)
    log.propagate = False
    place = folder or paths.logs()
    try:
        paths.make_private(place)
        handler: logging.Handler = RotatingFileHandler(
            place / LOG_FILE, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8", delay=True
        )
    except OSError:
        # A log that cannot be written stops nobody from working.
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)


if __name__ == "__main__":
    sys.exit(main())
