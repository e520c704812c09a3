"""The menu of a box of plain text: cut, copy and paste. Undo is the window's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget


def plain_menu(box: QPlainTextEdit) -> QMenu:
    """Return Qt's own menu of a box without its undo."""
    menu = box.createStandardContextMenu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action in menu.actions():
        if action.objectName() in {"edit-undo", "edit-redo"}:
            menu.removeAction(action)
    while menu.actions() and menu.actions()[0].isSeparator():
        menu.removeAction(menu.actions()[0])
    return menu


def meant(box: QPlainTextEdit, event: QContextMenuEvent) -> QTextCursor:
    """Return the place in the text that a menu is asked for: at the pointer, or at the cursor."""
    if event.reason() == QContextMenuEvent.Reason.Mouse:
        return box.cursorForPosition(box.viewport().mapFromGlobal(event.globalPos()))
    return box.textCursor()


def ask_by_key(box: QWidget, event: QKeyEvent, at: QPoint) -> bool:
    """Ask for the menu, at `at`, if Shift+F10 was pressed, which Qt hears on some systems only."""
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    if not shift or event.key() != Qt.Key.Key_F10:
        return False
    reason = QContextMenuEvent.Reason.Keyboard
    QCoreApplication.sendEvent(box, QContextMenuEvent(reason, at, box.mapToGlobal(at)))
    return True
