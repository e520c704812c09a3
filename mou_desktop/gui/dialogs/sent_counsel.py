"""What went to counsel: the folder that was just written, and the list of all rounds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from mou_desktop import messages
from mou_desktop.gui import words
from mou_desktop.gui.asking import tell
from mou_desktop.gui.fitting import fit
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.parts import make_button
from mou_desktop.gui.widgets.reading_area import ReadingArea
from mou_desktop.word.returned.values import stranger_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.dialogs.send_counsel import Outcome
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model.values import Value


class SentResult(QDialog):
    """Lists the files that were written, and offers their folder."""

    def __init__(self, theme: Theme, outcome: Outcome, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sent_result")
        self.setWindowTitle(words.SEND_TITLE)
        labels = Labels(theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 16, 0, 16)
        box.setSpacing(8)
        body = DialogBody(self)
        inside, column = body.inside, body.column
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(labels.picture("done", "ok", inside, 22))
        head.addWidget(labels.text(words.SENT_TITLE, inside, "h2"), 1)
        column.addLayout(head)
        folder = outcome.folder
        where = words.SENT_IN.format(name=folder.name, folder=folder.parent)
        column.addWidget(labels.text(where, inside))
        column.addSpacing(12)
        for kind, name in outcome.files:
            row = QHBoxLayout()
            row.setSpacing(8)
            sign = labels.picture("file", "muted", inside)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(labels.text(name, inside, "label"))
            texts.addWidget(labels.text(_sentence(kind), inside, "small", "muted"))
            row.addLayout(texts, 1)
            column.addLayout(row)
        column.addSpacing(12)
        column.addWidget(labels.text(words.SENT_NEXT, inside))
        noted = words.SENT_NOTED if outcome.noted else words.SENT_NOT_NOTED
        role = "muted" if outcome.noted else "error"
        column.addWidget(labels.text(noted, inside, "small" if outcome.noted else "body", role))
        column.addStretch(1)
        box.addWidget(body, 1)
        close = make_button(theme, words.CLOSE, self)
        close.setObjectName("close")
        close.clicked.connect(self.reject)
        show = make_button(theme, words.OPEN_FOLDER, self, "open", "main")
        show.setObjectName("open_folder")
        show.setDefault(True)
        show.clicked.connect(lambda: open_folder(self, folder))
        box.addWidget(button_row(theme, close, show))
        show.setFocus()
        fit(self, theme.grown(640), theme.grown(400))


class SentList(QDialog):
    """Lists every round, the last one first; its folder can be opened where that is known.

    Attributes:
        wanted: the file that came back and is to be answered, if that was asked for.
    """

    def __init__(
        self,
        theme: Theme,
        rounds: Sequence[Mapping[str, Value]],
        folders: Mapping[str, str],
        parent: QWidget,
    ) -> None:
        """`folders` holds where on this computer the files of a round were written, by its id."""
        super().__init__(parent)
        self.setObjectName("sent_list")
        self.setWindowTitle(words.SENT_LIST)
        self._theme, self._labels, self._folders = theme, Labels(theme, self), folders
        self.wanted: Mapping[str, Value] | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        area = ReadingArea(theme, words.SENT_LIST, self)
        inside = area.begin()
        lead = words.SENT_LIST_LEAD if rounds else words.SENT_NONE
        area.column.addWidget(self._labels.text(lead, inside, "body", "muted"))
        for one in reversed(rounds):
            area.column.addSpacing(8)
            self._add_round(area.column, inside, one)
        area.finish()
        box.addWidget(area, 1)
        close = make_button(theme, words.CLOSE, self, look="main")
        close.setObjectName("close")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        box.addWidget(button_row(theme, close, side=0))
        close.setFocus()
        fit(self, theme.grown(600), theme.grown(420))

    def _add_round(self, column: QVBoxLayout, inside: QWidget, one: Mapping[str, Value]) -> None:
        time = words.local_time(str(one.get("time") or ""))
        heading = words.SENT_ROUND.format(time=time)
        column.addWidget(self._labels.text(heading, inside, "label"))
        sent = [each for each in one.get("sent") or () if isinstance(each, Mapping)]
        kinds = dict.fromkeys(
            words.SEND_KINDS.get(str(each.get("kind")), str(each.get("kind"))) for each in sent
        )
        files = words.SENT_FILES.format(
            files=words.things(len(sent), "file"), kinds=", ".join(kinds).lower()
        )
        column.addWidget(self._labels.text(files, inside))
        if back := len(one.get("returns") or ()):
            text = words.number_of(back, words.SENT_CAME_BACK)
            column.addWidget(self._labels.text(text, inside))
            for said in _strangers(one):
                column.addWidget(self._labels.text(said, inside, "small", "warn"))
            self._add_replies(column, inside, one)
        folder = self._folders.get(str(one.get("_id")), "")
        if folder and Path(folder).is_dir():
            column.addWidget(self._labels.text(folder, inside, "small", "muted"))
            show = make_button(self._theme, words.OPEN_FOLDER, inside, "open")
            show.setObjectName(f"open_{one.get('_id')}")
            show.setAccessibleName(words.SENT_OPEN_NAME.format(time=time))
            show.clicked.connect(lambda: open_folder(self, Path(folder)))
            column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            gone = words.SENT_FOLDER_GONE
            column.addWidget(self._labels.text(gone, inside, "small", "muted"))

    def _add_replies(self, column: QVBoxLayout, inside: QWidget, one: Mapping[str, Value]) -> None:
        """Offer a reply to each file that came back, the last one first."""
        for at, back in reversed(list(enumerate(one.get("returns") or ()))):
            if not isinstance(back, Mapping) or not back.get("decisions"):
                continue
            time = words.local_time_within(str(back.get("time") or ""))
            reply = make_button(self._theme, words.REPLY_BUTTON, inside, "note")
            reply.setObjectName(f"reply_{one.get('_id')}_{at}")
            reply.setAccessibleName(words.REPLY_BUTTON_NAME.format(time=time))
            reply.clicked.connect(partial(self._want, back))
            column.addWidget(reply, 0, Qt.AlignmentFlag.AlignLeft)

    def _want(self, back: Mapping[str, Value], *_: object) -> None:
        self.wanted = back
        self.accept()


def _strangers(one: Mapping[str, Value]) -> Iterator[str]:
    """Yield what is told of each file that came back and is of another agreement or edition."""
    for back in one.get("returns") or ():
        stranger = stranger_of(back.get("of")) if isinstance(back, Mapping) else None
        if stranger is not None:
            name = str(back.get("name") or "")
            text = words.SENT_STRANGER if name else words.SENT_STRANGER_PLAIN
            yield text.format(name=name, whose=stranger.whose)


def _sentence(kind: str) -> str:
    said = messages.PACK_SAYS[kind]
    return f"{said[:1].upper()}{said[1:]}."


def open_folder(parent: QWidget, folder: Path) -> None:
    """Show a folder in the program that shows folders, or say where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        sentence = words.NO_FOLDER_SHOWN.format(name=folder.name, folder=folder.parent)
        tell(parent, words.NO_FOLDER_TITLE, sentence)
