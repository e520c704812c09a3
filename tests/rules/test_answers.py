from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mou_desktop import validation
from mou_desktop.messages import SAME_ID
from mou_desktop.model.answer_schema import property_of
from mou_desktop.rules import AnswerCheck, check
from tests.support import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from mou_desktop.model import Document, Finding

    Told: TypeAlias = Callable[..., Document]

ABOUT_THE_TEXT = {"content.working_text", "content.to_confirm"}
TINY = answers.tiny()


def found(document: Document) -> list[Finding]:
    """Return what is said of the answers and of local changes."""
    return [one for one in check(document) if one.rule not in ABOUT_THE_TEXT]


def member(**cells: Any) -> list[dict[str, Any]]:
    first = {"_id": "m1aa0b2c", "name": {"name": "Bo"}, **cells}
    return [first, {"_id": "m2aa0b2c", "name": {"name": "Cy"}}]


def without_advice(document: Document) -> list[Finding]:
    return [one for one in found(document) if one.rule != "field.advised"]


def test_a_complete_agreement_leaves_one_piece_of_advice(told: Told) -> None:
    (advice,) = found(told())

    assert (advice.rule, advice.severity) == ("field.advised", "should")
    assert advice.message == "Add two members or more."


# ---- each rule fires once, and is silent when all is right ----------------------------------


@pytest.mark.parametrize(
    ("changes", "rule", "field", "sentence"),
    [
        ({"district": None}, "field.missing", "district", "Give the name of the district."),
        ({"district": " \t "}, "field.missing", "district", "Give the name of the district."),
        ({"district": "\u3164"}, "field.missing", "district", "Give the name of the district."),
        ({"head": {"title": "Head"}}, "field.missing", "head", "Name the head of the district."),
        ({"school": []}, "field.missing", "school", "Add at least one school."),
        ({"role": "other"}, "field.missing", "role_other", "Say which other role it is."),
        ({"start": "7/1/2027"}, "field.wrong", "start",
         "Write the date with month, day and four-digit year."),
        ({"start": "2027-02-29"}, "field.wrong", "start",
         "Write the date with month, day and four-digit year."),
        ({"days": "thirty"}, "field.wrong", "days", "Enter a whole number of days from 0 to 365."),
        ({"days": 30.5}, "field.wrong", "days", "Enter a whole number of days from 0 to 365."),
        ({"days": 366}, "field.bounds", "days", "Enter a whole number of days from 0 to 365."),
        ({"fee": -1}, "field.bounds", "fee", "“Fee” takes $0 or more."),
        ({"fee": 1000001}, "field.bounds", "fee", "“Fee” takes $1,000,000 or less."),
        ({"share": 100.5}, "field.bounds", "share", "“Share” takes 100 percent or less."),
        ({"fee": 1.005}, "field.cents", "fee",
         "“Fee” takes dollars and cents, with at most two digits after the point."),
        ({"fee": "a lot"}, "field.wrong", "fee",
         "Enter an amount in dollars, such as 30000 or 29530.50."),
        ({"fee": 5, "shared": "perhaps"}, "field.wrong", "shared", "Answer yes or no."),
        ({"kind": "county"}, "field.wrong", "kind", "Choose one of the published answers."),
        ({"uses": ["sport", "chess"]}, "field.wrong", "uses",
         "Choose from the published answers."),
        ({"uses": ["sport", "sport"]}, "field.twice", "uses",
         "“Uses” names the same choice twice. Remove one."),
        ({"mail": "office"}, "field.wrong", "mail",
         "Write an email address such as name@town.example."),
        ({"call": "by owl?"}, "field.wrong", "call",
         "Write a telephone number with digits, such as (555) 555-0100."),
        ({"site": "town.example"}, "field.wrong", "site",
         "Write a web address that begins with https://."),
        ({"head": {"name": "Ana", "email": "no"}}, "field.wrong", "head",
         "Write an email address such as name@town.example."),
        ({"head": "Ana"}, "field.wrong", "head",
         "Give a person as name, title, phone and email."),
        ({"district": 5}, "field.wrong", "district", "Write “School district” as text."),
        ({"goals": "Walk"}, "field.wrong", "goals", "Give a list, one entry a line."),
        ({"school": "North"}, "field.wrong", "school", "Give a table, one row for each entry."),
        ({"district": "x" * 61}, "field.too_long", "district",
         "“School district” takes 60 characters; this has 61. Shorten it."),
        ({"goals": ["x"] * 21}, "field.too_long", "goals",
         "“Goals of our own” takes 20 entries; this has 21. Remove some."),
    ],
)  # fmt: skip
def test_each_rule_on_an_answer_fires(
    told: Told, changes: dict[str, Any], rule: str, field: str, sentence: str
) -> None:
    (finding,) = without_advice(told(**changes))

    assert (finding.rule, finding.severity) == (rule, "must")
    assert finding.place.field == field
    assert finding.message == sentence


@pytest.mark.parametrize(
    ("rows", "rule", "field", "sentence"),
    [
        ([{"_id": "s1aa0b2c"}], "field.missing", "school.name",
         "Row 1: Give the name of the school."),
        ([{"_id": "s1aa0b2c", "name": "North"}, {"_id": "s2bb1c3d", "name": " "}], "field.missing",
         "school.name", "Row 2: Give the name of the school."),
        ([{"_id": "s1aa0b2c", "name": "North", "town": "x" * 61}], "field.too_long", "school.town",
         "Row 1 (North): “Town” takes 60 characters; this has 61. Shorten it."),
        ([{"_id": "s1aa0b2c", "name": "North", "town": 5}], "field.wrong", "school.town",
         "Row 1 (North): Write “Town” as text."),
        ([{"name": "North"}], "row.id", "school",
         "Row 1 (North): A row of “Schools” has no identity of its own. Add the row anew."),
        ([{"_id": "N", "name": "North"}], "row.id", "school",
         "Row 1 (North): A row of “Schools” has no identity of its own. Add the row anew."),
        (["North"], "row.id", "school",
         "Row 1: A row of “Schools” has no identity of its own. Add the row anew."),
        ([{"_id": "s1aa0b2c", "name": "North"}] * 2, "row.same_id", "school",
         f"Row 2 (North): {SAME_ID.format(label='Schools')}"),
    ],
)  # fmt: skip
def test_each_rule_on_a_row_fires_and_names_the_row(
    told: Told, rows: list[Any], rule: str, field: str, sentence: str
) -> None:
    (finding,) = without_advice(told(school=rows))

    assert (finding.rule, finding.severity) == (rule, "must")
    assert finding.place.field == field
    assert finding.message == sentence


def test_a_finding_in_a_row_knows_the_rows_identity(told: Told) -> None:
    rows = [{"_id": "s1aa0b2c", "name": "North"}, {"_id": "s2bb1c3d"}]

    (finding,) = without_advice(told(school=rows))

    assert finding.place.row == "s2bb1c3d"


@pytest.mark.parametrize("cells", [{"home": "s9zz9z9z"}, {"visits": ["s1aa0b2c", "s9zz9z9z"]}])
def test_a_choice_over_rows_that_are_gone_is_found(told: Told, cells: dict[str, Any]) -> None:
    (finding,) = found(told(member=member(**cells), chair="Bo"))

    assert (finding.rule, finding.severity) == ("row.unknown", "must")
    assert finding.message.startswith("Row 1 (Bo): “")
    assert "names a row of “Schools” that is not there" in finding.message


def test_a_column_asked_for_by_another_column_is_asked_in_that_row_alone(told: Told) -> None:
    (finding,) = found(told(member=member(status="guest"), chair="Bo"))

    assert finding.place.field == "member.until"
    assert finding.message == "Row 1 (Bo): Give the guest's last day."


@pytest.mark.parametrize("rows", [member(), member(status="full", home="s1aa0b2c")])
def test_rows_that_are_right_are_not_spoken_of(told: Told, rows: list[Any]) -> None:
    assert not found(told(member=rows, chair="Bo"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"stranger": "x"}, "The file holds an answer “stranger”, which this edition does not"),
        ({"school": [{"_id": "s1aa0b2c", "name": "North", "size": 5}]}, "Row 1 (North): A row of"),
    ],
)
def test_an_answer_that_nobody_asked_for_is_said_and_holds_nothing_up(
    told: Told, changes: dict[str, Any], message: str
) -> None:
    (finding,) = without_advice(told(**changes))

    assert (finding.rule, finding.severity) == ("answer.unknown", "should")
    assert finding.message.startswith(message)
    assert finding.message.endswith("It is kept.")


# ---- hidden questions ----------------------------------------------------------------------


@pytest.mark.parametrize("hidden", [None, "", 5, "x" * 501, {"name": "odd"}, "\u202e"])
def test_a_hidden_question_is_never_a_finding(told: Told, hidden: Any) -> None:
    assert not without_advice(told(joint=hidden))


def test_a_question_that_is_asked_again_is_judged_again(told: Told) -> None:
    rules = {one.rule for one in without_advice(told(kind="regional", joint=5))}

    assert rules == {"field.missing", "field.wrong"}  # `joint`, and the town of the school


# ---- characters that nobody can see --------------------------------------------------------


@pytest.mark.parametrize(("letter", "name"), [("\u200b", "zero width space"), ("\u202e", "right-")])
def test_a_hidden_character_is_advice_in_a_draft_and_holds_a_final_copy_up(
    told: Told, letter: str, name: str
) -> None:
    document = told(district=f"Sam{letter}ple")

    (draft,) = (one for one in check(document) if one.rule == "text.hidden")
    (final,) = (one for one in check(document, final=True) if one.rule == "text.hidden")

    assert (draft.severity, final.severity) == ("should", "must")
    assert draft.place.field == "district"
    assert f"{name}" in draft.message
    assert "at position 4" in draft.message


def test_an_answer_of_hidden_characters_alone_counts_as_missing(told: Told) -> None:
    rules = {one.rule for one in without_advice(told(district="\u200b\u2060"))}

    assert rules == {"field.missing", "text.hidden"}


# ---- each field alone, as it is typed ------------------------------------------------------


def test_one_field_can_be_checked_alone(told: Told) -> None:
    document = told(days="soon", start="soon")
    answer_check = AnswerCheck(document.edition)

    (finding,) = answer_check.of_field(document, document.edition.by_key["days"])

    assert finding.place.field == "days"


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_quick_look_says_yes_only_where_the_schema_does(data: st.DataObject) -> None:
    fields = [*TINY.fields, *(column for one in TINY.fields for column in one.columns)]
    one = data.draw(st.sampled_from(fields).map(lambda field: field.key))
    field = next(each for each in fields if each.key == one)
    plan = {"school": 2, "member": 2}
    good, odd = (
        data.draw(answers.plausible(field, plan)),
        data.draw(answers.implausible(field, plan)),
    )
    schema = property_of(field)

    assert validation.fits(good, schema)
    assert not (validation.fits(odd, schema) and list(validation.faults(odd, schema)))
