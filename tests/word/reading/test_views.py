from __future__ import annotations

import pytest

from mou_desktop.word.reading import read, view
from tests.support.word_files import change, mark, paragraph, row, run, table, word_file


def after(body: str) -> list[str]:
    return [line.text for line in view(read(word_file(body)))]


def before(body: str, ours: str = "") -> list[str]:
    return [line.text for line in view(read(word_file(body)), "before", ours=ours)]


def added(text: str, author: str = "Counsel") -> str:
    return change("ins", run(text), author)


def gone(text: str, author: str = "Counsel") -> str:
    return change("del", run(text, deleted=True), author)


def test_words_come_and_go() -> None:
    body = paragraph(run("a ") + gone("b") + added("c") + run(" d"))
    assert (after(body), before(body)) == (["a c d"], ["a b d"])


def test_a_paragraph_whose_end_is_gone_runs_on_into_the_next() -> None:
    body = paragraph(run("a"), mark("del")) + paragraph(run("b")) + paragraph(run("c"))
    assert (after(body), before(body)) == (["ab", "c"], ["a", "b", "c"])


def test_a_whole_paragraph_that_went_leaves_no_line() -> None:
    body = paragraph(gone("a"), mark("del")) + paragraph(run("b"))
    assert (after(body), before(body)) == (["b"], ["a", "b"])


def test_several_paragraphs_that_came_leave_no_line_when_they_are_refused() -> None:
    came = [paragraph(added(text), mark("ins")) for text in "ab"]
    body = paragraph(run("x")) + "".join(came) + paragraph(run("y"))
    assert (after(body), before(body)) == (["x", "a", "b", "y"], ["x", "y"])


def test_the_end_that_stays_gives_the_form() -> None:
    body = paragraph(run("a"), '<w:pStyle w:val="A"/>' + mark("del")) + paragraph(
        run("b"), '<w:pStyle w:val="B"/>'
    )
    file = read(word_file(body))
    assert [line.style for line in view(file)] == ["B"]
    assert [line.style for line in view(file, "before")] == ["A", "B"]


def test_a_form_that_was_changed_is_the_old_one_before() -> None:
    was = change("pPrChange", '<w:pPr><w:pStyle w:val="Old"/></w:pPr>')
    file = read(word_file(paragraph(run("a"), '<w:pStyle w:val="New"/>' + was)))
    assert [line.style for line in view(file)] == ["New"]
    assert [line.style for line in view(file, "before")] == ["Old"]
    assert [line.style for line in view(file, "before", ours="Counsel")] == ["New"]


def test_only_anchors_of_paragraphs_that_still_show_text_count() -> None:
    dead = '<w:bookmarkStart w:id="1" w:name="_mou_dead"/>' + gone("Dead")
    live = '<w:bookmarkStart w:id="2" w:name="_mou_live"/>' + run("Live")
    file = read(word_file(paragraph(dead, mark("del")) + paragraph(live)))
    (line,) = view(file)
    assert (line.bookmarks, line.sources) == (("_mou_live",), (0, 1))


def test_the_last_end_cannot_go_while_words_stand_before_it() -> None:
    body = paragraph(run("a"), mark("del"))
    assert after(body) == ["a"]


def test_a_last_paragraph_that_went_whole_leaves_no_line() -> None:
    body = paragraph(run("a")) + paragraph(gone("b"), mark("del"))
    assert after(body) == ["a"]


def test_a_cell_keeps_a_line_of_its_own() -> None:
    body = table(row(paragraph(gone("a"), mark("del")), paragraph(run("b"))))
    assert after(body) == ["", "b"]


def test_no_text_runs_on_into_a_table_or_out_of_a_cell() -> None:
    cell = paragraph(run("b"), mark("del"))
    body = paragraph(run("a"), mark("del")) + table(row(cell)) + paragraph(run("c"))
    assert after(body) == ["a", "b", "c"]


def test_rows_come_and_go_whole() -> None:
    came = row(paragraph(added("new"), mark("ins")), change=change("ins", ""))
    went = row(paragraph(gone("old"), mark("del")), change=change("del", ""))
    body = table(came, row(paragraph(run("stays"))), went)
    assert (after(body), before(body)) == (["new", "stays"], ["stays", "old"])


def test_a_cell_that_went_is_not_there() -> None:
    went = f"<w:tcPr>{change('cellDel', '')}</w:tcPr>" + paragraph(run("old"))
    body = table(row(went, paragraph(run("stays"))))
    assert (after(body), before(body)) == (["stays"], ["old", "stays"])


@pytest.mark.parametrize(("ours", "text"), [("", "ac"), ("District", "abc"), ("Counsel", "ac")])
def test_what_one_author_added_and_another_took_away(ours: str, text: str) -> None:
    both = change("ins", change("del", run("b", deleted=True), "Counsel"), "District")
    body = paragraph(run("a") + both + run("c"))
    assert (after(body), before(body, ours)) == (["ac"], [text])


def test_our_own_changes_are_what_was_sent() -> None:
    body = (
        paragraph(added("ours", "District"), mark("ins", "District"))
        + paragraph(gone("theirs", "District"), mark("del", "District"))
        + paragraph(added("new"), mark("ins"))
        + paragraph(run("end"))
    )
    assert before(body, ours="District") == ["ours", "end"]
    assert before(body) == ["theirs", "end"]
    assert after(body) == ["ours", "new", "end"]
