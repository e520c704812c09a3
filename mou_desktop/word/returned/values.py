"""What came back, as frozen values: paragraphs by heading, and the changes that are proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from mou_desktop import messages

if TYPE_CHECKING:
    from mou_desktop.model.printed import Span
    from mou_desktop.word.reading import Change

ChangeKind: TypeAlias = Literal[
    "field", "text", "locked", "added", "left_out", "unreadable", "moved", "split", "joined",
    "typography", "comment", "resolved",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph, sent or come back.

    Attributes:
        spans: its words; an answer has its tag as key, a reference the key that it points to.
        clause: key of the clause that it was sent in; nothing of what came back.
        table: whether it stands in a cell of a table or of signature blocks.
        level: of the multilevel list, for an item; -1 for any other.
        marks: what others tracked in it.
        sources: numbers of the paragraphs of the file that it is made of.
        own: whether it was sent as the district's own text after that of a published clause.
    """

    spans: tuple[Span, ...]
    clause: str = ""
    table: bool = False
    level: int = -1
    marks: tuple[Change, ...] = ()
    sources: tuple[int, ...] = ()
    own: bool = False

    @property
    def text(self) -> str:
        """The words as they show."""
        return "".join([span.text for span in self.spans])


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading with what stands under it, up to the next heading.

    Attributes:
        key: of the section or clause; empty for the cover; `+` and a number for what is new.
        top: whether it is the heading of a section.
        home: key of the section that it stands in.
    """

    key: str
    heading: Para | None = None
    body: tuple[Para, ...] = ()
    top: bool = False
    home: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """Whose a file says that it is, where that is not this agreement; none of it is proof.

    Attributes:
        agreement: id of the other agreement; empty where it is of this one, or does not say.
        title: what the file calls itself.
        edition: id of the other edition; empty where it is that of this agreement.
    """

    agreement: str = ""
    title: str = ""
    edition: str = ""

    @property
    def whose(self) -> str:
        """Whose it is, in words that stand in a sentence."""
        words = messages.RETURN_WHOSE_TITLED if self.title else messages.RETURN_WHOSE
        agreement = words.format(id=self.agreement, title=self.title) if self.agreement else ""
        if not self.edition:
            return agreement
        words = messages.RETURN_WHOSE_BOTH if agreement else messages.RETURN_WHOSE_EDITION
        return words.format(agreement=agreement, edition=self.edition)

    def as_plain(self) -> dict[str, str]:
        """Return it as JSON has it, without what is not known."""
        found = {"agreement": self.agreement, "title": self.title, "edition": self.edition}
        return {key: value for key, value in found.items() if value}


def stranger_of(raw: object) -> Stranger | None:
    """Return what `as_plain` made; None where there is nothing of it."""
    if not isinstance(raw, Mapping):
        return None
    known = {key: str(raw.get(key) or "") for key in ("agreement", "title", "edition")}
    return Stranger(**known) if known["agreement"] or known["edition"] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One change that a person accepts or refuses.

    Attributes:
        clause: key of the clause; of a new one, of that which it follows.
        field: name of the answer's place, with dots.
        before, after, mine: what was sent, what came, and what stands in the agreement now.
        pieces: the words of both, each with "", `deleted` or `inserted`.
        tracked: whether Word tracked it; else somebody made it with tracking off.
        mixed: whether Word tracked some of it, and the rest was made with tracking off.
        untracked: how it reads with all that Word tracked refused, where it is `mixed`.
        locked: whether it touches words that may not be changed, and the law they stand on.
        conflict: whether it has to be settled by a person.
        values: everything that was put in the places of one answer, where they disagree; of a
            clause that was split the text of its new part, of one that was joined the key of the
            clause that it went into. Else `heading`, `section`, or `added` for the district's own
            text after a locked clause, where it is of that alone.
        text: words of a clause as they came, in the form of a clause's text; None where they
            cannot be put into it.
        done: whether a comment was resolved already.
    """

    id: str
    kind: ChangeKind
    section: str = ""
    clause: str = ""
    field: str = ""
    heading: str = ""
    before: str = ""
    after: str = ""
    mine: str = ""
    pieces: tuple[tuple[str, str], ...] = ()
    tracked: bool = False
    author: str = ""
    date: str = ""
    locked: bool = False
    law: str = ""
    conflict: bool = False
    values: tuple[str, ...] = ()
    text: str | None = None
    appended: bool = False
    reply_to: str = ""
    mixed: bool = False
    untracked: str = ""
    done: bool = False

    def as_plain(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        names = self.__slots__
        return {name: getattr(self, name) for name in names}
