"""Waits for long work: nothing is seen of it for a moment, and then how far it is, and Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.job import Job
from mou_desktop.gui.later import later
from mou_desktop.gui.widgets.dialog_body import Labels
from mou_desktop.gui.widgets.parts import make_button

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.job import Told
    from mou_desktop.gui.theme import Theme


class Working(QDialog):
    """Runs one function as a job. `found` is what it returned, `sentence` why it could not."""

    def __init__(
        self, title: str, function: Callable[[Told], Any], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("working")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.found: Any = None
        self.sentence = ""
        self._job = Job(function, self)
        self._job.slow.connect(self._on_slow)
        self._job.done.connect(self._on_done)
        self._job.refused.connect(self._on_refused)
        self._job.stopped.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        self._say = Labels(theme, self).text(title, self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("progress")
        self._bar.setAccessibleName(title)
        self._job.told.connect(self._bar.setValue)
        self._stop = make_button(theme, words.CANCEL, self)
        self._stop.setObjectName("stop")
        self._stop.clicked.connect(self.reject)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self._stop, QDialogButtonBox.ButtonRole.RejectRole)
        for part in (self._say, self._bar, buttons):
            box.addWidget(part)
        self.setMinimumWidth(theme.grown(360))

    def wait(self) -> bool:
        """Run the job, and return whether it was done.

        For the first moment no window opens, and what is typed meanwhile waits.
        """
        loop = QEventLoop()
        self._job.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        self._job.slow.connect(loop.quit)
        later(self, self._job.start)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if self._job.running:
            self.exec()
        return self.result() == QDialog.DialogCode.Accepted

    def reject(self) -> None:
        """Call the work off; the window closes when it has come to rest."""
        if self._job.running:
            self._job.stop()
            self._say.setText(words.JOB_STOPPING)
            return
        super().reject()

    @Slot()
    def _on_slow(self) -> None:
        self._bar.setValue(0)

    @Slot(object)
    def _on_done(self, found: Any) -> None:
        self.found = found
        self.accept()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.sentence = sentence
        self.reject()
