"""Noticing that nobody is there."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.shell.idle import IdleWatch

MOMENT = 0.001


def test_a_desk_nobody_touches_is_noticed(qtbot: QtBot, qapp: QApplication) -> None:
    watch = IdleWatch(qapp, MOMENT)
    with qtbot.waitSignal(watch.went_idle):
        pass
    watch.stop()
    watch.deleteLater()


class CountedTimer(QTimer):
    """Counts how often it was wound up."""

    wound = 0

    def start(self, *_length: int) -> None:
        self.wound += 1
        super().start(60_000)


def test_a_key_winds_the_watch_up_again(qtbot: QtBot, qapp: QApplication) -> None:
    watch, field = IdleWatch(qapp, 60), QLineEdit()
    qtbot.addWidget(field)
    watch._timer = CountedTimer(watch)
    watch.set_minutes(60)
    wound_before = watch._timer.wound
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert watch._timer.wound > wound_before
    watch.stop()
    watch.deleteLater()


def test_a_watch_that_is_stopped_stays_so_whatever_is_typed(qtbot: QtBot, qapp: QApplication) -> None:
    watch, field = IdleWatch(qapp, 5), QLineEdit()
    qtbot.addWidget(field)
    watch.stop()
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert not watch._timer.isActive()
    watch.set_minutes(5)
    assert watch._timer.isActive()
    watch.stop()
    watch.deleteLater()
