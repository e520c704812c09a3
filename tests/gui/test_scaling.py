"""What a system changes under a window: its theme, its contrast, and how large a pixel is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from mou_desktop.gui.desk import Desk
from mou_desktop.gui.main_window import MainWindow
from tests.support.a11y import assert_accessible
from tests.support.driving import END, PRELUDE
from tests.support.files import run_code

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mou_desktop.gui.theme import Theme

Scheme: TypeAlias = Qt.ColorScheme
Contrast: TypeAlias = Qt.ContrastPreference


class System:
    """The system's wishes, which this screen cannot be told."""

    def __init__(self, scheme: Scheme, contrast: Contrast = Contrast.NoPreference) -> None:
        self._scheme, self._contrast = scheme, contrast

    def colorScheme(self) -> Scheme:  # noqa: N802
        return self._scheme

    def accessibility(self) -> System:
        return self

    def contrastPreference(self) -> Contrast:  # noqa: N802
        return self._contrast


def focused() -> str:
    """Say what has the keyboard: the start page is made anew, and gives it to the same part."""
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


@pytest.mark.faults("G08")
def test_a_theme_that_the_system_switches_is_taken_at_once_and_reads_well(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(Desk(tmp_path), theme)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    hints = QApplication.styleHints()
    for wish, name in (
        (System(Scheme.Dark), "dark"),
        (System(Scheme.Dark, Contrast.HighContrast), "high-contrast"),
        (System(Scheme.Light), "light"),
    ):
        theme.choose("system")
        focus = focused()
        monkeypatch.setattr(QGuiApplication, "styleHints", lambda wish=wish: wish)
        with qtbot.waitSignal(theme.changed):
            if name == "high-contrast":
                hints.accessibility().contrastPreferenceChanged.emit(Contrast.HighContrast)
            else:
                hints.colorSchemeChanged.emit(wish.colorScheme())
        assert theme.name == name
        assert focused() == focus
        assert_accessible(window)
    theme.choose("dark")
    hints.colorSchemeChanged.emit(Scheme.Light)

    assert theme.name == "dark"  # what somebody chose stays


EVERY_CLAUSE = """
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QRadioButton
CONTROLS = (QPushButton, QLineEdit, QComboBox, QCheckBox, QRadioButton)
program.open([])
window = program.windows[0]
window.resize(640, 360)  # what a screen of 1920 x 1080 has at 300 %
pause(50)

def cut(window):
    '''Return what is in sight and needs more room than it has.'''
    for one in window.findChildren(QWidget):
        if isinstance(one, CONTROLS) and not one.visibleRegion().isEmpty():
            least = one.minimumSizeHint()
            if one.height() < least.height() - 1:
                yield one.objectName(), "low", one.height(), least.height()
            if one.width() < min(least.width(), window.width()) - 1:
                yield one.objectName(), "narrow", one.width(), least.width()

trouble = [("start", *one) for one in cut(window)]
window.open_sample()
pause(300)
places = [p for p in window.session.edition.clause_places.values() if p.clause]
for place in places:
    window.session.go(place)
    app.processEvents()
    trouble += [(place.clause, *one) for one in cut(window)]
tell(dots=app.devicePixelRatio(), seen=len(places), trouble=trouble[:20],
     fits=[window.width(), window.height()])
"""


@pytest.mark.faults("G05")
@pytest.mark.parametrize("factor", ["1.5", "3"])
def test_every_clause_fits_the_smallest_window_however_large_a_pixel_is(
    tmp_path: Path, factor: str
) -> None:
    ran = run_code(
        PRELUDE + EVERY_CLAUSE + END, timeout=240, XDG_DATA_HOME=str(tmp_path),
        QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR=factor, MOU_EXIT_AT_FIRST_PAINT=None,
    )  # fmt: skip

    assert ran.returncode == 0, (ran.stdout, ran.stderr)
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["dots"] == float(factor)
    assert found["seen"] > 50
    assert found["trouble"] == []
    assert found["fits"] == [640, 360]
