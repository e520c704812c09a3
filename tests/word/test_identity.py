from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.model import Added
from mou_desktop.model.values import freeze
from mou_desktop.word.compared import compared_of
from mou_desktop.word.identity import Claim, export_id, identity_of, sent_of
from mou_desktop.word.places import Places
from mou_desktop.word.reading import read
from mou_desktop.word.reading.values import Data, Identity
from mou_desktop.word.review import review_of
from mou_desktop.word.write import docx_of, printed_blocks
from tests.support import answers, samples
from tests.support.ooxml import faults
from tests.support.ooxml.package import Package
from tests.support.outputs import MAKERS
from tests.support.reviewed import SENDING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model.rounds import Sending

TINY = answers.tiny()
FILES = pytest.mark.parametrize("of", [review_of, compared_of], ids=["review", "compared"])


def claim(data: bytes) -> Claim:
    return identity_of(read(data).identity)


@FILES
def test_a_file_for_counsel_says_what_it_is(of: Callable[..., bytes]) -> None:
    document = samples.document("half")

    found = claim(of(document, sending=SENDING))

    kind = "review" if of is review_of else "compared"
    assert (found.project, found.round, found.kind, found.part) == (
        document.id, SENDING.id, kind, "agreement",
    )  # fmt: skip
    assert (found.edition, found.revision) == ("ma-sro-2022", str(document.edition.revision))
    assert found.base is not None


@FILES
def test_it_says_so_in_three_places(of: Callable[..., bytes]) -> None:
    said = read(of(samples.document("half"), sending=SENDING)).identity
    export = export_id(SENDING, "review" if of is review_of else "compared", "agreement")

    assert said.identifier == samples.ID
    assert said.keywords == f"mou-export:{export}"
    assert said.custom["MouProject"] == samples.ID
    assert said.custom["MouExport"] == export
    data = said.data_of("urn:mou-desktop:docx:1")
    assert data is not None
    assert said.custom["MouBaseSha256"] == data.attributes["sha256"]


@pytest.mark.parametrize("kept", ["custom", "keywords", "data"])
def test_any_one_of_them_names_the_project_and_the_round(kept: str) -> None:
    said = read(review_of(samples.document("half"), sending=SENDING)).identity
    alone = {
        "custom": Identity(custom=said.custom),
        "keywords": Identity(keywords=said.keywords, identifier=said.identifier),
        "data": Identity(data=said.data),
    }[kept]

    found = identity_of(alone)

    assert (found.project, found.round, found.kind, found.part) == (
        samples.ID, SENDING.id, "review", "agreement",
    )  # fmt: skip


def test_a_file_of_somebody_else_says_nothing_of_ours() -> None:
    assert identity_of(Identity(title="x", identifier="y", keywords="z")) == Claim()


@pytest.mark.parametrize("sending", [None, SENDING], ids=["alone", "of a round"])
def test_a_clean_copy_says_what_it_is_by_ids_and_a_digest_alone(sending: Sending | None) -> None:
    document = samples.document("half")
    edition = document.edition

    assert claim(docx_of(document, sending=sending)) == Claim(
        project=document.id,
        round=sending.id if sending else "",
        kind="clean",
        part="agreement",
        edition=edition.id,
        revision=str(edition.revision),
        edition_sha256=edition.sha256,
    )


@pytest.mark.parametrize("kind", ["schedule", "worksheet"])
def test_a_file_about_the_agreement_says_which_and_of_what_text(kind: str) -> None:
    document = samples.document("half")

    found = claim(MAKERS[kind](document, ""))

    assert (found.project, found.edition_sha256) == (document.id, document.edition.sha256)
    assert (found.kind, found.part) == ("changes" if kind == "schedule" else kind, "")
    assert found.base is None


@pytest.mark.parametrize("kind", MAKERS)
def test_whatever_a_file_says_of_itself_is_valid(kind: str) -> None:
    assert faults(MAKERS[kind](samples.document("half"), "")) == []


def test_both_files_of_a_round_hold_the_same_text_and_its_digest() -> None:
    added = Added(
        id="a0000001", section="duties", after="duty", heading="Own", text="By {district}."
    )
    document = answers.document(TINY, {"district": "Sample", "kind": "regional"}, {}, (added,))

    one, other = (claim(of(document, sending=SENDING)) for of in (review_of, compared_of))

    assert one.base == other.base == sent_of(printed_blocks(document), Places(document))
    assert one.base_sha256 == other.base_sha256


def test_what_was_sent_holds_the_printed_answers_as_they_were_given() -> None:
    row = {"_id": "r7k2mq9d", "name": "North School"}
    given = {"district": "Sample", "kind": "regional", "start": "2027-07-01",
             "finish": "2028-06-30", "days": 30, "school": [row]}  # fmt: skip
    document = answers.document(TINY, given)

    sent = sent_of(printed_blocks(document), Places(document))

    assert (
        sent["answers"].items()
        >= {
            "mou:f:district": "Sample",
            "mou:f:kind": "regional",
            "mou:f:start": "2027-07-01",
            "mou:f:days": 30,
            "mou:f:school.r7k2mq9d.name": "North School",
        }.items()
    )


def test_what_was_sent_holds_every_printed_word() -> None:
    document = samples.document("complete")
    sent = sent_of(printed_blocks(document), Places(document))

    found = "".join(words(one[4]) for one in sent["blocks"])

    wanted = [span.text for block in printed_blocks(document) if block.kind != "contents"
              for cell in (block.spans, *(c for row in block.rows for c in row))
              for span in cell]  # fmt: skip
    assert found == "".join(wanted)


def words(spans: Any) -> str:
    if isinstance(spans, str):
        return spans
    if spans and isinstance(spans[0], str) and spans[0] in {"answer", "typed", "blank", "ref"}:
        return str(spans[1])
    return "".join(words(one) for one in spans)


@pytest.mark.faults
def test_no_answer_that_does_not_print_leaves_the_office() -> None:
    """The parts of a person that do not print, hidden questions, tasks, notes and history."""
    mark = "zebra"
    hidden = {
        "district": "Sample", "kind": "municipal", "joint": mark, "filed": mark,
        "head": {"name": "Ana", "title": "Head", "phone": mark, "email": f"{mark}@x.example"},
        "role_other": mark, "sharer": mark, "chair": mark, "gone": mark,
    }  # fmt: skip
    document = answers.document(TINY, {})
    note = {"_id": "n0q3v7ta", "for": "colleague", "author": mark, "text": mark, "on": {}}
    document = replace(
        document,
        answers=freeze(hidden),
        unplaced=freeze({"old": mark}),
        notes=(freeze(note),),
        rounds=(freeze({"_id": "r0000000", "base": mark}),),
        extra=freeze({"later": mark}),
    )

    for of in (review_of, compared_of):
        data = of(document, sending=SENDING)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                assert mark.encode() not in archive.read(name).lower(), name
        payload = Package(data).xml["customXml/item1.xml"].text or ""
        assert mark.encode() not in base64.b64decode(payload).lower()


@pytest.mark.faults
@pytest.mark.parametrize(
    "text", ["", "!", "AAAA", "bnVsbA==", base64.b64encode(b"[" * 100_000).decode(), "é"]
)
def test_a_text_that_came_back_harmed_is_not_believed(text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    data = Data("{urn:mou-desktop:docx:1}mou", {"sha256": digest, "project": "x"}, text)

    found = identity_of(Identity(data=(data,)))

    assert (found.project, found.base) == ("x", None)


def test_a_text_that_was_changed_is_not_believed() -> None:
    said = read(review_of(samples.document("half"), sending=SENDING)).identity
    (data,) = said.data
    other = replace(data, text=base64.b64encode(b'{"form":1}').decode())

    assert identity_of(replace(said, data=(other,))).base is None


def test_a_text_is_believed_when_its_lines_were_broken() -> None:
    said = read(review_of(samples.document("half"), sending=SENDING)).identity
    (data,) = said.data
    broken = "\n  ".join(data.text[i : i + 76] for i in range(0, len(data.text), 76))

    assert identity_of(replace(said, data=(replace(data, text=broken),))).base is not None


@FILES
def test_every_character_of_an_answer_can_be_sent(of: Callable[..., bytes]) -> None:
    text = 'é 字 🏫 "a" & <b> \\ \ud800 \x01'
    document = replace(answers.document(TINY, {}), answers=freeze({"district": text}))

    assert claim(of(document, sending=SENDING)).base is not None
