from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop import __version__
from mou_desktop.cli import answers
from mou_desktop.errors import ChangedOnDisk, MouError, NotSaved
from mou_desktop.model import local
from mou_desktop.model.values import plain
from mou_desktop.store import project_file, saver
from mou_desktop.store.strict_json import digest
from tests.support.files import (
    NOW,
    ROOT,
    examples,
    fingerprint,
    plain_sentence,
    raw_of,
    run_code,
    sealed,
    tiny_data,
    tiny_file,
    tiny_raw,
)

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.model import Document

CHANGING = {"saved", "parents", "integrity", "app"}
ORDER = [
    "mou", "id", "app", "created", "saved", "parents", "edition", "answers", "unplaced", "local",
    "notes", "rounds", "editions", "integrity",
]  # fmt: skip
PUBLISHED = jsonschema.Draft202012Validator(
    json.loads((ROOT / "schemas" / "project.schema.json").read_text(encoding="utf-8"))
)


def resaved(path: Path, now: str = NOW) -> dict[str, Any]:
    """Open and save the file at `path`; return what stands in it then."""
    project_file.save(project_file.load(path), path, now)
    return raw_of(path)


def test_opening_and_saving_changes_nothing_but_the_marks_of_saving(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    before = path.read_bytes()

    after = resaved(path)

    assert {key for key in after if after[key] != tiny_raw()[key]} <= CHANGING
    kept = re.compile(
        rb'^  "(saved|app)".*$|(?<="parents": )\[[^]]*\]|(?<="sha256": )".{64}"\n', re.M
    )
    assert kept.sub(b"", path.read_bytes()) == kept.sub(b"", before)
    assert (after["saved"], after["app"]) == (NOW, __version__)


def test_a_saved_file_is_of_the_published_format(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)

    PUBLISHED.validate(resaved(path))


def test_a_new_agreement_is_of_the_published_format(document: Document, tmp_path: Path) -> None:
    project_file.save(project_file.Project(document=document), tmp_path / "a.mou", NOW)

    PUBLISHED.validate(raw_of(tmp_path / "a.mou"))


def test_local_changes_and_notes_are_of_the_published_format(
    document: Document, tmp_path: Path
) -> None:
    document = local.change_clause(document, "duty", "reworded", text="Be kind.", reason="Short")
    document = local.change_clause(document, "own_goals", "left_out")
    document = local.add_clause(document, "duties", "duty", "Snow", "It rests.", "Local")
    document = local.add_section(document, "lists", "Local rules", "", "")
    document = local.add_note(
        document, on={"clause": "duty"}, for_="counsel", author="", time=NOW, text="Why?"
    )
    project_file.save(project_file.Project(document=document), tmp_path / "a.mou", NOW)

    PUBLISHED.validate(raw_of(tmp_path / "a.mou"))
    assert project_file.load(tmp_path / "a.mou").document == replace(document, saved=NOW)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("mou", "2.0"), ("mou", "1"), ("mou", "1.0\n"), ("id", "5f0c1d0e"),
        ("created", "yesterday"), ("saved", "2026-11-24 09:12"), ("parents", ["1"]),
        ("parents", ["0" * 64] * 51),
        ("edition", {"id": "tiny", "revision": 1}), ("answers", {"district": None}),
        ("answers", {"Bad-Key": 1}), ("answers", {"school": [{"name": "North"}]}),
        ("answers", {"head": {"name": "A", "fax": "1"}}), ("local", {"clauses": {}}),
        ("local", {"clauses": {"duty": {"state": "gone"}}, "added": []}),
        ("notes", [{"text": "x"}]), ("rounds", [{}]), ("editions", {}), ("editions", {"x": {}}),
        ("integrity", {}), ("integrity", {"sha256": "0" * 63}),
    ],
)  # fmt: skip
def test_the_published_format_refuses_what_is_not_so(key: str, value: Any) -> None:
    assert not PUBLISHED.is_valid({**tiny_raw(), key: value})


@pytest.mark.parametrize("key", ORDER)
def test_the_published_format_asks_for_every_part(key: str) -> None:
    assert not PUBLISHED.is_valid({name: part for name, part in tiny_raw().items() if name != key})


# ---- form ------------------------------------------------------------------------------------


def test_the_parts_of_a_file_stand_in_their_order(tmp_path: Path) -> None:
    assert [*resaved(tiny_file(tmp_path))] == ORDER


def test_parts_that_stand_in_another_order_are_put_in_theirs(tmp_path: Path) -> None:
    path = tmp_path / "acton.mou"
    path.write_text(json.dumps(dict(reversed(tiny_raw().items()))), encoding="utf-8")

    assert [*resaved(path)] == ORDER


def test_a_file_is_utf8_with_two_spaces_and_one_line_end() -> None:
    data = tiny_data()

    assert data.startswith(b'{\n  "mou": "1.0",\n  "id": "')
    assert data.endswith(b"\n}\n")
    assert "École du Sud" in data.decode()
    assert b"\r" not in data


def test_answers_stand_in_the_order_of_the_edition(document: Document) -> None:
    for key in ("start", "days", "district"):
        document = answers.put(document, {key: "1"})

    assert [*project_file.to_plain(document)["answers"]] == ["district", "days", "start"]


def test_answers_of_a_foreign_file_are_put_in_the_order_of_the_edition(tmp_path: Path) -> None:
    raw = tiny_raw()
    answers_ = raw["answers"]
    rows = [dict(reversed(row.items())) for row in answers_["school"]]
    head = {"email": "a@town.example", "title": "Head", "name": "Ana"}
    odd = {"zzz": 1, **dict(reversed(answers_.items())), "school": rows, "head": head}
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed({**raw, "answers": odd}))

    after = resaved(path)["answers"]

    assert [*after] == [*sorted(answers_, key=[*order_of_fields()].index), "zzz"]
    assert [*after["school"][0]] == ["_id", "name", "town"]
    assert [*after["head"]] == ["name", "title", "email"]
    assert after == odd  # nothing but the order is another


def test_the_columns_of_a_row_stand_in_the_order_of_the_edition(document: Document) -> None:
    for pair in ("school[0].town=Sample", "school[0].name=North", "head.title=T", "head.name=A"):
        _, document = answers.put_pair(document, pair)

    after = project_file.to_plain(document)["answers"]

    assert [*after["school"][0]] == ["_id", "name", "town"]
    assert [*after["head"]] == ["name", "title"]


def order_of_fields() -> list[str]:
    built = tiny_raw()["editions"][tiny_raw()["edition"]["sha256"]]["edition"]
    return [one["key"] for one in built["fields"]]


def test_signed_is_kept_between_rounds_and_editions(tmp_path: Path) -> None:
    raw = tiny_raw()
    editions = {key: raw.pop(key) for key in ("editions", "integrity")}
    raw |= {"signed": {"date": "2027-06-30", "sha256": "a" * 64}, **editions}
    path = tmp_path / "acton.mou"
    path.write_bytes(sealed(raw))

    after = resaved(path)

    assert [*after] == [*ORDER[:-2], "signed", *ORDER[-2:]]
    assert after["signed"] == raw["signed"]


def test_the_checksum_is_over_the_canonical_form_of_all_the_rest() -> None:
    raw = tiny_raw()

    assert raw.pop("integrity") == {"sha256": digest(raw)}


def test_the_edition_is_named_by_the_digest_of_what_the_file_carries() -> None:
    raw = tiny_raw()

    assert [digest(one) for one in raw["editions"].values()] == [raw["edition"]["sha256"]]


# ---- parents ---------------------------------------------------------------------------------


def test_each_save_names_the_body_before_it(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    before = tiny_raw()

    after = resaved(path)

    assert after["parents"] == [*before["parents"], before["integrity"]["sha256"]]
    again = resaved(path, "2027-03-04T05:06:08Z")
    assert again["parents"] == [*after["parents"], after["integrity"]["sha256"]]


def test_a_first_save_has_no_parents(document: Document, tmp_path: Path) -> None:
    saved = project_file.save(project_file.Project(document=document), tmp_path / "a.mou", NOW)

    assert saved.document.parents == ()


def test_parents_stop_at_fifty_and_the_oldest_goes_first(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    bodies = []
    for second in range(60):
        bodies.append(raw_of(path)["integrity"]["sha256"])
        resaved(path, f"2027-03-04T05:07:{second:02}Z")

    assert raw_of(path)["parents"] == bodies[-50:]


def test_what_a_save_returns_is_what_a_load_finds(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)

    saved = project_file.save(project_file.load(path), path, NOW)

    loaded = project_file.load(path)
    assert (saved.document, saved.body, saved.file) == (loaded.document, loaded.body, loaded.file)


# ---- what a person typed ---------------------------------------------------------------------

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
ODD_TEXT = st.text(
    st.sampled_from("e\u0301\u00e9\u00a0\u202f\u2028\u2029\r\n\t\x00\x07\x7f\x85\u200b\u202e\ufeff\ufffe\U0001f600\\\"/'{}<&"),
    max_size=30,
)  # fmt: skip


@pytest.mark.faults
@examples(60, full=2000)
@given(one=ANY_TEXT | ODD_TEXT, two=ODD_TEXT)
def test_g03_text_survives_opening_and_saving_byte_for_byte(
    one: str, two: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = tiny_raw()
    raw["answers"] |= {"district": one, "joint": two, "goals": [two, one]}
    raw["answers"]["school"][0]["name"] = two
    raw["local"]["added"][0]["text"] = one + "x"
    raw["unplaced"] = {"old": two}
    path = tmp_path_factory.mktemp("g03") / "acton.mou"
    path.write_bytes(sealed(raw))

    after = resaved(path)

    for key in ("answers", "local", "unplaced"):
        assert after[key] == raw[key]


@pytest.mark.faults
@examples(60, full=2000)
@given(text=ANY_TEXT | ODD_TEXT)
def test_an_answer_from_outside_is_cleaned_once_and_then_stays(text: str) -> None:
    document = project_file.loads(tiny_data()).document

    once = answers.put(document, {"joint": text, "district": text})

    assert answers.put(once, plain(once.answers)).answers == once.answers
    assert project_file.loads(sealed(project_file.to_plain(once))).document == once


# ---- saving that is refused ------------------------------------------------------------------


@pytest.mark.faults("A15")
def test_a_file_that_somebody_else_saved_is_not_replaced(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    mine = project_file.load(path)
    resaved(path)
    before = fingerprint(tmp_path)

    with pytest.raises(ChangedOnDisk) as caught:
        project_file.save(mine, path, NOW)

    assert "changed by somebody else" in plain_sentence(str(caught.value))
    assert fingerprint(tmp_path) == before


def test_a_project_just_made_replaces_no_file(document: Document, tmp_path: Path) -> None:
    path = tiny_file(tmp_path)

    with pytest.raises(ChangedOnDisk, match="is there already"):
        project_file.save(project_file.Project(document=document), path, NOW)
    project_file.save(project_file.Project(document=document), path, NOW, over=True)

    assert project_file.load(path).document.id == document.id


@pytest.mark.faults
def test_e10_an_agreement_too_large_to_be_opened_again_is_not_saved(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    project = project_file.load(path)
    large = project.document.with_answer("joint", "x" * 20_000_000)
    before = fingerprint(tmp_path)

    with pytest.raises(NotSaved) as caught:
        project_file.save(replace(project, document=large), path, NOW)

    assert "20 MB" in plain_sentence(str(caught.value))
    assert fingerprint(tmp_path) == before


@pytest.mark.faults
@pytest.mark.faults("A21")
def test_an_answer_nested_too_deep_is_not_saved(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    project = project_file.load(path)
    deep: Any = "x"
    for _ in range(70):
        deep = (deep,)
    document = project.document.with_answer("joint", deep)
    before = fingerprint(tmp_path)

    with pytest.raises(MouError) as caught:
        project_file.save(replace(project, document=document), path, NOW)

    assert plain_sentence(str(caught.value))
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"])
@pytest.mark.faults("A21")
def test_half_a_character_is_not_saved(tmp_path: Path, text: str) -> None:
    path = tiny_file(tmp_path)
    project = project_file.load(path)
    document = project.document.with_answer("district", text)

    with pytest.raises(NotSaved, match="“School district”") as caught:
        project_file.save(replace(project, document=document), path, NOW)

    assert plain_sentence(str(caught.value))
    assert path.read_bytes() == tiny_data()


def test_saving_to_another_place_keeps_the_identity(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    project = replace(project_file.load(path), file=saver.NOTHING)

    project_file.save(project, tmp_path / "copy.mou", NOW)

    assert raw_of(tmp_path / "copy.mou")["id"] == raw_of(path)["id"]
    assert path.read_bytes() == tiny_data()


# ---- docs/file-format.md -----------------------------------------------------------------------

PAGE = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_on_the_page_has_the_parts_of_a_file_in_their_order() -> None:
    example, _ = blocks("json")

    assert [*json.loads(example)] == ORDER


def test_the_page_tells_how_to_check_the_checksum(tmp_path: Path) -> None:
    tiny_file(tmp_path)
    (code,) = blocks("python")

    assert run_code(f"import os; os.chdir({str(tmp_path)!r})\n{code}").stdout == "True\n"


@pytest.mark.parametrize("key", ORDER)
def test_the_page_explains_every_part(key: str) -> None:
    assert f"`{key}`" in PAGE
