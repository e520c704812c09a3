from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.errors import TextFault
from mou_desktop.model.condition import Condition
from mou_desktop.model.text import (
    Answer,
    Block,
    Inline,
    Line,
    Names,
    Ref,
    Words,
    escape,
    literal,
    parse,
)

PIECES = st.lists(
    st.sampled_from(
        ["{", "}", "\\", "\n", "\n\n", "- ", "-- ", "#each", "#table", "#names", "?", "@", "/", ".",
         ":", ",", ";", "(", ")", "all(", "any(", "not ", "answered ", "equals ", "in ", "several ",
         "school", "name", "item", " ", "a", "X", "é", "\u2028", "\x0b", "\t",
         "{? answered school}", "{#each school}", "{#table school: name}", "{district}"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def inlines(text: str) -> list[Inline]:
    """Return what stands in a text of one paragraph."""
    (block,) = parse(text)
    return list(block.inlines())


def fault_offset(text: str) -> int:
    """Return where a text breaks the grammar, 0 where it does not; any other error is ours."""
    try:
        parse(text)
    except TextFault as fault:
        return fault.offset
    return 0


# ---- the six forms -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "inline"),
    [
        ("{district}", Answer("district")),
        ("{head.email}", Answer("head", "email")),
        ("{@duty}", Ref("duty")),
        ("{@procedures/step}", Ref("step", "procedures")),
        ("{@x4c8w1pz}", Ref("x4c8w1pz")),
        ("{#names school}", Names("school")),
        ("{.name}", Answer("name", row=True)),
        ("{.name.title}", Answer("name", "title", row=True)),
        ("plain", Words("plain")),
    ],
)
def test_each_form_in_a_line_is_read(text: str, inline: Inline) -> None:
    assert inlines(text) == [inline]


def test_a_table_names_its_columns_and_their_parts() -> None:
    (block,) = parse("{#table member: name,  name.email , until}")

    assert (block.table, block.lines) == ("member", ())
    assert block.columns == (("name", ""), ("name", "email"), ("until", ""))


def test_each_governs_the_next_block_and_no_further() -> None:
    first, second = parse("{#each school}\n- {.name}\n\nAfter it.")

    assert (first.each, second.each) == ("school", "")


def test_a_condition_governs_the_next_block_and_no_further() -> None:
    first, second = parse("{? answered finish}\nOne.\n\nTwo.")

    assert first.condition == Condition("answered", "finish")
    assert second.condition is None


def test_a_condition_may_stand_before_each_and_before_a_table() -> None:
    each, table = parse(
        "{? several school}\n{#each school}\n- {.name}\n\n"
        "{? answered school}\n{#table school: name}"
    )

    assert (each.condition, each.each) == (Condition("several", "school"), "school")
    assert (table.condition, table.table) == (Condition("answered", "school"), "school")


def test_a_line_that_begins_with_a_form_needs_no_empty_line_before_it() -> None:
    assert [block.condition is None for block in parse("One.\n{? answered a1}\nTwo.")] == [
        True,
        False,
    ]


# ---- paragraphs and lists ------------------------------------------------------------------


def test_an_empty_line_parts_paragraphs_and_a_line_break_is_a_space() -> None:
    assert parse("One\ntwo.\n \n\nThree.") == (
        Block(lines=(Line(0, (Words("One two."),)),)),
        Block(lines=(Line(0, (Words("Three."),)),)),
    )


def test_a_list_has_two_levels_and_an_item_goes_on_in_the_next_line() -> None:
    (block,) = parse("- one\n  goes on\n-- inner\n- two")

    assert block.lines == (
        Line(1, (Words("one goes on"),)),
        Line(2, (Words("inner"),)),
        Line(1, (Words("two"),)),
    )


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n"])
def test_a_text_of_nothing_has_no_block(text: str) -> None:
    assert parse(text) == ()


@pytest.mark.parametrize("text", ["-no item", "--", "-", "a - b", "2 -- 3", "---- x"])
def test_a_hyphen_without_its_space_begins_no_item(text: str) -> None:
    assert inlines(text) == [Words(text)]


# ---- faults, each with its place -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("Say {district", 4),
        ("Say district}", 12),
        ("Say {Nobody}", 4),
        ("Say {x}", 4),
        ("Say {}", 4),
        ("Say {head.age}", 4),
        ("Say {@}", 4),
        ("Say {@a/b/c}", 4),
        ("Say {a {district}", 4),
        ("One.\n\nSay {{ 7*7 }}", 10),
        ("One.\nSay {#names}", 9),
        ("Say {#each school}", 4),
        ("Say {? answered a1}", 4),
        ("Say {#table school: name}", 4),
        ("One.\n\n  {#each school} and more\nTwo.", 6),
        ("{#table school}", 0),
        ("{#table school: }", 0),
        ("{#table school: name,}", 0),
        ("{#table school: Name}", 0),
        ("{#each a1}\n{#each b1}\nText.", 11),
        ("{#each a1}\n{? answered b1}\nText.", 11),
        ("{#each a1}\n{#table a1: name}", 11),
        ("{? answered a1}\n{? answered b1}\nText.", 16),
        ("Text.\n\n{? answered}\nText.", 7),
        ("Text.\n\n{? answered a1} {b1}\nText.", 7),
        ("Text.\n\n{? in a1 b1} {c1}\nText.", 7),
        ("Text.\n{? answered a1}", 21),
        ("Text.\n{#each a1}\n\n", 18),
        ("Text:\n- item", 8),
        ("One.\n\n-- deep first\n- then", 9),
    ],
)
def test_a_text_that_breaks_the_grammar_is_refused_with_its_place(text: str, offset: int) -> None:
    with pytest.raises(TextFault) as caught:
        parse(text)

    assert caught.value.offset == offset
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("deep", ["not " * 5_000 + "answered a1", "all(" * 5_000])
def test_a_condition_nested_without_end_is_refused(deep: str) -> None:
    with pytest.raises(TextFault, match="200 words at most"):
        parse(f"{{? {deep}}}\nText.")


@given(PIECES)
def test_whatever_is_typed_is_read_or_refused_and_never_breaks_the_reader(text: str) -> None:
    assert 0 <= fault_offset(text) <= len(text)


@given(st.text())
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    assert 0 <= fault_offset(text) <= len(text)


# ---- text that stands for itself -----------------------------------------------------------


def test_an_escaped_brace_and_backslash_are_themselves() -> None:
    assert inlines(r"\{district\} \\ \n") == [Words(r"{district} \ \n")]


@given(st.one_of(PIECES, st.text()))
def test_an_escaped_line_reads_as_itself(text: str) -> None:
    line = "x" + "".join(text.split("\n")).rstrip()

    assert inlines(escape(line)) == [Words(line)]


@given(st.one_of(PIECES, st.text()))
def test_literal_keeps_every_line_whatever_stands_in_it(text: str) -> None:
    found = ["".join(one.text for one in block.inlines() if isinstance(one, Words))
             for block in literal(text)]  # fmt: skip

    assert found == [line.strip() for line in text.split("\n") if line.strip()]
