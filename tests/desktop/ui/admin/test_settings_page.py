from decimal import Decimal

from desktop.ui import theme
from desktop.ui.admin.settings_page import SettingsPage
from tests.desktop.ui.desk_vault import Desktop


def page_of(desktop: Desktop) -> SettingsPage:
    desktop.umid.window._command("settings")
    desktop.settle()
    page = desktop.umid.window.page()
    assert isinstance(page, SettingsPage)
    return page


def test_every_choice_holds_at_once(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    page = page_of(desktop)
    page.theme.set_value("dark")
    page.theme.edited.emit()
    assert theme.current().name == "dark"
    page.minutes.set_value(Decimal(12))
    page.minutes.editingFinished.emit()
    assert desktop.umid.idle._timer.interval() == 12 * 60_000
    page.zoom.set_value("125")
    page.zoom.edited.emit()
    assert theme.zoom_now() == 125
    page.language.set_value("ru")
    page.language.edited.emit()
    desktop.settle()
    assert desktop.umid.language.tag == "ru"
    again = page_of(desktop)
    assert (again.theme.value(), again.zoom.value(), again.minutes.value()) == ("dark", "125", Decimal(12))


def test_minutes_beyond_an_hour_are_refused(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    page = page_of(desktop)
    page.minutes.setText("90")
    assert page.minutes.problem() == "Between 1 and 60."
    page.minutes.editingFinished.emit()
    assert desktop.umid.idle._timer.interval() == 5 * 60_000


def test_choices_wait_for_the_next_visit(desktop: Desktop) -> None:
    desktop.log_in("nurse")
    page = page_of(desktop)
    page.minutes.set_value(Decimal(12))
    page.minutes.editingFinished.emit()
    desktop.umid.lock()
    desktop.log_in("nurse")
    assert desktop.umid.idle._timer.interval() == 12 * 60_000
