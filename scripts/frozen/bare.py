"""A bare PySide6 window, to compare with: it is painted once, says so and ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Bare(QMainWindow):
    """Says when it is painted, in the way of `mou_desktop.gui.first_paint`."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Say so after the round of events that paints."""
        super().paintEvent(event)
        QTimer.singleShot(0, self._end)

    def _end(self) -> None:
        sys.stdout.write("first paint\n")
        sys.stdout.flush()
        QApplication.exit(0)


if __name__ == "__main__":
    app = QApplication(["bare"])
    window = Bare()
    window.show()
    sys.exit(app.exec())
