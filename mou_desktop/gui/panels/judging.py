"""What is said at a question: its own faults at once, those of the whole agreement after a check.

It is the same sentence that stands in the list of findings. No Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.rules import AnswerCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mou_desktop.model import Document, Edition, Field, Finding

MISSING = {"field.missing", "field.advised"}
_OWN = ("field.", "row.", "answer.")


class Judge:
    """Says what is wrong with the answer to one field.

    `all` is whether missing answers are said too: once the user has asked to finish.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.all = False
        self._emptied: set[str] = set()
        self._check = AnswerCheck(edition)
        self._of_rules: dict[str, list[Finding]] = {}
        self._ready = False

    def take(self, findings: tuple[Finding, ...]) -> None:
        """Take what the check of the whole agreement found. Until then nothing is judged.

        The worker that checks has then loaded what the check of one field needs, too.
        """
        self._ready = True
        self._of_rules = {}
        for one in findings:
            if not one.rule.startswith(_OWN):
                key = one.place.field.partition(".")[0]
                self._of_rules.setdefault(key, []).append(one)

    def note_edit(self, before: object, after: object, key: str) -> None:
        """Remember that the user took an answer out, which is then said to be missing."""
        if after is None and before is not None:
            self._emptied.add(key)
        elif after is not None:
            self._emptied.discard(key)

    def findings(self, document: Document, field: Field) -> Iterator[Finding]:
        """Yield what is to be said at `field` now."""
        if not self._ready:
            return
        for one in self._check.of_field(document, field):
            of_all = one.rule in MISSING and not one.place.row
            if not of_all or self.all or field.key in self._emptied:
                yield one
        yield from self._of_rules.get(field.key, ())
