from __future__ import annotations

import ast
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.support.files import COMPLETE, HALF, ROOT, mou, needs, raw_of, run_code, tiny_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES = sorted((ROOT / "mou_desktop").rglob("*.py"))
NETWORK = {
    "socket", "socketserver", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx",
    "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "asyncio", "webbrowser",
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets",
}  # fmt: skip
ALLOWED = {"QLocalServer", "QLocalSocket"}  # a second start tells the first; no network
SINGLE = ROOT / "mou_desktop" / "gui" / "single.py"


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Yield module and name of everything that a source file imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, one.name) for one in node.names)
        elif isinstance(node, ast.Constant) and node.value in NETWORK - {"http"}:
            yield str(node.value), ""


@pytest.mark.faults
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_g18_no_source_names_the_network(path: Path) -> None:
    for module, name in imported(path):
        heads = {module, f"{module}.{name}", module.partition(".")[0]}
        is_local = path == SINGLE and name in ALLOWED
        assert not heads & NETWORK or is_local, (module, name)


JOURNEY = """
import sys
seen = []
def hook(name, args):
    if name.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        seen.append((name, args))
sys.addaudithook(hook)
from mou_desktop import cli
file, word = sys.argv[1:]
for words in (["editions"], ["new", file], ["set", file, "district_name=Acton"], ["fields", file],
              ["check", file, "--json"], ["text", file], ["info", file],
              ["export", file, "-o", word], ["compare", file],
              ["export", file, "-o", word + "-open.docx", "--as", "worksheet"],
              ["pack", file], ["info", file]):
    assert cli.main(words) in (0, 1), words
print(seen, file=sys.stderr)
"""


@pytest.mark.faults
def test_g18_a_whole_journey_asks_for_no_connection(tmp_path: Path) -> None:
    ran = run_code(JOURNEY, str(tmp_path / "a.mou"), str(tmp_path / "a.docx"))

    assert ran.stderr.splitlines()[-1] == "[]"
    assert (tmp_path / "a.docx").exists()


@pytest.mark.faults
@needs("strace")
def test_g18_the_system_sees_no_connection(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.support.files import environment

    log = tmp_path / "trace"
    subprocess.run(
        ["strace", "-f", "-e", "trace=socket,connect", "-o", str(log), sys.executable, "-c",
         JOURNEY, str(tmp_path / "a.mou"), str(tmp_path / "a.docx")],
        env=environment(), capture_output=True, check=True, timeout=120,
    )  # fmt: skip

    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert [one for one in calls if "AF_" in one and "AF_UNIX" not in one] == []


# ---- what is claimed for our wording -------------------------------------------------------------

CLAIMS = re.compile(
    r"\b(conform(s|ed|ing|ity|ance)?|compl(y|ies|ied|iant|iance)|follow(s|ed|ing)?)\b[^.;]{0,60}\b"
    r"(the (commission|model|published|official)|model (mou|memorandum|agreement))"
    r"|\b(is|the) (the )?commission[’']s (own )?(text|wording|model)\b"
    r"|\bofficial (model|text of the commission)\b",
    re.IGNORECASE,
)


def test_the_search_for_claims_finds_them() -> None:
    for claim in (
        "This agreement follows the model MOU.",
        "It conforms to the Commission's model.",
        "Its terms comply with the published model.",
        "This is the Commission’s model.",
    ):
        assert CLAIMS.search(claim), claim


def outputs(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Yield everything that the program says of an agreement: its name and its text."""
    for path in (HALF, COMPLETE):
        for words in (["check"], ["check", "--json"], ["info"], ["info", "--json"], ["text"],
                      ["fields"], ["fields", "--json"]):  # fmt: skip
            yield f"{' '.join(words)} {path.name}", mou(*words, path).stdout
        out = tmp_path / f"{path.stem}.docx"
        mou("export", path, "-o", out)
        with zipfile.ZipFile(out) as word:
            for name in word.namelist():
                text = re.sub(r"<[^>]+>", "", word.read(name).decode("utf-8", "replace"))
                yield f"{path.stem}.docx {name}", text
    yield "editions", mou("editions").stdout
    yield "editions --json", mou("editions", "--json").stdout
    yield "--help", mou("--help").stdout
    for path in (ROOT / "mou_desktop" / "messages.py", ROOT / "resources" / "models"):
        for file in [path] if path.is_file() else sorted(path.rglob("built.json")):
            yield file.name, file.read_text(encoding="utf-8")


def test_no_output_claims_that_our_wording_is_or_follows_the_model(tmp_path: Path) -> None:
    for name, text in outputs(tmp_path):
        assert text.strip() or name.endswith((".rels", ".xml")), name
        assert [one.group() for one in CLAIMS.finditer(" ".join(text.split()))] == [], name


def test_every_output_says_that_the_text_is_ours(tmp_path: Path) -> None:
    notice = json.loads(mou("info", COMPLETE, "--json").stdout)["notice"]
    mou("export", COMPLETE, "-o", tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as word:
        body = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())

    assert "not the Commission’s document" in notice
    assert notice in mou("text", COMPLETE).stdout
    assert notice.replace("&", "&amp;") in body
    assert "working text" in mou("check", COMPLETE).stdout


def test_what_is_to_be_confirmed_never_prints_in_the_agreement(tmp_path: Path) -> None:
    mou("export", COMPLETE, "-o", tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as word:
        body = "".join(word.read(one).decode("utf-8", "replace") for one in word.namelist())

    for text in (mou("text", COMPLETE).stdout, body):
        assert "to confirm" not in text
        assert "to_confirm" not in text
    assert "sources to confirm" in mou("check", COMPLETE).stdout


@pytest.mark.faults
def test_e14_no_output_names_the_user_the_machine_or_a_folder(tmp_path: Path) -> None:
    import getpass
    import platform

    path = tiny_file(tmp_path)
    mou("set", path, "days=20")
    mou("export", path, "-o", tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as word:
        said = "".join(word.read(one).decode("utf-8", "replace") for one in word.namelist())
    said += path.read_text(encoding="utf-8")

    secrets = (str(tmp_path), str(ROOT), platform.node(), f"/{getpass.getuser()}/", "python-docx")
    for secret in secrets:
        assert not re.search(rf"(?<![\w-]){re.escape(secret)}(?![\w-])", said), secret
    assert raw_of(path)["app"]
