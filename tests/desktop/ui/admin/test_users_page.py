"""Adding a colleague through the window; she can log in at once."""

from desktop.ui.admin.users_page import NewColleague, UsersPage
from desktop.ui.widgets.cards import FactLine
from desktop.ui.widgets.notices import NotForRole
from tests.desktop.ui.desk_vault import PASSWORD, Desktop


def page_of(desktop: Desktop, login: str) -> UsersPage:
    desktop.log_in(login)
    desktop.umid.window._command("users")
    desktop.settle()
    page = desktop.umid.window.page()
    assert isinstance(page, UsersPage)
    return page


def fill(
    page: UsersPage, login: str, password: str = PASSWORD, roles: tuple[str, ...] = ("teacher",)
) -> None:
    page.name.set_value("Жанова Сәуле")
    page.login.set_value(login)
    page.password.set_value(password)
    page.roles.set_value(roles)


def test_a_colleague_is_added_and_comes_in(desktop: Desktop) -> None:
    page = page_of(desktop, "director")
    fill(page, "teacher")
    page.save()
    desktop.settle()
    assert page.banner.text == "Жанова Сәуле can unlock the records now."
    assert any(
        "Жанова Сәуле · teacher: Teacher" in line.accessibleName() for line in page.findChildren(FactLine)
    )
    assert (page.name.value(), page.password.text()) == (None, "")
    desktop.umid.switch_user()
    assert desktop.log_in("teacher").opened.vault.actor.roles == ("teacher",)


def test_a_weak_password_and_a_taken_login_are_said_beside_their_fields(desktop: Desktop) -> None:
    page = page_of(desktop, "director")
    fill(page, "teacher", "short")
    page.save()
    desktop.settle()
    assert "at least 10 characters" in page.rows["user.password"].beneath
    fill(page, "NURSE")
    page.rows["user.password"].clear_problem()
    page.save()
    desktop.settle()
    assert "already" in page.rows["user.login"].beneath
    assert page.button.isEnabled()


def test_an_empty_form_adds_nobody(desktop: Desktop) -> None:
    page = page_of(desktop, "director")
    page.save()
    desktop.settle()
    assert [row.state for row in page.rows.values()] == ["error", "error", "error", "error", ""]
    assert len(page.findChildren(FactLine)) == 4


def test_who_may_not_add_colleagues_sees_the_list_without_logins(desktop: Desktop) -> None:
    page = page_of(desktop, "nurse")
    assert page.findChild(NotForRole) is not None
    said = [line.accessibleName() for line in page.findChildren(FactLine)]
    assert "Ким Олег: System administrator" in said
    assert not any("· admin" in text for text in said)


def test_a_password_is_never_in_what_a_log_would_show() -> None:
    assert "secret" not in repr(NewColleague("a", "b", (), "secret", takes_arrivals=False))
