"""`make base`: makes resources/base.docx, our styles, numbering and page, and nothing else.

    python -m scripts.base_docx             make it
    python -m scripts.base_docx --check     say whether it is stale, change nothing

python-docx makes the package. What its own default brings along (two hundred styles, a thumbnail,
another program's name) goes; scripts/base/ holds what takes its place, as Word's own XML.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.shared import Inches
from lxml import etree

from mou_desktop.word.package import pack

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

ROOT = Path(__file__).resolve().parents[1]
SOURCES = Path(__file__).resolve().parent / "base"
BASE = ROOT / "resources" / "base.docx"
DIGEST = ROOT / "resources" / "base.sha256"

OURS = {
    RELATIONSHIP_TYPE.STYLES: "styles.xml",
    RELATIONSHIP_TYPE.NUMBERING: "numbering.xml",
    RELATIONSHIP_TYPE.SETTINGS: "settings.xml",
    RELATIONSHIP_TYPE.HEADER: "header.xml",
    RELATIONSHIP_TYPE.FOOTER: "footer.xml",
}
KEPT = {*OURS, RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}


def main() -> int:
    """Make the base document, or say that it is stale; 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, refuse what is stale")
    args = parser.parse_args()
    data = base_docx()
    wanted = {BASE: data, DIGEST: f"{hashlib.sha256(data).hexdigest()}\n".encode()}
    stale = [path for path, new in wanted.items() if not path.exists() or path.read_bytes() != new]
    for path in stale:
        name = path.relative_to(ROOT)
        if args.check:
            print(f"{name} is stale: run `make base`.", file=sys.stderr)
        else:
            path.write_bytes(wanted[path])
            print(f"made {name}")
    return 1 if stale and args.check else 0


def base_docx() -> bytes:
    """Return the base document."""
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    section.header_distance = section.footer_distance = Inches(0.5)
    section.header.is_linked_to_previous = False
    section.footer.is_linked_to_previous = False
    for kind, file in OURS.items():
        fill(word.part.part_related_by(kind), SOURCES / file)
    strip(word)
    return pack(word.part.package)


def fill(part: Part, source: Path) -> None:
    """Put what `source` holds in the place of all that `part` holds."""
    if not isinstance(part, XmlPart):
        raise TypeError(part.partname)
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    part.element[:] = list(etree.parse(str(source), parser).getroot())


def strip(word: WordDocument) -> None:
    """Leave out every part that is not ours, and what is said of other programs and times."""
    package = word.part.package
    for rels in (word.part.rels, package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype not in KEPT]:
            del rels[key]
    core = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    if isinstance(core, XmlPart):
        core.element[:] = []
    app = PackURI("/docProps/app.xml")
    source = (SOURCES / "app.xml").read_bytes()
    part = Part(app, CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, source, package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


if __name__ == "__main__":
    sys.exit(main())
