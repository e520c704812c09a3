"""Ready to sign? The verdict, every open point with the way to it, and what was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import room, words
from mou_desktop.gui.panels.finding_rows import LOOKS
from mou_desktop.gui.panels.verdict import verdict
from mou_desktop.gui.widgets.page_area import PageArea
from mou_desktop.gui.widgets.parts import Ground, make_button, make_label, make_picture
from mou_desktop.gui.widgets.progress_bar import ProgressBar
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from mou_desktop.gui.panels.finding_rows import Kind, Line
    from mou_desktop.gui.panels.verdict import Check, Verdict
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Finding

FIRST = 5  # points of a group that show at once
SIDE = 316


class ReadyPage(QWidget):
    """Shows how far the agreement is from being signed. It follows every check.

    Signals:
        back_asked: back to the questions.
        place_asked: an open point; carries its finding.
        mandatory_asked: the mandatory clauses are to be listed.
        final_asked, send_asked, draft_asked, worksheet_asked: its buttons.
    """

    back_asked = Signal()
    place_asked = Signal(object)
    mandatory_asked = Signal()
    final_asked = Signal()
    send_asked = Signal()
    draft_asked = Signal()
    worksheet_asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ready_page")
        self.setAccessibleName(words.READY)
        self._session, self._theme = session, theme
        self._verdict: Verdict | None = None
        self._all: set[Kind] = set()  # groups that were opened
        self._said = ""  # to a screen reader, of this verdict
        self._narrow = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        session.checked.connect(self._on_checked)
        theme.changed.connect(self._restyle)

    def begin(self) -> None:
        """Show the verdict. A document that is not checked yet is checked by the worker first."""
        self._all, self._said = set(), ""
        session = self._session
        if session.is_checked and session.findings is not None:
            self._judge(session.findings)
        else:
            self._verdict = None
            self._build()
            session.check_soon()

    def enter(self) -> None:
        """Put the keyboard on the first thing that holds a final copy up, or on the copy."""
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self, findings: tuple[Finding, ...]) -> None:
        session = self._session
        found = self._verdict = verdict(session.document, findings, session.numbers)
        self._build()
        said = f"{words.IS_READY if found.ready else words.NOT_READY}. {found.sentence}"
        if said != self._said:
            self._said = said
            say(self, said)

    def _first(self) -> QWidget:
        found = self.findChildren(QPushButton, "go_there")
        held = self._verdict is not None and self._verdict.held_by
        return found[0] if found and held else self._final

    # ---- made of -----------------------------------------------------------------------------

    def _build(self) -> None:
        if (old := self._box.takeAt(0)) is not None and (widget := old.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self._narrow = self._is_narrow()
        page = Ground(self._theme, "surface", self)
        row = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if self._narrow else QBoxLayout.Direction.LeftToRight,
            page,
        )
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left, right = self._left(page), self._right(page)
        if self._narrow:
            row.addWidget(left)
            row.addWidget(right)
            self._box.addWidget(PageArea(page, self))
        else:
            beside = PageArea(right, self)
            beside.setFixedWidth(round(SIDE * self._theme.scale))
            row.addWidget(PageArea(left, self), 1)
            row.addWidget(beside)
            self._box.addWidget(page)
        page.show()  # now: what is hidden cannot take the keyboard

    def _left(self, parent: QWidget) -> QWidget:
        theme, found = self._theme, self._verdict
        side = Ground(theme, "surface", parent)
        box = QVBoxLayout(side)
        box.setContentsMargins(32, 16, 32, 24)
        box.setSpacing(8)
        back = make_button(theme, words.QUESTIONS, side, "left", "flat")
        back.setObjectName("back")
        back.clicked.connect(self.back_asked)
        box.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        if found is None:
            box.addWidget(make_label(theme, words.READY_CHECKING, side, "big"))
            box.addStretch(1)
            return side
        head = QHBoxLayout()
        head.setSpacing(12)
        sign, role = ("done", "ok") if found.ready else ("sign", "accent")
        head.addWidget(make_picture(theme, sign, role, side, 28))
        title = words.IS_READY if found.ready else words.NOT_READY
        head.addWidget(make_label(theme, title, side, "big"), 1)
        box.addLayout(head)
        self._sentence = make_label(theme, found.sentence, side, "body", "muted")
        self._sentence.setObjectName("verdict")
        box.addWidget(self._sentence)
        answered, asked = self._session.required
        line = QHBoxLayout()
        line.setSpacing(16)
        bar = ProgressBar(theme, side)
        count = words.ANSWERED.format(answered=answered, asked=asked)
        bar.setAccessibleName(count)
        bar.show_progress(answered, asked)
        line.addWidget(bar, 1)
        counted = make_label(theme, count, side, "label")
        counted.setWordWrap(False)
        line.addWidget(counted)
        box.addLayout(line)
        for kind, lines in found.groups:
            box.addSpacing(8)
            self._add_group(box, side, kind, lines)
        box.addStretch(1)
        return side

    def _add_group(
        self, box: QVBoxLayout, parent: QWidget, kind: Kind, lines: tuple[Line, ...]
    ) -> None:
        title = f"{words.READY_GROUPS[kind]}  ·  {len(lines)}"
        box.addWidget(make_label(self._theme, title, parent, "label"))
        shown = lines if kind in self._all else lines[:FIRST]
        for line in shown:
            point = _Point(self._theme, line, parent)
            point.go.clicked.connect(lambda _=False, one=line.finding: self.place_asked.emit(one))
            box.addWidget(point)
        if len(shown) < len(lines):
            text = words.READY_MORE.format(count=len(lines) - len(shown))
            more = make_button(self._theme, text, parent, "down", "flat")
            more.setObjectName(f"more_{kind}")
            more.setAccessibleName(f"{text}: {words.READY_GROUPS[kind]}")
            more.clicked.connect(lambda _=False, one=kind: self._open_group(one))
            box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _open_group(self, kind: Kind) -> None:
        self._all.add(kind)
        self._build()
        found = self.findChildren(QPushButton, "go_there")
        shown = [one for one in found if one.property("kind") == kind]
        if len(shown) > FIRST:
            shown[FIRST].setFocus(Qt.FocusReason.OtherFocusReason)

    def _right(self, parent: QWidget) -> QWidget:
        theme, found = self._theme, self._verdict
        side = Ground(theme, "window", parent)
        box = QVBoxLayout(side)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(make_label(theme, words.CHECKED_TITLE, side, "h2"))
        for check in found.checks if found else ():
            box.addLayout(self._check(check, side))
        box.addSpacing(8)
        box.addWidget(make_label(theme, words.READY_WRITE, side, "h2"))
        box.addWidget(make_label(theme, words.READY_WRITE_HINT, side, "body", "muted"))
        self._final = make_button(theme, words.READY_FINAL, side, "export", "main")
        self._final.setObjectName("export_final")
        self._final.clicked.connect(self._on_final)
        send = make_button(theme, words.READY_SEND, side)
        send.setObjectName("send")
        send.clicked.connect(self.send_asked)
        draft = make_button(theme, words.READY_DRAFT, side)
        draft.setObjectName("export_draft")
        draft.clicked.connect(self.draft_asked)
        sheet = make_button(theme, words.READY_WORKSHEET, side)
        sheet.setObjectName("worksheet")
        sheet.clicked.connect(self.worksheet_asked)
        for button in (self._final, send, draft, sheet):
            box.addWidget(button)
        box.addStretch(1)
        return side

    def _check(self, check: Check, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        picture = make_picture(self._theme, check.icon, check.role, parent)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(make_label(self._theme, check.title, parent, "label"))
        texts.addWidget(make_label(self._theme, check.detail, parent, "small", "muted"))
        if check.mandatory:
            show = make_button(self._theme, words.CHECKED_SHOW, parent, "list", "flat")
            show.setObjectName("show_mandatory")
            show.clicked.connect(self.mandatory_asked)
            texts.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(texts, 1)
        return row

    # ---- what happens ------------------------------------------------------------------------

    @Slot()
    def _on_final(self) -> None:
        """Go on to a final copy, or to the first point that holds it up."""
        if self._verdict is None:
            return  # still checking
        if self._verdict.held_by:
            count = words.things(self._verdict.held_by)
            self._sentence.setText(words.READY_HELD.format(count=count))
            say(self, self._sentence.text())
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.final_asked.emit()

    @Slot(tuple)
    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        if self.isVisible():
            focus = QApplication.focusWidget()
            inside = focus is not None and self.isAncestorOf(focus)
            self._judge(findings)
            if inside:
                self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _restyle(self) -> None:
        if self._verdict is not None and self.isVisible():
            self._build()
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_narrow(self) -> bool:
        return room.width_class(self.width() / self._theme.scale) == "narrow"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two sides above each other where they have no room beside each other."""
        super().resizeEvent(event)
        if self._verdict is not None and self._is_narrow() != self._narrow:
            self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)


class _Point(QFrame):
    """One open point: what, where, the law, and the way there."""

    def __init__(self, theme: Theme, line: Line, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        sign, role = LOOKS[line.kind]
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(make_picture(theme, sign, role, self))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        name = f"{line.number}  {line.name}".strip()
        texts.addWidget(make_label(theme, name, self, "label"))
        texts.addWidget(
            make_label(
                theme, line.finding.message, self, "small", "error" if role == "error" else "muted"
            )
        )
        row.addLayout(texts, 1)
        if theme.scale < 1.5:
            law = make_label(theme, line.law, self, "small", "muted")
            law.setWordWrap(False)
            row.addWidget(law)
        self.go = make_button(theme, words.GO_THERE, self)
        self.go.setObjectName("go_there")
        self.go.setProperty("small", True)
        self.go.setProperty("kind", line.kind)
        self.go.setMinimumHeight(theme.grown(28))
        self.go.setAccessibleName(f"{words.GO_THERE}: {name}")
        self.go.setAccessibleDescription(line.finding.message)
        self.go.setVisible(line.leads)
        row.addWidget(self.go)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line below."""
        painter = QPainter(self)
        rect = self.rect()
        rect.setTop(rect.bottom())
        painter.fillRect(rect, self._theme.colour("border"))
        painter.end()
