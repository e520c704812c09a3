"""The screen that tests and pictures stand on: none to be seen, and as large as on a desk.

Qt's own one without a screen has 800 by 800 pixels, and no window grows larger than its screen.
"""

from __future__ import annotations

from pathlib import Path

DESK = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
