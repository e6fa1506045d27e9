"""What is to be printed: which paper, in which languages, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import Language, load
from desktop.programmes import Programme
from desktop.reports import orders
from desktop.reports.orders import CASE_FILE, CLIENT, Order, Wish
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import NumberEdit
from desktop.ui.widgets.rows import FieldRow, FormGrid
from desktop.ui.widgets.ticks import TickBox
from desktop.ui.widgets.values import Choice

_USUAL_RESERVE = 10


def usual_languages(programme: Programme, reader: Language) -> tuple[str, ...]:
    """The reader's language first, then the programme's own: those of the two that papers are made in."""
    wanted = (reader.tag, programme.languages[0])
    return tuple(tag for tag in dict.fromkeys(wanted) if tag in orders.PAPER_LANGUAGES) or ("en",)


class OrderForm(QWidget):
    """Fields for one paper. `changed` follows every change that gives another paper.

    With a person: the papers of a person. With an arrival: its list. With neither: blank sheets with
    reserve codes.
    """

    changed = Signal()

    def __init__(
        self,
        language: Language,
        programme: Programme,
        recipients: Sequence[str],
        kind: str,
        person_id: UUID | None,
        arrival_id: UUID | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._person_id, self._arrival_id = person_id, arrival_id
        self._make_fields(recipients)
        self._fill(kind, usual_languages(programme, language))
        self._lay_out()
        for field in (self.paper, self.first, self.second, self.recipient, self.reserve, self.religious):
            field.edited.connect(self._edited)
        self._order = self._read()
        self._show_fitting()

    @property
    def order(self) -> Order:
        """The paper asked for."""
        return self._order

    def _kinds(self) -> tuple[str, ...]:
        if self._arrival_id is not None:
            return (orders.ARRIVAL_LIST,)
        return orders.kinds() if self._person_id is not None else tuple(orders.BLANKS)

    def _make_fields(self, recipients: Sequence[str]) -> None:
        language = self._language
        names = [Choice(tag, load(tag).name) for tag in orders.PAPER_LANGUAGES]
        kinds = [Choice(kind, language.label("report_kind", kind)) for kind in self._kinds()]
        known = [Choice(code, language.label("recipient", code)) for code in recipients]
        self.paper = CodePicker(language, kinds, segmented=False)
        self.first = CodePicker(language, names, segmented=False)
        self.second = CodePicker(language, names, segmented=False)
        self.recipient = CodePicker(language, known, segmented=False)
        self.reserve = NumberEdit(language, places=0, low=Decimal(0), high=Decimal(orders.MOST_RESERVE))
        self.religious = TickBox(language.text("Name &religious counselling too"))
        self.asked = PlainLabel(
            language.text("Only how often it took place, and only because the person asked for it."),
            "small",
            wrap=True,
        )

    def _fill(self, kind: str, languages: tuple[str, ...]) -> None:
        self.paper.set_value(kind)
        self.first.set_value(languages[0])
        self.second.set_value(languages[1] if len(languages) > 1 else None)
        self.recipient.set_value(CASE_FILE)
        self.reserve.set_value(Decimal(_USUAL_RESERVE))

    def _lay_out(self) -> None:
        _, language = self._language.text, self._language
        self.second.set_placeholder(_("none"))
        self._rows = {
            "paper": FieldRow(language, _("Pa&per"), self.paper),
            "first": FieldRow(language, _("&Language"), self.first),
            "second": FieldRow(language, _("Second l&anguage"), self.second),
            "recipient": FieldRow(language, _("&For whom"), self.recipient),
            "reserve": FieldRow(language, _("Reserve &codes"), self.reserve),
        }
        self._grid = FormGrid(6, 104)
        for name, row in self._rows.items():
            self._grid.add(row, 2 if name in ("paper", "recipient", "reserve") else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._grid)
        own_copy = QHBoxLayout()
        own_copy.setSpacing(10)
        own_copy.addWidget(self.religious)
        own_copy.addWidget(self.asked, 1)
        column.addLayout(own_copy)

    def _show_fitting(self) -> None:
        """Show the fields that this paper has."""
        of_person = self._order.kind == orders.PROGRESS
        own_copy = of_person and self._order.wish.recipient == CLIENT
        self._rows["recipient"].setVisible(of_person)
        self._rows["reserve"].setVisible(self._person_id is None)
        self.religious.setVisible(own_copy)
        self.asked.setVisible(own_copy)

    def _edited(self) -> None:
        order = self._read()
        if order == self._order:
            return
        self._order = order
        self._show_fitting()
        self.changed.emit()

    def _read(self) -> Order:
        """What the fields say; one that is empty or half typed leaves the paper as it was."""
        before = getattr(self, "_order", None)
        kind = self.paper.value() or (before.kind if before else self._kinds()[0])
        first = self.first.value() or (before.languages[0] if before else "en")
        languages = tuple(tag for tag in dict.fromkeys((first, self.second.value())) if tag)
        recipient = self.recipient.value() or (before.wish.recipient if before else CASE_FILE)
        own_copy = kind == orders.PROGRESS and recipient == CLIENT
        wish = Wish(
            recipient if kind == orders.PROGRESS else CASE_FILE, religious=own_copy and self.religious.value()
        )
        return Order(kind, languages, self._person_id, self._arrival_id, wish, self._reserved())

    def _reserved(self) -> int:
        asked = self.reserve.value()
        if self._person_id is not None or asked is None:
            return 0
        return int(asked)
