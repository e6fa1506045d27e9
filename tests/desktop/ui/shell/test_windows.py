"""The frame of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import Language, load
from desktop.ui import theme
from desktop.ui.shell.commands import COMMANDS
from desktop.ui.shell.windows import MainWindow, no_search
from desktop.ui.widgets.buttons import Chip
from desktop.ui.widgets.due_items import DueItem
from desktop.ui.widgets.searches import Hit
from tests.desktop.ui import samples
from tests.desktop.ui.gallery import LANGUAGES, overview_page, sample_window


@pytest.fixture
def window(qtbot: QtBot, en: Language) -> Iterator[MainWindow]:
    made = sample_window(en)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.drop_pages()


def told(window: MainWindow) -> list[str]:
    heard: list[str] = []
    window.commanded.connect(heard.append)
    return heard


@pytest.mark.parametrize("tag", ["en", "ru"])
@pytest.mark.parametrize("zoom", [80, 100, 200])
def test_the_window_fits_the_smallest_screen_in_every_zoom(qtbot: QtBot, tag: str, zoom: int) -> None:
    window = sample_window(load(tag))
    qtbot.addWidget(window)
    window.show_page(overview_page(load(tag)))
    window.show()
    window.dress("light", zoom)
    QApplication.processEvents()
    least = window.centralWidget().minimumSizeHint()
    assert (least.width() <= 1366, least.height() <= 768) == (True, True)
    assert (window.width(), window.height()) == (1366, 768)
    assert window.pages.width() >= 500


def test_the_columns_have_the_widths_of_the_picture(window: MainWindow) -> None:
    assert (window.left.width(), window.right.width()) == (276, 268)
    assert window.top.height() == 44


def test_the_due_column_folds_by_itself_where_there_is_no_room_and_comes_back(window: MainWindow) -> None:
    window.dress("light", 175)
    assert window.right.is_folded
    window.dress("light", 100)
    assert not window.right.is_folded


def test_f8_folds_the_due_column_and_tells(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.due_folded) as heard:
        qtbot.keyClick(window, Qt.Key.Key_F8)
    assert heard.args == [True]
    assert not window.menus.actions["due_column"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert not window.right.is_folded


def test_every_command_has_a_name_and_a_mnemonic_of_its_own_menu(window: MainWindow) -> None:
    for menu in {command.menu for command in COMMANDS}:
        texts = [command.text for command in COMMANDS if command.menu == menu]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(letters) == len(set(letters)), menu
    assert all(window.menus.actions[command.code].text() for command in COMMANDS)


def test_no_key_is_given_twice() -> None:
    keys = [command.key for command in COMMANDS if command.key]
    assert len(keys) == len(set(keys))


def test_keys_reach_their_command_although_the_menu_bar_is_out_of_sight(
    window: MainWindow, qtbot: QtBot
) -> None:
    heard = told(window)
    assert window.menuBar().height() == 0
    for key in (Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_U):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["new_intake", "print", "lock", "switch_user"]


def test_the_menu_bar_appears_when_the_keyboard_is_in_it(window: MainWindow) -> None:
    window.menuBar().setFocus()
    QApplication.processEvents()
    assert window.menuBar().height() > 10
    window.left.people.setFocus()
    QApplication.processEvents()
    assert window.menuBar().height() == 0


def test_ctrl_k_goes_to_the_search_from_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    window.left.people.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.top.search.hasFocus()


def test_what_is_found_is_handed_on(window: MainWindow, qtbot: QtBot) -> None:
    hit = Hit(7, "Дана")
    with qtbot.waitSignal(window.hit_chosen) as heard:
        window.top.search.take(hit)
    assert heard.args == [hit]


def test_people_filters_and_due_things_are_handed_on(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.person_opened) as person:
        window.left.people.step(1)
    with qtbot.waitSignal(window.filter_chosen) as chosen:
        window.left.filters.findChildren(Chip)[2].click()
    with qtbot.waitSignal(window.due_opened) as due:
        window.right.findChildren(DueItem)[1].click()
    with qtbot.waitSignal(window.due_scope_chosen) as scope:
        window.right.scopes.findChildren(Chip)[1].click()
    assert [one.args for one in (person, chosen, due, scope)] == [[2], ["2"], [1], ["1"]]


def test_one_filter_is_on_at_a_time(window: MainWindow) -> None:
    chips = window.left.filters.findChildren(Chip)
    chips[1].click()
    assert [chip.isChecked() for chip in chips] == [False, True, False, False, False]
    chips[1].click()
    assert chips[1].isChecked()


def test_the_button_below_the_list_takes_somebody_in(window: MainWindow) -> None:
    heard = told(window)
    window.left.new.click()
    assert heard == ["new_intake"]


def test_f9_turns_the_window_to_the_person_beside_it_and_back(window: MainWindow, qtbot: QtBot) -> None:
    type_before = QApplication.font().pixelSize()
    with qtbot.waitSignal(window.beside_changed) as heard:
        qtbot.keyClick(window, Qt.Key.Key_F9)
    hidden = (window.left, window.right, window.status, window.top.search, window.top.user, window.top.peer)
    assert heard.args == [True]
    assert not any(part.isVisible() for part in hidden)
    assert QApplication.font().pixelSize() > type_before
    assert theme.beside_now()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert all(part.isVisible() for part in hidden)
    assert QApplication.font().pixelSize() == type_before


def test_nobody_named_while_beside_shows_up_with_a_later_message(window: MainWindow) -> None:
    window.turn_beside(beside=True)
    window.set_peer("Desk B heard 9 min ago")
    window.set_user("Nurgul T.", "nurse")
    assert not window.top.peer.isVisible()
    assert not window.top.user.isVisible()


def test_zoom_and_theme_are_applied_and_told(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.look_changed) as zoomed:
        window.menus.actions["zoom_in"].trigger()
    with qtbot.waitSignal(window.look_changed) as dark:
        window.menus.actions["dark"].trigger()
    assert zoomed.args == ["light", 110]
    assert dark.args == ["dark", 110]
    assert theme.current() is theme.DARK
    window.menus.actions["zoom_reset"].trigger()
    assert (window.zoom, theme.zoom_now()) == (100, 100)


def test_a_page_replaces_the_one_before_unless_that_is_kept(window: MainWindow) -> None:
    first, second, third = QLabel("1"), QLabel("2"), QLabel("3")
    window.show_page(first)
    window.show_page(second, keep_last=True)
    window.show_page(first, keep_last=True)
    assert window.page() is first
    window.show_page(third)
    assert (window.page(), window.pages.count()) == (third, 2)
    window.drop_page(second)
    assert window.pages.count() == 1
    window.drop_pages()
    assert window.page() is None


def test_a_dropped_page_is_deleted(window: MainWindow, qtbot: QtBot) -> None:
    page = QLabel("1")
    window.show_page(page)
    with qtbot.waitSignal(page.destroyed):
        window.drop_pages()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_cover_hides_everything_and_leaves_only_what_is_always_allowed(
    window: MainWindow, qtbot: QtBot
) -> None:
    heard = told(window)
    window.cover(QLabel("Who is at the desk now?"))
    assert window.is_covered
    assert not window.left.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["zoom_in"]
    window.uncover()
    assert window.left.isVisible()
    assert window.menus.actions["new_intake"].isEnabled()


def test_a_message_stands_above_the_page_until_it_is_put_away(window: MainWindow) -> None:
    window.say("error", "The disk is full.")
    assert window.banner.isVisible()
    window.silence()
    assert not window.banner.isVisible()


def test_the_window_changes_its_language_without_a_restart(
    window: MainWindow, ru: Language, qtbot: QtBot
) -> None:
    window.retranslate(ru)
    assert window.menus.actions["print"].text() == ru.text("&Print")
    assert window.top.search.placeholderText() == ru.text("Find a person, paper, task or page")
    tongues = {action.text(): action for action in window.menus.languages.actions()}
    assert [name for name, action in tongues.items() if action.isChecked()] == ["Русский"]
    with qtbot.waitSignal(window.language_chosen) as heard:
        tongues["English"].trigger()
    assert heard.args == ["en"]


def test_the_keyboard_goes_to_each_column(window: MainWindow, qtbot: QtBot) -> None:
    page = QWidget()
    field = QLineEdit()
    QVBoxLayout(page).addWidget(field)
    window.show_page(page)
    reached = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        reached.append(QApplication.focusWidget())
    assert reached[:2] == [window.left.people, field]
    assert isinstance(reached[2], DueItem)


def test_an_empty_list_says_what_to_do(window: MainWindow) -> None:
    window.set_people([], empty="Nobody is in the house. Read a manifest.")
    assert window.left._empty.isVisible()
    window.set_people(samples.PEOPLE)
    assert not window.left._empty.isVisible()


def test_nothing_due_is_said(window: MainWindow) -> None:
    window.set_due([])
    assert "Nothing is due." in [label.text() for label in window.right.findChildren(QLabel)]


def test_the_bottom_line_keeps_the_side_that_is_not_told(window: MainWindow) -> None:
    window.set_status(left="Saved 10:43")
    assert window.status.left.text() == "Saved 10:43"
    assert window.status.right.text() == samples.TEXTS["en"]["status"][1]
    window.set_busy(True)
    assert window.status._progress.isVisible()


def test_the_window_closes_only_when_it_may(qtbot: QtBot, en: Language) -> None:
    answers = [False, True]
    window = MainWindow(en, no_search, LANGUAGES, may_close=lambda: answers.pop(0))
    qtbot.addWidget(window)
    window.show()
    assert not window.close()
    assert window.isVisible()
    assert window.close()


def test_names_with_markup_are_shown_as_typed(window: MainWindow) -> None:
    window.set_centre("<b>Centre</b>")
    window.set_user("Dana & Co", "nurse")
    assert window.top.centre.text() == "<b>Centre</b>"
    assert window.top.user.text() == "Dana && Co · nurse"


def test_actions_do_not_pile_up_when_the_language_changes(window: MainWindow, ru: Language) -> None:
    before = len(window.findChildren(QAction))
    for _round in range(3):
        window.retranslate(ru)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(window.findChildren(QAction)) <= before
