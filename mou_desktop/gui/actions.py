"""The menus: every action of the window, its words, its keys, and what it calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from mou_desktop.gui import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QMainWindow, QMenu

Keys = QKeySequence.StandardKey | str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a menu: its name in code, its words, its keys; `editing` needs an agreement.

    `also` is a second key, such as that of a character that wants Shift on some keyboards.
    """

    name: str
    text: str
    keys: Keys = None
    editing: bool = True
    also: str = ""


LINE = Item("", "")
_K = QKeySequence.StandardKey

MENUS: Mapping[str, Sequence[Item]] = {
    words.MENU_FILE: (
        Item("new", "&New agreement…", _K.New, editing=False),
        Item("open", "&Open…", _K.Open, editing=False),
        Item("recent", words.MENU_RECENT, editing=False),
        LINE,
        Item("save", "&Save", _K.Save),
        Item("save_as", "Save &as…", "Ctrl+Shift+S"),
        Item("save_copy", "Save a &copy…"),
        Item("revert", "Re&vert…"),
        Item("versions", "Versions and recover&y…", editing=False),
        Item("compare", "Co&mpare or merge with another file…"),
        LINE,
        Item("export", "&Export to Word…", "Ctrl+E"),
        Item("send", "Sen&d to counsel…", "Ctrl+Shift+E"),
        Item("sent", "Sent to co&unsel"),
        Item("bring", "&Bring back from counsel…", "Ctrl+Shift+B"),
        Item("worksheet", "Wor&ksheet of open questions…"),
        Item("summary", "Summary for the school comm&ittee…"),
        LINE,
        Item("print_preview", "Print previe&w…"),
        Item("print", "&Print…", _K.Print),
        LINE,
        Item("properties", "P&roperties…", "Alt+Return"),
        Item("settings", "Se&ttings…", "Ctrl+,", editing=False),
        Item("close", "C&lose", "Ctrl+W"),
        Item("quit", "&Quit", "Ctrl+Q", editing=False),
    ),
    words.MENU_EDIT: (
        Item("undo", "&Undo", _K.Undo),
        Item("redo", "&Redo", "Ctrl+Y", also="Ctrl+Shift+Z"),  # of Windows, and of the others
        LINE,
        Item("cut", "Cu&t", _K.Cut),
        Item("copy", "&Copy", _K.Copy),
        Item("paste", "&Paste", _K.Paste),
        Item("select_all", "Select &all", _K.SelectAll),
        LINE,
        Item("find", "&Find and replace…", _K.Find),
        Item("find_next", "Find &next", "F3"),
    ),
    words.MENU_VIEW: (
        Item("questions", "&Questions", "Ctrl+1"),
        Item("preview", "&Preview", "Ctrl+2"),
        Item("explanation", "&Explanation", "Ctrl+3"),
        Item("notes", "No&tes", "Ctrl+4"),
        Item("side", "Open or close the s&ide panel", "Ctrl+5"),
        Item("next_panel", "&Next panel", "F6"),
        Item("previous_panel", "Pre&vious panel", "Shift+F6"),
        LINE,
        Item("larger", "&Larger text", "Ctrl++", editing=False, also="Ctrl+="),
        Item("smaller", "&Smaller text", "Ctrl+-", editing=False),
        Item("normal", "N&ormal text", "Ctrl+0", editing=False),
    ),
    words.MENU_AGREEMENT: (
        Item("ready", "&Ready to sign?", "Ctrl+R"),
        LINE,
        Item("next_missing", "Next &unanswered question", "Ctrl+."),
        Item("next_finding", "&Next finding", "F8"),
        Item("previous_finding", "&Previous finding", "Shift+F8"),
    ),
    words.MENU_CLAUSE: (
        Item("change_text", "&Change text", "Ctrl+T"),
        Item("add_note", "&Add a note", "Ctrl+M"),
        LINE,
        Item("next_clause", "&Next clause", "Ctrl+PgDown"),
        Item("previous_clause", "&Previous clause", "Ctrl+PgUp"),
    ),
    words.MENU_HELP: (
        Item("guide", "User &guide", editing=False),
        Item("keyboard", "&Keyboard", "F1", editing=False),
        LINE,
        Item("log_folder", "Open &log folder", editing=False),
        Item("licences", "L&icenses", editing=False),
        Item("about", "&About MOU Desktop", editing=False),
    ),
}


class Actions:
    """Every action by name, in the menus of one window."""

    def __init__(self, window: QMainWindow, calls: Mapping[str, Callable[[], object]]) -> None:
        self._items: dict[str, tuple[Item, QAction]] = {}
        self.menus: dict[str, QMenu] = {}
        for title, items in MENUS.items():
            menu = window.menuBar().addMenu(title)
            self.menus[title] = menu
            for item in items:
                if not item.name:
                    menu.addSeparator()
                elif item.name == "recent":
                    self.menus["recent"] = menu.addMenu(item.text)
                elif item.name in calls:
                    menu.addAction(self._made(window, item, calls[item.name]))

    def _made(self, window: QMainWindow, item: Item, call: Callable[[], object]) -> QAction:
        action = QAction(item.text, window)
        action.setObjectName(f"action_{item.name}")
        if item.keys is not None:
            also = [QKeySequence(item.also)] if item.also else []
            action.setShortcuts([QKeySequence(item.keys), *also])
        action.triggered.connect(lambda _checked=False: call())
        self._items[item.name] = (item, action)
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._items[name][1]

    def set_editing(self, *, editing: bool) -> None:
        """Offer what needs an open agreement, or not."""
        for item, action in self._items.values():
            action.setEnabled(editing or not item.editing)

    def keys_in_words(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the keys of every action there is by menu, as the keyboard list shows them."""
        found = []
        for title, items in MENUS.items():
            made = [self._items[item.name] for item in items if item.name in self._items]
            lines = [
                (item.text.replace("&", "").rstrip("…"), ", ".join(_said(action)))
                for item, action in made
                if not action.shortcut().isEmpty()
            ]
            if lines:
                found.append((title.replace("&", ""), lines))
        return found


def _said(action: QAction) -> list[str]:
    return [one.toString(QKeySequence.SequenceFormat.NativeText) for one in action.shortcuts()]
