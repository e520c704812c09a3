from __future__ import annotations

import ast
import re
from collections import Counter

from tests.support.files import ROOT

WORDS = ROOT / "mou_desktop" / "gui" / "words.py"
TREE = ast.parse(WORDS.read_text(encoding="utf-8"))


def names() -> list[str]:
    """Return every name that stands for words, as often as it is given."""
    found = []
    for node in TREE.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            found += [part.id for part in parts if isinstance(part, ast.Name)]
    return found


def test_one_name_stands_for_one_sentence() -> None:
    assert [name for name, count in Counter(names()).items() if count > 1] == []


def test_no_words_are_kept_that_nobody_says() -> None:
    folder = WORDS.parent
    code = "\n".join(one.read_text(encoding="utf-8") for one in folder.rglob("*.py"))
    own = WORDS.read_text(encoding="utf-8")

    unsaid = [
        name
        for name in names()
        if not re.search(rf"\bwords\.{name}\b", code) and len(re.findall(rf"\b{name}\b", own)) == 1
    ]

    assert unsaid == []
