r"""Names of files made of what somebody typed: names that every system takes.

Windows is the strictest: no `<>:"/\|?*`, no dot or space at the end, and none of its names for
devices, whatever follows their first dot. Whether a name is free is for `store` to say.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from mou_desktop.model.values import hidden_characters, visible

LONGEST: Final = 80  # characters, so that a folder and an ending find room beside the name
_BYTES: Final = 200  # most systems take 255 bytes, and a letter may have four
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def is_safe(name: str) -> bool:
    """Return whether every system takes `name`, a name without its ending, as it is."""
    first, _, _ = name.partition(".")
    ends_well = name == name.strip() and not name.endswith(".") and bool(name)
    return ends_well and not _UNSAFE.search(name) and not _DEVICE.fullmatch(first.strip())


def safe_name(text: str, longest: int = LONGEST) -> str:
    """Return `text` as a name that every system takes for a file, without an ending of its own.

    What cannot be seen goes: a name that reads other than it is spelled would pass for another.
    """
    text = _UNSAFE.sub(" ", unicodedata.normalize("NFC", text))
    unseen = {at for at, _ in hidden_characters(text)}
    name = " ".join("".join(c for i, c in enumerate(text) if i not in unseen).split())
    name = name.strip(" .")[:longest]
    while len(name.encode()) > _BYTES:
        name = name[:-1]
    name = name.strip(" .")
    if not visible(name):
        return "agreement"
    first, dot, _ = name.partition(".")
    if _DEVICE.fullmatch(first.strip()):
        return f"agreement {name}" if dot else f"{name} agreement"
    return name
