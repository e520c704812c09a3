"""What the list of changes says of each of them: where, what, by whom, and what was decided.

Plain values made of a review; no widgets here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mou_desktop.gui import words
from mou_desktop.gui.reviewing import group_of
from mou_desktop.model.spoken import spoken_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mou_desktop.gui.reviewing import Review
    from mou_desktop.word.returned.naming import ReturnNames
    from mou_desktop.word.returned.values import Proposal

ICONS: Final = {
    "field": ("progress", "accent"), "text": ("changed", "changed"),
    "locked": ("lock", "error"), "added": ("plus", "changed"), "left_out": ("left_out", "muted"),
    "unreadable": ("attention", "warn"), "moved": ("move", "muted"), "split": ("move", "muted"),
    "joined": ("move", "muted"), "typography": ("mark", "muted"), "comment": ("note", "text"),
    "resolved": ("done", "ok"),
}  # fmt: skip


def is_silent(one: Proposal) -> bool:
    """Return whether some of a change was made with tracking off."""
    return not one.tracked or one.mixed


FILTERS: Final[Mapping[str, Callable[[Proposal], bool]]] = {
    "all": lambda _one: True,
    "field": lambda one: one.kind == "field",
    "wording": lambda one: group_of(one) in {"wording", "locked", "typography"},
    "locked": lambda one: one.locked,
    "silent": is_silent,
    "comment": lambda one: group_of(one) == "comment",
    "conflict": lambda one: one.conflict,
}
NEAR: Final = 12  # letters between two changes that are told as one
LONGEST: Final = 90  # characters of what changed, in the list


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One line of the list: a change, or the section that the next ones stand in.

    Attributes:
        key: of the change; empty for a section.
        what: what changed, in a few words.
        state: name of a state in `words.REVIEW_STATES`.
    """

    key: str = ""
    number: str = ""
    title: str
    what: str = ""
    icon: str = ""
    role: str = "text"
    state: str = "open"
    state_words: str = ""
    silent: bool = False

    @property
    def spoken(self) -> str:
        """All of it in one sentence, as a screen reader says it."""
        if not self.key:
            return f"{self.title}, {self.what}"
        silent = words.REVIEW_SILENT_SHORT if self.silent else ""
        name = f"{self.number} {self.title}".strip()
        return ", ".join(filter(None, (name, self.what, silent, self.state_words)))


def passes(review: Review, key: str, kind: str) -> bool:
    """Return whether a filter lets a change through."""
    if kind == "left":
        return review.lack(key) is not None
    return FILTERS[kind](review.by_key[key])


def counts(review: Review) -> dict[str, int]:
    """Return how many changes each filter lets through."""
    return {
        kind: sum(passes(review, key, kind) for key in review.by_key)
        for kind in words.REVIEW_FILTERS
    }


def rows(review: Review, names: ReturnNames, kind: str, here: str = "") -> tuple[ReviewRow, ...]:
    """Return the lines that a filter leaves, by section; `here` stays whatever is decided on it."""
    by_section: dict[str, list[ReviewRow]] = {}
    for key, one in review.by_key.items():
        if passes(review, key, kind) or (kind == "left" and key == here):
            by_section.setdefault(one.section, []).append(_row(review, names, key, one))
    order = {section: at for at, section in enumerate(names.sections)}
    found: list[ReviewRow] = []
    for section in sorted(by_section, key=lambda one: order.get(one, len(order))):
        some = by_section[section]
        title = names.part(section) or words.REVIEW_ELSEWHERE
        head = words.number_of(len(some), words.REVIEW_CHANGES)
        found += [ReviewRow(title=title, what=head), *some]
    return tuple(found)


def _row(review: Review, names: ReturnNames, key: str, one: Proposal) -> ReviewRow:
    state = state_of(review, key)
    icon, role = ("conflict", "warn") if one.conflict else ICONS.get(one.kind, ("info", "text"))
    if one.locked and not one.conflict:
        icon, role = ICONS["locked"]
    return ReviewRow(
        key=key, number=names.number(one.clause), title=title_of(one, names), what=what_of(one),
        icon=icon, role=role, state=state, state_words=words.REVIEW_STATES[state][0],
        silent=is_silent(one) and one.kind not in {"comment", "resolved"},
    )  # fmt: skip


def state_of(review: Review, key: str) -> str:
    """Return the name of what was decided on a change."""
    decision = review.decisions.get(key)
    if decision is None:
        return "open"
    if review.lack(key):
        return "lacks"
    quiet = decision.choice == "accept" and review.by_key[key].kind == "comment"
    return "note" if quiet or review.is_noted(key, decision) else decision.choice


def kind_of(one: Proposal) -> str:
    """Return what kind of change it is, in words."""
    if one.locked:
        return words.REVIEW_KINDS["locked"]
    if one.values == ("heading",):
        return words.REVIEW_KINDS["heading"]
    if one.kind == "added" and one.values == ("section",):
        return words.REVIEW_KINDS["section"]
    if one.kind == "text" and one.appended:
        return words.REVIEW_KINDS["appended"]
    return words.REVIEW_KINDS.get(one.kind, one.kind)


def title_of(one: Proposal, names: ReturnNames) -> str:
    """Return what a change is called in the list."""
    if one.kind == "field":
        return f"{words.REVIEW_KINDS['field']}: {names.answer(one.field)}"
    return kind_of(one)


def heading_of(one: Proposal, names: ReturnNames) -> str:
    """Return the heading of the clause that a change is in, or of the new one."""
    if one.kind == "added" and one.heading:
        return one.heading
    return names.heading(one.clause) or names.heading(one.section) or words.REVIEW_ELSEWHERE


def what_of(one: Proposal) -> str:
    """Return what changed, in a few words."""
    if one.kind == "field":
        before, after = (text or words.REVIEW_BLANK for text in (one.before, one.after))
        return _short(f"{before} → {after}")
    if one.kind in {"comment", "resolved"}:
        return _short(f"“{one.after or one.before}”")
    if one.kind in {"added", "left_out", "moved", "unreadable", "joined"}:
        return _short(one.heading or one.after or one.before)
    gone, came = _first_change(one.pieces)
    if gone and came:
        return _short(f"“{_cut(gone)}” → “{_cut(came)}”")
    if came or gone:
        words_ = words.REVIEW_ADDED_WORDS if came else words.REVIEW_REMOVED_WORDS
        return _short(words_.format(text=came or gone))
    return _short(one.after or one.before)


def _first_change(pieces: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return what went and what came first; changes a few letters apart are told as one."""
    gone, came, between = "", "", ""
    for text, change in pieces:
        if not change:
            if (gone or came) and len(between + text) > NEAR:
                break
            between += text
            continue
        gone, came, between = (gone + between, came + between, "") if gone or came else ("", "", "")
        gone += text * (change == "deleted")
        came += text * (change == "inserted")
    return gone.strip(), came.strip()


def by_line(one: Proposal) -> str:
    """Return who made a change and when, and whether Word tracked it."""
    date = spoken_date(one.date[:10]) if one.date else ""
    how = words.REVIEW_TRACKED if one.tracked and not one.mixed else ""
    quiet = one.kind in {"comment", "resolved"}
    return " · ".join(filter(None, (one.author or words.REVIEW_NO_AUTHOR, date, how * (not quiet))))


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST // 2 else f"{flat[: LONGEST // 2].rstrip()}…"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST].rstrip()}…"
