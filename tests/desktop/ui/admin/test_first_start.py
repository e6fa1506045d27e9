"""From nothing to a vault that opens, through the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.clock import FixedClock
from desktop.ui.admin.first_start import CentrePage, ChoosePage
from desktop.ui.app import Umid
from desktop.ui.doors import free_folder, is_vault
from desktop.ui.shell.covers import CoverPage
from desktop.ui.shell.logins import LoginPage
from desktop.ui.shell.new_vaults import CreateVaultPage
from tests.desktop.ui.desk_vault import NOW, PASSWORD, Desktop


@pytest.fixture
def fresh(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Desktop:
    umid = Umid(qapp, FixedClock(NOW), cheap=True)
    umid.start()
    return Desktop(umid, qtbot, FixedClock(NOW), tmp_path)


def last(desktop: Desktop) -> CoverPage:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return desktop.umid.window.findChildren(CoverPage)[-1]


def test_records_are_made_and_opened_with_the_key_typed_back(fresh: Desktop) -> None:
    choose = last(fresh)
    assert isinstance(choose, ChoosePage)
    choose.new.click()
    house = last(fresh)
    assert isinstance(house, CentrePage)
    house.programme.set_value("kz-zhusan")
    house.programme.edited.emit()
    assert house.name.value()
    house.go_on.click()
    person = last(fresh)
    assert isinstance(person, CreateVaultPage)
    for field, text in ((person.name, "Ахметова Гүлнар"), (person.login, "director")):
        field.set_value(text)
    person.pair.first.set_value(PASSWORD)
    person.pair.again.set_value(PASSWORD)
    person.create_button.click()
    fresh.settle()
    person.typed_back.set_value(person._groups[person._asked])
    person.confirm_button.click()
    fresh.settle()
    assert isinstance(last(fresh), LoginPage)
    assert fresh.log_in("director").opened.vault.actor.roles == ("director", "sysadmin")
    fresh.close()


def test_nothing_is_made_without_programme_and_name(fresh: Desktop) -> None:
    fresh.umid.door._new_centre()
    page = last(fresh)
    assert isinstance(page, CentrePage)
    page.go_on.click()
    assert [row.state for row in page.rows] == ["error", "error", "", ""]
    assert not is_vault(free_folder())
    fresh.close()


def test_the_recovery_key_stays_when_another_language_is_chosen(fresh: Desktop) -> None:
    fresh.umid.door._new_centre()
    house = last(fresh)
    assert isinstance(house, CentrePage)
    house.programme.set_value("kz-zhusan")
    house.programme.edited.emit()
    house.go_on.click()
    page = last(fresh)
    assert isinstance(page, CreateVaultPage)
    fresh.umid.door._created(page, "AAAA-BBBB-CCCC-DDDD")
    fresh.umid.choose_language("ru")
    assert last(fresh) is page
    fresh.close()


def test_a_folder_without_records_is_said_to_have_none(
    fresh: Desktop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    page = last(fresh)
    assert isinstance(page, ChoosePage)
    page.other.click()
    assert "There are no records in" in page.banner.text
    fresh.close()


def test_records_in_a_cloud_folder_are_refused_with_words(fresh: Desktop, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive" / "records"
    fresh.umid.door._new_centre()
    house = last(fresh)
    assert isinstance(house, CentrePage)
    house.show_folder(folder)
    house.programme.set_value("tj")
    house.programme.edited.emit()
    house.go_on.click()
    page = last(fresh)
    assert isinstance(page, CreateVaultPage)
    for field, text in ((page.name, "A"), (page.login, "a")):
        field.set_value(text)
    page.pair.first.set_value(PASSWORD)
    page.pair.again.set_value(PASSWORD)
    page.create_button.click()
    fresh.settle()
    assert "is copied to OneDrive" in page.banner.text
    assert not is_vault(folder)
    fresh.close()
