from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_desktop.file_names import is_safe, safe_name
from tests.support.files import examples

pytestmark = pytest.mark.faults


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("St. Mary's / K-8: North.", "St. Mary's K-8 North"),
        ("CON", "CON agreement"),
        ("Nul.2027", "agreement Nul.2027"),
        ("COM¹", "COM¹ agreement"),
        ("Console", "Console"),
        (" ", "agreement"),
        ("\u200b\u2060", "agreement"),
        ("a\u202egnp.docx", "agnp.docx"),
        ("half \udc80 a letter", "half a letter"),
        ("e\u0301cole", "\u00e9cole"),
        ("x" * 79 + " . y", "x" * 79),
        ("\U0001f600" * 80, "\U0001f600" * 50),
    ],
)
def test_e11_a_name_from_data_is_one_that_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_name_is_as_short_as_it_has_to_be() -> None:
    assert safe_name("Sampleford Public Schools", 10) == "Sampleford"


@examples(200, full=5_000)
@given(st.text(max_size=300))
def test_any_text_gives_a_name(text: str) -> None:
    name = safe_name(text)

    assert 0 < len(name) <= 100
    assert len(name.encode()) < 220
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert name == name.strip(" .")


@pytest.mark.faults("B18")
@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("Acton", True),
        ("St. Mary’s", True),
        (".hidden", True),
        ("école – 2027 🎓", True),
        ("a" * 200, True),
        ("", False),
        ("Acton.", False),
        (" Acton", False),
        ("Acton ", False),
        ("con", False),
        ("LPT1.old", False),
        ("COM¹", False),
        ("console", True),
        ("what?", False),
        ("a\\b", False),
        ("a\x00b", False),
    ],
)
def test_b18_a_name_that_some_system_would_not_take_is_known(name: str, *, taken: bool) -> None:
    assert is_safe(name) is taken
    assert is_safe(safe_name(name))
