"""`mou import` and files made to do harm: one sentence or a remark, and nothing else happens."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import sys
import time
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop import cli, messages
from mou_desktop.errors import MouError
from mou_desktop.model.rounds import Sending
from mou_desktop.store import project_file
from mou_desktop.word.returned.child import COMMAND, read_in_child
from mou_desktop.word.review import review_of
from tests.support.files import SAMPLES, plain_sentence
from tests.support.word_files import MAIN, package, paragraph, parts_of, rewritten, run, word_file

if TYPE_CHECKING:
    from collections.abc import Callable

if sys.platform == "linux":
    import resource

SAMPLE = SAMPLES / "half.mou"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the child is found in /proc")
pytestmark = pytest.mark.faults("F01", "F02", "F04", "F05", "F06", "F14")


@cache
def sent() -> bytes:
    document = project_file.load(SAMPLE).document
    return review_of(document, sending=Sending("0" * 64, document.saved))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "a.mou"
    shutil.copy(SAMPLE, path)
    return path


def put(project: Path, data: bytes) -> Path:
    path = project.with_name("back.docx")
    path.write_bytes(data)
    return path


def with_part(name: str, data: bytes | str) -> bytes:
    """Return what was sent with a part more."""
    made = io.BytesIO(sent())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, data)
    return made.getvalue()


def flood() -> bytes:
    """Return 600,000 paragraphs that no gate can tell from a text: each says something else."""
    chance = random.Random(1)  # noqa: S311
    return word_file(
        "".join(
            f"<w:p><w:r><w:t>{chance.getrandbits(32)}</w:t></w:r></w:p>" for _ in range(600_000)
        )
    )


PLAIN = parts_of(paragraph(run("text")))
DECLARED = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "harm",
    [
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        lambda: OLE + "WordDocument".encode("utf-16-le"),
        lambda: b"{\\rtf1 text}",
        lambda: b"%PDF-1.7",
        lambda: b"",
        lambda: bytes(26 << 20),
        lambda: package({"mimetype": "application/vnd.oasis.opendocument.text"}),
        lambda: package({**PLAIN, "../evil.txt": "x"}),
        lambda: package({**PLAIN, "word/big.xml": bytes(17 << 20)}),
        lambda: package(PLAIN | {f"p{i}": "" for i in range(2000)}),
        lambda: word_file("<w:p>" * 3000 + "</w:p>" * 3000),
        lambda: rewritten(sent(), MAIN, lambda data: DECLARED.encode() + data),
        lambda: sent()[: len(sent()) // 2],
        lambda: package({}),
        pytest.param(flood, marks=pytest.mark.full),  # it takes all the seconds that it may
    ],
    ids=["password", "doc", "rtf", "pdf", "empty", "large", "odt", "path", "bomb", "parts", "deep",
         "entity", "cut", "nothing", "flood"],
)  # fmt: skip
def test_what_is_not_safe_is_refused_in_one_sentence_within_the_limits(
    project: Path, capsys: pytest.CaptureFixture[str], harm: Callable[[], bytes]
) -> None:
    back, before = put(project, harm()), project.read_bytes()
    start = time.monotonic()

    assert cli.main(["import", str(project), str(back)]) == 2

    said = capsys.readouterr()
    assert time.monotonic() - start < 90
    assert said.out == ""
    assert plain_sentence(said.err.strip().removeprefix("mou: "))
    assert "fault of this program" not in said.err
    assert project.read_bytes() == before
    assert sorted(one.name for one in project.parent.iterdir()) == ["a.mou", "back.docx"]


OUTSIDE = (
    '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/attachedTemplate" Target="http://harm.example/t.dotm" TargetMode="External"/>'
    "</Relationships>"
)
CHUNK = b"<w:altChunk/><w:sectPr"
RELS = "word/_rels/document.xml.rels"


@pytest.mark.faults("F03")
@pytest.mark.parametrize(
    "harm",
    [
        lambda: with_part("word/vbaProject.bin", "x"),
        lambda: rewritten(sent(), RELS, lambda d: d.replace(b"</Relationships>", OUTSIDE.encode())),
        lambda: rewritten(sent(), MAIN, lambda d: d.replace(b"<w:sectPr", CHUNK, 1)),
        lambda: b"something before" + sent(),
        lambda: with_part("_xmlsignatures/sig1.xml", "<x/>"),
        lambda: with_part("word/media/image1.emf", os.urandom(4 << 20)),
    ],
    ids=["macros", "outside", "altChunk", "prefix", "signature", "image"],
)  # fmt: skip
def test_what_is_strange_and_harmless_is_read_with_a_remark(
    project: Path, capsys: pytest.CaptureFixture[str], harm: Callable[[], bytes]
) -> None:
    back = put(project, harm())

    status = cli.main(["import", str(project), str(back), "--json"])

    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (status, found["changes"], found["identity"]) == (0, [], "file")
    assert found["remarks"] or b"image1" in back.read_bytes()
    assert all(plain_sentence(one) for one in found["remarks"])


# ---- the child -----------------------------------------------------------------------------


def child_of(back: Path) -> int:
    """Return the process that reads a file; 0 where none does."""
    for one in Path("/proc").glob("[0-9]*"):
        try:
            words = (one / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if COMMAND in words and str(back) in words:
            return int(one.name)
    return 0


def begun(back: Path, harm: Callable[[int], object]) -> Callable[[float], None]:
    """Return what does something to the child once it works."""
    done: list[int] = []

    def told(_share: float) -> None:
        process = child_of(back)
        if process and not done:
            done.append(process)
            harm(process)

    return told


@LINUX
@pytest.mark.faults("F15")
@pytest.mark.parametrize(
    "harm",
    [
        lambda process: os.kill(process, signal.SIGKILL),
        lambda process: resource.prlimit(process, resource.RLIMIT_CPU, (1, 1)),
        lambda process: resource.prlimit(process, resource.RLIMIT_AS, (64 << 20, 64 << 20)),
    ],
    ids=["killed", "time", "memory"],
)
def test_a_child_that_ends_early_is_one_sentence(
    project: Path, harm: Callable[[int], object]
) -> None:
    back, before = put(project, flood()), project.read_bytes()

    with pytest.raises(MouError) as caught:
        read_in_child(project, back, begun(back, harm))

    assert str(caught.value) == messages.RETURN_TOO_MUCH
    assert project.read_bytes() == before
    assert not child_of(back)


class CalledOffError(Exception):
    pass


@LINUX
@pytest.mark.faults("F15")
def test_reading_that_is_called_off_ends_its_child(project: Path) -> None:
    back = put(project, flood())

    def call_off(_process: int) -> None:
        raise CalledOffError

    start = time.monotonic()
    with pytest.raises(CalledOffError):
        read_in_child(project, back, begun(back, call_off))

    assert not child_of(back)
    assert time.monotonic() - start < 20
