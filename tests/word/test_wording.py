"""While an edition is working text, no output may claim that a document follows the model.

The rule is sharp. *Follow, conform, comply* and *certificate of conformity*, in any form, stand
nowhere in words of the program. In words of the edition or of the district they are verbs as any
other ("comply with the law"), but never beside the model or the Commission.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mou_desktop import messages, rules
from mou_desktop.model import local
from mou_desktop.model.rounds import Sending
from mou_desktop.model.values import plain
from mou_desktop.outline import outline, plain_text
from mou_desktop.word.counsel import pack_of
from mou_desktop.word.summary import summary_of
from mou_desktop.word.worksheet import worksheet_of
from tests.support import samples
from tests.support.changed import every_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mou_desktop.model import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENDING = Sending("cd" * 32, samples.SAVED)

WORDS = re.compile(
    r"\b(follow(s|ed|ing)?|(non-?)?conform\w*|(non-?)?compl(y|ies|ied|ying|iant|iance)"
    r"|certificates? of \w+)\b(?!-)",
    re.IGNORECASE,
)
TOKEN = re.compile(r"[\w’'-]+")
SENTENCE = re.compile(r"[.;:!?]")
BESIDE = re.compile(r"\b(models?|commission)\b", re.IGNORECASE)
_NEAR = 60  # characters on either side, within one sentence
_PHRASE = 2  # words on either side by which a word is known to be the edition's or the district's


def claims(text: str, theirs: str) -> list[str]:
    """Return what one paragraph says that it may not.

    Args:
        text: the paragraph.
        theirs: all words of the edition and of the district, in which a phrase may stand.
    """
    found = []
    for match in WORDS.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        beside = SENTENCE.split(before)[-1][-_NEAR:], SENTENCE.split(after)[0][:_NEAR]
        around = [*TOKEN.findall(before)[-_PHRASE:], match.group(), *TOKEN.findall(after)[:_PHRASE]]
        phrase = f" {' '.join(around)} "
        if phrase not in theirs or any(BESIDE.search(side) for side in beside):
            found.append(match.group().join(beside).strip())
    return found


def theirs(document: Document) -> str:
    """Return all words of the edition, and of the agreement as it prints and as published."""
    published = document.without_local_changes()
    parts = list(strings(plain(document.edition.built)))
    parts += [one.reason for one in document.added]
    parts += [one.reason for one in document.clauses.values()]
    parts += [text for note in document.notes for text in strings(plain(note))]
    for part in document.edition.documents:
        parts += [plain_text(outline(one, part.key)) for one in (document, published)]
    return " | ".join(f" {' '.join(TOKEN.findall(part))} " for part in parts)


def strings(raw: object) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for one in raw.values():
            yield from strings(one)
    elif isinstance(raw, list):
        for one in raw:
            yield from strings(one)


def paragraphs(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield all that a Word file says, part by part: what is seen, what is spoken, what is kept.

    A paragraph with tracked changes is read twice, with every change taken and with none.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(archive.read(name))
            for one in root.iter(W + "p"):
                for gone in ({W + "del", W + "moveFrom"}, {W + "ins", W + "moveTo"}):
                    yield from ((name, line) for line in visible(one, gone).split("\t"))
            for one in root.iter(etree.Element):
                if one.text and not str(one.tag).startswith(W):
                    yield name, one.text  # of properties
                for value in one.attrib.values():
                    yield name, str(value)


def visible(paragraph: etree._Element, gone: set[str]) -> str:
    return "".join(
        (one.text or "") if one.tag in {W + "t", W + "delText"} else "\t"
        for one in paragraph.iter(W + "t", W + "delText", W + "tab", W + "br")
        if not gone & {str(above.tag) for above in one.iterancestors()}
    )


WORKSHEET, SUMMARY = "worksheet", "summary"
KINDS = (*messages.PACK_FILES, WORKSHEET, SUMMARY)
DOCUMENTS: dict[str, Callable[[], Document]] = {
    **{name: lambda name=name: samples.document(name) for name in samples.NAMES},  # type: ignore[misc]
    "every kind": every_kind,
    "own verbs": lambda: local.add_clause(
        samples.document(), "roles", "", "Plans", "Staff follow the plan.", "To comply with it"
    ),
}


@cache
def written(name: str) -> Mapping[str, bytes]:
    """Return every Word file that the program makes of one of the documents, by its kind."""
    document = DOCUMENTS[name]()
    findings = rules.check(document)
    pack = pack_of(document, findings, name="Sample", sending=SENDING)
    alone = {WORKSHEET: worksheet_of(document), SUMMARY: summary_of(document, findings)}
    return {**{one.kind: one.data for one in pack}, **alone}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_word_file_claims_that_working_text_is_or_follows_the_model(
    name: str, kind: str
) -> None:
    document = DOCUMENTS[name]()
    assert document.edition.working

    said = list(paragraphs(written(name)[kind]))

    assert len(said) > 15
    words = theirs(document)
    assert [(part, one) for part, text in said for one in claims(text, words)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_plain_text_claims_nothing_either(name: str) -> None:
    document = DOCUMENTS[name]()
    words = theirs(document)

    lines = plain_text(outline(document)).splitlines()

    assert [one for line in lines for one in claims(line, words)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_file_carries_the_notice_and_says_whose_text_it_is_not(kind: str) -> None:
    document = samples.document("half")

    said = [text for _, text in paragraphs(written("half")[kind])]

    assert document.edition.notice in said
    assert any("working text ma-sro-2022, revision 1" in one.casefold() for one in said)
    around = [one.casefold() for one in said if one != document.edition.notice]
    assert any("not the commission’s document" in one for one in around)


def test_no_sentence_of_the_program_has_such_a_word() -> None:
    for name, value in vars(messages).items():
        for text in strings(_plain(value)):
            if not name.startswith("_"):
                assert not WORDS.search(text), name


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


# ---- the rule itself -----------------------------------------------------------------------

THEIRS = " Staff follow the plan of the Commission and comply with the law always "


@pytest.mark.parametrize(
    "text",
    [
        "This agreement follows the model MOU.",
        "It conforms to the Commission’s document.",
        "Its clauses comply with the law.",
        "Certificate of conformity",
        "Certificate of Compliance",
        "The following clauses differ.",
        "Non-conforming clauses: none",
        "Staff follow the plan of the Commission.",
    ],
)
def test_the_rule_finds_a_claim(text: str) -> None:
    assert claims(text, THEIRS)


@pytest.mark.parametrize(
    "text",
    [
        "They comply with the law always.",
        "and comply with the law. The model is another.",
        "No local changes to working text ma-sro-2022, revision 1",
        "A complete and uniform form.",
    ],
)
def test_the_rule_lets_the_words_of_a_clause_pass(text: str) -> None:
    assert claims(text.replace("They comply", "and comply"), THEIRS) == []
