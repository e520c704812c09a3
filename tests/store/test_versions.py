from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from mou_desktop.errors import EditionBroken, TooNew
from mou_desktop.model.values import plain
from mou_desktop.store import library, project_file
from tests.support import make_samples
from tests.support.files import (
    COMPLETE,
    GOLDEN,
    HALF,
    NEWER_MINOR,
    NOW,
    ROOT,
    TINY,
    carried_of,
    fingerprint,
    mou,
    plain_sentence,
    raw_of,
    refusal,
    refused,
    rules_of,
    run_code,
    sealed,
    tiny_data,
    tiny_file,
    tiny_raw,
    with_carried,
)

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = json.loads((ROOT / "schemas" / "project.schema.json").read_text(encoding="utf-8"))


def said_of(raw: dict[str, Any]) -> set[str]:
    return rules_of(project_file.loads(sealed(raw)))


# ---- golden files: one of every format and edition ever released -----------------------------


@pytest.mark.faults
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_b11_a_golden_file_opens_and_stays_as_it_is(path: Path) -> None:
    before = path.read_bytes()

    project = project_file.load(path)

    assert path.read_bytes() == before
    assert project.body == raw_of(path)["integrity"]["sha256"]
    assert not {"file.changed", "edition.altered"} & rules_of(project)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_file_is_of_the_published_format(path: Path) -> None:
    jsonschema.Draft202012Validator(PUBLISHED).validate(raw_of(path))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_file_passes_check_jsonschema(path: Path) -> None:
    words = ["--schemafile", str(ROOT / "schemas" / "project.schema.json"), str(path)]
    ran = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *words], capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("path", [HALF, COMPLETE], ids=["half", "complete"])
def test_the_golden_files_of_the_2022_edition_hold_a_published_text(path: Path) -> None:
    edition = project_file.load(path).document.edition

    assert library.is_published(edition.id, edition.revision, edition.sha256), (
        "run python -m tests.support.make_samples"
    )


def test_the_complete_golden_file_passes_the_schema_it_carries() -> None:
    raw = raw_of(COMPLETE)

    jsonschema.Draft202012Validator(carried_of(raw)["schema"]).validate(raw)


def test_the_half_filled_golden_file_does_not() -> None:
    raw = raw_of(HALF)

    assert list(jsonschema.Draft202012Validator(carried_of(raw)["schema"]).iter_errors(raw))


def test_the_samples_can_be_made_again_to_the_byte() -> None:
    edition = library.build_folder(ROOT / "tests" / "support" / "tiny")

    assert make_samples.tiny(edition) == make_samples.tiny(edition)
    full = library.find("ma-sro-2022")
    assert make_samples.filled(full, "half") == make_samples.filled(full, "half")


# ---- newer formats ---------------------------------------------------------------------------


@pytest.mark.faults
def test_b10_a_newer_minor_format_opens_with_a_word_about_it() -> None:
    project = project_file.load(NEWER_MINOR)

    (finding,) = (one for one in project.findings if one.rule == "file.newer")
    assert "newer version of the program (format 1.7)" in plain_sentence(finding.message)
    assert not project.read_only


@pytest.mark.faults
def test_b10_what_a_newer_minor_format_added_survives_a_save(tmp_path: Path) -> None:
    path = tmp_path / "acton.mou"
    shutil.copyfile(NEWER_MINOR, path)
    before = raw_of(path)

    project_file.save(project_file.load(path), path, NOW)

    after = raw_of(path)
    changing = ("saved", "parents", "integrity", "app")
    assert {**before, **{key: after[key] for key in changing}} == after
    assert after["mou"] == "1.7"
    assert [*after][-2:] == ["editions", "integrity"]


@pytest.mark.faults
@pytest.mark.parametrize("version", ["2.0", "3.1", "17.4"])
def test_b10_a_newer_major_format_is_read_and_never_written(tmp_path: Path, version: str) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed({**tiny_raw(), "mou": version}))

    project = project_file.load(path)

    assert project.read_only
    assert "file.newer" in rules_of(project)
    before = fingerprint(tmp_path)
    with pytest.raises(TooNew) as caught:
        project_file.save(project, path, NOW, over=True)
    assert version in plain_sentence(str(caught.value))
    assert fingerprint(tmp_path) == before


@pytest.mark.faults
def test_b10_the_command_line_reads_a_newer_major_format_and_refuses_to_set(tmp_path: Path) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed({**tiny_raw(), "mou": "2.0"}))
    before = fingerprint(tmp_path)

    ran = mou("set", path, "days=20")

    assert ran.returncode == 2
    assert "can be read here, not changed" in plain_sentence(ran.stderr.splitlines()[-1])
    assert mou("text", path).returncode == 0
    assert mou("check", path).returncode == 0
    assert json.loads(mou("info", path, "--json").stdout)["read_only"] is True
    assert fingerprint(tmp_path) == before


@pytest.mark.faults
@pytest.mark.parametrize(
    "shape", [{"answers": ["all", "new"]}, {"editions": {}}, {"local": {"clauses": [1]}}]
)
def test_b10_a_newer_major_format_of_another_shape_is_refused(
    tmp_path: Path, shape: dict[str, object]
) -> None:
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed({**tiny_raw(), "mou": "2.0", **shape}))

    said = refused("check", path)

    assert "acton.mou" in said
    assert "made with a newer version of the program (format 2.0)" in said
    assert "damaged" not in said


@pytest.mark.faults
@pytest.mark.parametrize("version", ["0.0", "0.9", "1", "1.x", "", "01.0", "v1.0", "1.0\n"])
def test_b10_a_format_that_never_was_is_refused(version: str) -> None:
    assert "does not say which format" in refusal(sealed({**tiny_raw(), "mou": version}))


# ---- the text that a file carries --------------------------------------------------------------


@pytest.mark.faults
def test_b12_an_unknown_edition_opens_with_the_text_in_the_file(tmp_path: Path) -> None:
    raw = tiny_raw()
    built = {**carried_of(raw)["edition"], "id": "town-of-elsewhere"}
    carried = {"edition": built, "schema": plain(library.build(built).schema)}
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed(with_carried(raw, carried)))

    project = project_file.load(path)

    assert project.document.edition.id == "town-of-elsewhere"
    (finding,) = (one for one in project.findings if one.rule == "edition.unknown")
    assert "“town-of-elsewhere” revision 1" in plain_sentence(finding.message)
    assert "agrees with itself" in mou("text", path).stdout


@pytest.mark.faults
def test_b12_an_altered_text_under_the_old_digest_is_said() -> None:
    raw = tiny_raw()
    clause = raw["editions"][raw["edition"]["sha256"]]["edition"]["documents"][0]["sections"][0]
    clause["clauses"][0]["text"] += " Nobody agrees."

    project = project_file.loads(sealed(raw))

    (finding,) = (one for one in project.findings if one.rule == "edition.altered")
    assert finding.severity == "must"
    assert plain_sentence(finding.message)


@pytest.mark.faults
def test_b12_an_altered_text_of_a_published_edition_is_said_under_any_digest() -> None:
    raw = raw_of(COMPLETE)
    carried = carried_of(raw)
    section = carried["edition"]["documents"][0]["sections"][0]
    section["clauses"][0]["help"] += " Altered."

    assert "edition.altered" in said_of(with_carried(raw, carried))


@pytest.mark.faults
@pytest.mark.parametrize("key", ["id", "revision"])
def test_b12_a_claim_about_the_text_that_is_not_so_is_said(key: str) -> None:
    raw = tiny_raw()
    raw["edition"][key] = {"id": "ma-sro-2022", "revision": 7}[key]

    assert "edition.altered" in said_of(raw)


@pytest.mark.faults
def test_b12_altered_rules_are_refused() -> None:
    raw = tiny_raw()
    carried = carried_of(raw)
    carried["schema"]["properties"]["answers"] = {}

    with pytest.raises(EditionBroken, match="rules in this file are not those of the text"):
        project_file.loads(sealed(with_carried(raw, carried)))


@pytest.mark.faults
@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw.pop("editions"),
        lambda raw: raw["editions"].clear(),
        lambda raw: raw["edition"].update(sha256="0" * 64),
        lambda raw: raw["edition"].update(sha256=None),
        lambda raw: raw.pop("edition"),
        lambda raw: raw["editions"].update({raw["edition"]["sha256"]: "text"}),
        lambda raw: raw["editions"].update({raw["edition"]["sha256"]: {}}),
        lambda raw: raw["editions"][raw["edition"]["sha256"]].update(edition=[]),
        lambda raw: raw["editions"][raw["edition"]["sha256"]].update(schema=None),
        lambda raw: raw["editions"][raw["edition"]["sha256"]]["edition"].pop("fields"),
        lambda raw: raw["editions"][raw["edition"]["sha256"]]["edition"].update(id={}),
        lambda raw: raw["editions"][raw["edition"]["sha256"]]["edition"].update(documents=[]),
        lambda raw: raw["editions"][raw["edition"]["sha256"]]["edition"].update(colour="red"),
    ],
)
def test_b12_a_text_that_is_missing_or_broken_is_refused(damage: Any, tmp_path: Path) -> None:
    raw = tiny_raw()
    damage(raw)
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed(raw))

    assert "“acton.mou”" in refused("check", path)


@pytest.mark.parametrize(
    ("integrity", "rule"),
    [
        (None, "file.no_checksum"),
        ({}, "file.no_checksum"),
        ({"sha256": ""}, "file.no_checksum"),
        ({"sha256": "0" * 64}, "file.changed"),
        ({"sha256": 7}, "file.changed"),
        ({"sha256": ["0"]}, "file.changed"),
        ({"sha256": {"a": 1}}, "file.changed"),
        ("0" * 64, "file.no_checksum"),
    ],
)
def test_b04_a_checksum_that_is_missing_or_wrong_is_said(integrity: Any, rule: str) -> None:
    raw = {**tiny_raw(), "integrity": integrity}

    project = project_file.loads(json.dumps(raw).encode())

    assert rule in rules_of(project)
    assert all(plain_sentence(finding.message) for finding in project.findings)


def test_saving_a_file_without_a_checksum_adds_one(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    raw = tiny_raw()
    del raw["integrity"]
    path.write_text(json.dumps(raw), encoding="utf-8")

    project_file.save(project_file.load(path), path, NOW)

    assert rules_of(project_file.load(path)) == {"edition.unknown"}


def test_the_text_of_another_edition_in_the_file_is_kept(tmp_path: Path) -> None:
    raw = tiny_raw()
    raw["editions"]["a" * 64] = {"edition": {"id": "older"}, "schema": {}}
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed(raw))

    project_file.save(project_file.load(path), path, NOW)

    assert raw_of(path)["editions"]["a" * 64] == raw["editions"]["a" * 64]


@pytest.mark.faults
def test_b14_nothing_that_a_file_points_to_is_opened(tmp_path: Path) -> None:
    raw = tiny_raw()
    targets = ["file:///etc/passwd", "http://example.invalid/x", "/etc/passwd", "../../secret"]
    raw["answers"]["district"] = {"$ref": targets[0]}
    raw["answers"]["extra"] = [{"$ref": target, "$schema": target} for target in targets]
    raw["$ref"], raw["$schema"], raw["unplaced"] = *targets[:2], {"$ref": targets[2]}
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed(raw))
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    code = """
import sys
from pathlib import Path
from mou_desktop import rules, outline
from mou_desktop.store import project_file
import jsonschema, referencing.jsonschema, mou_desktop.validation
seen = []
sys.addaudithook(lambda name, args: seen.append((name, str(args[:1]))))
document = project_file.load(Path(sys.argv[1])).document
rules.check(document); outline.plain_text(outline.outline(document))
for name, what in seen:
    if name.startswith("socket") or name == "open" and any(
        word in what for word in ("passwd", "secret", "example")):
        print(name, what)
"""
    ran = run_code(code, str(path))

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_a_project_of_a_document_just_made_reads_back_the_same(tmp_path: Path) -> None:
    document = replace(project_file.loads(tiny_data()).document, parents=())

    saved = project_file.save(project_file.Project(document=document), tmp_path / "a.mou", NOW)

    assert project_file.load(tmp_path / "a.mou").document == saved.document
    assert TINY.exists()
