from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
import time
import zipfile

import pytest

from mou_desktop import messages
from mou_desktop.errors import MouError
from mou_desktop.word.reading import read, view
from mou_desktop.word.reading.gate import LARGEST, MOST_BYTES, MOST_PARTS
from mou_desktop.word.write import docx_of
from tests.support import samples
from tests.support.files import ROOT, SEED, plain_sentence
from tests.support.word_files import (
    MAIN,
    OFFICE,
    package,
    paragraph,
    part,
    parts_of,
    relations,
    rels,
    rewritten,
    run,
    word_file,
)

pytestmark = pytest.mark.faults

PLAIN = parts_of(paragraph(run("text")))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOMB = "<!DOCTYPE x [<!ENTITY a 'y'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
SPELT_OUT = "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def refusal(data: bytes) -> str:
    """Return the sentence with which a file is refused: within a second, and in plain words."""
    start = time.process_time()
    with pytest.raises(MouError) as caught:
        read(data)
    assert time.process_time() - start < 2
    return plain_sentence(str(caught.value))


def with_parts(**others: str | bytes) -> bytes:
    return package({**PLAIN, **{name.replace("__", "/"): data for name, data in others.items()}})


def with_name(name: str) -> bytes:
    return package({**PLAIN, name: "x"})


def doubled(name: str, other: str) -> bytes:
    """Return a file that holds two parts whose names are read as one."""
    data = package({**PLAIN, name: "x", other: "y"})
    return data.replace(other.encode(), name.encode()) if len(name) == len(other) else data


def flagged(data: bytes) -> bytes:
    """Return an archive whose entries say that they are encrypted."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


def lying(size: int) -> bytes:
    """Return a file whose main part says that it unpacks to `size` bytes."""
    data = bytearray(package({**PLAIN, MAIN: bytes(32 << 20)}))
    at = data.rindex(MAIN.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


@pytest.mark.faults("F01", "F04", "F05")
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), messages.WORD_LOCKED),
        (OLE + "WordDocument".encode("utf-16-le"), messages.WORD_OLD),
        (OLE, messages.WORD_OLD_PACKAGE),
        (b"{\\rtf1 text}", messages.WORD_RTF),
        (b"%PDF-1.7", messages.WORD_PDF),
        (b"", messages.NO_WORD_FILE),
        (bytes(4096), messages.NO_WORD_FILE),
        (b"PK\x03\x04", messages.NO_WORD_FILE),
        (b"<html>", messages.NO_WORD_FILE),
        (package({}), messages.WORD_NO_TEXT),
        (package({"mimetype": "application/vnd.oasis.opendocument.text"}), messages.WORD_ODT),
        (package({"_rels/.rels": rels(other="x")}), messages.WORD_NO_TEXT),
        (package({"_rels/.rels": rels(officeDocument="x/y.xml")}), messages.WORD_NO_TEXT),
        (package({"_rels/.rels": rels(officeDocument="w.xml"), "w.xml": "<workbook/>"}),
         messages.WORD_NO_TEXT),
        (bytes(MOST_BYTES + 1), messages.WORD_TOO_BIG.format(size=26, most=25)),
        (flagged(package(PLAIN)), messages.WORD_LOCKED),
        (with_name("../evil.txt"), messages.WORD_TAMPERED),
        (with_name("word/../../evil.txt"), messages.WORD_TAMPERED),
        (with_name("..\\evil.txt"), messages.WORD_TAMPERED),
        (with_name("/etc/evil.txt"), messages.WORD_TAMPERED),
        (with_name("C:/evil.txt"), messages.WORD_TAMPERED),
        (with_name("WORD/Document.xml"), messages.WORD_TAMPERED),
        (doubled("word/a.xml", "word/b.xml"), messages.WORD_TAMPERED),
        (package(PLAIN, zipfile.ZIP_LZMA), messages.WORD_TAMPERED),
        (package(PLAIN | {f"p{i}": "" for i in range(MOST_PARTS)}), messages.WORD_UNPACKS_TOO_BIG),
        (with_parts(word__big=bytes(LARGEST + 1)), messages.WORD_UNPACKS_TOO_BIG),
        (with_parts(**{f"p{i}": bytes(52 << 20) for i in range(5)}), messages.WORD_UNPACKS_TOO_BIG),
        (with_parts(word__big=bytes(17 << 20)), messages.WORD_UNPACKS_TOO_BIG),
        (lying(100), messages.WORD_CUT_SHORT.format(part=MAIN)),
        (lying(16 << 20), messages.WORD_CUT_SHORT.format(part=MAIN)),
        (word_file("<w:p>" * 300), messages.WORD_TOO_DEEP),
        (word_file("<w:p>" * 300 + "</w:p>" * 300), messages.WORD_TOO_DEEP),
        (word_file("</w:x>" + "<w:p>" * 300), messages.WORD_TOO_DEEP),
    ],
)  # fmt: skip
def test_what_cannot_be_read_safely_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    assert refusal(data) == message


DECLARED = pytest.mark.parametrize("declaration", ["<!DOCTYPE x>", BOMB, SPELT_OUT])


@pytest.mark.faults("F02")
@DECLARED
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("name", [MAIN, "_rels/.rels", "word/styles.xml", "word/theme.xml"])
def test_a_part_that_defines_names_of_its_own_is_refused(
    declaration: str, encoding: str, name: str
) -> None:
    parts = dict(parts_of(paragraph(run("text")), styles=part("styles", "")))
    head = f'<?xml version="1.0" encoding="{encoding}"?>' + " " * 20_000
    markup = head.rstrip() + declaration + str(parts.get(name, "<x/>"))
    data = package({**parts, name: markup.encode(encoding)})

    assert refusal(data) == messages.WORD_DECLARES.format(part=name)


@pytest.mark.faults("F02")
def test_an_entity_in_the_text_is_never_filled_in() -> None:
    text = part("document", f"<w:body>{paragraph(run('&f;&i;'))}</w:body>")

    assert refusal(package({**PLAIN, MAIN: BOMB + text})) == messages.WORD_DECLARES.format(
        part=MAIN
    )


def test_a_file_with_too_little_to_recover_is_refused() -> None:
    markup = part("document", f"<w:body>{paragraph(run('one'))}</w:body>")
    data = package({**PLAIN, MAIN: markup + paragraph(run("cut off")) * 20})

    assert refusal(data) == messages.WORD_CUT_SHORT.format(part=MAIN)


# ---- read, with a remark -------------------------------------------------------------------


def remarked(data: bytes) -> list[tuple[str, str]]:
    """Return what is remarked of a file that is read all the same."""
    file = read(data)
    assert [line.text for line in view(file)] == ["text"]
    assert all(plain_sentence(one.message) for one in file.remarks)
    return [(one.kind, one.detail) for one in file.remarks if one.kind != "no_styles"]


def related(*found: tuple[str, str, str], **others: str | bytes) -> bytes:
    names = {name.replace("__", "/"): data for name, data in others.items()}
    return package({**PLAIN, "word/_rels/document.xml.rels": relations(*found), **names})


@pytest.mark.faults("F03")
@pytest.mark.parametrize(
    ("data", "remarks"),
    [
        (package(PLAIN), []),
        (with_parts(word__vbaProject__bin="x"), []),
        (package({**PLAIN, "word/vbaProject.bin": "x"}), [("macros", "")]),
        (package({**PLAIN, "[Content_Types].xml": f"<Types a='{MACROS}'/>"}), [("macros", "")]),
        (related((f"{OFFICE}/attachedTemplate", "http://x.example/t.dotm", "External")),
         [("outside", "http://x.example/t.dotm")]),
        (related((f"{OFFICE}/image", "\\\\server\\share\\a.png", "External")),
         [("outside", "\\\\server\\share\\a.png")]),
        (related((f"{OFFICE}/hyperlink", "http://x.example", "External")), []),
        (related((f"{OFFICE}/oleObject", "a.bin", "")), [("embedded", "a.bin")]),
        (related((f"{OFFICE}/header", "gone.xml", "")), [("missing", "word/gone.xml")]),
        (related((f"{OFFICE}/header", "../../../../etc/passwd", "")),
         [("missing", "etc/passwd")]),
        (package({**PLAIN, "_xmlsignatures/sig1.xml": "<x/>"}), [("signature", "")]),
        (package({MAIN: PLAIN[MAIN]}), [("no_relations", "")]),
        (b"something before" + package(PLAIN), [("prefix", "")]),
        (word_file(paragraph(run("text")) + '<w:altChunk r:id="r1"/>'), [("alt_chunk", "")]),
    ],
)  # fmt: skip
def test_what_is_strange_and_harmless_is_read_with_a_remark(
    data: bytes, remarks: list[tuple[str, str]]
) -> None:
    assert remarked(data) == remarks


def test_another_name_and_other_prefixes_are_read_as_well() -> None:
    markup = str(PLAIN[MAIN]).replace("<w:", "<q:").replace("</w:", "</q:")
    markup = markup.replace("xmlns:w=", "xmlns:q=").replace("xml:space", "xml:space")
    assert (
        remarked(package({"_rels/.rels": rels(officeDocument="/a/b.xml"), "a/b.xml": markup})) == []
    )


def test_the_strict_form_is_read_as_any_other() -> None:
    strict = str(PLAIN[MAIN]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    named = relations(("http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
                       MAIN, ""))  # fmt: skip
    assert remarked(package({"_rels/.rels": named, MAIN: strict})) == [("strict", "")]


@pytest.mark.faults("F06")
@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (b"<w:t", b"<w:x></w:y><w:t", ["text", "more"]),
        (b">text<", b">te\x01xt<", None),
        (b">text<", b">te\xff\xfext<", None),
    ],
)
def test_a_damaged_file_is_read_as_far_as_it_goes_and_says_so(
    old: bytes, new: bytes, left: list[str] | None
) -> None:
    data = word_file(paragraph(run("text")) + paragraph(run("more")))

    file = read(rewritten(data, MAIN, lambda markup: markup.replace(old, new, 1)))

    assert file.damaged
    assert ("recovered", MAIN) in [(one.kind, one.detail) for one in file.remarks]
    assert left is None or [line.text for line in view(file)] == left


def test_a_damaged_part_beside_the_text_is_passed_over() -> None:
    file = read(word_file(paragraph(run("text")), styles="not markup", header="<"))
    assert [one.detail for one in file.remarks if one.kind == "recovered"] == [
        "word/styles.xml", "word/header.xml",
    ]  # fmt: skip


# ---- damage by chance ----------------------------------------------------------------------


@pytest.mark.faults("F06")
def test_a_file_that_is_cut_short_anywhere_is_refused_or_read() -> None:
    data = docx_of(samples.document("empty"))
    for end in [*range(0, len(data), 4001), *range(len(data) - 60, len(data))]:
        assert refused_or_read(data[:end])


@pytest.mark.faults("F06")
def test_a_flipped_bit_anywhere_is_refused_or_read() -> None:
    data = package({**PLAIN, **parts_of(paragraph(run("text")), styles=part("styles", ""))})
    chance = random.Random(SEED)  # noqa: S311
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        assert refused_or_read(bytes(flipped))


def refused_or_read(data: bytes) -> bool:
    try:
        read(data)
    except MouError as error:
        return bool(plain_sentence(str(error)))
    return True


# ---- time and memory -----------------------------------------------------------------------

MEASURE = """
import resource, sys, time
from mou_desktop.errors import MouError
from mou_desktop.word.reading import read
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
try:
    read(data)
except MouError:
    pass
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.process_time() - start, (peak - before) / 1024)
"""


@pytest.mark.faults("F01")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory is measured where there is `resource`")
@pytest.mark.parametrize("name", ["zeros", "lying", "entities", "small parts"])
def test_a_bomb_costs_neither_time_nor_memory(name: str, tmp_path: object) -> None:
    data = {
        "zeros": with_parts(**{f"p{i}": bytes(60 << 20) for i in range(4)}),
        "lying": lying(100),
        "entities": package({**PLAIN, MAIN: BOMB + str(PLAIN[MAIN]).replace("text", "&i;")}),
        "small parts": package({**PLAIN, **{f"p{i}.xml": bytes(1 << 20) for i in range(200)}}),
    }[name]
    path = f"{tmp_path}/bomb.docx"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(data)

    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, path], cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip

    seconds, mebibytes = map(float, ran.stdout.split())
    assert seconds < 2
    assert mebibytes < 200
