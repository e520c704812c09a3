from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest
from PySide6.QtCore import QDate, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import icons
from mou_desktop.gui.palette import PALETTES, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

    Show: TypeAlias = Callable[[QWidget], QWidget]

EDGED: dict[str, Callable[[], QWidget]] = {
    "line": lambda: QLineEdit("Exampleton"),
    "text": lambda: QTextEdit("Exampleton"),
    "plain text": lambda: QPlainTextEdit("Exampleton"),
    "number": QSpinBox,
    "date": lambda: QDateEdit(QDate(2027, 6, 15)),
    "choice": QComboBox,
    "list": QListWidget,
    "button": lambda: QPushButton("Open…"),
}


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Show]:
    """Show a widget on white ground, with another one that can take the focus."""
    windows = []

    def show(widget: QWidget) -> QWidget:
        window = QWidget()
        palette = window.palette()
        palette.setColor(window.backgroundRole(), theme.colour("surface"))
        window.setPalette(palette)
        box = QVBoxLayout(window)
        box.addWidget(widget)
        box.addWidget(QPushButton("elsewhere"))
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.findChildren(QPushButton)[-1].setFocus()
        windows.append(window)
        return window

    yield show
    windows.clear()


def ratios_along_the_edges(window: QWidget, widget: QWidget, ground: str) -> list[float]:
    """Walk in from the middle of each side; return the strongest contrast met within 6 pixels."""
    image = window.grab().toImage()
    rect = widget.geometry()
    x, y = rect.left() + rect.width() // 3, rect.center().y()
    sides = (
        [(rect.left() + i, y) for i in range(6)],
        [(rect.right() - i, y) for i in range(6)],
        [(x, rect.top() + i) for i in range(6)],
        [(x, rect.bottom() - i) for i in range(6)],
    )
    return [max(ratio(image.pixelColor(*at).name(), ground) for at in side) for side in sides]


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("kind", EDGED)
def test_the_edge_of_a_control_can_be_seen_at_rest_and_focused(
    qtbot: QtBot, show: Show, theme: Theme, name: str, kind: str
) -> None:
    theme.choose(name)
    widget = EDGED[kind]()
    window = show(widget)
    ground = PALETTES[name]["surface"]

    at_rest = window.grab().toImage()
    assert min(ratios_along_the_edges(window, widget, ground)) >= 3
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)

    assert window.grab().toImage() != at_rest
    assert min(ratios_along_the_edges(window, widget, ground)) >= 3


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox])
def test_the_edge_of_an_indicator_can_be_seen(
    show: Show, theme: Theme, name: str, kind: type[QRadioButton | QCheckBox]
) -> None:
    theme.choose(name)
    widget = kind("Letter home")
    show(widget)
    image = widget.grab().toImage()
    y = widget.height() // 2
    ground = PALETTES[name]["surface"]

    strongest = max(ratio(image.pixelColor(x, y).name(), ground) for x in range(4, 12))

    assert strongest >= 3


@pytest.mark.parametrize("kind", ["main", "plain", "flat"])
def test_a_button_of_every_look_shows_its_focus(show: Show, theme: Theme, kind: str) -> None:
    button = QPushButton("Export to Word")
    button.setProperty("look", kind)
    window = show(button)
    before = window.grab().toImage()

    button.setFocus()

    assert window.grab().toImage() != before
    middle = button.geometry().center()
    edge = window.grab().toImage().pixelColor(button.geometry().left() + 1, middle.y())
    assert edge == theme.colour("focus")


def test_a_main_button_carries_the_accent_and_others_do_not(show: Show, theme: Theme) -> None:
    grounds = {}
    for look in ("main", "plain"):
        button = QPushButton("Export to Word")
        button.setProperty("look", look)
        show(button)
        grounds[look] = button.grab().toImage().pixelColor(8, button.height() // 2)

    assert grounds == {"main": theme.colour("accent"), "plain": theme.colour("surface")}


def test_a_field_that_is_wrong_has_an_edge_that_says_so(show: Show, theme: Theme) -> None:
    field = QLineEdit("0")
    field.setProperty("invalid", True)
    show(field)

    colour = field.grab().toImage().pixelColor(1, field.height() // 2)

    assert colour == theme.colour("error")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_control_is_smaller_than_the_least_target(
    qtbot: QtBot, theme: Theme, scale: float
) -> None:
    theme.choose("light", scale)
    tool = QToolButton()
    tool.setIcon(icons.icon(theme, "undo"))
    for widget in (*(make() for make in EDGED.values()), QRadioButton("a"), QCheckBox("b"), tool):
        qtbot.addWidget(widget)
        size = widget.sizeHint()
        assert min(size.width(), size.height()) >= theme.grown(28), type(widget).__name__


def test_the_parts_of_a_spin_box_do_not_lie_on_each_other(qtbot: QtBot, show: Show) -> None:
    spin = QSpinBox()
    spin.setValue(3)
    show(spin)

    up, down = spin.rect().topRight() + QPoint(-12, 8), spin.rect().bottomRight() - QPoint(12, 8)
    qtbot.mouseClick(spin, Qt.MouseButton.LeftButton, pos=up)
    assert spin.value() == 4
    qtbot.mouseClick(spin, Qt.MouseButton.LeftButton, pos=down)
    assert spin.value() == 3


def test_a_scroll_bar_is_dragged_by_its_handle(qtbot: QtBot, show: Show) -> None:
    area, inner = QScrollArea(), QWidget()
    inner.resize(100, 2000)
    area.setWidget(inner)
    area.resize(200, 200)
    show(area)
    bar = area.verticalScrollBar()

    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.rect().bottomLeft() + QPoint(5, -4))

    assert bar.value() == bar.pageStep()


@pytest.mark.faults("G08")
def test_tabs_and_message_boxes_are_drawn_in_every_palette(
    qtbot: QtBot, show: Show, theme: Theme
) -> None:
    tabs = QTabWidget()
    tabs.addTab(QWidget(), "Preview")
    tabs.addTab(QWidget(), "Explanation")
    show(tabs)
    message = QMessageBox(QMessageBox.Icon.Warning, "Save", "Save the changes?")
    qtbot.addWidget(message)
    for name in PALETTES:
        theme.choose(name)
        assert not message.iconPixmap().isNull()
        assert not tabs.grab().isNull()


@pytest.mark.usefixtures("theme")
def test_every_icon_is_drawn_in_the_colour_that_is_asked() -> None:
    for name in icons.NAMES:
        image = icons.drawn(name, "#b0211a", 20).toImage()
        pixels = [image.pixelColor(x, y) for x in range(20) for y in range(20)]
        full = [pixel for pixel in pixels if pixel.alpha() > 150]
        assert full, name
        assert all(abs(pixel.red() - 0xB0) < 4 > abs(pixel.blue() - 0x1A) for pixel in full), name


def test_an_icon_is_drawn_once_and_kept(theme: Theme) -> None:
    first = icons.pixmap(theme, "done", "ok")

    assert icons.pixmap(theme, "done", "ok").cacheKey() == first.cacheKey()
    assert icons.pixmap(theme, "done", "text").cacheKey() != first.cacheKey()


def test_an_icon_grows_with_the_text(theme: Theme) -> None:
    theme.choose("light", 2.0)

    assert icons.pixmap(theme, "done", size=16).width() == theme.grown(16) > 16


@pytest.mark.parametrize("name", ["light", "dark", "high-contrast"])
def test_the_list_of_a_choice_has_its_edge_at_the_corners_too(
    show: Show, theme: Theme, name: str
) -> None:
    theme.choose(name, 1.0)
    box = QComboBox()
    box.addItems(["One", "Two", "Three"])
    show(box)
    box.showPopup()
    popup = QApplication.activePopupWidget()
    assert popup is not None

    image = popup.grab().toImage()
    box.hidePopup()

    edge = [(x, y) for x in range(image.width()) for y in (0, image.height() - 1)]
    edge += [(x, y) for x in (0, image.width() - 1) for y in range(image.height())]
    assert {image.pixelColor(x, y).name() for x, y in edge} == {theme.colour("control").name()}


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_ring_of_a_row_keeps_clear_of_its_words(show: Show, theme: Theme, scale: float) -> None:
    theme.choose("light", scale)
    rows = QListWidget()
    rows.addItems(["Getting started", "The window"])
    rows.setCurrentRow(0)
    show(rows)
    rows.setFocus()

    image = rows.viewport().grab(rows.visualItemRect(rows.item(0))).toImage()

    words = theme.colour("text")
    dark = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < words.lightness() + 30
    ]
    assert min(dark) >= round(6 * scale)
    assert rows.visualItemRect(rows.item(0)).height() >= theme.grown(28)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_choice_shows_its_longest_words_whole(show: Show, theme: Theme, scale: float) -> None:
    theme.choose("light", scale)
    box = QComboBox()
    box.addItem("A colleague of ours")
    show(box)
    box.resize(box.sizeHint())
    option = QStyleOptionComboBox()
    box.initStyleOption(option)

    part = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        box,
    )

    assert part.width() >= box.fontMetrics().horizontalAdvance(box.currentText())


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_menu_shows_its_longest_words_whole(qtbot: QtBot, theme: Theme, scale: float) -> None:
    """They are drawn as in a menu that has room enough."""
    theme.choose("light", scale)
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Restore the published text (it stands as published)")
    room = menu.sizeHint()
    menu.resize(room)
    drawn = menu.grab().toImage()
    menu.setMinimumWidth(room.width() + 200)
    menu.resize(menu.sizeHint())

    words = QRect(3, 3, room.width() - 6, room.height() - 6)

    assert drawn.copy(words) == menu.grab().toImage().copy(words)
