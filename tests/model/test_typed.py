from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mou_desktop import validation
from mou_desktop.model.answer_schema import property_of
from mou_desktop.model.document import row_id
from mou_desktop.model.typed import Reader, with_answers, with_identities
from mou_desktop.model.values import freeze, is_row_id, plain
from tests.support import answers

if TYPE_CHECKING:
    from mou_desktop.model import Document, Field

quiet = settings(deadline=None, suppress_health_check=list(HealthCheck))
TINY = answers.tiny()


def read(document: Document, key: str, raw: Any) -> Any:
    one = document.edition.column(key)
    assert one
    return plain(Reader(document).read(one, raw))


# ---- values as their types -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("start", "7/1/2027", "2027-07-01"),
        ("start", "07-01-2027", "2027-07-01"),
        ("start", "July 1, 2027", "2027-07-01"),
        ("start", "Jul 1 2027", "2027-07-01"),
        ("start", " 2027-07-01 ", "2027-07-01"),
        ("start", "2/29/2028", "2028-02-29"),
        ("days", "30", 30),
        ("days", "1,000", 1000),
        ("fee", "$29,530.50", 29530.5),
        ("fee", "$ 1", 1),
        ("fee", "30000.00", 30000),
        ("share", "33.5%", 33.5),
        ("shared", "Yes", True),
        ("shared", "n", False),
        ("kind", "regional", "regional"),
        ("kind", "Regional", "regional"),
        ("kind", " MUNICIPAL ", "municipal"),
        ("uses", "Sport; art", ["sport", "art"]),
        ("uses", ["Music"], ["music"]),
        ("goals", "Walk\nRead", ["Walk", "Read"]),
        ("goals", "Walk; Read", ["Walk", "Read"]),
        ("head", "Ana Teixeira", {"name": "Ana Teixeira"}),
        ("head", {"name": "Ana"}, {"name": "Ana"}),
        ("mail", " a@b.co\n", "a@b.co"),
        ("district", "Caf\u0065\u0301\r\nx\x07", "Caf\u00e9\nx"),
    ],
)
def test_what_is_typed_reads_as_its_type(
    document: Document, key: str, typed: Any, value: Any
) -> None:
    assert read(document, key, typed) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("start", "7/1/27"),  # a year has four digits
        ("start", "31/12/2027"),
        ("start", "2027-02-30"),
        ("start", "soon"),
        ("start", "Smarch 1, 2027"),
        ("days", "thirty"),
        ("days", "nan"),
        ("days", "1e999"),
        ("fee", "$"),
        ("shared", "perhaps"),
        ("kind", "county"),
        ("district", 5),
        ("days", True),
    ],
)
@pytest.mark.faults("G07")
def test_what_cannot_be_read_stays_as_it_was_typed(
    document: Document, key: str, typed: Any
) -> None:
    assert read(document, key, typed) == typed


def test_a_choice_over_rows_is_read_by_name_and_by_identity(document: Document) -> None:
    schools = freeze([{"_id": "s1aa0b2c", "name": "North"}, {"_id": "s2bb1c3d", "name": "South"}])
    asked = document.with_answer("school", schools)

    assert read(asked, "member.home", "South") == "s2bb1c3d"
    assert read(asked, "member.home", "s1aa0b2c") == "s1aa0b2c"
    assert read(asked, "member.home", "West") == "West"
    assert read(asked, "member.visits", "South; North") == ["s2bb1c3d", "s1aa0b2c"]


def test_tables_come_first_so_that_choices_over_their_rows_find_them(document: Document) -> None:
    told = {"member": [{"name": "Bo", "home": "South"}], "school": [{"name": "South"}]}

    asked = with_answers(document, told)

    (school,), (member,) = asked.answer("school"), asked.answer("member")
    assert member["home"] == school["_id"]
    assert member["name"] == {"name": "Bo"}


@pytest.mark.parametrize("nothing", [None, "", []])
def test_an_empty_answer_takes_the_old_one_out(document: Document, nothing: Any) -> None:
    asked = with_answers(document, {"goals": ["Walk"]})

    assert "goals" not in with_answers(asked, {"goals": nothing}).answers


@quiet
@given(st.data())
def test_a_valid_answer_reads_as_itself(data: st.DataObject) -> None:
    given_ = data.draw(answers.complete(TINY))
    document = answers.document(TINY, given_)

    for key, value in given_.items():
        if not (TINY.by_key[key].type == "list" and "\n" in str(value)):
            assert not departures(TINY.by_key[key], read(document, key, value))


@quiet
@given(st.data())
def test_whatever_is_given_can_be_read_twice_with_the_same_result(
    data: st.DataObject,
) -> None:
    document = answers.document(TINY, data.draw(answers.anything(TINY)))

    for one in TINY.fields:
        once = read(document, one.key, plain(document.answer(one.key)))
        assert read(document, one.key, once) == once


def departures(one: Field, value: Any) -> list[validation.Fault]:
    return list(validation.faults(value, property_of(one)))


# ---- identities of rows --------------------------------------------------------------------

NAMES = st.sampled_from(["North", "South", "West", "", "North"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {}, optional={"_id": st.sampled_from(["a1aa0b2c", "b1aa0b2c", ""]), "name": NAMES}
    ),
    max_size=5,
)
PRESENT = st.dictionaries(st.sampled_from("abcdefgh"), NAMES, max_size=5).map(
    lambda one: [{"_id": f"{letter}1aa0b2c", "name": name} for letter, name in one.items()]
)


def identified(rows: Any, present: Any) -> list[Any]:
    found = with_identities(TINY.by_key["school"], freeze(rows), freeze(present))
    assert isinstance(found, tuple)
    return list(found)


@quiet
@given(ROWS, PRESENT)
def test_every_row_gets_an_identity_and_none_is_given_out_twice(
    rows: list[dict[str, str]], present: list[dict[str, str]]
) -> None:
    found = [row_id(row) for row in identified(rows, present)]
    own = [row.get("_id", "") for row in rows]

    assert all(is_row_id(one) for one in found)
    given_out = [one for one, before in zip(found, own, strict=True) if not before]
    assert len(set(given_out)) == len(given_out)
    assert not set(given_out) & set(filter(None, own))


@quiet
@given(ROWS, PRESENT)
def test_a_row_keeps_its_cells_and_the_identity_it_brings(
    rows: list[dict[str, str]], present: list[dict[str, str]]
) -> None:
    for before, after in zip(rows, identified(rows, present), strict=True):
        assert after["name"] == before["name"] if "name" in before else "name" not in after
        assert not before.get("_id") or row_id(after) == before["_id"]


def test_a_row_without_identity_takes_that_of_its_name_before_that_of_its_place() -> None:
    present = [{"_id": "n1aa0b2c", "name": "North"}, {"_id": "s1aa0b2c", "name": "South"}]

    turned = identified([{"name": "South"}, {"name": "North"}], present)
    renamed = identified([{"name": "Nord"}, {"name": "South"}], present)

    assert [row_id(row) for row in turned] == ["s1aa0b2c", "n1aa0b2c"]
    assert [row_id(row) for row in renamed] == ["n1aa0b2c", "s1aa0b2c"]


def test_a_row_that_is_new_takes_nobodys_identity() -> None:
    present = [{"_id": "n1aa0b2c", "name": "North"}]

    first, second = identified([{"name": "North"}, {"name": "South"}], present)

    assert row_id(first) == "n1aa0b2c"
    assert row_id(second) not in {"n1aa0b2c", ""}
