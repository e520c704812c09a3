"""The words on the screen, by the panel that shows them. Sentences about a document: `messages`."""

from __future__ import annotations
