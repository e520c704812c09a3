"""Reviews that are under way: kept after each decision, and read again after the program ended."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mou_desktop.store import reviews
from mou_desktop.store.kept import Shelves
from mou_desktop.store.reviews import Review, Waiting

if TYPE_CHECKING:
    from pathlib import Path

ID = "11111111-2222-3333-4444-555555555555"
MADE = Review(name="a.docx", data=b"PK", decisions={"k.0": {"choice": "reject"}}, total=3)


def test_a_review_is_kept_with_its_file_and_told_without_it(tmp_path: Path) -> None:
    reviews.begin(tmp_path / "reviews", ID, MADE)

    assert reviews.kept(tmp_path / "reviews", ID) == MADE
    found = reviews.waiting(tmp_path / "reviews", ID)
    assert found == Waiting(name="a.docx", sha256=MADE.sha256, total=3, decided=1)
    assert found.left == 2


def test_what_was_put_into_a_clause_and_said_of_a_stranger_is_kept(tmp_path: Path) -> None:
    made = replace(MADE, placed=({"text": "A footnote.", "clause": "copies"},), anyway=True)
    reviews.begin(tmp_path, ID, made)

    assert reviews.kept(tmp_path, ID) == made
    assert reviews.waiting(tmp_path, ID) == Waiting(
        name="a.docx", sha256=MADE.sha256, total=3, decided=1, placed=1
    )


def test_a_review_that_an_earlier_program_kept_is_read(tmp_path: Path) -> None:
    reviews.begin(tmp_path, ID, MADE)
    path = tmp_path / f"{ID}.json"
    old = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({k: v for k, v in old.items() if k not in {"placed", "anyway"}}))

    assert reviews.kept(tmp_path, ID) == MADE


def test_there_is_none_where_none_was_kept(tmp_path: Path) -> None:
    assert reviews.kept(tmp_path, ID) is None
    assert reviews.waiting(tmp_path, ID) is None


@pytest.mark.faults
@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"name": 1}'])
def test_a_review_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, data: bytes) -> None:
    reviews.begin(tmp_path, ID, MADE)
    (tmp_path / f"{ID}.json").write_bytes(data)

    assert reviews.kept(tmp_path, ID) is None
    assert reviews.waiting(tmp_path, ID) is None


@pytest.mark.faults
def test_a_word_file_that_is_another_one_is_not_taken_for_that_of_the_review(
    tmp_path: Path,
) -> None:
    reviews.begin(tmp_path, ID, MADE)
    (tmp_path / f"{ID}.docx").write_bytes(b"other")

    assert reviews.kept(tmp_path, ID) is None


def test_deleting_what_is_kept_of_an_agreement_deletes_its_review(tmp_path: Path) -> None:
    folder = tmp_path / "reviews"
    reviews.begin(folder, ID, MADE)
    reviews.begin(folder, "another", MADE)

    Shelves(tmp_path / "versions", tmp_path / "recovery", folder).delete_all(ID)

    assert reviews.kept(folder, ID) is None
    assert reviews.kept(folder, "another") == MADE
