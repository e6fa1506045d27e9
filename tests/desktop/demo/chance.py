"""Chance that is the same every time."""

from random import Random


def seeded(seed: int) -> Random:
    """A stream of chance for inventing people."""
    return Random(seed)  # noqa: S311  (invented people, not secrets)
