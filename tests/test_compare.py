from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mou_desktop.compare import as_after, as_before, compare, is_changed
from mou_desktop.model import Added, LocalClause
from mou_desktop.model.printed import Block, Span
from mou_desktop.outline import outline
from tests.support import answers, samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mou_desktop.model import Document

loop = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
TINY = answers.tiny()


def text(words: str, **more: Any) -> Block:
    return replace(
        Block(kind="text", document="d", section="s", clause="c", spans=(Span(words),)), **more
    )


def redline(blocks: Sequence[Block]) -> list[str]:
    """Return paragraphs with what went in [-…-] and what came in {+…+}."""
    signs = {"": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return ["".join(signs[span.change].format(span.text) for span in one.spans) for one in blocks]


def compared(before: str | list[str], after: str | list[str]) -> list[str]:
    old, new = ([one] if isinstance(one, str) else one for one in (before, after))
    return redline(compare([text(one) for one in old], [text(one) for one in new]))


def against_published(document: Document) -> tuple[Block, ...]:
    return compare(outline(document.without_local_changes()), outline(document))


def printed(blocks: Sequence[Block]) -> list[object]:
    """Return all that a reader is told, but numbers and what references print."""
    return [
        (
            one.kind, one.level, one.section, one.clause,
            "".join("@" + s.key if s.kind == "ref" else s.text for s in one.spans),
            [["".join(s.text for s in cell) for cell in row] for row in one.rows],
        )
        for one in blocks
    ]  # fmt: skip


# ---- words ---------------------------------------------------------------------------------


def test_a_word_that_was_replaced_stands_beside_the_new_one() -> None:
    assert compared("The chief may act.", "The chief shall act.") == [
        "The chief [-may-]{+shall+} act."
    ]


def test_neighbouring_words_are_shown_as_one_change() -> None:
    assert compared("It lasts one school year only.", "It lasts two calendar months only.") == [
        "It lasts [-one school year-]{+two calendar months+} only."
    ]


def test_words_that_were_only_added_leave_the_rest_alone() -> None:
    assert compared("Both sides meet.", "Both sides meet each month.") == [
        "Both sides meet{+ each month+}."
    ]


def test_paragraphs_that_have_little_in_common_are_replaced_whole() -> None:
    assert compared("Staff may call the officer.", "Records are kept for seven years.") == [
        "[-Staff may call the officer.-]",
        "{+Records are kept for seven years.+}",
    ]


def test_a_new_paragraph_does_not_disturb_those_around_it() -> None:
    assert compared(["First.", "Last."], ["First.", "Brand new words.", "Last."]) == [
        "First.",
        "{+Brand new words.+}",
        "Last.",
    ]


def test_a_paragraph_reworded_beside_a_new_one_is_still_known() -> None:
    assert compared(
        ["The officer wears a plain uniform."],
        ["Nothing of this was there.", "The officer wears a plain badge."],
    ) == ["{+Nothing of this was there.+}", "The officer wears a plain [-uniform-]{+badge+}."]


def test_an_answer_is_one_word() -> None:
    before = text("", spans=(Span("In "), Span("Acorn Hill", "answer", "town"), Span(".")))
    after = text("", spans=(Span("In "), Span("Acorn Lake", "answer", "town"), Span(".")))
    assert redline(compare([before], [after])) == ["In [-Acorn Hill-]{+Acorn Lake+}."]


def test_a_paragraph_too_long_to_compare_is_replaced_whole() -> None:
    old = " ".join(f"a{i}" for i in range(7_000))
    [found] = compare([text(old)], [text(old + " end")])
    assert [span.change for span in found.spans] == ["deleted", "inserted"]


def test_a_paragraph_that_becomes_an_item_says_what_it_was() -> None:
    before, after = text("The same."), text("The same.", kind="item", level=3)
    [found] = compare([before], [after])
    assert (found.was, found.level, is_changed(found)) == (before, 3, True)


# ---- clauses -------------------------------------------------------------------------------


def test_a_clause_that_moved_is_deleted_and_inserted() -> None:
    blocks = [text(f"Clause {key}.", clause=key) for key in "abc"]
    moved = [blocks[1], blocks[2], blocks[0]]
    assert redline(compare(blocks, moved)) == [
        "[-Clause a.-]", "Clause b.", "Clause c.", "{+Clause a.+}",
    ]  # fmt: skip


def test_a_key_that_stands_twice_is_compared_twice() -> None:
    blocks = [text("One.", clause="a"), text("Other.", clause="b"), text("Two.", clause="a")]
    assert not any(map(is_changed, compare(blocks, blocks)))


def test_a_reference_whose_number_moved_is_the_same() -> None:
    def two(number: str) -> list[Block]:
        heading = Block(kind="clause", document="d", section="s", clause="x", spans=(Span("X"),))
        spans = (Span("See "), Span(number, "ref", "x"), Span("."))
        return [heading, text("", spans=spans, clause="y")]

    assert not any(map(is_changed, compare(two("I.A"), two("I.B"))))


def test_a_reference_to_a_clause_that_is_gone_is_a_change() -> None:
    heading = Block(kind="clause", document="d", section="s", clause="x", spans=(Span("X"),))
    see = [text("", spans=(Span("See "), Span(to, "ref", "x"))) for to in ("I.A", "“X”")]
    assert redline(compare([heading, see[0]], [see[1]])) == ["[-X-]", "See [-I.A-]{+“X”+}"]


def test_a_table_comes_and_goes_whole() -> None:
    rows = (((Span("Name"),),), ((Span("North"),),))
    table = text("", kind="table", spans=(), rows=rows)
    [gone, come] = compare([table], [text("No table.")])
    assert (gone.change, gone.rows[1][0][0].change, come.change) == (
        "deleted", "deleted", "inserted",
    )  # fmt: skip


# ---- agreements ----------------------------------------------------------------------------


def test_answers_alone_show_no_change() -> None:
    document = replace(samples.document(), clauses={}, added=())
    assert not any(map(is_changed, against_published(document)))


def test_official_wording_shows_no_change() -> None:
    document = samples.document()
    key = next(iter(document.edition.clauses))
    official = LocalClause(state="official", text="As the authority says.", source="Its paper")
    document = replace(document, clauses={key: official}, added=())
    assert not any(map(is_changed, against_published(document)))


def test_each_local_change_of_the_sample_is_seen_where_it_is() -> None:
    document = samples.document()
    changed = {one.clause or one.section for one in against_published(document) if is_changed(one)}
    wanted = {key for key, one in document.clauses.items() if one.state != "official"}
    assert wanted <= changed
    assert {one.id for one in document.added} <= changed


def test_a_section_of_the_district_is_inserted_whole() -> None:
    document = samples.document()
    own = Added(
        id="sown0001", kind="section", after="mission", heading="Ours", text="Own text.", reason="x"
    )
    found = against_published(replace(document, clauses={}, added=(own,)))
    assert [one for one in redline(found) if "{+" in one] == ["{+Ours+}", "{+Own text.+}"]


departing = st.builds(
    answers.document,
    st.just(TINY),
    answers.anything(TINY),
    answers.local_clauses(TINY),
    answers.added(TINY),
)


@loop
@given(departing)
def test_both_texts_can_be_had_from_the_comparison(document: Document) -> None:
    before, after = outline(document.without_local_changes()), outline(document)
    found = compare(before, after)
    assert printed(as_after(found)) == printed(after)
    assert printed(as_before(found)) == printed(before)


@loop
@given(departing, departing)
def test_any_two_agreements_can_be_compared(one: Document, other: Document) -> None:
    before, after = outline(one), outline(other)
    found = compare(before, after)
    assert printed(as_after(found)) == printed(after)
    assert printed(as_before(found)) == printed(before)
