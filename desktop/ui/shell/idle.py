"""Notices that nobody has touched the keyboard or the mouse for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_MINUTE = 60_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits `went_idle` after `minutes` without a touch, once; `set_minutes` begins again."""

    went_idle = Signal()

    def __init__(self, app: QApplication, minutes: float = 5, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.went_idle)
        self.set_minutes(minutes)
        app.installEventFilter(self)

    def set_minutes(self, minutes: float) -> None:
        """Wait this long from now on; longer while somebody sits beside the screen and a form is open."""
        self._timer.start(int(minutes * _MINUTE))

    @property
    def is_running(self) -> bool:
        """Whether the time until the lock runs."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Wait no more, as while locked; `set_minutes` begins again."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only a watch that runs is wound up again: a locked window stays unwatched.
        if event.type() in _TOUCHES and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
