"""Writes the reply to counsel as a Word file: what became of each change that came back, and why.

What was taken, what was taken in another form, what is kept as a note, what counsel is asked and
what was not taken each stand under a heading of their own. It is made from what the round
remembers: same input, same bytes. It judges nothing, and holds no note to a colleague.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from mou_desktop import messages
from mou_desktop.model.spoken import joined, spoken_date
from mou_desktop.outline import find_part
from mou_desktop.word import base
from mou_desktop.word.furniture import short_title, write_footer, write_header, write_properties
from mou_desktop.word.identity import label
from mou_desktop.word.ooxml import add, add_paragraph, add_tab, add_text
from mou_desktop.word.package import pack
from mou_desktop.word.returned.marks import whole_marks
from mou_desktop.word.returned.naming import ReturnNames
from mou_desktop.word.returned.values import stranger_of
from mou_desktop.word.returned.wording import words_between

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element as Element

    from mou_desktop.model import Document
    from mou_desktop.model.values import Value

    Made = Mapping[str, Value]

KIND: Final = "reply"
_STYLES: Final = {"": "", "deleted": "MOUDeleted", "inserted": "MOUInserted"}
_REMARKS: Final = {"comment", "resolved"}  # which never stand in the text
_MARKED: Final = {"text", "locked", "field"}  # whose two texts are shown as one, with marks


def reply_of(document: Document, returned: Made) -> bytes:
    """Return the reply to one file that came back.

    Args:
        document: the agreement, as it stands after the decisions.
        returned: what its round remembers of that file: time and decisions.

    Raises:
        MouError: this installation is damaged.
    """
    part, word = find_part(document), base.opened()
    title = messages.REPLY_OF.format(title=short_title(document, part))
    body = word.element.body
    end = body[-1]
    del body[:-1]
    _Reply(document, body).write(returned)
    body.append(end)
    write_header(base.root_of(word, base.HEADER), title)
    write_footer(base.root_of(word, base.FOOTER), document)
    write_properties(word.core_properties, document, part)
    word.core_properties.title = title[:255]
    label(word, document, KIND)
    return pack(word.part.package)


def outcome_of(made: Made) -> str:
    """Return what became of one change: taken, other, noted, asked or not_taken."""
    choice = made.get("decided") or ("accept" if made.get("taken") else "reject")
    if choice == "ask":
        return "asked"
    if choice != "accept":
        return "not_taken"
    if made.get("how") == "note" or made.get("kind") in _REMARKS:
        return "noted"
    return "other" if made.get("how") or made.get("words") else "taken"


class _Reply:
    """Writes the body of one reply."""

    def __init__(self, document: Document, body: Element) -> None:
        self._document, self._body = document, body
        self._names = ReturnNames(document)

    def write(self, returned: Made) -> None:
        """Write everything."""
        found: dict[str, list[Made]] = {}
        for one in returned.get("decisions") or ():
            if isinstance(one, Mapping):
                found.setdefault(outcome_of(one), []).append(one)
        self._head(returned, found)
        for outcome, name in messages.REPLY_OUTCOMES.items():
            some = found.get(outcome, [])
            if not some:
                continue
            heading = messages.SCHEDULE_CLASS.format(name=name, count=len(some))
            self._say("MOUSectionUnnumbered", heading)
            self._say("MOUBody", messages.REPLY_MEANINGS[outcome], keep_next=True)
            for one in some:
                self._change(one, outcome)
                add(self._body[-1][0], "keepNext", val="0")  # else all of it is kept on one page

    def _head(self, returned: Made, found: Mapping[str, Sequence[Made]]) -> None:
        document = self._document
        self._say("Title", messages.REPLY_TITLE)
        self._say("Subtitle", short_title(document, find_part(document)))
        if document.edition.notice:
            self._say("MOUNotice", document.edition.notice)
        name, date = str(returned.get("name") or ""), str(returned.get("time") or "")[:10]
        words = messages.REPLY_LEAD if name else messages.REPLY_LEAD_PLAIN
        self._say("MOUBody", words.format(name=name, date=spoken_date(date)))
        if stranger := stranger_of(returned.get("of")):
            self._say("MOUBody", messages.REPLY_STRANGER.format(whose=stranger.whose))
        counted = [
            messages.REPLY_COUNTS[outcome].format(count=len(found[outcome]))
            for outcome in messages.REPLY_OUTCOMES
            if outcome in found
        ]
        total = sum(len(found[one]) for one in messages.REPLY_OUTCOMES if one in found)
        words = messages.REPLY_ONE if total == 1 else messages.REPLY_MANY
        if total:
            self._say("MOUBody", words.format(count=total, counts=joined(counted)))
        else:
            self._say("MOUBody", messages.REPLY_NONE)
        if total:
            self._say("MOUBody", messages.REPLY_MARKS)

    def _change(self, one: Made, outcome: str) -> None:
        text = _text_of(one)
        kind = messages.RETURN_KINDS.get(text("kind"), text("kind"))
        name = text("name") or self._names.clause(text("clause"), text("section"))
        if text("kind") == "added" and text("heading"):
            name = text("heading")
        self._say("MOUScheduleClause", messages.REPLY_CHANGE.format(name=name, kind=kind))
        if text("field"):
            self._fact(messages.REPLY_ANSWER, self._names.answer(text("field")))
        if who := self._who(one):
            self._fact(messages.REPLY_BY, who)
        if text("law"):
            self._fact(messages.SCHEDULE_LAW, text("law"))
        self._texts(one)
        if outcome == "other" or text("how"):
            how = text("how") or "words"
            self._fact(messages.REPLY_HOW, messages.REPLY_HOWS[how])
        if text("words"):
            self._fact(messages.REPLY_WORDS, text("words"))
        if text("source"):
            self._fact(messages.SCHEDULE_SOURCE, text("source"))
        if outcome == "asked":
            self._fact(messages.REPLY_QUESTION, text("said"))
        elif outcome == "not_taken":
            self._fact(messages.REPLY_WHY, text("said") or messages.REPLY_NO_WHY)
        elif text("said"):
            self._fact(messages.REPLY_REMARK, text("said"))

    def _texts(self, one: Made) -> None:
        """Write what was sent and what came back, in one line with marks where that is clear."""
        text = _text_of(one)
        before, after = text("before"), text("value") or text("after")
        if text("kind") in _REMARKS:
            self._fact(messages.REPLY_COMMENT, after or before)
        elif text("kind") in _MARKED and before and after:
            paragraph = self._begin(messages.REPLY_CHANGED)
            for words, change in whole_marks(words_between(before, after)):
                add_text(paragraph, words, _STYLES[change])
        elif text("kind") == "moved":
            self._fact(messages.REPLY_MOVED, self._names.part(after) or messages.RETURN_NOWHERE)
        else:
            if before:
                self._fact(messages.REPLY_SENT, before)
            self._fact(messages.REPLY_CAME, after or messages.RETURN_NOTHING)

    def _who(self, one: Made) -> str:
        text = _text_of(one)
        date = spoken_date(text("date")[:10]) if text("date") else ""
        how = messages.REPLY_SILENT if one.get("silent") else ""
        return ", ".join(filter(None, (text("author"), date, how)))

    def _fact(self, name: str, text: str) -> None:
        add_text(self._begin(name), text)

    def _begin(self, name: str) -> Element:
        paragraph = add_paragraph(self._body, "MOUScheduleFact")
        add_text(paragraph, messages.SCHEDULE_FACT.format(label=name), "MOULabel")
        add_tab(paragraph)
        return paragraph

    def _say(self, style: str, text: str, *, keep_next: bool = False) -> None:
        add_text(add_paragraph(self._body, style, keep_next=keep_next), text)


def _text_of(one: Made) -> Callable[[str], str]:
    """Return what reads texts of what a round remembers of a change."""

    def text(name: str) -> str:
        found = one.get(name)
        return found if isinstance(found, str) else ""

    return text
