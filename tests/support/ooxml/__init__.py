"""Says what is wrong with a Word file: the standard's schemas, and what Word asks beyond them.

The schemas are ECMA-376's, in `xsd/` with their licences. A file that Word opens without a word
of repair has no faults here; the reverse only a person with Word can say.
"""

from __future__ import annotations

from tests.support.ooxml import lint, schemas
from tests.support.ooxml.package import Package


def faults(data: bytes) -> list[str]:
    """Return each fault of a Word file as `part: what is wrong`."""
    package = Package(data)
    return [*package.faults, *schemas.faults(package), *lint.faults(package)]
