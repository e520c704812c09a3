"""Asks for a local change to a clause, or for its official wording: one dialog for every kind.

The published text stands above for comparison. Nothing is changed until the button that names the
change is pressed; what is missing then is said where it is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.dialogs import clause_change
from mou_desktop.gui.dialogs.clause_change import OF_A_CLAUSE, Request, Written
from mou_desktop.gui.fitting import room_for
from mou_desktop.gui.widgets.asked_label import AskedLabel
from mou_desktop.gui.widgets.button_row import button_row
from mou_desktop.gui.widgets.dialog_body import DialogBody, Labels
from mou_desktop.gui.widgets.long_editor import TextBox
from mou_desktop.gui.widgets.parts import Ground, make_button
from mou_desktop.gui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.flow import Flow
    from mou_desktop.model import Document

EDGE, GAP = 16, 8  # above and below all of it; between what scrolls and the buttons
MOST_TEXT, MOST_WORDS = 20_000, 500  # characters of a text, and of a heading or a reason


class ChangeClause(QDialog):
    """Asks for one change.

    Signals:
        changed: the user made the change; carries the new document and the name of the step.
    """

    changed = Signal(object, str)

    def __init__(
        self, request: Request, document: Document, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("change_clause")
        self._request, self._document, self._theme = request, document, theme
        self._boxes: dict[str, TextLine | TextBox] = {}
        self._wrong: dict[str, _Wrong] = {}
        self._tried = False
        self._page: QPlainTextEdit | None = None
        self._labels = Labels(theme, self)
        theme.changed.connect(self._restyle)
        title = words.CHANGE_TITLES[request.kind]
        name = clause_change.name_of(document, request.key)
        self.setWindowTitle(title.format(name=name))
        self._first = clause_change.present(document, request)
        self._literal: QCheckBox | None = None
        self._lay_out()
        self._on_edited()
        self._fit()

    def _fit(self) -> None:
        """Be high enough for all that is asked, as far as the screen goes."""
        theme, room = self._theme, room_for(self)
        wide = min(theme.grown(760), room.width())
        asked = self._column.totalHeightForWidth(wide) + self._foot.heightForWidth(wide)
        asked += 2 * EDGE + GAP
        high = max(asked, theme.grown(680 if "text" in self._boxes else 420))
        self.resize(wide, min(high, room.height()))

    # ---- parts -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme, kind = self._theme, self._request.kind
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, EDGE, 0, EDGE)
        outer.setSpacing(GAP)
        self._scroll = DialogBody(self)
        body, self._column = self._scroll.inside, self._scroll.column
        self._column.setSpacing(16)
        self._column.addWidget(self._labels.text(self.windowTitle(), body, "h2"))
        self._column.addWidget(self._make_consequence(body))
        if kind in OF_A_CLAUSE:
            self._column.addLayout(self._make_published(body))
        if kind not in OF_A_CLAUSE:
            line = TextLine(theme, 48, MOST_WORDS, body)
            line.setText(self._first.heading)
            self._add("heading", words.CHANGE_HEADING, "", line)
        if kind != "left_out":
            self._add_text(body)
        official = kind == "official"
        line = TextLine(theme, 64, MOST_WORDS, body)
        line.setText(self._first.why)
        name = words.CHANGE_SOURCE if official else words.CHANGE_REASON
        hint = words.CHANGE_SOURCE_HINT if official else words.CHANGE_REASON_HINT
        self._add("why", name, hint, line)
        self._column.addStretch(1)
        outer.addWidget(self._scroll, 1)
        self._foot = self._make_buttons()
        outer.addWidget(self._foot)
        next(iter(self._boxes.values())).setFocus()

    def _make_consequence(self, parent: QWidget) -> QWidget:
        """Return the line that says what will follow."""
        theme = self._theme
        ground = Ground(theme, "changed_soft", parent, radius=8)
        row = QHBoxLayout(ground)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(
            self._labels.picture("changed", "changed", ground, 20), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(self._labels.text(words.CHANGE_FOLLOWS[self._request.kind], ground), 1)
        return ground

    def _make_published(self, parent: QWidget) -> QVBoxLayout:
        """Return the published text, to read and to copy from."""
        column = QVBoxLayout()
        column.setSpacing(4)
        clause = self._document.edition.clauses.get(self._request.key)
        locked = clause is not None and clause.locked
        name = words.CHANGE_PUBLISHED_LOCKED if locked else words.CHANGE_PUBLISHED
        label = self._labels.text(name, parent, "label")
        page = QPlainTextEdit(clause_change.published(self._document, self._request), parent)
        page.setObjectName("published")
        page.setAccessibleName(name)
        page.setReadOnly(True)
        page.setTabChangesFocus(True)
        page.document().setDocumentMargin(8)
        self._page = page
        label.setBuddy(page)
        column.addWidget(label)
        column.addWidget(page)
        self._restyle()
        return column

    @Slot()
    def _restyle(self) -> None:
        if self._page is not None:
            self._page.setFont(self._theme.font("page"))
            palette = QPalette(self.palette())
            palette.setColor(QPalette.ColorRole.Base, self._theme.colour("raised"))
            self._page.setPalette(palette)
            self._page.setFixedHeight(self._page.fontMetrics().lineSpacing() * 6 + 24)

    def _add_text(self, parent: QWidget) -> None:
        kind = self._request.kind
        box = TextBox(MOST_TEXT, parent)
        box.setUndoRedoEnabled(True)  # the window and its undo are out of reach behind a dialog
        box.show_text(self._first.text)
        hints = [words.CHANGE_TEXT_HINT]
        if kind == "official":
            hints.insert(0, words.CHANGE_OFFICIAL_HINT)
        elif "{" in self._first.text and not self._first.literal:
            hints.append(words.CHANGE_BRACES_HINT)
        optional = kind == "section" or (kind == "added" and not self._needs_text())
        self._add("text", words.CHANGE_TEXTS[kind], " ".join(hints), box, optional=optional)
        self._literal = QCheckBox(words.CHANGE_LITERAL, parent)
        self._literal.setObjectName("literal")
        self._literal.setChecked(self._first.literal)
        self._literal.toggled.connect(self._on_edited)
        self._column.addWidget(self._literal)

    def _needs_text(self) -> bool:
        added = clause_change.find_added(self._document, self._request.key)
        return added is None or added.kind != "section"

    def _add(
        self, key: str, name: str, hint: str, box: TextLine | TextBox, *, optional: bool = False
    ) -> None:
        """Add a box with its label, its hint, and room for what is missing in it."""
        parent = box.parentWidget() or self
        column = QVBoxLayout()
        column.setSpacing(4)
        asked = words.OPTIONAL if optional else words.REQUIRED
        label = AskedLabel(self._theme, name, asked, parent)
        label.setBuddy(box)
        column.addWidget(label)
        if hint:
            column.addWidget(self._labels.text(hint, parent, "small", "muted"))
        wrong = _Wrong(self._labels, key, parent)
        column.addWidget(wrong)
        column.addWidget(box)
        box.setObjectName(key)
        box.setAccessibleName(f"{name} {asked}")
        box.setAccessibleDescription(hint)
        box.setProperty("required", not optional)
        box.refused.connect(self._on_refused)
        if isinstance(box, TextLine):
            box.textChanged.connect(self._on_edited)
        else:
            box.textChanged.connect(self._on_edited)
        self._boxes[key], self._wrong[key] = box, wrong
        self._column.addLayout(column)

    def _make_buttons(self) -> Flow:
        cancel = make_button(self._theme, words.CANCEL, self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        again = bool(self._first.text and self._request.kind in {"extended", "official"})
        kind = self._request.kind
        self._ok = make_button(
            self._theme,
            words.CHANGE_OK_AGAIN if again else words.CHANGE_OK[kind],
            self,
            look="main",
        )
        self._ok.setObjectName("ok")
        self._ok.clicked.connect(self._on_ok)
        return button_row(self._theme, cancel, self._ok)

    # ---- what the user does ------------------------------------------------------------------

    @property
    def written(self) -> Written:
        """What stands in the boxes."""
        texts = {
            key: box.text() if isinstance(box, TextLine) else box.raw_text()
            for key, box in self._boxes.items()
        }
        return Written(**texts, literal=self._literal is not None and self._literal.isChecked())

    @Slot()
    def _on_edited(self) -> None:
        """Say at once what cannot be read; what is missing waits for the button."""
        written = self.written
        found = clause_change.missing(self._document, self._request, written) if self._tried else {}
        if self._literal is not None:
            official = self._request.kind == "official"
            self._literal.setVisible(official or clause_change.has_braces(written))
            wrong = clause_change.faults(self._document, self._request, written)
            if wrong:
                found = {**found, "text": "\n".join(wrong[:5])}
        self._show_wrong(found)

    @Slot()
    def _on_ok(self) -> None:
        """Make the change, or go to the first thing that is missing."""
        self._tried = True
        written = self.written
        found = clause_change.missing(self._document, self._request, written)
        self._on_edited()
        if found:
            first = next(key for key in self._boxes if key in found)
            self._boxes[first].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self._boxes[first])
            event = QAccessibleAnnouncementEvent(self._boxes[first], found[first])
            QAccessible.updateAccessibility(event)
            return
        document = clause_change.apply(self._document, self._request, written)
        name = clause_change.step_name(self._document, self._request, written)
        self.accept()
        self.changed.emit(document, name)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        sender = self.sender()
        for key, box in self._boxes.items():
            if box is sender:
                self._show_wrong({key: sentence})

    def _show_wrong(self, found: dict[str, str]) -> None:
        for key, label in self._wrong.items():
            text, box = found.get(key, ""), self._boxes[key]
            if text != label.text:
                label.show_text(text)
                hint = box.accessibleDescription().partition("\n")[0]
                box.setAccessibleDescription(f"{hint}\n{text}" if text else hint)
            box.setProperty("invalid", bool(text))
            box.update()


class _Wrong(QWidget):
    """What is missing or cannot be read, above its box, with the mark of an error."""

    def __init__(self, labels: Labels, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._label = labels.text("", self, "body", "error")
        self._label.setObjectName(f"wrong_{key}")
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(labels.picture("error", "error", self), 0, top)
        row.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def show_text(self, text: str) -> None:
        """Say something, or nothing."""
        self._label.setText(text)
        self.setVisible(bool(text))
