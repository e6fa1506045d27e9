"""The one style sheet, written for 100 % with the names of the tokens in place of colours.

`look` says what a plain widget is used as; `state` and `kind` say how it is doing.
Every length in px is scaled with the zoom, so nothing else may set a length of its own in a sheet.
"""

STYLE_SHEET = """
QMainWindow, QWidget[look="page"] { background: $background; }
QWidget[look="panel"], QScrollArea[look="panel"] { background: $panel; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[look="clear"], QWidget[look="clear"] { background: transparent; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }

QFrame[look="topbar"] { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame[look="leftcolumn"] { background: $panel; border: none; border-right: 1px solid $line; }
QFrame[look="rightcolumn"] { background: $panel; border: none; border-left: 1px solid $line; }
QFrame[look="statusline"] { background: $panel; border: none; border-top: 1px solid $line; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QLabel { background: transparent; }
QLabel[look="name"] { font-size: 20px; font-weight: 600; }
QLabel[look="wordmark"] { font-size: 15px; font-weight: 700; color: $accent; }
QLabel[look="bigmark"] { font-size: 26px; font-weight: 700; color: $accent; }
QLabel[look="heading"] { font-weight: 700; }
QLabel[look="cardtitle"] { font-size: 12px; font-weight: 700; color: $muted; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="small"] { font-size: 11.5px; color: $muted; }
QLabel[look="smallbold"] { font-size: 11.5px; font-weight: 600; color: $muted; }
QLabel[look="peer"] { font-size: 11.5px; color: $muted; }
QLabel[look="peer"][kind="well"] { color: $well; }
QLabel[look="peer"][kind="due"] { color: $due; }
QLabel[look="peer"][kind="danger"] { color: $danger; }
QLabel[look="quote"] { font-style: italic; }
QLabel[look="small"][state="error"] { color: $danger; }
QLabel[look="small"][state="warning"] { color: $due; }
QLabel[look="secret"] { font-size: 20px; font-weight: 600; }

QFrame[look="card"] { background: $panel; border: 1px solid $line; border-radius: 8px; }
QFrame[look="card"][kind="next"] { border-left: 3px solid $accent; }

QLineEdit, QPlainTextEdit {
    background: $field; color: $text; border: 1px solid $line; border-radius: 6px;
    padding: 0px 8px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { min-height: 26px; }
QPlainTextEdit { padding: 3px 5px; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 0px 7px; }
QPlainTextEdit:focus { padding: 2px 4px; }
QLineEdit:focus { min-height: 24px; }
QLineEdit[state="error"], QPlainTextEdit[state="error"] { border-color: $danger; }
QLineEdit[state="warning"], QPlainTextEdit[state="warning"] { border-color: $due; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $raised; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: $background; color: $muted; }
QLineEdit[look="search"] { background: $raised; padding-left: 6px; }
QLineEdit[look="secretfield"] { letter-spacing: 1px; }

QPushButton {
    background: $panel; color: $text; border: 1px solid $line; border-radius: 6px;
    min-height: 26px; padding: 0px 11px;
}
QPushButton:hover { background: $raised; border-color: $muted; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 0px 10px; min-height: 24px; }
QPushButton:disabled { color: $muted; background: $background; border-color: $line; }
QPushButton[look="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[look="primary"]:hover { border-color: $text; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $raised; color: $muted; border-color: $line; }
QPushButton[look="quiet"] { background: transparent; border: 1px solid transparent; }
QPushButton[look="quiet"]:hover { background: $raised; border-color: $line; }
QPushButton[look="quiet"]:focus { border: 2px solid $accent; }
QPushButton[look="link"] {
    background: transparent; border: none; border-bottom: 1px solid transparent; border-radius: 0px;
    color: $accent; padding: 0px; min-height: 0px; font-size: 12px; font-weight: 600; text-align: left;
}
QPushButton[look="link"]:hover, QPushButton[look="link"]:focus { border-bottom: 1px solid $accent; }
QPushButton[look="link"][kind="danger"] { color: $danger; }
QPushButton[look="link"][kind="due"] { color: $due; }
QPushButton[look="link"][kind="muted"] { color: $muted; }
QPushButton[look="icon"] {
    background: transparent; border: 1px solid transparent; padding: 0px; min-width: 26px;
}
QPushButton[look="icon"]:hover { background: $raised; border-color: $line; }
QPushButton[look="icon"]:focus { border: 2px solid $accent; }
QPushButton::menu-indicator { width: 0px; image: none; }

QPushButton[look="chip"] {
    font-size: 11.5px; color: $muted; background: $raised; border: 1px solid $line; border-radius: 9px;
    min-height: 18px; padding: 0px 8px;
}
QPushButton[look="chip"]:hover { color: $text; border-color: $muted; }
QPushButton[look="chip"]:checked { color: $accent; background: $accent_soft; border-color: $accent_soft; }
QPushButton[look="chip"]:focus { border: 1px solid $accent; }
QPushButton[look="segment"] {
    background: $field; border: 1px solid $line; border-radius: 0px; margin-right: -1px; padding: 0px 8px;
}
QPushButton[look="segment"][place="first"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QPushButton[look="segment"][place="last"] {
    border-top-right-radius: 6px; border-bottom-right-radius: 6px; margin-right: 0px;
}
QPushButton[look="segment"][place="only"] { border-radius: 6px; margin-right: 0px; }
QPushButton[look="segment"]:checked {
    background: $accent_soft; color: $accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[look="segment"]:focus { border: 2px solid $accent; padding: 0px 7px; min-height: 24px; }
QPushButton[look="segment"][state="error"] { border-color: $danger; }
QPushButton[look="segment"][state="warning"] { border-color: $due; }
QPushButton[look="pill"] {
    font-size: 11.5px; color: $accent; background: $accent_soft; border: 1px solid $accent_soft;
    border-radius: 8px; min-height: 16px; padding: 0px 7px;
}
QPushButton[look="pill"]:focus { border: 1px solid $accent; }
QPushButton[look="pill"]:disabled { color: $muted; }

QPushButton[look="mustknow"] {
    font-size: 11.5px; color: $text; background: $panel; border: 1px solid $line; border-radius: 5px;
    min-height: 19px; padding: 0px 8px; text-align: left;
}
QPushButton[look="mustknow"][kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[look="mustknow"][kind="unasked"] { color: $due; border: 1px dashed $due; }
QPushButton[look="mustknow"]:focus { border: 2px solid $accent; padding: 0px 7px; min-height: 17px; }

QLabel[look="badge"] { font-size: 11.5px; border-radius: 4px; padding: 1px 6px; }
QLabel[look="badge"][kind="due"] { color: $due; background: $due_soft; }
QLabel[look="badge"][kind="danger"] { color: $danger; background: $danger_soft; }
QLabel[look="badge"][kind="well"] { color: $well; background: $well_soft; }
QLabel[look="badge"][kind="underway"] { color: $underway; background: $underway_soft; }
QLabel[look="badge"][kind="neutral"] { color: $muted; background: $background; }
QLabel[look="badge"][kind="accent"] { color: $accent; background: $accent_soft; }

QLabel[look="stage"] {
    font-size: 11.5px; color: $muted; background: $panel; border: 1px solid $line; min-height: 20px;
}
QLabel[look="stage"][kind="done"] { color: $accent; background: $accent_soft; border-color: $accent_soft; }
QLabel[look="stage"][kind="now"] {
    color: $on_accent; background: $accent; border-color: $accent; font-weight: 600;
}
QLabel[look="stage"][place="first"] { border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
QLabel[look="stage"][place="last"] { border-top-right-radius: 4px; border-bottom-right-radius: 4px; }

QTabBar { background: transparent; border: none; }
QTabBar::tab {
    color: $muted; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 6px 4px; margin: 0px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar:focus { outline: none; }
QTabBar::tab:selected:focus { background: $accent_soft; }

QFrame[look="banner"] { border-radius: 6px; border: 1px solid $line; background: $panel; }
QFrame[look="banner"][kind="info"] { background: $underway_soft; border-color: $underway; }
QFrame[look="banner"][kind="warning"] { background: $due_soft; border-color: $due; }
QFrame[look="banner"][kind="error"] { background: $danger_soft; border-color: $danger; }
QFrame[look="banner"][kind="done"] { background: $well_soft; border-color: $well; }

QPushButton[look="dueitem"] {
    background: $raised; border: 1px solid $line; border-radius: 6px; border-left: 3px solid $line;
    text-align: left; padding: 0px; min-height: 0px;
}
QPushButton[look="dueitem"]:hover { background: $accent_soft; }
QPushButton[look="dueitem"]:focus { border: 1px solid $accent; border-left: 3px solid $accent; }
QPushButton[look="dueitem"][kind="overdue"] { border-left: 3px solid $danger; }
QPushButton[look="dueitem"][kind="today"] { border-left: 3px solid $due; }
QPushButton[look="dueitem"][kind="week"], QPushButton[look="dueitem"][kind="later"] {
    border-left: 3px solid $accent;
}

QListView, QTableView, QTreeView {
    background: $panel; border: none; outline: none; selection-background-color: $accent_soft;
    selection-color: $text; gridline-color: $line; alternate-background-color: $panel;
}
QListView[look="popup"] { border: 1px solid $line; border-radius: 6px; padding: 0px; }
QListView[look="popup"]::item { min-height: 26px; padding: 0px 6px; border-radius: 4px; color: $text; }
QListView[look="popup"]::item:selected { background: $accent_soft; color: $accent; }
QTableView::item { padding: 0px 6px; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section {
    background: $panel; color: $muted; border: none; border-bottom: 1px solid $line;
    font-size: 11.5px; font-weight: 600; padding: 5px 6px;
}

QMenuBar { background: $panel; border: none; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; color: $accent; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $accent; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 30px; }
QScrollBar::handle:horizontal { min-width: 30px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QCalendarWidget QWidget { alternate-background-color: $panel; background: $panel; color: $text; }
QCalendarWidget QToolButton {
    background: transparent; color: $text; border: none; padding: 4px 8px; font-weight: 600;
}
QCalendarWidget QToolButton::menu-indicator { image: none; width: 0px; }
QCalendarWidget QToolButton:hover { background: $accent_soft; border-radius: 4px; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QAbstractItemView:disabled { color: $muted; }
QFrame[look="popup"] { background: $panel; border: 1px solid $line; }
"""
