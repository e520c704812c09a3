"""Windows that ask one thing and go away again."""

from __future__ import annotations
