"""The foot of a dialog that works: what is being done, how far it is, and the buttons below.

It runs one job at a time and hands on what came of it. Nothing moves when its bar appears.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.job import Job
from mou_desktop.gui.widgets.button_row import button_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from mou_desktop.gui.job import Told
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.dialog_body import Labels


class JobFoot(QWidget):
    """Shows the job of a dialog above its buttons.

    Signals:
        refused: the job could not be done; carries the sentence for the user.
    """

    refused = Signal(str)

    def __init__(
        self, theme: Theme, labels: Labels, parent: QWidget, buttons: tuple[QPushButton, ...]
    ) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._then: Callable[[Any], object] = bool
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 0, 24, 0)
        box.setSpacing(8)
        self._doing = labels.text("", self, "small", "muted")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("progress")
        for part in (self._doing, self._bar):
            keep = part.sizePolicy()
            keep.setRetainSizeWhenHidden(True)  # what is above stands still when they appear
            part.setSizePolicy(keep)
            part.hide()
            box.addWidget(part)
        box.addWidget(button_row(theme, *buttons, side=0))

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._job is not None

    def start(
        self, doing: str, function: Callable[[Told], Any], then: Callable[[Any], object]
    ) -> None:
        """Run `function` in the worker, and hand what it returns to `then`."""
        job = Job(function, self)
        self._job, self._then = job, then
        self._doing.setText(doing)
        self._bar.setAccessibleName(doing)
        job.slow.connect(self._on_slow)
        job.told.connect(self._bar.setValue)
        job.ended.connect(self._on_ended)
        job.done.connect(self._on_done)
        job.refused.connect(self.refused)
        job.start()

    def stop(self) -> None:
        """Call the job off; it comes to rest soon."""
        if self._job is not None:
            self._job.stop()
            self._doing.setText(words.JOB_STOPPING)

    def wait(self) -> None:
        """Call the job off and wait for it: a half-written file is never left."""
        if self._job is not None:
            self._job.stop()
            self._job.wait()

    @Slot()
    def _on_slow(self) -> None:
        self._bar.setValue(0)
        self._bar.show()
        self._doing.show()

    @Slot()
    def _on_ended(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self._bar.hide()
        self._doing.hide()

    @Slot(object)
    def _on_done(self, found: Any) -> None:
        self._then(found)
