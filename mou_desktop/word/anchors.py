"""What a file for counsel carries beside its text, so that it can be read back.

A clean copy carries none of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mou_desktop.word.comments import Comments

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from mou_desktop.word.controls import Controls


@dataclass(frozen=True, slots=True)
class Anchors:
    """Content controls, and the comments, of one Word file."""

    controls: Controls
    comments: Comments = field(default_factory=Comments)

    def finish(self, word: WordDocument) -> None:
        """Put into `word` the parts that its text refers to, once that is written."""
        self.controls.finish(word)
        self.comments.finish(word)
