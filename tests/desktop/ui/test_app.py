"""The window from the door to the desk and back, on a real vault."""

from PySide6.QtCore import Qt

from desktop.ui.follow_up.today import TodayPage
from desktop.ui.shell.logins import LoginPage
from tests.desktop.ui.desk_vault import Desktop


def test_after_unlocking_today_is_the_first_page(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    assert isinstance(desktop.umid.window.page(), TodayPage)
    assert not desktop.umid.window.is_covered
