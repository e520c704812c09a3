"""A Word file that came back from counsel, with edits as a person would make them.

For the review on the screen and for the pictures of the guide: names and words are made up.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from mou_desktop.model import local
from mou_desktop.model.rounds import Sent
from mou_desktop.store import project_file, rounds
from mou_desktop.store.project_file import Project
from mou_desktop.word.ooxml import W
from mou_desktop.word.review import review_of
from tests.support import samples
from tests.support.counsel import Sitting
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

    from mou_desktop.model import Document

NAME = "Sampleford MOU – RC edits.docx"
OWN = "If a court strikes a part of this agreement, the rest stands."
THEIRS = "decides that a part of this agreement is void"


def sent(document: Document | None = None) -> Document:
    """Return an agreement that went to counsel."""
    one = document or samples.document("half")
    return rounds.with_sent(one, SENDING, [Sent("review", "agreement", "a.docx", "0" * 64)])


def changed_here(document: Document) -> Document:
    """Return the agreement with a clause that the district reworded meanwhile."""
    return local.change_clause(document, "severability", "reworded", text=OWN, reason="Shorter")


def edited(document: Document, *, quiet: bool = True) -> bytes:
    """Return the review copy of `document` as counsel sent it back."""
    chance = random.Random(2)  # noqa: S311  # for the same edits on every run
    made = Counsel(review_of(document, sending=SENDING), document)
    made.reword(
        "complaints", "in any language and form", "in any language, in person or in writing"
    )
    made.reword("no_discipline", "act as", "ordinarily act as", tracked=not quiet)
    made.reword("severability", "decides that a part of this agreement cannot be enforced", THEIRS)
    made.reword("minor_offenses", "may itself deal", "is expected to deal", tracked=not quiet)
    made.answer_with("notice_days", "45")
    made.drop("officer_concerns")
    made.write("language_access", "Notice to families",
               "The District shall tell families, in plain words and in their languages, who the "
               "Officer is and how to reach the Principal.")  # fmt: skip
    made.say("daily_presence", "Is there a limit on hours outside of the school day?")
    made.look(chance, tracked=True)
    return made.saved()


def folder_of(path: Path, document: Document | None = None) -> tuple[Path, Path]:
    """Write an agreement and what came back of it; return the paths of both."""
    here = sent(document)
    file, word = path / "Sampleford.mou", path / NAME
    project_file.save(Project(document=changed_here(here)), file, samples.SAVED, over=True)
    if not word.exists():  # packed another time, it would be another file
        word.write_bytes(edited(replace(here, rounds=())))
    return file, word


class Counsel(Sitting):
    """A sitting in which known words are changed."""

    def reword(self, key: str, old: str, new: str, *, tracked: bool = True) -> None:
        """Put other words in the place of those that stand in one run of a clause."""
        for one in self.clauses()[key]:
            for run in one.iter(W + "r"):
                text = "".join(each.text or "" for each in run.findall(W + "t"))
                if old in text:
                    before, _, after = text.partition(old)
                    self._split(run, (before, old, new, after), tracked=tracked)
                    return
        raise AssertionError((key, old))

    def _split(self, run: Element, words: tuple[str, str, str, str], *, tracked: bool) -> None:
        before, old, new, after = words
        made = [_like(run, before)]
        if tracked:
            gone, came = self.change("del"), self.change("ins")
            gone.append(_like(run, old, "delText"))
            came.append(_like(run, new))
            made += [gone, came]
        else:
            made.append(_like(run, new))
        made.append(_like(run, after))
        for each in made:
            run.addprevious(each)
        self.parent(run).remove(run)

    def answer_with(self, field: str, new: str) -> None:
        """Put another answer into every place of a field, tracked."""
        for one in self.body.iter(W + "sdt"):
            tag = one.find(f"{W}sdtPr/{W}tag")
            content = one.find(W + "sdtContent")
            if tag is None or content is None or tag.get(W + "val") != f"mou:f:{field}":
                continue
            for run in content.findall(W + "r"):
                text = "".join(each.text or "" for each in run.findall(W + "t"))
                self._split(run, ("", text, new, ""), tracked=True)

    def drop(self, key: str) -> None:
        """Delete a clause, tracked."""
        for one in self.clauses()[key]:
            self.delete_paragraph(one)

    def write(self, after: str, heading: str, text: str) -> None:
        """Add a clause after another one, tracked."""
        paragraphs = self.clauses()[after]
        last = paragraphs[-1]
        while self.parent(last) is not self.body:
            last = self.parent(last)
        for words, like in ((text, paragraphs[1]), (heading, paragraphs[0])):
            last.addnext(self.new_paragraph(words, like, tracked=True))

    def say(self, key: str, text: str) -> None:
        """Comment on a clause."""
        self.number += 1
        for kind in ("commentRangeStart", "commentRangeEnd"):
            mark = etree.SubElement(self.clauses()[key][1], W + kind)
            mark.set(W + "id", str(self.number))
        self._say(text)


def _like(run: Element, text: str, tag: str = "t") -> Element:
    made = etree.Element(W + "r")
    properties = run.find(W + "rPr")
    if properties is not None:
        made.append(etree.fromstring(etree.tostring(properties)))
    words = etree.SubElement(made, W + tag)
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
