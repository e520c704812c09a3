from __future__ import annotations

import json
import re
import shutil
import zipfile
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.cli import answers
from mou_desktop.outline import outline, plain_text
from mou_desktop.store import project_file
from mou_desktop.word.write import docx_of
from tests.support.files import (
    COMPLETE,
    NOW,
    ROOT,
    examples,
    fingerprint,
    mou,
    plain_sentence,
    raw_of,
    refused,
    run_code,
    sealed,
    tiny_data,
    tiny_raw,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

pytestmark = pytest.mark.faults


def parts_of(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as word:
        return {
            name: word.read(name).decode()
            for name in word.namelist()
            if name.endswith((".xml", ".rels"))
        }


def words_of(path: Path) -> str:
    """Return the text of the body, without looking through our own reader."""
    body = parts_of(path)["word/document.xml"]
    return unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", body)))


def test_a_finished_agreement_is_written_without_a_mark(call: Call, acton: Path) -> None:
    said = call("export", acton, "-o", acton.with_suffix(".docx"))

    assert said.status == 0
    assert said.out == f"Wrote {acton.with_suffix('.docx')}.\n"
    assert "DRAFT" not in "".join(parts_of(acton.with_suffix(".docx")).values())


def test_e09_an_unfinished_one_is_a_draft_and_says_so(call: Call, acton: Path) -> None:
    call("set", acton, "days=", "start=")

    said = call("export", acton, "-o", acton.with_suffix(".docx"))

    assert said.status == 0
    assert "a draft: 2 things must be settled" in said.out
    heads = [t for name, t in parts_of(acton.with_suffix(".docx")).items() if "header" in name]
    assert any("DRAFT" in head for head in heads)


def test_e09_a_final_copy_of_an_unfinished_one_is_refused_with_the_list(
    call: Call, acton: Path
) -> None:
    call("set", acton, "days=", "start=")
    before = fingerprint(acton.parent)

    said = call("export", acton, "-o", acton.with_suffix(".docx"), "--final")

    assert said.status == 1
    assert "Give the number of days of notice." in said.out
    assert "Give the first day." in said.out
    assert "Not written: 2 things" in plain_sentence(said.err)
    assert fingerprint(acton.parent) == before


def test_b12_no_final_copy_is_made_of_an_altered_text(call: Call, acton: Path) -> None:
    raw = tiny_raw()
    raw["editions"][raw["edition"]["sha256"]]["edition"]["notice"] += " Altered."
    acton.write_bytes(sealed(raw))

    final = call("export", acton, "-o", acton.with_suffix(".docx"), "--final")
    draft = call("export", acton, "-o", acton.with_suffix(".docx"))

    assert (final.status, draft.status) == (1, 0)
    assert "is not the published one" in plain_sentence(draft.err)
    assert "a draft: 1 thing must be settled" in draft.out


def test_a_final_copy_of_a_finished_one_is_written(call: Call, acton: Path) -> None:
    assert call("export", acton, "-o", acton.with_suffix(".docx"), "--final").status == 0


@pytest.mark.parametrize("character", "\u202a\u202e\u2066\u2069\u200b\u200f\ufeff")
def test_e08_a_final_copy_with_a_character_that_cannot_be_seen_is_refused(
    call: Call, acton: Path, character: str
) -> None:
    call("set", acton, f"district=Sample{character}District")

    said = call("export", acton, "-o", acton.with_suffix(".docx"), "--final")

    assert said.status == 1
    assert "at position 7" in said.out
    assert not acton.with_suffix(".docx").exists()


def test_export_never_replaces_a_file_unasked(call: Call, acton: Path) -> None:
    out = acton.with_suffix(".docx")
    out.write_bytes(b"counsel's own copy")

    assert "is there already" in plain_sentence(call("export", acton, "-o", out).err)
    assert out.read_bytes() == b"counsel's own copy"
    assert call("export", acton, "-o", out, "--force").status == 0
    assert zipfile.is_zipfile(out)


@pytest.mark.parametrize("name", ["acton.mou", "a.odt", "a", ".docx.mou", "no/such/folder/a.docx"])
def test_e12_a_place_that_takes_no_word_file_is_refused(call: Call, acton: Path, name: str) -> None:
    before = fingerprint(acton.parent)

    for force in ([], ["--force"]):
        said = call("export", acton, "-o", acton.parent / name, *force)
        assert (said.status, said.out) == (2, "")
        plain_sentence(said.err)
    assert fingerprint(acton.parent) == before


def test_e12_the_agreement_itself_is_never_replaced(call: Call, acton: Path) -> None:
    (acton.parent / "link.docx").symlink_to(acton)
    shutil.copyfile(acton, acton.parent / "odd.docx")
    before = fingerprint(acton.parent)

    for file, out in ((acton, "link.docx"), (acton.parent / "odd.docx", "odd.docx")):
        said = call("export", file, "-o", acton.parent / out, "--force")
        assert said.status == 2
        assert "is the agreement itself" in plain_sentence(said.err)
    assert fingerprint(acton.parent) == before


def test_e12_a_folder_is_not_replaced(call: Call, acton: Path) -> None:
    (acton.parent / "a.docx").mkdir()

    said = call("export", acton, "-o", acton.parent / "a.docx", "--force")

    assert said.status == 2
    assert "is a folder" in plain_sentence(said.err)


@pytest.mark.parametrize("kind", ["clean", "worksheet"])
@pytest.mark.parametrize("name", ["resources/base.docx", "resources/models/new.docx"])
def test_e12_what_belongs_to_the_program_is_never_replaced(
    call: Call, acton: Path, kind: str, name: str
) -> None:
    base = (ROOT / "resources" / "base.docx").read_bytes()
    (acton.parent / "link.docx").symlink_to(ROOT / name)

    for out in (ROOT / name, acton.parent / "link.docx"):
        said = call("export", acton, "-o", out, "--as", kind, "--force")
        assert (said.status, said.out) == (2, "")
        assert "belongs to this program" in plain_sentence(said.err)
    assert (ROOT / "resources" / "base.docx").read_bytes() == base
    assert not (ROOT / "resources" / "models" / "new.docx").exists()


@pytest.mark.parametrize("kind", ["clean", "worksheet"])
@pytest.mark.parametrize(
    "owner", ["~$agreement.docx", "~$greement.docx", "~$reement.docx", ".~lock.agreement.docx#"]
)
def test_e01_a_file_that_is_open_in_word_is_not_replaced(
    call: Call, acton: Path, kind: str, owner: str
) -> None:
    out = acton.with_name("agreement.docx")
    out.write_bytes(b"open in Word")
    acton.with_name("agreement 2.docx").write_bytes(b"taken")
    acton.with_name(owner).write_bytes(b"")
    before = fingerprint(acton.parent)

    said = call("export", acton, "-o", out, "--as", kind, "--force")

    assert (said.status, said.out) == (2, "")
    sentence = plain_sentence(said.err)
    assert "“agreement.docx” is open in another program" in sentence
    assert "agreement 3.docx" in sentence
    assert fingerprint(acton.parent) == before


def test_e01_the_mark_of_another_file_is_no_trouble(call: Call, acton: Path) -> None:
    acton.with_name("~$other.docx").write_bytes(b"")
    acton.with_name("~$acton.docx").write_bytes(b"")  # left by a crash: the file itself is gone

    assert call("export", acton, "-o", acton.with_suffix(".docx")).status == 0


@pytest.mark.parametrize("name", ["St. Mary’s & K-8 #1.docx", "é.DOCX", "100%.docx", " .docx"])
def test_e11_odd_names_are_written(call: Call, acton: Path, name: str) -> None:
    assert call("export", acton, "-o", acton.parent / name).status == 0
    assert zipfile.is_zipfile(acton.parent / name)


def test_e16_the_same_file_gives_the_same_bytes(acton: Path, tmp_path: Path) -> None:
    for name, hash_seed in (("a.docx", "1"), ("b.docx", "2")):
        assert (
            mou(
                "export", acton, "-o", tmp_path / name, env={"PYTHONHASHSEED": hash_seed}
            ).returncode
            == 0
        )

    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_exporting_leaves_the_agreement_as_it_was(call: Call, acton: Path) -> None:
    before = fingerprint(acton.parent)

    call("export", acton, "-o", acton.with_suffix(".docx"))

    assert {**before, "acton.docx": ""} == {**fingerprint(acton.parent), "acton.docx": ""}


HARD = [
    "& < > \" ' ]]> \\ \\{ {district} {@duty} {#table school: name}",
    "{{ 7*7 }} {% for x in y %} ${x} %s",
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"", "=cmd|' /C calc'!A0",
    "INCLUDETEXT http://example.invalid/x INCLUDEPICTURE \"file:///etc/passwd\"",
    "<w:p/><script>alert(1)</script><!-- x -->", "http://example.invalid/?a=1&b=2",
]  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_e05_e07_what_looks_like_code_is_text(call: Call, acton: Path, text: str) -> None:
    out = acton.with_suffix(".docx")
    call("set", acton, f"district={text[:60]}", f"joint={text}")

    assert call("export", acton, "-o", out).status == 0

    parts = parts_of(out)
    assert text in words_of(out)
    assert text in call("text", acton).out
    fields = {re.sub(r"\s+", " ", one).strip() for one in
              re.findall(r"<w:instrText[^>]*>([^<]*)<", "".join(parts.values()))}  # fmt: skip
    assert not {one.split()[0] for one in fields} - {"PAGE", "NUMPAGES", "REF", "TOC"}
    assert not [one for one in parts.values() if "External" in one and "Relationship" in one]


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@examples(40, full=1500)
@given(st.fixed_dictionaries(dict.fromkeys(("district", "joint"), ANY)), ANY, ANY)
def test_e04_export_never_fails_on_what_was_typed(
    texts: dict[str, str], goal: str, name: str
) -> None:
    document = project_file.loads(tiny_data()).document
    given_ = {**texts, "goals": [goal], "head": {"name": name}, "days": goal, "start": name}

    data = docx_of(answers.put(document, given_))
    raw = document.with_answers({**texts, "goals": (goal,), "days": name})

    assert data[:2] == docx_of(raw)[:2] == b"PK"
    assert plain_text(outline(raw))


def test_e10_long_answers_are_said_and_still_written(call: Call, acton: Path) -> None:
    document = project_file.load(acton)
    rows = tuple({"_id": f"r{n:07}", "name": f"School {n}", "town": "x"} for n in range(2000))
    large = document.document.with_answers({"joint": "word " * 2_000_000, "school": rows})
    project_file.save(project_file.Project(document=large), acton, NOW, over=True)

    found = json.loads(call("check", acton, "--json").out)["findings"]
    said = call("export", acton, "-o", acton.with_suffix(".docx"))

    assert {one["field"] for one in found if one["rule"] == "field.too_long"} == {"joint", "school"}
    assert said.status == 0
    assert "a draft" in said.out


# ---- disks, kills and damaged installations --------------------------------------------------


DYING = """
import os, sys
from mou_desktop import cli
import mou_desktop.word.write, docx
last, seen = int(sys.argv[2]), [0]
def hook(name, args):
    if name.startswith(("os.", "open", "shutil")) and "acton" in str(args):
        seen[0] += 1
        if seen[0] == last:
            os._exit(9)
sys.addaudithook(hook)
sys.exit(cli.main(["export", sys.argv[1], "-o", sys.argv[3], "--force"]))
"""


def test_e18_an_export_that_dies_leaves_the_old_word_file_or_the_new_one(acton: Path) -> None:
    out = acton.with_suffix(".docx")
    project, last, status = acton.read_bytes(), 0, 9
    while status == 9:
        last += 1
        out.write_bytes(b"old")
        status = run_code(DYING, str(acton), str(last), str(out)).returncode
        assert acton.read_bytes() == project
        assert out.read_bytes() == b"old" or zipfile.is_zipfile(out), f"after event {last}"

    assert status == 0
    assert zipfile.is_zipfile(out)
    assert last >= 4


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from mou_desktop import cli
import mou_desktop.word.write, docx
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
sys.exit(cli.main(["export", sys.argv[1], "-o", sys.argv[2], *sys.argv[3:]]))
"""


@pytest.mark.parametrize("old", [None, b"old"])
def test_e02_a_disk_that_is_full_leaves_no_half_word_file(acton: Path, old: bytes | None) -> None:
    out = acton.with_suffix(".docx")
    if old:
        out.write_bytes(old)
    before = fingerprint(acton.parent)

    ran = run_code(FULL, str(acton), str(out), "--force", PYTHONDONTWRITEBYTECODE="1")

    assert ran.returncode == 2
    assert plain_sentence(ran.stderr)
    assert fingerprint(acton.parent) == before


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the program into a folder, where parts of it may be damaged."""
    folder = tmp_path_factory.mktemp("installed")
    for name in ("mou_desktop", "resources", "schemas"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


DAMAGE = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "flipped": lambda path: path.write_bytes(
        (data := path.read_bytes())[: len(data) // 2]
        + bytes([data[len(data) // 2] ^ 1])
        + data[len(data) // 2 + 1 :]
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_e03_a_damaged_base_document_says_install_again(
    copied: Path, acton: Path, damage: str
) -> None:
    part, env = copied / "resources" / "base.docx", installation_env(copied)
    before = part.read_bytes()
    DAMAGE[damage](part)
    try:
        said = refused("export", acton, "-o", acton.with_suffix(".docx"), cwd=copied, env=env)
        assert mou("set", acton, "days=20", cwd=copied, env=env).returncode == 0  # editing goes on
    finally:
        part.write_bytes(before)

    assert "Install the program again." in said
    assert sorted(fingerprint(acton.parent)) == ["acton.mou"]


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize(
    "name",
    ["resources/models/ma-sro-2022/built.json", "schemas/ma-sro-2022.schema.json",
     "resources/models/digests.json"],
)  # fmt: skip
def test_e03_a_damaged_edition_says_install_again(
    copied: Path, tmp_path: Path, name: str, damage: str
) -> None:
    part, env = copied / name, installation_env(copied)
    before = part.read_bytes()
    DAMAGE[damage](part)
    try:
        said = refused("new", "acton.mou", "--edition", "ma-sro-2022", cwd=tmp_path, env=env)
    finally:
        part.write_bytes(before)

    assert "nstall the program again" in said or "There is no edition" in said
    assert not list(tmp_path.iterdir())


def installation_env(folder: Path) -> dict[str, str | None]:
    return {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


def test_the_complete_golden_file_is_written_as_a_final_copy(call: Call, tmp_path: Path) -> None:
    said = call("export", COMPLETE, "-o", tmp_path / "acton.docx", "--final")

    assert said.status == 0, said.out + said.err
    assert raw_of(COMPLETE)["answers"]["district_name"] in words_of(tmp_path / "acton.docx")
