"""Counsel for tests: edits in Word's own markup on a review copy, each with what it has to be told.

The edits of one sitting touch different clauses, so that the truth is known exactly.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from mou_desktop.word.ooxml import NAMESPACE, W

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model import Document

MAIN = "word/document.xml"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_COMMENTS, _EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
WHO, WHEN = "C. Ounsel", "2026-12-01T10:00:00Z"
Told = tuple[str, str, bool]
"""Kind, clause or answer, and whether it was tracked."""


@dataclass
class Sitting:
    """A review copy that somebody works in."""

    data: bytes
    document: Document
    truth: list[Told] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    number: int = 90_000

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts[MAIN])

    def saved(self) -> bytes:
        self.parts[MAIN] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return made.getvalue()

    # ---- where things stand ------------------------------------------------------------

    @property
    def body(self) -> Element:
        found = self.root.find(W + "body")
        assert found is not None
        return found

    def parent(self, one: Element) -> Element:
        return _parent(one)

    def clauses(self) -> dict[str, list[Element]]:
        """Return the paragraphs of each clause with a heading, by its key."""
        found: dict[str, list[Element]] = {}
        key = ""
        for one in self.body.iter(W + "p"):
            marks = [each.get(W + "name", "") for each in one.iter(W + "bookmarkStart")]
            names = [each.removeprefix("_mou_") for each in marks if each.startswith("_mou_")]
            key = names[0] if names else key
            if key:
                found.setdefault(key, []).append(one)
        clauses = self.document.edition.clauses
        return {key: each for key, each in found.items() if key in clauses}

    def free(
        self, chance: random.Random, *, plain: bool = False
    ) -> list[tuple[str, list[Element]]]:
        """Return clauses that nobody touched, in a random order."""
        found = [
            (key, each)
            for key, each in self.clauses().items()
            if key not in self.touched
            and len(each) > 1
            and not (plain and any(_parent(one).tag == W + "tc" for one in each))
        ]
        chance.shuffle(found)
        return found

    # ---- edits -------------------------------------------------------------------------

    def change(self, kind: str) -> Element:
        self.number += 1
        made = etree.Element(W + kind, nsmap={"w": NAMESPACE})
        for name, value in (("id", str(self.number)), ("author", WHO), ("date", WHEN)):
            made.set(W + name, value)
        return made

    def word(self, chance: random.Random, *, tracked: bool) -> bool:
        """Change one run of words of a clause."""
        for key, paragraphs in self.free(chance):
            for one in paragraphs[1:]:
                runs = [run for run in one.findall(W + "r") if len(_said(run).split()) > 5]
                if not runs:
                    continue
                run = runs[0]
                words = _said(run).split(" ")
                at = len(words) // 2
                pieces = [" ".join(words[:at]) + " ", words[at], " " + " ".join(words[at + 1 :])]
                made = [_like(run, pieces[0])]
                self.number += 1
                new = _like(run, f"altogether otherwise {self.number}")
                if tracked:
                    gone, came = self.change("del"), self.change("ins")
                    gone.append(_like(run, pieces[1], "delText"))
                    came.append(new)
                    made += [gone, came]
                else:
                    made.append(new)
                made.append(_like(run, pieces[2]))
                for each in made:
                    run.addprevious(each)
                one.remove(run)
                self.told(self._kind(key), key, tracked=tracked)
                return True
        return False

    def delete(self, chance: random.Random, *, tracked: bool) -> bool:
        """Delete a clause, heading and all."""
        for key, paragraphs in self.free(chance, plain=True):
            if tracked:
                for one in paragraphs:
                    self.delete_paragraph(one)
            else:
                for one in paragraphs:
                    _parent(one).remove(one)
            self.told("left_out", key, tracked=tracked)
            return True
        return False

    def delete_paragraph(self, one: Element) -> None:
        properties = one.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            one.insert(0, properties)
        mark = properties.find(W + "rPr")
        if mark is None:
            mark = etree.SubElement(properties, W + "rPr")
        mark.insert(0, self.change("del"))
        for run in list(one.iter(W + "r")):
            gone = self.change("del")
            run.addprevious(gone)
            gone.append(run)
            for text in run.findall(W + "t"):
                text.tag = W + "delText"

    def add(self, chance: random.Random, *, tracked: bool) -> bool:
        """Add a clause of two paragraphs after another."""
        for key, paragraphs in self.free(chance, plain=True):
            self.number += 1  # no two clauses read the same
            last = paragraphs[-1]
            if last.getparent() is not self.body:
                last = _parent(_parent(last))  # out of the control
            if last.getparent() is not self.body:
                continue
            for text, like in (
                ("Of counsel's own.", paragraphs[1]),
                (f"Annual meeting {self.number}", paragraphs[0]),
            ):
                last.addnext(self.new_paragraph(text, like, tracked=tracked))
            self.told("added", key, tracked=tracked)
            return True
        return False

    def insert_paragraph(self, one: Element) -> None:
        """Mark a paragraph that stands there as one that came."""
        properties = one.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            one.insert(0, properties)
        mark = properties.find(W + "rPr")
        if mark is None:
            mark = etree.SubElement(properties, W + "rPr")
        mark.insert(0, self.change("ins"))
        for run in list(one.iter(W + "r")):
            came = self.change("ins")
            run.addprevious(came)
            came.append(run)

    def new_paragraph(self, text: str, like: Element, *, tracked: bool) -> Element:
        made = etree.Element(W + "p")
        properties = like.find(W + "pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        else:
            etree.SubElement(made, W + "pPr")
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "t").text = text
        if tracked:
            mark = made[0].find(W + "rPr")
            mark = etree.SubElement(made[0], W + "rPr") if mark is None else mark
            mark.insert(0, self.change("ins"))
            came = self.change("ins")
            came.append(run)
            run = came
        made.append(run)
        return made

    def answer(self, chance: random.Random, *, tracked: bool) -> bool:
        """Put another text into every place of an answer."""
        controls: dict[str, list[Element]] = {}
        for one in self.body.iter(W + "sdt"):
            tag = one.find(f"{W}sdtPr/{W}tag")
            if tag is not None and tag.get(W + "val", "").startswith("mou:f:"):
                controls.setdefault(tag.get(W + "val", "")[6:], []).append(one)
        names = [name for name in controls if "~" not in name and name not in self.touched]
        chance.shuffle(names)
        for name in names[:1]:
            for one in controls[name]:
                content = one.find(W + "sdtContent")
                assert content is not None
                runs = content.findall(W + "r")
                new = _like(runs[0], f"Otherwise {self.number}")
                prompting = one.find(f"{W}sdtPr/{W}showingPlcHdr")
                if prompting is not None:
                    _parent(prompting).remove(prompting)
                if tracked:
                    came = self.change("ins")
                    came.append(new)
                    content.append(came)
                    for run in runs:
                        gone = self.change("del")
                        run.addprevious(gone)
                        gone.append(run)
                        for text in run.findall(W + "t"):
                            text.tag = W + "delText"
                else:
                    for run in runs:
                        content.remove(run)
                    content.append(new)
            self.told("field", name, tracked=tracked)
            return True
        return False

    def mixed(self, chance: random.Random, *, tracked: bool) -> bool:
        """Change words of a clause, some with tracking off and some with it on."""
        if not tracked or not self.word(chance, tracked=True):
            return False
        _, key, _ = self.truth.pop()
        for one in self.clauses()[key][1:]:
            for run in one.findall(W + "r"):
                if len(_said(run).split()) > 1 and run.find(W + "t") is not None:
                    self.number += 1
                    run.addnext(_like(run, f" quietly {self.number} "))
                    self.told(self._kind(key), key, tracked=False)
                    return True
        raise AssertionError(key)

    def extend(self, chance: random.Random, *, tracked: bool) -> bool:
        """Add a paragraph to a clause."""
        for key, paragraphs in self.free(chance, plain=True):
            self.number += 1
            text = f"And this besides, number {self.number}."
            paragraphs[-1].addnext(self.new_paragraph(text, paragraphs[1], tracked=tracked))
            self.told(self._kind(key), key, tracked=tracked)
            return True
        return False

    def move(self, chance: random.Random, *, tracked: bool) -> bool:
        """Cut a clause and paste it into another section."""
        places = self.document.edition.clause_places
        free = [one for one in self.free(chance, plain=True) if self._is_bare(one[1])]
        for key, paragraphs in free:
            for after, others in free:
                if places[key].section == places[after].section:
                    continue
                copies = [deepcopy(one) for one in paragraphs]
                for one in reversed(copies):
                    others[-1].addnext(one)
                if tracked:
                    for one in copies:
                        self._forget(one)
                        self.insert_paragraph(one)
                    for one in paragraphs:
                        self.delete_paragraph(one)
                else:
                    for one in paragraphs:
                        _parent(one).remove(one)
                self.told("moved", key, tracked=tracked)
                self.touched.add(after)
                return True
        return False

    def split(self, chance: random.Random, *, tracked: bool) -> bool:
        """Put a heading before the last paragraph of a clause."""
        for key, paragraphs in self.free(chance, plain=True):
            if len(paragraphs) < 3 or len(_said(paragraphs[-1]).split()) < 6:
                continue
            self.number += 1
            new = self.new_paragraph(f"Part {self.number}", paragraphs[0], tracked=tracked)
            paragraphs[-1].addprevious(new)
            self.told("split", key, tracked=tracked)
            return True
        return False

    def join(self, chance: random.Random, *, tracked: bool) -> bool:
        """Delete the heading of a clause, so that its words belong to the one before."""
        places, order = self.document.edition.clause_places, list(self.clauses())
        for key, paragraphs in self.free(chance, plain=True):
            before = order[order.index(key) - 1]
            words = sum(len(_said(one).split()) for one in paragraphs[1:])
            if (places[before].section != places[key].section or before in self.touched
                    or before == key or words < 8):  # fmt: skip
                continue
            if tracked:
                self.delete_paragraph(paragraphs[0])
            else:
                _parent(paragraphs[0]).remove(paragraphs[0])
            self.told("joined", key, tracked=tracked)
            self.touched.add(before)
            return True
        return False

    def comment(self, chance: random.Random, *, tracked: bool) -> bool:
        """Say something on a clause beside its text."""
        if not tracked:
            return False
        for key, paragraphs in self.free(chance):
            self.number += 1
            self._mark_comment(paragraphs[1])
            self._say(f"Why so, number {self.number}?")
            self.told("comment", key, tracked=True)
            return True
        return False

    def reply(self, text: str, *, resolved: bool = False) -> None:
        """Answer the first comment there is, and perhaps resolve it."""
        root = etree.fromstring(self.parts[_COMMENTS])
        top = root.find(f"{W}comment/{W}p[@{_PARA_ID}]")
        assert top is not None
        self.number += 1
        self._mark_comment(_parent(_parent(next(self.body.iter(W + "commentReference")))))
        self._say(text)
        about = etree.fromstring(self.parts[_EXTENDED])
        for one in about:
            if one.get(_W15 + "paraId") == top.get(_PARA_ID):
                one.set(_W15 + "done", str(int(resolved)))
        one = etree.SubElement(about, _W15 + "commentEx")
        one.set(_W15 + "paraId", f"{self.number:08X}")
        one.set(_W15 + "paraIdParent", top.get(_PARA_ID, ""))
        self.parts[_EXTENDED] = etree.tostring(about)

    def _mark_comment(self, paragraph: Element) -> None:
        for kind in ("commentRangeStart", "commentRangeEnd"):
            etree.SubElement(paragraph, W + kind).set(W + "id", str(self.number))
        run = etree.SubElement(paragraph, W + "r")
        etree.SubElement(run, W + "commentReference").set(W + "id", str(self.number))

    def _say(self, text: str) -> None:
        name = _COMMENTS
        if name not in self.parts:
            self.parts[name] = f'<w:comments xmlns:w="{NAMESPACE}"/>'.encode()
            self.relate(
                "comments", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            )
        root = etree.fromstring(self.parts[name])
        one = etree.SubElement(root, W + "comment")
        for about, value in (("id", str(self.number)), ("author", WHO), ("date", WHEN)):
            one.set(W + about, value)
        paragraph = etree.SubElement(one, W + "p")
        paragraph.set(_PARA_ID, f"{self.number:08X}")
        etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = text
        self.parts[name] = etree.tostring(root)

    def relate(self, name: str, types: str) -> None:
        """Have the text point to a part that stands there."""
        relation = f'<Relationship Id="r{name}" Type="{types}/{name}" Target="{name}.xml"/>'
        self._insert("word/_rels/document.xml.rels", relation, "</Relationships>")
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        part = f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        self._insert("[Content_Types].xml", part, "</Types>")

    def _insert(self, name: str, markup: str, before: str) -> None:
        data = self.parts[name]
        self.parts[name] = data.replace(before.encode(), (markup + before).encode())

    def look(self, chance: random.Random, *, tracked: bool) -> bool:
        """Make words bold, which is no change of the text."""
        for _, paragraphs in self.free(chance):
            for run in paragraphs[1].findall(W + "r"):
                properties = run.find(W + "rPr")
                if properties is None:
                    properties = etree.Element(W + "rPr")
                    run.insert(0, properties)
                etree.SubElement(properties, W + "b")
                if tracked:
                    change = self.change("rPrChange")
                    etree.SubElement(change, W + "rPr")
                    properties.append(change)
                return True
        return False

    def _kind(self, key: str) -> str:
        return "locked" if self.document.edition.clauses[key].locked else "text"

    def _is_bare(self, paragraphs: list[Element]) -> bool:
        return all(one.getparent() is self.body for one in paragraphs)

    def _forget(self, one: Element) -> None:
        """Take the anchors out of a copy, as pasting does."""
        for each in list(one.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            _parent(each).remove(each)
        one.attrib.pop(_PARA_ID, "")

    def told(self, kind: str, key: str, *, tracked: bool) -> None:
        self.truth.append((kind, key, tracked))
        self.touched.add(key)

    # ---- what others lose --------------------------------------------------------------

    def lose_bookmarks(self) -> None:
        for one in list(self.root.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            _parent(one).remove(one)

    def lose_controls(self) -> None:
        for one in list(self.root.iter(W + "sdt")):
            content = one.find(W + "sdtContent")
            parent = _parent(one)
            at = parent.index(one)
            parent[at : at + 1] = list(content) if content is not None else []

    def lose_ids(self) -> None:
        for one in self.root.iter(W + "p"):
            one.attrib.pop(_PARA_ID, "")

    def lose_styles(self) -> None:
        for one in list(self.root.iter(W + "pStyle", W + "outlineLvl")):
            _parent(one).remove(one)


EDITS = ("word", "word", "delete", "add", "answer", "extend", "move", "split", "join", "mixed",
         "comment", "look")  # fmt: skip


def play(
    sitting: Sitting, chance: random.Random, most: int = 4, edits: Sequence[str] = EDITS
) -> None:
    """Make a few random edits."""
    for _ in range(chance.randint(1, most)):
        edit = getattr(sitting, chance.choice(edits))
        edit(chance, tracked=chance.random() < 0.6)


def _said(run: Element) -> str:
    return "".join(one.text or "" for one in run.iter(W + "t"))


def _like(run: Element, text: str, tag: str = "t") -> Element:
    made = etree.Element(W + "r")
    properties = run.find(W + "rPr")
    if properties is not None:
        made.append(deepcopy(properties))
    one = etree.SubElement(made, W + tag)
    one.text = text
    one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _parent(one: Element) -> Element:
    found = one.getparent()
    assert found is not None
    return found
