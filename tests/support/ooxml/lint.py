"""What Word asks, or silently mangles, beyond the schemas: wiring, names, ranges, text, tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from tests.support.ooxml.package import RELATIONSHIP, W14, W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tests.support.ooxml.package import Package

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")
_TARGET = re.compile(r"\s*(?:REF|PAGEREF)\s+(\S+)")
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel")


def faults(package: Package) -> Iterator[str]:
    """Yield every fault of the package and of each part that holds text."""
    yield from _wiring(package)
    yield from _definitions(package)
    yield from _comments(package)
    names: set[str] = set()
    controls: set[str] = set()
    styles = {one.get(W + "styleId", "") for one in package.root("styles").iter(W + "style")}
    lists = {one.get(W + "numId", "") for one in package.root("numbering").iter(W + "num")} | {"0"}
    for part, root in package.stories():
        found = [
            *_relations(root, package.rels(part).keys()),
            *_bookmarks(root, names),
            *_controls(root, controls, package),
            *_revisions(root),
            *_texts(root),
            *_unknown(root, ("pStyle", "rStyle", "tblStyle"), styles),
            *_unknown(root, ("numId",), lists),
            *_cells(root),
            *_fields(root, names),
            *_paragraph_ids(root),
        ]
        yield from (f"{part}: {one}" for one in found)
    last = package.xml[package.main].find(W + "body")
    if last is None or not len(last) or last[-1].tag != W + "sectPr":
        yield f"{package.main}: the body does not end with its section"


def _wiring(package: Package) -> Iterator[str]:
    referenced = set()
    for name in ("", *package.names):
        for key, one in package.rels(name).items():
            referenced.add(one.target)
            if one.external and one.kind != "hyperlink":
                yield f"{name}: {key} points outside, to {one.target}"
            elif not one.external and one.target not in package.names:
                yield f"{name}: {key} points to {one.target}, which is not there"
    for name in package.names:
        if name == "[Content_Types].xml":
            continue
        if name not in package.overrides and name.rpartition(".")[2] not in package.defaults:
            yield f"{name}: no content type"
        if not name.endswith(".rels") and name not in referenced:
            yield f"{name}: nothing refers to it"
    for name in package.overrides.keys() - set(package.names):
        yield f"{name}: has a content type and is not there"


def _definitions(package: Package) -> Iterator[str]:
    styles = list(package.root("styles").iter(W + "style"))
    keys = [one.get(W + "styleId", "") for one in styles]
    yield from (f"styles: {key} twice" for key in _twice(keys))
    yield from _unknown(package.root("styles"), ("basedOn", "next", "link"), set(keys))
    numbering = package.root("numbering")
    lists = [one.get(W + "abstractNumId", "") for one in numbering.iter(W + "abstractNum")]
    yield from (f"numbering: {key} twice" for key in _twice(lists))
    yield from _unknown(numbering, ("abstractNumId",), set(lists))


def _comments(package: Package) -> Iterator[str]:
    comments = list(package.root("comments").iter(W + "comment"))
    keys = [one.get(W + "id", "") for one in comments]
    yield from (f"comments: {key} twice" for key in _twice(keys))
    for one in comments:
        if one.find(W + "p") is None:
            yield f"comments: {one.get(W + 'id')} has no paragraph"
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        used = [
            one.get(W + "id", "") for _, root in package.stories() for one in root.iter(W + tag)
        ]
        yield from (f"comments: {tag} of {key} is wrong" for key in set(used) ^ set(keys))


def _relations(root: Element, known: Iterable[str]) -> Iterator[str]:
    for one in root.iter():
        for key, value in one.attrib.items():
            if str(key).startswith(RELATIONSHIP) and str(value) not in known:
                yield f"{value!r} is no relationship"


def _bookmarks(root: Element, names: set[str]) -> Iterator[str]:
    starts = list(root.iter(W + "bookmarkStart"))
    keys = [one.get(W + "id", "") for one in starts]
    ends = [one.get(W + "id", "") for one in root.iter(W + "bookmarkEnd")]
    if sorted(keys) != sorted(ends) or len(set(keys)) < len(keys):
        yield "bookmarks do not begin and end in pairs"
    for one in starts:
        name = one.get(W + "name", "")
        if not _BOOKMARK.fullmatch(name):
            yield f"bookmark {name} has a name that Word does not take"
        if name.lower() in names:
            yield f"bookmark {name} twice"
        names.add(name.lower())


def _controls(root: Element, seen: set[str], package: Package) -> Iterator[str]:
    glossary = {
        one.get(W + "val")
        for part in package.root("glossaryDocument").iter(W + "docPart")
        for one in part.iter(W + "name")
    }
    for control in root.iter(W + "sdt"):
        values = {
            etree.QName(one).localname: one.get(W + "val", "")
            for one in control.iterfind(f"{W}sdtPr/*")
        }
        if values.get("id") in seen:
            yield f"control {values['id']} twice"
        seen.add(values.get("id", f"none {len(seen)}"))
        if len(values.get("tag", "")) > 64 or len(values.get("alias", "")) > 64:
            yield f"control {values.get('tag')} has a tag or title of more than 64 characters"
        if "dataBinding" in values:
            yield f"control {values.get('tag')} is bound to data, which LibreOffice destroys"
        if not control.findall(f"{W}sdtContent/*"):
            yield f"control {values.get('tag')} is empty"
        for prompt in control.iterfind(f"{W}sdtPr/{W}placeholder/{W}docPart"):
            if prompt.get(W + "val") not in glossary:
                yield f"control {values.get('tag')} has a prompt that is not there"


def _revisions(root: Element) -> Iterator[str]:
    found = [one for tag in _REVISIONS for one in root.iter(W + tag)]
    yield from (f"revision {key} twice" for key in _twice(one.get(W + "id", "") for one in found))
    yield from ("a revision without author" for one in found if not one.get(W + "author"))
    for tags, inside in ((("t", "instrText"), True), (("delText", "delInstrText"), False)):
        for one in root.iter(*(W + tag for tag in tags)):
            if any(up.tag == W + "del" for up in one.iterancestors()) is inside:
                yield f"{etree.QName(one).localname} on the wrong side of w:del"


def _texts(root: Element) -> Iterator[str]:
    for one in root.iter(W + "t", W + "delText"):
        text = one.text or ""
        if text != text.strip() and one.get(_SPACE) != "preserve":
            yield f"space that Word drops: {text!r}"


def _unknown(root: Element, tags: Iterable[str], known: set[str]) -> Iterator[str]:
    for one in root.iter(*(W + tag for tag in tags)):
        if one.get(W + "val", "") not in known and one.get(W + "val") is not None:
            yield f"{etree.QName(one).localname} {one.get(W + 'val')} is not there"


def _cells(root: Element) -> Iterator[str]:
    for one in root.iter(W + "tc"):
        if not len(one) or one[-1].tag not in {W + "p", W + "sdt"}:
            yield "a cell does not end with a paragraph"


def _fields(root: Element, names: set[str]) -> Iterator[str]:
    depth = 0
    for one in root.iter(W + "fldChar"):
        depth += {"begin": 1, "end": -1}.get(one.get(W + "fldCharType", ""), 0)
        if depth < 0:
            yield "a field ends that did not begin"
    if depth:
        yield "a field does not end"
    for one in root.iter(W + "instrText"):
        match = _TARGET.match(one.text or "")
        if match and match.group(1).lower() not in names:
            yield f"a reference to {match.group(1)}, which is not there"


def _paragraph_ids(root: Element) -> Iterator[str]:
    found = [one.get(W14 + "paraId", "") for one in root.iter(W + "p")]
    given = [one for one in found if one]
    yield from (f"paragraph id {one} twice" for one in _twice(given))
    for one in given:
        if not re.fullmatch(r"[0-7][0-9A-F]{7}", one):
            yield f"paragraph id {one} is out of bounds"


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]
