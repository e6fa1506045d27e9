from io import BytesIO

import pytest

from desktop.forms.catalogue import FORMS
from desktop.forms.spec import Form
from desktop.reports.blank import draw_blank
from desktop.reports.values import Languages
from tests.desktop.reports.papers import (
    CENTRE,
    EN,
    KAZAKH,
    RUSSIAN,
    Paper,
    Part,
    Question,
    outside_margins,
    pages,
)
from tests.desktop.reports.papers import text as text_of

KINDS = (
    "text",
    "long_text",
    "date",
    "partial_date",
    "moment",
    "time",
    "number",
    "code",
    "codes",
    "tick",
    "yes_no",
    "person",
    "staff",
    "choice",
)
FORM = Paper(
    "Health check",
    (
        Part("Check", tuple(Question(f"Question {kind}", kind) for kind in KINDS)),
        Part(
            "Person",
            (
                Question("&Surname", "text", length=60, required=True),
                Question("Sex", "code", "sex"),
                Question("Urgent", "codes", "urgent"),
                Question("Country", "code", "country"),
                Question("Weight", "number", unit="kg", hint="Without shoes"),
                Question("Bread && salt", "text", wide=True),
            ),
        ),
    ),
)


def blank(languages: Languages = (EN,), code: str | None = None, form: Paper = FORM) -> bytes:
    out = BytesIO()
    draw_blank(form, languages, out, code, centre=CENTRE)
    return out.getvalue()


def test_every_question_of_every_kind_stands_on_the_sheet_in_paper_order() -> None:
    made = text_of(blank())
    places = [made.index(f"Question {kind}") for kind in KINDS]
    assert places == sorted(places)


def test_the_key_of_a_label_is_not_printed_and_a_needed_answer_has_a_star() -> None:
    made = text_of(blank((RUSSIAN, KAZAKH)))
    assert "Фамилия * · Тегі *" in made
    assert "Bread & salt" in made


def test_the_star_is_only_explained_where_there_is_one() -> None:
    assert "* is needed" in text_of(blank())
    assert "* is needed" not in text_of(
        blank(form=Paper("Goals", (Part("Check", (Question("Notes", "text"),)),)))
    )


def test_the_codes_of_a_short_list_are_there_to_tick_in_both_languages() -> None:
    made = text_of(blank((RUSSIAN, KAZAKH)))
    for word in ("Женский", "Әйел", "Мужской", "Ер"):
        assert word in made


def test_a_list_too_long_to_tick_leaves_a_line() -> None:
    assert "Uzbekistan" not in text_of(blank())


def test_hint_and_unit_are_printed() -> None:
    made = text_of(blank())
    assert "kg" in made
    assert "Without shoes" in made


def test_the_case_code_is_printed_where_it_is_known() -> None:
    assert "Case code AKT-B0147K" in text_of(blank(code="AKT-B0147K"))
    assert "AKT-B0147K · page 1 of 2" in text_of(blank(code="AKT-B0147K"))
    assert "AKT" not in text_of(blank())


def test_who_filled_it_in_and_who_typed_it_can_be_said() -> None:
    made = text_of(blank())
    for label in (
        "Filled in by",
        "Signature",
        "Typed in by",
        "Kept in folder",
        "Filled in on",
        "Typed in on",
    ):
        assert label in made


@pytest.mark.parametrize("languages", [(EN,), (RUSSIAN,), (RUSSIAN, KAZAKH)])
def test_nothing_stands_outside_the_margins(languages: Languages) -> None:
    long = Paper(
        "Goals " * 20, (Part("Check " * 30, (Question("Ы" * 300, "partial_date", hint="Э" * 300),)),)
    )
    assert outside_margins(blank(languages)) == []
    assert outside_margins(blank(languages, form=long)) == []


def test_a_form_longer_than_a_page_goes_on_on_the_next() -> None:
    form = Paper("Goals", (Part("Check", tuple(Question(f"Text {n}", "long_text") for n in range(12))),))
    made = pages(blank(form=form))
    assert len(made) > 2
    assert sum(page.count("Text ") for page in made) == 12


def test_when_and_who_are_asked_once_and_without_what_the_screen_says_of_them() -> None:
    asked = (
        Question("Date", "date", hint="Today, unless you write another day.", name="check.happened_on"),
        Question("Done by", "staff", hint="You, unless you type for a colleague.", name="check.done_by_id"),
        Question("Typed from", "text", name="check.from_paper"),
    )
    made = text_of(blank(form=Paper("Goals", (Part("Check", asked),))))
    assert "Done by" in made
    assert [text for text in ("unless", "Typed from", "Filled in by", "Filled in on") if text in made] == []
    assert "Kept in folder" in made


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_every_form_of_ours_prints_all_its_questions(form: Form) -> None:
    out = BytesIO()
    draw_blank(form, (EN,), out)
    made = text_of(out.getvalue()).replace(" ", "")
    labels = [
        field.label.replace("&", "") for field in form.fields() if not field.name.endswith(".from_paper")
    ]
    assert [label for label in labels if label.replace(" ", "") not in made] == []
    assert outside_margins(out.getvalue()) == []
