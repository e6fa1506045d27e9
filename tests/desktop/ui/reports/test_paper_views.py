"""Looking at pages: which are drawn, how large, and where one is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.reports.paper_views import PaperView

A4 = (595.28, 841.89)
Asked = list[tuple[int, float]]


@pytest.fixture
def view(qtbot: QtBot, en: Language) -> Iterator[PaperView]:
    made = PaperView(en)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    yield made
    made.clear()


def white() -> QImage:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def asked_by(view: PaperView, qtbot: QtBot) -> Asked:
    asked: Asked = []
    view.picture_wanted.connect(lambda number, scale: asked.append((number, scale)))
    qtbot.waitUntil(lambda: not view._asking.isActive())
    return asked


def test_only_pages_that_are_nearly_seen_are_asked_for(view: PaperView, qtbot: QtBot) -> None:
    view.set_pages([A4] * 30)
    assert {number for number, _scale in asked_by(view, qtbot)} == {0}
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert {number for number, _scale in asked_by(view, qtbot)} == {29}


def test_pages_far_away_give_their_picture_back(view: PaperView, qtbot: QtBot) -> None:
    view.set_pages([A4] * 30)
    asked_by(view, qtbot)
    view.set_picture(0, 1.0, white(), "words")
    assert view._faces[0].image is not None
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    asked_by(view, qtbot)
    assert view._faces[0].image is None
    view.set_picture(0, 1.0, white(), "late")
    assert view._faces[0].image is None


def test_a_page_is_asked_for_once_at_each_size(view: PaperView, qtbot: QtBot) -> None:
    view.set_pages([A4])
    assert len(asked_by(view, qtbot)) == 1
    view._look()
    assert asked_by(view, qtbot) == []
    view.set_zoom(150)
    assert len(asked_by(view, qtbot)) == 1


def test_the_width_fits_until_a_size_is_chosen(view: PaperView, qtbot: QtBot) -> None:
    view.set_pages([A4])
    narrow = view.percent
    assert view.fits_width
    view.resize(900, 500)
    assert view.percent > narrow
    assert view.horizontalScrollBar().maximum() == 0
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    chosen = view.percent
    assert not view.fits_width
    view.resize(700, 500)
    assert view.percent == chosen
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.percent == narrow


def test_keys_enlarge_and_shrink_step_by_step_to_the_ends(view: PaperView, qtbot: QtBot) -> None:
    view.set_pages([A4])
    view.set_zoom(100)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.percent == 125
    for _press in range(10):
        qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.percent == 50


def test_the_wheel_with_ctrl_changes_the_size_and_alone_scrolls(view: PaperView) -> None:
    view.set_pages([A4] * 3)
    view.set_zoom(100)
    for modifiers in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier):
        event = QWheelEvent(
            QPointF(20, 20), QPointF(20, 20), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            modifiers, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003 (Qt takes it by place only)
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)
    assert view.percent == 75
    assert view.verticalScrollBar().value() > 0


def test_it_says_which_page_is_in_the_middle(view: PaperView, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    view.page_shown.connect(lambda page, pages: told.append((page, pages)))
    view.set_pages([A4] * 3)
    assert told[-1] == (1, 3)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert told[-1] == (3, 3)
    assert view.accessibleName() == "Preview, page 3 of 3"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert told[-1] == (1, 3)
    view.clear()
    assert told[-1] == (0, 0)


def test_a_new_drawing_of_the_paper_keeps_the_place(view: PaperView) -> None:
    view.set_pages([A4] * 5)
    view.verticalScrollBar().setValue(600)
    view.set_pages([A4] * 5)
    assert view.verticalScrollBar().value() == 600


def test_paper_is_white_in_the_dark_and_shows_its_picture_pixel_by_pixel(view: PaperView) -> None:
    view.set_pages([A4])
    face = view._faces[0]
    image = QImage(face.width(), face.height(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setPixelColor(50, 60, Qt.GlobalColor.red)
    view.set_picture(0, 1.0, image, "her words")
    shown = face.grab().toImage()
    assert shown.pixelColor(50, 60) == Qt.GlobalColor.red
    assert shown.pixelColor(52, 60) == Qt.GlobalColor.white
    assert face.accessibleName() == "her words"
