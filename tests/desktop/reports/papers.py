"""Invented facts, languages with a few texts of their own, and a reader of finished papers."""

import gettext
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import pypdfium2
from pypdf import PdfReader

from desktop.i18n import Language, load
from desktop.reports.layout import Block
from desktop.reports.progress import (
    Band,
    Goal,
    LegalStep,
    ProgressFacts,
    Service,
    Stay,
    Words,
)
from desktop.reports.progress import (
    draw as draw_progress,
)
from desktop.reports.sheet import MARGIN, Footer, Sheet, build
from desktop.reports.tables import Column, Share, table
from desktop.reports.values import Languages, Versions, said
from desktop.rules.ages import age_range
from desktop.rules.partial_dates import exact

MOMENT = 1_795_322_640_000  # 22.11.2026 04:44 UTC
RU = {
    "Progress report": "Отчёт о ходе реабилитации",
    "Services": "Услуги",
    "Goals": "Цели",
    "Attendance": "Посещаемость",
    "{n} of {total}": "{n} из {total}",
    "page {n} of {total}": "стр. {n} из {total}",
    "{stage}, day {n} of {usual}": "{stage}, день {n} из {usual}",
    "In her own words": "Её слова",
    "&Surname": "&Фамилия",
    "Here": "На месте",
}
KK = {
    "Progress report": "Оңалту барысы туралы есеп",
    "Services": "Қызметтер",
    "Goals": "Мақсаттар",
    "page {n} of {total}": "{n}-бет, барлығы {total}",
    "{stage}, day {n} of {usual}": "{stage}, {usual} күннің {n}-күні",
    "In her own words": "Өз сөзімен",
    "&Surname": "&Тегі",
    "Here": "Осында",
}


class Catalogue(gettext.NullTranslations):
    """A few texts of one language, independent of what has been translated so far."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def language(tag: str, texts: dict[str, str]) -> Language:
    return replace(load(tag), catalogue=Catalogue(texts))


EN, RUSSIAN, KAZAKH = language("en", {}), language("ru", RU), language("kk", KK)
CENTRE = Versions(
    (
        ("ru", "Центр реабилитации и адаптации"),
        ("kk", "Оңалту және бейімдеу орталығы"),
        ("en", "Rehabilitation centre"),
    )
)
FACTS = ProgressFacts(
    name="Құрманбаева Айгүл Серікқызы",
    case_code="AKT-B0147K",
    centre=CENTRE,
    period=(date(2026, 11, 13), date(2026, 11, 22)),
    recipient=("recipient", "CASE_FILE"),
    made_at_ms=MOMENT,
    zone="Asia/Almaty",
    sex="F",
    age=age_range(exact(date(1997, 3, 5)), date(2026, 11, 22)),
    copy="AKT-B0311",
    stay=Stay(date(2026, 11, 13), ("stage", "ASM"), 9, 30, 2, "Д. Сапарова"),
    services=(
        Service(("service_domain", "HEALTH"), 1, None, "осмотрена", date(2026, 12, 5)),
        Service(("service_domain", "MHPSS"), 3, 3, "участвует", date(2026, 11, 24)),
        Service("«Шитьё», группа 2", 2, 3),
    ),
    health=(("health_flag", "examined"), ("health_flag", "treatment")),
    bands=(Band("PHQ-9", Versions((("en", "mild"), ("ru", "лёгкая"))), date(2026, 11, 17)),),
    goals=(
        Goal(
            "Получить удостоверение", ("goal_status", "IN_PROGRESS"), ("role", "lawyer"), date(2026, 12, 16)
        ),
    ),
    legal=(LegalStep(("legal_track", "ID_CARD"), ("legal_step", "FILED"), date(2026, 11, 16)),),
    next_dates=((said("Plan review"), date(2026, 11, 26)),),
    words=Words("«Хочу, чтобы мать увидела детей.»", ""),
)


@dataclass(frozen=True)
class Question:
    """As a field of a form, without a database behind it."""

    label: str
    kind: str
    vocabulary: str | None = None
    length: int | None = None
    unit: str = ""
    required: bool = False
    wide: bool = False
    hint: str = ""
    name: str = "check.question"


@dataclass(frozen=True)
class Part:
    title: str
    fields: tuple[Question, ...]


@dataclass(frozen=True)
class Paper:
    title: str
    sections: tuple[Part, ...]


def progress(facts: ProgressFacts = FACTS, languages: Languages = (EN,)) -> bytes:
    out = BytesIO()
    draw_progress(facts, languages, out)
    return out.getvalue()


def sheet(*story: Block, languages: Languages = (EN,), **footer: str) -> bytes:
    out = BytesIO()
    build(out, Sheet("Progress report", languages, CENTRE, Footer(**footer)), story)
    return out.getvalue()


def a_table(rows: int) -> Block:
    columns = (Column("Services", 0.6), Column("Attendance", 0.4))
    return table((EN,), columns, [(f"row {number}", Share(Fraction(1, 2))) for number in range(rows)])


def pages(data: bytes) -> list[str]:
    """The text of each page, with line breaks and repeated blanks as one blank."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def text(data: bytes) -> str:
    return " ".join(pages(data))


def as_copied(data: bytes) -> str:
    """The text as a person copies it from the first page in a viewer."""
    document = pypdfium2.PdfDocument(data)
    letters = document[0].get_textpage()
    copied = letters.get_text_range()
    letters.close()
    document.close()
    return str(copied)


def outside_margins(data: bytes) -> list[str]:
    """The letters that stand beyond the margins of their page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [char for page in document for char in _outside(page)]
    finally:
        document.close()


def _outside(page: pypdfium2.PdfPage) -> list[str]:
    wide, tall = page.get_size()
    letters = page.get_textpage()
    found = []
    for index in range(letters.count_chars()):
        left, bottom, right, top = letters.get_charbox(index)
        # An italic letter leans out of its own width by less than a point.
        inside = (
            left >= MARGIN - 1
            and right <= wide - MARGIN + 1
            and bottom >= MARGIN - 3
            and top <= tall - MARGIN + 1
        )
        if not inside and right > left:
            found.append(letters.get_text_range(index, 1))
    letters.close()
    return found
