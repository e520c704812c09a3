"""The gate: lets in only a package that is safe to unpack, and says in one sentence why not.

It looks at sizes and names before anything is unpacked, and writes nothing to the disk.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.errors import MouError, WordDamaged

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 25 << 20  # of the file
MOST_PARTS = 2000
LARGEST = 64 << 20  # bytes of a part, unpacked
MOST_UNPACKED = 256 << 20
_DENSE = 16 << 20  # bytes of a part from which on
_RATIO = 200  # times as many as it is packed in are a trap; a long text comes near it

_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = ("EncryptedPackage", "EncryptionInfo")
_OTHERS = {b"{\\rtf": messages.WORD_RTF, b"%PDF": messages.WORD_PDF}
_ENCRYPTED = 0x1 | 0x40
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ODF = b"application/vnd.oasis.opendocument"
DECLARATIONS = ["<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be")]
"""How a part that defines names of its own begins to."""
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, NotImplementedError,
    OverflowError, UnicodeError, ValueError,
)  # fmt: skip
"""What a damaged archive makes the standard library raise."""


class Package:
    """The parts of a Word file, unpacked one by one when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            MouError: it is none, or none that is safe to unpack.
        """
        _check_beginning(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except UNREADABLE as error:
            raise MouError(messages.NO_WORD_FILE) from error
        entries = [one for one in self._archive.infolist() if not one.is_dir()]
        _check_entries(entries)
        self._entries = {_plain(one.filename): one for one in entries}
        self._taken = set[str]()
        self.prefixed = not data.startswith(b"PK")
        self._check_kind()

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def bytes_of(self, name: str) -> bytes:
        """Return what is in a part.

        Raises:
            MouError: there is no such part, or it is damaged.
        """
        self._taken.add(name)
        try:
            return self._unpacked(self._entries[name])
        except UNREADABLE as error:
            raise WordDamaged(messages.WORD_CUT_SHORT.format(part=name)) from error

    def check_the_rest(self) -> None:
        """Look through the parts that nobody asked for: none may define names of its own.

        Raises:
            MouError: one does.
        """
        for name, entry in self._entries.items():
            if name not in self._taken and name.endswith((".xml", ".rels")):
                try:
                    data = self._unpacked(entry)
                except UNREADABLE:
                    continue  # it is not read
                if any(one in data for one in DECLARATIONS):
                    raise MouError(messages.WORD_DECLARES.format(part=name))

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        """Return a part. It is read by its size, since a packed part may lie about that."""
        with self._archive.open(entry) as file:
            data = file.read(entry.file_size + 1)
        if len(data) != entry.file_size:
            raise EOFError(entry.filename)
        return data

    def _check_kind(self) -> None:
        kind = self._entries.get("mimetype")
        if kind and kind.file_size < 200 and self.bytes_of("mimetype").startswith(_ODF):
            raise MouError(messages.WORD_ODT)


def _check_beginning(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        size, most = -(-len(data) >> 20), MOST_BYTES >> 20
        raise MouError(messages.WORD_TOO_BIG.format(size=size, most=most))
    if data.startswith(_OLE):
        if any(one.encode("utf-16-le") in data for one in _LOCKED):
            raise MouError(messages.WORD_LOCKED)
        old = "WordDocument".encode("utf-16-le") in data
        raise MouError(messages.WORD_OLD if old else messages.WORD_OLD_PACKAGE)
    for start, message in _OTHERS.items():
        if data.startswith(start):
            raise MouError(message)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if any(one.flag_bits & _ENCRYPTED for one in entries):
        raise MouError(messages.WORD_LOCKED)
    sizes = [one.file_size for one in entries]
    if len(entries) > MOST_PARTS or sum(sizes) > MOST_UNPACKED or max(sizes, default=0) > LARGEST:
        raise MouError(messages.WORD_UNPACKS_TOO_BIG)
    packed = sum(one.compress_size for one in entries)
    sized = [(one.file_size, one.compress_size, _DENSE) for one in entries]
    if any(_is_bomb(*one) for one in (*sized, (sum(sizes), packed, LARGEST))):
        raise MouError(messages.WORD_UNPACKS_TOO_BIG)
    names = [_plain(one.filename) for one in entries]
    strange = any(one.compress_type not in _METHODS for one in entries)
    if strange or _has_twice(name.casefold() for name in names) or any(map(_leads_out, names)):
        raise MouError(messages.WORD_TAMPERED)


def _is_bomb(size: int, packed: int, least: int) -> bool:
    return size > least and size > _RATIO * max(packed, 1)


def _has_twice(names: Iterable[str]) -> bool:
    found = list(names)
    return len(found) != len(set(found))


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ":" in name or ".." in name.split("/")


def _plain(name: str) -> str:
    """Return a part's name with the strokes that the standard asks for."""
    return name.replace("\\", "/")
