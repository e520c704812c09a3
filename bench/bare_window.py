"""What the window is measured against: an empty `QMainWindow` until its first paint, no more."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    """Ends the process after the round of events that paints it."""

    def paintEvent(self, _event: object) -> None:  # noqa: N802  # Qt's own name
        """Paint nothing."""
        QTimer.singleShot(0, _end)


def _end() -> None:
    lines = Path("/proc/self/status")
    found = lines.read_text(encoding="ascii").splitlines() if lines.exists() else []
    kept = [int(one.split()[1]) / 1024 for one in found if one.startswith("VmHWM")]
    sys.stdout.write(json.dumps({"peak": kept[0] if kept else 0.0}))
    sys.stdout.flush()
    os._exit(0)


app = QApplication([])
window = Bare()
window.resize(1440, 900)
window.show()
app.exec()
