"""Makes an edition of its source, and says everything that is wrong with one.

The source is a folder of TOML, read by `store`; what comes out is `built.json`. A broken edition
is refused with file, place and reason: nothing of it is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mou_desktop import validation
from mou_desktop.errors import EditionBroken, TextFault
from mou_desktop.model import Clause, Edition, Field, Rule, Section
from mou_desktop.model import text as texts
from mou_desktop.model.answer_schema import property_of
from mou_desktop.model.condition import Condition
from mou_desktop.model.edition import printed_keys
from mou_desktop.model.resolving import condition_reasons, text_reasons
from mou_desktop.model.spoken import joined
from mou_desktop.model.values import plain, printable

RULE_KINDS = ("order", "least", "unique", "once", "when")
_RULE_KEYS = {"order": 2, "least": 1, "unique": 1, "once": 2}
_PLURALS = {
    "document": "documents", "field": "fields", "rule": "rules", "clause": "clauses",
    "column": "columns", "choice": "choices",
}  # fmt: skip
_SINGULARS = {many: one for one, many in _PLURALS.items()}


def assemble(sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the built edition of its source files.

    Args:
        sources: what each TOML file of the folder says, by its name without `.toml`.

    Raises:
        EditionBroken: a section that a document names has no file, or a file has no document.
    """
    if "edition" not in sources or "fields" not in sources:
        raise EditionBroken("An edition has the files edition.toml and fields.toml.")
    built: dict[str, Any] = _plural(sources["edition"])
    used = {"edition", "fields", "rules"}
    for part in built.get("documents", []):
        names = part.get("sections") if isinstance(part, dict) else None
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise EditionBroken("edition.toml: each [[document]] lists its `sections`.")
        for name in names:
            place = f"edition.toml, document “{part.get('key')}”"
            if name not in sources:
                raise EditionBroken(f"{place}: no {name}.toml.")
            if sources[name].get("key") != name:
                raise EditionBroken(f"{name}.toml: its `key` is the name of the file, “{name}”.")
        used.update(names)
        part["sections"] = [_plural(sources[name]) for name in names]
    if spare := sorted(set(sources) - used):
        raise EditionBroken(f"{spare[0]}.toml belongs to no document of edition.toml.")
    built["fields"] = _plural(sources["fields"]).get("fields", [])
    built["rules"] = _plural(sources.get("rules", {})).get("rules", [])
    return built


def _plural(raw: Any, key: str = "") -> Any:
    """Return TOML data under the names of the built form, its long texts without outer space."""
    if isinstance(raw, Mapping):
        return {
            _PLURALS.get(name, name) if isinstance(item, list) else name: _plural(item, name)
            for name, item in raw.items()
        }
    if isinstance(raw, list):
        return [_plural(item) for item in raw]
    return raw.strip() if key in {"text", "notes", "help"} and isinstance(raw, str) else raw


def refuse_faults(faults: Iterable[str]) -> None:
    """Raise the faults of an edition, if there are any, one on each line.

    Raises:
        EditionBroken: there are some.
    """
    if found := list(dict.fromkeys(faults)):
        more = f"\n… and {len(found) - 20} more" if len(found) > 20 else ""
        raise EditionBroken("\n".join(found[:20]) + more)


def faults_of_form(built: Mapping[str, Any], form: Mapping[str, Any]) -> Iterator[str]:
    """Yield how `built` departs from the published form of editions, the schema `form`."""
    for fault in validation.faults(plain(built), form):
        yield f"{_place(built, fault.path)}: {_asked(fault, form)}."
    for path, text in _strings(plain(built)):
        if printable(text) != text:
            yield f"{_place(built, path)}: it holds a character that no page can show."


def _strings(
    raw: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text in plain JSON, with its path."""
    if isinstance(raw, str):
        yield path, raw
    steps = (
        raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    )
    for step, part in steps:
        yield from _strings(part, (*path, step))


def _asked(fault: validation.Fault, form: Mapping[str, Any]) -> str:
    """Return in words how an edition departs from its form at one place."""
    if fault.keyword in {"additionalProperties", "unevaluatedProperties"}:
        known = _attributes(form, fault.path)
        return f"no attribute {joined(f'“{key}”' for key in fault.value if key not in known)}"
    if fault.keyword == "required":
        return f"{joined(f'“{key}”' for key in fault.bound if key not in fault.value)} is missing"
    return f"{fault.keyword} {fault.bound!r:.80} asked, {fault.value!r:.80} found"


def _attributes(form: Mapping[str, Any], path: tuple[str | int, ...]) -> set[str]:
    """Return the attributes that the form knows at `path`."""
    word = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind = form["$defs"].get(_SINGULARS.get(word, word), form)
    kind = kind.get("items", kind)
    names = set(kind.get("properties", ()))
    return names | set(form["$defs"]["blank"]["properties"]) if "$ref" in kind else names


def _place(built: Mapping[str, Any], path: tuple[str | int, ...]) -> str:
    """Return a path in words: the file, then keys where the things on the way have one."""
    file = f"{path[0]}.toml" if path[:1] in {("fields",), ("rules",)} else "edition.toml"
    words, here = list[str](), plain(built)
    before: str | int = ""
    for step in path:
        here = here[step]
        key = here.get("key", here.get("id")) if isinstance(here, dict) else None
        if before == "sections":
            file, words = f"{key or step}.toml", []
        elif key or isinstance(step, str):
            words.append(str(key or step))
        before = step
    return " › ".join((file, *words))


def faults(edition: Edition) -> Iterator[str]:
    """Yield what is wrong with an edition whose form is right: a line with place and reason."""
    yield from _faults_of_keys(edition)
    for one in edition.fields:
        yield from _faults_of_field(edition, one)
    for _, section, clause in edition.walk():
        place = f"{section.key}.toml, clause {clause.key}"
        yield from (f"{place}: {reason}" for reason in _clause_reasons(edition, section, clause))
    for rule in edition.rules:
        yield from (f"rules.toml, {rule.id}: {reason}" for reason in _rule_reasons(edition, rule))
    yield from _unprinted(edition)


def _faults_of_keys(edition: Edition) -> Iterator[str]:
    parts = [
        *(part.key for part in edition.documents),
        *(section.key for part in edition.documents for section in part.sections),
        *(clause.key for _, _, clause in edition.walk()),
    ]
    for what, keys in (
        ("sections and clauses", parts),
        ("fields", [f.key for f in edition.fields]),
    ):
        for key, count in Counter(keys).items():
            if count > 1:
                yield f"edition: “{key}” stands twice among the keys of {what}."
    if edition.text == "official" and not edition.built.get("source_sha256"):
        yield "edition.toml: an official text names source_sha256, the digest of its source."


# ---- fields --------------------------------------------------------------------------------


def _faults_of_field(edition: Edition, one: Field) -> Iterator[str]:
    place = f"fields.toml, field {one.key}"
    yield from (f"{place}: {reason}" for reason in _field_reasons(edition, one, None))
    if one.required and not any(basis.confirmed for basis in one.basis):
        yield f"{place}: a required field needs a basis that is confirmed."
    if not one.print and not one.task:
        yield f"{place}: a field that does not print says which task uses it."
    keys = [column.key for column in one.columns]
    for column in one.columns:
        if keys.count(column.key) > 1:
            yield f"{place}: column {column.key} stands twice."
        for reason in _field_reasons(edition, column, one):
            yield f"{place}, column {column.key}: {reason}"
    for rule in one.derived:
        source = edition.by_key.get(rule.start or rule.each)
        if source is None or not set(rule.set) <= set(keys):
            yield f"{place}: its derived rows name a field or column that is not there."
            continue
        each = rule.each and source.key
        for text in rule.set.values():
            for reason in _derived_reasons(edition, text, each):
                yield f"{place}: its derived rows: {reason}"


def _derived_reasons(edition: Edition, text: str, each: str) -> Iterator[str]:
    try:
        blocks = texts.parse(text)
    except TextFault as fault:
        yield str(fault)
        return
    for block in blocks:
        yield from text_reasons(edition, replace(block, each=each), "")


def _field_reasons(edition: Edition, one: Field, table: Field | None) -> Iterator[str]:
    siblings = {column.key: column for column in table.columns} if table else edition.by_key
    if (one.required or one.advised) and not one.missing:
        yield "it can be missing, so it needs the sentence `missing`."
    if (one.type == "table") != bool(one.columns):
        yield "a table, and only a table, has columns."
    if (one.type in {"choice", "choices"}) != bool(one.choices or one.rows_of):
        yield "a choice, and only a choice, has choices or rows_of."
    if one.rows_of and getattr(edition.by_key.get(one.rows_of), "type", "") != "table":
        yield f"rows_of names “{one.rows_of}”, which is no table."
    if one.other:
        other = siblings.get(one.other)
        if other is None or "other" not in {choice.key for choice in one.choices}:
            yield "`other` names a text field beside it and needs a choice “other”."
    yield from condition_reasons(edition, one.when, table)
    if one.when and _hides_itself(edition, one.key, one.when, ()):
        yield "its condition leads back to itself."
    asked = list(one.when.asks()) if one.when else []
    if len({key.startswith(".") for key in asked}) > 1:
        yield "a condition asks about columns of the row or about fields, not both."
    if any(key in edition.by_key and edition.by_key[key].derived for key in asked):
        yield "a condition asks about rows that come about by themselves."
    if one.example is not None:
        for fault in validation.faults(plain(one.example), property_of(one)):
            yield f"its example departs from its own {fault.keyword}."
            break
    elif one.type != "table" and not one.rows_of:
        yield "it has no example."


def _hides_itself(edition: Edition, key: str, when: Condition, seen: tuple[str, ...]) -> bool:
    for asked in when.asks():
        if asked == key or asked in seen:
            return True
        one = edition.by_key.get(asked)
        if one and one.when and _hides_itself(edition, key, one.when, (*seen, asked)):
            return True
    return False


# ---- clauses -------------------------------------------------------------------------------


def _clause_reasons(edition: Edition, section: Section, clause: Clause) -> Iterator[str]:
    if clause.locked and not (clause.mandatory and clause.confirmed):
        yield "a locked clause is mandatory and has a basis that is confirmed."
    yield from condition_reasons(edition, section.when)
    yield from condition_reasons(edition, clause.when)
    try:
        blocks = texts.parse(clause.text)
    except TextFault as fault:
        line = clause.text.count("\n", 0, fault.offset) + 1
        yield f"line {line} of its text: {fault}"
        return
    around = [*_conjuncts(section.when), *_conjuncts(clause.when)]
    for block in blocks:
        yield from text_reasons(edition, block, section.key)
        given = [*around, *_conjuncts(block.condition)]
        yield from _unsure_reasons(edition, block, given)


def _unsure_reasons(edition: Edition, block: texts.Block, given: list[Condition]) -> Iterator[str]:
    """Yield answers and references that would print although nothing may be there."""
    rows = edition.by_key.get(block.each or block.table)
    if rows and not block.each and not _sure(rows, given):
        yield f"{{#table {rows.key}}} may be empty here: put it under {{? answered {rows.key}}}."
    for inline in block.inlines():
        match inline:
            case texts.Answer(key, part, row=True) if rows:
                one = rows.column(key)
                if one and not (one.required and one.when is None):
                    yield f"{{.{key}}} may be missing in a row."
            case texts.Answer(key, part):
                one = edition.by_key.get(key)
                if one and not _sure(one, given):
                    yield f"{{{key}}} may be missing here: put it under {{? answered {key}}}."
                elif one and part and part not in one.need:
                    yield f"{{{key}.{part}}} may be missing: it is not among what the field needs."
            case texts.Names(key):
                one = edition.by_key.get(key)
                if one and not _sure(one, given):
                    yield f"{{#names {key}}} may be empty here."
            case texts.Ref(clause):
                target = edition.clauses.get(clause)
                if target and not set(_conjuncts(target.when)) <= set(given):
                    yield f"{{@{clause}}} points to a clause that may not stand here."


def _sure(one: Field, given: list[Condition]) -> bool:
    if Condition("answered", one.key) in given or Condition("several", one.key) in given:
        return True
    always = one.required or bool(one.derived)
    return always and set(_conjuncts(one.when)) <= set(given)


def _conjuncts(when: Condition | None) -> list[Condition]:
    return [part for part in when.conjuncts() if part.op != "all"] if when else []


# ---- rules, and what prints nowhere --------------------------------------------------------


def _rule_reasons(edition: Edition, rule: Rule) -> Iterator[str]:
    if rule.kind not in RULE_KINDS:
        yield f"there is no kind of rule “{rule.kind}”."
    for key in rule.keys:
        if edition.column(key) is None:
            yield f"“{key}” is no field."
    if len(rule.keys) != _RULE_KEYS.get(rule.kind, len(rule.keys)):
        yield f"a rule of kind “{rule.kind}” has another number of keys."
    elif rule.kind == "once" and not _chooses(edition, *rule.keys):
        yield "a rule of kind “once” names a column of a table and one that chooses among its rows."
    if rule.severity == "must" and not any(basis.confirmed for basis in rule.basis):
        yield "a rule that holds a final copy up needs a basis that is confirmed."
    table = next((key.partition(".")[0] for key in rule.keys if "." in key), "")
    yield from condition_reasons(edition, rule.when, edition.by_key.get(table))


def _chooses(edition: Edition, listed: str, chosen: str) -> bool:
    table, _, _ = listed.partition(".")
    column = edition.column(chosen)
    return "." in listed and "." in chosen and column is not None and column.rows_of == table


def _unprinted(edition: Edition) -> Iterator[str]:
    used: set[str] = set()
    for one in (f for top in edition.fields for f in (top, *top.columns)):
        used.update((one.rows_of, one.other), _keys(one.when))
        used.update(rule.start or rule.each for rule in one.derived)
    prints: set[str] = set()
    for _, section, clause in edition.walk():
        try:
            prints.update(printed_keys(clause))
            used.update(_keys(section.when), _keys(clause.when))
            used.update(*(_keys(block.condition) for block in texts.parse(clause.text)))
        except TextFault:
            continue
    for one in edition.fields:
        if one.print and one.key not in prints and one.key not in used:
            yield f"fields.toml, field {one.key}: it prints nowhere and decides nothing."
        if not one.print and one.key in prints:
            yield f"fields.toml, field {one.key}: it says that it does not print, and it does."


def _keys(when: Condition | None) -> set[str]:
    return set(when.asks()) if when else set()
