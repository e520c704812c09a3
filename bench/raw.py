"""The limit of what Python can do: the same parts, text escaped between ready markup, deflated.

It knows no document: the markup of `document.xml` lies ready in pieces, and only the text between
is escaped and joined. The words of a document come from its outline, so a bench that compares it
with the export works the outline out beside it, and also says the ratio without.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape, unescape

_BODY = "word/document.xml"
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")


class Raw:
    """Writes one Word file again and again."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {one.filename: archive.read(one) for one in archive.infolist()}
        body = self._parts.pop(_BODY).decode()
        self._body = body
        self._markup = _TEXT.split(body)
        self._texts = [unescape(text) for text in _TEXT.findall(body)] + [""]

    def write(self) -> bytes:
        """Return the Word file, every part of it deflated."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self._parts.items():
                archive.writestr(name, part)
            archive.writestr(_BODY, self._joined().encode())
        return buffer.getvalue()

    def refuse_difference(self) -> None:
        """Raise if what is written is not what was given."""
        if self._joined() != self._body:
            raise RuntimeError("the raw body is not the body that was exported")

    def _joined(self) -> str:
        pairs = zip(self._markup, self._texts, strict=True)
        return "".join(piece for markup, text in pairs for piece in (markup, escape(text)))
