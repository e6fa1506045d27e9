"""When the computer's day cannot be right, the day is asked for before anything is saved."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal

from desktop.i18n import N_, Language
from desktop.ui.shell.covers import CoverPage, buttons_row
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.dates import OptionalDateEdit
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.rows import FieldRow

MOST_AHEAD = timedelta(days=30)
_BEHIND = N_("This computer says it is {today}, but the newest entry here was made on {newest}.")
_AHEAD = N_("This computer says it is {today}. The newest entry here is much older: {newest}.")


def is_doubtful(today: date, newest: date | None) -> bool:
    """Whether the computer's day lies before the newest change here, or over 30 days after it."""
    return newest is not None and not newest <= today <= newest + MOST_AHEAD


class DayPage(CoverPage):
    """Asks which day it is. `answered` carries the day; the computer's own day is a good answer too."""

    answered = Signal(object)

    def __init__(self, language: Language, today: date, newest: date) -> None:
        _ = language.text
        super().__init__(language, _("Which day is it?"))
        self._newest = newest
        told = _(_BEHIND if today < newest else _AHEAD)
        self.told = PlainLabel(
            told.format(today=language.long_day(today), newest=language.long_day(newest)), "", wrap=True
        )
        self.body.addWidget(self.told)
        self.day = OptionalDateEdit(language, lambda: today)
        self.row = FieldRow(language, _("&Today is"), self.day, required=True)
        self.body.addWidget(self.row)
        hint = _("Every entry of this session gets its day from here. Have the computer's clock put right.")
        self.body.addWidget(PlainLabel(hint, "small", wrap=True))
        self.go_on = PrimaryButton(_("Go on"), "Enter", self._answer, own_key=False)
        self.body.addLayout(buttons_row(self.go_on))
        self.day.returnPressed.connect(self._answer)
        self.setFocusProxy(self.day)

    def _answer(self) -> None:
        day = self.day.value()
        self.row.clear_problem()
        if not self.row.check() or day is None:
            return
        if day < self._newest:
            said = self.language.text("Entries were made on {newest} already. It cannot be earlier.")
            self.row.show_error(said.format(newest=self.language.day(self._newest)))
            return
        self.answered.emit(day)
