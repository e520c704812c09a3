"""`mou import`: lists what came back, takes what is accepted, and changes nothing that it read."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop import cli, messages
from mou_desktop.store import project_file
from tests.support.counsel import Sitting
from tests.support.files import plain_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).parent.parent / "samples" / "complete.mou"


@pytest.fixture
def sent(tmp_path: Path) -> tuple[Path, Path]:
    """A project that was sent, and the copy to work in."""
    path = tmp_path / "a.mou"
    shutil.copy(SAMPLE, path)
    assert cli.main(["pack", str(path), "-o", str(tmp_path / "pack")]) == 0
    return path, tmp_path / "pack" / "a for review.docx"


def edited(sent: tuple[Path, Path], *edits: str) -> Path:
    """Return the copy as counsel sends it back."""
    path, word = sent
    sitting = Sitting(word.read_bytes(), project_file.load(path).document)
    chance = random.Random(3)  # noqa: S311  # for the same edits on every run
    for edit in edits:
        assert getattr(sitting, edit)(chance, tracked=True)
    back = word.with_name("back.docx")
    back.write_bytes(sitting.saved())
    return back


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    capsys.readouterr()
    status = cli.main(["import", *map(str, words), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_an_untouched_file_has_no_changes(
    sent: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, found = told(capsys, *sent)

    assert (status, found["changes"], found["unplaced"]) == (0, [], [])
    assert found["identity"] == "round"
    assert found["round"] == project_file.load(sent[0]).document.rounds[-1]["_id"]


def test_changes_are_listed_and_nothing_is_written(
    sent: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    back = edited(sent, "answer", "add")
    before = [sent[0].read_bytes(), back.read_bytes()]

    status, found = told(capsys, sent[0], back)

    assert status == 1
    assert sorted(one["kind"] for one in found["changes"]) == ["added", "field"]
    shape = {"kind", "clause", "field", "before", "after", "tracked", "author", "date", "locked"}
    assert all(shape <= set(one) for one in found["changes"])
    assert [sent[0].read_bytes(), back.read_bytes()] == before


@pytest.mark.parametrize(("accept", "taken"), [("all", 2), ("fields", 1), ("wording", 1),
                                               ("none", 0)])  # fmt: skip
def test_what_is_accepted_is_written_beside_and_noted_in_the_round(
    sent: tuple[Path, Path], capsys: pytest.CaptureFixture[str], accept: str, taken: int
) -> None:
    back, out = edited(sent, "answer", "add"), sent[0].with_name("out.mou")
    before = sent[0].read_bytes()

    status, found = told(capsys, sent[0], back, "--accept", accept, "-o", out)

    assert found["counts"]["accepted"] == taken
    assert status == (1 if accept in {"fields", "wording"} else 0)
    assert sent[0].read_bytes() == before
    (noted,) = project_file.load(out).document.rounds[-1]["returns"]
    assert sum(one["taken"] for one in noted["decisions"]) == taken
    assert told(capsys, out, back)[1]["identity"] == "again"
    assert told(capsys, out, back)[0] == 0


@pytest.fixture
def locked(sent: tuple[Path, Path]) -> Path:
    """What came back, with words changed in a clause that may not be changed."""
    path, word = sent
    for seed in range(40):
        sitting = Sitting(word.read_bytes(), project_file.load(path).document)
        assert sitting.word(random.Random(seed), tracked=True)  # noqa: S311
        if sitting.truth[0][0] == "locked":
            back = word.with_name("back.docx")
            back.write_bytes(sitting.saved())
            return back
    pytest.fail("no locked clause was edited")


@pytest.mark.faults
def test_f11_locked_words_become_a_note_to_counsel_and_the_output_says_so(
    sent: tuple[Path, Path], locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = sent[0].with_name("out.mou")
    before = project_file.load(sent[0]).document

    status, found = told(capsys, sent[0], locked, "--accept", "all", "-o", out)

    (one,) = found["changes"]
    assert (status, one["kind"], one["became"], found["counts"]["noted"]) == (
        0,
        "locked",
        "note",
        1,
    )
    after = project_file.load(out).document
    assert (after.clauses, after.added) == (before.clauses, before.added)
    (note,) = after.notes[len(before.notes) :]
    assert "altogether otherwise" in str(note["text"])
    assert (note["for"], (note["on"] or {})["clause"]) == ("counsel", one["clause"])
    (noted,) = after.rounds[-1]["returns"]
    assert [(each["how"], each["taken"]) for each in noted["decisions"]] == [("note", True)]

    cli.main(["import", *map(str, (sent[0], locked)), "--accept", "all", "-o", str(out), "--force"])
    said = capsys.readouterr().out
    assert messages.RETURN_NOTED in said
    assert "0 taken, 1 note to counsel." in said


def test_locked_words_are_no_wording_that_a_command_takes(
    sent: tuple[Path, Path], locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = sent[0].with_name("out.mou")

    status, found = told(capsys, sent[0], locked, "--accept", "wording", "-o", out)

    assert (status, found["changes"][0]["became"], found["counts"]["accepted"]) == (1, "left", 0)


def test_the_json_has_these_keys(
    sent: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = told(capsys, sent[0], edited(sent, "word"))

    assert list(found) == ["file", "round", "identity", "of", "headings", "counts", "changes",
                           "unplaced", "remarks", "written"]  # fmt: skip
    assert list(found["changes"][0]) == [
        "id", "kind", "section", "clause", "field", "heading", "before", "after", "tracked",
        "mixed", "author", "date", "locked", "law", "conflict", "mine", "became",
    ]  # fmt: skip


def test_an_older_round_is_compared_with_what_was_sent_then(
    sent: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = sent
    back = edited(sent, "add")
    project = project_file.load(path)
    older = project.document.rounds[-1]["_id"]
    changed = project.document.with_answer("district_name", "Another District")
    project_file.save(replace(project, document=changed), path, "2027-01-01T00:00:00Z")
    assert cli.main(["pack", str(path), "-o", str(path.with_name("second"))]) == 0
    assert project_file.load(path).document.rounds[-1]["_id"] != older

    _, found = told(capsys, path, back)

    assert (found["identity"], found["round"]) == ("older", older)
    assert [one["kind"] for one in found["changes"]] == ["added"]


def test_a_return_is_remembered_where_no_round_is_known(
    sent: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = sent
    back, out = edited(sent, "add"), path.with_name("out.mou")
    shutil.copy(SAMPLE, path)  # as it was before the sending

    status, found = told(capsys, path, back, "--accept", "all", "-o", out)

    assert (status, found["identity"], found["round"]) == (0, "file", None)
    assert cli.main(["check", str(out)]) in {0, 1}  # the file follows its schema
    assert told(capsys, out, back)[1]["identity"] == "again"
    (made,) = project_file.load(out).document.rounds
    assert (made["sent"], len(made["returns"])) == ((), 1)
    # what went out is still told by the file itself, and not by the round that holds its return
    other = edited(sent, "add", "word")
    assert told(capsys, out, other)[1]["identity"] == "file"


@pytest.fixture
def strange(sent: tuple[Path, Path]) -> tuple[Path, Path]:
    """A project, and what came back of another agreement with the same edition."""
    path, back = sent[0], edited(sent, "answer", "add")
    project = project_file.load(path)
    other = replace(project.document, id="11111111-2222-4333-8444-555555555555")
    project_file.save(replace(project, document=other), path, "2027-01-01T00:00:00Z")
    return path, back


@pytest.mark.faults
def test_f16_what_is_of_another_agreement_is_refused_in_one_sentence_that_names_the_way(
    strange: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = project_file.load(SAMPLE).document.id

    assert cli.main(["import", *map(str, strange)]) == 2

    said = plain_sentence(capsys.readouterr().err)
    assert said.startswith("mou: This Word file is of another agreement, “")
    assert all(one in said for one in (theirs, "--anyway", "127 of 127 headings"))


@pytest.mark.faults
def test_f16_what_is_of_another_agreement_is_taken_by_its_text_once_that_is_said(
    strange: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out = strange[0].with_name("out.mou")

    status, found = told(capsys, *strange, "--anyway", "--accept", "all", "-o", out)

    assert (status, found["identity"], found["round"]) == (0, "text", None)
    assert found["of"]["agreement"] == project_file.load(SAMPLE).document.id
    assert sorted(one["kind"] for one in found["changes"]) == ["added", "field"]
    after = project_file.load(out).document
    assert after.rounds[-1]["returns"][-1]["of"] == found["of"]
    assert all("another agreement" in str(one.reason) for one in after.added[-1:])
    # a file that was decided on is known, and nobody has to say so again
    assert told(capsys, out, strange[1])[1]["identity"] == "again"


def test_what_is_taken_by_its_text_says_so_first(
    strange: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", *map(str, strange), "--anyway"]) == 1

    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("This is of another agreement, “")
    assert second == messages.RETURN_HITS.format(hits=127, all=127)


@pytest.mark.faults
def test_f16_a_file_of_another_edition_is_taken_by_its_text_once_that_is_said(
    sent: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = tmp_path / "older.mou"
    shutil.copy(SAMPLE.with_name("complete-2018.mou"), older)
    assert cli.main(["pack", str(older), "-o", str(tmp_path / "older")]) == 0
    word = tmp_path / "older" / "older for review.docx"
    capsys.readouterr()

    assert cli.main(["import", str(sent[0]), str(word)]) == 2
    assert "another edition, ma-sro-2018" in plain_sentence(capsys.readouterr().err)
    _, found = told(capsys, sent[0], word, "--anyway")

    assert (found["identity"], found["of"]["edition"]) == ("text", "ma-sro-2018")
    assert found["headings"]["sent"] == 127
    assert found["headings"]["found"] >= 90
    assert not any(one["conflict"] and one["kind"] != "field" for one in found["changes"])


def test_a_file_that_is_of_this_agreement_is_taken_as_ever(
    sent: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = told(capsys, *sent, "--anyway")

    assert (found["identity"], found["of"]) == ("round", None)


def test_an_output_over_what_was_read_is_refused(sent: tuple[Path, Path]) -> None:
    back = edited(sent, "add")
    before = sent[0].read_bytes()

    assert cli.main(["import", *map(str, (sent[0], back)), "--accept", "all",
                     "-o", str(sent[0]), "--force"]) == 2  # fmt: skip
    assert sent[0].read_bytes() == before


@pytest.mark.faults
@pytest.mark.parametrize(
    "harm", [lambda _data: b"{\\rtf1", lambda data: data[: len(data) // 2], lambda _data: b""],
    ids=["rtf", "cut", "empty"],
)  # fmt: skip
def test_f04_what_is_no_word_file_is_refused_in_one_sentence(
    sent: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    harm: Callable[[bytes], bytes],
) -> None:
    bad = sent[1].with_name("bad.docx")
    bad.write_bytes(harm(sent[1].read_bytes()))
    capsys.readouterr()

    assert cli.main(["import", str(sent[0]), str(bad)]) == 2
    line = capsys.readouterr().err.strip()
    assert line.startswith("mou: ")
    assert "\n" not in line
    assert "fault of this program" not in line


def test_the_child_is_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "read-return" not in capsys.readouterr().out
