"""To Word and back: the only floor that knows python-docx and lxml.

* write      the outline as a Word document
* review     the same, to be worked in and sent back
* compared   the same, as tracked changes against its edition
* schedule   every clause that differs, and how
* counsel    these four, as the pack that counsel gets
* worksheet  the questions that are still open, to be filled in at a meeting
* read       every visible character of a Word document, by walking its XML

`base` opens our base document, `package` puts a package into bytes; `body`, `spans`, `lists`,
`tables`, `signing`, `question` and `furniture` each write one kind of thing; `ooxml` holds their
bricks.
"""

from __future__ import annotations
