from __future__ import annotations

import pytest

from mou_desktop.word.reading import read, view
from mou_desktop.word.write import docx_of
from tests.support import samples
from tests.support.word_files import (
    change,
    control,
    field,
    mark,
    paragraph,
    part,
    row,
    run,
    table,
    word_file,
)

CHOICE = (
    "<mc:AlternateContent><mc:Choice{requires}><w:t>new</w:t></mc:Choice>"
    "<mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent>"
)
BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def texts(body: str) -> list[str]:
    return [line.text for line in view(read(word_file(body)))]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (run("plain"), "plain"),
        (control(run("control")), "control"),
        (control(control(run("nested"))), "nested"),
        (change("ins", run("inserted")), "inserted"),
        (change("ins", control(run("inserted control"))), "inserted control"),
        (change("del", run("gone", deleted=True)), ""),
        (change("moveFrom", run("moved")), ""),
        (change("moveTo", run("moved")), "moved"),
        ('<w:fldSimple w:instr="REF x">' + run("IV") + "</w:fldSimple>", "IV"),
        (field("PAGE", run("7")), "7"),
        (field("DATE", "", separate=False), ""),
        (field("IF " + "</w:instrText></w:r>" + field("PAGE", run("7")) + "<w:r><w:instrText>",
               run("yes")), "yes"),
        ("<w:r><w:instrText>DATE</w:instrText></w:r>", ""),
        ("<w:hyperlink>" + run("link") + "</w:hyperlink>", "link"),
        ("<w:smartTag>" + run("smart") + "</w:smartTag>", "smart"),
        ("<w:customXml>" + run("custom") + "</w:customXml>", "custom"),
        ("<w:bdo w:val='rtl'>" + run("turned") + "</w:bdo>", "turned"),
        ("<foreign>" + run("foreign") + "</foreign>", "foreign"),
        ("<w:r><w:t>a</w:t><w:br/><w:tab/><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a\n\t\u2011b"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "\uf0fc"),
        ('<w:r><w:br w:type="page"/><w:t>on the next page</w:t></w:r>', "on the next page"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "x"),
        ("<w:r><w:t>a<!-- aside -->b</w:t></w:r>", "ab"),
        ("<w:r>" + CHOICE.format(requires="") + "</w:r>", "old"),
        ("<w:r>" + CHOICE.format(requires=' Requires="wps"') + "</w:r>", "new"),
        ("<w:r>" + CHOICE.format(requires=' Requires="unknown"') + "</w:r>", "old"),
    ],
)  # fmt: skip
def test_text_is_seen_wherever_it_stands(xml: str, text: str) -> None:
    assert texts(paragraph(xml)) == [text]


@pytest.mark.parametrize(
    "body",
    [
        control(paragraph(run("a")) + control(paragraph(run("b")))),
        table(control(row(control(f"<w:tc>{paragraph(run('a'))}</w:tc>"), paragraph(run("b"))))
              .replace("<w:tc><w:sdt>", "<w:sdt>").replace("</w:sdt></w:tc>", "</w:sdt>")),
        table(row(control(paragraph(run("a"))), paragraph(control(run("b"))))),
    ],
)  # fmt: skip
def test_controls_are_gone_through_at_every_level(body: str) -> None:
    assert texts(body) == ["a", "b"]


def test_a_control_knows_what_it_holds() -> None:
    cell = f"<w:tc>{control(paragraph(control(run('a'), tag='run')), tag='block')}</w:tc>"
    body = table(control(f"<w:tr>{control(cell, tag='cell')}</w:tr>", tag="row"))

    file = read(word_file(body))
    (one,) = file.body.paragraphs

    assert [(each.tag, each.level) for each in file.controls] == [
        ("row", "row"), ("cell", "cell"), ("block", "block"), ("run", "run"),
    ]  # fmt: skip
    assert [each.tag for each in one.controls] == ["row", "cell", "block"]
    assert [each.tag for each in one.runs[0].controls] == ["run"]


def test_a_control_says_what_it_is() -> None:
    about = (
        '<w:alias w:val="Start date"/><w:tag w:val="mou:f:start"/><w:lock w:val="sdtLocked"/>'
        '<w:placeholder><w:docPart w:val="MOUPrompt_0a1b2c3d"/></w:placeholder>'
        '<w:showingPlcHdr/><w:date w:fullDate="2027-07-01T00:00:00Z"/>'
    )
    body = f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{run('x')}</w:sdtContent></w:sdt>"

    (one,) = read(word_file(paragraph(body))).controls

    assert (one.tag, one.alias, one.lock) == ("mou:f:start", "Start date", "sdtLocked")
    assert (one.kind, one.date) == ("date", "2027-07-01T00:00:00Z")
    assert (one.placeholder, one.prompting) == ("MOUPrompt_0a1b2c3d", True)


def test_two_controls_of_one_tag_are_two() -> None:
    body = paragraph(control(run("a"), tag="t") + control(run("b"), tag="t"))

    runs = read(word_file(body)).body.paragraphs[0].runs

    assert [one.text for one in runs] == ["a", "b"]
    assert runs[0].controls != runs[1].controls


def test_an_emptied_control_is_still_there() -> None:
    assert [one.tag for one in read(word_file(paragraph(control("", tag="t")))).controls] == ["t"]


def test_rows_and_cells_are_seen_in_tables_within_tables() -> None:
    inner = table(row(paragraph(run("inner"))))
    body = table(control(row(paragraph(""), inner + paragraph("")))) + table(row(paragraph("")))

    found = view(read(word_file(body)))

    assert [one.cells for one in found] == [
        ((0, 0, 0),), ((0, 0, 1), (1, 0, 0)), ((0, 0, 1),), ((2, 0, 0),),
    ]  # fmt: skip
    assert found[1].text == "inner"


def test_a_run_carries_every_change_that_it_stands_in_the_outermost_first() -> None:
    inner = change("del", run("x", deleted=True), "Town")

    (one,) = read(word_file(paragraph(change("ins", inner)))).body.paragraphs[0].runs

    assert [(each.kind, each.author) for each in one.changes] == [
        ("ins", "Counsel"), ("del", "Town"),
    ]  # fmt: skip
    assert one.changes[0].date == "2026-12-01T10:00:00Z"


def test_runs_of_one_standing_are_one() -> None:
    body = paragraph(run("a") + "<w:proofErr/>" + run("b") + change("ins", run("c") + run("d")))

    runs = read(word_file(body)).body.paragraphs[0].runs

    assert [one.text for one in runs] == ["ab", "cd"]


def test_the_ends_of_a_move_share_its_name() -> None:
    def ranged(which: str, text: str) -> str:
        around = f'<w:{which}Range{{}} w:id="4" w:name="move1" w:author="C"/>'
        inside = change(which, run(text))
        return around.format("Start") + inside + around.format("End")

    body = paragraph(ranged("moveFrom", "x")) + paragraph(ranged("moveTo", "x"))

    found = [one.runs[0].changes[0] for one in read(word_file(body)).body.paragraphs]

    assert [(one.kind, one.move) for one in found] == [("del", "move1"), ("ins", "move1")]


def test_a_reference_is_known_by_its_target() -> None:
    body = paragraph(run("see ") + field(r"REF _mou_purpose \w \h \w", run("I.A")) + run("."))

    runs = read(word_file(body)).body.paragraphs[0].runs

    assert [(one.text, one.ref) for one in runs] == [
        ("see ", ""),
        ("I.A", "_mou_purpose"),
        (".", ""),
    ]


def test_lines_of_the_contents_are_known() -> None:
    inner = field(r"PAGEREF _mou_a \h", run("3"))
    body = paragraph(field("TOC \\n", run("One ") + inner))

    runs = read(word_file(body)).body.paragraphs[0].runs

    assert [one.fields for one in runs] == [("TOC",), ("TOC", "PAGEREF")]


def test_a_field_that_is_never_closed_swallows_nothing() -> None:
    body = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("a")) + paragraph(
        run("b")
    )
    assert texts(body) == ["a", "b"]


def test_an_end_that_came_or_went_is_known() -> None:
    body = paragraph(run("a"), mark("ins")) + paragraph(run("b"), mark("del"))

    found = read(word_file(body)).body.paragraphs

    assert [[one.kind for one in each.mark] for each in found] == [["ins"], ["del"]]


def test_a_paragraph_knows_its_style_its_level_and_its_list() -> None:
    styles = part("styles", (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
        '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:outlineLvl w:val="1"/>'
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ours"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    ))  # fmt: skip
    body = (
        paragraph("", '<w:pStyle w:val="Ours"/>')
        + paragraph("", '<w:pStyle w:val="Ours"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("", '<w:outlineLvl w:val="0"/>')
        + paragraph("", '<w:pStyle w:val="Loop"/><w:outlineLvl w:val="9"/>')
    )

    found = [one.form for one in read(word_file(body, styles=styles)).body.paragraphs]

    assert [one.outline for one in found] == [1, 1, 0, -1]
    assert [one.numbering for one in found] == [("4", 1), None, None, None]


def test_another_form_is_known_with_the_change_that_gave_it() -> None:
    was = '<w:pPr><w:pStyle w:val="Old"/></w:pPr>'
    body = paragraph("", '<w:pStyle w:val="New"/>' + change("pPrChange", was))

    (one,) = read(word_file(body)).body.paragraphs

    assert one.was
    assert (one.was[0].author, one.was[1].style, one.form.style) == ("Counsel", "Old", "New")


def test_a_change_of_form_alone_is_counted_and_leaves_the_text() -> None:
    body = paragraph(run("a", "<w:b/>" + change("rPrChange", "<w:rPr/>")))

    (one,) = read(word_file(body)).body.paragraphs

    assert [each.author for each in one.reformatted] == ["Counsel"]
    assert one.runs[0].changes == ()


def test_bookmarks_belong_to_the_paragraph_in_which_they_begin() -> None:
    def begin(name: str) -> str:
        return f'<w:bookmarkStart w:id="1" w:name="{name}"/>'

    body = paragraph(begin("_mou_a") + run("A")) + begin("_mou_b") + paragraph(run("B"))

    assert [one.bookmarks for one in read(word_file(body)).body.paragraphs] == [
        ("_mou_a",), ("_mou_b",),
    ]  # fmt: skip


def test_hidden_text_is_kept_and_does_not_print() -> None:
    styles = part("styles", (
        '<w:style w:type="character" w:styleId="Away"><w:rPr><w:vanish/></w:rPr></w:style>'
    ))  # fmt: skip
    body = paragraph(
        run("a")
        + run("b", "<w:vanish/>")
        + run("c", '<w:rStyle w:val="Away"/>')
        + run("d", '<w:rStyle w:val="Away"/><w:vanish w:val="0"/>')
    )

    file = read(word_file(body, styles=styles))

    assert [(one.text, one.hidden) for one in file.body.paragraphs[0].runs] == [
        ("a", False), ("b", True), ("c", True), ("d", False),
    ]  # fmt: skip
    assert [line.text for line in view(file)] == ["ad"]
    assert [one.kind for one in file.remarks] == ["hidden_text"]


def test_notes_and_what_stands_round_the_page_are_stories_of_their_own() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{paragraph(run("-"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("a note"))}</w:footnote>',
    )
    body = paragraph(run("text") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("."))
    header = part("hdr", paragraph(run("head")))

    file = read(word_file(body, footnotes=notes, header=header))

    assert [(one.place, one.name) for one in file.stories] == [
        ("body", "word/document.xml"), ("header", "word/header.xml"),
        ("footnote", "word/footnotes.xml#2"),
    ]  # fmt: skip
    assert [line.text for line in view(file)] == ["text.", "head", "a note"]
    assert [one.note for one in file.body.paragraphs[0].runs] == ["", "footnote 2", ""]


def test_a_text_box_is_a_story_with_its_place() -> None:
    inside = paragraph(run("boxed")) + table(row(paragraph(run("cell"))))
    body = paragraph(run("first")) + paragraph(
        run("before") + change("del", f"<w:r>{BOX.format(inside)}</w:r>") + run("after")
    )

    file = read(word_file(body))

    assert [line.text for line in view(file)] == ["first", "beforeafter"]
    assert [line.text for line in view(file, "before")] == [
        "first", "beforeafter", "boxed", "cell",
    ]  # fmt: skip
    assert (file.stories[1].place, file.stories[1].anchor) == ("textbox", (0, 1))


def test_what_no_paragraph_can_hold_is_named() -> None:
    box = BOX.format(paragraph(run("boxed")))
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    body = run("astray") + paragraph(f"<w:r>{both}<w:object/><w:pict><v:imagedata/></w:pict></w:r>")

    file = read(word_file(body))

    assert [(one.kind, one.text) for one in file.not_imported] == [
        ("stray", "astray"), ("same_branch", "boxed"), ("object", ""), ("picture", ""),
    ]  # fmt: skip
    assert all(one.label for one in file.not_imported)
    assert [line.text for line in view(file)] == ["", "boxed"]


def test_a_file_of_ours_has_its_bookmarks_and_styles() -> None:
    file = read(docx_of(samples.document()))

    assert file.body.paragraphs[0].form.style == "Title"
    assert {one.place for one in file.stories} == {"body", "header", "footer"}
    assert any("_mou_purpose" in one.bookmarks for one in file.body.paragraphs)
    assert (file.remarks, file.not_imported) == ((), ())


def test_a_link_within_the_file_is_known_by_where_it_leads() -> None:
    body = paragraph('<w:hyperlink w:anchor="_mou_a">' + run("A") + "</w:hyperlink>" + run("b"))
    runs = read(word_file(body)).body.paragraphs[0].runs
    assert [(one.text, one.link) for one in runs] == [("A", "_mou_a"), ("b", "")]
