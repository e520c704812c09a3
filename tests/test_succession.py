from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop import succession, validation
from mou_desktop.errors import EditionBroken, EditionMissing
from mou_desktop.store import library
from mou_desktop.succession import Item

if TYPE_CHECKING:
    from mou_desktop.model import edition as editions
    from mou_desktop.succession import Succession

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "models" / "ma-sro-2022"
BEFORE, AFTER = library.find("ma-sro-2018"), library.find("ma-sro-2022")
SHIPS = library.succession("ma-sro-2018", "ma-sro-2022")


def said(changed: Succession) -> list[str]:
    return list(succession.faults(changed, BEFORE, AFTER))


def without(*, what: str, key: str) -> tuple[Item, ...]:
    return tuple(
        one for one in SHIPS.items if not (one.what == what and key in (*one.before, *one.after))
    )


def with_item(item: Item) -> Succession:
    """Return the list that ships with another item in the place of those on the same parts."""
    taken = {*item.before, *item.after}
    rest = (
        one for one in SHIPS.items
        if one.what != item.what or not taken & {*one.before, *one.after}
    )  # fmt: skip
    return replace(SHIPS, items=(*rest, item))


def test_what_ships_leaves_nothing_unsaid_and_says_nothing_untrue() -> None:
    assert said(SHIPS) == []


def test_what_ships_is_built_from_its_source_and_has_its_form() -> None:
    built = json.loads((FOLDER / "from-ma-sro-2018.json").read_text(encoding="utf-8"))
    form = json.loads((ROOT / "schemas/succession.schema.json").read_text(encoding="utf-8"))

    assert library.build_succession(FOLDER / "from-ma-sro-2018.toml") == built
    assert not list(validation.faults(built, form))


def test_every_change_gives_its_reason_in_one_sentence() -> None:
    for one in SHIPS.items:
        assert one.why.endswith("."), one
        assert one.why[0].isupper(), one
        assert len(one.why.rstrip(".").split(". ")) == 1, one


def test_a_changed_part_names_its_law_or_says_that_none_changed() -> None:
    for one in SHIPS.items:
        if one.became not in {"kept", "moved", "renamed"} and not one.basis:
            words = one.why.lower()
            assert "no law changed" in words or "the question says why" in words, one


def test_the_two_prohibitions_are_kept() -> None:
    for key in ("no_discipline", "no_police_powers"):
        (item,) = SHIPS.items_of("clause", key)
        assert item.became == "kept"


@pytest.mark.parametrize(
    ("what", "key"),
    [("section", "roles"), ("clause", "threshold"), ("clause", "filing"), ("field", "cbj"),
     ("column", "sro.cert_no"), ("column", "school.designee"), ("choice", "split.hourly")],
)  # fmt: skip
def test_a_part_that_nothing_is_said_of_is_found(what: str, key: str) -> None:
    found = said(replace(SHIPS, items=without(what=what, key=key)))

    assert found
    assert all(f"{what} {key} of ma-sro-20" in one and "nothing is said" in one for one in found)


def test_a_part_that_is_spoken_of_twice_is_found() -> None:
    (item,) = SHIPS.items_of("field", "cbj")

    found = said(replace(SHIPS, items=(*SHIPS.items, item)))

    assert found == [
        "field cbj of ma-sro-2018: something is said twice of it.",
        "field cbj of ma-sro-2022: something is said twice of it.",
    ]


def test_a_part_that_no_edition_has_is_found() -> None:
    more = Item("field", ("nobody",), ("nothing",), "renamed", "Why.")

    assert said(replace(SHIPS, items=(*SHIPS.items, more))) == [
        "field nobody: ma-sro-2018 has none of that key.",
        "field nothing: ma-sro-2022 has none of that key.",
    ]


UNTRUE = [
    (Item("clause", ("threshold",), ("threshold",), "kept", "Why."), "“new wording”"),
    (Item("clause", ("aims",), ("aims",), "new wording", "Why."), "“kept”"),
    (Item("clause", ("aims",), ("aims",), "moved", "Why."), "“kept”"),
    (Item("field", ("num_sro",), ("num_sro",), "kept", "Why."), "“new wording”"),
    (Item("clause", ("aims",), ("aims",), "split", "Why."), "1 and 1 parts are not “split”"),
    (Item("clause", ("aims", "goals"), ("aims", "goals"), "joined", "Why."), "are not “joined”"),
]


@pytest.mark.parametrize(("item", "reason"), UNTRUE)
def test_what_is_said_wrongly_is_found(item: Item, reason: str) -> None:
    (found,) = said(with_item(item))

    assert reason in found


def test_words_that_stay_while_key_or_place_change_are_renamed_or_moved() -> None:
    (part,) = BEFORE.documents
    purpose, mission, *rest = part.sections
    aims = next(one for one in purpose.clauses if one.key == "aims")
    less = replace(purpose, clauses=tuple(one for one in purpose.clauses if one.key != "aims"))

    def became(home: editions.Section, key: str, *others: editions.Section) -> list[str]:
        put = replace(home, clauses=(*home.clauses, replace(aims, key=key)))
        changed = replace(BEFORE, documents=(replace(part, sections=(put, *others, *rest)),))
        item = Item("clause", ("aims",), (key,), "joined", "Why.")
        parts = [succession._parts(one, "clause") for one in (BEFORE, changed)]  # noqa: SLF001
        return [succession.became(item, parts[0]["aims"], parts[1][key])]

    assert became(less, "aims", mission) == ["kept"]
    assert became(less, "ends", mission) == ["renamed"]
    assert became(mission, "aims", less) == ["moved"]


@pytest.mark.parametrize(("before", "after"), [("ma-sro-2018", "nobody"), ("x", "ma-sro-2022"),
                                               ("ma-sro-2022", "ma-sro-2018")])  # fmt: skip
def test_what_nobody_wrote_down_is_said_to_be_missing(before: str, after: str) -> None:
    with pytest.raises(EditionMissing):
        library.succession(before, after)


@pytest.mark.parametrize(
    ("old", "new"),
    [('became = "split"', 'became = "parted"'), ("why = ", "reason = "), ("[[item]]", "[item]"),
     ('to = "ma-sro-2022"\n', "")],
)  # fmt: skip
def test_a_source_that_departs_from_its_form_is_refused_by_name(
    tmp_path: Path, old: str, new: str
) -> None:
    path = tmp_path / "from-ma-sro-2018.toml"
    text = (FOLDER / path.name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(EditionBroken, match=r"from-ma-sro-2018\.toml"):
        library.build_succession(path)


def test_a_reason_that_is_blank_is_told_with_the_part_that_it_is_asked_of(tmp_path: Path) -> None:
    path = tmp_path / "from-ma-sro-2018.toml"
    path.write_text(
        'from = "ma-sro-2018"\nto = "ma-sro-2022"\n[[item]]\nwhat = "clause"\nbecame = "split"\n'
        'from = ["transparency"]\nto = ["transparency", "posting"]\nwhy = ""\n',
        encoding="utf-8",
    )

    with pytest.raises(EditionBroken) as caught:
        library.build_succession(path)

    assert str(caught.value) == f"{path.name}: clause transparency › why: it is blank."


def test_the_source_speaks_of_several_parts_in_one_entry() -> None:
    source: dict[str, Any] = tomllib.loads(
        'from = "a1"\nto = "b1"\n[[item]]\nwhat = "field"\nbecame = "new"\nkeys = ["xx", "yy"]\n'
        'why = "Why."'
    )

    built = succession.expanded(source)

    assert [(one["from"], one["to"]) for one in built["items"]] == [([], ["xx"]), ([], ["yy"])]
