from __future__ import annotations

from mou_desktop.word.reading import read
from mou_desktop.word.write import docx_of
from tests.support import samples
from tests.support.word_files import (
    MAIN,
    OFFICE,
    package,
    paragraph,
    part,
    parts_of,
    relations,
    run,
    word_file,
)

OURS = "urn:mou-desktop:docx:1"
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property name="MouProject"><vt:lpwstr>6f1c</vt:lpwstr></property></Properties>'
)


def test_our_own_part_is_found_by_its_namespace_whatever_it_is_called() -> None:
    items = [f"{OFFICE}/customXml"] * 2
    data = package(
        {
            **parts_of(paragraph("")),
            "_rels/.rels": relations(
                (f"{OFFICE}/officeDocument", MAIN, ""), (f"{OFFICE}/custom-properties", "c.xml", "")
            ),
            "word/_rels/document.xml.rels": relations(
                (items[0], "../customXml/item7.xml", ""), (items[1], "../customXml/item2.xml", "")
            ),
            "customXml/item7.xml": "<other/>",
            "customXml/item2.xml": f'<m:mou xmlns:m="{OURS}" round="r1">eJw=</m:mou>',
            "c.xml": CUSTOM,
        }
    )

    identity = read(data).identity

    found = identity.data_of(OURS)
    assert found
    assert (found.attributes["round"], found.text) == ("r1", "eJw=")
    assert identity.custom == {"MouProject": "6f1c"}
    assert [one.tag for one in identity.data] == ["other", f"{{{OURS}}}mou"]


def test_a_file_without_identity_has_none() -> None:
    identity = read(word_file(paragraph(""))).identity
    assert (identity.data_of(OURS), identity.custom, identity.keywords) == (None, {}, "")


def test_the_properties_of_our_own_files_are_read() -> None:
    document = samples.document()
    identity = read(docx_of(document)).identity
    assert identity.identifier == document.id
    assert identity.keywords == "mou-export:clean-agreement"
    assert identity.title


def test_whether_changes_are_tracked_and_how_the_file_is_protected_are_known() -> None:
    enforced = '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>'
    settings = part("settings", f"<w:trackRevisions/>{enforced}")
    tracked = read(word_file(paragraph(run("a")), settings=settings))
    plain = read(word_file(paragraph(run("a"))))
    assert (tracked.tracking, tracked.protection) == (True, "trackedChanges")
    assert (plain.tracking, plain.protection) == (False, "")
