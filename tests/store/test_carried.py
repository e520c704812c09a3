from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.errors import NotSaved
from mou_desktop.model.values import freeze
from mou_desktop.store import project_file, saver
from mou_desktop.store.project_file import Project
from mou_desktop.store.strict_json import DEEPEST, pretty
from tests.support import samples
from tests.support.files import GOLDEN, NOW, raw_of, sealed, tiny_data, tiny_file, tiny_raw

if TYPE_CHECKING:
    from pathlib import Path

LATER = "2027-03-04T05:06:08Z"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_save_writes_what_laying_out_the_whole_would_write(path: Path, tmp_path: Path) -> None:
    saved = project_file.save(
        replace(project_file.load(path), file=saver.NOTHING), tmp_path / "a.mou", NOW
    )
    again = project_file.save(saved, tmp_path / "a.mou", LATER)

    for project, now in ((saved, NOW), (again, LATER)):
        assert project.document.saved == now
        whole = project_file.to_plain(project.document, project.format)
        assert project.data == pretty(whole)
        assert project.body == whole["integrity"]["sha256"]
    assert (tmp_path / "a.mou").read_bytes() == again.data
    assert project_file.load(tmp_path / "a.mou").findings == project_file.load(path).findings


def test_the_text_of_the_edition_is_laid_out_once_in_a_session(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    first = project_file.save(project_file.load(path), path, NOW)
    edited = replace(first, document=first.document.with_answer("joint", "more"))

    second = project_file.save(edited, path, LATER)

    assert first.carried is not None
    assert second.carried is first.carried


def test_another_text_is_laid_out_anew(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    first = project_file.save(project_file.load(path), path, NOW)
    other = freeze({"a" * 64: {"edition": {"id": "older"}, "schema": {}}})
    changed = replace(first, document=replace(first.document, editions=other))

    project_file.save(changed, path, LATER)

    assert len(raw_of(path)["editions"]) == 2
    assert project_file.load(path).document.editions == other


def test_the_same_agreement_read_again_has_its_text_laid_out_anew(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    first = project_file.save(project_file.load(path), path, NOW)
    read = project_file.loads(tiny_data()).document

    second = project_file.save(replace(first, document=read), path, LATER)

    assert second.carried is not first.carried


@pytest.mark.parametrize("key", ["edition", "editions", "integrity", "mou", "zz"])
def test_keys_that_look_like_others_stay_where_they_are(tmp_path: Path, key: str) -> None:
    path = tmp_path / "a.mou"
    raw = {**tiny_raw(), "unplaced": {key: '\n  "editions": {},'}, f"{key}s2": {"editions": {}}}
    path.write_bytes(sealed(raw))

    project_file.save(project_file.load(path), path, NOW)

    after = raw_of(path)
    assert (after["unplaced"], after[f"{key}s2"]) == (raw["unplaced"], {"editions": {}})
    assert project_file.load(path).findings == project_file.loads(sealed(raw)).findings


@pytest.mark.faults("A21")
@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), "\ud800", object(), {1: "x"}, {"a"}, b"x"],
    ids=["nan", "infinity", "half", "object", "number-as-key", "set", "bytes"],
)
def test_what_no_file_can_hold_is_refused_before_the_disk_is_touched(
    tmp_path: Path, value: Any
) -> None:
    path = tiny_file(tmp_path)
    project = project_file.load(path)
    document = project.document.with_answer("joint", value)

    with pytest.raises((NotSaved, RuntimeError, TypeError)):
        project_file.save(replace(project, document=document), path, NOW)

    assert path.read_bytes() == tiny_data()
    assert list(tmp_path.iterdir()) == [path]


def test_only_the_parts_that_changed_are_laid_out_at_the_next_save(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    first = project_file.save(project_file.load(path), path, NOW)
    edited = replace(first, document=first.document.with_answer("joint", "more"))

    second = project_file.save(edited, path, LATER)

    assert first.laid is not None
    assert second.laid is not None
    before, after = (one.laid.inner["answers"].inner for one in (first, second) if one.laid)
    assert {key for key in after if after[key] is not before.get(key)} == {"joint"}
    assert second.laid.inner["local"] is first.laid.inner["local"]
    assert second.data == pretty(project_file.to_plain(second.document))


def test_answers_in_a_mapping_that_was_changed_are_written_as_they_are(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    loaded = project_file.load(path)
    answers = dict(loaded.document.answers)
    document = replace(loaded.document, answers=answers)
    first = project_file.save(replace(loaded, document=document), path, NOW)
    answers["joint"] = "more"

    project_file.save(first, path, LATER)

    assert project_file.load(path).document.answer("joint") == "more"


def test_parts_of_another_agreement_are_never_taken_for_this_ones(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    first = project_file.save(project_file.load(path), path, NOW)
    other = replace(project_file.loads(tiny_data()).document, answers=freeze({"joint": "other"}))

    second = project_file.save(replace(first, document=other), path, LATER)

    assert second.data == pretty(project_file.to_plain(second.document))
    assert project_file.load(path).document.answers == other.answers


def test_answers_that_moved_to_another_edition_are_laid_out_in_its_order() -> None:
    document = samples.document("complete")
    one = next(one for one in document.edition.fields if one.type == "table" and one.columns)
    turned = replace(one, columns=one.columns[::-1])
    fields = [turned if each is one else each for each in document.edition.fields]
    first = project_file.seal(Project(document=document), NOW)
    moved = replace(first.document, edition=replace(document.edition, fields=tuple(fields)))

    laid = project_file.made_ready(replace(first, document=moved)).laid

    assert laid is not None
    anew = project_file.made_ready(Project(document=moved)).laid
    assert anew is not None
    assert laid.inner["answers"].text == anew.inner["answers"].text
    assert laid.inner["answers"].text != first.laid.inner["answers"].text  # type: ignore[union-attr]


def test_a_save_that_was_made_ready_writes_what_any_save_writes(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    plain_save = project_file.seal(project_file.load(path), NOW)
    ready = project_file.made_ready(project_file.load(path))
    carried = ready.carried

    saved = project_file.save(ready, path, NOW)

    assert saved.data == plain_save.data == path.read_bytes()
    assert saved.carried is carried


def test_what_no_file_can_hold_is_told_when_a_save_is_made_ready(tmp_path: Path) -> None:
    project = project_file.load(tiny_file(tmp_path))
    broken = replace(project.document, answers=freeze({"joint": float("nan")}))

    with pytest.raises(NotSaved):
        project_file.made_ready(replace(project, document=broken))


@pytest.mark.parametrize("part", ["answers", "unplaced", "extra"])
def test_what_could_not_be_opened_again_is_not_saved_however_it_is_laid_out(
    tmp_path: Path, part: str
) -> None:
    project = project_file.load(tiny_file(tmp_path))
    levels = DEEPEST - 2 if part != "extra" else DEEPEST - 1
    for more in (0, 1):
        value: Any = "deep"
        for _ in range(levels + more):
            value = [value]
        document = replace(project.document, **{part: freeze({"zz": value})})
        if more:
            with pytest.raises(NotSaved):
                project_file.seal(replace(project, document=document), NOW)
        else:
            again = project_file.loads(
                project_file.seal(replace(project, document=document), NOW).data
            )
            assert getattr(again.document, part) == freeze({"zz": value})
