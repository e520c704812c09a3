"""A review under way: the changes that came back, and what was decided on each of them so far.

It is a value that is read off the window's thread, and an object that holds decisions and tells
when one is another. It shows nothing and applies nothing by itself.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from mou_desktop.model.rounds import has_returned
from mou_desktop.outline import arranged
from mou_desktop.store import project_file, saver
from mou_desktop.store.project_file import utc_now
from mou_desktop.word.returned import decided
from mou_desktop.word.returned.child import proposal_of, read_in_child
from mou_desktop.word.returned.decided import Decision, Origin, Placed
from mou_desktop.word.returned.values import stranger_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mou_desktop.model import Document
    from mou_desktop.store.project_file import Project
    from mou_desktop.word.returned.applying import Outcome
    from mou_desktop.word.returned.decided import Lack, Place
    from mou_desktop.word.returned.values import Proposal, Stranger

WORDING: Final = frozenset({"text", "added", "left_out", "moved", "split", "joined"})
REMARKS: Final = frozenset({"comment", "resolved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """A Word file that came back, read and compared.

    Attributes:
        name, data: of the Word file.
        mine: the agreement that it was compared with, as it stood then.
        how: `round`, `older`, `file`, `clean` or `text`, as `word.returned.origin` tells them.
        found: how many headings were found in it, and how many were sent.
        again: whether it was decided on before.
        stranger: whose it is, where it is of another agreement or edition.
    """

    name: str
    data: bytes
    mine: Document
    how: str = "round"
    round: str = ""
    found: tuple[int, int] = (0, 0)
    proposals: tuple[Proposal, ...] = ()
    unplaced: tuple[str, ...] = ()
    reformatted: int = 0
    remarks: tuple[str, ...] = ()
    again: bool = False
    stranger: Stranger | None = None

    @property
    def origin(self) -> Origin:
        """What the round remembers of the file itself."""
        return Origin(
            round=self.round, sha256=saver.sha256_of(self.data), name=self.name,
            stranger=self.stranger,
        )  # fmt: skip

    @property
    def by_text(self) -> bool:
        """Whether it is compared with the agreement as it stands, and not with what was sent."""
        return self.how in {"clean", "text"}

    def is_of(self, document: Document) -> bool:
        """Return whether `document` still says what the file was compared with."""
        mine = self.mine
        return (mine.answers, mine.clauses, mine.added, mine.notes, mine.edition) == (
            document.answers, document.clauses, document.added, document.notes, document.edition,
        )  # fmt: skip


def came_back(
    project: Project,
    name: str,
    data: bytes,
    told: Callable[[float], object],
    *,
    anyway: bool = False,
) -> CameBack:
    """Return what came back in a Word file, read in a child of this program.

    Args:
        project: the agreement as it stands, changes included; its file is not touched.
        name: of the Word file.
        data: the Word file.
        told: is told that it still works; what it raises ends the child.
        anyway: whether a file of another agreement or edition is compared by its text.

    Raises:
        ReturnStranger: it is of another agreement or edition, and the user may take it anyway.
        MouError: it is refused, with one sentence.
    """
    document = project.document
    if has_returned(document, saver.sha256_of(data)):
        return CameBack(name=name, data=data, mine=document, again=True)
    told(0.0)
    with tempfile.TemporaryDirectory(prefix="mou-") as folder:
        file, word = Path(folder) / "agreement.mou", Path(folder) / "returned.docx"
        saver.write(file, project_file.seal(project, project_file.utc_now()).data)
        saver.write(word, data)
        said = read_in_child(file, word, told, anyway=anyway)
    hits, all_ = said["found"]
    return CameBack(
        name=name, data=data, mine=document, how=said["how"], round=said["round"],
        found=(hits, all_), proposals=tuple(proposal_of(one) for one in said["proposals"]),
        unplaced=tuple(said["unplaced"]), reformatted=said["reformatted"],
        remarks=tuple(said["remarks"]), stranger=stranger_of(said["of"]),
    )  # fmt: skip


class Review(QObject):
    """Holds the decisions on what came back.

    Signals:
        decided: one or more decisions are others.
        worded: the words of a decision are others, and nothing else is.
        renewed: the list is another one.
    """

    decided = Signal()
    worded = Signal()
    renewed = Signal()

    def __init__(
        self,
        came: CameBack,
        decisions: Mapping[str, Decision],
        parent: QObject | None = None,
        placed: Iterable[Placed] = (),
    ) -> None:
        super().__init__(parent)
        self.came = came
        self._places: dict[int, str] = {}  # clauses, by the number of the text without a place
        self.decisions: dict[str, Decision] = {}
        self.by_key: dict[str, Proposal] = {}
        self._noted: dict[tuple[object, ...], bool] = {}  # what `is_noted` has found out
        self._take(came, decisions, placed)

    def _take(
        self, came: CameBack, decisions: Mapping[str, Decision], placed: Iterable[Placed]
    ) -> None:
        self.came = came
        own = {one.id for one in came.mine.added}
        self._places, self._noted = {}, {}
        for one in placed:
            known = one.clause in own or one.clause in came.mine.edition.clauses
            for at, text in enumerate(came.unplaced):
                if known and text == one.text and at not in self._places:
                    self._places[at] = one.clause
                    break
        keys = decided.keys_of(came.proposals)
        self.by_key = _in_order(came.mine, dict(zip(keys, came.proposals, strict=True)))
        self.decisions = {key: one for key, one in decisions.items() if key in self.by_key}

    def renew(self, came: CameBack) -> None:
        """Take another list of the same file; what was decided on a change stays with it."""
        self._take(came, self.decisions, self.placed)
        self.renewed.emit()

    def decide(self, key: str, decision: Decision | None) -> None:
        """Decide on a change; None leaves it to be decided."""
        before, lacked = self.decisions.get(key), self.lack(key)
        if before == decision:
            return
        self._put(key, decision)
        ways = [(one.choice, one.how, one.value) for one in (before, decision) if one]
        if ways[1:] == ways[:1] and self.lack(key) == lacked:
            self.worded.emit()
        else:
            self.decided.emit()

    def decide_all(self, keys: Iterable[str], decision: Decision) -> None:
        """Decide on several changes alike."""
        for key in keys:
            self._put(key, decision)
        self.decided.emit()

    def _put(self, key: str, decision: Decision | None) -> None:
        if decision is None:
            self.decisions.pop(key, None)
        else:
            self.decisions[key] = decision

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The texts without a place that were put into a clause, in the order of the file."""
        return tuple(
            Placed(self.came.unplaced[at], key) for at, key in sorted(self._places.items())
        )

    def place_of(self, at: int) -> str:
        """Return the clause that a text without a place was put into; empty for none."""
        return self._places.get(at, "")

    def place(self, at: int, clause: str) -> None:
        """Put a text without a place into a clause when all is applied; into none without one."""
        if clause:
            self._places[at] = clause
        else:
            self._places.pop(at, None)
        self.decided.emit()

    def lack(self, key: str) -> Lack | None:
        """Return what a change still wants."""
        return decided.lacks(self.by_key[key], self.decisions.get(key))

    def is_noted(self, key: str, decision: Decision | None = None) -> bool:
        """Return whether a change that is accepted only becomes a note: no text can hold it.

        Args:
            key: of the change.
            decision: how it is accepted; as it came, without one.
        """
        made = decision or Decision(choice="accept")
        if made.choice != "accept" or (decision and decided.lacks(self.by_key[key], decision)):
            return False
        asked = (key, made.how, made.value)
        if asked not in self._noted:
            came, one = self.came, self.by_key[key]
            found = decided.is_noted(came.mine, came.proposals, one, made, utc_now())
            self._noted[asked] = found
        return self._noted[asked]

    def foreseen(self) -> Outcome:
        """Return what comes of all that is decided by now, without the texts put into clauses."""
        came = self.came
        return decided.foreseen(came.mine, came.proposals, self.decisions, time=utc_now())

    def where_placed(self) -> list[Place]:
        """Return of each text that was put into a clause whether the clause will take it."""
        placed = self.placed
        if not placed:
            return []
        found = decided.places_in(self.foreseen().document, {one.clause for one in placed})
        return [found[one.clause] for one in placed]

    @property
    def open_keys(self) -> list[str]:
        """The changes that are not decided, in their order."""
        return [key for key in self.by_key if self.lack(key)]

    def together(self, group: str) -> list[str]:
        """Return the changes of a group that may be accepted in one go.

        What touches mandatory text and what both sides changed is always decided by itself.
        """
        return [
            key
            for key, one in self.by_key.items()
            if group_of(one) == group
            and key not in self.decisions
            and not (one.locked or one.conflict or len(one.values) > 1)
            and one.kind not in decided.FOUND
        ]


def _in_order(document: Document, found: Mapping[str, Proposal]) -> dict[str, Proposal]:
    """Return changes in the order of the text, clause by clause."""
    order: dict[str, int] = {}
    for part in document.edition.documents:
        for section, clauses in arranged(document, part):
            for key in (section.key, *(one.key for one in clauses)):
                order.setdefault(key, len(order))

    def place(item: tuple[str, Proposal]) -> tuple[int, int]:
        one = item[1]
        last = len(order)
        return order.get(one.section, last), order.get(one.clause, order.get(one.section, last))

    return dict(sorted(found.items(), key=place))


def group_of(one: Proposal) -> str:
    """Return what a change is accepted with: answers, wording, signs or comments."""
    if one.kind in WORDING:
        return "wording"
    return "comment" if one.kind in REMARKS else one.kind
