from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from mou_desktop.store import project_file
from tests.support.files import (
    AS_ROOT,
    NOBODY,
    folder_for_all,
    needs,
    plain_sentence,
    refused_at,
    run_code,
    tiny_data,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.faults

LOAD = """
import os, sys
from pathlib import Path
from mou_desktop.errors import MouError
from mou_desktop.store import project_file
path, user = Path(sys.argv[1]), int(sys.argv[2])
if user:
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
try:
    project_file.load(path)
except MouError as error:
    print(error)
"""


def word_file() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def zip_file(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(word_file(), "a Word document", id="docx"),
        pytest.param(zip_file("a.txt"), "zipped file", id="zip"),
        pytest.param(zip_file(), "zipped file", id="empty-zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, "old Word", id="doc"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF", id="pdf"),
        pytest.param(b"{\\rtf1\\ansi Hello}", "an RTF document", id="rtf"),
        pytest.param(b"<!DOCTYPE html><title>Sign in</title>", "a web page", id="sign-in-page"),
        pytest.param(b"\r\n  <html><body>", "a web page", id="html-after-blanks"),
        pytest.param(b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "a web page", id="xml-with-bom"),
    ],
)
def test_b05_a_file_of_another_kind_is_called_what_it_is(
    tmp_path: Path, data: bytes, kind: str
) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(data)

    said = refused_at(path)

    assert kind in said
    assert "“acton.mou” is" in said


@pytest.mark.parametrize(
    "data",
    [
        b"Dear colleague,\n",
        b"[]",
        b"{}",
        b"null",
        b'"mou"',
        b'{"mou": 1}',
        b'{"mou": null, "answers": {}}',
        b'{"answers": {"district": "x"}}',
        b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F",
        b"\x89PNG\r\n\x1a\n",
    ],
    ids=["letter", "list", "nothing", "null", "word", "number", "no-name", "answers", "lnk", "png"],
)
def test_b05_what_is_no_project_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(data)

    assert "“acton.mou”" in refused_at(path)


@pytest.mark.parametrize("version", ["", "1", "1.x", "one", "1.0.0", " 1.0", "-1.0", "1.99999"])
def test_a_format_that_cannot_be_read_is_refused(tmp_path: Path, version: str) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(tiny_data().replace(b'"mou": "1.0"', b'"mou": "%b"' % version.encode()))

    assert "which format" in refused_at(path)


def test_b16_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    (tmp_path / "acton.mou").mkdir()

    assert "is a folder" in refused_at(tmp_path / "acton.mou")


@pytest.mark.parametrize("name", ["pipe.mou", "link to pipe.mou"])
def test_b16_a_pipe_does_not_hang(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe.mou")
    (tmp_path / "link to pipe.mou").symlink_to(tmp_path / "pipe.mou")

    said = run_code(LOAD, str(tmp_path / name), "0", timeout=10).stdout

    assert "is a device or a pipe" in plain_sentence(said)


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_b16_a_device_does_not_hang(device: str) -> None:
    said = run_code(LOAD, device, "0", timeout=10).stdout

    assert "a file" in plain_sentence(said)


def test_b16_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "acton.mou").symlink_to(tmp_path / "gone.mou")

    assert "There is no file “acton.mou”" in refused_at(tmp_path / "acton.mou")


def test_b16_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mou").symlink_to(tmp_path / "b.mou")
    (tmp_path / "b.mou").symlink_to(tmp_path / "a.mou")

    assert "in a circle" in refused_at(tmp_path / "a.mou")


@pytest.mark.parametrize(
    "name", ["gone.mou", "acton.mou/inside.mou", "x" * 300 + ".mou", "a\0.mou"]
)
def test_b16_a_name_that_leads_to_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "acton.mou").write_bytes(tiny_data())

    assert refused_at(tmp_path / name)


def test_b17_a_file_that_may_not_be_read_is_refused() -> None:
    with folder_for_all() as folder:
        path = folder / "acton.mou"
        path.write_bytes(tiny_data())
        path.chmod(0o000)
        user = str(NOBODY) if AS_ROOT else "0"  # root may read everything

        said = run_code(LOAD, str(path), user).stdout

    assert "You do not have permission to open “acton.mou”" in plain_sentence(said)


def test_b17_a_folder_that_may_not_be_entered_is_refused() -> None:
    with folder_for_all() as folder:
        inside = folder / "closed"
        inside.mkdir()
        (inside / "acton.mou").write_bytes(tiny_data())
        inside.chmod(0o000)
        user = str(NOBODY) if AS_ROOT else "0"

        said = run_code(LOAD, str(inside / "acton.mou"), user).stdout
        inside.chmod(0o700)

    assert "You do not have permission to open “acton.mou”" in plain_sentence(said)


def test_b08_a_file_of_100_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "acton.mou"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    most = "\nprint(next(x for x in open('/proc/self/status') if x.startswith('VmHWM')).split()[1])"

    said, kilobytes = run_code(LOAD + most, str(path), "0").stdout.splitlines()

    assert "has 100 MB. A file of this kind has at most 20 MB" in plain_sentence(said)
    assert int(kilobytes) < 60_000


@pytest.mark.parametrize("size", [19_000_000, 20_000_001])
def test_b08_a_string_of_20_mb_is_read_or_refused_by_size(tmp_path: Path, size: int) -> None:
    path = tmp_path / "acton.mou"
    head, tail = b'{"mou": "1.0", "answers": {"district": "', b'"}}'
    path.write_bytes(head + b"x" * (size - len(head) - len(tail)) + tail)

    said = refused_at(path)

    assert ("at most 20 MB" in said) == (size > 20_000_000)


def test_b21_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(tiny_data())
    opened: list[object] = []
    real = os.open

    def seen(path: Path, flags: int, mode: int = 0o777) -> int:
        opened.append(path)
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", seen)

    project_file.load(path)

    assert opened.count(path) == 1


@needs("strace")
@pytest.mark.parametrize("error", ["EIO", "ETIMEDOUT", "ENETDOWN", "ESTALE"])
@pytest.mark.parametrize("call", ["openat", "read"])
def test_b19_a_disk_that_does_not_answer_is_said(tmp_path: Path, call: str, error: str) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(tiny_data())
    code = f"""
import subprocess, sys
ran = subprocess.run(
    ["strace", "-f", "-o", "/dev/null", "-P", {str(path)!r}, "-e", "trace={call}",
     "-e", "inject={call}:error={error}", sys.executable, "-c", {LOAD!r}, {str(path)!r}, "0"],
    capture_output=True, encoding="utf-8")
print(ran.stdout + ran.stderr[-500:], end="")
"""
    assert "“acton.mou” cannot be read now." in plain_sentence(run_code(code).stdout)
