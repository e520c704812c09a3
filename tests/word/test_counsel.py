from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mou_desktop import rules
from mou_desktop.errors import Stopped
from mou_desktop.model import local
from mou_desktop.model.rounds import Sending
from mou_desktop.store import project_file
from mou_desktop.word.compared import compared_of
from mou_desktop.word.counsel import Written, folder_name, pack_of
from mou_desktop.word.schedule import changes_of
from mou_desktop.word.write import docx_of
from tests.support import samples
from tests.support.files import tiny_data
from tests.support.ooxml import faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.model import Document, Finding

SENDING = Sending("a" * 64, samples.SAVED)
NAMES = [
    "acton for review.docx", "acton compared.docx", "acton local changes.docx", "acton clean.docx",
]  # fmt: skip


@pytest.fixture(scope="module")
def changed() -> Document:
    document = samples.document("half")
    key = next(iter(document.edition.clauses))
    return local.change_clause(document, key, "extended", text="More.", reason="Local practice")


def pack(document: Document, name: str = "acton") -> tuple[Written, ...]:
    return pack_of(document, found(document), name=name, sending=SENDING)


def found(document: Document) -> Sequence[Finding]:
    return rules.in_order(document, rules.check(document))


def tiny() -> Document:
    return project_file.loads(tiny_data()).document


def test_a_pack_has_four_files_in_their_order(changed: Document) -> None:
    made = pack(changed)

    assert [one.name for one in made] == NAMES
    assert [one.kind for one in made] == ["review", "compared", "changes", "clean"]


def test_every_file_of_a_pack_is_valid_word(changed: Document) -> None:
    assert [faults(one.data) for one in pack(changed)] == [[], [], [], []]


def test_each_file_is_the_one_that_is_made_alone(changed: Document) -> None:
    _, compared, changes, clean = (one.data for one in pack(changed))
    open_ = sum(one.severity == "must" for one in found(changed))

    assert compared == compared_of(changed, sending=SENDING, open_findings=open_)
    assert changes == changes_of(changed, found(changed), sending=SENDING)
    assert clean == docx_of(changed, sending=SENDING, open_findings=open_)


def test_the_same_sending_has_the_same_bytes(changed: Document) -> None:
    assert pack(changed) == pack(changed)


def test_each_document_of_an_edition_has_its_copies_and_one_schedule_covers_them() -> None:
    made = pack(tiny())

    second = "acton Tiny Procedures"
    assert [one.name for one in made] == [
        *NAMES, f"{second} for review.docx", f"{second} compared.docx", f"{second} clean.docx",
    ]  # fmt: skip
    assert [one.part for one in made] == [
        "agreement", "agreement", "", "agreement", "procedures", "procedures", "procedures",
    ]  # fmt: skip


def test_documents_of_one_title_have_names_of_their_own() -> None:
    document = tiny()
    first, second = document.edition.documents
    twins = (first, replace(second, title="Twin:"), replace(second, key="third", title="twin"))
    edition = replace(document.edition, documents=twins)

    names = [one.name for one in pack(replace(document, edition=edition))]

    assert len({name.casefold() for name in names}) == len(names) == 10


@pytest.mark.faults
@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("CON", "CON agreement clean.docx"),
        ("St. Mary's / K-8: North.", "St. Mary's K-8 North clean.docx"),
        ("x" * 300, "x" * 50 + " clean.docx"),
    ],
)
def test_e11_names_are_those_that_every_system_takes(name: str, file: str) -> None:
    document = samples.document("empty")

    assert pack(document, name)[-1].name == file
    assert folder_name(name, SENDING) == file.replace(" clean.docx", " – to counsel 2026-11-23")


def test_it_tells_how_much_is_done_over_all_files(changed: Document) -> None:
    told: list[float] = []

    pack_of(changed, found(changed), name="acton", sending=SENDING, told=told.append)

    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1
    assert len({round(share, 1) for share in told}) > 5


def test_it_can_be_called_off_in_every_file(changed: Document) -> None:
    for least in (0.1, 0.5, 0.9):

        def told(share: float, least: float = least) -> None:
            if share >= least:
                raise Stopped("enough")

        with pytest.raises(Stopped):
            pack_of(changed, (), name="acton", sending=SENDING, told=told)
