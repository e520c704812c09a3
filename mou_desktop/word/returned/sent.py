"""What was sent, as units: read from the plain JSON that `identity.sent_of` makes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mou_desktop.model.printed import Span
from mou_desktop.word.returned.values import Para, Unit
from mou_desktop.word.spans import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HEADINGS = {"section", "clause"}


def units_of(sent: Mapping[str, Any]) -> tuple[Unit, ...]:
    """Return the headings that were sent, each with the paragraphs under it."""
    blocks: Sequence[Any] = sent["blocks"]
    targets = frozenset(
        (one[1] if one[0] == "section" else one[2])
        for one in blocks
        if one[0] in _HEADINGS and one[3] >= 0
    )
    own = frozenset(sent.get("own", ()))
    found: list[Unit] = []
    key, heading, body, top, home = "", None, list[Para](), False, ""

    def close() -> None:
        found.append(Unit(key, heading, tuple(body), top, home))

    for at, (kind, section, clause, level, content) in enumerate(blocks):
        found_here = _paras(kind, clause or section, level, content, targets)
        paras = [one for one in found_here if one.text.strip()]
        if kind in _HEADINGS:
            close()
            top = kind == "section"
            key, home, body = (section if top else clause), section, []
            heading = paras[0] if paras else None
        else:
            body += [replace(one, own=True) for one in paras] if at in own else paras
    close()
    return tuple(found)


def _paras(
    kind: str, clause: str, level: int, content: Any, targets: frozenset[str]
) -> Iterator[Para]:
    if kind == "sign":
        labels = [_text(cell) for cell in content[0]]
        for row in content[1:]:
            for i, (label, cell) in enumerate(zip(labels, row, strict=True)):
                line = label if i == 0 and not cell else f"{label}: "
                yield Para((Span(line), *_spans(cell, targets)), clause, table=True)
    elif kind == "table":
        for row in content:
            for cell in row:
                yield Para(tuple(_spans(cell, targets)), clause, table=True)
    else:
        yield Para(tuple(_spans(content, targets)), clause, level=level if kind == "item" else -1)


def _spans(cell: Any, targets: frozenset[str]) -> Iterator[Span]:
    for one in cell:
        if isinstance(one, str):
            yield Span(one)
        elif one[0] == "ref":
            live = one[2] in targets and is_name(one[2])
            yield Span(one[1], "ref", one[2]) if live else Span(one[1])
        elif len(one) > 2:  # kind, words, tag
            yield Span(one[1], one[0], one[2])
        else:
            yield Span(one[1])


def _text(cell: Any) -> str:
    return "".join(one if isinstance(one, str) else one[1] for one in cell)
