"""Everything the window can be told to do, with its key and its name."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n import N_


@dataclass(frozen=True)
class Command:
    """One entry of the menus. `text` is an untranslated message with its mnemonic; `key` is portable."""

    code: str
    menu: str
    text: str
    key: str = ""
    checkable: bool = False
    # A line is drawn above it.
    apart: bool = False
    # May be used while the window is covered, as by the log-in.
    always: bool = False


MENUS = (
    ("file", N_("&File")),
    ("person", N_("&Person")),
    ("view", N_("&View")),
    ("help", N_("&Help")),
)

COMMANDS = (
    Command("today", "file", N_("&Today"), "Alt+Home"),
    Command("new_intake", "file", N_("&New intake"), "Ctrl+N"),
    Command("arrival_desk", "file", N_("&Arrival desk"), "Ctrl+Shift+A"),
    Command("manifest", "file", N_("Read an arrival l&ist"), "Ctrl+Shift+M"),
    Command("print", "file", N_("&Print"), "Ctrl+P"),
    Command("blank_sheets", "file", N_("&Blank sheets")),
    Command("switch_user", "file", N_("&Switch user"), "Ctrl+U", apart=True),
    Command("change_password", "file", N_("&Change password")),
    Command("users", "file", N_("&Who works here")),
    Command("settings", "file", N_("S&ettings"), "Ctrl+,"),
    Command("lock", "file", N_("&Lock"), "Ctrl+L"),
    Command("quit", "file", N_("&Quit"), "Ctrl+Q", apart=True, always=True),
    Command("search", "person", N_("&Search"), "Ctrl+K"),
    Command("record", "person", N_("&Record"), "Ctrl+R"),
    Command("next_tab", "person", N_("Next pa&ge of the file"), "Ctrl+PgDown", apart=True),
    Command("previous_tab", "person", N_("Pre&vious page of the file"), "Ctrl+PgUp"),
    Command("next_person", "person", N_("&Next person"), "Alt+PgDown"),
    Command("previous_person", "person", N_("&Previous person"), "Alt+PgUp"),
    Command("beside", "view", N_("Person &beside me"), "F9", checkable=True),
    Command("due_column", "view", N_("&What is due"), "F8", checkable=True),
    Command("go_people", "view", N_("Go to the &list of people"), "Alt+1", apart=True),
    Command("go_page", "view", N_("Go to the &page"), "Alt+2"),
    Command("go_due", "view", N_("&Go to what is due"), "Alt+3"),
    Command("dark", "view", N_("&Dark colours"), "Ctrl+Shift+D", checkable=True, apart=True, always=True),
    Command("zoom_in", "view", N_("La&rger"), "Ctrl++", always=True),
    Command("zoom_out", "view", N_("&Smaller"), "Ctrl+-", always=True),
    Command("zoom_reset", "view", N_("&Usual size"), "Ctrl+0", always=True),
    Command("keys", "help", N_("&Keys"), "F1"),
    Command("about", "help", N_("&About Umid"), always=True),
)
