from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from mou_desktop import spelling
from mou_desktop.errors import DictionaryMissing
from mou_desktop.model.edition import Field
from mou_desktop.model.values import freeze
from mou_desktop.spelling import Dictionary, Words
from mou_desktop.store import memory
from mou_desktop.store.memory import Memory
from tests.support import samples
from tests.support.files import plain_sentence, run_code

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return spelling.load()


def marked(dictionary: Dictionary, text: str, *own: str) -> list[str]:
    found = Words(dictionary, frozenset(own)).misspelled(text)
    return [text[start:end] for start, end in found]


def test_a_misspelled_word_is_found_where_it_stands(dictionary: Dictionary) -> None:
    text = "The officer will recieve it."

    assert Words(dictionary).misspelled(text) == [(17, 24)]


@pytest.mark.parametrize(
    "text",
    [
        "don’t don't isn’t the principal’s o’clock",
        "Ễ Nguyễn Kraków",
        "naïve résumé re\u0301sume\u0301 café",
        "stu\u200bdents stu\u00addents",
        "write to dana.specimen@exampleton.exmple, see https://exampleton.exmple/studnets",
        "www.exmple.exmple or exmple.docx",
        "SROs of the DPPD, each SRO’s MOU and IEPs",
        "K-12, grade 3rd, room B12b, 2.5mg, snake_cse",
        "{party nam} and {#each partys}",
        "re-entry, co-operation, de-escalation, body-worn, pre-K",
        "cybersecurity Online healthcare vaping",
        "at 3 p.m. in the U.S.",
        "x" * 5000,
        "\U0001f600 \ud800 1,000 – “ ” …",
        "",
    ],
)
def test_what_is_right_or_no_plain_word_is_not_marked(dictionary: Dictionary, text: str) -> None:
    assert marked(dictionary, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dont’s", ["dont’s"]),
        ("non-emergensy calls", ["emergensy"]),
        ("It decides.Teh end", ["Teh"]),
        ("\\{studnets} and ‘quotd’", ["studnets", "quotd"]),
        ("his/hir", ["hir"]),
        ("naïvee", ["naïvee"]),
    ],
)
def test_only_the_part_that_is_wrong_is_marked(
    dictionary: Dictionary, text: str, words: list[str]
) -> None:
    assert marked(dictionary, text) == words


def test_a_suggestion_keeps_the_apostrophe_that_was_typed(dictionary: Dictionary) -> None:
    assert "don’t" in dictionary.suggestions("don’tt")
    assert "don't" in dictionary.suggestions("don'tt")


def test_suggestions_are_at_most_7_and_the_likeliest_is_first(dictionary: Dictionary) -> None:
    assert dictionary.suggestions("recieve")[0] == "receive"
    assert len(dictionary.suggestions("suspention")) == 7


@pytest.mark.parametrize("word", ["Ễễ", "stu\u200bdnets", "x" * 200, "\ud800", ""])
def test_nothing_is_suggested_for_what_the_dictionary_cannot_spell(
    dictionary: Dictionary, word: str
) -> None:
    assert dictionary.suggestions(word) == ()
    assert dictionary.knows(word)


@pytest.mark.parametrize("text", ["Zorblat", "Zorblat’s", "zorblatt", "Zorblatt"])
def test_an_own_word_is_known_as_it_is_possessive_and_at_the_head_of_a_sentence(
    dictionary: Dictionary, text: str
) -> None:
    assert marked(dictionary, text) == [text]
    assert marked(dictionary, text, "Zorblat", "zorblatt") == []


def test_a_name_in_small_letters_is_not_known(dictionary: Dictionary) -> None:
    assert marked(dictionary, "zorblat", "Zorblat") == ["zorblat"]


def test_an_own_word_is_kept_without_its_possessive() -> None:
    assert spelling.own_word("Zorblat’s") == "Zorblat"
    assert spelling.own_word("zor\u00adblats") == "zorblats"


def test_names_come_from_lines_persons_lists_and_tables() -> None:
    table = Field(
        key="schools",
        type="table",
        label="Schools",
        columns=(
            Field(key="name", type="text", label="Name"),
            Field(key="about", type="long_text", label="About"),
        ),
    )
    rows = freeze([{"_id": "Rowword1", "name": "Zorblat High", "about": "Notaname said so"}])

    assert spelling.names_in(None, "Town of Quixby") == {"Town", "Quixby"}
    assert spelling.names_in(None, freeze({"name": "Ofc. Dána Q’bert"})) == {
        "Ofc",
        "Dána",
        "Q'bert",
    }
    assert spelling.names_in(None, freeze(["Frobnitz", 3, None, True])) == {"Frobnitz"}
    assert spelling.names_in(table, rows) == {"Zorblat", "High"}


def test_a_long_text_gives_no_names() -> None:
    field = Field(key="steps", type="long_text", label="Steps")

    assert spelling.names_in(field, "Zorblat") == frozenset()
    assert spelling.names_in(None, "Zorblat " * 100) == frozenset()


def test_nothing_in_the_filled_sample_is_marked(dictionary: Dictionary) -> None:
    document = samples.document("complete")
    fields = document.edition.by_key
    names = [spelling.names_in(fields[key], value) for key, value in document.answers.items()]
    words = Words(dictionary, *names, spelling.words_of(document.edition))
    texts = [value for key, value in document.answers.items() if fields[key].type == "long_text"]

    found = {text[start:end] for text in texts for start, end in words.misspelled(text)}

    assert len(texts) > 5
    assert found == set()


def test_the_dictionary_read_in_parts_is_the_whole_one(dictionary: Dictionary) -> None:
    from hunspell import Hunspell

    whole = Hunspell()
    folder = spelling._folder(None)  # noqa: SLF001
    assert folder is not None
    lines = (folder / "en_US.dic").read_text(encoding="iso-8859-1").splitlines()[1::37]
    words = [line.partition("/")[0].partition("\t")[0] for line in lines]

    for word in (form for one in words for form in (one, f"{one}s", f"un{one}", f"{one}ing")):
        assert dictionary._hunspell.spell(word) == whole.spell(word), word  # noqa: SLF001


@pytest.mark.parametrize(
    "unit", ["x", "a,", "{a", "a-", "a'", "a.", "@ ", "{a} ", "\u0301", "a.b "]
)
def test_20000_characters_of_anything_take_no_time_to_speak_of(
    dictionary: Dictionary, unit: str
) -> None:
    text = (unit * 20_000)[:20_000]
    start = time.process_time()

    Words(dictionary).misspelled(text)

    assert time.process_time() - start < 1


# ---- the dictionary on the disk --------------------------------------------------------------


@pytest.mark.faults
def test_g17_without_its_dictionary_spelling_is_not_checked_and_that_is_said(
    tmp_path: Path,
) -> None:
    (tmp_path / "en_US.aff").write_bytes(b"SET ISO8859-1\n")

    assert "Install the program again" in plain_sentence(spelling.trouble(tmp_path))
    with pytest.raises(DictionaryMissing, match="missing or cannot be read"):
        spelling.load(tmp_path)


def test_nothing_is_loaded_to_say_that_the_dictionary_is_there() -> None:
    code = """
import sys
from mou_desktop import spelling
print(repr(spelling.trouble()), "hunspell" in sys.modules)
"""
    assert run_code(code).stdout == "'' False\n"


def test_words_that_were_added_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    memory.save(Memory(words=("Zorblat", "Ễ")), path)

    assert memory.load(path).words == ("Zorblat", "Ễ")


def test_settings_of_a_version_without_own_words_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "spelling": false}', encoding="utf-8")

    read = memory.load(path)

    assert (read.theme, read.spelling, read.words) == ("dark", False, ())
