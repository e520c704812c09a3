"""Finds in a Word file that came back the headings that were sent, and what stands under each.

Hard anchors are collected first, so that a pasted copy cannot take the key of its original: a
bookmark in the heading, the control of a clause, the id of a paragraph. Then headings that read
the same, then such as are alike. A bookmark away from a heading starts nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.model.anchors import clause_of, number_of, prompt_of
from mou_desktop.model.printed import Span
from mou_desktop.word.returned.values import Para, Unit
from mou_desktop.word.spans import BOOKMARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mou_desktop.word.reading import Change, Line, Run, WordFile

ALIKE = 0.62
_HEADING_LIKE = 0.6
_ITEM = 3  # level of the list from which on paragraphs are items
_SAME = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u2060": "",
}  # fmt: skip
_TYPOGRAPHY = re.compile(f"[{''.join(_SAME)}]")


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Return `text` without what is only typography."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _TYPOGRAPHY.sub(lambda sign: _SAME[sign[0]], text)
    return " ".join(text.split())


def segment(lines: Iterable[Line], sent: Sequence[Unit], reader: Reader) -> tuple[Unit, ...]:
    """Return the body of one view of a file as units, those that were sent by their keys."""
    body = list(_text([one for one in lines if one.story == 0]))
    paras = [(line, reader.para(line)) for line in body]
    paras = [(line, para) for line, para in paras if para.text.strip()]
    starts = _Starts(paras, sent).found()
    return tuple(_units(paras, starts, {one.key: one for one in sent}))


def _text(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines without the contents, which say what stands elsewhere."""
    entries = [*map(is_contents, lines), False]
    for i, one in enumerate(lines):
        over = entries[i + 1] and normal(one.text) == messages.CONTENTS
        if not entries[i] and not over:
            yield one


def is_contents(line: Line) -> bool:
    """Return whether a line is one of the contents, which say what stands elsewhere."""
    found = False
    for run in line.runs:
        if run.text.strip():
            if "TOC" not in run.fields and not run.link.startswith("_mou_"):
                return False  # mostly the first one
            found = True
    return found


class Reader:
    """Turns lines into paragraphs, with the answers and references in them known.

    A line that is the same in two views is one and the same paragraph in both.
    """

    def __init__(self, file: WordFile, sent: Sequence[Unit], ours: str) -> None:
        tags = {
            span.key
            for unit in sent
            for para in unit.body
            for span in para.spans
            if span.kind in {"answer", "typed", "blank"} and span.key
        }
        self._file, self._ours, self._tags = file, ours, tags
        self._targets = {one.key for one in sent if one.heading}
        prompts: dict[str, list[str]] = {}
        for tag in tags:
            prompts.setdefault(prompt_of(tag), []).append(tag)
        self._known: dict[tuple[int, ...], tuple[Line, Para]] = {}
        self._prompts = {name: each[0] for name, each in prompts.items() if len(each) == 1}

    def para(self, line: Line) -> Para:
        """Return a line as a paragraph."""
        known = self._known.get(line.sources)
        if known is None or known[0] != line:
            known = self._known[line.sources] = (line, self._para(line))
        return known[1]

    def _para(self, line: Line) -> Para:
        spans: list[Span] = []
        last = None
        for run in line.runs:
            if run.hidden or not run.text:
                continue
            number, tag, prompting = self._answer(run, line)
            ref = run.ref.removeprefix(BOOKMARK) if run.ref.startswith(BOOKMARK) else ""
            ref = ref if ref in self._targets else ""  # where it leads nowhere it is its words
            mark = (number, tag, ref)
            if spans and mark == last:
                spans[-1] = replace(spans[-1], text=spans[-1].text + run.text)
            elif tag:
                spans.append(Span(run.text, "blank" if prompting else "answer", tag))
            elif ref:
                spans.append(Span(run.text, "ref", ref))
            else:
                spans.append(Span(run.text))
            last = mark
        found = self._file.stories[line.story].paragraphs
        marks = dict.fromkeys(self._marks(found[i] for i in line.sources))
        return Para(
            tuple(spans),
            table=bool(line.cells),
            level=_level(line),
            marks=tuple(marks),
            sources=line.sources,
        )

    def _answer(self, run: Run, line: Line) -> tuple[int, str, bool]:
        for control in reversed(run.controls):
            tag = control.tag if control.tag in self._tags else ""
            if not tag and line.form.outline < 0:
                tag = self._prompts.get(control.placeholder, "")
            if tag:
                return control.number, tag, control.prompting
        return -1, "", False

    def _marks(self, paragraphs: Iterable[object]) -> Iterator[Change]:
        for one in paragraphs:
            changes: list[Change] = [*one.held, *one.mark]  # type: ignore[attr-defined]
            changes += [each for run in one.runs for each in run.changes]  # type: ignore[attr-defined]
            for change in changes:
                if change.kind != "form" and change.author != self._ours:
                    yield change


def _level(line: Line) -> int:
    numbering = line.form.numbering
    return numbering[1] if numbering and numbering[1] >= _ITEM else -1


class _Starts:
    """Finds which line starts which unit."""

    def __init__(self, paras: Sequence[tuple[Line, Para]], sent: Sequence[Unit]) -> None:
        self.paras = paras
        self.sent = {one.key: one for one in sent if one.heading}
        self.numbered = {f"{number_of('paragraph', key):08X}": key for key in self.sent}
        self.at: dict[int, str] = {}
        self.taken: set[str] = set()

    def found(self) -> Mapping[int, str]:
        """Return keys by the number of the line; new headings have keys with a `+`."""
        for carried in (self._bookmarks, self._tags, self._ids):
            for i, (line, para) in enumerate(self.paras):
                for key in carried(line):
                    if self._may(i, key) and (line.form.outline >= 0 or self._reads(para, key)):
                        self._take(i, key)
                        break
        self._same()
        self._alike()
        for i, (line, _) in enumerate(self.paras):
            if i not in self.at and 0 <= line.form.outline <= 1 and not line.cells:
                self.at[i] = f"+{i}"
        return self.at

    def _may(self, i: int, key: str) -> bool:
        return key in self.sent and key not in self.taken and i not in self.at

    def _take(self, i: int, key: str) -> None:
        self.at[i] = key
        self.taken.add(key)

    def _reads(self, para: Para, key: str) -> bool:
        heading = self.sent[key].heading
        wanted = normal(heading.text) if heading else ""
        return _likeness(normal(para.text), wanted) >= _HEADING_LIKE

    def _bookmarks(self, line: Line) -> Iterator[str]:
        return (n.removeprefix(BOOKMARK) for n in line.bookmarks if n.startswith(BOOKMARK))

    def _tags(self, line: Line) -> Iterator[str]:
        if line.form.outline >= 0:
            controls = [*line.controls, *(c for run in line.runs for c in run.controls)]
            yield from filter(None, (clause_of(one.tag) for one in controls))

    def _ids(self, line: Line) -> Iterator[str]:
        return (self.numbered[one] for one in line.para_ids if one in self.numbered)

    def _same(self) -> None:
        open_ = {key: unit for key, unit in self.sent.items() if key not in self.taken}
        lines: dict[str, list[int]] = {}
        for i, (line, para) in enumerate(self.paras if open_ else ()):
            if i not in self.at and not line.cells:
                lines.setdefault(normal(para.text), []).append(i)
        for key, unit in open_.items():
            wanted = normal(unit.heading.text) if unit.heading else ""
            places = [i for i in lines.get(wanted, ()) if i not in self.at]
            places.sort(key=lambda i: self.paras[i][0].form.outline < 0)
            if places:
                self._take(places[0], key)

    def _alike(self) -> None:
        open_ = [key for key in self.sent if key not in self.taken]
        free = [
            i
            for i, (line, _) in enumerate(self.paras)
            if i not in self.at and line.form.outline >= 0
        ]
        said = {i: self._words(i) for i in free if open_}
        wanted = {key: _words_of(self.sent[key]) for key in open_}
        weighed = [(_likeness(said[i], wanted[key]), i, key) for i in said for key in open_]
        for weight, i, key in sorted(weighed, key=lambda one: (-one[0], one[1])):
            if weight >= ALIKE and self._may(i, key):
                self._take(i, key)

    def _words(self, i: int) -> str:
        words = [self.paras[i][1].text]
        for j in range(i + 1, len(self.paras)):
            if j in self.at or self.paras[j][0].form.outline >= 0:
                break
            words.append(self.paras[j][1].text)
        return normal(" ".join(words))


def _words_of(unit: Unit) -> str:
    paras = [unit.heading, *unit.body] if unit.heading else list(unit.body)
    return normal(" ".join(one.text for one in paras))


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE - 0.1 else 0.0


def _units(
    paras: Sequence[tuple[Line, Para]], starts: Mapping[int, str], sent: Mapping[str, Unit]
) -> Iterator[Unit]:
    key, heading, body, top, home = "", None, list[Para](), False, ""
    for i, (line, para) in enumerate(paras):
        if i in starts:
            yield Unit(key, heading, tuple(body), top, home)
            key, heading, body = starts[i], para, []
            known = sent.get(key)
            top = known.top if known else line.form.outline == 0
            home = key if top else home
        else:
            body.append(para)
    yield Unit(key, heading, tuple(body), top, home)
