"""The one style of the window: Fusion, with edges that can be seen and a focus ring everywhere.

Fusion's own edges measure 1.0:1 to 2.0:1 in our palettes, where WCAG 1.4.11 asks for 3:1. Here
stands where things lie and how large they are; `controls.py` draws them. A button says how it
looks by its property `look` (`main`, `flat`, or `plain`, which is also the look without one), and
by `small`; a field whose property `invalid` is true has an edge that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDateTimeEdit,
    QDialogButtonBox,
    QListWidget,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QStyleOptionViewItem,
    QWidget,
)

from mou_desktop.gui import controls, icons
from mou_desktop.gui.drawing import ring

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme

Option: TypeAlias = QStyleOption
PE: TypeAlias = QStyle.PrimitiveElement
CE: TypeAlias = QStyle.ControlElement
CC: TypeAlias = QStyle.ComplexControl
SC: TypeAlias = QStyle.SubControl
SE: TypeAlias = QStyle.SubElement
CT: TypeAlias = QStyle.ContentsType
PM: TypeAlias = QStyle.PixelMetric
SH: TypeAlias = QStyle.StyleHint
State: TypeAlias = QStyle.StateFlag
Picture: TypeAlias = QStyle.StandardPixmap

_PRIMITIVES: Final = {
    PE.PE_FrameLineEdit: controls.field,
    PE.PE_PanelLineEdit: controls.line_edit,
    PE.PE_Frame: controls.frame,
    PE.PE_FrameGroupBox: controls.card,
    PE.PE_FrameMenu: controls.menu,
    PE.PE_PanelMenu: controls.menu,
    PE.PE_PanelTipLabel: controls.menu,
    PE.PE_PanelButtonCommand: controls.button,
    PE.PE_PanelButtonTool: controls.button,
    PE.PE_IndicatorRadioButton: controls.radio,
    PE.PE_IndicatorCheckBox: controls.check_box,
    PE.PE_IndicatorItemViewItemCheck: controls.check_box,
    PE.PE_FrameFocusRect: controls.focus,
    PE.PE_IndicatorBranch: controls.branch,
    PE.PE_PanelItemViewRow: controls.row,
    PE.PE_PanelItemViewItem: controls.row,
    PE.PE_FrameTabBarBase: controls.tab_base,
    PE.PE_PanelScrollAreaCorner: controls.behind,
}
_CONTROLS: Final = {
    CE.CE_PushButtonLabel: controls.button_words,
    CE.CE_TabBarTabShape: controls.tab,
    CE.CE_HeaderSection: controls.header,
    CE.CE_HeaderEmptyArea: controls.header,
    CE.CE_Splitter: controls.splitter,
    CE.CE_ProgressBarGroove: controls.groove,
    CE.CE_ProgressBarContents: controls.done_so_far,
}
_ARROWS: Final = {
    PE.PE_IndicatorArrowUp: "up",
    PE.PE_IndicatorArrowDown: "down",
    PE.PE_IndicatorArrowLeft: "left",
    PE.PE_IndicatorArrowRight: "right",
    PE.PE_IndicatorHeaderArrow: "down",
}
_UNDRAWN: Final = {
    PE.PE_FrameDefaultButton,
    PE.PE_FrameStatusBarItem,
    PE.PE_FrameTabWidget,
    PE.PE_PanelMenuBar,
    PE.PE_PanelToolBar,
}
_MARK: Final = 18  # of a box or a dot to check
_GROWING: Final = {  # lengths that grow with the text
    PM.PM_ButtonIconSize: icons.BUTTON,
    PM.PM_SmallIconSize: icons.BUTTON,
    PM.PM_TabBarIconSize: icons.BUTTON,
    PM.PM_ToolBarIconSize: icons.ALONE,
    PM.PM_IndicatorWidth: _MARK,
    PM.PM_IndicatorHeight: _MARK,
    PM.PM_ExclusiveIndicatorWidth: _MARK,
    PM.PM_ExclusiveIndicatorHeight: _MARK,
    PM.PM_MessageBoxIconSize: 32,
}
_FIXED: Final = {
    PM.PM_DefaultFrameWidth: 3,
    PM.PM_ComboBoxFrameWidth: 3,
    PM.PM_SpinBoxFrameWidth: 3,
    PM.PM_CheckBoxLabelSpacing: 8,
    PM.PM_RadioButtonLabelSpacing: 8,
    PM.PM_ButtonShiftHorizontal: 0,
    PM.PM_ButtonShiftVertical: 0,
    PM.PM_ScrollBarExtent: 12,
    PM.PM_ScrollView_ScrollBarSpacing: 0,
    PM.PM_SplitterWidth: 5,
    PM.PM_TabBarTabHSpace: 24,
    PM.PM_TabBarTabVSpace: 14,
    PM.PM_TabBarTabShiftVertical: 0,
}
_HINTS: Final = {  # nothing moves by itself
    SH.SH_Widget_Animation_Duration: 0,
    SH.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    SH.SH_DialogButtonLayout: QDialogButtonBox.ButtonLayout.GnomeLayout.value,  # the main one last
    SH.SH_EtchDisabledText: 0,
    SH.SH_ScrollBar_Transient: 0,
}
_LEAST: Final = {  # heights at 100 % text
    CT.CT_PushButton: 34,
    CT.CT_ToolButton: 28,
    CT.CT_LineEdit: 34,
    CT.CT_ComboBox: 34,
    CT.CT_SpinBox: 34,
    CT.CT_RadioButton: 28,
    CT.CT_CheckBox: 28,
    CT.CT_MenuItem: 28,
    CT.CT_MenuBarItem: 28,
    CT.CT_TabBarTab: 36,
    CT.CT_HeaderSection: 34,
}
_WIDER: Final = {CT.CT_LineEdit, CT.CT_ComboBox, CT.CT_SpinBox, CT.CT_RadioButton, CT.CT_CheckBox}
_PICTURES: Final = {
    Picture.SP_MessageBoxInformation: ("info", "accent"),
    Picture.SP_MessageBoxQuestion: ("help", "accent"),
    Picture.SP_MessageBoxWarning: ("attention", "warn"),
    Picture.SP_MessageBoxCritical: ("error", "error"),
}


class HouseStyle(QProxyStyle):
    """Fusion with our edges, rings and grounds. Keep a reference to it beside the application."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def drawPrimitive(
        self, element: PE, option: Option, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw a frame, a ground, an indicator or a ring."""
        draw = _PRIMITIVES.get(element)
        if draw is not None:
            draw(self._theme, option, painter, widget)
        elif element in _ARROWS:
            controls.glyph(self._theme, _ARROWS[element], option, painter, option.rect)
        elif element not in _UNDRAWN:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: CE, option: Option, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw a part of a control, or let Fusion draw it in our colours."""
        draw = _CONTROLS.get(element)
        if draw is not None:
            draw(self._theme, option, painter, widget)
        elif element in {CE.CE_CheckBox, CE.CE_RadioButton}:
            made = QStyleOptionButton(option) if isinstance(option, QStyleOptionButton) else option
            made.state &= ~State.State_HasFocus
            made.rect = option.rect.adjusted(5, 0, 0, 0)  # room for the ring
            super().drawControl(element, made, painter, widget)
            if option.state & State.State_HasFocus:
                ring(painter, option.rect, self._theme)
        elif element == CE.CE_PushButtonBevel and isinstance(option, QStyleOptionButton):
            bevel = QStyleOptionButton(option)  # the words draw the arrow of a menu themselves
            bevel.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
            super().drawControl(element, bevel, painter, widget)
        else:
            if element == CE.CE_TabBarTabLabel and option.state & State.State_Selected:
                painter.setFont(self._theme.font("label"))
            super().drawControl(element, self._softened(element, option), painter, widget)

    def drawComplexControl(
        self,
        control: CC,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a scroll bar, a list or a spin box."""
        theme = self._theme
        if control == CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            controls.behind(theme, option, painter, widget)
            if option.maximum > option.minimum:
                rect = _scroll_part(option, SC.SC_ScrollBarSlider)
                flat = option.orientation == Qt.Orientation.Horizontal
                controls.thumb(theme, option, painter, rect, flat=flat)
        elif control == CC.CC_ComboBox:
            controls.field(theme, option, painter, widget)
            name = "calendar" if isinstance(widget, QDateTimeEdit) else "down"
            rect = self.subControlRect(control, option, SC.SC_ComboBoxArrow, widget)
            controls.glyph(theme, name, option, painter, rect, 16)
        elif control == CC.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            if option.frame:
                controls.field(theme, option, painter, widget)
            if option.buttonSymbols != QAbstractSpinBox.ButtonSymbols.NoButtons:
                for part, name in ((SC.SC_SpinBoxUp, "up"), (SC.SC_SpinBoxDown, "down")):
                    rect = self.subControlRect(control, option, part, widget)
                    controls.glyph(theme, name, option, painter, rect, 12)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _softened(self, element: CE, option: Option) -> Option:
        """Return the option of a row or a menu entry with the soft ground of what is chosen."""
        made: Option
        if element in {CE.CE_MenuItem, CE.CE_MenuBarItem}:
            if not isinstance(option, QStyleOptionMenuItem):
                return option
            made = QStyleOptionMenuItem(option)
        elif element == CE.CE_ItemViewItem and isinstance(option, QStyleOptionViewItem):
            made = QStyleOptionViewItem(option)
        else:
            return option
        made.palette.setColor(QPalette.ColorRole.Highlight, self._theme.colour("accent_soft"))
        made.palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.colour("text"))
        return made

    def pixelMetric(
        self, metric: PM, option: Option | None = None, widget: QWidget | None = None
    ) -> int:
        """Return a length; most of those that matter grow with the text."""
        if metric == PM.PM_FocusFrameHMargin and isinstance(widget, QListWidget):
            return self._theme.grown(7)  # the ring of a row stands clear of its words
        if metric in _GROWING:
            return self._theme.grown(_GROWING[metric])
        if metric in _FIXED:
            return _FIXED[metric]
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: SH,
        option: Option | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's name
    ) -> int:
        """Return how controls behave."""
        found = _HINTS.get(hint)
        return found if found is not None else super().styleHint(hint, option, widget, returnData)

    def sizeFromContents(
        self, kind: CT, option: Option, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Return the size of a control, never under the least target."""
        found = super().sizeFromContents(kind, option, size, _told(widget))
        grown = self._theme.grown
        least = _LEAST.get(kind)
        if kind == CT.CT_ItemViewItem and isinstance(widget, QListWidget):
            least = _LEAST[CT.CT_MenuItem]
            found.setHeight(found.height() + grown(8))  # a ring round it touches no word
        separator = kind == CT.CT_MenuItem and found.height() < 12
        if least is None or separator or (kind == CT.CT_LineEdit and controls.is_inner(widget)):
            return found
        if kind == CT.CT_PushButton:
            main = controls.look_of(option, widget) == "main"
            arrow = grown(controls.ARROW) + controls.GAP if controls.opens(widget) else 0
            found.setWidth(round(size.width() * (1.06 if main else 1)) + grown(28) + arrow)
            least = 28 if widget is not None and widget.property("small") else least
        elif kind == CT.CT_TabBarTab:
            found.setWidth(round(found.width() * 1.08))
        elif kind == CT.CT_ComboBox:
            found.setWidth(max(found.width() + grown(14), size.width() + grown(30) + 18))
        elif kind == CT.CT_MenuItem:  # Qt takes the column of check marks for a fixed one
            found.setWidth(found.width() + grown(_MARK) - _MARK)
        elif kind in _WIDER:
            found.setWidth(found.width() + grown(14))
        elif kind == CT.CT_ToolButton:
            found.setWidth(max(found.width() + 2, grown(28)))
        found.setHeight(max(found.height(), grown(least)))
        return found

    def subElementRect(self, element: SE, option: Option, widget: QWidget | None = None) -> QRect:
        """Return where a part of a control lies."""
        found = super().subElementRect(element, option, _told(widget))
        if element == SE.SE_LineEditContents and not controls.is_inner(widget):
            roomy = option.rect.height() > 27
            return found.adjusted(5, 0, -5, 0) if roomy else found
        return found

    def subControlRect(
        self,
        control: CC,
        option: QStyleOptionComplex,
        part: SC,
        widget: QWidget | None = None,
    ) -> QRect:
        """Return where a part of a scroll bar, a list or a spin box lies."""
        rect, wide = option.rect, self._theme.grown(30)
        arrows = QRect(rect.right() - wide, rect.top(), wide, rect.height())
        # the numbers of sub-controls mean other things in each control
        if control == CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return _scroll_part(option, part)
        if control == CC.CC_ComboBox and part == SC.SC_ComboBoxArrow:
            return arrows
        if control == CC.CC_ComboBox and part == SC.SC_ComboBoxEditField:
            return rect.adjusted(8, 3, -wide, -3)
        if control == CC.CC_SpinBox and part == SC.SC_SpinBoxEditField:
            return rect.adjusted(8, 3, -wide, -3)
        if control == CC.CC_SpinBox and part == SC.SC_SpinBoxUp:
            return arrows.adjusted(4, 3, 0, -rect.height() // 2)
        if control == CC.CC_SpinBox and part == SC.SC_SpinBoxDown:
            return arrows.adjusted(4, rect.height() // 2, 0, -3)
        return super().subControlRect(control, option, part, _told(widget))

    def standardIcon(
        self, picture: Picture, option: Option | None = None, widget: QWidget | None = None
    ) -> QIcon:
        """Return one of our icons for message boxes."""
        if picture in _PICTURES:
            return icons.icon(self._theme, *_PICTURES[picture], size=32)
        return super().standardIcon(picture, option, widget)


def _told(widget: QWidget | None) -> Any:
    """Return `widget` for those methods whose stubs do not know that it may be None."""
    return widget


def _scroll_part(option: QStyleOptionSlider, part: SC) -> QRect:
    """Return a part of a scroll bar that has no arrows."""
    rect, flat = option.rect, option.orientation == Qt.Orientation.Horizontal
    long = rect.width() if flat else rect.height()
    span = option.maximum - option.minimum
    thumb = long * option.pageStep // (span + max(option.pageStep, 1)) if span > 0 else long
    thumb = min(max(thumb, 32), long)
    at = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, long - thumb, option.upsideDown
    )
    start, size = {
        SC.SC_ScrollBarGroove: (0, long),
        SC.SC_ScrollBarSlider: (at, thumb),
        SC.SC_ScrollBarSubPage: (0, at),
        SC.SC_ScrollBarAddPage: (at + thumb, long - at - thumb),
    }.get(part, (0, 0))
    if flat:
        return QRect(rect.x() + start, rect.y(), size, rect.height())
    return QRect(rect.x(), rect.y() + start, rect.width(), size)
