"""What counsel will read in the files: open answers, local changes, notes; plain values, no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.departures import local_changes, standings, with_all
from mou_desktop.gui import words
from mou_desktop.model.rounds import goes_out
from mou_desktop.outline import arranged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Document


def lines_of(document: Document, required: tuple[int, int]) -> Iterator[tuple[str, str, str]]:
    """Yield icon, colour and sentence of each thing that the files will say.

    Args:
        document: the agreement.
        required: how many required answers are there, and how many are asked for.
    """
    answered, asked = required
    if answered < asked:
        yield "todo", "warn", words.number_of(asked - answered, words.SEND_OPEN)
    else:
        yield "done", "ok", words.SEND_NOTHING_OPEN
    if changes := changes_of(document):
        yield "changed", "changed", words.number_of(changes, words.SEND_LOCAL)
    else:
        yield "done", "ok", words.SEND_NO_LOCAL
    counsel = sum(map(goes_out, document.notes))
    if counsel:
        yield "scales", "accent", words.number_of(counsel, words.SEND_NOTES)
    else:
        yield "note", "muted", words.SEND_NO_NOTES
    if home := sum(note.get("for") == "colleague" for note in document.notes):
        yield "person", "muted", words.number_of(home, words.SEND_HOME)


def changes_of(document: Document) -> int:
    """Return how many local changes print, in all documents of the edition."""
    whole = with_all(document)
    return sum(
        local_changes(standings(document, part, arranged(whole, part), {}))
        for part in document.edition.documents
    )
