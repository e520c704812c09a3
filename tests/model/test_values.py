from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.model.values import (
    clean_text,
    freeze,
    hidden_characters,
    is_row_id,
    mint_id,
    plain,
    printable,
    visible,
)

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(JSON)
def test_what_is_frozen_and_made_plain_again_is_what_it_was(raw: Any) -> None:
    assert plain(freeze(raw)) == raw


def test_a_frozen_value_cannot_be_changed_behind_it() -> None:
    raw = {"rows": [{"name": "North"}]}
    value = freeze(raw)
    raw["rows"][0]["name"] = "South"

    assert value["rows"][0]["name"] == "North"
    with pytest.raises(TypeError):
        value["rows"] = ()


@pytest.mark.parametrize(
    "text",
    ["", " ", "\t\n", "\u00a0", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u3164",
     "\u115f", "\u2800", "\u034f", "\u180e", "\u3000 \u2003", "\x00\x1f\x7f\x9f"],
)  # fmt: skip
def test_a_text_of_which_nothing_is_seen_is_not_visible(text: str) -> None:
    assert not visible(text)
    assert visible(text + "x")


@given(st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp"], codec="utf-8"))
def test_no_control_format_or_space_character_of_the_plane_is_visible(letter: str) -> None:
    seen = {"\u0600", "\u0601", "\u0602", "\u0603", "\u0604", "\u0605", "\u06dd", "\u070f",
            "\u0890", "\u0891", "\u08e2"}  # fmt: skip  # Arabic and Syriac signs that are drawn

    assert not visible(letter) or letter in seen or ord(letter) > 0xFFFF


@given(st.text())
def test_cleaned_text_holds_no_control_and_stays_as_it_is(text: str) -> None:
    clean = clean_text(text)

    assert clean_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not [one for one in clean if unicodedata.category(one) in {"Cc", "Cs"}
                and one not in "\n\t"]  # fmt: skip


def test_line_ends_of_every_system_become_one() -> None:
    assert clean_text("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\ne"


def test_a_character_that_no_page_can_show_is_shown_as_a_mark() -> None:
    assert printable("a\x00b\ud800c\ufffed") == "a\ufffdb\ufffdc\ufffdd"


def test_a_hidden_character_is_named_with_its_place() -> None:
    assert hidden_characters("a\u202eb\x07") == [
        (1, "right-to-left override"),
        (3, "control character u+0007"),
    ]


def test_minted_identities_have_the_form_and_differ() -> None:
    found = {mint_id() for _ in range(500)}

    assert len(found) == 500
    assert all(is_row_id(one) for one in found)


@pytest.mark.parametrize("text", ["", "r7k2mq9", "r7k2mq9dd", "7rk2mq9d", "R7k2mq9d", "r7k2mq9d\n"])
def test_another_text_has_not_the_form_of_an_identity(text: str) -> None:
    assert not is_row_id(text)
