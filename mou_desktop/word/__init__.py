"""To Word and back: the only floor that knows python-docx and lxml.

* write    the outline as a Word document
* read     every visible character of a Word document, by walking its XML

`base` opens our base document, `package` puts a package into bytes; `body`, `spans`, `lists`,
`tables`, `signing` and `furniture` each write one kind of thing; `ooxml` holds their bricks.
"""

from __future__ import annotations
