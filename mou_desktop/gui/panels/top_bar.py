"""The bar at the top: which agreement this is, and what one does most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mou_desktop import rules
from mou_desktop.gui import words
from mou_desktop.gui.icons import icon
from mou_desktop.gui.widgets.parts import Ground, colour_label, make_button, make_label
from mou_desktop.gui.widgets.segments import Segments

if TYPE_CHECKING:
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme

NUMBER = 76  # pixels for the number of a clause in a narrow window


class TopBar(Ground):
    """Names the agreement, and offers undo, find, the last check and Word.

    Signals:
        find_asked, ready_asked, export_asked: its buttons.
        outline_asked: the button that opens the list of clauses, in a narrow window.
        step_asked: the clause before or after; carries -1 or 1.
        side_asked: which side to show in a narrow window: 0 questions, then those at the right.
    """

    find_asked = Signal()
    ready_asked = Signal()
    export_asked = Signal()
    outline_asked = Signal()
    step_asked = Signal(int)
    side_asked = Signal(int)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "raised", parent)
        self.setObjectName("top_bar")
        self._session, self._theme = session, theme
        self._narrow = False
        row = self._row = QHBoxLayout(self)
        row.setSpacing(8)
        self._where = make_button(theme, "", self, "list")
        self._where.setProperty("opens", True)  # drawn with an arrow
        self._where.setObjectName("tool_list")
        self._where.clicked.connect(self.outline_asked)
        self._up = self._tool("up", words.PREVIOUS_CLAUSE, lambda: self.step_asked.emit(-1))
        self._down = self._tool("down", words.NEXT_CLAUSE, lambda: self.step_asked.emit(1))
        self._titles = QWidget(self)
        titles = QVBoxLayout(self._titles)
        titles.setContentsMargins(0, 0, 0, 0)
        titles.setSpacing(0)
        self._name = make_label(theme, "", self._titles, "label")
        self._about = make_label(theme, "", self._titles, "small", "muted")
        for label in (self._name, self._about):
            label.setWordWrap(False)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            titles.addWidget(label)
        sides = (words.QUESTIONS, words.PREVIEW, words.EXPLAIN, words.NOTES)
        self._sides = Segments(theme, sides, self, name=words.SIDES)
        self._sides.chosen.connect(self.side_asked)
        self._undo = self._tool("undo", words.UNDO, session.undo)
        self._redo = self._tool("redo", words.REDO, session.redo)
        self._find = self._tool("search", words.FIND, self.find_asked.emit)
        self._ready = make_button(theme, words.READY, self)
        self._ready.clicked.connect(self.ready_asked)
        self._export = make_button(theme, words.EXPORT, self, "export", "main")
        self._export.setObjectName("export")
        self._export.clicked.connect(self.export_asked)
        for part in (self._where, self._up, self._down):
            row.addWidget(part)
        row.addWidget(self._titles, 1)
        row.addStretch(0)
        row.addWidget(self._sides)
        for tool in (self._undo, self._redo, self._find):
            row.addWidget(tool)
        row.addWidget(self._ready)
        row.addWidget(self._export)
        session.changed.connect(self._refresh)
        session.checked.connect(self._refresh)
        session.stepped.connect(self._refresh)
        session.moved.connect(self._on_moved)
        theme.changed.connect(self._restyle)
        self.set_narrow(narrow=False)
        self._refresh()
        self._restyle()

    def set_narrow(self, *, narrow: bool) -> None:
        """Fold into one bar for a narrow window, or unfold."""
        self._narrow = narrow
        self._row.setContentsMargins(16, 4 if narrow else 8, 16, 4 if narrow else 8)
        for part in (self._where, self._up, self._down, self._sides):
            part.setVisible(narrow)
        for wide in (self._titles, self._undo, self._redo, self._find, self._ready):
            wide.setVisible(not narrow)
        self._export.setText("" if narrow else words.EXPORT)
        self._export.setAccessibleName(words.EXPORT)
        self._export.setToolTip(words.EXPORT if narrow else "")

    def set_judged(self, *, judged: bool) -> None:
        """Leave the way out to the page that says whether the agreement is ready to sign."""
        self._ready.setVisible(not judged and not self._narrow)
        self._export.setVisible(not judged)
        self._sides.setVisible(self._narrow and not judged)

    def show_side(self, side: int) -> None:
        """Mark the side that is shown in a narrow window."""
        self._sides.choose(side)

    def rename_side(self, side: int, text: str) -> None:
        """Give a side other words, such as another count."""
        self._sides.rename(side, text)

    def _tool(self, name: str, text: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon_name", name)
        button.setIcon(icon(self._theme, name))
        button.setAutoRaise(True)
        size = self._theme.grown(20)
        button.setIconSize(QSize(size, size))
        button.setMinimumSize(self._theme.grown(34), self._theme.grown(34))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setObjectName(f"tool_{name}")
        button.clicked.connect(slot)
        return button

    @Slot()
    def _refresh(self) -> None:
        session = self._session
        district = session.document.answer("district_name")
        path = session.path
        name = path.stem if path else district or words.UNTITLED
        self._name.setText(str(name))
        found = session.findings
        ready = found is not None and rules.is_complete(found)
        state = words.READY_STATE if ready else words.DRAFT_STATE
        self._about.setText(f"{session.edition.label} · {state}")
        for button, step, word in (
            (self._undo, session.undo_name, words.UNDO),
            (self._redo, session.redo_name, words.REDO),
        ):
            button.setEnabled(bool(step))
            button.setToolTip(f"{word}: {step}" if step else word)

    @Slot(object)
    def _on_moved(self) -> None:
        place = self._session.place
        known = self._session.numbers
        key = place.clause or place.section
        number = known.get(f"{place.document}/{key}", words.OUTLINE)
        short = number.partition(",")[0].strip("“”")
        room, right = self._theme.grown(NUMBER), Qt.TextElideMode.ElideRight
        self._where.setText(self._where.fontMetrics().elidedText(short, right, room))
        for tell in (self._where.setAccessibleName, self._where.setToolTip):
            tell(f"{words.CLAUSE_LIST}: {number}")

    @Slot()
    def _restyle(self) -> None:
        self._name.setFont(self._theme.font("label"))
        self._about.setFont(self._theme.font("small"))
        colour_label(self._theme, self._name, "text")
        colour_label(self._theme, self._about, "muted")
        for tool in self.findChildren(QToolButton):
            if name := tool.property("icon_name"):
                tool.setIcon(icon(self._theme, name))
                tool.setIconSize(QSize(self._theme.grown(20), self._theme.grown(20)))
                tool.setMinimumSize(self._theme.grown(34), self._theme.grown(34))
        self._export.setIcon(icon(self._theme, "export", "on_accent"))
        self._export.setIconSize(QSize(self._theme.grown(18), self._theme.grown(18)))
        self._where.setIcon(icon(self._theme, "list"))
        self._where.setIconSize(self._export.iconSize())
        self._on_moved()  # its words are as long as there is room for
        for button in (self._export, self._ready, self._where):
            button.setMinimumHeight(self._theme.grown(38))
        self.update()
