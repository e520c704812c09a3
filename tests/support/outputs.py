"""Every file that the program makes of an agreement, by what it is, and all that stands in it.

A new output is one line in `MAKERS`; a new kind of container, one more branch of `unpacked`.
"""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree

from mou_desktop import rules
from mou_desktop.model.rounds import Sending
from mou_desktop.word.compared import compared_of
from mou_desktop.word.identity import NAMESPACE
from mou_desktop.word.review import review_of
from mou_desktop.word.schedule import changes_of
from mou_desktop.word.summary import summary_of
from mou_desktop.word.worksheet import worksheet_of
from mou_desktop.word.write import docx_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mou_desktop.model import Document

SENDING: Final = Sending("cd" * 32, "2026-11-24T09:12:00Z")

MAKERS: Final[Mapping[str, Callable[[Document, str], bytes]]] = {
    "review": lambda document, part: review_of(document, part, sending=SENDING),
    "compared": lambda document, part: compared_of(document, part, sending=SENDING),
    "clean": docx_of,
    "schedule": lambda document, _: changes_of(document, rules.check(document), sending=SENDING),
    "worksheet": lambda document, _: worksheet_of(document),
    "summary": lambda document, _: summary_of(document, rules.check(document)),
}
"""Makes the file of one document of the edition; those that are of all of them take no heed."""

WITH_SNAPSHOT: Final = frozenset({"review", "compared"})
"""Those that hold what was sent, to be compared when they come back."""


def unpacked(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name and the whole text of each part of a file; what was sent is decoded."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            yield name, part.decode()
            root = etree.fromstring(part)
            yield name, "".join(map(str, root.itertext()))  # words that markup divides
            if root.tag == f"{{{NAMESPACE}}}mou":
                yield f"{name} (decoded)", base64.b64decode(root.text or "").decode()
