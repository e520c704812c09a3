"""Counsel in LibreOffice: what a person does there by hand, one step after the other.

`office_child` imports it under the system's python3. A step is a dictionary: `do` names it.
"""

from __future__ import annotations

from typing import Any


class Editing:
    """A document that somebody works in."""

    def __init__(self, document: Any, dispatcher: Any, made: Any, value: Any) -> None:
        self.document, self.dispatcher, self.made, self.value = document, dispatcher, made, value
        self.frame = document.CurrentController.Frame

    def do(self, step: dict[str, Any]) -> None:
        """Do one step."""
        getattr(self, step["do"])(**{key: one for key, one in step.items() if key != "do"})

    # ---- steps -------------------------------------------------------------------------

    def track(self, on: bool) -> None:
        self.document.RecordChanges = on

    def author(self, name: str) -> None:
        """Be somebody else from here on."""
        first, _, last = name.partition(" ")
        configuration = self.made("com.sun.star.configuration.ConfigurationProvider")
        about = (self.value("nodepath", "/org.openoffice.UserProfile/Data"),)
        access = configuration.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess", about
        )
        access.setPropertyValue("givenname", first)
        access.setPropertyValue("sn", last)
        access.commitChanges()

    def type(self, find: str, words: str) -> None:
        """Type over words."""
        self._select(self._found(find))
        self._dispatch("InsertText", Text=words)

    def remove(self, start: str, end: str) -> None:
        """Delete from one paragraph up to another."""
        self._select(self._range(start, end))
        self._dispatch("Delete")

    def add(self, before: str, like: str, heading: str, words: str) -> None:
        """Add a heading and a paragraph in front of a paragraph; their styles are like others."""
        place = self._paragraph(before)
        styles = self._paragraph(like).ParaStyleName, self._after(like).ParaStyleName
        for text, style in zip((heading, words), styles, strict=True):
            cursor = place.Text.createTextCursorByRange(place.Start)
            cursor.Text.insertString(cursor, text, False)
            cursor.Text.insertControlCharacter(cursor, 0, False)
            cursor.goLeft(1, False)
            cursor.ParaStyleName = style
            place = self._paragraph(before)

    def move(self, start: str, end: str, before: str) -> None:
        """Cut a clause and paste it in front of a paragraph."""
        self._select(self._range(start, end))
        self._dispatch("Cut")
        place = self._paragraph(before)
        self._select(place.Text.createTextCursorByRange(place.Start))
        self._dispatch("Paste")

    def command(self, name: str) -> None:
        self._dispatch(name)

    # ---- parts -------------------------------------------------------------------------

    def _dispatch(self, name: str, **words: str) -> None:
        given = tuple(self.value(key, one) for key, one in words.items())
        self.dispatcher.executeDispatch(self.frame, f".uno:{name}", "", 0, given)

    def _select(self, found: Any) -> None:
        self.document.CurrentController.select(found)

    def _found(self, text: str) -> Any:
        sought = self.document.createSearchDescriptor()
        sought.SearchString, sought.SearchCaseSensitive = text, True
        found = self.document.findFirst(sought)
        if found is None:
            raise LookupError(text)
        return found

    def _paragraph(self, text: str) -> Any:
        found = [one for one in self._paragraphs() if one.String == text]
        if not found:
            raise LookupError(text)
        return found[0]

    def _after(self, text: str) -> Any:
        found = self._paragraphs()
        return found[[one.String for one in found].index(text) + 1]

    def _paragraphs(self) -> list[Any]:
        found = []
        access = self.document.Text.createEnumeration()
        while access.hasMoreElements():
            one = access.nextElement()
            if one.supportsService("com.sun.star.text.Paragraph"):
                found.append(one)
        return found

    def _range(self, start: str, end: str) -> Any:
        first, last = self._paragraph(start), self._paragraph(end)
        cursor = first.Text.createTextCursorByRange(first.Start)
        cursor.gotoRange(last.Start, True)
        return cursor
