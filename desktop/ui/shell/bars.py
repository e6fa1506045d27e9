"""The bar on top and the line at the bottom of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QSizePolicy, QWidget

from desktop.i18n import Language
from desktop.ui import theme
from desktop.ui.widgets.buttons import KeyButton, QuietButton
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel, tip
from desktop.ui.widgets.searches import Search, SearchField
from desktop.ui.widgets.values import mark

TOP_HEIGHT, SEARCH_WIDTH = 44, 520


class TopBar(QFrame):
    """Word mark, centre, the one search, who is at the desk, and the key for the person beside it."""

    beside_wanted = Signal()

    def __init__(self, language: Language, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "topbar")
        self._language = language
        self._beside, self._roomy, self._short = False, True, False
        self._name, self._role = "", ""
        self.centre = ElidedLabel("", "muted")
        self.search = SearchField(language, search)
        self.peer = PlainLabel("", "peer")
        self.user = QuietButton("")
        self.beside = KeyButton("", "F9", self.beside_wanted.emit)
        self._place = QWidget()
        self._lay_out()
        self.retranslate(language)

    def _lay_out(self) -> None:
        place = QHBoxLayout(self._place)
        place.setContentsMargins(14, 0, 8, 0)
        place.setSpacing(14)
        place.addWidget(PlainLabel("Umid", "wordmark"))
        place.addWidget(self.centre, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._place)
        row.addSpacing(8)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(self.peer)
        row.addWidget(self.user)
        row.addWidget(self.beside)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.peer.hide()
        self.user.hide()

    def fit(self, people_width: int, window_width: int) -> None:
        """Keep the place above the list as wide as the list, and all heights at the zoom.

        Where it is narrow, the search keeps its room: the other desk goes first, then words beside keys.
        """
        self._roomy = window_width >= theme.px(1240)
        self._short = window_width < theme.px(1000)
        self._show_all()
        self._place.setFixedWidth(people_width)
        self.setFixedHeight(theme.px(TOP_HEIGHT))
        self.search.setMaximumWidth(theme.px(SEARCH_WIDTH))
        self.search.setMinimumWidth(theme.px(90))

    def set_user(self, name: str, role: str, menu: QMenu | None = None) -> None:
        """Show who is at the desk; the button opens `menu`."""
        self._name, self._role = name, role
        self._show_all()
        if menu is not None:
            self.user.setMenu(menu)

    def _show_all(self) -> None:
        """Show what there is room and reason for."""
        _ = self._language.text
        self.search.setVisible(not self._beside)
        self.peer.setVisible(bool(self.peer.text()) and self._roomy and not self._beside)
        said = _("back to the desk") if self._beside else _("person beside me")
        self.beside.set_text("" if self._short and not self._beside else said)
        self.beside.setAccessibleName(said)
        tip(self.beside, said)
        self._show_user()

    def _show_user(self) -> None:
        said = self._language.text("{name} · {role}").format(name=self._name, role=self._role)
        shown = said if self._role and not self._short else self._name
        # Names are data: an ampersand in one is no mnemonic.
        self.user.set_text(shown.replace("&", "&&"))
        self.user.setVisible(bool(shown) and not self._beside)

    def set_peer(self, text: str, kind: str) -> None:
        """Show when another desk was last heard; "well", "due" or "danger". Empty text takes it away."""
        self.peer.setText(f"● {text}" if text else "")
        mark(self.peer, kind=kind)
        self._show_all()

    def turn_beside(self, *, beside: bool) -> None:
        """Hide what is not for the person beside the screen."""
        self._beside = beside
        self._show_all()

    def retranslate(self, language: Language) -> None:
        """Name everything in another language."""
        self._language = language
        self.search.retranslate(language)
        self.user.setToolTip(language.text("Who is at the desk"))
        self._show_all()


class StatusLine(QFrame):
    """Saved and safe: on the left what was saved, on the right the state of the house."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "statusline")
        self.left = ElidedLabel("", "small")
        self.right = ElidedLabel("", "small")
        self.right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(80)
        self._progress.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 0)
        row.setSpacing(16)
        row.addWidget(self.left, 1)
        row.addWidget(self._progress)
        row.addWidget(self.right, 1)

    def fit(self) -> None:
        """Keep its height at the zoom."""
        self.setFixedHeight(theme.px(24))

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is being saved."""
        self._progress.setVisible(busy)
