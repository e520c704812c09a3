"""The child that reads a Word file: which program it is, and how it ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from mou_desktop.errors import MouError, ReturnRefused, ReturnStranger, Stopped
from mou_desktop.word.returned import child
from mou_desktop.word.returned.child import proposal_of, read_in_child
from mou_desktop.word.returned.values import Proposal
from tests.support.files import plain_sentence

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands in by a shell script")


def program(folder: Path, name: str, lines: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o700)
    return path


def test_the_built_window_starts_the_command_line_that_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "mou", """echo '{"said": "'$1'"}'""")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "mou-desktop"))

    assert read_in_child(tmp_path / "a.mou", tmp_path / "a.docx") == {"said": child.COMMAND}


@pytest.mark.faults
@pytest.mark.parametrize(
    ("lines", "kind"),
    [("echo 'mou: It is damaged.' >&2; exit 2", ReturnRefused), ("exit 3", ReturnRefused),
     ("kill -9 $$", MouError)],
    ids=["refused", "failed", "killed"],
)  # fmt: skip
def test_whatever_becomes_of_it_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, kind: type[MouError]
) -> None:
    monkeypatch.setattr(sys, "executable", str(program(tmp_path, "python", lines)))

    with pytest.raises(kind) as told:
        read_in_child(tmp_path / "a.mou", tmp_path / "a.docx")

    plain_sentence(str(told.value))


@pytest.mark.faults
def test_what_a_person_is_to_be_asked_is_told_apart_from_what_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = """echo '{"asks": {"sentence": "It is theirs.", "whose": "another", "found": [3, 4]}}'"""
    taken = """echo '{"said": "'$6'"}'"""  # after -m, the package, the command and two files
    lines = f'if [ -z "$6" ]; then {asks}; else {taken}; fi'
    monkeypatch.setattr(sys, "executable", str(program(tmp_path, "python", lines)))

    with pytest.raises(ReturnStranger, match=r"It is theirs\.") as told:
        read_in_child(tmp_path / "a.mou", tmp_path / "a.docx")

    assert (told.value.whose, told.value.found) == ("another", (3, 4))
    anyway = read_in_child(tmp_path / "a.mou", tmp_path / "a.docx", anyway=True)
    assert anyway == {"said": child.ANYWAY}


@pytest.mark.faults
def test_one_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(program(tmp_path, "python", "exec sleep 3600")))
    monkeypatch.setattr(child, "_PATIENCE", 0.3)

    with pytest.raises(MouError, match="more time or memory"):
        read_in_child(tmp_path / "a.mou", tmp_path / "a.docx")


def test_calling_off_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(program(tmp_path, "python", "exec sleep 3600")))
    looks: list[float] = []

    def told(share: float) -> None:
        looks.append(share)
        if len(looks) > 2:
            raise Stopped("Called off.")

    with pytest.raises(Stopped):
        read_in_child(tmp_path / "a.mou", tmp_path / "a.docx", told)


def test_a_change_is_the_same_after_its_passage() -> None:
    made = Proposal(id="c1", kind="text", pieces=(("a", "deleted"),), values=("b",), text="c")

    assert proposal_of({**made.as_plain(), "of a newer program": 1}) == made
