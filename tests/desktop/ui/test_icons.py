"""The drawings."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui import icons, theme

ASKED_FOR = {
    "search", "print", "lock", "person", "family", "health", "warning", "check", "calendar",
    "chevron-down", "chevron-up", "chevron-left", "chevron-right", "plus", "sun", "moon", "eye",
}  # fmt: skip


def lightness(button: QPushButton) -> float:
    """How light the ink of a button's icon is, 0 to 1."""
    image = button.icon().pixmap(32, 32).toImage()
    inks = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    solid = [ink.lightnessF() for ink in inks if ink.alpha() > 100]
    return sum(solid) / len(solid)


def test_the_drawings_the_window_needs_are_there() -> None:
    assert set(icons.names()) >= ASKED_FOR


@pytest.mark.parametrize("name", icons.names())
def test_a_drawing_can_be_drawn_and_takes_the_colour_it_is_given(name: str) -> None:
    image = icons.pixmap(name, "#B3261E", 64).toImage()
    inked = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert inked
    assert all(ink.red() > ink.blue() for ink in inked)


def test_a_drawing_follows_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.dress(button, "plus")
    button.show()
    assert lightness(button) < 0.3
    theme.apply(qapp, "dark")
    assert lightness(button) > 0.7
