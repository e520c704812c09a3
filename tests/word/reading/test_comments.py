from __future__ import annotations

from mou_desktop.word.reading import read
from tests.support.word_files import OFFICE, package, paragraph, part, parts_of, relations, run

EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def comment(number: int, *texts: str, author: str = "Counsel") -> str:
    paragraphs = "".join(
        f'<w:p w14:paraId="{number:07}{i}">{run(text)}</w:p>' for i, text in enumerate(texts)
    )
    about = f'w:id="{number}" w:author="{author}" w:date="2026-12-01T10:00:00Z" w:initials="C"'
    return f"<w:comment {about}>{paragraphs}</w:comment>"


def ranged(number: int, inside: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inside}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def with_comments(body: str, comments: str, extended: str = "") -> bytes:
    names = relations(
        (f"{OFFICE}/comments", "comments.xml", ""), (EXTENDED, "commentsExtended.xml", "")
    )
    more = (
        part("x", extended)
        .replace("<w:x ", "<w15:commentsEx ")
        .replace("</w:x>", "</w15:commentsEx>")
    )
    return package(
        {
            **parts_of(body),
            "word/_rels/document.xml.rels": names,
            "word/comments.xml": part("comments", comments),
            "word/commentsExtended.xml": more,
        }
    )


def test_a_comment_keeps_its_author_its_time_and_its_place() -> None:
    body = paragraph(run("first")) + paragraph(run("a") + ranged(7, run("b")) + run("c"))

    file = read(with_comments(body, comment(7, "Why?", "Why not?")))

    (one,) = file.comments
    assert (one.author, one.initials, one.date) == ("Counsel", "C", "2026-12-01T10:00:00Z")
    assert (one.text, one.anchor) == ("Why?\nWhy not?", (0, 1))
    assert [(run.text, run.comments) for run in file.body.paragraphs[1].runs] == [
        ("a", ()), ("b", ("7",)), ("c", ()),
    ]  # fmt: skip


def test_a_comment_on_several_paragraphs_is_on_each_of_them() -> None:
    start, end = ranged(7, "|").split("|")
    body = paragraph(start + run("a")) + paragraph(run("b") + end) + paragraph(run("c"))

    file = read(with_comments(body, comment(7, "Why?")))

    assert [one.runs[0].comments for one in file.body.paragraphs] == [("7",), ("7",), ()]


def test_a_reply_knows_what_it_answers_and_a_thread_whether_it_is_settled() -> None:
    extended = (
        '<w15:commentEx w15:paraId="00000011" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000020" w15:paraIdParent="00000011" w15:done="0"/>'
    )
    comments = comment(1, "Why?", "Why not?") + comment(2, "Because.", author="Town")

    file = read(with_comments(paragraph(ranged(1, ranged(2, run("a")))), comments, extended))

    assert [(one.parent, one.resolved) for one in file.comments] == [("", True), ("1", False)]


def test_a_comment_that_stands_nowhere_is_kept() -> None:
    (one,) = read(with_comments(paragraph(run("a")), comment(3, "Lost"))).comments
    assert (one.text, one.anchor) == ("Lost", None)


def test_a_comment_without_author_or_date_is_read() -> None:
    bare = f'<w:comment w:id="1">{paragraph(run("a"))}</w:comment>'
    (one,) = read(with_comments(paragraph(""), bare)).comments
    assert (one.author, one.date, one.text) == ("", "", "a")
