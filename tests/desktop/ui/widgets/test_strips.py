"""What stands under a person's name, on the page and in the due column."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.widgets.cards import Card, Timeline, TimelineEntry
from desktop.ui.widgets.due_items import Due, DueItem
from desktop.ui.widgets.flows import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notices import Banner, EmptyState, NotForRole
from desktop.ui.widgets.strips import MustKnow, MustKnowStrip, StageBar, TabBar

LINES = (
    MustKnow("Iron, mornings", key="iron"),
    MustKnow("No allergies asked yet", "unasked", "allergy"),
    MustKnow("Not to be collected by: list at the gate", "danger", "collect", "Dana S., 14 Nov"),
)


def test_what_everybody_must_know_puts_danger_first_and_tells_what_was_pressed(
    qtbot: QtBot, en: Language
) -> None:
    strip = MustKnowStrip(en, LINES)
    qtbot.addWidget(strip)
    strip.show()
    chips = strip.findChildren(QPushButton)
    assert [chip.property("kind") for chip in chips] == ["danger", "unasked", "plain"]
    assert chips[0].accessibleDescription() == "Dana S., 14 Nov"
    with qtbot.waitSignal(strip.activated) as told:
        qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert told.args == ["allergy"]


def test_new_lines_replace_the_old(qtbot: QtBot, en: Language) -> None:
    strip = MustKnowStrip(en, LINES)
    qtbot.addWidget(strip)
    strip.set_lines(LINES[:1])
    assert [chip.text() for chip in strip.findChildren(QPushButton)] == ["Iron, mornings"]


def test_things_in_a_flow_go_to_the_next_line_where_there_is_no_room(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host, gap=5, line_gap=5)
    for _at in range(4):
        part = QWidget()
        part.setFixedSize(50, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(215) == 20
    assert flow.heightForWidth(214) == 45
    assert flow.heightForWidth(50) == 95
    assert flow.minimumSize().width() == 50


def test_the_stage_is_said_in_words_and_shown_by_kind(qtbot: QtBot, en: Language) -> None:
    bar = StageBar(en, ("Intake", "Assessment", "Plan"), 1)
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "Stage 2 of 3: Assessment"
    assert [label.property("kind") for label in bar._labels] == ["done", "now", "ahead"]
    bar.set_current(2)
    assert [label.property("kind") for label in bar._labels] == ["done", "done", "now"]


def test_tabs_tell_their_code_and_go_round(qtbot: QtBot) -> None:
    tabs = TabBar([("overview", "Overview"), ("papers", "Papers & rights"), ("history", "History")])
    qtbot.addWidget(tabs)
    assert tabs.current_code() == "overview"
    with qtbot.waitSignal(tabs.chosen) as told:
        tabs.step(-1)
    assert told.args == ["history"]
    tabs.show_code("papers")
    assert tabs.tabText(tabs.currentIndex()) == "Papers && rights"
    tabs.show_code("nowhere")
    assert tabs.current_code() == "papers"


def test_tabs_draw_together_before_one_goes_out_of_sight(qtbot: QtBot) -> None:
    tabs = TabBar([(str(at), "Консультации") for at in range(5)])
    qtbot.addWidget(tabs)
    tabs.resize(900, 40)
    tabs.show()
    roomy = tabs.tabRect(0).width()
    tabs.resize(560, 40)
    assert tabs.tabRect(0).width() < roomy
    assert tabs.tabRect(4).right() <= 560


def test_the_timeline_tells_what_was_opened(qtbot: QtBot) -> None:
    line = Timeline([TimelineEntry("Session took place", "today 09:10", 7), TimelineEntry("Admitted")])
    qtbot.addWidget(line)
    line.show()
    first, second = line.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    with qtbot.waitSignal(line.opened) as told:
        qtbot.keyClick(first, Qt.Key.Key_Return)
    assert told.args == [7]
    assert second.focusPolicy() is Qt.FocusPolicy.NoFocus
    line.set_entries([])
    assert line.findChildren(PlainLabel) == []


def test_a_due_thing_says_all_of_itself_and_is_done_by_keyboard(qtbot: QtBot) -> None:
    item = DueItem(Due(1, "Growth baseline", "Әмина · nurse", "by Fri", "overdue", "2 days"))
    qtbot.addWidget(item)
    item.show()
    assert item.accessibleName() == "Growth baseline, by Fri, 2 days, Әмина · nurse"
    assert item.property("kind") == "overdue"
    with qtbot.waitSignal(item.clicked):
        qtbot.keyClick(item, Qt.Key.Key_Space)


def test_a_due_thing_is_as_tall_as_its_words_at_its_width(qtbot: QtBot) -> None:
    item = DueItem(Due(1, "Birth certificate: waiting for an authority", "Әмина · lawyer · asked 16 Nov"))
    qtbot.addWidget(item)
    item.show()
    assert item.heightForWidth(150) > item.heightForWidth(500)


def test_a_message_stands_on_the_page_and_offers_the_way_on(qtbot: QtBot, en: Language) -> None:
    done: list[str] = []
    banner = Banner(en)
    qtbot.addWidget(banner)
    assert banner.text == ""
    banner.say("warning", "The backup is 3 days old.", "Back up now", lambda: done.append("backup"))
    assert (banner.text, banner.accessibleName()) == ("The backup is 3 days old.",) * 2
    qtbot.mouseClick(banner._action, Qt.MouseButton.LeftButton)
    assert (done, banner.text) == (["backup"], "")


def test_a_message_can_be_put_away(qtbot: QtBot, en: Language) -> None:
    banner = Banner(en)
    qtbot.addWidget(banner)
    banner.say("info", "Saved.")
    assert not banner._action.isVisible()
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(banner._close, Qt.MouseButton.LeftButton)
    assert banner.text == ""


def test_an_empty_place_says_what_to_do_and_does_it(qtbot: QtBot) -> None:
    done: list[int] = []
    empty = EmptyState("No courses yet.", "Enrol", lambda: done.append(1))
    qtbot.addWidget(empty)
    assert empty.button is not None
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert done == [1]


def test_what_is_not_for_a_role_says_who_keeps_it(qtbot: QtBot, en: Language) -> None:
    notice, bare = NotForRole(en, "psychologist"), NotForRole(en)
    for part in (notice, bare):
        qtbot.addWidget(part)
    assert notice.accessibleName() == "Not for this role. It is kept by: psychologist."
    assert bare.label.text() == "Not for this role."


def test_a_card_has_a_title_and_a_link_that_can_be_reached(qtbot: QtBot) -> None:
    done: list[int] = []
    card = Card("Family", "open tree", lambda: done.append(1))
    qtbot.addWidget(card)
    card.show()
    link = card.findChild(QPushButton)
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert (done, card.accessibleName()) == ([1], "Family")
    card.set_action("2 overdue")
    assert link.text() == "2 overdue"
