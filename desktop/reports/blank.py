"""Any form as a blank sheet, drawn from the same description as the editor on the screen."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from desktop.i18n import N_
from desktop.reports import blocks, boxes
from desktop.reports.layout import Block, Strip, together
from desktop.reports.sheet import Footer, Out, Sheet, build_all
from desktop.reports.values import Languages, Value, Versions, both, fixed, said
from desktop.vocabularies import vocabulary


class AskedField(Protocol):
    """One question, as desktop.forms.spec.Field describes it."""

    @property
    def name(self) -> str:
        """Table and column."""
        ...

    @property
    def label(self) -> str:
        """Message id; a letter after & is its key on the screen."""
        ...

    @property
    def hint(self) -> str:
        """Message id, or nothing."""
        ...

    @property
    def kind(self) -> str:
        """What is asked for; one that is not known here gets a line to write on."""
        ...

    @property
    def vocabulary(self) -> str | None:
        """The list that codes come from."""
        ...

    @property
    def length(self) -> int | None:
        """Most characters of a text."""
        ...

    @property
    def unit(self) -> str:
        """Message id, or nothing."""
        ...

    @property
    def required(self) -> bool:
        """Whether it may not be left empty."""
        ...

    @property
    def wide(self) -> bool:
        """Whether it needs a row of its own."""
        ...


class AskedSection(Protocol):
    """Questions under one heading."""

    @property
    def title(self) -> str:
        """Message id."""
        ...

    @property
    def fields(self) -> Sequence[AskedField]:
        """In paper order."""
        ...


class AskedForm(Protocol):
    """A form, as desktop.forms.spec.Form describes it."""

    @property
    def title(self) -> str:
        """Message id."""
        ...

    @property
    def sections(self) -> Sequence[AskedSection]:
        """In paper order."""
        ...


# A text up to this long fits on half a line in ordinary handwriting.
_SHORT = 60
# More codes than this are looked up in a list at the desk, not ticked.
_MOST_OPTIONS = 18
# When and by whom stands in the form itself; what the screen says beside it is not for paper.
_WHEN, _WHO = "happened_on", "done_by_id"
# Who types it in, and from which paper, is asked once at the end of every sheet.
_AT_THE_END = {"typed_by_id", "from_paper"}
_HALF_WIDE = {"date", "moment", "time", "number", "tick", "yes_no", "staff", "choice"}


def draw_blank(
    form: AskedForm, languages: Languages, out: Out, code: str | None = None, *, centre: Value = ""
) -> None:
    """Write the form as PDF with room to answer by hand; `code` is printed on it, else boxes stand there."""
    draw_blanks(form, languages, out, (code,), centre=centre)


def draw_blanks(
    form: AskedForm, languages: Languages, out: Out, codes: Sequence[str | None], *, centre: Value = ""
) -> None:
    """Write the form once for each code into one PDF."""
    build_all(out, [_paper(form, languages, code, centre) for code in codes])


def _paper(
    form: AskedForm, languages: Languages, code: str | None, centre: Value
) -> tuple[Sheet, list[Block]]:
    footer = Footer(remarks=_remarks(form), code=code or "")
    sheet = Sheet(form.title, languages, centre, footer, under_title=said(N_("blank sheet")))
    return sheet, list(_story(form, languages, code))


def _remarks(form: AskedForm) -> tuple[Value, ...]:
    clear = said(
        N_("Write clearly, in print. Leave empty what was not asked; write “no” where the answer is no.")
    )
    must = said(N_("* is needed for every person."))
    return (
        (clear, must) if any(field.required for part in form.sections for field in part.fields) else (clear,)
    )


def _story(form: AskedForm, languages: Languages, code: str | None) -> Iterator[Block]:
    yield blocks.sheet_title(languages, form.title)
    yield _whose(languages, code)
    for section in form.sections:
        yield blocks.heading(languages, section.title)
        yield _questions(languages, section)
    yield blocks.heading(languages, N_("Signed and typed in"))
    yield _closing(languages, form)


def _whose(languages: Languages, code: str | None) -> Block:
    def strips(room: float) -> list[Strip]:
        name = said(N_("Surname, given name, patronymic"))
        if code is None:
            return [boxes.question(languages, name, "", boxes.person_boxes(languages), room)]
        half = boxes.half(room)
        return boxes.grid(
            [
                (boxes.question(languages, name, "", boxes.lines_to_write(1), half), True),
                (boxes.question(languages, said(N_("Case code")), "", boxes.printed(code), half), True),
            ],
            room,
        )

    return strips


def _questions(languages: Languages, section: AskedSection) -> Block:
    def strips(room: float) -> list[Strip]:
        cells = []
        for field in (one for one in section.fields if _column(one) not in _AT_THE_END):
            is_half = _is_half(field, languages, room)
            wide = boxes.half(room) if is_half else room
            answer = _answer(field, languages, wide)
            label = _label(languages, field)
            hint = "" if _column(field) in {_WHEN, _WHO} else _said(field.hint)
            cells.append((boxes.question(languages, label, hint, answer, wide), is_half))
        return boxes.grid(cells, room)

    return strips


def _closing(languages: Languages, form: AskedForm) -> Block:
    asked = {_column(field) for section in form.sections for field in section.fields}
    lines = [N_("Signature"), N_("Typed in by"), N_("Kept in folder")]
    if _WHO not in asked:
        lines.insert(0, N_("Filled in by"))
    days = [N_("Typed in on")] if _WHEN in asked else [N_("Filled in on"), N_("Typed in on")]

    def strips(room: float) -> list[Strip]:
        half = boxes.half(room)
        answers = [(label, boxes.lines_to_write(1)) for label in lines]
        answers += [(label, boxes.date_boxes(languages)) for label in days]
        cells = [boxes.question(languages, said(label), "", answer, half) for label, answer in answers]
        return together(boxes.grid([(cell, True) for cell in cells], room))

    return strips


def _column(field: AskedField) -> str:
    return field.name.rpartition(".")[2]


def _is_half(field: AskedField, languages: Languages, room: float) -> bool:
    if field.wide:
        return False
    if field.kind == "text":
        return (field.length or _SHORT + 1) <= _SHORT
    labels = _labels(field, languages)
    if field.kind in {"code", "codes"} and labels:
        return boxes.option_rows(labels, boxes.half(room)) <= 2
    return field.kind in _HALF_WIDE or field.kind in {"code", "codes"}


def _answer(field: AskedField, languages: Languages, room: float) -> list[Strip]:
    simple: dict[str, Callable[[], list[Strip]]] = {
        "long_text": lambda: boxes.lines_to_write(4),
        "date": lambda: boxes.date_boxes(languages),
        "moment": lambda: boxes.date_boxes(languages, with_time=True),
        "time": boxes.time_boxes,
        "partial_date": lambda: boxes.partial_date_boxes(languages, room),
        "number": lambda: boxes.short_line(languages, _said(field.unit)),
        "person": lambda: boxes.person_boxes(languages),
    }
    if field.kind in simple:
        return simple[field.kind]()
    labels = _labels(field, languages)
    return boxes.options(labels, room) if labels else boxes.lines_to_write(1)


def _labels(field: AskedField, languages: Languages) -> list[tuple[str, ...]]:
    """What there is to tick; nothing where the answer is written out."""
    if field.kind in {"tick", "yes_no"}:
        return [fixed(languages, N_("Yes")), fixed(languages, N_("No"))]
    name = field.vocabulary
    if field.kind not in {"code", "codes"} or name is None:
        return []
    codes = vocabulary(name).offered()
    if len(codes) > _MOST_OPTIONS:
        return []
    return [both(languages, (name, code.code)) for code in codes]


def _label(languages: Languages, field: AskedField) -> Value:
    """The label without its key, with a star where an answer is needed."""
    texts = [(language.tag, _plain(language.text(field.label))) for language in languages]
    return Versions(tuple((tag, f"{text} *" if field.required else text) for tag, text in texts))


def _plain(label: str) -> str:
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _said(message: str) -> Value:
    return said(message) if message else ""
