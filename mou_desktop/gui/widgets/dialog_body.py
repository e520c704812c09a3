"""The part of a dialog that scrolls where the screen is small: as high as its words, not higher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.widgets.parts import colour_label, make_label

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Kind, Theme


class DialogBody(QScrollArea):
    """Holds the column of a dialog. Its buttons stand below it and stay on the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = _Inside()
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(24, 8, 24, 8)
        self.setWidget(self.inside)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring what Tab comes to from outside into sight; Qt does so only for steps within."""
        if new is not None and self.inside.isAncestorOf(new):
            self.ensureWidgetVisible(new)


class _Inside(QWidget):
    """Takes its height from its width alone, as its wrapping labels do."""

    def minimumSizeHint(self) -> QSize:
        """Return no least height: the one that belongs to the width is asked for apart."""
        return QSize(super().minimumSizeHint().width(), 0)


class Labels(QObject):
    """Makes the labels and pictures of a dialog, and keeps them in the colours of the theme."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._made: list[tuple[QLabel, Kind, str]] = []
        self._pictures: list[tuple[QLabel, str, str, int]] = []
        theme.changed.connect(self._restyle)

    def text(self, text: str, parent: QWidget, kind: Kind = "body", role: str = "text") -> QLabel:
        """Return a label that wraps."""
        label = make_label(self._theme, text, parent, kind, role)
        self._made.append((label, kind, role))
        return label

    def picture(self, name: str, role: str, parent: QWidget, size: int = 16) -> QLabel:
        """Return an icon that stands beside its words."""
        label = QLabel(parent)
        label.setPixmap(pixmap(self._theme, name, role, size))
        self._pictures.append((label, name, role, size))
        return label

    def colour(self, label: QLabel, role: str) -> None:
        """Give a label that was made here another colour."""
        self._made = [(one, kind, role if one is label else was) for one, kind, was in self._made]
        colour_label(self._theme, label, role)

    def drop(self, holder: QWidget) -> None:
        """Forget the labels that go away with `holder`."""
        self._made = [one for one in self._made if not holder.isAncestorOf(one[0])]

    @Slot()
    def _restyle(self) -> None:
        for label, kind, role in self._made:
            label.setFont(self._theme.font(kind))
            colour_label(self._theme, label, role)
        for label, name, role, size in self._pictures:
            label.setPixmap(pixmap(self._theme, name, role, size))
