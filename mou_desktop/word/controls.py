"""Writes content controls: one round each answer, and a lock round each mandatory clause.

A control says which answer it holds (see `model/anchors`), what it is called and what may be put
there. The same answer in several places stands in several controls with one tag. A lock keeps a
person from deleting a clause by mistake; it is a courtesy of Word and protects nothing, so what
comes back is checked all the same. Nothing is bound to data: LibreOffice destroys what is bound.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from mou_desktop.model import anchors
from mou_desktop.model.spoken import read_date
from mou_desktop.model.values import printable
from mou_desktop.word import base
from mou_desktop.word.ooxml import NAMESPACE, PARA_ID, W, add, element
from mou_desktop.word.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

    from mou_desktop.model import Document, Field
    from mou_desktop.model.printed import Block, Span
    from mou_desktop.word.places import Shown

_LONGEST = 64  # characters of a control's title
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROMPT = (
    '<w:docPart><w:docPartPr><w:name w:val={name}/><w:category><w:name w:val="General"/>'
    '<w:gallery w:val="placeholder"/></w:category><w:types><w:type w:val="bbPlcHdr"/></w:types>'
    '<w:behaviors><w:behavior w:val="content"/></w:behaviors></w:docPartPr><w:docPartBody><w:p>'
    '<w:r><w:rPr><w:rStyle w:val="MOUBlank"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    "</w:p></w:docPartBody></w:docPart>"
)
_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "MOUBlank"}  # of a prompt
_DATE = (
    '<w:date{full}><w:dateFormat w:val="MMMM d, yyyy"/><w:lid w:val="en-US"/>'
    '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
)
_PROPERTIES = b"<w:sdtPr/>"
_SPECIAL = re.compile(r"[&<>\"\n\r\t]")
_BREAK = re.compile(r"[\n\t]")
_YES_NO = (("yes", "yes"), ("no", "no"))


class Controls:
    """The content controls of one Word file.

    Args:
        document: the agreement.
        locks: whether mandatory clauses stand in a control of their own. Not in a comparison:
            LibreOffice loses the first tracked paragraph in such a control.
    """

    def __init__(self, document: Document, *, locks: bool = False) -> None:
        self.places = Places(document)
        clauses = document.edition.clauses
        self._locked = frozenset(key for key, one in clauses.items() if locks and one.mandatory)
        self._headings = {key: one.heading for key, one in clauses.items()}
        self._prompts: dict[str, tuple[str, str]] = {}  # name and words of a prompt, by tag
        self._names: set[str] = set()
        self._met = Counter[str]()
        self._ids: set[int] = set()
        self._firsts: dict[str, int] = {}  # number of the next paragraph of a clause, or near it
        self._paragraphs: set[int] = set()
        self._said: list[str] = []  # by controls that are not taken yet

    # ---- answers -----------------------------------------------------------------------

    def around(self, paragraph: Element, span: Span) -> Element:
        """Append to `paragraph` the control for `span`; return what its runs go into.

        That is the paragraph itself where `span` has no place of its own.
        """
        shown = self.places.of(span) if span.text else None
        if shown is None:
            return paragraph
        tag = anchors.tag_of(shown.anchor)
        blank = span.kind == "blank"
        prompt = self._prompt(tag, span.text if blank else f"[{shown.field.label}]")
        rest = f'<w:placeholder><w:docPart w:val="{prompt}"/></w:placeholder>'
        rest += "<w:showingPlcHdr/>" if blank else ""
        return self._add(paragraph, tag, shown.label, rest + _kind(shown, span))

    def _prompt(self, tag: str, text: str) -> str:
        if tag not in self._prompts:
            name = anchors.prompt_of(tag, self._names)
            self._names.add(name)
            self._prompts[tag] = name, text
        return self._prompts[tag][0]

    # ---- paragraphs --------------------------------------------------------------------

    def name(self, paragraph: Element, block: Block) -> None:
        """Name a paragraph after its clause. Word keeps that name, others do not: a hint."""
        key = block.clause or block.section or block.kind
        if key not in self._firsts:
            self._firsts[key] = anchors.number_of("paragraph", key)
        number = self._firsts[key]
        while number in self._paragraphs:
            number = number % anchors.LAST_NUMBER + 1
        self._paragraphs.add(number)
        self._firsts[key] = number
        paragraph.set(PARA_ID, f"{number:08X}")

    # ---- clauses -----------------------------------------------------------------------

    def locks(self, block: Block) -> bool:
        """Return whether `block` belongs to a clause that stands in a control of its own."""
        return block.clause in self._locked and block.kind != "contents"

    def around_clause(self, body: Element, key: str) -> Element:
        """Append to `body` the control for a clause; return what its paragraphs go into."""
        return self._add(body, anchors.CLAUSE_TAG + key, self._headings[key] or key)

    # ---- markup ------------------------------------------------------------------------

    def _add(self, parent: Element, tag: str, title: str, rest: str = "") -> Element:
        """Append a control, and return what it holds. What it says of itself is markup for later.

        As elements of a tree its properties would take as long as all the rest of a document.
        """
        self._said.append(
            f'<w:sdtPr><w:alias w:val={_quoted(cut(title))}/><w:tag w:val="{tag}"/>'
            f'<w:id w:val="{self._number(tag)}"/><w:lock w:val="sdtLocked"/>{rest}</w:sdtPr>'
        )
        control = add(parent, "sdt")
        add(control, "sdtPr")
        return add(control, "sdtContent")

    def filled(self, markup: bytes) -> bytes:
        """Return `markup` with what each of its controls says of itself, in the order they came."""
        pieces = markup.split(_PROPERTIES)
        said, self._said = self._said, []
        found = [pieces[0]]
        for one, piece in zip(said, pieces[1:], strict=True):
            found += (one.encode(), piece)
        return b"".join(found)

    def _number(self, tag: str) -> int:
        """Return a number that no other control has: of the tag, and of how often it was met."""
        self._met[tag] += 1
        number = anchors.number_of(tag, self._met[tag])
        while number in self._ids:
            number = anchors.number_of(tag, self._met[tag], number)
        self._ids.add(number)
        return number

    # ---- prompts -----------------------------------------------------------------------

    def finish(self, word: WordDocument) -> None:
        """Put the prompts into `word`, in a part of their own that has the styles they need."""
        if not self._prompts:
            return
        package = word.part.package
        kind = _TYPE + "document.glossary+xml"
        part = Part(PackURI("/word/glossary/document.xml"), kind, self._glossary(), package)
        styles = PackURI("/word/glossary/styles.xml")
        part.relate_to(Part(styles, _TYPE + "styles+xml", _styles(word), package), base.STYLES)
        word.part.relate_to(part, _OFFICE + "glossaryDocument")

    def _glossary(self) -> bytes:
        return "".join(self._markup()).encode()

    def _markup(self) -> Iterator[str]:
        yield f'{_HEAD}<w:glossaryDocument xmlns:w="{NAMESPACE}"><w:docParts>'
        for name, text in self._prompts.values():
            yield _PROMPT.format(name=_quoted(name), text=escape(printable(text)))
        yield "</w:docParts></w:glossaryDocument>"


def cut(title: str) -> str:
    """Return `title` in one line, no longer than Word takes it."""
    line = " ".join(printable(title).split())
    return line.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore").rstrip()


def _quoted(text: str) -> str:
    """Return `text` as an attribute has it."""
    return quoteattr(text) if _SPECIAL.search(text) else f'"{text}"'


def _kind(shown: Shown, span: Span) -> str:
    """Return what may be put into a control: a date, one of the choices, or any text.

    What is shown has to be of that kind: what was typed otherwise stands as text. Text of several
    lines stands in a control of no kind, which takes any text.
    """
    one, blank = shown.field, span.kind == "blank"
    date = shown.answer if one.type == "date" and isinstance(shown.answer, str) else ""
    if one.type == "date" and (blank or read_date(date)):
        return _DATE.format(full="" if blank else f' w:fullDate="{date}T00:00:00Z"')
    choices = _choices(one)
    if choices and (blank or any(words == span.text for _, words in choices)):
        items = (
            f"<w:listItem w:displayText={_quoted(words)} w:value={_quoted(key)}/>"
            for key, words in choices
        )
        return f"<w:dropDownList>{''.join(items)}</w:dropDownList>"
    if _BREAK.search(span.text):  # LibreOffice 7.4 puts breaks in plain text before all words
        return ""
    return '<w:text w:multiLine="1"/>' if one.type == "long_text" else "<w:text/>"


def _choices(one: Field) -> tuple[tuple[str, str], ...]:
    """Return the choices of a list to drop down: key and words; none if two print the same."""
    if one.type == "yes_no":
        return _YES_NO
    if one.type != "choice":
        return ()
    found = tuple((choice.key, printable(choice.print or choice.label)) for choice in one.choices)
    return found if len({words for _, words in found}) == len(found) else ()


def _styles(word: WordDocument) -> bytes:
    """Return the styles that prompts are written in, as `word` has them."""
    root = element("styles")
    for one in base.root_of(word, base.STYLES):
        if one.tag == W + "docDefaults" or one.get(W + "styleId") in _STYLES:
            root.append(deepcopy(one))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
