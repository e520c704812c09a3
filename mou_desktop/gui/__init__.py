"""The window: Qt, and nothing else loads Qt."""

from __future__ import annotations

from mou_desktop.gui import light_qt

light_qt.load()
