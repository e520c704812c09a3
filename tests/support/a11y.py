"""`assert_accessible`: asks of a window what a screen reader asks, presses Tab and measures.

It finds names that are missing or are only values, what the keyboard cannot reach, focus that
cannot be seen, words of too little contrast, targets that are too small, text that is cut, and a
window too large for a small screen. It cannot hear what a screen reader says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QTabBar,
    QTextEdit,
    QToolBar,
    QToolButton,
    QTreeView,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from PySide6.QtCore import QAbstractItemModel

    from mou_desktop.gui.theme import Theme

SMALL: Final = QSize(1280, 720)  # the smallest screen that must hold a window
LEAST_TARGET: Final = 28
LEAST_RATIO, LARGE_RATIO = 4.5, 3.0
_INTERACTIVE: Final = (
    QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QTextEdit, QPlainTextEdit,
    QAbstractItemView, QAbstractSlider, QTabBar, QScrollArea,
)  # fmt: skip
_PARTS: Final = (QScrollBar, QHeaderView, QSplitterHandle, QSizeGrip, QMenuBar, QMenu)
Data = Qt.ItemDataRole


def assert_accessible(window: QWidget, *, allow: Collection[str] = (), big: bool = False) -> None:
    """Fail with one line for each barrier that is found in `window`, which must be shown.

    Args:
        window: a window, panel or dialog.
        allow: barriers to let pass: a rule's name, or `rule:part of the line`.
        big: whether it is shown at large text; it may then scroll instead of fitting.
    """
    found = [line for line in Probe(window).run(big=big) if not _allowed(line, allow)]
    assert not found, "\n" + "\n".join(found)


def assert_accessible_everywhere(
    window: QWidget, theme: Theme, *, allow: Collection[str] = ()
) -> None:
    """Look at a window in all three palettes, and in one of them at 200 % text."""
    for name, scale in (("light", 1.0), ("dark", 1.0), ("high-contrast", 1.0), ("light", 2.0)):
        theme.choose(name, scale)
        QApplication.processEvents()
        assert_accessible(window, allow=allow, big=scale > 1)
    theme.choose("light", 1.0)


def _allowed(line: str, allow: Collection[str]) -> bool:
    rule = line.partition(":")[0]
    return any(
        one == rule or (one.partition(":")[0] == rule and one.partition(":")[2] in line)
        for one in allow
    )


@dataclass
class Probe:
    """Looks at one window; `found` holds a line for each barrier."""

    window: QWidget
    found: list[str] = field(default_factory=list)

    def run(self, *, big: bool) -> list[str]:
        """Return everything that stands in somebody's way."""
        for _ in range(3):
            QApplication.processEvents()
        self.names()
        self.shortcuts()
        self.contrast()
        self.sizes(big=big)
        self.keyboard()
        return self.found

    def add(self, rule: str, widget: QWidget, text: str) -> None:
        """Take note of a barrier."""
        self.found.append(f"{rule}: {_path(widget)}: {text}")

    def shown(self) -> Iterator[QWidget]:
        """Yield every widget that can be seen and is no part of a compound one."""
        for widget in (self.window, *self.window.findChildren(QWidget)):
            if (
                widget.isVisible()
                and widget.window() is self.window.window()
                and not _is_part(widget)
                and not widget.visibleRegion().isEmpty()
            ):
                yield widget

    def usable(self) -> Iterator[QWidget]:
        """Yield what can be used by keyboard or mouse now."""
        for widget in self.shown():
            focusable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            if isinstance(widget, _INTERACTIVE) and focusable and widget.isEnabled():
                yield widget

    # ---- names -------------------------------------------------------------------------------

    def names(self) -> None:
        """Ask for the names that a screen reader says."""
        seen: dict[tuple[str, str], QWidget] = {}
        for widget in self.usable():
            told = _interface(widget)
            if told is None:
                self.add("name-missing", widget, "a screen reader is told nothing of it")
                continue
            name, labels = _plain(told.text(QAccessible.Text.Name)), _labels(told)
            description = _plain(told.text(QAccessible.Text.Description))
            value = _plain(told.text(QAccessible.Text.Value))
            if isinstance(widget, QTabBar):
                continue  # its tabs carry the names
            is_value = isinstance(widget, QComboBox) and name == value and not labels
            if is_value and not widget.accessibleName():
                self.add("name-is-value", widget, f"its name is only its value {value!r}")
            elif not name and not labels:
                self.add("name-missing", widget, f"{told.role().name} has no name")
            elif isinstance(widget, QAbstractButton | QLineEdit | QComboBox):
                key = (told.role().name, (labels or [name])[0].casefold())
                if key in seen and not isinstance(widget, QRadioButton):
                    self.add("name-twice", widget, f"another one is called {key[1]!r} too")
                seen[key] = widget
            said = " ".join((name, *labels, description)).casefold()
            if widget.property("required") and "required" not in said:
                self.add("required-not-said", widget, "required, and nothing says so")
            if widget.property("invalid") and not description:
                self.add("error-not-said", widget, "wrong, and nothing says so")
        for widget in self.shown():
            if isinstance(widget, QAbstractItemView):
                self.items(widget)

    def items(self, view: QAbstractItemView) -> None:
        """Look for rows that say nothing, or say with an icon alone what they mean."""
        model = view.model()
        for index in _indexes(model, tree=isinstance(view, QTreeView)):
            roles = (Data.AccessibleTextRole, Data.AccessibleDescriptionRole)
            told = any(str(model.data(index, role) or "").strip() for role in roles)
            text = str(model.data(index, Data.DisplayRole) or "").strip()
            if not told and model.data(index, Data.DecorationRole) is not None:
                self.add(
                    "icon-alone", view, f"{text or index.row()!r} shows an icon and says nothing"
                )
                return

    def shortcuts(self) -> None:
        """Look for keys that mean two things: Qt then does neither."""
        keys = defaultdict(set)
        for widget in (self.window, *self.window.findChildren(QWidget)):
            for action in widget.actions():
                for one in action.shortcuts():
                    keys[one.toString()].add(_plain(action.text()))
        for shortcut in self.window.findChildren(QShortcut):
            keys[shortcut.key().toString()].add(f"shortcut {shortcut.objectName()}")
        for key, meanings in keys.items():
            if key and len(meanings) > 1:
                self.add("key-twice", self.window, f"{key} means {sorted(meanings)}")
        letters = defaultdict(list)
        for widget in self.shown():
            text = _text(widget)
            buddy = not isinstance(widget, QLabel) or widget.buddy() is not None
            letter = QKeySequence.mnemonic(text).toString()
            if letter and buddy and isinstance(widget, QAbstractButton | QLabel):
                letters[letter].append(_plain(text))
        for letter, texts in letters.items():
            if len(texts) > 1:
                self.add("key-twice", self.window, f"{letter} means {texts}")

    # ---- what is seen ------------------------------------------------------------------------

    def contrast(self) -> None:
        """Measure words as they are drawn."""
        for widget in self.shown():
            worded = isinstance(
                widget, QLabel | QAbstractButton | QLineEdit | QTextEdit | QPlainTextEdit
            )
            if not worded or not widget.isEnabled() or not _text(widget).strip():
                continue
            large = widget.font().pointSizeF() >= (14 if widget.font().bold() else 18)
            ratio = _drawn_ratio(widget)
            if ratio is not None and ratio < (LARGE_RATIO if large else LEAST_RATIO) - 0.05:
                self.add("contrast", widget, f"{_text(widget)[:30]!r} is drawn at {ratio:.2f}:1")

    def sizes(self, *, big: bool) -> None:
        """Look for small targets, for words that are cut, and for a window that does not fit."""
        for widget in self.shown():
            target = isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QAbstractSpinBox)
            if (
                target
                and widget.isEnabled()
                and min(widget.width(), widget.height()) < LEAST_TARGET
            ):
                size = f"{widget.width()} by {widget.height()}"
                self.add("target", widget, f"{_name(widget)!r} is {size}")
            if isinstance(widget, QLabel | QAbstractButton) and _text(widget):
                lack = _lacking(widget)
                if lack > 2:
                    self.add("cut", widget, f"{_text(widget)[:40]!r} lacks {lack} pixels")
        if not big and self.window.isWindow():
            least = self.window.minimumSizeHint().expandedTo(self.window.minimumSize())
            if least.width() > SMALL.width() or least.height() > SMALL.height():
                text = f"{least.width()} by {least.height()} does not fit a small screen"
                self.add("too-large", self.window, text)

    # ---- the keyboard ------------------------------------------------------------------------

    def keyboard(self) -> None:
        """Press Tab until it comes round; look whether all is reached and focus is seen."""
        window = self.window.window()
        window.activateWindow()
        QTest.qWaitForWindowActive(window, 2000)
        stops = self._round(window, Qt.Key.Key_Tab)
        if self._missed(stops):  # what was not there yet when Tab passed is reached on the way back
            stops += self._round(window, Qt.Key.Key_Backtab)
        for widget in self._missed(stops):
            self.add("keyboard", widget, f"{_name(widget)!r} is not reached by Tab")

    def _missed(self, stops: list[QWidget]) -> list[QWidget]:
        return [one for one in self.usable() if one not in stops and not self._reached(one, stops)]

    def _round(self, window: QWidget, key: Qt.Key) -> list[QWidget]:
        """Press Tab, or Shift+Tab, until it comes round; return all that it came by."""
        stops: list[QWidget] = []
        for _ in range(400):
            here = QApplication.focusWidget()
            before = _picture(here) if here is not None else None
            there = self._tab(here, window, key)
            if here is not None and here in stops and before == _picture(here):
                self.add("focus-unseen", here, "it looks the same with and without the focus")
            if there is None or there in stops:
                break
            stops.append(there)
        return stops

    def _tab(self, here: QWidget | None, window: QWidget, key: Qt.Key) -> QWidget | None:
        """Press Tab, or Ctrl+Tab where Tab means something else; return where that leads."""
        for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            QTest.keyClick(here or window, key, keys)
            QApplication.processEvents()
            there = QApplication.focusWidget()
            if there is not here:
                return there
        if here is not None:
            self.add("keyboard-trap", here, "neither Tab nor Ctrl+Tab leaves it")
        return None

    def _reached(self, widget: QWidget, stops: list[QWidget]) -> bool:
        """Whether a widget is reached by other keys: arrows in a group, its menu, its parent."""
        if isinstance(widget, QAbstractButton) and widget.group() is not None:
            return any(button in stops for button in widget.group().buttons())
        if isinstance(widget, QRadioButton):
            near = (one for one in stops if one.parentWidget() is widget.parentWidget())
            return any(isinstance(one, QRadioButton) for one in near)
        if isinstance(widget, QToolButton) and isinstance(widget.parentWidget(), QToolBar):
            return True
        if isinstance(widget, QTabBar) and widget.count() < 2:
            return True
        if widget.focusPolicy() == Qt.FocusPolicy.ClickFocus:
            return bool(widget.property("keyed"))  # it says that a key does the same
        return widget.focusProxy() in stops or any(widget.isAncestorOf(one) for one in stops)


# ---- helpers ---------------------------------------------------------------------------------


def _path(widget: QWidget) -> str:
    parts: list[str] = []
    up: QWidget | None = widget
    while up is not None and len(parts) < 3:
        name = f"#{up.objectName()}" if up.objectName() else ""
        parts.append(f"{type(up).__name__}{name}")
        up = up.parentWidget()
    return " in ".join(parts)


def _plain(text: str) -> str:
    bare = re.sub(r"<[^>]+>", "", text or "").replace("&&", "\0").replace("&", "")
    return " ".join(bare.replace("\0", "&").split())


def _text(widget: QWidget) -> str:
    if isinstance(widget, QGroupBox):
        return widget.title()
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return ""


def _interface(widget: QWidget) -> QAccessibleInterface | None:
    found: object = QAccessible.queryAccessibleInterface(widget)  # None too, says no stub
    return found if isinstance(found, QAccessibleInterface) and found.isValid() else None


def _name(widget: QWidget) -> str:
    told = _interface(widget)
    return _plain(told.text(QAccessible.Text.Name)) if told is not None else ""


def _labels(told: QAccessibleInterface) -> list[str]:
    found = [
        _plain(other.text(QAccessible.Text.Name))
        for other, flag in told.relations()
        if flag == QAccessible.RelationFlag.Label
    ]
    return [name for name in found if name]


def _is_part(widget: QWidget) -> bool:
    """Return whether a compound widget speaks for this one."""
    up = widget.parentWidget()
    return (
        isinstance(widget, _PARTS)
        or widget.objectName().startswith("qt_")
        or isinstance(up, QAbstractSpinBox | QComboBox | QTabBar | QHeaderView)
        or (isinstance(up, QAbstractScrollArea) and up.viewport() is widget)
        or (isinstance(up, QAbstractItemView) and isinstance(widget, QAbstractButton))
    )


def _indexes(model: QAbstractItemModel, *, tree: bool) -> Iterator[QModelIndex]:
    waiting = [QModelIndex()]
    while waiting:
        parent = waiting.pop()
        for row in range(min(model.rowCount(parent), 300)):
            index = model.index(row, 0, parent)
            yield index
            if tree and model.rowCount(index):
                waiting.append(index)


def _lacking(widget: QLabel | QAbstractButton) -> int:
    """Return how many pixels the words of a widget lack."""
    if isinstance(widget, QLabel) and widget.sizePolicy().horizontalPolicy().name == "Ignored":
        return 0  # it says with an ellipsis that there is more
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) - widget.height()
    least = widget.minimumSizeHint()
    return max(least.width() - widget.width(), least.height() - widget.height())


def _picture(widget: QWidget) -> QImage:
    return (
        widget.window()
        .grab(QRect(widget.mapTo(widget.window(), QPoint()), widget.size()))
        .toImage()
    )


def _drawn_ratio(widget: QWidget) -> float | None:
    """Return the contrast of the words as drawn: the strongest colour on the commonest one."""
    image = _picture(widget).convertToFormat(QImage.Format.Format_RGB32)
    inset = 3 if image.height() > 12 else 0
    inner = image.copy(image.rect().adjusted(inset, inset, -inset, -inset))
    counts = Counter(memoryview(inner.constBits()).cast("I"))
    if not counts:
        return None
    ground = max(counts, key=lambda rgb: counts[rgb])
    ratios = (_ratio(QColor(rgb), QColor(ground)) for rgb in counts if rgb != ground)
    return max(ratios, default=None)


def _ratio(one: QColor, other: QColor) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
