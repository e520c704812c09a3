"""Which words of a text no dictionary knows, and what may have been meant.

American English by Hunspell, out of the files that chunspell brings; whoever asks adds the names
and words of their own. Refuses to judge what is no plain word: addresses, numbers, abbreviations,
what stands in braces, and letters that the dictionary, which is written in ISO 8859-1, cannot
spell. Nothing here is loaded when the program starts.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mou_desktop.errors import DictionaryMissing
from mou_desktop.locate import data_folder
from mou_desktop.messages import NO_DICTIONARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mou_desktop.model import Edition, Field
    from mou_desktop.model.values import Value

LANGUAGE: Final = "en_US"
PARTS: Final = 8  # the dictionary is read in so many: Python stands still while one is read
MOST_SUGGESTIONS: Final = 7
MOST_LETTERS: Final = 60  # what is longer is no word
MOST_REMEMBERED: Final = 20_000
MOST_SHORT: Final = 200  # characters of an answer that is taken for a name

# Letters, with the accents, soft hyphens and joiners that may stand inside a word.
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_INSIDE = rf"[\w\u0300-\u036f{_UNSEEN}]"
_PART = re.compile(rf"[^\W_](?:{_INSIDE}|['’](?=[^\W_]))*")
_WORD = re.compile(rf"[^\W_](?:{_INSIDE}|['’\u2010\u2011-](?=[^\W_]))*")
_CHUNK = re.compile(r"\S+")
_BRACES = re.compile(r"(?<!\\)\{[^{}]*\}")
_ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE)
# a.m., U.S., district.org; not a sentence that begins where a space is missing
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b|\b\w+\.(?=[a-z0-9])(?:\w|\.(?=[a-z0-9]))+")
_DIGIT = re.compile(r"[\d_]")
_PLURAL = re.compile(r"['’]?s$")
_MARKS = re.compile("[\u0300-\u036f]")
_BEFORE: Final = frozenset({
    "anti", "bi", "co", "de", "ex", "extra", "inter", "intra", "mid", "multi", "non", "over",
    "post", "pre", "pro", "re", "self", "semi", "sub", "un",
})  # fmt: skip


class Dictionary:
    """The words of the dictionary. Each is looked up once, and remembered."""

    def __init__(self, hunspell: Any, more: frozenset[str] = frozenset()) -> None:
        """`more` are words that the dictionary lacks."""
        self._hunspell, self._more = hunspell, more
        self.knows: Callable[[str], bool] = lru_cache(MOST_REMEMBERED)(self._knows)
        self.suggestions: Callable[[str], tuple[str, ...]] = lru_cache(100)(self._suggestions)

    def _knows(self, word: str) -> bool:
        """Return whether `word` is right; what cannot be asked for is taken to be."""
        asked = _plain(word)
        if not _spelled(asked) or _holds(self._more, asked):
            return True
        one = asked.removesuffix("'s")
        bare = _MARKS.sub("", unicodedata.normalize("NFD", one))  # résumé is known as resume
        return any(self._hunspell.spell(form) for form in dict.fromkeys((asked, one, bare)))

    def _suggestions(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant, likeliest first, with the apostrophe as in `word`."""
        asked = _plain(word)
        if not _spelled(asked):
            return ()
        found = dict.fromkeys(one for one in self._hunspell.suggest(asked) if one)
        curly = "’" in word
        return tuple(one.replace("'", "’") if curly else one for one in found)[:MOST_SUGGESTIONS]


class Words:
    """All that is known at one moment: the dictionary, and words that somebody added."""

    def __init__(self, dictionary: Dictionary, *added: frozenset[str]) -> None:
        self._dictionary, self._added = dictionary, added
        self._unknown = lru_cache(MOST_REMEMBERED)(self._unknown_in)

    def knows(self, word: str) -> bool:
        """Return whether one word is right."""
        plain = _plain(word)
        return any(_holds(words, plain) for words in self._added) or self._dictionary.knows(word)

    def misspelled(self, text: str) -> list[tuple[int, int]]:
        """Return start and end of each word in `text` that is not known."""
        found = []
        for word in _WORD.finditer(_judgeable(text)):
            for start, end in self._unknown(word.group()):
                found.append((word.start() + start, word.start() + end))
        return found

    def _unknown_in(self, word: str) -> tuple[tuple[int, int], ...]:
        """Return what is unknown of a word: all of it, or what stands between its hyphens."""
        parts = list(_PART.finditer(word))
        if len(parts) > 1 and (not _judged(word) or self.knows(word)):
            return ()
        found = []
        for part in parts:
            text = part.group()
            before = part is not parts[-1] and text.lower() in _BEFORE
            if not before and _judged(text) and not self.knows(text):
                found.append(part.span())
        return tuple(found)


def trouble(folder: Path | None = None) -> str:
    """Return why spelling cannot be checked, in one sentence; nothing is loaded to find out."""
    place = _folder(folder)
    if place is None or not all((place / f"{LANGUAGE}.{end}").is_file() for end in ("aff", "dic")):
        return NO_DICTIONARY
    return ""


def load(folder: Path | None = None) -> Dictionary:
    """Read the dictionary, in `folder` or where chunspell keeps it; takes a tenth of a second."""
    place = _folder(folder)
    if place is None or trouble(place):
        raise DictionaryMissing(NO_DICTIONARY)
    try:
        lines = (data_folder("resources") / "words.txt").read_text(encoding="utf-8").splitlines()
        more = frozenset(line for line in lines if not line.startswith("#"))
        return Dictionary(_read_in_parts(place) or _read(place), more)
    except (ImportError, OSError) as error:
        raise DictionaryMissing(NO_DICTIONARY) from error


def names_in(field: Field | None, value: Value) -> frozenset[str]:
    """Return the words in a short answer that begin with a capital: they are taken for names."""
    if field is not None and field.type == "long_text":
        return frozenset()
    texts = (text for text in _texts(field, value) if len(text) <= MOST_SHORT)
    return frozenset(_plain(w) for text in texts for w in _PART.findall(text) if w[0].isupper())


def words_of(edition: Edition) -> frozenset[str]:
    """Return every word that an edition itself uses: what is published is not marked."""
    fields = edition.by_key.values()
    texts = [one.label for one in fields] + [one.hint for one in fields]
    for clause in edition.clauses.values():
        texts += [clause.heading, _judgeable(clause.text), clause.help]
    return frozenset(_plain(word) for text in texts for word in _PART.findall(text))


def own_word(word: str) -> str:
    """Return a word as it is kept among a user's own: not possessive."""
    return _plain(word).removesuffix("'s")


def _judgeable(text: str) -> str:
    """Return `text` with blanks for what is not judged: addresses, braces, dotted words."""
    if "{" in text:
        text = _BRACES.sub(_blank, text)
    if _ADDRESS.search(text):
        text = _CHUNK.sub(lambda m: _blank(m) if _ADDRESS.search(m.group()) else m.group(), text)
    return _DOTTED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _judged(word: str) -> bool:
    """Return whether `word` can be right or wrong: no abbreviation, no number, not one letter."""
    short = _PLURAL.sub("", word)
    return len(word) > 1 and not short.isupper() and not _DIGIT.search(word)


def _holds(words: frozenset[str], plain: str) -> bool:
    """Return whether `words` have a word: as it is, with a small first letter, or possessive."""
    forms = (plain, plain.removesuffix("'s"))
    return any(one in words or one[:1].lower() + one[1:] in words for one in forms)


def _plain(word: str) -> str:
    """Return a word as the dictionary writes it."""
    return unicodedata.normalize("NFC", word.replace("\u00ad", "").replace("’", "'"))


def _spelled(word: str) -> bool:
    """Return whether the dictionary could hold `word` at all."""
    if not word or len(word) > MOST_LETTERS:
        return False
    try:
        word.encode("iso-8859-1")
    except UnicodeEncodeError:
        return False
    return True


def _texts(field: Field | None, value: Value) -> Iterator[str]:
    """Return every text in an answer, without the long ones of a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            column = field.column(key) if field is not None else None
            if not key.startswith("_") and (column is None or column.type != "long_text"):
                yield from _texts(column, item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(field, item)


def _folder(given: Path | None) -> Path | None:
    """Return where the dictionary lies, without loading chunspell."""
    if given is not None:
        return given
    found = find_spec("hunspell")
    places = found.submodule_search_locations if found is not None else None
    return Path(next(iter(places))) / "dictionaries" if places else None


def _read(folder: Path) -> Any:
    from hunspell import Hunspell

    # Hunspell's own way to open a file on Windows, whatever letters its path has
    encoding = "UTF-8" if os.name == "nt" else None
    return Hunspell(LANGUAGE, hunspell_data_dir=str(folder), system_encoding=encoding)


def _read_in_parts(folder: Path) -> Any:
    """Read the dictionary bit by bit, so that the window can paint in between.

    chunspell holds on to Python while it reads: in one go that is a jerk of 50 to 120 ms.
    None where no file can be written for a moment.
    """
    from tempfile import TemporaryDirectory

    words = (folder / f"{LANGUAGE}.dic").read_bytes().splitlines()[1:]
    size = -(-len(words) // PARTS)
    try:
        with TemporaryDirectory(prefix="mou-words-") as name:
            place = Path(name)
            (place / f"{LANGUAGE}.aff").write_bytes((folder / f"{LANGUAGE}.aff").read_bytes())
            first, *others = (words[at : at + size] for at in range(0, len(words), size))
            _write_part(place / f"{LANGUAGE}.dic", first)
            hunspell = _read(place)
            for number, part in enumerate(others):
                path = place / f"{number}.dic"
                _write_part(path, part)
                hunspell.add_dic(f"\\\\?\\{path}" if os.name == "nt" else str(path))
    except (OSError, ValueError):  # no room, or no words: the whole says which
        return None
    return hunspell


def _write_part(path: Path, words: list[bytes]) -> None:
    path.write_bytes(b"\n".join([str(len(words)).encode(), *words, b""]))
