"""Turns printed blocks into the plain data that the template of the PDF draws.

Items become lists within lists, so that they are tagged as what they are. Their numbers are those
of the outline: nothing is counted here, and no text becomes markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mou_desktop.word.contents import is_entry
from mou_desktop.word.tables import PAGE, widths_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mou_desktop.model.printed import Block, Span

Node = dict[str, Any]

_ITEMS = 2  # the level from which what is numbered stands in a list
_HEADINGS = ("section", "clause")
_TABLES = ("table", "sign")
_TOGETHER = 6  # signatures that stay on one page


def nodes_of(blocks: Sequence[Block]) -> list[Node]:
    """Return what the template draws, in order."""
    targets = {_key(one) for one in blocks if one.kind in _HEADINGS} - {""}
    signed = {one.clause for one in blocks if one.kind == "sign"}
    found, free, inset, apart = list[Node](), set(targets), False, False
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if block.kind in _HEADINGS:
            inset = block.kind == "clause" and bool(block.number)
        node: Node = {
            "kind": block.kind,
            "spans": _spans(block.spans, targets),
            "inset": inset,
            "keep": _leads_to(block, following, signed),
        }
        if block.kind in _HEADINGS:
            key = _key(block)
            node |= {"number": block.number, "label": _label(key) if key in free else ""}
            free.discard(key)
            if block.exhibit and block.kind == "section":
                node |= {"exhibit": True, "apart": not apart}
                apart = True
        elif block.kind == "contents":
            if is_entry(block):
                found[-1]["entries"].append(_entry(block, targets))
                continue
            node["entries"] = []
        elif block.kind == "table":
            node |= _table(block, targets, inset=inset)
        elif block.kind == "sign":
            node |= _signatures(block, targets)
        elif block.number and block.level >= _ITEMS:
            _add_item(found, block, targets)
            found[-1]["keep"] = node["keep"]
            continue
        found.append(node)
    return found


def _key(block: Block) -> str:
    return block.section if block.kind == "section" else block.clause


def _label(key: str) -> str:
    return f"mou-{key}"


def _spans(spans: Iterable[Span], targets: set[str]) -> list[Node]:
    return [
        {
            "kind": one.kind,
            "text": one.text,
            "to": _label(one.key) if one.kind == "ref" and one.key in targets else "",
        }
        for one in spans
        if one.text
    ]


def _entry(block: Block, targets: set[str]) -> Node:
    """Return an entry of the contents: the number apart from the heading."""
    number, _, rest = block.text.rpartition("\t")
    to = next((_label(one.key) for one in block.spans if one.key in targets), "")
    return {"number": number, "text": rest, "to": to}


def _table(block: Block, targets: set[str], *, inset: bool) -> Node:
    texts = [["".join(span.text for span in cell) for cell in row] for row in block.rows]
    widths = widths_of(texts, PAGE - (576 if inset else 0))
    return {
        "rows": [[_spans(cell, targets) for cell in row] for row in block.rows],
        "widths": [one / 20 for one in widths],
    }


def _signatures(block: Block, targets: set[str]) -> Node:
    labels, *signers = block.rows
    names = ["".join(span.text for span in cell) for cell in labels]
    return {
        "labels": names,
        "signers": [[_spans(cell, targets) for cell in row] for row in signers],
        "together": len(signers) <= _TOGETHER,
    }


def _add_item(found: list[Node], block: Block, targets: set[str]) -> None:
    """Put an item into the list that it goes on with, or below the item that it belongs to."""
    here, item = found, None
    while here and here[-1]["kind"] == "list" and here[-1]["level"] < block.level:
        item = here[-1]["items"][-1]
        here = item["below"]
    if not (here and here[-1]["kind"] == "list" and here[-1]["level"] == block.level):
        here.append({"kind": "list", "level": block.level, "items": []})
    here[-1]["items"].append(
        {"number": block.number, "spans": _spans(block.spans, targets), "below": []}
    )


def _leads_to(block: Block, following: Block | None, signed: set[str]) -> bool:
    """Return whether `block` stays with what follows: its list, its table, a signature."""
    if following is None or block.kind in _HEADINGS:
        return False
    if following.kind == "section" and not (following.number or following.exhibit):
        return block.kind not in _TABLES
    if following.clause != block.clause:
        return False
    if following.kind in _TABLES or block.clause in signed:
        return True
    return following.kind == "item"
