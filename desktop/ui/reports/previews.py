"""The preview: a paper as it will be printed, and beside it what is not on it."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.errors import Refused
from desktop.i18n import N_
from desktop.reports.orders import PROGRESS, Order, recipients
from desktop.services import reading
from desktop.services.desk import Desk
from desktop.ui import pictures, system
from desktop.ui.context import Context
from desktop.ui.errors import refusal
from desktop.ui.pictures import Picture
from desktop.ui.reports.orders import OrderForm
from desktop.ui.reports.paper_views import PaperView
from desktop.ui.reports.prints import NOT_SAVED, Told, print_out, save_as
from desktop.ui.widgets.buttons import IconButton, KeyButton, PrimaryButton, QuietButton
from desktop.ui.widgets.flows import FlowLayout
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.notices import Banner

if TYPE_CHECKING:
    from desktop.reports.withheld import Withheld

# Kinds of record that say nothing a paper shows: printing one does not make its preview stale.
_SILENT = frozenset({"printed_paper", "reserved_code"})
_NEVER = N_(
    "Never on a progress report: notes, answers to questionnaires, sealed entries, figures of health."
)
_PRINT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def ask_path(page: QWidget, title: str, name: str) -> str:
    """Ask where to save; the only window of its own that a paper opens."""
    return QFileDialog.getSaveFileName(page, title, name, "PDF (*.pdf)")[0]


@dataclass(frozen=True)
class Looked:
    """A preview as the reader thread hands it over."""

    data: bytes = field(repr=False)
    sizes: tuple[tuple[float, float], ...]
    withheld: Withheld


def look(session: Session, *, desk: Desk, order: Order) -> Looked:
    """Draw the paper in memory and measure its pages."""
    from desktop.reports.papers import preview

    made = preview(session, desk=desk, order=order)
    return Looked(made.data, pictures.page_sizes(made.data), made.withheld)


def look_at_page(_session: Session, *, data: bytes, number: int, scale: float) -> Picture:
    """The picture of one page; it needs no records, and runs where it holds nobody up."""
    return pictures.picture(data, number, scale)


class PreviewPage(QWidget):
    """Choose the paper, look at it, print it or save it. Everything stays in memory until then.

    `kind` is the paper shown first. Papers of a person need `person_id`, the list of an arrival
    `arrival_id`; with neither there are blank sheets with reserve codes. Escape leaves to the person's
    file, and follows `closed` where there is none.
    """

    closed = Signal()

    def __init__(
        self,
        context: Context,
        kind: str = PROGRESS,
        person_id: UUID | None = None,
        *,
        arrival_id: UUID | None = None,
        ask: Callable[[QWidget, str, str], str] = ask_path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self._ask = context, ask
        self._looked: Looked | None = None
        self._is_noted = self._is_sending = False
        self._make_parts(kind, person_id, arrival_id)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        self._clear_before_lock()

    # Drawing.

    def _make_parts(self, kind: str, person_id: UUID | None, arrival_id: UUID | None) -> None:
        context, language = self.context, self.context.language
        _ = language.text
        self.form = OrderForm(
            language, context.programme, recipients(context.desk()), kind, person_id, arrival_id
        )
        self.view = PaperView(language)
        self.banner = Banner(language)
        self.print_button = PrimaryButton(_("Print"), "Ctrl+P", self.print_paper, own_key=False)
        self.save_button = KeyButton(_("Save as PDF…"), "Ctrl+S", self.save_paper, own_key=True)
        self.back_button = QuietButton(_("Back"), "Esc", self.leave)
        self.told = PlainLabel("", "small", wrap=True)
        self.count = PlainLabel("", "small")
        self.zoom = QuietButton("", "", lambda: self.view.set_zoom(None))

    def _lay_out(self) -> None:
        _ = self.context.language.text
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(_("Print"), "name"), 1)
        # At a large zoom the buttons stand one under the other.
        buttons = FlowLayout(gap=8)
        for button in (self.back_button, self.save_button, self.print_button):
            buttons.addWidget(button)
        head.addLayout(buttons)
        beside = QHBoxLayout()
        beside.setSpacing(6)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        beside.addWidget(self.told, 1)
        beside.addWidget(self.count)
        for part in (
            IconButton("minus", _("Smaller"), lambda: self.view.step_zoom(-1), key="-"),
            self.zoom,
            IconButton("plus", _("Larger"), lambda: self.view.step_zoom(1), key="+"),
        ):
            beside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addLayout(beside)
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.form.changed.connect(self.reload)
        self.view.picture_wanted.connect(self._want_picture)
        self.view.page_shown.connect(self._count)
        self.view.zoom_changed.connect(self._show_zoom)
        self.context.work.changed.connect(self._changed)
        self.context.work.failed.connect(self._failed)

    def _clear_before_lock(self) -> None:
        jobs, me = self.context.before_lock, weakref.ref(self)

        def clear() -> None:
            page = me()
            if page is not None:
                page.clear()

        jobs.append(clear)
        self.destroyed.connect(lambda: jobs.remove(clear) if clear in jobs else None)

    # Looking.

    @property
    def _key(self) -> str:
        return f"preview-{id(self)}"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._looked is None:
            self.reload()

    def reload(self) -> None:
        """Draw the paper anew; an older drawing under way is dropped."""
        job = partial(look, desk=self.context.desk(), order=self.form.order)
        self.context.work.read(job, self._show, self._refused, key=self._key)

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        self.banner.silence()
        self.view.set_pages(looked.sizes)
        self._show_buttons()
        self._say_withheld(looked.withheld)
        self._note_reading()

    def _note_reading(self) -> None:
        """A report shows what is in the file, so looking at it is noted as reading it, once."""
        order = self.form.order
        if self._is_noted or order.kind != PROGRESS or order.person_id is None:
            return
        self._is_noted = True
        job = partial(reading.note_reading, desk=self.context.desk(), person_id=order.person_id, page="print")
        self.context.work.write(job)

    def _say_withheld(self, withheld: Withheld) -> None:
        _ = self.context.language.text
        said = []
        if withheld.for_recipient:
            parts = ", ".join(map(_, withheld.for_recipient))
            said.append(_("Not for this recipient: {parts}.").format(parts=parts))
        if withheld.for_reader:
            parts = ", ".join(map(_, withheld.for_reader))
            said.append(_("Not for your role: {parts}.").format(parts=parts))
        if self.form.order.kind == PROGRESS:
            said.append(_(_NEVER))
        self.told.setText(" ".join(said))

    def _refused(self, refused: Refused) -> None:
        self.clear()
        self._say("warning", refusal(refused, self.context.language))

    def _want_picture(self, number: int, scale: float) -> None:
        looked = self._looked
        if looked is None:
            return
        job = partial(look_at_page, data=looked.data, number=number, scale=scale)
        self.context.work.read(
            job, partial(self._show_picture, looked, number, scale), key=f"{self._key}-{number}"
        )

    def _show_picture(self, looked: Looked, number: int, scale: float, drawn: Picture) -> None:
        if looked is self._looked:
            self.view.set_picture(number, scale, system.image_of(drawn), drawn.words)

    def _count(self, page: int, pages: int) -> None:
        said = self.context.language.text("page {n} of {total}")
        self.count.setText(said.format(n=page, total=pages) if pages else "")
        self._show_zoom()

    def _show_zoom(self) -> None:
        _ = self.context.language.text
        percent = _("{n} %").format(n=self.view.percent)
        self.zoom.set_text(percent)
        self.zoom.setAccessibleName(_("Fit the width, now {percent}").format(percent=percent))

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds <= _SILENT:
            return
        if self.isVisible():
            self.reload()
        else:
            self._looked = None

    def clear(self) -> None:
        """Let go of the paper: before the lock, and where it is not for this reader."""
        self.context.work.forget(self._key)
        self._looked = None
        self.view.clear()
        self.told.setText("")
        self._show_buttons()

    # Printing and saving.

    def print_paper(self) -> None:
        """Number, record and print the paper shown."""
        if self._may_send():
            self._begin(self.context.language.text("Printing…"))
            print_out(self.context, self.form.order, self._told(N_("Printed."), N_("Printed: copy {copy}.")))

    def save_paper(self) -> None:
        """Ask where to, then number, record and save the paper shown."""
        if not self._may_send():
            return
        _ = self.context.language.text
        path = self._ask(self, _("Save as PDF"), f"{self.form.order.kind}.pdf")
        if not path:
            return
        self._begin(_("Saving…"))
        file = Path(path)
        # Without an ending no program would know it as a paper.
        file = file if file.suffix.lower() == ".pdf" else file.with_name(f"{file.name}.pdf")
        told = self._told(N_("Saved."), N_("Saved: copy {copy}."))
        save_as(self.context, self.form.order, file, told)

    def _may_send(self) -> bool:
        return self._looked is not None and not self._is_sending

    def _begin(self, text: str) -> None:
        self._is_sending = True
        self._show_buttons()
        self._say("info", text)

    def _told(self, plain: str, numbered: str) -> Told:
        return Told(partial(self._sent, plain, numbered), self._not_sent, self._send_refused)

    def _sent(self, plain: str, numbered: str, copy: str) -> None:
        _ = self.context.language.text
        self._end("done", _(numbered).format(copy=copy) if copy else _(plain))

    def _not_sent(self, message: str) -> None:
        _ = self.context.language.text
        action = (_("Save as PDF"), self.save_paper)
        if message == NOT_SAVED:
            action = (_("Choose another folder"), self.save_paper)
        self._end("error", _(message), *action)

    def _send_refused(self, refused: Refused) -> None:
        self._end("warning", refusal(refused, self.context.language))

    def _failed(self, text: str) -> None:
        # The window says what went wrong; here the buttons come back.
        if self._is_sending:
            self._end("error", self.context.language.text(text))

    def _end(
        self, kind: str, text: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        self._is_sending = False
        self._show_buttons()
        self._say(kind, text, action, on_action)

    def _say(
        self, kind: str, text: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        self.banner.say(kind, text, action, on_action)

    def _show_buttons(self) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(self._may_send())

    # Keys.

    def leave(self) -> None:
        """Go back to the file."""
        if self.form.order.person_id is not None:
            self.context.open_person(self.form.order.person_id)
        else:
            self.closed.emit()

    def event(self, event: QEvent) -> bool:
        # Ctrl+P belongs to the window's menu; while this page has the keyboard it means "print this".
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_print(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_print(event) or (event.key() in _PRINT_KEYS and self.view.hasFocus()):
            self.print_paper()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


def _is_print(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Print)
