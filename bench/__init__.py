"""Speed and memory, measured side by side with what they are compared to; `make bench` runs it.

Every figure is a ratio within one run: on a shared machine the milliseconds of two runs cannot be
compared. `docs/performance.md` says what is measured and how, and keeps the figures of one run.
"""

from __future__ import annotations
