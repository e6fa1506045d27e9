"""What a colleague can choose for herself: language, colours, size, minutes until the lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import Language
from desktop.services.preferences import LONGEST_IDLE_MINUTES
from desktop.ui import theme
from desktop.ui.shell.windows import ZOOM_STEPS
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import NumberEdit
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.widgets.values import Choice


@dataclass(frozen=True)
class Chosen:
    """The choices in force. `theme` is light, dark or system."""

    language: str
    theme: str
    zoom: int
    idle_minutes: int


class SettingsPage(QWidget):
    """Every choice holds at once. `chosen` carries all of them after each change."""

    chosen = Signal(object)

    def __init__(
        self,
        language: Language,
        languages: Sequence[tuple[str, str]],
        now: Chosen,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _ = language.text
        self._now = now
        self.language = CodePicker(language, [Choice(tag, name) for tag, name in languages], segmented=False)
        looks = (("light", _("Light")), ("dark", _("Dark")), ("system", _("As the computer")))
        self.theme = CodePicker(language, [Choice(code, text) for code, text in looks], segmented=True)
        steps = [Choice(str(step), f"{step} %") for step in ZOOM_STEPS]
        self.zoom = CodePicker(language, steps, segmented=False)
        self.minutes = NumberEdit(
            language, _("min"), places=0, low=Decimal(1), high=Decimal(LONGEST_IDLE_MINUTES)
        )
        self.language.set_value(now.language)
        self.theme.set_value(now.theme)
        self.zoom.set_value(str(now.zoom))
        self.minutes.set_value(now.idle_minutes)
        self._lay_out(language)
        for field in (self.language, self.theme, self.zoom):
            field.edited.connect(self._tell)
        self.minutes.editingFinished.connect(self._tell)
        self.setFocusProxy(self.language)

    def _lay_out(self, language: Language) -> None:
        _ = language.text
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Settings"), "name"))
        told = _("For you, on this computer. Each choice holds at once.")
        column.addWidget(PlainLabel(told, "muted", wrap=True))
        card = Card()
        grid = FormGrid(2)
        idle = _("The records lock when nobody has touched the keyboard or the mouse for this long.")
        for row in (
            FieldRow(language, _("&Language"), self.language),
            FieldRow(language, _("&Size of everything"), self.zoom),
            FieldRow(language, _("&Colours"), self.theme),
            FieldRow(language, _("&Minutes until the lock"), self.minutes, hint=idle),
        ):
            grid.add(row, 1)
        card.add(grid)
        card.setMaximumWidth(theme.px(720))
        column.addWidget(card)
        column.addStretch(1)

    def _tell(self) -> None:
        minutes = self.minutes.value()
        now = Chosen(
            language=self.language.value() or self._now.language,
            theme=self.theme.value() or self._now.theme,
            zoom=int(self.zoom.value() or self._now.zoom),
            idle_minutes=int(minutes) if minutes is not None else self._now.idle_minutes,
        )
        if now != self._now:
            self._now = now
            self.chosen.emit(now)
