"""Choosing a paper."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from db.ids import uuid7
from desktop.i18n import Language, load
from desktop.programmes import programme
from desktop.reports.orders import Order, Wish
from desktop.ui.reports.orders import OrderForm, usual_languages

ZHUSAN = programme("kz-zhusan")
RECIPIENTS = ("CASE_FILE", "CLIENT", "GUARDIANSHIP")
PERSON, ARRIVAL = uuid7(), uuid7()
Make = Callable[..., OrderForm]


@pytest.fixture
def make(qtbot: QtBot, en: Language) -> Make:
    def made(kind: str = "progress", *, of_person: bool = True, of_arrival: bool = False) -> OrderForm:
        person, arrival = PERSON if of_person else None, ARRIVAL if of_arrival else None
        form = OrderForm(en, ZHUSAN, RECIPIENTS, kind, person, arrival)
        qtbot.addWidget(form)
        form.show()
        return form

    return made


def choose(form: OrderForm, **codes: object) -> list[Order]:
    """Set fields as a person does; return the orders that were told."""
    told: list[Order] = []
    form.changed.connect(lambda: told.append(form.order))
    for name, value in codes.items():
        field = getattr(form, name)
        field.set_value(value)
        field.edited.emit()
    return told


@pytest.mark.parametrize(
    ("reader", "tag", "expected"),
    [
        ("ru", "kz-zhusan", ("ru", "kk")),
        ("kk", "kz-zhusan", ("kk",)),
        ("en", "kz-zhusan", ("en", "kk")),
        ("ru", "uz-mehr", ("ru",)),
        ("tg", "tj", ("en",)),
    ],
)
def test_papers_come_in_the_readers_language_and_the_programmes_own(
    reader: str, tag: str, expected: tuple[str, ...]
) -> None:
    assert usual_languages(programme(tag), load(reader)) == expected


def test_the_first_paper_is_the_report_for_the_case_file(make: Make) -> None:
    assert make().order == Order("progress", ("en", "kk"), PERSON, None, Wish())


def test_a_change_is_told_once_and_a_half_typed_answer_changes_nothing(make: Make) -> None:
    form = make()
    assert choose(form, recipient=None, first=None, paper=None) == []
    told = choose(form, recipient="GUARDIANSHIP", second=None)
    assert [(order.wish.recipient, order.languages) for order in told] == [
        ("GUARDIANSHIP", ("en", "kk")),
        ("GUARDIANSHIP", ("en",)),
    ]


def test_the_same_language_twice_is_one_language(make: Make) -> None:
    form = make()
    choose(form, second="en")
    assert form.order.languages == ("en",)


def test_religious_counselling_is_offered_on_her_own_copy_only_and_never_by_itself(make: Make) -> None:
    form = make()
    assert not form.religious.isVisible()
    choose(form, recipient="CLIENT")
    assert form.religious.isVisible()
    assert not form.order.wish.religious
    choose(form, religious=True)
    assert form.order.wish == Wish("CLIENT", religious=True)
    choose(form, recipient="GUARDIANSHIP")
    assert form.order.wish == Wish("GUARDIANSHIP")
    assert not form.religious.isVisible()


def test_a_blank_sheet_has_no_recipient(make: Make) -> None:
    form = make()
    choose(form, recipient="CLIENT", religious=True, paper="blank_health")
    assert form.order == Order("blank_health", ("en", "kk"), PERSON, None, Wish())
    assert not form.recipient.isVisible()


def test_without_a_person_blank_sheets_come_with_reserve_codes(make: Make) -> None:
    form = make("blank_intake", of_person=False)
    assert form.order == Order("blank_intake", ("en", "kk"), None, None, Wish(), 10)
    choose(form, reserve=Decimal(3))
    assert form.order.reserve == 3
    choose(form, reserve=Decimal(400))
    assert form.order.reserve == 0
    assert form.reserve.problem()


def test_an_arrival_offers_its_list_and_nothing_else(make: Make) -> None:
    form = make("arrival_list", of_person=False, of_arrival=True)
    assert form.order == Order("arrival_list", ("en", "kk"), None, ARRIVAL, Wish(), 10)
    choose(form, paper="progress")
    assert form.order.kind == "arrival_list"
