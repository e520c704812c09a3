"""Answers whose controls are gone are found by the words around them."""

from __future__ import annotations

from mou_desktop.word.reading import read
from mou_desktop.word.returned.origin import returned
from mou_desktop.word.write import docx_of
from tests.support import answers


def test_an_answer_that_holds_the_words_after_it_is_found_whole_without_its_control() -> None:
    tiny = answers.tiny()
    document = answers.document(tiny, {"district": "Ames, a regional district, Inc.",
                                       "kind": "regional"})  # fmt: skip

    def back(data: bytes) -> list[tuple[str, str]]:
        found = returned(read(data), document, lambda _round: None)
        return [(one.field, one.after) for one in found.listed.proposals]

    assert back(docx_of(document)) == []
    other = document.with_answer("kind", "municipal")
    assert ("kind", "a municipal district") in back(docx_of(other))
    assert "district" not in dict(back(docx_of(other)))
