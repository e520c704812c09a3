"""Says which sending a file that came back is of, and what was sent then.

What a file says of itself is no proof: a stranger's is not taken before a person has said so, and
then by its text alone, as is one that says nothing; with the share of headings that were found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from mou_desktop import messages
from mou_desktop.errors import ReturnRefused, ReturnStranger
from mou_desktop.model.rounds import newest_sent
from mou_desktop.outline import find_part
from mou_desktop.word.identity import Claim, identity_of
from mou_desktop.word.returned.listing import listed, sent_by
from mou_desktop.word.returned.strangers import known_by_words, stranger_in
from mou_desktop.word.write import KIND as CLEAN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mou_desktop.model import Document, Edition
    from mou_desktop.word.reading import WordFile
    from mou_desktop.word.returned.listing import Listed
    from mou_desktop.word.returned.values import Stranger

How = Literal["round", "older", "file", "clean", "text"]
_BY_TEXT = {"clean", "text"}
_FEWEST = 0.5  # share of headings that make a text without identity one of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A file that came back.

    Attributes:
        how: `round` the newest one, `older` one before it, `file` one that the project does not
            know, from what the file itself holds; `clean` a clean copy of no round that the
            project knows, beside the agreement as it stands; `text` without any identity, by
            its text.
        round: `_id` of the round; empty where it is not known.
        stranger: whose the file is, where it is of another agreement or edition.
    """

    how: How
    round: str
    part: str
    listed: Listed
    stranger: Stranger | None = None


def returned(
    file: WordFile,
    mine: Document,
    base_of: Callable[[str], Document | None],
    *,
    edition_of: Callable[[str], Edition | None] = lambda _id: None,
    anyway: bool = False,
) -> Returned:
    """Return what came back in `file`.

    Args:
        file: what was read.
        mine: the agreement as it stands.
        base_of: gives the agreement as it was sent in a round, or None where it is not known.
        edition_of: gives an edition by its id, or None where it is not known.
        anyway: whether a file of another agreement or edition is compared by its text.

    Raises:
        ReturnStranger: it is of another agreement or another edition, and may be taken anyway.
        ReturnRefused: it has little of this agreement, or is a file about it, such as a schedule.
    """
    claim = identity_of(file.identity)
    _refuse_other_files(claim)
    stranger = stranger_in(claim, file.identity.title, mine)
    if stranger is not None:
        theirs = edition_of(stranger.edition) if stranger.edition and anyway else None
        return _of_stranger(file, mine, claim, stranger, theirs, anyway=anyway)
    base = base_of(claim.round) if claim.round else None
    part = find_part(mine, claim.part).key
    how, sent = _sent(claim, mine, base, part)
    found = listed(file, sent, mine, part)
    hits, all_ = found.found
    if how in _BY_TEXT and hits < _FEWEST * all_:
        raise ReturnRefused(messages.RETURN_UNLIKE.format(hits=hits, all=all_))
    return Returned(how=how, round=claim.round if base else "", part=part, listed=found)


def _of_stranger(
    file: WordFile,
    mine: Document,
    claim: Claim,
    stranger: Stranger,
    theirs: Edition | None,
    *,
    anyway: bool,
) -> Returned:
    """Return a stranger's file beside the agreement as it stands: what it says was sent is not."""
    part = find_part(mine, "" if stranger.edition else claim.part).key
    sent = sent_by(mine, part)
    of = replace(mine, edition=theirs) if theirs else mine
    named = known_by_words(file, sent) if stranger.edition else file
    found = listed(named, sent, mine, part, now=sent, stranger=of)
    (hits, all_), whose = found.found, stranger.whose
    if hits < _FEWEST * all_:
        raise ReturnRefused(messages.RETURN_STRANGER_FEW.format(whose=whose, hits=hits, all=all_))
    if not anyway:
        raise ReturnStranger(messages.RETURN_STRANGER.format(whose=whose), whose, found.found)
    return Returned(how="text", round="", part=part, listed=found, stranger=stranger)


def _refuse_other_files(claim: Claim) -> None:
    kind = messages.RETURN_FILES.get(claim.kind)
    if kind:
        raise ReturnRefused(messages.RETURN_OTHER_FILE.format(kind=kind))


def _sent(
    claim: Claim, mine: Document, base: Document | None, part: str
) -> tuple[How, Mapping[str, Any]]:
    if base is not None:
        newest = newest_sent(mine) in {claim.round, ""}
        return "round" if newest else "older", sent_by(base, part)
    if claim.base is not None:
        return "file", claim.base
    return "clean" if claim.kind == CLEAN else "text", sent_by(mine, part)
