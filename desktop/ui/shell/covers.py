"""The pages that lie over the whole window; what they have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import Language
from desktop.ui import theme
from desktop.ui.widgets.buttons import IconButton, QuietButton
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notices import Banner

CARD_WIDTH = 400


class CoverPage(QWidget):
    """A card in the middle of the window under the word mark, with languages and light or dark below.

    While `set_busy` shows a text, nothing in the card can be changed and a bar moves.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(
        self,
        language: Language,
        title: str,
        languages: Sequence[tuple[str, str]] = (),
        *,
        width: int = CARD_WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.language = language
        self.card = QFrame()
        self.card.setProperty("look", "card")
        self.card.setFixedWidth(theme.px(width))
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(26, 22, 26, 24)
        self.body.setSpacing(12)
        self.title = PlainLabel(title, "name", wrap=True)
        self.body.addWidget(self.title)
        self.banner = Banner(language)
        self.body.addWidget(self.banner)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._busy_label = PlainLabel("", "small", wrap=True)
        self.setAccessibleName(title)
        self._lay_out(languages)

    def _lay_out(self, languages: Sequence[tuple[str, str]]) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(PlainLabel("Umid", "bigmark"), 0, centre)
        # Stretches, not an alignment: an aligned item is measured at the full width, and texts that wrap
        # in the narrow card would be cut off.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        column.addLayout(middle)
        self.hint = PlainLabel("", "muted", wrap=True)
        self.hint.setAlignment(centre)
        self.hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hint.hide()
        column.addWidget(self.hint)
        column.addStretch(3)
        column.addLayout(self._foot(languages))

    def _foot(self, languages: Sequence[tuple[str, str]]) -> QHBoxLayout:
        _ = self.language.text
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addStretch(1)
        if languages:
            names = dict(languages)
            present = names.get(self.language.tag, self.language.tag)
            button = QuietButton(_("Language: {name}").format(name=present))
            button.setMenu(self._language_menu(button, languages))
            foot.addWidget(button)
        drawing = "sun" if theme.current().name == "dark" else "moon"
        self.theme_button = IconButton(drawing, _("Light or dark"), self._other_theme)
        foot.addWidget(self.theme_button)
        foot.addStretch(1)
        return foot

    def _language_menu(self, owner: QWidget, languages: Sequence[tuple[str, str]]) -> QMenu:
        menu = QMenu(owner)
        for tag, name in languages:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(tag == self.language.tag)
            action.triggered.connect(lambda _checked=False, tag=tag: self.language_chosen.emit(tag))
        return menu

    def _other_theme(self) -> None:
        self.theme_chosen.emit("light" if theme.current().name == "dark" else "dark")

    def add_busy_line(self) -> None:
        """Put the moving bar and its words at the end of the card."""
        self.body.addWidget(self._progress)
        self.body.addWidget(self._busy_label)
        self.set_busy("")

    def set_busy(self, text: str) -> None:
        """Say what is being done; an empty text ends it."""
        self._busy_label.setText(text)
        self._busy_label.setVisible(bool(text))
        self._progress.setVisible(bool(text))
        self.enable_fields(enabled=not text)

    @property
    def busy_text(self) -> str:
        """What is being done; empty while one can type."""
        return self._busy_label.text()

    def enable_fields(self, *, enabled: bool) -> None:
        """Let the fields be used, or not; each page names its own."""

    def set_hint(self, text: str) -> None:
        """Show a line under the card, such as how to try the demonstration; empty takes it away."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def show_refusal(self, text: str) -> None:
        """Say why it did not work and what to do."""
        self.set_busy("")
        self.banner.say("error", text)


def buttons_row(*buttons: QPushButton) -> QHBoxLayout:
    """Return buttons side by side, from the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
