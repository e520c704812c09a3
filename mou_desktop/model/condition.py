"""When a clause, a paragraph, a field or a column stands: data, never code.

One condition is written once, as TOML data or in a clause's text, and read here. Asking whether
it holds and turning it into JSON Schema are the only two things ever done with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mou_desktop.errors import TextFault

if TYPE_CHECKING:
    from mou_desktop.model.values import Value

_WITH_PARTS = ("all", "any", "not")
_WITH_KEY = ("answered", "several")
_LONGEST = 200  # words of a condition in a text: far more than a person can follow
_TOKEN = re.compile(r"\s*(\(|\)|;|[^\s();]+)")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    `equals` and `in` compare the answer at `key` with `values`; `answered` asks for a visible
    answer; `several` for a table of two rows or more; `not`, `all` and `any` join `parts`.
    A key that starts with a dot is a column of the same row.
    """

    op: str
    key: str = ""
    values: tuple[Value, ...] = ()
    parts: tuple[Condition, ...] = ()

    def asks(self) -> Iterator[str]:
        """Yield each key that the condition asks about."""
        if self.key:
            yield self.key
        for part in self.parts:
            yield from part.asks()

    def conjuncts(self) -> Iterator[Condition]:
        """Yield the conditions that all hold whenever this one does."""
        yield self
        if self.op == "all":
            for part in self.parts:
                yield from part.conjuncts()


def from_plain(raw: Any) -> Condition:
    """Return the condition that TOML or JSON wrote as `{op: …}`.

    Raises:
        TextFault: it is not one of the seven forms.
    """
    if not isinstance(raw, Mapping) or len(raw) != 1:
        raise TextFault(f"A condition has one form, such as {{ answered = “key” }}: {raw!r}")
    ((op, body),) = raw.items()
    if op == "not":
        return Condition("not", parts=(from_plain(body),))
    if op in _WITH_PARTS and isinstance(body, list | tuple) and body:
        return Condition(op, parts=tuple(from_plain(part) for part in body))
    if op in _WITH_KEY and isinstance(body, str):
        return Condition(op, key=body)
    is_list = isinstance(body, list | tuple) and len(body) >= 2 and isinstance(body[0], str)
    if (
        is_list
        and all(isinstance(value, str | bool) for value in body)
        and (op == "in" or (op == "equals" and len(body) == 2))
    ):
        return Condition(op, key=body[0], values=tuple(body[1:]))
    raise TextFault(f"“{op}” is not a condition that can be read: {raw!r}")


def parse(text: str) -> Condition:
    """Return the condition written in a clause's text, such as `all(answered a ; equals b c)`.

    Raises:
        TextFault: it is not one of the seven forms.
    """
    tokens = _TOKEN.findall(text)
    if len(tokens) > _LONGEST:
        raise TextFault(f"A condition has {_LONGEST} words at most.")
    condition, rest = _parse(tokens)
    if rest:
        raise TextFault(f"“{' '.join(rest)}” is left over in the condition “{text}”.")
    return condition


def _parse(tokens: list[str]) -> tuple[Condition, list[str]]:
    match tokens:
        case ["not", *rest]:
            part, rest = _parse(rest)
            return Condition("not", parts=(part,)), rest
        case ["all" | "any" as op, "(", *rest]:
            parts = []
            while True:
                part, rest = _parse(rest)
                parts.append(part)
                if not rest or rest[0] not in {";", ")"}:
                    raise TextFault(f"“{op}(” is not closed.")
                mark, *rest = rest
                if mark == ")":
                    return Condition(op, parts=tuple(parts)), rest
        case ["answered" | "several" as op, key, *rest] if key not in {"(", ")", ";"}:
            return Condition(op, key=key), rest
        case ["equals" | "in" as op, key, *rest]:
            values: list[str] = []
            while rest and rest[0] not in {"(", ")", ";"}:
                value, *rest = rest
                values.append(value)
            if values and (op == "in" or len(values) == 1):
                return Condition(op, key=key, values=tuple(values)), rest
    raise TextFault(f"“{' '.join(tokens)}” is not a condition that can be read.")


def holds(
    condition: Condition | None, look: Callable[[str], Value], seen: Callable[[str], bool]
) -> bool:
    """Return whether `condition` holds.

    Args:
        condition: what is asked; none at all always holds.
        look: gives the answer that counts at a key, None where there is none.
        seen: says whether the answer at a key is visibly there.
    """
    if condition is None:
        return True
    match condition.op:
        case "all":
            return all(holds(part, look, seen) for part in condition.parts)
        case "any":
            return any(holds(part, look, seen) for part in condition.parts)
        case "not":
            return not holds(condition.parts[0], look, seen)
        case "answered":
            return seen(condition.key)
        case "several":
            answer = look(condition.key)
            return isinstance(answer, tuple) and len(answer) >= 2
    answer = look(condition.key)
    given = answer if isinstance(answer, tuple) else (answer,)
    return any(_same(one, value) for one in given for value in condition.values)


def as_answer(value: Value, *, yes_no: bool) -> Value:
    """Return a condition's value as it stands in an answer: `yes` and `no` are true and false."""
    return value in {True, "yes"} if yes_no and value in {True, False, "yes", "no"} else value


def _same(answer: Value, value: Value) -> bool:
    same: bool = answer == as_answer(value, yes_no=isinstance(answer, bool))
    return same and isinstance(answer, bool | str)
