"""Says what became of one edition in another, part by part, and writes the two as a comparison."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from mou_desktop.cli import describing
from mou_desktop.cli.word_files import refuse_unfit
from mou_desktop.model.values import printable
from mou_desktop.store import library, saver

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mou_desktop.succession import Item, Succession


def run(args: argparse.Namespace) -> int:
    """Print what became of the older edition; write the comparison where one is asked for."""
    before, after = args.compare
    succession = library.succession(before, after)
    if args.out:
        _write(args, before, after)
    if args.json:
        print(describing.as_json(_plain(succession)))
        return 0
    print(printable("\n".join(_lines(succession))))
    if args.out:
        print(f"\nWrote {args.out}.")
    return 0


def _write(args: argparse.Namespace, before: str, after: str) -> None:
    refuse_unfit(args.out, force=args.force)
    from mou_desktop.word.editions import compared_editions

    data = compared_editions(library.find(before), library.find(after))
    saver.write(args.out, data, expected=saver.ANYTHING if args.force else saver.NOTHING)


def _plain(succession: Succession) -> dict[str, Any]:
    return {
        "from": succession.before,
        "to": succession.after,
        "items": [
            {
                "what": one.what,
                "from": list(one.before),
                "to": list(one.after),
                "became": one.became,
                "why": one.why,
                "basis": describing.citations(one.basis),
            }
            for one in succession.items
        ],
    }


def _lines(succession: Succession) -> Iterator[str]:
    """Yield what a person reads: what changed with its reason, what did not by number."""
    yield f"What became of {succession.before} in {succession.after}:"
    for what, group in groupby(succession.items, lambda one: one.what):
        items = list(group)
        kept = sum(one.became == "kept" for one in items)
        yield f"\n{what.capitalize()}s: {len(items)}, of which {kept} kept"
        for one in items:
            if one.became != "kept":
                yield f"  {one.became}: {_ends(one)}\n      {one.why}"
                if one.basis:
                    yield f"      {describing.law(one.basis)}"


def _ends(item: Item) -> str:
    ends = [", ".join(side) for side in (item.before, item.after) if side]
    return ends[0] if len(set(ends)) == 1 else " → ".join(ends)
