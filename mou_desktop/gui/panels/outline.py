"""The outline at the left: how far the agreement is, and every clause with its state.

It follows the session and leads to a clause that is chosen. What a state is called and how it
looks stands in `outline_rows`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mou_desktop.gui import words
from mou_desktop.gui.icons import pixmap
from mou_desktop.gui.panels import outline_rows
from mou_desktop.gui.panels.outline_tree import OutlineModel, OutlineTree
from mou_desktop.gui.widgets.progress_bar import ProgressBar
from mou_desktop.gui.widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent

    from mou_desktop.gui.panels.outline_rows import Filter, Row
    from mou_desktop.gui.session import Change, Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Finding, Place

FILTERS: tuple[Filter, ...] = ("all", "todo", "changed")


class OutlinePanel(QWidget):
    """Shows the sections and clauses of a session's document."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self._session, self._theme = session, theme
        self._deciders = outline_rows.Deciders(session.edition)
        self._build()
        self._tree.chosen.connect(self._on_chosen)
        self._filter.chosen.connect(self._on_filter)
        session.changed.connect(self._on_changed)
        session.checked.connect(self._on_checked)
        session.moved.connect(self._on_moved)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._renew()
        self._on_moved(session.place)

    def _build(self) -> None:
        theme = self._theme
        self.setAccessibleName(words.OUTLINE)
        self._count = QLabel(self)
        self._counted = QLabel(words.OUTLINE_COUNTED, self)
        self._bar = ProgressBar(theme, self)
        self._bar.setAccessibleName(words.OUTLINE_COUNTED)
        names = (words.OUTLINE_ALL, words.OUTLINE_TODO, words.OUTLINE_CHANGED)
        self._filter = Segments(theme, names, self, name=words.OUTLINE_FILTER)
        self._model = OutlineModel(self)
        self._tree = OutlineTree(theme, self._model, self)
        self._tree.setObjectName("outline_tree")
        self._tree.setAccessibleName(words.CLAUSE_LIST)
        self.setFocusProxy(self._tree)
        self._empty = QLabel(self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(16, 12, 16, 0)
        self._lock = QLabel(self)
        self._only = QCheckBox(self)
        self._only.setObjectName("only_mandatory")
        self._only.setToolTip(words.OUTLINE_ONLY_HINT)
        self._only.setAccessibleDescription(words.OUTLINE_ONLY_HINT)
        self._only.toggled.connect(self._on_filter)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._count)
        line.addWidget(self._counted, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(8)
        head.addLayout(line)
        head.addWidget(self._bar)
        head.addWidget(self._filter)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 5, 16, 4)
        foot.setSpacing(8)
        foot.addWidget(self._lock)
        foot.addWidget(self._only, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._tree, 1)
        # the tree comes first: Qt passes over what stands before the one that takes the focus
        for before, after in pairwise((self._tree, *self._filter.buttons, self._only)):
            self.setTabOrder(before, after)
        box.addWidget(self._empty, 1)
        box.addLayout(foot)

    def parts(self) -> list[QWidget]:
        """Return what Tab goes through here, in its order: first the list."""
        return [self._tree, self]

    # ---- what is listed ----------------------------------------------------------------------

    @Slot()
    def _renew(self) -> None:
        """Take all rows anew."""
        session = self._session
        self._statuses = outline_rows.Statuses(session.document, session.findings or ())
        rows = outline_rows.rows(session.document, self._statuses, session.numbers)
        self._rows = list(rows)
        self._todo = sum(row.todo for row in rows)
        self._changes = sum(row.changes for row in rows)
        count = sum(one.mandatory for row in rows for one in row.children)
        self._only.setText(words.OUTLINE_ONLY.format(count=count))
        self._home = {one.key: at for at, row in enumerate(rows) for one in (row, *row.children)}
        self._show()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        """Count anew what an answer touches: all of it only where other clauses are there now."""
        if change.after.edition != self._deciders.edition:
            self._deciders = outline_rows.Deciders(change.after.edition)
            self._renew()
        elif change.text or self._deciders.differ(change.before, change.after, change.fields):
            self._renew()
        else:
            self._touch(self._statuses.renew(change.after, change.fields))

    @Slot(tuple)
    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        self._touch(self._statuses.take(self._session.document, findings))

    def _touch(self, keys: set[str]) -> None:
        """Show the states of the clauses and tasks `keys` as they are now."""
        document, plain = self._session.document, self._plain
        for at in {self._home[key] for key in keys if key in self._home}:
            old, new = (
                self._rows[at],
                outline_rows.renewed(self._rows[at], document, self._statuses, keys),
            )
            self._rows[at] = new
            self._todo += new.todo - old.todo
            self._changes += new.changes - old.changes
            if plain and new is not old:
                self._model.show_state(at, new)
        if plain:
            self._count_up()
        else:
            self._show()

    def _show(self) -> None:
        self._count_up()
        kind = FILTERS[self._filter.current]
        only = self._model.laws = self._only.isChecked()
        shown = outline_rows.filtered(self._rows, kind, self._model.here, mandatory=only)
        if self._model.fits(shown):
            for at, row in enumerate(shown):
                self._model.show_state(at, row)
        else:
            opened = self._opened()
            self._model.show_rows(shown)
            self._open(opened)
            self._mark()
        empty = not shown and kind != "all"
        self._tree.setVisible(not empty)
        self._empty.setVisible(empty)
        todo = kind == "todo"
        self._empty.setText(words.OUTLINE_NOTHING_TODO if todo else words.OUTLINE_NOTHING_CHANGED)

    def _count_up(self) -> None:
        answered, asked = self._session.required
        self._count.setText(words.OUTLINE_COUNT.format(answered=answered, asked=asked))
        self._bar.show_progress(answered, asked)
        for at, text, said, count in (
            (1, words.OUTLINE_TODO, words.OUTLINE_TODO_SAID, self._todo),
            (2, words.OUTLINE_CHANGED, words.OUTLINE_CHANGED_SAID, self._changes),
        ):
            name = said.format(clauses=words.things(count, "clause"))
            self._filter.rename(at, text.format(count=count), name)

    def _opened(self) -> set[str]:
        """Return the keys of the sections that are open."""
        model = self._model
        tops = (model.index(at, 0) for at in range(model.rowCount()))
        found = ((model.row_at(index), self._tree.isExpanded(index)) for index in tops)
        return {row.key for row, is_open in found if row is not None and is_open}

    def _open(self, keys: set[str]) -> None:
        """Open the sections `keys`; in a filtered list all of them."""
        if not self._plain:
            self._tree.expandAll()
            return
        for at in range(self._model.rowCount()):
            index = self._model.index(at, 0)
            row = self._model.row_at(index)
            self._tree.setExpanded(index, row is not None and row.key in keys)

    # ---- where the user is -------------------------------------------------------------------

    @Slot(object)
    def _on_moved(self, place: Place) -> None:
        self._model.here = place.clause or place.section or self._task(place)
        if not self._plain:
            self._show()
        self._mark()
        self._tree.viewport().update()

    def _task(self, place: Place) -> str:
        """Return the task under which a field that prints nowhere is asked."""
        one = self._session.edition.by_key.get(place.field.partition(".")[0])
        return one.task if one else ""

    def _mark(self) -> None:
        """Bring the row where the user is into sight, and open its section."""
        index = self._model.find((self._model.here,))
        if not index.isValid():
            return
        if index.parent().isValid():
            self._tree.expand(index.parent())
        if not self.isVisible():  # it is brought into the middle once it is shown
            self._tree.setCurrentIndex(index)
            return
        seen = self._tree.viewport().rect().contains(self._tree.visualRect(index))
        self._tree.setCurrentIndex(index)
        if not seen:
            self._tree.scrollTo(index, OutlineTree.ScrollHint.PositionAtCenter)

    @Slot(object)
    def _on_chosen(self, row: Row) -> None:
        if row.place is not None:
            self._session.go(row.place)

    @Slot(int)
    @Slot(bool)
    def _on_filter(self) -> None:
        self._show()
        self._tree.viewport().update()
        if self._plain:
            self._mark()

    @property
    def _plain(self) -> bool:
        """Whether all clauses are listed."""
        return FILTERS[self._filter.current] == "all" and not self._only.isChecked()

    def show_mandatory(self) -> None:
        """List the mandatory clauses, each with its law, and give the list the keyboard."""
        self._filter.choose(0)
        self._only.setChecked(True)
        self._show()
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.colour("window"))
        self._tree.setPalette(palette)
        self._count.setFont(theme.font("label"))
        self._lock.setPixmap(pixmap(theme, "lock", "muted", 14))
        muted = self.palette()
        muted.setColor(QPalette.ColorRole.WindowText, theme.colour("muted"))
        for label in (self._counted, self._empty):
            label.setPalette(muted)
            label.setFont(theme.font("body"))
        self._only.setFont(theme.font("small"))
        self._only.setMinimumHeight(theme.grown(28))
        self._tree.doItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the row where the user is into the middle."""
        super().showEvent(event)
        self._tree.scrollTo(self._tree.currentIndex(), OutlineTree.ScrollHint.PositionAtCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line above the legend."""
        top = self._only.geometry().top() - 5
        painter = QPainter(self)
        painter.fillRect(0, top, self.width(), 1, self._theme.colour("border"))
        painter.end()
