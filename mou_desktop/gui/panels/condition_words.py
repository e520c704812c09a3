"""Conditions in words: when a question is asked, when a clause prints. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mou_desktop.gui import words
from mou_desktop.model.condition import as_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.model import Document, Field
    from mou_desktop.model.condition import Condition
    from mou_desktop.model.values import Value


def condition_in_words(document: Document, condition: Condition) -> str:
    """Return a condition such as `“Who pays” is “Both share”`."""
    if condition.parts:
        parts = [condition_in_words(document, part) for part in condition.parts]
        if condition.op == "not":
            return words.WHEN_NOT.format(condition=parts[0])
        return (" and " if condition.op == "all" else " or ").join(parts)
    one = document.edition.by_key.get(condition.key)
    label = one.label if one else condition.key
    if condition.op == "answered":
        return words.WHEN_ANSWERED.format(label=label)
    if condition.op == "several":
        return words.WHEN_SEVERAL.format(label=label)
    values = " or ".join(_value(one, value) for value in condition.values)
    return words.WHEN_EQUALS.format(label=label, values=values)


def hidden_in_words(document: Document, hidden: Sequence[Field]) -> str:
    """Return the line that names the questions which are not asked now, and says when they are."""
    sentences = []
    for one in hidden:
        if one.when is not None:
            condition = condition_in_words(document, one.when)
            sentence = words.HIDDEN.format(label=one.label, condition=condition)
            kept = document.answer(one.key) is not None
            sentences.append(f"{sentence} {words.KEPT}" if kept else sentence)
    if not sentences:
        return ""
    text = words.ONE_HIDDEN if len(sentences) == 1 else words.SOME_HIDDEN
    return text.format(count=len(sentences), sentences=" ".join(sentences))


def _value(one: Field | None, value: Value) -> str:
    answer = as_answer(value, yes_no=one is not None and one.type == "yes_no")
    if isinstance(answer, bool):
        return words.YES.lower() if answer else words.NO.lower()
    labels = {choice.key: choice.label for choice in one.choices} if one else {}
    return f"“{labels.get(str(answer), str(answer))}”"
