"""What the long run tries, by the name that it prints."""

import atexit
import errno
import random
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from db import files
from db.upgrade import upgrade
from desktop.resources import migrations_dir
from tests.crash.killing import kill_many
from tests.db.faults import EVERY_ERROR, FailAt, killed_at
from tests.db.records import KEY
from tests.db.test_slots_under_faults import WORKS, states, who_opens
from tests.properties.test_replay import replay_every_kind, replay_histories


@cache
def empty_database() -> Path:
    """A migrated vault without a row, made once a run."""
    folder = TemporaryDirectory(prefix="umid-long-empty-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "umid.db"
    upgrade(path, KEY, migrations_dir())
    return path


def killed_while_writing(folder: Path, seed: int) -> int:
    """Forks, and one whole process, killed while they save."""
    kill_many(empty_database(), folder, kills=20, whole=1, seed=seed)
    return 20


def histories_replayed(folder: Path, seed: int) -> int:
    """The journal of a random history, replayed."""
    return replay_histories(empty_database(), folder, examples=10, start=seed)


def every_kind_replayed(folder: Path, seed: int) -> int:
    """A record of every kind with random values, made, changed and replayed."""
    return replay_every_kind(empty_database(), folder, examples=5, start=seed)


def slots_under_faults(folder: Path, seed: int) -> int:
    """A change of the slots that meets a failing disk or a kill: the former or the new state opens."""
    chance = random.Random(seed)  # noqa: S311 - moments, not keys
    work = chance.choice(WORKS)
    vault, before, after = states(folder, work)
    at_first = vault.contents()
    for _ in range(20):
        place = chance.randrange(14)
        if chance.random() < 0.5:
            killed_at(place, work(vault))
        else:
            fault = FailAt(place, chance.choice((*EVERY_ERROR, errno.EACCES)), broken=chance.random() < 0.5)
            with files.faults(fault), suppress(Exception):
                work(vault)()
            assert fault.struck or who_opens(vault) == after
        assert who_opens(vault) in (before, after), place
        vault.put_back(at_first)
    return 20


ROWS = {
    "killed while writing": killed_while_writing,
    "histories replayed": histories_replayed,
    "every kind of record replayed": every_kind_replayed,
    "slots under faults and kills": slots_under_faults,
}
