from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.cli.user_folder import user_folder
from mou_desktop.store import project_file, versions
from tests.support.files import fingerprint, run_code

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

NOW, LATER = "2027-03-05T05:06:07Z", "2027-03-06T05:06:07Z"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user that holds nothing of the one who runs the tests."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def copies(acton: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A file, and two copies of it that were edited apart: no conflict."""
    return (
        acton,
        copy(acton, tmp_path / "mine.mou", days=45),
        copy(acton, tmp_path / "theirs.mou", district="South District"),
    )


def copy(path: Path, to: Path, now: str = NOW, **given: Any) -> Path:
    project = project_file.load(path)
    changed = replace(project, document=project.document.with_answers(given), file="", data=b"")
    project_file.save(changed, to, now)
    return to


def answer(path: Path, key: str) -> Any:
    return project_file.load(path).document.answer(key)


def test_what_differs_is_listed_by_section_and_ends_with_1(
    call: Call, copies: tuple[Path, Path, Path]
) -> None:
    base, mine, theirs = copies

    said = call("diff", mine, theirs)

    assert said.status == 1
    assert said.out.splitlines()[-1] == "2 differences."
    assert "  Days of notice: 45 → " in said.out
    same = call("diff", base, base)
    assert (same.status, same.out) == (0, "0 differences.\n")


def test_differences_as_json_name_their_place(call: Call, copies: tuple[Path, Path, Path]) -> None:
    base, mine, _ = copies

    said = json.loads(call("diff", base, mine, "--json").out)

    assert [*said] == ["old", "new", "differences"]
    (one,) = said["differences"]
    assert [*one] == [
        "how", "path", "label", "document", "section", "clause", "field", "row", "before", "after",
    ]  # fmt: skip
    assert (one["how"], one["path"], one["after"]) == ("changed", "answers/days", "45")


def test_a_merge_without_a_conflict_is_written_and_no_input_is_touched(
    call: Call, copies: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    before = fingerprint(tmp_path)
    out = tmp_path / "one.mou"

    said = call("merge", *copies, "-o", out)

    assert said.status == 0
    assert said.out.splitlines()[-1] == f"Wrote {out}."
    assert (answer(out, "days"), answer(out, "district")) == (45, "South District")
    assert {**fingerprint(tmp_path), **before} == fingerprint(tmp_path)


def test_the_merged_file_descends_from_both(
    call: Call, copies: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "one.mou"
    call("merge", *copies, "-o", out)

    bodies = {project_file.load(path).body for path in copies}
    assert bodies <= {*project_file.load(out).document.parents}
    again = call("merge", out, copies[2], "--json")  # so theirs is known to be in it
    assert json.loads(again.out)["origin"] == "found"
    assert again.status == 0


def test_a_conflict_is_listed_side_by_side_and_nothing_is_written(
    call: Call, acton: Path, tmp_path: Path
) -> None:
    mine = copy(acton, tmp_path / "mine.mou", days=45)
    theirs = copy(acton, tmp_path / "theirs.mou", days=60)
    out = tmp_path / "one.mou"

    said = call("merge", acton, mine, theirs, "-o", out)

    assert said.status == 1
    assert not out.exists()
    lines = said.out.splitlines()
    assert "  path    answers/days" in lines
    assert "  mine    45" in lines
    assert "  theirs  60" in lines
    assert "Not written: 1 conflict to settle." in lines


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (["--prefer", "mine"], 45),
        (["--prefer", "theirs"], 60),
        (["--settle", "answers/days=theirs"], 60),
        (["--prefer", "theirs", "--settle", "answers/days=mine"], 45),
    ],
)
def test_a_conflict_is_settled_as_asked(
    call: Call, acton: Path, tmp_path: Path, words: list[str], days: int
) -> None:
    mine = copy(acton, tmp_path / "mine.mou", days=45)
    theirs = copy(acton, tmp_path / "theirs.mou", days=60)
    out = tmp_path / "one.mou"

    said = call("merge", acton, mine, theirs, "-o", out, *words)

    assert said.status == 0
    assert "1 conflict settled as asked." in said.out
    assert answer(out, "days") == days


def test_a_merge_as_json(call: Call, acton: Path, tmp_path: Path) -> None:
    mine = copy(acton, tmp_path / "mine.mou", days=45)
    theirs = copy(acton, tmp_path / "theirs.mou", days=60, district="South District")

    said = json.loads(call("merge", acton, mine, theirs, "--json").out)

    assert [*said] == ["base", "origin", "mine", "theirs", "out", "taken", "conflicts"]
    assert (said["base"], said["origin"], said["out"]) == (str(acton), "given", None)
    (taken,), (conflict,) = said["taken"], said["conflicts"]
    assert (taken["side"], taken["how"], taken["after"]) == ("theirs", "changed", "South District")
    assert [*conflict] == [
        "path", "label", "document", "section", "clause", "field", "row", "before", "mine",
        "theirs", "settled",
    ]  # fmt: skip
    assert (conflict["mine"], conflict["theirs"], conflict["settled"]) == ("45", "60", None)


def test_what_both_were_made_of_is_found_among_the_versions_kept(
    call: Call, copies: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    base, mine, theirs = copies
    versions.keep(base.read_bytes(), base, user_folder() / "versions", LATER)

    said = call("merge", mine, theirs, "-o", tmp_path / "one.mou", "--json")

    assert said.status == 0
    assert json.loads(said.out)["origin"] == "found"


def test_two_ways_is_said_and_all_that_both_answered_otherwise_is_asked(
    call: Call, copies: tuple[Path, Path, Path]
) -> None:
    _, mine, theirs = copies
    for words in ([mine, theirs], ["-", mine, theirs]):
        said = call("merge", *words)

        assert said.status == 1
        assert said.out.startswith("What both copies were made of is not known here")
        assert "2 conflicts to settle." in said.out.splitlines()


@pytest.mark.parametrize("words", [["one.docx"], ["mine.mou", "--force"], ["there.mou"]])
def test_a_place_that_may_not_be_written_is_refused(
    call: Call, copies: tuple[Path, Path, Path], tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "there.mou").write_text("something else")
    out, *more = words

    said = call("merge", *copies, "-o", tmp_path / out, *more)

    assert said.status == 2
    assert said.err.count("\n") == 1
    assert answer(copies[1], "days") == 45
    assert (tmp_path / "there.mou").read_text() == "something else"


def test_words_that_settle_nothing_are_refused(call: Call, copies: tuple[Path, Path, Path]) -> None:
    for settle in ("answers/days=ours", "answers/nothing=mine", "mine"):
        said = call("merge", *copies, "--settle", settle)
        assert said.status == 2
        assert "settles nothing" in said.err
    assert call("merge", copies[0]).status == 2


def test_another_agreement_is_refused_in_one_sentence(
    call: Call, acton: Path, tmp_path: Path
) -> None:
    project = project_file.load(acton)
    other = tmp_path / "other.mou"
    document = replace(project.document, id="0f0c1d0e-6f0a-4c57-9b0e-0d6f0b8f2a11")
    project_file.save(project_file.Project(document=document), other, NOW)

    for command in ("diff", "merge"):
        said = call(command, acton, other)
        assert (said.status, said.out) == (2, "")
        assert "two agreements" in said.err


def test_the_folder_of_the_user_is_the_one_that_the_window_has(home: Path) -> None:
    ran = run_code(
        "from PySide6.QtWidgets import QApplication\n"
        "from mou_desktop.gui import words\n"
        "from mou_desktop.gui.desk import Desk\n"
        "from mou_desktop.cli.user_folder import user_folder\n"
        "app = QApplication([])\n"
        "app.setApplicationName(words.PRODUCT)\n"
        "print(Desk().folder == user_folder())\n",
        XDG_DATA_HOME=str(home),
    )
    assert ran.stdout.strip() == "True"
