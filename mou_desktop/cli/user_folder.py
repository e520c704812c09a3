"""Where the window keeps this user's settings, recovery copies and earlier versions, without Qt."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "MOU Desktop"


def user_folder() -> Path:
    """Return the folder of this user, which need not be there."""
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA", "")
        return (Path(home) if home else Path.home() / "AppData" / "Local") / NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / NAME
    home = os.environ.get("XDG_DATA_HOME", "")
    return (Path(home) if home.startswith("/") else Path.home() / ".local" / "share") / NAME
