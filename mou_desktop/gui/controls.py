"""How each control is drawn: fields, buttons, indicators, rows, tabs, scroll bars.

Functions of one form, `(theme, option, painter, widget)`, which `style.py` hands to Qt. They draw
and measure nothing else; where the parts of a control lie is for the style to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionHeader,
    QStyleOptionProgressBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from mou_desktop.gui import icons
from mou_desktop.gui.drawing import CARD, FIELD, ring, ring_width, rounded

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme

State, Feature = QStyle.StateFlag, QStyleOptionButton.ButtonFeature
GAP: Final = 8  # between the icon of a button and its words
ARROW: Final = 14  # of a button that opens something
_INPUT: Final = (QTextEdit, QPlainTextEdit, QAbstractItemView)


def is_inner(widget: QWidget | None) -> bool:
    """Return whether a line edit lies inside a control that draws the frame."""
    return widget is not None and isinstance(widget.parent(), QAbstractSpinBox | QComboBox)


def opens(widget: QWidget | None) -> bool:
    """Return whether a button opens something that is not a menu of Qt's."""
    return widget is not None and bool(widget.property("opens"))


def look_of(option: QStyleOption, widget: QWidget | None) -> str:
    """Return how a button looks: main, plain or flat."""
    found = widget.property("look") if widget is not None else None
    if found:
        return str(found)
    if isinstance(option, QStyleOptionButton):
        return "flat" if option.features & Feature.Flat else "plain"
    return "flat" if option.state & State.State_AutoRaise else "plain"


# ---- fields and frames -----------------------------------------------------------------------


def field(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the ground and the edge of what takes input."""
    if isinstance(widget, QLineEdit) and is_inner(widget):
        return
    edge, width, ground = theme.colour("control"), 1.0, "surface"
    if not option.state & State.State_Enabled:
        edge, ground = theme.colour("disabled"), "window"
    elif option.state & State.State_HasFocus:
        edge, width = theme.colour("focus"), min(ring_width(theme, 2.5), 4.5)
    elif widget is not None and widget.property("invalid"):
        edge, width = theme.colour("error"), 2.0
    rounded(painter, option.rect, theme.colour(ground), edge, width)


def line_edit(
    theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None
) -> None:
    """Draw a line edit; one inside another control, or without a frame, is only a ground."""
    if getattr(option, "lineWidth", 1) > 0 and not is_inner(widget):
        field(theme, option, painter, widget)
    else:
        painter.fillRect(option.rect, option.palette.brush(QPalette.ColorRole.Base))


def frame(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the frame of a text or a list as a field, of all else as a quiet line.

    The list of a choice is a menu: what opens over a window has corners like the window.
    """
    if isinstance(widget, _INPUT):
        field(theme, option, painter, widget)
    elif widget is not None and widget.isWindow():
        painter.setPen(theme.colour("control"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    else:
        rounded(painter, option.rect, None, theme.colour("border"))


def card(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the ground of a group of controls."""
    rounded(painter, option.rect, theme.colour("raised"), theme.colour("border"), 1, CARD)


def menu(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the ground of a menu or a tool tip."""
    painter.fillRect(option.rect, theme.colour("control"))
    painter.fillRect(option.rect.adjusted(1, 1, -1, -1), theme.colour("raised"))


def behind(_theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Fill with the ground of what a scroll bar scrolls."""
    up = widget
    while up is not None and not isinstance(up, QAbstractScrollArea):
        up = up.parentWidget()
    if up is None:
        painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Window))
    else:
        seen = up.viewport()
        painter.fillRect(option.rect, seen.palette().color(seen.backgroundRole()))


# ---- buttons and indicators ------------------------------------------------------------------


def button(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the ground, the edge and the ring of a button."""
    state, rect = option.state, option.rect
    enabled = bool(state & State.State_Enabled)
    focused = bool(state & State.State_HasFocus)
    down = bool(state & (State.State_Sunken | State.State_On))
    over = enabled and bool(state & State.State_MouseOver)
    look = look_of(option, widget)
    if look == "main" and enabled:
        gap = round(ring_width(theme)) + 2 if focused else 0
        fill = theme.colour("accent_down" if down or over else "accent")
        inner = rect.adjusted(gap, gap, -gap, -gap)
        rounded(painter, inner, fill, None, 0, FIELD - 2 if focused else FIELD)
    elif look != "flat":
        ground = "accent_soft" if down else "hover" if over else "surface"
        edge = "disabled" if not enabled else "accent" if state & State.State_On else "control"
        rounded(painter, rect, theme.colour(ground), theme.colour(edge))
    elif down or over:
        rounded(painter, rect, theme.colour("accent_soft" if down else "hover"))
    if focused:
        ring(painter, rect, theme)


def button_words(
    theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None
) -> None:
    """Draw the icon and the words of a button, and an arrow where it opens a menu."""
    if not isinstance(option, QStyleOptionButton):
        return
    enabled = bool(option.state & State.State_Enabled)
    main = enabled and look_of(option, widget) == "main"
    role = "on_accent" if main else "text" if enabled else "disabled"
    painter.save()
    painter.setPen(theme.colour(role) if main else _words(theme, option, widget))
    if main:
        font = painter.font()
        font.setWeight(theme.font("label").weight())
        painter.setFont(font)
    picture = option.icon.pixmap(
        option.iconSize, QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
    )
    wide = round(picture.width() / picture.devicePixelRatio()) if not option.icon.isNull() else 0
    high = round(picture.height() / picture.devicePixelRatio())
    menu = option.features & Feature.HasMenu or opens(widget)
    arrow = theme.grown(ARROW) if menu else 0
    flags = Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine
    words = painter.fontMetrics().size(flags, option.text).width() if option.text else 0
    gaps = GAP * (sum(bool(part) for part in (wide, words, arrow)) - 1)
    x = option.rect.center().x() - (wide + words + arrow + gaps) // 2 + 1
    y = option.rect.center().y() + 1
    if wide:
        painter.drawPixmap(x, y - high // 2, picture)
        x += wide + GAP
    if words:
        rect = QRect(x, option.rect.top(), words + 2, option.rect.height())
        painter.drawText(rect, flags | Qt.AlignmentFlag.AlignVCenter, option.text)
        x += words + GAP
    if arrow:
        painter.drawPixmap(x, y - arrow // 2, icons.pixmap(theme, "down", role, ARROW))
    painter.restore()


def _words(theme: Theme, option: QStyleOption, widget: QWidget | None) -> QColor:
    """Return the colour of a button's words: its own where it was given one."""
    role = widget.property("role") if widget is not None else None
    if role and option.state & State.State_Enabled:
        return theme.colour(str(role))
    return option.palette.color(QPalette.ColorRole.ButtonText)


def radio(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the circle of a choice."""
    on, rect = option.state & State.State_On, option.rect.adjusted(1, 1, -1, -1)
    edge = _edge(theme, option, "accent" if on else "control")
    ground = theme.colour("hover" if option.state & State.State_MouseOver else "surface")
    rounded(painter, rect, ground, edge, 2.0 if on else 1.2, rect.width() / 2)
    if on:
        dot = round(rect.width() * 0.28)
        inner = rect.adjusted(dot, dot, -dot, -dot)
        rounded(painter, inner, edge, None, 0, inner.width() / 2)


def check_box(
    theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None
) -> None:
    """Draw the box of a choice among several."""
    rect = option.rect.adjusted(1, 1, -1, -1)
    marked = option.state & (State.State_On | State.State_NoChange)
    edge = _edge(theme, option, "accent" if marked else "control")
    ground = theme.colour("hover" if option.state & State.State_MouseOver else "surface")
    rounded(painter, rect, edge if marked else ground, edge, 1.2, 4)
    if marked:
        name = "check" if option.state & State.State_On else "minus"
        mark = icons.drawn(name, theme.colour("on_accent").name(), rect.width() - 2)
        painter.drawPixmap(rect.x() + 1, rect.y() + 1, mark)


def focus(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the focus ring; a button and a list wear theirs already."""
    if isinstance(widget, QToolButton):
        ring(painter, widget.rect(), theme)
    elif not isinstance(widget, QPushButton | QComboBox):
        ring(painter, option.rect, theme)


def glyph(
    theme: Theme, name: str, option: QStyleOption, painter: QPainter, rect: QRect, size: int = 14
) -> None:
    """Draw a small icon in the middle of `rect`."""
    picture = icons.pixmap(theme, name, _role(option, "text"), size)
    at = QRect(0, 0, theme.grown(size), theme.grown(size))
    at.moveCenter(rect.center())
    painter.drawPixmap(at.topLeft(), picture)


def _edge(theme: Theme, option: QStyleOption, role: str) -> QColor:
    return theme.colour(_role(option, role))


def _role(option: QStyleOption, role: str) -> str:
    return role if option.state & State.State_Enabled else "disabled"


# ---- rows, tabs, heads, bars -----------------------------------------------------------------


def row(theme: Theme, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the ground of a row of a list, unless a delegate draws all of it (`own_rows`)."""
    if widget is not None and widget.property("own_rows"):
        return
    brush = getattr(option, "backgroundBrush", None)
    if brush is not None and brush.style() != Qt.BrushStyle.NoBrush:
        painter.fillRect(option.rect, brush)
    if option.state & State.State_Selected:
        painter.fillRect(option.rect, theme.colour("accent_soft"))
    elif option.state & State.State_MouseOver:
        painter.fillRect(option.rect, theme.colour("hover"))


def branch(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the arrow before a row that holds others."""
    if option.state & State.State_Children:
        name = "down" if option.state & State.State_Open else "right"
        glyph(theme, name, option, painter, option.rect)


def tab_base(
    theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None
) -> None:
    """Draw the line below the tabs."""
    rect = option.rect
    line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
    painter.fillRect(line, theme.colour("border"))


def tab(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw a tab: words alone, the chosen one underlined."""
    rect = option.rect
    if option.state & State.State_Selected:
        line = QRect(rect.left() + 8, rect.bottom() - 2, rect.width() - 16, 3)
        painter.fillRect(line, theme.colour("accent"))
    elif option.state & State.State_MouseOver:
        painter.fillRect(rect, theme.colour("hover"))


def header(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the head of a column or a row."""
    rect, border = option.rect, theme.colour("border")
    painter.fillRect(rect, theme.colour("raised"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), border)
    if isinstance(option, QStyleOptionHeader):
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), border)


def splitter(
    theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None
) -> None:
    """Draw the line between two panels."""
    line = QRect(option.rect)
    line.setWidth(1) if option.state & State.State_Horizontal else line.setHeight(1)
    line.moveCenter(option.rect.center())
    held = option.state & (State.State_MouseOver | State.State_Sunken)
    painter.fillRect(line, theme.colour("accent" if held else "border"))


def groove(theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    """Draw the ground of a progress bar."""
    rounded(painter, option.rect, theme.colour("surface"), theme.colour("control"))


def done_so_far(
    theme: Theme, option: QStyleOption, painter: QPainter, _widget: QWidget | None
) -> None:
    """Draw how far a progress bar is; one without an end is full."""
    if isinstance(option, QStyleOptionProgressBar):
        span = option.maximum - option.minimum
        part = (option.progress - option.minimum) / span if span > 0 else 1.0
        rect = option.rect.adjusted(2, 2, -2, -2)
        rect.setWidth(round(rect.width() * part))
        rounded(painter, rect, theme.colour("select"), None, 0, 4)


def thumb(
    theme: Theme, option: QStyleOption, painter: QPainter, rect: QRect, *, flat: bool
) -> None:
    """Draw the handle of a scroll bar in `rect`; `flat` for one that lies."""
    thin = 2 if option.state & (State.State_Sunken | State.State_MouseOver) else 3
    inner = rect.adjusted(1, thin, -1, -thin) if flat else rect.adjusted(thin, 1, -thin, -1)
    radius = min(inner.width(), inner.height()) / 2
    rounded(painter, inner, theme.colour("control"), None, 0, radius)
