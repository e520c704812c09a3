"""What a text or a condition asks of its edition, and whether the edition has it.

The same questions are put to the text of an edition when it is built, and to the district's own
text whenever it is checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.model import text as texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mou_desktop.model.condition import Condition
    from mou_desktop.model.edition import Edition, Field


def text_reasons(
    edition: Edition, block: texts.Block, here: str, added: Collection[str] = ()
) -> Iterator[str]:
    """Yield what a block of text asks for that the edition does not have.

    Args:
        edition: the edition that the text belongs to, as its own text or as a local change.
        block: one block of the text.
        here: key of the section in which it stands.
        added: identities of the district's own clauses, which a reference may name too.
    """
    yield from condition_reasons(edition, block.condition)
    rows = edition.by_key.get(block.each or block.table)
    if block.table and (rows is None or rows.type != "table"):
        yield f"{{#table {block.table}}} names no table."
    elif block.each and (rows is None or rows.type not in {"table", "list"}):
        yield f"{{#each {block.each}}} names no table and no list."
    for key, part in block.columns:
        yield from _part_reasons(rows.column(key) if rows else None, key, part)
    for inline in block.inlines():
        if not (isinstance(inline, texts.Ref) and inline.clause in added):
            yield from _inline_reasons(edition, inline, rows, here)


def _inline_reasons(
    edition: Edition, inline: texts.Inline, rows: Field | None, here: str
) -> Iterator[str]:
    match inline:
        case texts.Answer(key, part, row=True):
            if rows is None:
                yield f"{{.{key}}} stands only in an {{#each}} block."
            elif rows.type == "list":
                if key != "item":
                    yield f"an entry of a list is {{.item}}, not {{.{key}}}."
            else:
                yield from _part_reasons(rows.column(key), key, part)
        case texts.Answer(key, part):
            yield from _part_reasons(edition.by_key.get(key), key, part)
        case texts.Names(key):
            one = edition.by_key.get(key)
            if one is None or one.type != "table":
                yield f"{{#names {key}}} names no table."
        case texts.Ref(clause, document):
            place = edition.clause_places.get(clause)
            mine = edition.clause_places.get(here)
            wanted = document or (mine.document if mine else "")
            if place is None or (wanted and place.document != wanted):
                yield f"{{@{clause}}} points to no clause or section of that document."


def _part_reasons(one: Field | None, key: str, part: str) -> Iterator[str]:
    if one is None:
        yield f"“{key}” is no field here."
    elif part and one.type != "person":
        yield f"“{key}.{part}” asks for a part, and “{key}” is no person."
    elif one.type == "table":
        yield f"{{{key}}} is a table: it prints by {{#table}}, {{#each}} or {{#names}}."


def condition_reasons(
    edition: Edition, when: Condition | None, table: Field | None = None
) -> Iterator[str]:
    """Yield what `when` asks about that is not there; `table` holds the keys with a dot."""
    if when is None:
        return
    for part in when.parts:
        yield from condition_reasons(edition, part, table)
    if not when.key:
        return
    dotted = when.key.startswith(".")
    one = table.column(when.key[1:]) if table and dotted else edition.by_key.get(when.key)
    if one is None:
        yield f"a condition asks about “{when.key}”, which is no field."
    elif when.op == "several" and one.type != "table":
        yield f"a condition asks for several rows of “{when.key}”, which is no table."
    elif one.choices:
        known = {choice.key for choice in one.choices}
        for value in when.values:
            if value not in known:
                yield f"a condition asks for “{value}”, which is no choice of “{when.key}”."
