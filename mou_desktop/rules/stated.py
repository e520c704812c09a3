"""The rules that an edition states for itself, beyond what a schema can say.

* order   two dates, or a date in each row and a date: the first does not come after the second
* least   a number is not smaller than `least`
* unique  no two rows of a table have the same text in a column
* once    each row of a table is chosen in one row of another table, once rows are chosen at all
* when    the finding stands while the rule's condition holds

The condition of any rule is asked anew for each row that the rule looks at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mou_desktop import messages
from mou_desktop.model import Document, Finding, Place, Rule
from mou_desktop.model.document import row_id
from mou_desktop.model.spoken import read_date, spoken_date
from mou_desktop.model.values import EMPTY, Value
from mou_desktop.rules.answers import row_name


def stated_findings(document: Document) -> Iterator[Finding]:
    """Yield what the edition's own rules find in `document`."""
    for rule in document.edition.rules:
        yield from _BY_KIND[rule.kind](document, rule)


def _order(document: Document, rule: Rule) -> Iterator[Finding]:
    first, last = rule.keys
    for row, number in _rows(document, rule):
        earlier, later = _value(document, first, row), _value(document, last, row)
        start, end = (read_date(one) if isinstance(one, str) else None for one in (earlier, later))
        if start and end and start > end:
            words = {"first": spoken_date(earlier), "last": spoken_date(later)}
            key = first if "." in first else last
            yield _found(document, rule, key, row, number, words)


def _least(document: Document, rule: Rule) -> Iterator[Finding]:
    for row, number in _rows(document, rule):
        value = _value(document, rule.keys[0], row)
        if isinstance(value, int | float) and not isinstance(value, bool) and value < rule.least:
            yield _found(document, rule, rule.keys[0], row, number, {"value": f"{value:g}"})


def _unique(document: Document, rule: Rule) -> Iterator[Finding]:
    seen: set[str] = set()
    for row, number in _rows(document, rule):
        value = _value(document, rule.keys[0], row)
        text = value.strip().casefold() if isinstance(value, str) else ""
        if text and text in seen:
            yield _found(document, rule, rule.keys[0], row, number, {"value": str(value)})
        seen.add(text)


def _once(document: Document, rule: Rule) -> Iterator[Finding]:
    listed, chosen = rule.keys
    counts = Counter(_chosen(document, chosen))
    for row, number in _rows(document, rule):
        if counts and counts[row_id(row)] != 1:
            yield _found(document, rule, listed, row, number, {})


def _when(document: Document, rule: Rule) -> Iterator[Finding]:
    for row, number in _rows(document, rule):
        yield _found(document, rule, rule.keys[0] if rule.keys else "", row, number, {})


_BY_KIND = {"order": _order, "least": _least, "unique": _unique, "once": _once, "when": _when}


def _rows(document: Document, rule: Rule) -> Iterator[tuple[Mapping[str, Value], int | None]]:
    """Yield the rows that the rule asks about and applies to, or one empty row without a table."""
    table = next((key.partition(".")[0] for key in rule.keys if "." in key), "")
    if not table and document.holds(rule.when):
        yield EMPTY, None
    rows = document.counts(table) if table else ()
    for number, row in enumerate(rows if isinstance(rows, tuple) else ()):
        if isinstance(row, Mapping) and document.holds(rule.when, row):
            yield row, number


def _chosen(document: Document, key: str) -> Iterator[str]:
    """Yield the identity of each row that some row of a table has chosen in its column `key`."""
    table, _, column = key.partition(".")
    rows = document.counts(table)
    for row in rows if isinstance(rows, tuple) else ():
        picked = row.get(column) if isinstance(row, Mapping) else None
        yield from (one for one in _several(picked) if isinstance(one, str))


def _several(picked: Value) -> tuple[Value, ...]:
    return picked if isinstance(picked, tuple) else (picked,)


def _value(document: Document, key: str, row: Mapping[str, Value]) -> Value:
    _, _, column = key.partition(".")
    return row.get(column) if column else document.counts(key)


def _found(
    document: Document,
    rule: Rule,
    key: str,
    row: Mapping[str, Value],
    number: int | None,
    words: Mapping[str, str],
) -> Finding:
    text = rule.message
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    table, _, _ = key.partition(".")
    place = document.edition.field_places.get(table, Place())
    if number is not None:
        one = document.edition.by_key[table]
        name = row_name(one, row)
        label = f" ({name})" if name else ""
        text = messages.ROW.format(number=number + 1, name=label, message=text)
        place = replace(place, field=key, row=row_id(row))
    return Finding(
        rule=rule.id,
        severity=rule.severity,  # type: ignore[arg-type]
        message=text,
        place=place,
        basis=rule.basis,
    )
