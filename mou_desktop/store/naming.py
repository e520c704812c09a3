"""Names of our own files that are made of a document's id, whatever a file says its id is."""

from __future__ import annotations

import hashlib
import re

_USUAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def name_of(document_id: str) -> str:
    """Return a name for what belongs to a document: its id, or a digest of one from elsewhere.

    An id is read from a file that anybody may have made; one with `../` in it leads nowhere.
    """
    if _USUAL.fullmatch(document_id):
        return document_id
    return hashlib.sha256(document_id.encode(errors="replace")).hexdigest()[:36]
