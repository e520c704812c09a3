"""LibreOffice opens and saves the files of a pack: what it gives back reads as what was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mou_desktop.model import LocalClause
from mou_desktop.model.rounds import Sending
from mou_desktop.word.counsel import pack_of
from mou_desktop.word.reading import WordFile, read, view
from tests.support import samples
from tests.support.office import WORD, Job, Office

pytestmark = pytest.mark.office

SENDING = Sending("0" * 64, "2026-11-24T09:12:00Z")


def texts(file: WordFile, which: str) -> list[str]:
    lines = view(file, "after" if which == "after" else "before")
    return [line.text for line in lines if line.place == "body" and line.text]


def bookmarks(file: WordFile) -> set[str]:
    found = {name for one in file.body.paragraphs for name in one.bookmarks}
    return {name for name in found if name.startswith("_mou_")}


def test_libreoffice_gives_every_file_of_a_pack_back_as_it_was(office: Office) -> None:
    document = samples.document()
    key = list(document.edition.clauses)[8]
    changed = {key: LocalClause(state="reworded", text="Wholly other words.", reason="r")}
    pack = pack_of(replace(document, clauses=changed), (), name="a", sending=SENDING)
    kept = [office.path(".docx") for _ in pack]
    jobs = [
        Job(office.file(one.data), store={path: WORD}, tell=False)
        for one, path in zip(pack, kept, strict=True)
    ]

    office.run(jobs)

    for one, path in zip(pack, kept, strict=True):
        sent, back = read(one.data), read(office.bytes_at(path))
        assert not back.damaged, one.kind
        for which in ("after", "before"):
            assert texts(back, which) == texts(sent, which), one.kind
        assert bookmarks(back) == bookmarks(sent), one.kind
        assert [each.text for each in back.comments] == [each.text for each in sent.comments]
        assert back.identity.custom.items() >= sent.identity.custom.items(), one.kind
        # LibreOffice takes a colon for the end of a keyword.
        assert back.identity.keywords == sent.identity.keywords.replace(":", " "), one.kind
        tags = {each.tag for each in back.identity.data}
        assert tags >= {each.tag for each in sent.identity.data}, one.kind
