"""One question: its label, hint, what is wrong with the answer, the editor, and a line below it.

`Editor` is what the editors of all types of field have in common. Nothing here knows whether an
answer is right; whoever puts the question says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mou_desktop.gui import words
from mou_desktop.gui.widgets.asked_label import in_one_look
from mou_desktop.gui.widgets.parts import colour_label, make_label, make_trouble
from mou_desktop.gui.widgets.shared_undo import SharedUndo
from mou_desktop.gui.widgets.spoken import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from mou_desktop.gui.theme import Theme
    from mou_desktop.model import Field, Severity
    from mou_desktop.model.values import Value

BAR, INDENT = 4, 16  # the bar beside a wrong answer, and the room it takes

_PASSING = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}


class Editor(QWidget):
    """Shows the answer to one field, and says when the user changes it.

    Signals:
        edited: the user changed the answer; carries the new one, None for none. What the program
            shows is never told.
        entered: the keyboard came in from elsewhere.
        left: the keyboard went elsewhere.
        noted: the line below the field is another one; carries it, and whether it is a warning.
        refused: what was pasted cannot be taken; carries the sentence.
    """

    edited = Signal(object)
    entered = Signal()
    left = Signal()
    noted = Signal(str, bool)
    refused = Signal(str)

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.theme = field, theme
        self.setObjectName(f"editor_{field.key}")
        self._inputs: dict[QWidget, str] = {}
        self._inside = False
        self._shared_undo = SharedUndo(self)

    def show_answer(self, value: Value) -> None:
        """Show an answer; where it is what the user has typed, nothing moves."""
        raise NotImplementedError

    def enter(self) -> None:
        """Put the keyboard into this field."""
        first = next((one for one in self._inputs if one.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.end(False)

    def holds_focus(self) -> bool:
        """Return whether the keyboard is in this field, or in what it has opened."""
        return self._inside or self._owns(QApplication.focusWidget())

    def add_input(self, widget: QWidget, part: str = "") -> None:
        """Take a widget as one that is typed in; `part` names it where there are several."""
        self._inputs[widget] = part
        widget.installEventFilter(self)
        widget.installEventFilter(self._shared_undo)

    def drop_input(self, widget: QWidget) -> None:
        """Forget a widget that goes away."""
        self._inputs.pop(widget, None)

    def describe(self, name: str, description: str, *, wrong: bool) -> None:
        """Tell a screen reader what is asked here, and what is wrong."""
        for widget, part in self._inputs.items():
            widget.setAccessibleName(f"{name}: {part}" if part else name)
            widget.setAccessibleDescription(description)
            widget.setProperty("required", self.field.required)
            widget.setProperty("invalid", wrong)
            widget.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the keyboard coming in and going."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn and not self._inside:
            self._inside = True
            self.entered.emit()
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and self._inside:
            now = QApplication.focusWidget()
            if event.reason() not in _PASSING and not self._owns(now):
                self._inside = False
                self.left.emit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press a button with Enter, else go on to the next question."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            here = QApplication.focusWidget()
            if isinstance(here, (QPushButton, QToolButton)):
                here.click()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def _owns(self, widget: QWidget | None) -> bool:
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self


class FieldFrame(QWidget):
    """An editor with its label, its hint, what is wrong, and the line below."""

    def __init__(self, editor: Editor, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor, self.field, self._theme = editor, editor.field, editor.theme
        self.setObjectName(f"field_{self.field.key}")
        self._hint_text, self._note = hint, ("", False)
        self._said: tuple[tuple[Severity, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._label = make_label(self._theme, "", self)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._hint = make_label(self._theme, hint, self, "small", "muted")
        self._hint.setVisible(bool(hint))
        self._troubles: list[QWidget] = []
        self._foot = _Foot(self._theme, self)
        self._foot.label.setObjectName(f"foot_{self.field.key}")
        for part in (self._label, self._hint, editor, self._foot):
            self._column.addWidget(part)
        self._foot.hide()
        editor.setParent(self)
        editor.noted.connect(self._on_noted)
        self._theme.changed.connect(self.restyle)
        self.restyle()

    @property
    def name(self) -> str:
        """The label, with whether an answer is required."""
        return f"{self.field.label} {self._asked}"

    @property
    def said(self) -> tuple[tuple[Severity, str], ...]:
        """What is shown to be wrong."""
        return self._said

    def show_said(self, said: Sequence[tuple[Severity, str]]) -> bool:
        """Show what is wrong, with how serious it is; return whether that is something else.

        A table says it itself, beside its rows: it gets the bar alone.
        """
        if tuple(said) == self._said:
            return False
        self._said = tuple(said)
        for old in self._troubles:
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()
        lines = () if self.field.type == "table" else self._said
        self._troubles = [self._trouble(*one) for one in lines]
        for at, line in enumerate(self._troubles):
            self._column.insertWidget(2 + at, line)
            line.show()
        self._column.setContentsMargins(INDENT if self._said else 0, 0, 0, 0)
        self._describe()
        self.update()
        return True

    def announce(self) -> None:
        """Have a screen reader say at once what is wrong."""
        for _, sentence in self._said:
            say(self.editor, words.SPOKEN_ERROR.format(label=self.field.label, sentence=sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar beside a wrong answer."""
        super().paintEvent(event)
        if self._said:
            role = _looks(self._said[0][0])[1]
            painter = QPainter(self)
            painter.fillRect(QRect(0, 0, BAR, self.height()), self._theme.colour(role))

    @Slot()
    def restyle(self) -> None:
        """Take the colours and sizes of the theme."""
        self._label.setText(in_one_look(self._theme, self.field.label, self._asked))
        self._label.setAccessibleName(self.name)
        self._label.setFont(self._theme.font("body"))
        colour_label(self._theme, self._label, "text")
        self._hint.setFont(self._theme.font("small"))
        colour_label(self._theme, self._hint, "muted")
        self._foot.restyle()
        said, self._said = self._said, ()
        self.show_said(said)
        self._on_noted(*self._note)
        self._describe()

    @property
    def _asked(self) -> str:
        return words.REQUIRED if self.field.required else words.OPTIONAL

    def _trouble(self, severity: Severity, sentence: str) -> QWidget:
        return make_trouble(self._theme, sentence, self, _looks(severity), self.field.key)

    def _describe(self) -> None:
        sentences = [text for _, text in self._said]
        wrong = any(severity == "must" for severity, _ in self._said)
        self.editor.describe(self.name, " ".join([*sentences, self._hint_text]), wrong=wrong)

    @Slot(str, bool)
    def _on_noted(self, note: str, warning: bool) -> None:
        self._note = (note, warning)
        counter = self.field.type in {"text", "long_text", "url"}
        self._foot.say(note, "error" if warning else "muted", right=counter)


class _Foot(QWidget):
    """One line below a field. It lays nothing out, so that a counter costs nothing at a key."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._role = theme, "muted"
        self.label = make_label(theme, "", self, "small", "muted")
        self.label.setWordWrap(False)
        self.restyle()

    def say(self, text: str, role: str, *, right: bool) -> None:
        """Show a line, or no room at all without one."""
        if role != self._role:
            self._role = role
            colour_label(self._theme, self.label, role)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if side != self.label.alignment():
            self.label.setAlignment(side)
        if text != self.label.text():
            self.label.setText(text)
        if self.isHidden() == bool(text):
            self.setVisible(bool(text))

    def restyle(self) -> None:
        """Take the colours and sizes of the theme."""
        self.label.setFont(self._theme.font("small"))
        colour_label(self._theme, self.label, self._role)
        self.setFixedHeight(self.label.fontMetrics().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the line all the width."""
        super().resizeEvent(event)
        self.label.resize(event.size())


def _looks(severity: Severity) -> tuple[str, str]:
    """Return icon and colour of a sentence."""
    return {"must": ("error", "error"), "should": ("attention", "warn")}.get(
        severity, ("todo", "text")
    )
