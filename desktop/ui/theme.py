"""Colours, type and sizes of the window, light and dark, and the one place that applies them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from string import Template
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.resources import resource
from desktop.ui.style_sheet import STYLE_SHEET

SMALLEST_ZOOM, LARGEST_ZOOM = 80, 200
BASE_TYPE_PX = 13
FAMILIES = ["Noto Sans", "Noto Naskh Arabic", "DejaVu Sans"]
_PIXELS = re.compile(r"(\d+(?:\.\d+)?)px")


@dataclass(frozen=True)
class Tokens:
    """Every colour of one theme. What is not named here is not used."""

    name: str
    background: str
    panel: str
    raised: str
    field: str
    line: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    on_accent_muted: str
    due: str
    due_soft: str
    danger: str
    danger_soft: str
    well: str
    well_soft: str
    underway: str
    underway_soft: str

    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Return (text, ground) for everything the window ever writes on anything."""
        grounds = (self.background, self.panel, self.raised, self.field)
        inks = (self.text, self.muted, self.accent, self.due, self.danger, self.well, self.underway)
        plain = tuple((ink, ground) for ink in inks for ground in grounds)
        chosen = tuple((ink, self.accent_soft) for ink in (self.text, self.muted, self.accent))
        kinds = ("due", "danger", "well", "underway")
        badges = tuple((getattr(self, kind), getattr(self, f"{kind}_soft")) for kind in kinds)
        banners = tuple((self.text, getattr(self, f"{kind}_soft")) for kind in kinds)
        buttons = ((self.on_accent, self.accent), (self.on_accent_muted, self.accent))
        return plain + chosen + badges + banners + buttons


LIGHT = Tokens(
    name="light",
    background="#F4F3EF",
    panel="#FFFFFF",
    raised="#FBFAF7",
    field="#FFFFFF",
    line="#DEDBD3",
    text="#1C2326",
    muted="#5F6B70",
    accent="#0E6A66",
    accent_soft="#E2F0EE",
    on_accent="#FFFFFF",
    on_accent_muted="#CFE6E3",
    due="#9A6200",
    due_soft="#FBF0D9",
    danger="#B3261E",
    danger_soft="#FBE7E4",
    well="#2C7A4B",
    well_soft="#E4F3E9",
    underway="#2F5D9B",
    underway_soft="#E6EEF8",
)

DARK = Tokens(
    name="dark",
    background="#14181A",
    panel="#1B2124",
    raised="#20272B",
    field="#14181A",
    line="#323B40",
    text="#E7E9E6",
    muted="#9BA7AC",
    accent="#62BDB5",
    accent_soft="#17383A",
    on_accent="#14181A",
    on_accent_muted="#17383A",
    due="#E0AE55",
    due_soft="#3A2F17",
    danger="#F1837A",
    danger_soft="#43211E",
    well="#7CC997",
    well_soft="#1C3626",
    underway="#8DB3E8",
    underway_soft="#1D2D43",
)


def tokens(theme: str) -> Tokens:
    """Return the tokens of "light" or "dark"; anything else asks the system."""
    if theme in ("light", "dark"):
        return DARK if theme == "dark" else LIGHT
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = (_channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def sheet(look: Tokens, zoom: int = 100) -> str:
    """Return the style sheet in these colours, every length of it scaled by `zoom` percent."""
    scaled = _PIXELS.sub(lambda found: f"{_scaled(float(found[1]), zoom)}px", STYLE_SHEET)
    return Template(scaled).substitute(asdict(look))


def _scaled(length: float, zoom: int) -> int:
    # A hairline stays a hairline: a border of two pixels at 130 % looks like a mistake.
    if length <= 1:
        return round(length)
    return max(2, int(length * zoom / 100 + 0.5))


def palette(look: Tokens) -> QPalette:
    """Return the palette for what the style sheet leaves to Fusion, such as check boxes."""
    made = QPalette()
    role = QPalette.ColorRole
    for place, colour in {
        role.Window: look.background,
        role.WindowText: look.text,
        role.Base: look.field,
        role.AlternateBase: look.raised,
        role.Text: look.text,
        role.Button: look.panel,
        role.ButtonText: look.text,
        role.ToolTipBase: look.raised,
        role.ToolTipText: look.text,
        role.Highlight: look.accent,
        role.HighlightedText: look.on_accent,
        role.Accent: look.accent,
        role.Link: look.accent,
        role.LinkVisited: look.accent,
        role.BrightText: look.danger,
        role.PlaceholderText: look.muted,
        role.Mid: look.line,
        role.Midlight: look.line,
        role.Light: look.raised,
        role.Dark: look.line,
        role.Shadow: look.line,
    }.items():
        made.setColor(place, QColor(colour))
    for place in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, QColor(look.muted))
    return made


def load_fonts() -> None:
    """Load the type that is shipped, so that a machine without fonts looks the same."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def type_of(zoom: int) -> QFont:
    """Return the window's type at this zoom."""
    font = QFont(FAMILIES)
    font.setPixelSize(_scaled(BASE_TYPE_PX, zoom))
    return font


def apply(app: QApplication, theme: str, zoom: int = 100, *, beside: bool = False) -> Tokens:
    """Dress every window in "light", "dark" or "system" at `zoom` percent (kept within 80 to 200).

    `beside` is the view for the person sitting beside the screen: badges draw nothing.
    May be called at any time; windows on the screen change at once.
    """
    zoom = min(LARGEST_ZOOM, max(SMALLEST_ZOOM, zoom))
    look = tokens(theme)
    for name, value in (("umidTheme", look.name), ("umidZoom", zoom), ("umidBeside", beside)):
        app.setProperty(name, value)
    # Once: a style given again would dress every widget once more. (Under a sheet it has no name to ask for.)
    if app.property("umidStyled") is None:
        app.setProperty("umidStyled", "fusion")
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(look))
    app.setFont(type_of(zoom))
    app.setStyleSheet(sheet(look, zoom))
    return look


def _property(name: str, otherwise: object) -> object:
    app = QApplication.instance()
    value = app.property(name) if app is not None else None
    return otherwise if value is None else value


def current() -> Tokens:
    """Return the tokens last applied; light before that."""
    return DARK if _property("umidTheme", "light") == "dark" else LIGHT


def zoom_now() -> int:
    """Return the zoom last applied, in percent."""
    return cast("int", _property("umidZoom", 100))


def beside_now() -> bool:
    """Say whether the window is turned to the person sitting beside it."""
    return bool(_property("umidBeside", otherwise=False))


def px(length: float) -> int:
    """Return a length drawn by hand, given for 100 %, at the zoom last applied."""
    return _scaled(length, zoom_now())
