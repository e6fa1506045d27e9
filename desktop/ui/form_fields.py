"""A question of a form as a widget, and its value as a fact: one place for every kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from db.types import Amount, SealedText
from desktop.forms.spec import Field, Kind
from desktop.i18n import Language
from desktop.rules.partial_dates import PartialDate
from desktop.services.drafts import Typed
from desktop.ui.widgets.codes import CodePicker
from desktop.ui.widgets.dates import MomentEdit, OptionalDateEdit
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.lines import NumberEdit, TextEdit, TextLine
from desktop.ui.widgets.notices import Drawing
from desktop.ui.widgets.partial_dates import PartialDateEdit
from desktop.ui.widgets.searches import Hit, PersonPicker, Search
from desktop.ui.widgets.ticks import MultiPicker, TickBox
from desktop.ui.widgets.values import Choice, ValueWidget
from desktop.vocabularies import vocabulary

# Counts that no table of plausible measures bounds: minutes, grades.
LARGEST_COUNT = Decimal(9999)
NOTHING = "—"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_BETTER = "{suggestion}"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Options = Sequence[tuple[UUID, str]]


def everything(_field: Field) -> bool:
    """The right of who may write every field."""
    return True


def nothing(_field: Field) -> bool:
    """The right of who may write no field."""
    return False


def nobody(_typed: str, _show: Callable[[Sequence[Hit]], object]) -> None:
    """A search for people that finds none."""


@dataclass(frozen=True)
class Surroundings:
    """What a form is drawn with besides its description.

    `zone` is the centre's time zone. `staff` and `choices` (by field name) are what STAFF and CHOICE
    offer; `codes` limits the codes of a field. `sealed_to` names, in the window's language, who reads a
    sealed field; `holds` says whether the user is among them. `for_colleague` names fields that the user
    may not write for herself (`me`) and may type from paper for the colleague named in "Done by".
    """

    language: Language
    today: Callable[[], date]
    zone: str
    may_write: Callable[[Field], bool] = everything
    holds: Callable[[Field], bool] = everything
    sealed_to: Callable[[Field], str] = lambda _field: ""
    staff: Options = ()
    choices: Mapping[str, Options] = field(default_factory=dict)
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    for_colleague: Callable[[Field], bool] = nothing
    me: UUID | None = None
    search: Search = nobody
    person_name: Callable[[UUID], str] = lambda _person_id: ""

    def options(self, of: Field) -> Options:
        """What a STAFF or CHOICE field offers."""
        return self.staff if of.kind is Kind.STAFF else self.choices.get(of.name, ())


def widget_of(around: Surroundings, of: Field) -> QWidget:
    """The widget that asks this question."""
    language = around.language
    match of.kind:
        case Kind.NUMBER:
            return _number(language, of)
        case Kind.CODE:
            return CodePicker(language, _codes(around, of))
        case Kind.CODES:
            return MultiPicker(language, _codes(around, of))
        case Kind.STAFF | Kind.CHOICE:
            return CodePicker(language, _told_apart(around.options(of)), segmented=False)
        case Kind.PERSON:
            return PersonPicker(language, around.search)
        case Kind.TICK:
            return TickBox(language.label("yes_no_unknown", "yes"))
        case Kind.TEXT:
            return TextLine(language, of.length or 0)
        case Kind.LONG_TEXT:
            return TextEdit(language, of.length or 0)
    return _dates(around, of)


def _number(language: Language, of: Field) -> QWidget:
    high = None if of.measure else LARGEST_COUNT
    return NumberEdit(language, language.text(of.unit), places=of.places, low=Decimal(0), high=high)


def _dates(around: Surroundings, of: Field) -> QWidget:
    language = around.language
    if of.kind is Kind.PARTIAL_DATE:
        return PartialDateEdit(language, vocabulary_choices(language, "date_basis"))
    return (MomentEdit if of.kind is Kind.MOMENT else OptionalDateEdit)(language, around.today)


def _codes(around: Surroundings, of: Field) -> list[Choice]:
    allowed = around.codes.get(of.name)
    choices = vocabulary_choices(around.language, of.vocabulary or "")
    return [choice for choice in choices if allowed is None or choice.code in allowed]


def seal_line(around: Surroundings, of: Field) -> QWidget:
    """A small lock, and who will be able to read this."""
    _ = around.language.text
    said = (
        _("Sealed to: {roles}.")
        if around.holds(of)
        else _("Sealed to: {roles}. You cannot read it again once it is saved, and no draft of it is kept.")
    )
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Drawing("lock"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(said.format(roles=around.sealed_to(of)), "small", wrap=True), 1)
    return line


def vocabulary_choices(language: Language, name: str) -> list[Choice]:
    """Every code of a vocabulary as it reads in this language."""
    return [
        Choice(code.code, language.label(name, code.code), retired=code.retired)
        for code in vocabulary(name).codes
    ]


def _told_apart(options: Options) -> list[Choice]:
    """Two colleagues of one name can both be chosen."""
    times: dict[str, int] = {}
    made = []
    for key, label in options:
        times[label] = times.get(label, 0) + 1
        made.append(Choice(key.hex, f"{label} ({times[label]})" if times[label] > 1 else label))
    return made


def read(around: Surroundings, of: Field, widget: ValueWidget) -> Any:  # noqa: ANN401  (a value of any column)
    """The value as its column takes it; None when empty or not understood."""
    value: Any = widget.value()
    if value is None or value == ():
        return None
    match of.kind:
        case Kind.NUMBER:
            return value if isinstance(of.column.type, Amount) else int(value)
        case Kind.MOMENT:
            return _moment_of(value, around.zone)
        case Kind.STAFF | Kind.CHOICE:
            return UUID(value)
    return value


def _moment_of(value: tuple[date, time | None], zone: str) -> int | None:
    day, hour = value
    if hour is None:
        return None
    local = datetime.combine(day, hour, ZoneInfo(zone))
    return int((local - _EPOCH).total_seconds() * 1000)


def _day_and_hour(moment_ms: int, zone: str) -> tuple[date, time]:
    local = datetime.fromtimestamp(moment_ms / 1000, ZoneInfo(zone))
    return local.date(), local.time()


def line_of(widget: QWidget) -> QLineEdit | None:
    """The line inside a widget whose letters may not be a value yet."""
    inner = widget if isinstance(widget, QLineEdit) else widget.focusProxy()
    return inner if isinstance(inner, QLineEdit) and not isinstance(widget, MomentEdit) else None


def typed(around: Surroundings, of: Field, widget: QWidget, values: ValueWidget) -> Any:  # noqa: ANN401
    """The value, else the letters that are none yet: what a draft keeps."""
    line = line_of(widget)
    if line is not None and values.problem() and not isinstance(widget, TextLine):
        return Typed(line.text())
    return read(around, of, values)


def write(around: Surroundings, of: Field, widget: Any, value: Any) -> None:  # noqa: ANN401  (any field and its value)
    """Show a value in its widget; letters of a draft stand as they were typed."""
    line = line_of(widget)
    if isinstance(value, Typed):
        if line is not None:
            line.setText(value.text)
        return
    if value is not None and of.kind is Kind.MOMENT:
        value = _day_and_hour(value, around.zone)
    elif value is not None and of.kind in (Kind.STAFF, Kind.CHOICE):
        value = value.hex
    elif value is not None and of.kind is Kind.PERSON:
        value = Hit(value, around.person_name(value), "")
    elif isinstance(value, Decimal):
        value = plain(value)
    widget.set_value(value)


def shown(around: Surroundings, of: Field, value: Any) -> str:  # noqa: ANN401  (a value of any column)
    """A value as people read it; a dash for none, and a word for what this user cannot open."""
    language = around.language
    if value is None or value == () or value == "":
        return NOTHING
    if isinstance(value, SealedText):
        return language.text("sealed")
    if of.kind in (Kind.STAFF, Kind.CHOICE):
        return dict(around.options(of)).get(value) or language.text("not known here")
    if of.kind is Kind.PERSON:
        return around.person_name(value)
    if of.kind is Kind.TICK:
        return language.label("yes_no_unknown", "yes" if value else "no")
    return _spelled(around, of, value)


def _spelled(around: Surroundings, of: Field, value: Any) -> str:  # noqa: ANN401
    language = around.language
    match value:
        case PartialDate():
            return language.partial(value)
        case date():
            return language.day(value)
        case tuple():
            return ", ".join(language.label(of.vocabulary or "", code) for code in value)
        case str():
            return language.label(of.vocabulary, value) if of.vocabulary else value
    if of.kind is Kind.MOMENT:
        return language.moment(value, around.zone)
    number = language.number(plain(value) if isinstance(value, Decimal) else value)
    return f"{number} {language.text(of.unit)}" if of.unit else number


def plain(number: Decimal) -> Decimal:
    """A number without noughts behind its decimals: 12.60 as 12.6, 142.0 as 142."""
    short = number.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def sentences(message: str) -> tuple[str, str]:
    """A translated message without the sentence that names the better value, and that sentence.

    "Looks like centimetres. Use {suggestion}." is both; the second is empty where none names it.
    """
    found = _SENTENCE_END.split(message)
    rest = " ".join(one for one in found if _BETTER not in one)
    better = next((one for one in found if _BETTER in one), "")
    return (rest, better) if rest and better else (message, "")


def sentence(language: Language, message: str, params: Mapping[str, object]) -> str:
    """A refusal in the window's language, its numbers as this language writes them."""
    return filled(language, language.text(message), params)


def filled(language: Language, text: str, params: Mapping[str, object]) -> str:
    """A translated text with its places filled, numbers as this language writes them."""
    said = {name: language.number(v) if isinstance(v, Decimal) else v for name, v in params.items()}
    return text.format(**said) if said else text
