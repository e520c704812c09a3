"""The editor for a date: typed month, day, year; echoed in words; a calendar to look it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout

from mou_desktop.gui import words
from mou_desktop.gui.icons import icon
from mou_desktop.gui.widgets.line_editor import LineEditor
from mou_desktop.model.spoken import read_date, spoken_date

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.theme import Theme
    from mou_desktop.gui.widgets.line_editor import Read
    from mou_desktop.model import Field
    from mou_desktop.model.values import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DateEditor(LineEditor):
    """Takes a date as it is typed, and says it in words as soon as it can be read."""

    def __init__(
        self, field: Field, theme: Theme, read: Read, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, theme, read, parent)
        self._button = QToolButton(self.line)
        self._button.setObjectName(f"calendar_{field.key}")
        self._button.setAutoRaise(True)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line opens it with Alt+Down
        self._button.setAccessibleName(words.CALENDAR)
        self._button.setToolTip(words.CALENDAR)
        self._button.clicked.connect(self.open_calendar)
        theme.changed.connect(self._restyle)
        self._restyle()

    def words_of(self, value: Value) -> str:
        """Return a date as month, day, year; anything else as it was typed."""
        date = read_date(value) if isinstance(value, str) else None
        return f"{date:%m/%d}/{date.year:04}" if date else super().words_of(value)

    def note(self) -> None:
        """Say the date in words."""
        self.noted.emit(date_in_words(self._read(self.line.text())), False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the button at the right end of the line."""
        if event.type() == event.Type.Resize and watched is self.line:
            size = self._button.sizeHint().expandedTo(QSize(28, 28))
            size.setHeight(min(size.height(), max(self.line.height() - 4, 28)))
            self._button.resize(size)
            top = (self.line.height() - size.height()) // 2
            self._button.move(self.line.width() - size.width() - 4, top)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down or F4."""
        if asks_for_calendar(event):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    @Slot()
    def open_calendar(self) -> None:
        """Open the calendar below the line, at the date that stands there."""
        date = read_date(str(self._read(self.line.text())))
        start = QDate(date.year, date.month, date.day) if date else QDate.currentDate()
        calendar = Calendar(self.theme, start, self)
        calendar.chosen.connect(self._on_chosen)
        calendar.open_below(self.line)

    @Slot(QDate)
    def _on_chosen(self, date: QDate) -> None:
        self.line.setText(f"{date.month():02}/{date.day():02}/{date.year():04}")
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self._on_text_edited(self.line.text())

    @Slot()
    def _restyle(self) -> None:
        size = self.theme.grown(18)
        self._button.setIcon(icon(self.theme, "calendar"))
        self._button.setIconSize(QSize(size, size))
        self.line.setTextMargins(0, 0, size + 14, 0)


class Calendar(QFrame):
    """A month to choose a day from: arrow keys and Enter, or a click; Esc leaves it.

    Signals:
        chosen: the user took a day; carries it.
    """

    chosen = Signal(QDate)

    def __init__(self, theme: Theme, start: QDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setWindowTitle(words.CALENDAR)
        self._month = QCalendarWidget(self)
        self._month.setObjectName("calendar")
        self._month.setAccessibleName(words.CALENDAR)
        self._month.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain = QTextCharFormat()
        plain.setForeground(theme.colour("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(day, plain)
        self._month.setSelectedDate(start)
        self._month.setMinimumSize(theme.grown(320), theme.grown(264))  # a day is a target of 28
        self._month.activated.connect(self._on_activated)
        self._month.clicked.connect(self._on_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._month)

    def open_below(self, line: QWidget) -> None:
        """Open under a line, or over it where the screen ends."""
        self.adjustSize()
        at = line.mapToGlobal(QPoint(0, line.height() + 4))
        screen = line.screen().availableGeometry()
        if at.y() + self.height() > screen.bottom():
            at.setY(max(at.y() - self.height() - line.height() - 8, screen.top()))
        at.setX(max(min(at.x(), screen.right() - self.width()), screen.left()))
        self.move(at)
        self.show()
        self._month.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QDate)
    def _on_activated(self, date: QDate) -> None:
        self.close()
        self.chosen.emit(date)


def date_in_words(value: Value) -> str:
    """Return a date with its day of the week, or nothing where it is none."""
    date = read_date(value) if isinstance(value, str) else None
    return f"{_DAYS[date.weekday()]}, {spoken_date(date.isoformat())}" if date else ""


def asks_for_calendar(event: QKeyEvent) -> bool:
    """Return whether a key opens the calendar: F4, or Alt+Down."""
    alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return event.key() == Qt.Key.Key_F4 or bool(alt and event.key() == Qt.Key.Key_Down)
