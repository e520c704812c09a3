from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.cli import answers
from mou_desktop.errors import MouError
from mou_desktop.model.values import plain
from mou_desktop.store import project_file
from tests.support.files import examples, plain_sentence, sealed, tiny_data

if TYPE_CHECKING:
    from mou_desktop.model import Document

IDENTITY = re.compile(r"[a-z][a-z0-9]{7}")


@pytest.fixture
def acton() -> Document:
    return project_file.loads(tiny_data()).document


def after(document: Document, *pairs: str) -> dict[str, Any]:
    for pair in pairs:
        _, document = answers.put_pair(document, pair)
    found: dict[str, Any] = plain(document.answers)
    return found


@pytest.mark.parametrize(
    ("pair", "key", "value"),
    [
        ("district=Acton", "district", "Acton"),
        ("district=A=B", "district", "A=B"),
        ("district= Acton ", "district", " Acton "),
        ("kind=Municipal", "kind", "municipal"),
        ("kind=regional", "kind", "regional"),
        ("kind=county", "kind", "county"),
        ("days=20", "days", 20),
        ("days=1,000", "days", 1000),
        ("days=2.5", "days", 2.5),
        ("days=soon", "days", "soon"),
        ("start=7/1/2027", "start", "2027-07-01"),
        ("start=July 1, 2027", "start", "2027-07-01"),
        ("start=2027-07-01", "start", "2027-07-01"),
        ("start=7/1/27", "start", "7/1/27"),
        ("start=2/31/2027", "start", "2/31/2027"),
        ("goals=Run; Read", "goals", ["Run", "Read"]),
        ('goals=["Run; fast"]', "goals", ["Run; fast"]),
        ("goals[0]=Run", "goals", ["Run", "Read – every day"]),
        ("goals[2]=Sing", "goals", ["Walk to school", "Read – every day", "Sing"]),
        ("goals[0]=", "goals", ["Read – every day"]),
        ("head=Bo Sample", "head", {"name": "Bo Sample"}),
        ("head.name=Bo Sample", "head", {"name": "Bo Sample", "title": "Superintendent"}),
        ("head.email=a@b.example", "head",
         {"name": "Ana Teixeira", "title": "Superintendent", "email": "a@b.example"}),
        ("head.title=", "head", {"name": "Ana Teixeira"}),
        ('head={"name": "Bo"}', "head", {"name": "Bo"}),
        ("joint=One\r\nTwo", "joint", "One\nTwo"),
        ("joint=e\u0301\u0007", "joint", "é"),
    ],
)  # fmt: skip
def test_a_pair_sets_one_answer(acton: Document, pair: str, key: str, value: Any) -> None:
    before = plain(acton.answers)

    assert after(acton, pair) == {**before, key: value}


@pytest.mark.parametrize("key", ["district", "head", "goals", "days", "school"])
def test_an_empty_value_takes_the_answer_out(acton: Document, key: str) -> None:
    before = plain(acton.answers)

    assert after(acton, f"{key}=") == {k: v for k, v in before.items() if k != key}


def test_a_row_is_found_by_number_or_by_identity(acton: Document) -> None:
    rows = after(acton, "school[0].name=East", "school[s2bb1c3d].name=West")["school"]

    assert [(row["_id"], row["name"]) for row in rows] == [
        ("s1aa0b2c", "East"), ("s2bb1c3d", "West"),
    ]  # fmt: skip


def test_the_row_after_the_last_is_added_with_an_identity_of_its_own(acton: Document) -> None:
    rows = after(acton, "school[2].name=East", "school[2].town=Sample")["school"]

    assert len(rows) == 3
    assert {key: rows[2][key] for key in ("name", "town")} == {"name": "East", "town": "Sample"}
    assert IDENTITY.fullmatch(rows[2]["_id"])
    assert len({row["_id"] for row in rows}) == 3


def test_an_empty_row_is_taken_out(acton: Document) -> None:
    assert [row["_id"] for row in after(acton, "school[0]=")["school"]] == ["s2bb1c3d"]


def test_a_person_in_a_row_is_reached(acton: Document) -> None:
    found = after(acton, "member[0].name.name=Bo", "member[0].name.phone=911")["member"]

    assert [row["name"] for row in found] == [{"name": "Bo", "phone": "911"}]


def test_a_row_is_chosen_by_what_stands_in_its_first_column(acton: Document) -> None:
    (row,) = after(acton, "member[0].home=École du Sud", "member[0].visits=North School; s2bb1c3d")[
        "member"
    ]

    assert (row["home"], row["visits"]) == ("s2bb1c3d", ["s1aa0b2c", "s2bb1c3d"])


def test_setting_a_derived_table_keeps_its_other_rows(acton: Document) -> None:
    rows = after(acton, "signatories[0].date=2027-06-30")["signatories"]

    assert [row["name"] for row in rows] == [
        "Ana Teixeira", "Head of North School", "Head of École du Sud",
    ]  # fmt: skip
    assert rows[0]["date"] == "2027-06-30"


# ---- identities of rows, format.md 0.1 -----------------------------------------------------------


def schools(document: Document, *rows: dict[str, Any]) -> list[tuple[str, str]]:
    found = plain(answers.put(document, {"school": list(rows)}).answers)["school"]
    return [(row["_id"], row["name"]) for row in found]


def test_a_row_without_identity_takes_that_of_the_same_first_column(acton: Document) -> None:
    assert schools(acton, {"name": "École du Sud"}, {"name": "North School"}) == [
        ("s2bb1c3d", "École du Sud"), ("s1aa0b2c", "North School"),
    ]  # fmt: skip


def test_else_that_of_the_same_place(acton: Document) -> None:
    assert schools(acton, {"name": "East"}, {"name": "West"}) == [
        ("s1aa0b2c", "East"), ("s2bb1c3d", "West"),
    ]  # fmt: skip


def test_else_a_new_one(acton: Document) -> None:
    *old, (identity, _) = schools(
        acton, {"name": "North School"}, {"name": "École du Sud"}, {"name": "East"}
    )

    assert [one for one, _ in old] == ["s1aa0b2c", "s2bb1c3d"]
    assert IDENTITY.fullmatch(identity)


def test_a_given_identity_stays(acton: Document) -> None:
    assert schools(acton, {"_id": "z9y8x7w6", "name": "North School"}) == [
        ("z9y8x7w6", "North School")
    ]


def test_no_two_rows_take_the_same_identity(acton: Document) -> None:
    rows = [{"name": "North School"}, {"name": "North School"}, {"_id": "s1aa0b2c", "name": "East"}]

    found = schools(acton, *rows)

    assert len({identity for identity, _ in found}) == 3


@examples(100, full=3000)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from(["North School", "École du Sud", "East", ""])},
            optional={"_id": st.sampled_from(["s1aa0b2c", "s2bb1c3d", "q1q1q1q1"])},
        ),
        max_size=6,
    )
)
def test_rows_from_outside_keep_their_order_and_have_an_identity_each(
    rows: list[dict[str, str]],
) -> None:
    document = project_file.loads(tiny_data()).document
    given_ids = [row["_id"] for row in rows if "_id" in row]

    found = schools(document, *rows) if rows else []

    assert [name for _, name in found] == [row["name"] for row in rows]
    assert all(IDENTITY.fullmatch(identity) for identity, _ in found)
    if len(set(given_ids)) == len(given_ids):
        assert len({identity for identity, _ in found}) == len(found)


# ---- anything at all ---------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["_id", "name", "town", "title", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)
ACTON = project_file.loads(tiny_data()).document
FIELDS = [one.key for one in ACTON.edition.fields]


@pytest.mark.faults
@examples(100, full=3000)
@given(st.dictionaries(st.sampled_from([*FIELDS, "nothing"]), JSON, max_size=5))
def test_b07_any_answers_are_stored_or_refused_in_one_sentence(given_: dict[str, Any]) -> None:
    try:
        put = answers.put(ACTON, given_)
    except MouError as error:
        plain_sentence(" ".join(str(error).split()))  # as the command line prints it
        return

    again = project_file.loads(sealed(json.loads(json.dumps(project_file.to_plain(put)))))

    assert again.document == put


@pytest.mark.faults
@examples(150, full=5000)
@given(
    st.sampled_from([*FIELDS, "nothing", ""]),
    st.text(st.sampled_from("[]0123.name_idx-= "), max_size=12),
    st.text(max_size=12),
)
def test_b07_any_pair_is_stored_or_refused_in_one_sentence(key: str, path: str, value: str) -> None:
    try:
        _, put = answers.put_pair(ACTON, f"{key}{path}={value}")
    except MouError as error:
        plain_sentence(" ".join(str(error).split()))  # as the command line prints it
        return

    assert project_file.loads(sealed(project_file.to_plain(put))).document == put
