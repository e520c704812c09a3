"""The place of a panel that is made late: once somebody looks at it, or asks for it.

What nobody has seen yet costs nothing at the start. The module of such a panel is imported by the
function that makes it, and the panel hears of nothing that happened before it was there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mou_desktop.gui.later import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

Panel = TypeVar("Panel", bound=QWidget)


class Late(QWidget, Generic[Panel]):
    """Holds one panel, as large as itself, and is empty until then."""

    def __init__(self, make: Callable[[QWidget], Panel], parent: QWidget) -> None:
        """`make` returns the panel, whose parent it is given."""
        super().__init__(parent)
        self._make = make
        self._panel: Panel | None = None
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def panel(self) -> Panel:
        """The panel, made now if it was not there yet."""
        if self._panel is None:
            self._panel = self._make(self)
            self._column.addWidget(self._panel)
            self._panel.show()
        return self._panel

    @Slot()
    def ensure(self) -> None:
        """Make the panel, if it was not there yet."""
        _ = self.panel

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the window paint first, and make the panel then."""
        super().paintEvent(event)
        if self._panel is None:
            later(self, self.ensure)
