"""Colours, type and sizes."""

import re

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.style_sheet import STYLE_SHEET

BOTH = (theme.LIGHT, theme.DARK)


@pytest.mark.parametrize("look", BOTH, ids=lambda look: look.name)
def test_every_text_has_a_contrast_of_at_least_4_5_on_its_ground(look: theme.Tokens) -> None:
    pale = {pair: theme.contrast(*pair) for pair in look.text_pairs() if theme.contrast(*pair) < 4.5}
    assert pale == {}


def test_the_contrast_of_black_on_white_is_21_and_of_a_colour_on_itself_1() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#0E6A66", "#0E6A66") == pytest.approx(1)


@pytest.mark.parametrize("look", BOTH, ids=lambda look: look.name)
def test_the_style_sheet_leaves_no_token_unfilled(look: theme.Tokens) -> None:
    assert "$" not in theme.sheet(look)


def test_the_style_sheet_uses_only_tokens_for_colours() -> None:
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?!\s*\{)", STYLE_SHEET) == []


def test_zoom_scales_every_length_but_keeps_hairlines() -> None:
    doubled = theme.sheet(theme.LIGHT, 200)
    assert "border-radius: 16px" in doubled
    assert "border: 1px solid" in doubled


def test_zoom_is_kept_between_80_and_200(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 500)
    assert theme.zoom_now() == 200
    theme.apply(qapp, "light", 10)
    assert theme.zoom_now() == 80


def test_a_theme_changes_windows_on_the_screen_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    theme.apply(qapp, "dark")
    assert field.palette().base().color().name().upper() == theme.DARK.field
    assert theme.current() is theme.DARK


def test_the_shipped_type_is_loaded(qapp: QApplication) -> None:
    assert qapp.font().family() == "Noto Sans"
    assert qapp.font().pixelSize() == 13
    assert QFontInfo(qapp.font()).family() == "Noto Sans"
    assert "Noto Naskh Arabic" in QFontDatabase.families()
